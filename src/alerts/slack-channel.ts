/** What speaks with Slack: the incoming webhook, and the app with its threads. */

import type { AuditStore } from "../accounts/audit-store"
import type { PersonStore } from "../accounts/person-store"
import type { Config } from "../config"
import type { ConversationCommands } from "../conversations/commands"
import type { ConversationStore } from "../conversations/conversation-store"
import type { Database, Tx } from "../db/database"
import type { EventStore } from "../events/event-store"
import type { Log } from "../log"
import type { PostMessage } from "../messages/post-message"
import type { AvailabilityBoard } from "../queues/availability"
import type { SettingStore } from "../settings/setting-store"
import type { AlertFactReader } from "./alert-facts"
import type { AlertSettings } from "./alert-settings"
import type { Outbox } from "./outbox"
import type { SafeFetch } from "./safe-fetch"
import { createSlack } from "./slack"
import { createSlackApp } from "./slack-app"
import { createSlackClaims } from "./slack-claim"
import { type Closing, createSlackInbox } from "./slack-inbox"
import { createSlackLinks } from "./slack-links"
import { createSlackSocket } from "./slack-socket"
import { createSlackStore } from "./slack-store"
import { createSlackTakedown } from "./slack-takedown"
import { createSlackThreads } from "./slack-threads"

type Deps = {
  db: Database
  settings: SettingStore
  config: Config
  audit: AuditStore
  people: PersonStore
  events: EventStore
  facts: AlertFactReader
  conversations: ConversationStore
  board: AvailabilityBoard
  commands: ConversationCommands
  postMessage: PostMessage
  closing: Closing
  alertSettings: AlertSettings
  safeFetch: SafeFetch
  /** Signs the links in threads. */
  linkKey: string
  outbox: () => Outbox
  /** Called in the transaction of every change of the settings. */
  onChange: (tx: Tx) => void
  log: Log
  now: () => number
}

export function createSlackChannel(deps: Deps) {
  const { db, settings, config, audit, people, events, facts, conversations, board, alertSettings, safeFetch } = deps
  const { linkKey, outbox, onChange, log, now } = deps
  const { publicUrl } = alertSettings
  const slackStore = createSlackStore(db)
  const slackApp = createSlackApp({ db, settings, config, publicUrl, audit, now, onChange })
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
  const slackThreads = createSlackThreads({ ...slackDeps, outbox })
  const slackTakedown = createSlackTakedown({ ...slackDeps, outbox })
  const slackLinks = createSlackLinks(slackDeps)
  const slackInbox = createSlackInbox({
    ...slackDeps,
    outbox,
    commands: deps.commands,
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

  return { slackApp, slackThreads, slackTakedown, slackSocket, slackLinks, slackInbox, slack }
}
