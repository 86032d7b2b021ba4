/** Builds the alert parts from the dependencies that `app.ts` hands in. */

import type { AuditStore } from "../accounts/audit-store"
import { peopleTopic } from "../accounts/commands"
import type { PersonStore } from "../accounts/person-store"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { Config } from "../config"
import type { ContactStore } from "../contacts/contact-store"
import type { FollowUpStore } from "../contacts/follow-up-store"
import type { FollowUpCommands } from "../contacts/follow-ups"
import { systemActor } from "../conversations/actors"
import type { ConversationCommands } from "../conversations/commands"
import type { ConversationStore } from "../conversations/conversation-store"
import type { Receipts } from "../conversations/receipts"
import type { Database, Tx } from "../db/database"
import { AppError } from "../errors"
import type { Doorbell } from "../events/doorbell"
import type { EventStore } from "../events/event-store"
import type { Signals } from "../events/signals"
import type { Job } from "../jobs/timer-loop"
import { describeError, type Log } from "../log"
import type { PostMessage } from "../messages/post-message"
import type { AvailabilityBoard } from "../queues/availability"
import type { SettingStore } from "../settings/setting-store"
import type { VisitorStore } from "../visitors/visitor-store"
import { createAlertFacts } from "./alert-facts"
import { createAlertSettings } from "./alert-settings"
import { createBounces } from "./bounces"
import { createContinueLinks } from "./continue-link"
import { createContinuity } from "./continuity"
import { createEmail, type Letter } from "./email"
import { createLogFollower } from "./follow-log"
import { createHubSpot } from "./hubspot"
import { createLetters, type EmailPayload } from "./letters"
import { createOperatorBack } from "./operator-back"
import { createOutbox, type NewDelivery, type Outcome } from "./outbox"
import { channels, createOutboxStore, type Delivery } from "./outbox-store"
import { createPushStore } from "./push-store"
import { createReachable } from "./reachable"
import { createReminders } from "./remind"
import { createSafeFetch } from "./safe-fetch"
import { createSlack, slackTarget } from "./slack"
import { createSlackApp } from "./slack-app"
import { createSlackClaims } from "./slack-claim"
import { type Closing, createSlackInbox } from "./slack-inbox"
import { createSlackLinks } from "./slack-links"
import { createSlackSocket } from "./slack-socket"
import { createSlackStore } from "./slack-store"
import { createSlackTakedown } from "./slack-takedown"
import { createSlackThreads } from "./slack-threads"
import { createTell } from "./tell"
import { createTellVisitor } from "./tell-visitor"
import { createWebPush } from "./web-push"
import { createWebhookStore, type Webhook } from "./webhook-store"
import { createWebhooks, hostOf } from "./webhooks"

type AlertDeps = {
  db: Database
  doorbell: Doorbell
  config: Config
  settings: SettingStore
  people: PersonStore
  chatbots: ChatbotStore
  visitors: VisitorStore
  contacts: ContactStore
  conversations: ConversationStore
  commands: ConversationCommands
  postMessage: PostMessage
  closing: Closing
  followUps: Pick<FollowUpCommands, "addOnce">
  followUpStore: FollowUpStore
  /** How far an operator's words have got. */
  receipts: Pick<Receipts, "of">
  events: EventStore
  signals: Signals
  board: AvailabilityBoard
  audit: AuditStore
  /** Signs the links in letters. */
  linkKey: string
  version: string
  log: Log
  now: () => number
  newId: () => string
}

export type AlertParts = ReturnType<typeof createAlertParts>

type About = Pick<NewDelivery, "conversationId" | "visitorId">
type LetterMore = About & { key?: string; kind?: "letter" | "team" }

