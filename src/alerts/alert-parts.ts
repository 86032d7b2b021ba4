/** Builds the alert parts from the dependencies that `app.ts` hands in. */

import type { AuditStore } from "../accounts/audit-store"
import { peopleTopic } from "../accounts/commands"
import type { PersonStore } from "../accounts/person-store"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { Config } from "../config"
import type { ContactStore } from "../contacts/contact-store"
import type { FollowUpStore } from "../contacts/follow-up-store"
import type { FollowUpCommands } from "../contacts/follow-ups"
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
import { createPushTo } from "./push-to"
import { createReachable } from "./reachable"
import { createReminders } from "./remind"
import { createSafeFetch } from "./safe-fetch"
import { slackTarget } from "./slack"
import { createSlackChannel } from "./slack-channel"
import type { Closing } from "./slack-inbox"
import { createTell } from "./tell"
import { createTellOfRefusal } from "./tell-of-refusal"
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
  const { db, doorbell, config, settings, people, chatbots, conversations, events, signals, board } = deps
  const { audit, linkKey, version, log, now, newId } = deps

  const safeFetch = createSafeFetch(config.allowPrivate)
  const onChange = (tx: Tx) => follower.noteChange(tx)
  const alertSettings = createAlertSettings({ db, settings, config, safeFetch, audit, now, onChange: onNewSettings })
  const facts = createAlertFacts({ ...deps, publicUrl: alertSettings.publicUrl })
  const links = createContinueLinks({ key: linkKey, publicUrl: alertSettings.publicUrl, now })
  const outboxStore = createOutboxStore(db)
  const tellOfRefusal = createTellOfRefusal(deps)
  const bounces = createBounces({
    db,
    store: outboxStore,
    alertSettings,
    key: linkKey,
    onReturned: tellOfRefusal,
    now,
  })
  const continuity = createContinuity({ alertSettings, facts, store: outboxStore, now })
  const { receipts } = deps
  const writing = { events, people, signals, alertSettings, facts, links, continuity, receipts, board, now }
  const { contacts, followUpStore } = deps
  const letters = createLetters({ ...writing, chatbots, contacts, followUps: followUpStore, store: outboxStore })
  const email = createEmail({ alertSettings, letters, returnPath: bounces.returnPath })
  const slackChannel = createSlackChannel({
    ...deps,
    alertSettings,
    facts,
    safeFetch,
    outbox: () => outbox,
    onChange: onNewSettings,
  })
  const { slackApp, slackThreads, slackTakedown, slackSocket, slackLinks, slackInbox, slack } = slackChannel
  const push = createWebPush({
    db,
    store: createPushStore(db),
    settings,
    people,
    facts,
    followUps: followUpStore,
    safeFetch,
    now,
    newId,
    onChange,
  })
  const pushTo = createPushTo(push, () => outbox)
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
    pushTo,
    isInThreads,
    now,
  })
  const tellVisitor = createTellVisitor({ outbox, alertSettings, reachable, pushTo, hasSlackApp: isInThreads, now })
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
  const remind = createReminders({
    db,
    settings,
    followUps: followUpStore,
    people,
    alertSettings,
    outbox,
    push,
    pushTo,
    reachable,
    now,
  })
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
    pushTo,
    reachable,
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
