/** Wiring: hands every room what it needs, opens nothing, reads no environment. The rooms build their own parts. */

import { openapi } from "@elysiajs/openapi"
import { Elysia } from "elysia"
import { createAccountParts } from "./accounts/account-parts"
import { accountRoutes } from "./accounts/account-routes"
import { createAuditStore } from "./accounts/audit-store"
import { peopleTopic } from "./accounts/commands"
import { createPersonStore } from "./accounts/person-store"
import { createAlertParts } from "./alerts/alert-parts"
import { alertRoutes } from "./alerts/alert-routes"
import { createBookingMail } from "./alerts/booking-mail"
import { createSafeFetch } from "./alerts/safe-fetch"
import type { Answerer } from "./assistant/answerer"
import { createAssistantParts } from "./assistant/assistant-parts"
import type { TurnOutcome } from "./assistant/turn-endings"
import { createBookingParts } from "./bookings/booking-parts"
import { bookingRoutes } from "./bookings/booking-routes"
import { checkBookingType } from "./bookings/type-commands"
import { createChatbotParts } from "./chatbots/chatbot-parts"
import { chatbotRoutes } from "./chatbots/chatbot-routes"
import { createChatbotStore } from "./chatbots/chatbot-store"
import { type FirstAccounts, makeFirstStart } from "./chatbots/first-start"
import type { Config } from "./config"
import { createContactParts } from "./contacts/contact-parts"
import { contactRoutes } from "./contacts/contact-routes"
import { createContactStore } from "./contacts/contact-store"
import { createConversationCommands } from "./conversations/commands"
import { createConversationParts } from "./conversations/conversation-parts"
import { conversationRoutes } from "./conversations/conversation-routes"
import { createConversationStore } from "./conversations/conversation-store"
import type { Database, Tx } from "./db/database"
import { createUpkeep } from "./db/upkeep"
import { AppError } from "./errors"
import { createEscalationParts } from "./escalation/escalation-parts"
import { ruleRoutes } from "./escalation/rule-routes"
import type { Doorbell } from "./events/doorbell"
import { createEventStore } from "./events/event-store"
import { createEventStreams } from "./events/event-stream"
import { createSignals } from "./events/signals"
import { createAnswerError } from "./http/answer-error"
import { createFieldCheck } from "./http/field-check"
import { createHandler } from "./http/handler"
import { healthRoutes } from "./http/health-routes"
import type { Host } from "./http/host"
import { redirectTo } from "./http/html"
import { createMetrics } from "./http/metrics"
import { apiPage, frameworksPath, specOptions } from "./http/openapi-page"
import { createOrigins } from "./http/origin"
import { createRateLimits } from "./http/rate-limit"
import { createStaticFiles } from "./http/static-files"
import { createTimerLoop } from "./jobs/timer-loop"
import { createContent } from "./knowledge/content"
import { checkContent } from "./knowledge/content-file"
import { contentRoutes } from "./knowledge/content-routes"
import { createKnowledgeParts } from "./knowledge/knowledge-parts"
import { describeError, type Log } from "./log"
import { createAttachmentStore, maxFileBytes } from "./messages/attachment-store"
import { createPostMessage } from "./messages/post-message"
import { createEventFrames } from "./messages/public-event"
import { createAnswerHours } from "./queues/answer-hours"
import { createAvailabilityBoard } from "./queues/availability"
import { createFallback } from "./queues/fallback"
import { createQueueParts, readPresent } from "./queues/queue-parts"
import { queueRoutes } from "./queues/queue-routes"
import { createQueueStore } from "./queues/queue-store"
import { createReportParts } from "./reports/report-parts"
import { reportRoutes } from "./reports/report-routes"
import { createSettingParts } from "./settings/setting-parts"
import { settingRoutes } from "./settings/setting-routes"
import { createVisitorParts } from "./visitors/visitor-parts"
import { visitorRoutes } from "./visitors/visitor-routes"
import { createVisitorStore } from "./visitors/visitor-store"
import { createWidgetParts } from "./widget/widget-parts"
import { widgetRoutes } from "./widget/widget-routes"

