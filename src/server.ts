import { randomBytes } from "node:crypto"
import { accessSync, constants, mkdirSync } from "node:fs"
import { join } from "node:path"
import { version } from "../package.json"
import { createApp } from "./app"
import type { FirstAccounts } from "./chatbots/first-start"
import { type Config, ConfigError } from "./config"
import { FolderTaken, lockFolder } from "./db/lock"
import { type LongWork, openDatabase } from "./db/open"
import { isDiskReadOnly } from "./db/read-only-disk"
import { createDoorbell } from "./events/doorbell"
import { internalProblem, type Problem, problemResponse } from "./http/problem"
import { createLog, describeError, type Log } from "./log"
import { createSettingStore } from "./settings/setting-store"

const now = () => Date.now()
/** How long a stop waits for requests that were accepted. */
const patienceMs = 8000
/** Beyond this the runtime hangs up; what is only too large is refused in words before that. */
const maxRequestBytes = 64 * 1024 * 1024

export type RunningServer = Awaited<ReturnType<typeof startServer>>

/**
 * Opens the store and listens.
 * @param print where the addresses and the first passwords go.
 * @throws ConfigError in one sentence that says what to change.
 */
export async function startServer(config: Config, print: (line: string) => void = console.log) {
  const log = createLog(config.logLevel, now)
  const doorbell = createDoorbell((error) => log.error("listener.failed", describeError(error)))
  prepareFolder(config)
  // First the port: a second start by mistake must not touch anything, and least of all migrate what another is using.
  let serve = async (_: Request) => problemResponse(starting)
  const listening = listen(config, (request) => serve(request), log)
  const hint = "This takes minutes with a large database. If it is stopped, the next start goes on."
  const onWork = (what: LongWork) => log.info(`database.${what}`, { hint })
  const opening = { ring: doorbell.ring, onWork, giveUp: () => listening.stop(true) }
  const { db, release, migratedFrom, schema } = await openOr(config, opening)
  if (migratedFrom > 0 && migratedFrom < schema) log.info("database.migrated", { from: migratedFrom, to: schema })

  const settings = createSettingStore(db)
  let visitorKey = settings.find<string>("visitor-key")
  if (!visitorKey) {
    const made = randomBytes(32).toString("base64url")
    await db.write((tx) => settings.save(tx, "visitor-key", made, now()))
    visitorKey = made
  }

  const app = createApp({
    db,
    doorbell,
    config,
    uploads: join(config.dataFolder, "uploads"),
    version,
    visitorKey,
    log,
    now,
    newId: () => Bun.randomUUIDv7(),
    newToken: () => randomBytes(24).toString("base64url"),
  })

  app.host.server = listening
  await app.firstStart((accounts) => printSignIns(print, accounts))
  app.start()
  // Only now: whoever waits for “healthy” may sign in at once, and finds the demo shop taught.
  serve = app.serve
  if (!config.rateLimits) log.warn("rate_limits.off", { hint: "BATON_RATE_LIMITS=off is for load tests only" })
  const url =
    config.publicUrl ??
    `http://${config.host === "0.0.0.0" || config.host === "::" ? "localhost" : config.host}:${listening.port}`
  announce(print, url, config.demo)
  log.info("server.started", { port: listening.port ?? 0, data: config.dataFolder })

  return {
    url,
    port: listening.port!,
    app,
    /** Finishes what was accepted, tells streams to reconnect, closes the database. */
    async stop(): Promise<void> {
      await app.stop()
      // A client that never ends its request is not waited for for ever.
      const cut = setTimeout(() => void listening.stop(true), patienceMs)
      await listening.stop(false)
      clearTimeout(cut)
      await db.close()
      release()
      log.info("server.stopped")
    },
  }
}

const starting: Problem = {
  type: "/openapi#unavailable",
  title: "Not available just now",
  status: 503,
  detail: "Baton is starting. Try again in a moment.",
  code: "unavailable",
  retryAfter: 1,
}

function prepareFolder({ dataFolder }: Config): void {
  try {
    // What people write to a business is nobody else's on this machine. One that is there is as its owner made it.
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
    accessSync(dataFolder, constants.W_OK)
  } catch {
    throw new ConfigError(
      `The data folder ${dataFolder} cannot be written. Give it to this user, or set BATON_DATA to another folder.`,
    )
  }
}

type Opening = { ring: (topic: string) => void; onWork: (what: LongWork) => void; giveUp: () => Promise<void> }

async function openOr({ dataFolder }: Config, { ring, onWork, giveUp }: Opening) {
  let release: (() => void) | undefined
  try {
    release = lockFolder(dataFolder)
    const { db, migratedFrom, version } = openDatabase(dataFolder, ring, onWork)
    return { db, release, migratedFrom, schema: version }
  } catch (error) {
    release?.()
    await giveUp()
    throw new ConfigError(
      error instanceof FolderTaken
        ? `Another Baton is running on the data folder ${dataFolder}. Stop it, or set BATON_DATA to another folder.`
        : `The database in ${dataFolder} cannot be opened: ${reasonOf(error, dataFolder)}`,
    )
  }
}

/** What to change, where SQLite only says what it could not do. */
function reasonOf(error: unknown, dataFolder: string): string {
  const { code = "", message } = error as { code?: string; message: string }
  if (/^SQLITE_(?:CANTOPEN|READONLY|IOERR)/.test(code) && isDiskReadOnly(dataFolder))
    return "its disk can only be read just now, as disks that fail are set. Look at the disk, mount it for writing, and start again."
  if (/^SQLITE_(CANTOPEN|READONLY)/.test(code))
    return "this user may not write it. Give the whole folder to this user (chown -R)."
  if (code.startsWith("SQLITE_BUSY")) return "another program holds it locked. Close that program, and start again."
  return message
}

function listen(config: Config, serve: (request: Request) => Promise<Response>, log: Log) {
  try {
    return Bun.serve({
      port: config.port,
      hostname: config.host,
      fetch: serve,
      // What a bug throws is for the log and not for whoever asked.
      development: false,
      // Which would otherwise let a second process listen on the same port and have half of the connections.
      reusePort: false,
      error(error) {
        log.error("request.failed", describeError(error))
        return problemResponse(internalProblem)
      },
      idleTimeout: 60,
      maxRequestBodySize: maxRequestBytes,
    })
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === "EADDRINUSE") {
      throw new ConfigError(`Port ${config.port} is in use. Stop the other program, or set PORT to a free one.`)
    }
    throw new ConfigError(
      `Baton cannot listen on ${config.host}:${config.port} (${code ?? (error as Error).message}). Set HOST and PORT to an address of this machine.`,
    )
  }
}

function announce(print: (line: string) => void, url: string, demo: boolean): void {
  print("")
  print("  Baton is running.")
  print("")
  if (demo) print(`  Demo shop with the widget  ${url}/demo`)
  print(`  Operator desk              ${url}/operator`)
  print(`  Admin                      ${url}/admin`)
  print("")
}

/** At once when they are on disk: whatever happens after that, somebody can sign in. */
function printSignIns(print: (line: string) => void, { owner, operator }: FirstAccounts): void {
  const secret = ({ password, isGiven }: FirstAccounts["owner"]) => (isGiven ? "(as you set it)" : password)
  print("")
  print("  These sign-ins are shown only once:")
  print(`    owner     ${owner.email}   ${secret(owner)}`)
  print(`    operator  ${operator.email}   ${secret(operator)}`)
}
