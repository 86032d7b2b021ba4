import { randomBytes } from "node:crypto"
import { accessSync, constants, mkdirSync } from "node:fs"
import { join } from "node:path"
import { version } from "../package.json"
import { createApp } from "./app"
import type { FirstAccounts } from "./chatbots/first-start"
import { type Config, ConfigError } from "./config"
import { openDatabase } from "./db/open"
import { createDoorbell } from "./events/doorbell"
import { createLog } from "./log"
import { createSettingStore } from "./settings/setting-store"

const now = () => Date.now()
const maxRequestBytes = 12 * 1024 * 1024

export type RunningServer = Awaited<ReturnType<typeof startServer>>

/**
 * Opens the store and listens.
 * @param print where the addresses and the first passwords go.
 * @throws ConfigError in one sentence that says what to change.
 */
export async function startServer(config: Config, print: (line: string) => void = console.log) {
  const log = createLog(config.logLevel, now)
  const doorbell = createDoorbell()
  const { db, migratedFrom, version: schema } = open(config, doorbell.ring)
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

  let listening: ReturnType<typeof listen>
  try {
    // First the port: a second start by mistake must not touch anything.
    listening = listen(config, app.serve)
  } catch (error) {
    await db.close()
    throw error
  }
  app.host.server = listening
  const accounts = await app.firstStart()
  app.start()
  if (!config.rateLimits) log.warn("rate_limits.off", { hint: "BATON_RATE_LIMITS=off is for load tests only" })
  const url =
    config.publicUrl ??
    `http://${config.host === "0.0.0.0" || config.host === "::" ? "localhost" : config.host}:${listening.port}`
  announce(print, url, config.demo, accounts)
  log.info("server.started", { port: listening.port ?? 0, data: config.dataFolder })

  return {
    url,
    port: listening.port!,
    app,
    /** Finishes what was accepted, tells streams to reconnect, closes the database. */
    async stop(): Promise<void> {
      await app.stop()
      await listening.stop(false)
      await db.close()
      log.info("server.stopped")
    },
  }
}

function open(config: Config, ring: (topic: string) => void) {
  const { dataFolder } = config
  try {
    mkdirSync(dataFolder, { recursive: true })
    accessSync(dataFolder, constants.W_OK)
  } catch {
    throw new ConfigError(
      `The data folder ${dataFolder} cannot be written. Give it to this user, or set BATON_DATA to another folder.`,
    )
  }
  try {
    return openDatabase(dataFolder, ring)
  } catch (error) {
    throw new ConfigError(`The database in ${dataFolder} cannot be opened: ${(error as Error).message}`)
  }
}

function listen(config: Config, serve: (request: Request) => Promise<Response>) {
  try {
    return Bun.serve({
      port: config.port,
      hostname: config.host,
      fetch: serve,
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

function announce(
  print: (line: string) => void,
  url: string,
  demo: boolean,
  accounts: FirstAccounts | undefined,
): void {
  print("")
  print("  Baton is running.")
  print("")
  if (demo) print(`  Demo shop with the widget  ${url}/demo`)
  print(`  Operator desk              ${url}/operator`)
  print(`  Admin                      ${url}/admin`)
  if (accounts) {
    const { owner, operator } = accounts
    const secret = ({ password, isGiven }: { password: string; isGiven: boolean }) =>
      isGiven ? "(as you set it)" : password
    print("")
    print("  These sign-ins are shown this once:")
    print(`    owner     ${owner.email}   ${secret(owner)}`)
    print(`    operator  ${operator.email}   ${secret(operator)}`)
  }
  print("")
}