export function createAlertParts(deps: AlertDeps) {
  const {
    db,
    doorbell,
    config,
    settings,
    people,
    chatbots,
    visitors,
    conversations,
    commands,
    events,
    signals,
    board,
  } = deps
  const { audit, linkKey, version, log, now, newId } = deps

  const safeFetch = createSafeFetch(config.allowPrivate)
  const onChange = (tx: Tx) => follower.noteChange(tx)
  const alertSettings = createAlertSettings({ db, settings, config, safeFetch, audit, now, onChange: onNewSettings })
  const facts = createAlertFacts({ ...deps, publicUrl: alertSettings.publicUrl })
  const links = createContinueLinks({ key: linkKey, publicUrl: alertSettings.publicUrl, now })
  const outboxStore = createOutboxStore(db)
  const bounces = createBounces({
    db,
    store: outboxStore,
    alertSettings,
    key: linkKey,
    onReturned: (delivery, answer) => tellOfRefusal(delivery, answer),
    now,
  })
  const continuity = createContinuity({ alertSettings, facts, store: outboxStore, now })
  const { receipts } = deps
  const writing = { events, people, signals, alertSettings, facts, links, continuity, receipts, board, now }
  const { contacts, followUpStore } = deps
  const letters = createLetters({ ...writing, chatbots, contacts, followUps: followUpStore, store: outboxStore })
  const email = createEmail({ alertSettings, letters, returnPath: bounces.returnPath })
  const { publicUrl } = alertSettings
  const slackStore = createSlackStore(db)
  const slackApp = createSlackApp({ db, settings, config, publicUrl, audit, now, onChange: onNewSettings })
  const slackClaims = createSlackClaims({ key: linkKey, publicUrl, now })
  const slackDeps = {
    db,
    app: slackApp,
    store: slackStore,
    claims: slackClaims,
    people,
    audit,
    events,
    facts,
    conversations,
    board,
    now,
  }
  const slackThreads = createSlackThreads({ ...slackDeps, outbox: () => outbox })
  const slackTakedown = createSlackTakedown({ ...slackDeps, outbox: () => outbox })
  const slackLinks = createSlackLinks(slackDeps)
  const slackInbox = createSlackInbox({
    ...slackDeps,
    outbox: () => outbox,
    commands,
    postMessage: deps.postMessage,
    closing: deps.closing,
    log,
  })
  const slackSocket = createSlackSocket({ app: slackApp, inbox: slackInbox, apiUrl: config.slackApiUrl, log, now })
  const slack = createSlack({
    alertSettings,
    facts,
    safeFetch,
    app: slackApp,
    threads: slackThreads,
    takedown: slackTakedown,
    now,
  })
  const push = createWebPush({
    db,
    store: createPushStore(db),
    settings,
    people,
    facts,
    safeFetch,
    now,
    newId,
    onChange,
  })
  const webhooks = createWebhooks({
    db,
    store: createWebhookStore(db),
    facts,
    safeFetch,
    audit,
    outbox: () => outbox,
    version,
    now,
    newId,
    onChange,
    onSwitchedOff: tellOwners,
  })
  const hubspot = createHubSpot({
    ...deps,
    publicUrl: alertSettings.publicUrl,
    outbox: () => outbox,
    onChange,
  })
  const outbox = createOutbox({
    db,
    senders: { email: email.send, slack: slack.send, webhook: webhooks.send, push: push.send, hubspot: hubspot.send },
    log,
    now,
    newId,
    onOutcome: (delivery, outcome, isDead) => void noteOutcome(delivery, outcome, isDead),
  })
  const isInThreads = () => slackApp.isOn
  const reachable = createReachable({ people, now })
  const tell = createTell({
    outbox,
    alertSettings,
    continuity,
    people,
    conversations,
    board,
    reachable,
    push,
    isInThreads,
    now,
  })
  const tellVisitor = createTellVisitor({ outbox, alertSettings, reachable, push, hasSlackApp: isInThreads, now })
  const follower = createLogFollower({
    db,
    doorbell,
    events,
    settings,
    isWanted: () =>
      webhooks.isWanted ||
      hubspot.isWanted ||
      push.isWanted ||
      slackApp.isOn ||
      Boolean(alertSettings.slackUrl()) ||
      alertSettings.smtp() !== undefined,
    isThere: conversations.isThere,
    plan: (event) => [
      ...tell.plan(event),
      ...slackThreads.plan(event),
      ...webhooks.plan(event),
      ...hubspot.plan(event),
    ],
    now,
    log,
  })
  const operatorBack = createOperatorBack({ db, outbox, alertSettings, facts, chatbots, board, now })
  const remind = createReminders({ db, settings, followUps: followUpStore, people, alertSettings, outbox, now })
  const checkBack = () =>
    void operatorBack().catch((error: unknown) => log.error("alerts.back_failed", describeError(error)))
  let stopListening = () => {}

  /** What waited for a target that was set up wrong goes at once. */
  function onNewSettings(tx: Tx): void {
    follower.noteChange(tx)
    outbox.retryChannel(tx, "email")
    outbox.retryChannel(tx, "slack")
    tx.afterCommit(() => slackSocket.refresh())
  }

  function enqueueLetter(tx: Tx, { to, ...letter }: Letter, more: LetterMore = {}): string {
    const payload: EmailPayload = { is: "letter", letter }
    return outbox.enqueue(tx, { channel: "email", kind: "letter", target: to, payload, ...more })
  }

  /** Where the team reads along in Slack. */
  function tellSlack(tx: Tx, text: string, about: About = {}): void {
    if (!alertSettings.slackUrl() && !isInThreads()) return
    outbox.enqueue(tx, {
      channel: "slack",
      kind: "notice",
      target: slackTarget,
      payload: { is: "text", text },
      ...about,
    })
  }

  function tellOwners(tx: Tx, { url, disabled }: Webhook): void {
    const title = `The webhook to ${hostOf(url)} was switched off`
    const words = [`${disabled!.reason}.`, "Events since then are kept as dead letters. Repair it, then switch it on."]
    const href = `${alertSettings.publicUrl()}/admin/alerts`
    if (alertSettings.smtp()) {
      for (const { isOwner, disabledAt, email: to } of people.list())
        if (isOwner && disabledAt === null) enqueueLetter(tx, letters.plain(to, title, words, href))
    }
    tellSlack(tx, `${title}. ${words[0]}`)
  }

  /** Whoever thinks that the visitor has their answer is told that they have not. */
  async function tellOfRefusal(
    { conversationId, kind, target }: Delivery,
    answer: string,
    what = "was refused",
  ): Promise<void> {
    if (conversationId === null || kind === "alert" || kind === "team") return
    await db.write((tx) => {
      const conversation = conversations.getInWrite(tx, conversationId)
      const text = `The email to ${target} ${what}: ${answer}`
      commands.append(tx, conversation, systemActor, { type: "note", payload: { text } })
      // A transcript was a favour; anything else somebody waits for, and a note in a conversation that is over nobody reads.
      if (kind === "transcript") return
      const { chatbotId, visitorId } = conversation
      const contactId = visitors.find(visitorId)?.contactId ?? null
      const task = `Reach them another way: no email gets to ${target}`
      deps.followUps.addOnce(tx, { chatbotId, conversationId, contactId, text: task, dueAt: now() })
    })
  }

  async function noteOutcome(delivery: Delivery, outcome: Outcome, isDead: boolean): Promise<void> {
    try {
      if (delivery.channel === "webhook") await webhooks.noteOutcome(delivery, outcome)
      if (delivery.channel === "email" && isDead && "answer" in outcome)
        await tellOfRefusal(delivery, outcome.answer, outcome.is === "refused" ? "was refused" : "was given up")
    } catch (error) {
      log.error("alerts.outcome_failed", { delivery: delivery.id, ...describeError(error) })
    }
  }

  const jobs: Job[] = [
    { name: "outbox", everyMs: 1000, run: () => outbox.runDue() },
    { name: "outbox-purge", everyMs: 3600_000, run: () => outbox.removeOld() },
    { name: "operator-back", everyMs: 5000, run: checkBack },
    { name: "follow-ups", everyMs: 30_000, run: remind },
    { name: "slack-takedowns", everyMs: 5000, run: slackTakedown.plan },
    { name: "slack-presence", everyMs: 45_000, run: slackLinks.seePresence },
  ]

  return {
    outbox,
    alertSettings,
    facts,
    links,
    letters,
    continuity,
    email,
    bounces,
    slack,
    slackApp,
    slackInbox,
    slackLinks,
    slackSocket,
    push,
    webhooks,
    hubspot,
    follower,
    safeFetch,
    jobs,
    /** A finished letter, sent if and only if the caller's transaction commits. */
    enqueueLetter,
    tellSlack,
    /** The same of words that are yet to be set. */
    enqueueComposed: (tx: Tx, letter: Parameters<typeof letters.compose>[0], more: LetterMore): void =>
      void enqueueLetter(tx, letters.compose(letter), more),
    /** An owner has repaired something outside. @throws AppError `validation` */
    retryChannel(name: string): Promise<void> {
      const channel = channels.find((each) => each === name)
      if (!channel) throw new AppError("validation", "There is no such way to send.", { field: "channel" })
      return db.write((tx) => outbox.retryChannel(tx, channel))
    },
    /** In the transaction that finds a visitor promising. */
    tellVisitor,
    async start(): Promise<void> {
      webhooks.start()
      await push.start()
      slackThreads.start()
      await follower.start()
      outbox.start()
      slackSocket.start()
      stopListening = doorbell.listen(peopleTopic, checkBack)
    },
    async stop(): Promise<void> {
      stopListening()
      slackSocket.stop()
      await follower.stop()
      await outbox.stop()
      email.close()
    },
  }
}
