/** Wiring: builds every part from what it needs, opens nothing, reads no environment. */

import { openapi } from "@elysiajs/openapi"
import { Elysia } from "elysia"
import { accountApiRoutes, createSignIn } from "./accounts/api-routes"
import { createAuditStore } from "./accounts/audit-store"
import { createAuth } from "./accounts/auth"
import { createAccountCommands, peopleTopic } from "./accounts/commands"
import { teamAdminRoutes } from "./accounts/operators-admin-routes"
import { teamApiRoutes } from "./accounts/operators-api-routes"
import { createPersonStore } from "./accounts/person-store"
import { createSessionStore } from "./accounts/session-store"
import { signInPages } from "./accounts/sign-in-pages"
import { createTeamCommands } from "./accounts/team-commands"
import { alertAdminRoutes } from "./alerts/admin-routes"
import { addressOf } from "./alerts/alert-settings"
import { createAlerts } from "./alerts/alerts"
import { alertApiRoutes } from "./alerts/api-routes"
import { bounceRoutes } from "./alerts/bounce-routes"
import { hubspotRoutes } from "./alerts/hubspot-routes"
import { alertOperatorRoutes } from "./alerts/operator-routes"
import { createSafeFetch } from "./alerts/safe-fetch"
import { slackRoutes } from "./alerts/slack-routes"
import { alertVisitorRoutes } from "./alerts/visitor-routes"
import { createAnswerMeanwhile } from "./assistant/answer-meanwhile"
import type { Answerer } from "./assistant/answerer"
import { createAnthropicAnswerer } from "./assistant/anthropic"
import { withBudget } from "./assistant/budget"
import { createBuiltInAnswerer, withHours, withTimes, withTopics } from "./assistant/built-in"
import { createTakeTurn } from "./assistant/take-turn"
import { tryModel } from "./assistant/try-model"
import { createTryQuestion } from "./assistant/try-question"
import { createTurnRunner } from "./assistant/turn-runner"
import { bookingAdminRoutes } from "./bookings/admin-routes"
import { createAnswerAvailability } from "./bookings/answer-availability"
import { createTimesFor } from "./bookings/assistant-times"
import { isChoosing } from "./bookings/availability-question"
import { createBookingStore } from "./bookings/booking-store"
import { createBookingCommands } from "./bookings/commands"
import { bookingPageRoutes } from "./bookings/page-routes"
import { bookingTypeApiRoutes } from "./bookings/type-api-routes"
import { checkBookingType, createBookingTypeCommands } from "./bookings/type-commands"
import { bookingWidgetRoutes } from "./bookings/widget-routes"
import { chatbotAdminRoutes } from "./chatbots/admin-routes"
import { chatbotApiRoutes } from "./chatbots/api-routes"
import type { Chatbot } from "./chatbots/chatbot"
import { createChatbotFiles } from "./chatbots/chatbot-file"
import { createChatbotStore } from "./chatbots/chatbot-store"
import { createChatbotCommands } from "./chatbots/commands"
import { demoShopRoutes } from "./chatbots/demo-shop"
import { type FirstAccounts, makeFirstStart } from "./chatbots/first-start"
import { guideRoutes } from "./chatbots/guide-routes"
import { createGuideStore } from "./chatbots/guide-store"
import { ownPageRoutes } from "./chatbots/page-routes"
import { createSightings } from "./chatbots/sightings"
import type { Config } from "./config"
import { contactAdminRoutes } from "./contacts/admin-routes"
import { contactApiRoutes } from "./contacts/api-routes"
import { contactPages } from "./contacts/contact-pages"
import { createContactParts } from "./contacts/contact-parts"
import { createContactStore } from "./contacts/contact-store"
import { followUpRoutes } from "./contacts/follow-up-routes"
import { createFollowUpStore } from "./contacts/follow-up-store"
import { createFollowUpCommands } from "./contacts/follow-ups"
import { createClosing, operatorApiRoutes } from "./conversations/api-routes"
import { createDetailCapture } from "./conversations/capture-details"
import { createClosureStore } from "./conversations/closure-store"
import { createConversationCommands } from "./conversations/commands"
import { createConversationStore } from "./conversations/conversation-store"
import { createDeskPresence } from "./conversations/desk-presence"
import { operatorPages } from "./conversations/operator-pages"
import { createConversationReader } from "./conversations/read-model"
import type { Database } from "./db/database"
import { AppError } from "./errors"
import { ruleAdminRoutes } from "./escalation/admin-routes"
import { judgementApiRoutes } from "./escalation/api-routes"
import { createJudge } from "./escalation/judge-conversation"
import { createJudgementStore } from "./escalation/judgement-store"
import { meaning } from "./escalation/meaning"
import { createRuleFacts } from "./escalation/rule-facts"
import { createTryPlan } from "./escalation/try-plan"
import { warmUp } from "./escalation/warm-up"
import type { Doorbell } from "./events/doorbell"
import { createEventStore, visitorTopic } from "./events/event-store"
import { createEventStreams } from "./events/event-stream"
import { createSignals } from "./events/signals"
import { createHandler } from "./http/handler"
import { healthRoutes } from "./http/health-routes"
import type { Host } from "./http/host"
import { redirectTo } from "./http/html"
import { createMetrics } from "./http/metrics"
import { apiDocumentation, apiPage } from "./http/openapi-page"
import { createOrigins } from "./http/origin"
import { fromFramework, internalProblem, problemOf, problemResponse } from "./http/problem"
import { createRateLimits } from "./http/rate-limit"
import { createStaticFiles } from "./http/static-files"
import { createTimerLoop } from "./jobs/timer-loop"
import { createContent } from "./knowledge/content"
import { checkContent, createContentFile } from "./knowledge/content-file"
import { contentRoutes } from "./knowledge/content-routes"
import { createCrawler } from "./knowledge/crawl"
import { createKnowledge } from "./knowledge/knowledge"
import { createSourceCommands } from "./knowledge/source-commands"
import { describeError, type Log } from "./log"
import { createAttachmentStore } from "./messages/attachment-store"
import { createPostMessage } from "./messages/post-message"
import { createEventFrames } from "./messages/public-event"
import { queueAdminRoutes } from "./queues/admin-routes"
import { createAnswerHours } from "./queues/answer-hours"
import { queueApiRoutes } from "./queues/api-routes"
import { createAssigner } from "./queues/assign"
import { createAvailabilityBoard } from "./queues/availability"
import { createQueueCommands } from "./queues/commands"
import { createFallback } from "./queues/fallback"
import { createPositions } from "./queues/positions"
import { createQueueStore } from "./queues/queue-store"
import { teamViewRoutes } from "./queues/team-routes"
import { reportAdminRoutes } from "./reports/admin-routes"
import { reportApiRoutes } from "./reports/api-routes"
import { createReport } from "./reports/report"
import { settingAdminRoutes } from "./settings/admin-routes"
import { settingApiRoutes } from "./settings/api-routes"
import { createModelBudget } from "./settings/model-budget"
import { createModelSettings } from "./settings/model-settings"
import { createSettingStore } from "./settings/setting-store"
import { visitorAdminRoutes } from "./visitors/admin-routes"
import { visitorApiRoutes } from "./visitors/api-routes"
import { createVisitorCommands } from "./visitors/commands"
import { createOnSite } from "./visitors/on-site"
import { visitorOperatorRoutes } from "./visitors/operator-routes"
import { createPresence } from "./visitors/presence"
import { createVisitorSettings } from "./visitors/visitor-settings"
import { createVisitorStore } from "./visitors/visitor-store"
import { createVisitorTokens } from "./visitors/visitor-token"
import { chatbotVisitorsTopic, widgetApiRoutes } from "./widget/api-routes"
import { createIntentWatch } from "./widget/intent-watch"
import { createOriginCheck } from "./widget/origin-check"

