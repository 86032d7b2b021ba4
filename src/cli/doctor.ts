/** `npm run doctor`: looks at everything a server needs and says in plain sentences what to change. */

import { accessSync, constants, existsSync, readdirSync, statfsSync, statSync } from "node:fs"
import { dirname, join } from "node:path"
import { type Smtp, smtpOf } from "../alerts/alert-settings"
import { checkMailServer } from "../alerts/email"
import { createSafeFetch } from "../alerts/safe-fetch"
import { type Config, readConfig } from "../config"
import { databaseFile, inspectDatabase, latestVersion, listFileIds, readSetting, tryDriver } from "../db/inspect"
import { isDiskReadOnly } from "../db/read-only-disk"
import { createEmbed, EmbeddingError, type EmbeddingServer, embeddingTrouble } from "../knowledge/embed-server"
import { readPhrasings } from "../knowledge/encode-apart"

type Finding = { level: "good" | "warning" | "bad"; text: string }
type Env = Record<string, string | undefined>

const timeoutMs = 5000
const enoughBytes = 1e9
const leastBytes = 1e8

const good = (text: string): Finding => ({ level: "good", text })
const warning = (text: string): Finding => ({ level: "warning", text })
const bad = (text: string): Finding => ({ level: "bad", text })
const marks = { good: "✓", warning: "!", bad: "✗" } as const

/** @returns the exit code: 0 unless something keeps the server from working. */
export async function doctor(args: string[], env: Env = process.env, say: (line: string) => void = console.log) {
  let config: Config
  try {
    config = readConfig(env)
  } catch (error) {
    for (const line of (error as Error).message.split("\n")) say(`✗ ${line}`)
    return 1
  }
  if (args.includes("--health")) return (await isServing(config)) ? 0 : 1
  let isWell = true
  for (const finding of await examine(config)) {
    say(`${marks[finding.level]} ${finding.text}`)
    isWell &&= finding.level !== "bad"
  }
  return isWell ? 0 : 1
}

async function examine(config: Config): Promise<Finding[]> {
  return [
    good("The configuration is valid."),
    ...folder(config),
    ...database(config),
    await port(config),
    await understanding(),
    ...(await waysOut(config)),
  ]
}

function folder({ dataFolder }: Config): Finding[] {
  // A folder that is not there yet is made at the first start, if what it stands in can be written.
  let nearest = dataFolder
  while (!existsSync(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest)
  const findings: Finding[] = []
  try {
    if (!statSync(nearest).isDirectory()) throw new Error(`${nearest} is a file`)
    accessSync(nearest, constants.W_OK)
    if (isDiskReadOnly(nearest))
      return [
        bad(
          `The disk of ${nearest} can only be read, as disks that fail are set. Look at it, and mount it for writing.`,
        ),
      ]
    findings.push(good(`The data folder ${dataFolder} can be written.`))
  } catch {
    findings.push(bad(`The data folder ${dataFolder} cannot be written. Give it to this user, or set BATON_DATA.`))
  }
  const { bavail, bsize } = statfsSync(nearest)
  const free = bavail * bsize
  const shown = free >= 1e9 ? `${(free / 1e9).toFixed(1)} GB` : `${(free / 1e6).toFixed(0)} MB`
  if (free < leastBytes) findings.push(bad(`Only ${shown} are free on its disk. Make room: writes will soon fail.`))
  else if (free < enoughBytes) findings.push(warning(`${shown} are free on its disk. Make room before it is full.`))
  else findings.push(good(`${shown} are free on its disk.`))
  return findings
}

function database({ dataFolder }: Config): Finding[] {
  const file = join(dataFolder, databaseFile)
  try {
    tryDriver()
  } catch (error) {
    return [bad((error as Error).message)]
  }
  if (!existsSync(file)) return [good("There is no database yet; the first start makes one.")]
  // Told above; it cannot even be opened there.
  if (isDiskReadOnly(dataFolder)) return []
  const foreign = [databaseFile, "uploads"].filter((name) => !mayWrite(join(dataFolder, name)))
  if (foreign.length > 0)
    return [
      bad(`This user may not write ${foreign.join(" and ")} in ${dataFolder}. Give the whole folder to it: chown -R.`),
    ]
  try {
    const { version, problems } = inspectDatabase(file)
    if (version === 0) return [bad(`${file} is no database of Baton. Restore a backup: npm run restore FILE`)]
    const findings = problems.map((problem) =>
      bad(`The database is damaged (${problem}). Stop the server and restore a backup: npm run restore FILE`),
    )
    if (problems.length === 0) findings.push(good("The database is intact."))
    if (version > latestVersion) {
      findings.push(
        bad(
          `The database is at version ${version}, newer than this program knows (${latestVersion}). Run the newer Baton.`,
        ),
      )
    } else if (version < latestVersion) {
      findings.push(
        good(`The database is at version ${version}; the next start brings it to ${latestVersion} and keeps a copy.`),
      )
    }
    return [...findings, ...files(dataFolder), ...keptAside(dataFolder)]
  } catch (error) {
    return [bad(`${file} cannot be read: ${(error as Error).message}. Restore a backup: npm run restore FILE`)]
  }
}

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK)
    return true
  } catch {
    return !existsSync(path)
  }
}

