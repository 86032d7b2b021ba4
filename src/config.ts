import { isIP } from "node:net"
import { resolve } from "node:path"
import type { LogLevel } from "./log"

/** The environment, read once, checked whole, frozen. Nothing else in Baton reads the environment. */
export type Config = Readonly<{
  port: number
  host: string
  dataFolder: string
  /** Without a trailing slash; undefined: taken from each request. */
  publicUrl: string | undefined
  owner: { email: string | undefined; password: string | undefined }
  operator: { email: string | undefined; password: string | undefined }
  demo: boolean
  anthropic: { apiKey: string | undefined; baseUrl: string | undefined; model: string | undefined }
  /** A server that gives embeddings; undefined: none. */
  embeddings: { baseUrl: string; apiKey: string | undefined; model: string } | undefined
  smtpUrl: string | undefined
  slackWebhookUrl: string | undefined
  hubspotApiUrl: string
  /** Another one for GovSlack. */
  slackApiUrl: string
  allowPrivate: readonly string[]
  trustProxy: number
  rateLimits: boolean
  /** Lets `/metrics` be read from other addresses than loopback. */
  metricsToken: string | undefined
  logLevel: LogLevel
}>

/** What was wrong with the configuration, as sentences that say what to change. */
export class ConfigError extends Error {
  override name = "ConfigError"
}

/** A host's name, an address, or a range of addresses. */
function isPlace(entry: string): boolean {
  const [address = "", bits, ...more] = entry.split("/")
  const family = isIP(address)
  if (more.length > 0) return false
  if (bits !== undefined) return family > 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128)
  return family > 0 || /^[\w-]+(\.[\w-]+)*(?<!(^|\.)\d+)$/.test(address)
}

type Environment = Record<string, string | undefined>

const known = [
  "BATON_DATA",
  "BATON_URL",
  "BATON_OWNER_EMAIL",
  "BATON_OWNER_PASSWORD",
  "BATON_OPERATOR_EMAIL",
  "BATON_OPERATOR_PASSWORD",
  "BATON_DEMO",
  "BATON_MODEL",
  "BATON_ALLOW_PRIVATE",
  "BATON_TRUST_PROXY",
  "BATON_RATE_LIMITS",
  "BATON_METRICS_TOKEN",
]

