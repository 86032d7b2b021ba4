import {
  type Logger,
  LogLevel,
  type WebAPICallResult,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebClient,
} from "@slack/web-api"
import type { AuditStore } from "../accounts/audit-store"
import type { Person } from "../accounts/person-store"
import type { Config } from "../config"
import type { Database, Tx } from "../db/database"
import { AppError } from "../errors"
import type { SettingStore } from "../settings/setting-store"
import type { Outcome } from "./outbox"
import { networkWords } from "./safe-fetch"
import { trialMessage } from "./slack-blocks"

type SlackAppSettings = {
  isOn: boolean
  botToken: string
  /** For Socket Mode: Slack needs no address of ours. Empty where Slack posts to us instead. */
  appToken: string
  /** For posted events. */
  signingSecret: string
  channel: string
  /** As Slack itself said of the token. */
  teamId: string
  team: string
  botUserId: string
}
type SlackAppChange = {
  botToken: string
  appToken: string
  signingSecret: string
  channel: string
  isOn: boolean
}

type Deps = {
  db: Database
  settings: SettingStore
  config: Pick<Config, "slackApiUrl">
  publicUrl: () => string
  audit: AuditStore
  now: () => number
  /** Called in the transaction of every change. */
  onChange: (tx: Tx) => void
}

export type SlackApp = ReturnType<typeof createSlackApp>
type SlackAnswer =
  | { ok: true; result: WebAPICallResult }
  /** `isRefusal`: Slack was reached, and will not do it. */
  | { ok: false; outcome: Outcome; error: string; isRefusal?: true }

const key = "slack-app"
const timeoutMs = 9000

/** It would log what people wrote. */
export const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
}

/** The Slack app for talking both ways: what the owner set, and calls to Slack with it. */
export function createSlackApp({ db, settings, config, publicUrl, audit, now, onChange }: Deps) {
  const stored = () => settings.find<SlackAppSettings | null>(key) ?? undefined
  const active = () => {
    const found = stored()
    return found?.isOn ? found : undefined
  }
  let held: { token: string; client: WebClient } | undefined

  function clientOf(token: string): WebClient {
    if (held?.token !== token) {
      const client = new WebClient(token, {
        slackApiUrl: config.slackApiUrl,
        // Trying again is the outbox's.
        retryConfig: { retries: 0 },
        rejectRateLimitedCalls: true,
        timeout: timeoutMs,
        logger: silent,
      })
      held = { token, client }
    }
    return held.client
  }

  async function call(method: string, args: Record<string, unknown>, token = active()?.botToken): Promise<SlackAnswer> {
    if (!token) {
      const answer = "The Slack app is switched off"
      return { ok: false, outcome: { is: "withdrawn", answer }, error: answer }
    }
    try {
      return { ok: true, result: await clientOf(token).apiCall(method, args) }
    } catch (error) {
      return { ok: false, ...failureOf(error) }
    }
  }

  /** @throws AppError `validation` naming the field. */
  async function checked(change: SlackAppChange): Promise<SlackAppSettings> {
    const before = stored()
    const refuse = (field: keyof SlackAppChange, message: string) => new AppError("validation", message, { field })
    // Empty secret fields mean: those that are kept, as they are never shown.
    const botToken = change.botToken.trim() || before?.botToken || ""
    const appToken = change.appToken.trim() || before?.appToken || ""
    const signingSecret = change.signingSecret.trim() || before?.signingSecret || ""
    const channel = change.channel.trim()
    if (!botToken.startsWith("xoxb-")) throw refuse("botToken", "The bot token starts with xoxb-.")
    if (appToken && !appToken.startsWith("xapp-")) throw refuse("appToken", "The app-level token starts with xapp-.")
    if (signingSecret && !/^[0-9a-f]{16,64}$/i.test(signingSecret))
      throw refuse(
        "signingSecret",
        "The signing secret is a row of the figures 0–9 and a–f, under “Basic Information”.",
      )
    if (!appToken && !signingSecret)
      throw refuse("appToken", "Give an app-level token (Socket Mode), or below the signing secret.")
    if (!/^[CG][A-Z0-9]{6,20}$/.test(channel))
      throw refuse("channel", "A channel’s ID looks like C0123ABCDEF; it is at the end of the channel’s details.")
    const answer = await call("auth.test", {}, botToken)
    if (!answer.ok) throw refuse("botToken", `Slack did not accept the bot token: ${answer.error}.`)
    const {
      team_id: teamId,
      team,
      user_id: botUserId,
    } = answer.result as { team_id?: string; team?: string; user_id?: string }
    return {
      isOn: change.isOn,
      botToken,
      appToken,
      signingSecret,
      channel,
      teamId: teamId ?? "",
      team: team ?? "",
      botUserId: botUserId ?? "",
    }
  }

  function keep(person: Person, value: SlackAppSettings | null, subject: string): Promise<void> {
    return db.write((tx) => {
      settings.save(tx, key, value, now())
      audit.note(tx, person.id, "settings.changed", subject, now())
      onChange(tx)
    })
  }

  return {
    active,
    stored,
    get isOn(): boolean {
      return active() !== undefined
    },
    call,

    /** What may be shown: no token. */
    shown() {
      const found = stored()
      if (!found) return undefined
      const { isOn, channel, team, appToken, signingSecret } = found
      return { isOn, channel, team, hasAppToken: appToken !== "", hasSigningSecret: signingSecret !== "" }
    },
    /** @throws AppError `validation` for what Slack does not accept. */
    async save(person: Person, change: SlackAppChange): Promise<void> {
      const value = await checked(change)
      await keep(person, value, value.isOn ? "Slack, both ways: on" : "Slack, both ways: off")
    },
    remove: (person: Person): Promise<void> => keep(person, null, "Slack, both ways: removed"),

    /** One message in the channel at once, and what Slack said to it. */
    async test(): Promise<{ ok: boolean; words: string }> {
      const found = stored()
      if (!found) return { ok: false, words: "There is no app yet. Save one first." }
      const message = trialMessage(`${publicUrl()}/operator`)
      const answer = await call("chat.postMessage", { channel: found.channel, ...message }, found.botToken)
      if (answer.ok) return { ok: true, words: "ok" }
      return { ok: false, words: hints[answer.error] ?? tokenTrouble(answer.error, "bot") ?? answer.error }
    },
  }
}