type AppDeps = {
  db: Database
  doorbell: Doorbell
  config: Config
  /** Folder of the uploaded files. */
  uploads: string
  version: string
  /** Signs the visitors' tokens; made once and kept in the store. */
  visitorKey: string
  log: Log
  now: () => number
  newId: () => string
  newToken: () => string
  /** Answers every chatbot instead of what the configuration and the settings name. */
  answerer?: Answerer
}

export function createApp(deps: AppDeps) {
  const { db, doorbell, config, uploads, version, visitorKey, log, now, newId, newToken, answerer } = deps
  const newPassword = () => newToken().slice(0, 14)
  const host: Host = { server: null }
  const signals = createSignals()
  const onError = (error: unknown) => log.error("stream.failed", describeError(error))
  const streams = createEventStreams({ doorbell, signals, onError })
  const origins = createOrigins(config)
  const limits = createRateLimits(config.rateLimits)
  const audit = createAuditStore(db)
  const people = createPersonStore(db)
  const chatbots = createChatbotStore(db)
  const queues = createQueueStore(db)
  const visitors = createVisitorStore(db)
  const contacts = createContactStore(db)
  const conversations = createConversationStore(db)
  const events = createEventStore(db)

  // Handfuls that several rooms take from; what a room takes of them stands in its own list of dependencies.
  const making = { db, now, newId }
  const records = { people, chatbots, visitors, contacts, conversations }

  const settingParts = createSettingParts({ db, config, audit, now })
  const { settings, modelSettings, embeddingSettings } = settingParts
  const attachments = createAttachmentStore({ ...making, folder: uploads })
  const board = createAvailabilityBoard({
    people,
    presentBefore: readPresent(settings),
    now,
    onChange: () => doorbell.ring(peopleTopic),
  })
  const reading = createSafeFetch(config.allowPrivate)
  // Whoever runs the machine may name a server inside; an owner only one that BATON_ALLOW_PRIVATE names.
  const ownServer = config.embeddings ? [new URL(config.embeddings.baseUrl).hostname.replace(/^\[|\]$/g, "")] : []
  const embedding = {
    embeddingServer: embeddingSettings.used,
    request: createSafeFetch([...config.allowPrivate, ...ownServer]),
  }
  const knowledgeParts = createKnowledgeParts({ ...making, ...reading, ...embedding, chatbots, version, log, audit })
  const visitorParts = createVisitorParts({ ...making, ...records, signals, settings, audit, newToken })
  const contactParts = createContactParts({ ...making, ...records, settings, events, attachments, signals, audit })
  const escalationParts = createEscalationParts({ db, newId })
  const { presence, connections, visitorSettings, onSite } = visitorParts
  const { judgements } = escalationParts
  const { knowledge, crawler } = knowledgeParts

  // A conversation: who holds it, what is said in it, what it leads to. Letters leave through the alerts, made further down.
  const mail = createBookingMail(people, () => alerts, now)
  const publicUrl = () => alerts.alertSettings.publicUrl()
  const { followUps, followUpCommands, commands: contactCommands } = contactParts
  const { isAnybodyOnline, isGone } = board
  const hasCallback = (chatbotId: string) => bookingParts.bookings.hasCallback(chatbotId)
  // What cannot be kept just now is not promised.
  const emailsWhenBack = () => mail.canSend() && !alerts.outbox.isBroken("email")
  const means = { emailsWhenBack, hasCallback, isAnybodyOnline }
  const fallback = createFallback({ ...records, ...means, queues, followUps: followUpCommands, now })
  const holders = { ...fallback, isAnybodyOnline, isGone, hasQueue: queues.hasInWrite }
  const commands = createConversationCommands({ ...making, ...records, ...holders, events })
  const postMessage = createPostMessage({ ...making, ...records, events, attachments, commands })
  const letters = { mail, publicUrl, key: visitorKey, start: postMessage.startAnnounced }
  const bookingParts = createBookingParts({ ...making, ...records, ...letters, audit, commands })
  const where = { hereOf: presence.find, seenOf: presence.seen, countVisitors: presence.count }
  const about = { ...visitorParts, ...where, moodOf: judgements.moodOf }
  const capturing = { contactCommands, contactGiven: fallback.contactGiven }
  const talk = { doorbell, signals, events, board, commands }
  const told = { ...talk, ...about, ...capturing, continuity: () => alerts.continuity, audit }
  const conversationParts = createConversationParts({ ...making, ...records, ...told })
  const { details, reader, receipts, closing } = conversationParts
  const queueParts = createQueueParts({ ...making, ...records, ...talk, queues, settings, audit, log })
  const { assigner, positions, signedOut } = queueParts
  const returnHeld = (tx: Tx, personId: string) => commands.returnAllInWrite(tx, personId, "offline")

  // Who answers, and what becomes known outside.
  const openings = createAnswerHours({ chatbots, queues, now })
  const answering = {
    ...knowledgeParts,
    ...bookingParts,
    ...escalationParts,
    ...settingParts,
    openings,
    fallback,
    details,
    queues,
  }
  const onOutcome = (outcome: TurnOutcome) => metrics.countTurn(outcome)
  const chosen = { settings, environment: config.anthropic, attachments, answerer }
  const assistant = createAssistantParts({ ...making, ...records, ...talk, ...answering, ...chosen, onOutcome, log })
  const { runner, tryQuestion } = assistant
  const running = () => runner.runningCount
  const metrics = createMetrics({ db, streams, waiting: conversations.countWaiting, running })
  const promised = { followUps: followUpCommands, followUpStore: followUps }
  const outside = { ...promised, config, settings, audit, receipts, linkKey: visitorKey, version, log }
  const alerts = createAlertParts({ ...making, ...records, ...talk, ...outside, postMessage, closing })

  // What owners make, and what visitors meet.
  const accountParts = createAccountParts({
    ...making,
    ...records,
    origins,
    board,
    audit,
    returnHeld,
    signedOut,
    newToken,
    newPassword,
  })
  const { auth, accounts } = accountParts
  const lists = { ...knowledgeParts.tendingFiles, replies: conversationParts.replyFile }
  const kept = { content: knowledgeParts.contentFile, bookings: bookingParts.store, lists }
  const filed = { ...kept, checkContent, checkBookingType }
  const chatbotParts = createChatbotParts({ ...making, ...filed, chatbots, people, queues, events, attachments, audit })
  const { sightings } = chatbotParts
  const content = createContent({ ...making, ...knowledgeParts, ...assistant, chatbots, events, settings, audit })
  const reportParts = createReportParts({ ...alerts, ...assistant, db, chatbots, judgements, gaps: content.gaps, now })
  const promising = { presence, settings: visitorSettings, tell: alerts.tellVisitor, nameOf: onSite.nameOf }
  const door = { origins, sightings, visitorKey }
  const widgetParts = createWidgetParts({ ...making, ...records, ...talk, ...promising, ...door, log })
  const { tokens, originCheck, visitorOf, intent } = widgetParts
  doorbell.listen(peopleTopic, streams.check)

  const meetingRooms = [contactParts, conversationParts, queueParts, visitorParts, widgetParts]
  const rooms = [alerts, content, knowledgeParts, ...meetingRooms]
  const filing = { name: "filing", everyMs: 2000, run: events.file }
  const unsentFiles = { name: "unsent-files", everyMs: 600_000, run: attachments.removeUnsent }
  const upkeep = [filing, unsentFiles, ...createUpkeep({ db, folder: config.dataFolder })]
  const timers = createTimerLoop({ now, log, jobs: [...rooms.flatMap(({ jobs }) => jobs), ...upkeep] })

  const doors = { host, auth, origins, limits, learnAddress: alerts.alertSettings.learnPublicUrl }
  const owning = { ...making, ...doors, ...records, ...accountParts, ...chatbotParts, queues, board, audit }
  const hearing = { ...talk, ...createEventFrames(), streams, attachments, postMessage, countVisitors: presence.count }
  const { hoursOf } = openings
  const meeting = { ...visitorParts, ...widgetParts, sightings, positions, receipts, fallback, settings, hoursOf }
  const teaching = { ...knowledgeParts, content, tryQuestion }
  const trials = { ...assistant, tryEmbeddings: knowledgeParts.embedding.tryServer }
  const desk = { ...conversationParts, countDue: followUps.countDueOf }
  const { visitorCommands } = visitorParts
  const { queueCommands } = queueParts
  const staticFiles = createStaticFiles()
  const routes = new Elysia({
    name: "baton",
    // Otherwise the path is looked for behind the eleventh character, and a server called `nas` finds none.
    handler: { standardHostname: false },
  })
    .onError(createAnswerError({ log, auth, visitorOf, staticFiles, routes: (): Elysia["routes"] => routes.routes }))
    .use(openapi(specOptions(version)))
    .use(apiPage({ spec: readSpec, routes: (): Elysia["routes"] => routes.routes }))
    .use(healthRoutes({ ...doors, db, metrics, config }))
    .use(widgetRoutes({ ...making, ...doors, ...records, ...hearing, ...meeting, canMail: mail.canSend }))
    .use(bookingRoutes({ ...owning, ...bookingParts, visitorOf }))
    .use(accountRoutes({ ...owning, countHeldBy: conversations.countHeldBy }))
    .use(conversationRoutes({ ...owning, ...hearing, ...desk, ...assistant }))
    .use(visitorRoutes({ ...owning, ...hearing, ...visitorParts, commands: visitorCommands }))
    .use(contactRoutes({ ...owning, contactParts, followUps, commands: followUpCommands }))
    .use(queueRoutes({ ...owning, assigner, reader, queueCommands, commands: queueCommands }))
    .use(chatbotRoutes({ ...owning, ...teaching, doorbell, streams }))
    .use(contentRoutes({ ...owning, ...teaching, events }))
    .use(ruleRoutes({ ...owning, ...escalationParts }))
    .use(reportRoutes({ ...owning, ...teaching, ...reportParts }))
    .use(settingRoutes({ ...owning, ...trials, modelSettings, embeddingSettings }))
    .use(alertRoutes({ ...owning, alerts, tokens, visitorOf }))
    .get("/", () => redirectTo(config.demo && chatbots.find("demo") ? "/demo" : "/operator"), {
      detail: { hide: true },
    })

  async function readSpec(): Promise<unknown> {
    const response: Response = await routes.handle(new Request(`http://localhost${frameworksPath}`))
    return response.json()
  }

  const handle = (request: Request) => routes.handle(request)
  /** Visitors send one file at a time, owners many. */
  const tooLarge = (limit: number) =>
    new AppError(
      "too_large",
      limit > 2 * maxFileBytes
        ? `What was sent is larger than ${limit / 1024 / 1024} MB. Send less at once.`
        : limit > maxFileBytes
          ? `Files can have ${maxFileBytes / 1024 / 1024} MB at most.`
          : `This is longer than can be sent at once (${limit / 1024} kB).`,
    )
  const fieldCheck = createFieldCheck({ auth, routes: (): Elysia["routes"] => routes.routes })
  const first = { ...making, ...records, queues, settings, bookings: bookingParts.store, knowledge, newPassword }

  return {
    serve: createHandler({ handle, staticFiles, originCheck, metrics, tooLarge, fieldCheck, roleOf: auth.roleOf }),
    host,
    timers,
    firstStart: (onAccounts: (accounts: FirstAccounts) => void) => makeFirstStart(first, config, onAccounts),
    start(): void {
      escalationParts.warmUp()
      knowledgeParts.warmUp.start()
      runner.start()
      crawler.wake()
      assigner.start()
      alerts.start().catch((error: unknown) => log.error("alerts.start_failed", describeError(error)))
      timers.start()
    },
    /** Finishes what was accepted: turns stay owed, streams are told to come back. The database is the caller's to close. */
    async stop(): Promise<void> {
      const jobsDone = timers.stop()
      contactParts.retention.stop()
      content.goldenRuns.stop()
      knowledgeParts.embedding.stop()
      knowledgeParts.passageFiling.stop()
      knowledgeParts.warmUp.stop()
      assigner.stop()
      await alerts.stop()
      await Promise.all([runner.stop(), crawler.stop(), jobsDone])
      positions.stop()
      signals.sendToAll({ event: "reconnect", data: {} })
      streams.close()
    },
    /** The parts, for tests and the command line. */
    parts: {
      ...{ ...records, ...talk, db, streams, settings, accounts, judgements, knowledge, crawler, postMessage, reader },
      ...{ positions, queues, assigner, alerts, presence, onSite, intent, visitorSettings, runner, tokens, metrics },
      ...{ retention: contactParts.retention },
      ...{ replyCommands: conversationParts.replyCommands, routes: (): Elysia["routes"] => routes.routes },
      ...{ bookingStore: bookingParts.store, staticFiles, opinions: settingParts.opinions, connections },
    },
  }
}