export type App = ReturnType<typeof createApp>

export type AppDeps = {
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
  const { db, doorbell, config, uploads, version, visitorKey, log, now, newId, newToken } = deps
  const newPassword = () => newToken().slice(0, 14)
  const host: Host = { server: null }
  const signals = createSignals()
  const streams = createEventStreams({
    doorbell,
    signals,
    onError: (error) => log.error("stream.failed", describeError(error)),
  })
  const { frameOf, jsonOf } = createEventFrames()

  const settings = createSettingStore(db)
  const people = createPersonStore(db)
  const sessions = createSessionStore(db)
  const chatbots = createChatbotStore(db)
  const queues = createQueueStore(db)
  const visitors = createVisitorStore(db)
  const contacts = createContactStore(db)
  const conversations = createConversationStore(db)
  const events = createEventStore(db)
  const knowledge = createKnowledge({ db, now, newId })
  const audit = createAuditStore(db)
  const safeFetch = createSafeFetch(config.allowPrivate)
  const crawler = createCrawler({ db, read: safeFetch.read, version, log, now, newId })
  const attachments = createAttachmentStore({ db, folder: uploads, now, newId })
  const contactParts = createContactParts({
    db,
    contacts,
    visitors,
    people,
    chatbots,
    settings,
    events,
    attachments,
    signals,
    audit,
    now,
    newId,
  })

  const origins = createOrigins(config)
  const limits = createRateLimits(config.rateLimits)
  const board = createAvailabilityBoard({ people, now, onChange: () => doorbell.ring(peopleTopic) })
  const auth = createAuth({ people, sessions, origins, board, now })
  const accounts = createAccountCommands({ db, people, sessions, chatbots, now, newId, newToken, letGo })
  const signIn = createSignIn({ accounts, origins, limits, host })
  const followUps = createFollowUpStore(db)
  const followUpCommands = createFollowUpCommands({ db, followUps, people, now, newId })
  const fallback = createFallback({
    chatbots,
    queues,
    visitors,
    contacts,
    followUps: followUpCommands,
    emailsWhenBack: () => alerts.alertSettings.smtp() !== undefined,
    isAnybodyOnline: board.isAnybodyOnline,
    hasCallback: (chatbotId) => bookings.hasCallback(chatbotId),
    now,
  })
  const commands = createConversationCommands({
    db,
    conversations,
    events,
    chatbots,
    people,
    isAnybodyOnline: board.isAnybodyOnline,
    isGone: board.isGone,
    hasQueue: (id) => queues.find(id) !== undefined,
    nobodyIsThere: fallback.nobodyIsThere,
    keepsAnswering: fallback.keepsAnswering,
    now,
  })
  const postMessage = createPostMessage({ db, conversations, events, chatbots, attachments, commands, now, newId })
  const bookingStore = createBookingStore(db)
  const bookingTypes = createBookingTypeCommands({ db, store: bookingStore, chatbots, audit, now, newId })
  const bookings = createBookingCommands({
    db,
    store: bookingStore,
    chatbots,
    visitors,
    contacts,
    conversations,
    commands,
    start: postMessage.startAnnounced,
    mail: {
      canSend: () => alerts.alertSettings.smtp() !== undefined,
      send: (tx, letter, conversationId) =>
        void alerts.enqueueLetter(tx, letter, conversationId === undefined ? {} : { conversationId }),
      from: () => addressOf(alerts.alertSettings.smtp()?.from ?? ""),
    },
    key: visitorKey,
    publicUrl: () => alerts.alertSettings.publicUrl(),
    now,
    newId,
  })
  const judgements = createJudgementStore(db)
  const { moodOf } = judgements
  const closures = createClosureStore(db)
  const details = createDetailCapture({
    db,
    contacts,
    contactCommands: contactParts.commands,
    visitors,
    events,
    conversations,
    commands,
    chatbots,
    contactGiven: fallback.contactGiven,
    now,
    newId,
  })
  const reader = createConversationReader({
    proposalsOf: details.proposals,
    closures,
    db,
    conversations,
    events,
    visitors,
    contacts,
    people,
    moodOf,
    hereOf: (id) => presence.find(id),
    now,
  })
  const closing = createClosing({ commands, visitors, contacts, closures, now, newId })
  const positions = createPositions({ db, conversations, doorbell, signals, now })
  const assigner = createAssigner({
    db,
    doorbell,
    queues,
    people,
    board,
    conversations,
    commands,
    latestEventId: events.latestId,
    now,
    log,
  })
  const queueCommands = createQueueCommands({ db, doorbell, queues, people, now, newId })
  const tokens = createVisitorTokens({ key: visitorKey, now })
  const sightings = createSightings({ db, now })
  const guides = createGuideStore(db)
  const originCheck = createOriginCheck({
    chatbots,
    origins,
    onRefused: (chatbotId, origin) => void sightings.note(chatbotId, origin, "", false).catch(() => undefined),
  })

  const answerAvailability = createAnswerAvailability({ chatbots, bookings, now })
  // Who names a time, or says how to be reached, is choosing: the model books by the same times.
  const answerRoutine: typeof answerAvailability = (chatbotId, question, locale, timezone) =>
    isChoosing(question) ? undefined : answerAvailability(chatbotId, question, locale, timezone)
  const openings = createAnswerHours({ chatbots, queues, now })
  const builtIn = withTopics(
    withHours(
      createBuiltInAnswerer({ retrieve: knowledge.retrieve, prepare: knowledge.prepare, answerAvailability }),
      openings.answer,
    ),
  )
  const budget = createModelBudget({ db, settings, now })
  const answererFor = deps.answerer ? () => deps.answerer! : createAnswererChoice(builtIn)
  const judgementDeps = meaning
  const judge = createJudge(judgementDeps)
  const timesFor = createTimesFor({ chatbots, visitors, conversations, bookings, now })
  const takeTurn = createTakeTurn({
    db,
    timesFor,
    conversations,
    events,
    commands,
    chatbots,
    queues,
    visitors,
    signals,
    answererFor,
    judge,
    factsOf: createRuleFacts({ visitors, contacts }),
    judgements,
    details,
    log,
    now,
    newId,
  })
  const answerMeanwhile = createAnswerMeanwhile({
    db,
    conversations,
    events,
    commands,
    chatbots,
    visitors,
    answererFor,
    now,
    newId,
  })
  const runner = createTurnRunner({
    db,
    conversations,
    commands,
    doorbell,
    takeTurn: (id, signal, onText) =>
      (conversations.find(id)?.lifecycle.state === "waiting" ? answerMeanwhile : takeTurn)(id, signal, onText),
    log,
    onOutcome: (outcome) => metrics.countTurn(outcome),
  })
  const metrics = createMetrics({
    db,
    streams,
    waiting: conversations.countWaiting,
    running: () => runner.runningCount,
  })

  /** Signing out ends presence at once; who still sits at another browser keeps what they hold. */
  async function letGo(personId: string, leaving: "offline" | "signed_out"): Promise<number> {
    if (leaving === "signed_out") board.signedOut(personId)
    return leaving === "signed_out" && board.isPresent(personId) ? 0 : commands.returnAllOf(personId, leaving)
  }

  /** With a key or a server of one's own the model answers; without, the built-in answerer. The owner may change it at any time. */
  function createAnswererChoice(fallback: Answerer) {
    let held: { key: string; answerer: Answerer } | undefined
    return (_: Chatbot): Answerer => {
      const own = settings.find<{ apiKey?: string; baseUrl?: string; model?: string }>("model")
      const apiKey = own?.apiKey || config.anthropic.apiKey
      const baseUrl = own?.baseUrl || config.anthropic.baseUrl
      const model = own?.model || config.anthropic.model
      if ((!apiKey && !baseUrl) || budget.isSpent()) return fallback
      const key = JSON.stringify([apiKey, baseUrl, model])
      if (held?.key !== key) {
        const answerer = createAnthropicAnswerer({
          apiKey: apiKey ?? "",
          ...(baseUrl ? { baseUrl } : {}),
          ...(model ? { model } : {}),
          retrieve: async (chatbotId, query) => {
            await knowledge.prepare(chatbotId)
            const { passages, confidence } = knowledge.retrieve(chatbotId, query)
            const found = passages.map((passage) => ({ ...passage, url: passage.url ?? null }))
            const text = openings.describe(chatbotId)
            const times = { id: 0, title: "Opening hours", headings: "", url: null, text: text ?? "", score: 0 }
            return { passages: text ? [...found, times] : found, confidence }
          },
        })
        held = { key, answerer: withTopics(withTimes(withBudget(answerer, budget), answerRoutine)) }
      }
      return held.answerer
    }
  }

  const alerts = createAlerts({
    db,
    doorbell,
    config,
    settings,
    people,
    chatbots,
    visitors,
    contacts,
    conversations,
    commands,
    postMessage,
    closing,
    events,
    signals,
    board,
    audit,
    linkKey: visitorKey,
    version,
    log,
    now,
    newId,
  })

  /** Visitors see whether somebody is there, live and truthfully. */
  const shown = new Map<string, boolean>()
  function announcePresence(): void {
    for (const { id } of chatbots.list()) {
      const online = board.isAnybodyOnline(id)
      if (shown.get(id) === online) continue
      shown.set(id, online)
      signals.send(chatbotVisitorsTopic(id), { event: "presence", data: { online } })
    }
  }
  doorbell.listen(peopleTopic, announcePresence)
  doorbell.listen(peopleTopic, streams.check)

  const hasStream = (visitorId: string) => signals.hasListeners(visitorTopic(visitorId))
  /** Who came, moved or went since the desks were told, by chatbot. */
  const moved = new Map<string, Set<string>>()
  const presence = createPresence({
    hasStream,
    now,
    onChange: (chatbotId, visitorId) =>
      void moved.set(chatbotId, (moved.get(chatbotId) ?? new Set<string>()).add(visitorId)),
  })
  const visitorSettings = createVisitorSettings(db)
  const onSite = createOnSite({
    people,
    chatbots,
    visitors,
    contacts,
    conversations,
    presence,
    hasStream,
    isLive: (chatbotId) => visitorSettings.get(chatbotId).live,
    now,
  })
  const intent = createIntentWatch({
    db,
    visitors,
    chatbots,
    conversations,
    commands,
    settings: visitorSettings,
    presence,
    signals,
    tell: alerts.tellVisitor,
    nameOf: onSite.nameOf,
    log,
    now,
  })
  const visitorCommands = createVisitorCommands({
    db,
    chatbots,
    visitors,
    settings,
    visitorSettings,
    audit,
    now,
    newId,
    newToken,
  })
  /** Many move at once; the desk draws its list anew once a second at most. */
  function announceMoves(): void {
    for (const [chatbotId, visitorIds] of moved)
      signals.send(`chatbot:${chatbotId}`, { event: "visitors", data: { visitorIds: [...visitorIds].slice(0, 100) } })
    moved.clear()
  }
  const announceVisitors = createDeskPresence({ people, signals, board, countVisitors: presence.count })

  const timers = createTimerLoop({
    now,
    log,
    jobs: [
      ...alerts.jobs,
      { name: "filing", everyMs: 2000, run: events.file },
      { name: "gaps", everyMs: 2000, run: () => content.gapLog.runDue() },
      { name: "golden-questions", everyMs: 3000, run: () => content.goldenRuns.runDue() },
      { name: "websites", everyMs: 2000, run: crawler.runDue },
      { name: "details", everyMs: 1000, run: () => details.runDue() },
      { name: "retention", everyMs: 60_000, run: () => contactParts.retention.run() },
      { name: "presence", everyMs: 5000, run: announcePresence },
      { name: "visitors", everyMs: 3000, run: announceVisitors },
      { name: "visitors-moved", everyMs: 1000, run: announceMoves },
      { name: "visitors-gone", everyMs: 5000, run: presence.sweep },
      { name: "intent", everyMs: 5000, run: intent.lookAgain },
      {
        name: "promises",
        everyMs: 1000,
        run: async (at) => void (await Promise.all(conversations.listOverdue(at).map(commands.renewPromise))),
      },
      { name: "queues", everyMs: 500, run: () => assigner.runDue() },
      {
        name: "absent-operators",
        everyMs: 5000,
        async run() {
          const seats = new Map<string, Set<string>>()
          for (const { id, chatbotId, operatorId } of conversations.listHeld()) {
            const seated = seats.get(chatbotId) ?? new Set(people.listSeated(chatbotId).map((person) => person.id))
            seats.set(chatbotId, seated)
            // Who lost the seat cannot even see whom they hold.
            if (!seated.has(operatorId)) await commands.returnToQueue(id, operatorId, "no_seat")
            else if (board.isGone(operatorId)) await commands.returnToQueue(id, operatorId, "gone")
          }
        },
      },
    ],
  })

  const operatorDeps = {
    db,
    host,
    auth,
    people,
    visitors,
    contacts,
    conversations,
    reader,
    events,
    commands,
    closing,
    details,
    postMessage,
    attachments,
    streams,
    frameOf,
    signals,
    board,
    now,
    newId,
  }

  const report = createReport({ db, chatbots, judgements })
  const ownerDeps = {
    auth,
    people,
    sessions,
    chatbots,
    queues,
    contacts,
    visitors,
    conversations,
    knowledge,
    crawler,
    settings,
    origins,
    board,
    audit,
    now,
    team: createTeamCommands({ db, people, sessions, accounts, audit, now, newPassword }),
    chatbotCommands: createChatbotCommands({ db, chatbots, people, queues, events, attachments, audit, now, newId }),
    chatbotFiles: createChatbotFiles({
      db,
      chatbots,
      queues,
      bookings: bookingStore,
      content: createContentFile({ db, websites: crawler.websites, now, newId }),
      checkContent,
      checkBookingType,
      audit,
      now,
      newId,
    }),
    sources: createSourceCommands({ db, chatbots, knowledge, crawler, check: safeFetch.check, audit, now, newId }),
    contactParts,
    newId,
    modelSettings: createModelSettings({ db, settings, config, audit, budget, now }),
    judgements,
    tryPlan: createTryPlan({ judgements, newId, ...judgementDeps }),
    tryQuestion: createTryQuestion({ answererFor, judge, findPassage: knowledge.findPassage, now }),
    tryModel: (model: Parameters<typeof tryModel>[0], signal: AbortSignal) => tryModel(model, now, signal),
  }

  const content = createContent({
    ...ownerDeps,
    db,
    events,
    newId,
    answererWith: (retrieve) => createBuiltInAnswerer({ retrieve, answerAvailability }),
    modelName: () => {
      const own = settings.find<{ apiKey?: string; baseUrl?: string; model?: string }>("model")
      const { apiKey, baseUrl, model } = config.anthropic
      const isModel = Boolean(own?.apiKey || apiKey || own?.baseUrl || baseUrl)
      return isModel ? `${own?.baseUrl || baseUrl || ""} ${own?.model || model || ""}` : "built-in"
    },
  })

  const routes = new Elysia({
    name: "baton",
    // Otherwise the path is looked for behind the eleventh character, and a server called `nas` finds none.
    handler: { standardHostname: false },
  })
    .onError(({ code, error, request, path }) => {
      const known = error instanceof AppError ? error : fromFramework(code, error)
      if (!known) log.error("request.failed", { path, method: request.method, ...describeError(error) })
      if (known?.code === "unauthorized" && request.method === "GET") {
        const area = /^\/(operator|admin)(?:\/|$)/.exec(path)?.[1]
        if (area && !path.endsWith("/stream")) return redirectTo(`/${area}/sign-in?next=${encodeURIComponent(path)}`)
      }
      return problemResponse(known ? problemOf(known) : internalProblem)
    })
    .use(
      openapi({
        path: "/openapi",
        specPath: "/openapi.json",
        provider: null,
        // Otherwise an address with a dot, such as contacts.csv, counts as a file and is left out.
        exclude: { staticFile: false },
        documentation: apiDocumentation(version),
      }),
    )
    .use(apiPage({ spec: readSpec }))
    .use(healthRoutes({ db, metrics, config, origins, host }))
    .use(demoShopRoutes())
    .use(
      widgetApiRoutes({
        db,
        host,
        chatbots,
        visitors,
        contacts,
        conversations,
        events,
        commands,
        postMessage,
        attachments,
        tokens,
        streams,
        frameOf,
        jsonOf,
        signals,
        board,
        positions,
        fallback,
        hoursOf: openings.hoursOf,
        settings,
        visitorSettings,
        presence,
        intent,
        canMail: () => alerts.alertSettings.smtp() !== undefined,
        origins,
        originCheck,
        sightings,
        limits,
        now,
        newId,
      }),
    )
    .use(bookingWidgetRoutes({ host, bookings, chatbots, visitors, tokens, originCheck, origins, limits, now }))
    .use(bookingTypeApiRoutes({ auth, chatbots, store: bookingStore, types: bookingTypes }))
    .use(bookingPageRoutes({ auth, host, origins, limits, chatbots, store: bookingStore, bookings, now }))
    .use(accountApiRoutes({ auth, accounts, people, signIn, origins, limits, host }))
    .use(operatorApiRoutes(operatorDeps))
    .use(visitorApiRoutes({ auth, chatbots, visitorSettings, commands: visitorCommands }))
    .use(visitorAdminRoutes({ auth, chatbots, visitorSettings, commands: visitorCommands }))
    .use(visitorOperatorRoutes({ auth, visitors, onSite, events, postMessage, now, newId }))
    .use(
      followUpRoutes({
        auth,
        people,
        chatbots,
        contacts,
        visitors,
        conversations,
        followUps,
        commands: followUpCommands,
        now,
      }),
    )
    .use(teamViewRoutes({ auth, people, queues, assigner, reader, board, now }))
    .use(queueApiRoutes({ auth, queues, commands: queueCommands, assigner }))
    .use(chatbotApiRoutes(ownerDeps))
    .use(judgementApiRoutes(ownerDeps))
    .use(reportApiRoutes({ auth, report, now }))
    .use(reportAdminRoutes({ auth, chatbots, report, now }))
    .use(contentRoutes({ ...ownerDeps, events, content }))
    .use(teamApiRoutes(ownerDeps))
    .use(contactApiRoutes(ownerDeps))
    .use(settingApiRoutes(ownerDeps))
    .use(alertApiRoutes({ auth, alerts }))
    .use(alertAdminRoutes({ auth, people, alerts, origins }))
    .use(alertOperatorRoutes({ db, auth, people, origins, alerts }))
    .use(bounceRoutes({ host, origins, limits, alerts }))
    .use(slackRoutes({ auth, host, origins, limits, alerts, now }))
    .use(
      alertVisitorRoutes({
        db,
        auth,
        alerts,
        chatbots,
        visitors,
        conversations,
        tokens,
        originCheck,
        limits,
        now,
      }),
    )
    .use(guideRoutes({ ...ownerDeps, db, host, doorbell, streams, guides, sightings }))
    .use(ownPageRoutes({ chatbots, origins }))
    .use(chatbotAdminRoutes({ ...ownerDeps, guides, sightings }))
    .use(ruleAdminRoutes(ownerDeps))
    .use(teamAdminRoutes(ownerDeps))
    .use(queueAdminRoutes({ auth, people, chatbots, queues, queueCommands, assigner }))
    .use(contactAdminRoutes(ownerDeps))
    .use(contactPages(ownerDeps))
    .use(hubspotRoutes({ auth, alerts }))
    .use(
      bookingAdminRoutes({
        ...ownerDeps,
        store: bookingStore,
        types: bookingTypes,
      }),
    )
    .use(settingAdminRoutes(ownerDeps))
    .use(signInPages({ auth, accounts, origins, signIn, countHeldBy: conversations.countHeldBy }))
    .use(operatorPages({ ...operatorDeps, accounts, queues, countVisitors: presence.count }))
    .get("/", () => redirectTo(config.demo && chatbots.find("demo") ? "/demo" : "/operator"), {
      detail: { hide: true },
    })

  async function readSpec(): Promise<unknown> {
    const response: Response = await routes.handle(new Request("http://localhost/openapi.json"))
    return response.json()
  }

  const staticFiles = createStaticFiles()
  const serve = createHandler({
    handle: (request) => routes.handle(request),
    staticFiles,
    originCheck,
    metrics,
    tooLarge: (limit) => new AppError("too_large", `The body is larger than ${limit / 1024} kB. Send less at once.`),
  })

  return {
    serve,
    host,
    timers,
    firstStart: (onAccounts: (accounts: FirstAccounts) => void) =>
      makeFirstStart(
        { db, people, chatbots, queues, settings, bookings: bookingStore, knowledge, now, newId, newPassword },
        config,
        onAccounts,
      ),
    start(): void {
      warmUp(judgementDeps)
      runner.start()
      crawler.wake()
      assigner.start()
      alerts.start().catch((error: unknown) => log.error("alerts.start_failed", describeError(error)))
      timers.start()
    },
    /** Finishes what was accepted: turns stay owed, streams are told to come back. The database is the caller's to close. */
    async stop(): Promise<void> {
      timers.stop()
      contactParts.retention.stop()
      content.goldenRuns.stop()
      assigner.stop()
      await alerts.stop()
      await Promise.all([runner.stop(), crawler.stop()])
      positions.stop()
      signals.sendToAll({ event: "reconnect", data: {} })
      streams.close()
    },
    /** The parts, for tests and the command line. */
    parts: {
      db,
      doorbell,
      signals,
      streams,
      settings,
      people,
      accounts,
      chatbots,
      visitors,
      contacts,
      conversations,
      events,
      judgements,
      knowledge,
      crawler,
      commands,
      postMessage,
      reader,
      board,
      positions,
      bookingStore,
      queues,
      assigner,
      alerts,
      presence,
      onSite,
      intent,
      visitorSettings,
      runner,
      tokens,
      staticFiles,
      metrics,
    },
  }
}