const hints: Record<string, string> = {
  not_in_channel: "not_in_channel. Invite the app: write /invite @Baton in the channel.",
  channel_not_found: "channel_not_found. The app does not see this channel: invite it with /invite @Baton.",
  missing_scope: "missing_scope. Install the app again, so that Slack grants what the manifest asks for.",
}

const whereTokens = {
  bot: ["bot token", "“OAuth & Permissions”"],
  app: ["app-level token", "“Basic Information”, “App-Level Tokens”"],
} as const

/** What is to be done where Slack does not know a token any more; undefined where it is something else. */
export function tokenTrouble(code: string, which: keyof typeof whereTokens): string | undefined {
  if (!/^(?:token_revoked|token_expired|invalid_auth|account_inactive|not_authed|not_allowed_token_type)$/.test(code))
    return undefined
  const [name, place] = whereTokens[which]
  return `Slack does not accept the ${name} any more (${code}). Copy a new one from ${place} and save it under Alerts.`
}

/** What another attempt with the same words would be refused for too. */
const lasting = new Set([
  ...["channel_not_found", "not_in_channel", "is_archived", "msg_too_long", "invalid_blocks", "user_not_found"],
  ...["user_not_in_channel", "message_not_found", "thread_not_found", "cant_update_message", "already_reacted"],
])

/** Slack's own trouble, and what holds for all that the app would say. */
const isOfSlack = new Set([
  ...["internal_error", "fatal_error", "service_unavailable", "team_added_to_org", "request_timeout", "ratelimited"],
  ...[
    "ekm_access_denied",
    "org_login_required",
    "access_denied",
    "enterprise_is_restricted",
    "team_access_not_granted",
  ],
])

function failureOf(error: unknown): Omit<Extract<SlackAnswer, { ok: false }>, "ok"> {
  if (error instanceof WebAPIRateLimitedError) {
    const answer = "Slack asks to be left alone for a while"
    return { outcome: { is: "failed", answer, retryAfterMs: error.retryAfter * 1000 }, error: "ratelimited" }
  }
  if (error instanceof WebAPIPlatformError) {
    const code = String(error.data.error ?? "error")
    const answer = hints[code] ?? tokenTrouble(code, "bot") ?? code
    // Without its token nothing can be told; what else Slack will not do is about this message alone.
    const isOfOne = tokenTrouble(code, "bot") === undefined && !isOfSlack.has(code)
    const outcome: Outcome = lasting.has(code) ? { is: "refused", answer } : { is: "failed", answer, isOfOne }
    return { outcome, error: code, isRefusal: true }
  }
  const words = error instanceof WebAPIHTTPError ? `HTTP ${error.statusCode}` : networkWords(error)
  return { outcome: { is: "failed", answer: words }, error: words }
}
