import type { AuditStore } from "../accounts/audit-store"
import type { Person } from "../accounts/person-store"
import type { Config } from "../config"
import type { Database, Tx } from "../db/database"
import { AppError } from "../errors"
import { isOnlyHere } from "../http/origin"
import type { SettingStore } from "../settings/setting-store"
import type { SafeFetch } from "./safe-fetch"

export type Smtp = {
  host: string
  port: number
  /** `tls` from the first byte (465), `starttls` (587), `none` for a relay on this machine. */
  security: "tls" | "starttls" | "none"
  user: string
  password: string
  from: string
}
export type AlertTimes = {
  /** Minutes after which the operators get an email if nobody has come. 0: never. */
  operatorsAfter: number
  /** Minutes after which the owners get one. 0: never. */
  ownersAfter: number
  /** Minutes after which an operator's reply follows a visitor who has left. 0: never. */
  continuityAfter: number
}
export type SmtpChange = Partial<Record<keyof Smtp, string>>

type Deps = {
  db: Database
  settings: SettingStore
  config: Pick<Config, "smtpUrl" | "slackWebhookUrl" | "publicUrl" | "port">
  safeFetch: SafeFetch
  audit: AuditStore
  now: () => number
  /** Called in the transaction of every change: what is told from then on may be more, or nothing. */
  onChange: (tx: Tx) => void
}

export type AlertSettings = ReturnType<typeof createAlertSettings>

const defaultTimes: AlertTimes = { operatorsAfter: 3, ownersAfter: 15, continuityAfter: 10 }
const keys = { smtp: "smtp", slack: "slack", times: "alerts", url: "public-url", bounces: "bounces" }