function files(dataFolder: string): Finding[] {
  const missing = listFileIds(join(dataFolder, databaseFile)).filter(
    (id) => !existsSync(join(dataFolder, "uploads", id)),
  )
  if (missing.length === 0) return []
  return [
    warning(
      `${missing.length} files that were sent in chats are not in ${join(dataFolder, "uploads")}. A backup has them.`,
    ),
  ]
}

/** What nobody needs any more, and what holds what was erased since. */
function keptAside(dataFolder: string): Finding[] {
  return readdirSync(dataFolder)
    .filter((name) => name.startsWith("before-restore-"))
    .map((name) => warning(`${join(dataFolder, name)} is what was there before a restore. Delete it if all is well.`))
}

async function port(config: Config): Promise<Finding> {
  const { port: number, host } = config
  try {
    Bun.serve({ port: number, hostname: host, reusePort: false, fetch: () => new Response() }).stop(true)
    return good(`Port ${number} is free.`)
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === "EADDRINUSE") {
      if (await isServing(config)) return good(`Baton is running on port ${number}.`)
      return bad(`Port ${number} is in use by another program. Stop it, or set PORT to a free one.`)
    }
    if (code === "EACCES") return bad(`This user may not listen on port ${number}. Set PORT to 1024 or higher.`)
    return bad(`Nothing can listen on ${host}:${number} (${code ?? error}). Set HOST to an address of this machine.`)
  }
}

/** Whether this machine's server answers as Baton does. */
async function understanding(): Promise<Finding> {
  const start = performance.now()
  if (await readPhrasings(["Where is my order?"]))
    return good(`Sentences are understood: the first one took ${Math.ceil(performance.now() - start)} ms.`)
  return warning("Sentences cannot be read as a whole here, so words and letters decide alone. Everything else works.")
}

async function isServing({ host, port: number }: Config): Promise<boolean> {
  const address = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "[::1]" : host.includes(":") ? `[${host}]` : host
  try {
    const response = await fetch(`http://${address}:${number}/healthz`, { signal: AbortSignal.timeout(timeoutMs) })
    return response.ok && ((await response.json()) as { status?: string }).status === "ok"
  } catch {
    // Refused, silent or not speaking JSON: whatever it is, it is not a Baton that serves.
    return false
  }
}