/** Reads one variable each, and notes what is wrong with it instead of throwing: all of it is said at once. */
function createReader(env: Environment) {
  const problems: string[] = []
  const text = (name: string) => env[name]?.trim() || undefined

  function oneOf<T extends string>(name: string, choices: readonly T[], fallback: T): T {
    const value = text(name) ?? fallback
    if ((choices as readonly string[]).includes(value)) return value as T
    problems.push(`${name} is “${value}”; it must be ${choices.join(" or ")}.`)
    return fallback
  }
  function whole(name: string, min: number, max: number, fallback: number): number {
    const value = text(name)
    if (value === undefined) return fallback
    const number = Number(value)
    if (/^\d+$/.test(value) && number >= min && number <= max) return number
    problems.push(`${name} is “${value}”; it must be a whole number from ${min} to ${max}.`)
    return fallback
  }
  function url(name: string, protocols: string[]): string | undefined {
    const value = text(name)
    if (value === undefined) return undefined
    const parsed = URL.parse(value)
    if (parsed && protocols.includes(parsed.protocol)) return value.replace(/\/+$/, "")
    // The value is not repeated: an SMTP or Slack address holds a secret.
    problems.push(`${name} is not an address that starts with ${protocols.map((p) => `${p}//`).join(" or ")}.`)
    return undefined
  }
  function origin(name: string): string | undefined {
    const value = url(name, ["http:", "https:"])
    const { username, password, pathname, search, hash } = new URL(value ?? "http://localhost")
    if (!(username || password || search || hash || pathname !== "/")) return value
    problems.push(`${name} has more than a scheme, a host and a port, such as https://chat.example.com.`)
    return undefined
  }
  function places(name: string): string[] {
    const entries = (text(name) ?? "").split(",").map((entry) => entry.trim())
    const wrong = entries.filter((entry) => entry && !isPlace(entry))
    for (const entry of wrong)
      problems.push(`${name} has “${entry}”; each is a host, an address or a range such as 10.0.0.0/8.`)
    return entries.filter(Boolean)
  }
  function email(name: string): string | undefined {
    const value = text(name)
    if (value === undefined || /^[^\s@]+@[^\s@]+$/.test(value)) return value
    problems.push(`${name} is “${value}”; it must be an email address.`)
    return undefined
  }
  function password(name: string): string | undefined {
    const value = env[name] || undefined
    if (value === undefined || value.length >= 8) return value
    problems.push(`${name} is too short; it must have at least 8 characters.`)
    return undefined
  }
  return { problems, text, oneOf, whole, url, origin, places, email, password }
}

/** @throws ConfigError naming every problem at once. */
export function readConfig(env: Environment): Config {
  const { problems, text, oneOf, whole, url, origin, places, email, password } = createReader(env)

  for (const name of Object.keys(env)) {
    if (name.startsWith("BATON_") && !known.includes(name)) {
      problems.push(`${name} is not a setting of Baton; the settings are ${known.join(", ")}.`)
    }
  }

  const embeddingUrl = url("EMBEDDINGS_BASE_URL", ["http:", "https:"])
  const embeddingModel = text("EMBEDDINGS_MODEL")
  if (embeddingUrl && !embeddingModel)
    problems.push("EMBEDDINGS_MODEL is missing; it names the model that EMBEDDINGS_BASE_URL serves.")

  const owner = { email: email("BATON_OWNER_EMAIL"), password: password("BATON_OWNER_PASSWORD") }
  const operator = { email: email("BATON_OPERATOR_EMAIL"), password: password("BATON_OPERATOR_PASSWORD") }
  if (owner.email && owner.email.toLowerCase() === operator.email?.toLowerCase()) {
    if (owner.password && operator.password && owner.password !== operator.password)
      problems.push("BATON_OPERATOR_PASSWORD differs from the owner's, but both have the same email address.")
    owner.password ??= operator.password
  }

  const config: Config = {
    port: whole("PORT", 0, 65_535, 3000),
    host: text("HOST") ?? "0.0.0.0",
    dataFolder: resolve(text("BATON_DATA") ?? "data"),
    publicUrl: origin("BATON_URL"),
    owner,
    operator,
    demo: oneOf("BATON_DEMO", ["0", "1"], "1") === "1",
    anthropic: {
      apiKey: text("ANTHROPIC_API_KEY"),
      baseUrl: url("ANTHROPIC_BASE_URL", ["http:", "https:"]),
      model: text("BATON_MODEL"),
    },
    embeddings:
      embeddingUrl && embeddingModel
        ? { baseUrl: embeddingUrl, apiKey: text("EMBEDDINGS_API_KEY"), model: embeddingModel }
        : undefined,
    smtpUrl: url("SMTP_URL", ["smtp:", "smtps:"]),
    slackWebhookUrl: url("SLACK_WEBHOOK_URL", ["http:", "https:"]),
    hubspotApiUrl: url("HUBSPOT_API_URL", ["http:", "https:"]) ?? "https://api.hubapi.com",
    slackApiUrl: `${url("SLACK_API_URL", ["http:", "https:"]) ?? "https://slack.com/api"}/`,
    allowPrivate: places("BATON_ALLOW_PRIVATE"),
    trustProxy: whole("BATON_TRUST_PROXY", 0, 10, 0),
    rateLimits: oneOf("BATON_RATE_LIMITS", ["on", "off"], "on") === "on",
    metricsToken: text("BATON_METRICS_TOKEN"),
    logLevel: oneOf("LOG_LEVEL", ["debug", "info", "warn", "error"], "info"),
  }
  if (problems.length > 0) throw new ConfigError(problems.join("\n"))
  return Object.freeze(config)
}