/** Where alerts go. What the owner sets goes before the environment; secrets are never given out again. */
export function createAlertSettings({ db, settings, config, safeFetch, audit, now, onChange }: Deps) {
  const fromEnvironment = config.smtpUrl ? smtpOf(config.smtpUrl) : undefined
  const ownSmtp = () => settings.find<Smtp | null>(keys.smtp) ?? undefined
  const ownSlack = () => settings.find<{ url: string } | null>(keys.slack) ?? undefined
  const times = (): AlertTimes => ({ ...defaultTimes, ...settings.find<Partial<AlertTimes>>(keys.times) })
  const slackUrl = () => ownSlack()?.url ?? config.slackWebhookUrl

  function save(person: Person, key: string, value: unknown, subject: string): Promise<void> {
    return db.write((tx) => {
      settings.save(tx, key, value, now())
      audit.note(tx, person.id, "settings.changed", subject, now())
      onChange(tx)
    })
  }

  /** @throws AppError `validation` */
  function checkedSmtp(change: SmtpChange): Smtp {
    const before = ownSmtp()
    const text = (name: keyof Smtp) => (change[name] ?? String(before?.[name] ?? "")).trim()
    const refuse = (field: keyof Smtp, message: string) => new AppError("validation", message, { field })
    const host = text("host")
    if (!/^[a-z0-9.:_-]+$/i.test(host))
      throw refuse("host", "Write the name of the mail server, such as mail.example.com.")
    const security = (text("security") || "starttls") as Smtp["security"]
    if (!["tls", "starttls", "none"].includes(security)) throw refuse("security", "Choose one of the three.")
    const port = Number(text("port") || (security === "tls" ? 465 : 587))
    if (!Number.isInteger(port) || port < 1 || port > 65_535) throw refuse("port", "A port is a number up to 65535.")
    const from = text("from")
    if (!isAddress(addressOf(from))) throw refuse("from", "Write the sender's address, such as chat@example.com.")
    // An empty password field means: the one that is kept, as it is never shown.
    const password = change.password || (host === before?.host ? before.password : "")
    return { host, port, security, user: text("user"), password, from }
  }

  return {
    smtp: (): Smtp | undefined => ownSmtp() ?? fromEnvironment,
    slackUrl,
    /** An address of the environment is the administrator's: it may be private. */
    isSlackFromEnvironment: () => ownSlack() === undefined && config.slackWebhookUrl !== undefined,
    times,
    /** Where returned letters go; undefined where nobody brings them here. */
    bounceAddress: (): string | undefined => settings.find<string | null>(keys.bounces) ?? undefined,

    /** This server's address for links in what is sent, where no request says it. */
    publicUrl: (): string => config.publicUrl ?? settings.find<string>(keys.url) ?? `http://localhost:${config.port}`,
    isPublicUrlGuessed: (): boolean => config.publicUrl === undefined,
    /**
     * Learnt from an owner's own browser, and from nobody else: whoever else names a Host could lead every reader of our
     * letters elsewhere. A name that only this machine knows replaces no other.
     * @param isShown whether the owner sees it as the one that letters will have; otherwise it is only a first guess.
     */
    async learnPublicUrl(url: string, { isShown = false } = {}): Promise<void> {
      const before = settings.find<string>(keys.url)
      if (config.publicUrl || before === url) return
      if (before && (isOnlyHere(url) ? !isOnlyHere(before) : !isShown && !isOnlyHere(before))) return
      await db.write((tx) => settings.save(tx, keys.url, url, now()))
    },

    /** What may be shown: no password, no secret part of an address. */
    shown() {
      const own = ownSmtp()
      const mail = own ?? fromEnvironment
      const url = slackUrl()
      return {
        email: mail && {
          host: mail.host,
          port: mail.port,
          security: mail.security,
          user: mail.user,
          from: mail.from,
          hasPassword: mail.password !== "",
          fromEnvironment: own === undefined,
        },
        slack: url && { host: URL.parse(url)?.host ?? "", fromEnvironment: ownSlack() === undefined },
        times: times(),
        returnedTo: settings.find<string | null>(keys.bounces) ?? null,
      }
    },

    /** Null takes it away. @throws AppError `validation` */
    saveSmtp: (person: Person, change: SmtpChange | null): Promise<void> =>
      save(person, keys.smtp, change && checkedSmtp(change), change ? "Email" : "Email removed"),
    /** Null takes it away. @throws AppError `validation` for an address that is not a public one. */
    async saveSlack(person: Person, url: string | null): Promise<void> {
      const address = url?.trim() || null
      if (address) await safeFetch.check(address, "url")
      await save(person, keys.slack, address && { url: address }, address ? "Slack" : "Slack removed")
    },
    /** Null: returned letters are not read. @throws AppError `validation` */
    async saveBounceAddress(person: Person, text: string | null): Promise<void> {
      const address = text?.trim() || null
      // A local part may have 64 characters, and most of them go to which letter it was.
      if (address && (!isAddress(address) || !/^[^+@]{1,10}@/.test(address)))
        throw new AppError(
          "validation",
          "Write an address such as returned@example.com: before the @ at most 10 characters.",
          {
            field: "address",
          },
        )
      await save(person, keys.bounces, address, address ? "Returned letters" : "Returned emails: no longer read")
    },
    /** @throws AppError `validation` */
    async saveTimes(person: Person, change: Partial<Record<keyof AlertTimes, number>>): Promise<void> {
      const changed = { ...times(), ...change }
      for (const [field, minutes] of Object.entries(changed)) {
        if (!Number.isInteger(minutes) || minutes < 0 || minutes > 24 * 60)
          throw new AppError("validation", "Minutes are a whole number up to 1440; 0 is never.", { field })
      }
      await save(person, keys.times, changed, "Times of alerts")
    },
  }
}

export const isAddress = (text: string): boolean =>
  text.length <= 254 && /^[^\s@<>"',;:()]+@[^\s@<>"',;:()]+$/.test(text)
/** `Shop <chat@shop.example>` → `chat@shop.example`. */
export const addressOf = (text: string): string => /<([^<>]+)>\s*$/.exec(text)?.[1]?.trim() ?? text.trim()

/** `smtps://user:password@host:465?from=chat@shop.example` */
export function smtpOf(text: string): Smtp {
  const url = new URL(text)
  const isTls = url.protocol === "smtps:"
  const user = decodeURIComponent(url.username)
  const host = url.hostname.replace(/^\[|\]$/g, "")
  return {
    host,
    port: Number(url.port || (isTls ? 465 : 587)),
    security: isTls ? "tls" : url.username ? "starttls" : "none",
    user,
    password: decodeURIComponent(url.password),
    from: url.searchParams.get("from") ?? (isAddress(user) ? user : `baton@${host}`),
  }
}