/** What is configured is tried; what is not is no problem. Nothing is sent to anybody. */
async function waysOut(config: Config): Promise<Finding[]> {
  const checks: Promise<Finding>[] = []
  const ownMail = settingOf<Smtp | null>(config, "smtp")
  if (ownMail) checks.push(mailServer(ownMail, "Change it in the admin, under Alerts."))
  else if (config.smtpUrl) checks.push(mailServer(smtpOf(config.smtpUrl), "Look at SMTP_URL and at the firewall."))
  if (config.slackWebhookUrl) checks.push(website("Slack", new URL(config.slackWebhookUrl).origin))
  const embeddings = embeddingServer(config)
  if (embeddings) checks.push(embeddingsOf(embeddings, config))
  const own = settingOf<{ apiKey?: string; baseUrl?: string }>(config, "model")
  const apiKey = own?.apiKey || config.anthropic.apiKey
  const baseUrl = own?.baseUrl || config.anthropic.baseUrl
  if (apiKey || baseUrl) checks.push(model(baseUrl ?? "https://api.anthropic.com", apiKey))
  return Promise.all(checks)
}

function settingOf<T>({ dataFolder }: Config, key: string): T | undefined {
  try {
    return readSetting(join(dataFolder, databaseFile), key)
  } catch {
    // No database, or one whose trouble is told above.
    return undefined
  }
}

/** Signed in to, as for a letter: what the owner entered goes before the environment. */
async function mailServer(smtp: Smtp, change: string): Promise<Finding> {
  const at = `${smtp.host}:${smtp.port}`
  const trouble = await checkMailServer(smtp, timeoutMs)
  return trouble ? bad(`Email: ${trouble} ${change}`) : good(`The mail server ${at} takes letters.`)
}

async function website(name: string, origin: string): Promise<Finding> {
  try {
    await fetch(origin, { method: "HEAD", redirect: "manual", signal: AbortSignal.timeout(timeoutMs) })
    return good(`${name} can be reached.`)
  } catch (error) {
    return bad(`${name} cannot be reached at ${origin} (${reasonOf(error)}). Look at the address and at the firewall.`)
  }
}

async function model(baseUrl: string, apiKey: string | undefined): Promise<Finding> {
  const url = `${baseUrl.replace(/\/+$/, "")}/v1/models`
  const headers = { "anthropic-version": "2023-06-01", ...(apiKey ? { "x-api-key": apiKey } : {}) }
  try {
    const { status } = await fetch(url, { headers, signal: AbortSignal.timeout(timeoutMs) })
    if (status === 401 || status === 403) return bad(`The model at ${baseUrl} refuses the key. Enter a valid one.`)
    if (status >= 500) return warning(`The model at ${baseUrl} answers with an error (${status}). Try again later.`)
    return good(`The model at ${baseUrl} can be reached.`)
  } catch (error) {
    return bad(`The model at ${baseUrl} cannot be reached (${reasonOf(error)}). Until then conversations go to people.`)
  }
}

function embeddingServer(config: Config): EmbeddingServer | undefined {
  const own = settingOf<Partial<EmbeddingServer>>(config, "embeddings") ?? {}
  const { baseUrl, model: name } = own
  if (baseUrl) return name ? { ...own, baseUrl, model: name } : undefined
  return config.embeddings && { ...config.embeddings, ...own }
}

/** One word is embedded: less would not tell whether the key and the model are right. */
async function embeddingsOf(server: EmbeddingServer, { embeddings, allowPrivate }: Config): Promise<Finding> {
  const inside = embeddings ? [new URL(embeddings.baseUrl).hostname.replace(/^\[|\]$/g, "")] : []
  const embed = createEmbed({ request: createSafeFetch([...allowPrivate, ...inside]), now: Date.now })
  try {
    await embed(server, "question", ["Hello"], { mostMs: timeoutMs })
    return good(`The embeddings of ${server.model} can be had from ${server.baseUrl}.`)
  } catch (error) {
    if (!(error instanceof EmbeddingError)) throw error
    return warning(`Search by meaning: ${embeddingTrouble(error, server)} Until then words alone find the answers.`)
  }
}

const reasonOf = (error: unknown) => (error as { code?: string }).code ?? (error as Error).name

if (import.meta.main) process.exit(await doctor(process.argv.slice(2)))
