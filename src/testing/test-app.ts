/**
 * The whole product on a real port, with its data in a temporary folder, for tests:
 *
 *     const app = await startTestApp()                     // or { answers: "model" }, { rateLimits: true } …
 *     const noa = await app.visitor(cast.noa)
 *     const dana = await app.operator("dana")
 *     await noa.say("Hello")
 *     app.clock.advance(60_000); await app.tick()
 *     await app.restart()                                  // or { clean: false }: as if it had been killed
 *     await app.stop()
 *
 * Only what is outside is stood in for: time, ids, and (with `answers: "model"`) the model's provider, which the real
 * SDK reaches over HTTP.
 */

import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Role } from "../accounts/person-store"
import { createApp } from "../app"
import type { Answerer } from "../assistant/answerer"
import { type Chatbot, defaultChatbot } from "../chatbots/chatbot"
import { readConfig } from "../config"
import type { Database } from "../db/database"
import { openDatabase } from "../db/open"
import { createDoorbell } from "../events/doorbell"
import { createLog } from "../log"
import { defaultQueue } from "../queues/queue-store"
import * as cast from "./cast"
import { createCaller, createOperatorClient, createVisitorClient } from "./clients"
import { createMessagesServer, type Received, type Reply } from "./messages-server"
import { until } from "./until"

export type TestApp = Awaited<ReturnType<typeof startTestApp>>

export type TestAppOptions = {
  /** Who answers: the built-in answerer, the real SDK against `app.provider`, or one that the test holds in its hands. */
  answers?: "built-in" | "model" | Answerer
  /** What the provider replies to a request that nothing was scripted for. */
  otherwise?: (request: Received) => Reply
  rateLimits?: boolean
  /** Whether the shop has content; without, the built-in answerer knows nothing. */
  content?: boolean
  /** Changes to the shop's chatbot. */
  chatbot?: Partial<Chatbot>
  /** Further settings, by their names in the environment. */
  env?: Record<string, string>
  /** Whether the timers run by themselves; otherwise `tick` runs what is due. */
  timers?: boolean
}

/** A morning in November. Moves only when it is told to. */
export function createClock(start = Date.UTC(2026, 10, 23, 8)) {
  let at = start
  return {
    now: () => at,
    advance(ms: number): void {
      at += ms
    },
  }
}

export async function startTestApp(options: TestAppOptions = {}) {
  const { answers = "built-in", otherwise, rateLimits = false, content = answers === "built-in" } = options
  const folder = mkdtempSync(join(tmpdir(), "baton-test-"))
  const clock = createClock()
  const provider = createMessagesServer(otherwise ? { otherwise } : {})
  const logs: string[] = []
  let lastId = 0
  // They sort as they were made, as the real ones do.
  const newId = () => `id-${String(++lastId).padStart(8, "0")}`

  const config = readConfig({
    PORT: "0",
    HOST: "127.0.0.1",
    BATON_DATA: folder,
    BATON_DEMO: "0",
    BATON_RATE_LIMITS: rateLimits ? "on" : "off",
    LOG_LEVEL: "debug",
    ...(answers === "model" ? { ANTHROPIC_API_KEY: "sk-test-secret", ANTHROPIC_BASE_URL: provider.url } : {}),
    ...options.env,
  })

  let isAbandoned = false

  function open() {
    isAbandoned = false
    const doorbell = createDoorbell((error) => void logs.push(`"level":"error" ${String(error)}`))
    const { db } = openDatabase(folder, doorbell.ring)
    const mine = { isDead: false }
    const app = createApp({
      db: mortal(db, mine),
      doorbell,
      config,
      uploads: join(folder, "uploads"),
      version: "test",
      visitorKey: "the key that signs visitors' tokens in tests",
      log: createLog(config.logLevel, clock.now, (line) => void (mine.isDead || logs.push(line))),
      now: clock.now,
      newId,
      newToken: () => `token-${newId()}`,
      ...(typeof answers === "object" ? { answerer: answers } : {}),
    })
    const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: app.serve, idleTimeout: 60 })
    app.host.server = server
    return { db, app, server, doorbell, mine }
  }

  let current = open()
  await furnish()
  begin()

  /** The people, the queue and the chatbots. */
  async function furnish(): Promise<void> {
    const { chatbots, queues, accounts, knowledge } = current.app.parts
    const at = clock.now()
    const bot = (id: string, name: string, more: Partial<Chatbot>): Chatbot => ({
      ...defaultChatbot,
      id,
      name,
      origins: [cast.website],
      seats: null,
      queueId: cast.team,
      createdAt: at,
      updatedAt: at,
      ...more,
    })
    await current.db.write((tx) => {
      queues.save(tx, { ...defaultQueue, id: cast.team, name: "Team", createdAt: at })
      chatbots.save(tx, bot(cast.shop, "Luma Shoes", options.chatbot ?? {}))
      chatbots.save(tx, bot(cast.counter, "Counter", { aiEnabled: false }))
    })
    queues.refresh()
    chatbots.refresh()
    const { password } = cast
    const seats = [cast.shop, cast.counter]
    await Promise.all([
      ...Object.values(cast.operators).map((it) =>
        accounts.addPerson({
          ...it,
          password,
          isOwner: false,
          isOperator: true,
          seats: it === cast.uri ? [] : seats,
        }),
      ),
      accounts.addPerson({ ...cast.olga, password, isOwner: true, isOperator: false, seats: [] }),
    ])
    if (content) for (const page of cast.content) await knowledge.add(cast.shop, { kind: "file", ...page })
  }

  function begin(): void {
    current.app.start()
    // By the hand-set clock they would not run at the right moments anyhow.
    if (!options.timers) void current.app.timers.stop()
  }

  const url = () => `http://127.0.0.1:${current.server.port}`

  async function tokenOf(person: { email: string }, role: Role): Promise<string> {
    const { people, accounts } = current.app.parts
    const found = people.list().find(({ email }) => email === person.email)!
    return accounts.createApiToken(found, role, "a test")
  }

  /** In good order, as on SIGTERM. */
  async function stopCleanly(): Promise<void> {
    await current.app.stop()
    await current.server.stop(false)
    await current.db.close()
  }

  /** As if it had been killed: connections break, nothing more is written, nobody is told. */
  async function abandon(): Promise<void> {
    const { app, server, db, mine } = current
    isAbandoned = true
    mine.isDead = true
    await server.stop(true)
    void app.timers.stop()
    app.parts.streams.close()
    app.parts.positions.stop()
    void app.parts.runner.stop()
    void app.parts.crawler.stop()
    void app.parts.alerts.stop()
    await Bun.sleep(0)
    await db.close()
  }

  /** Until the assistant has answered what was said, or it is no longer its turn. */
  async function dealtWith(id: string): Promise<void> {
    const isDone = () => {
      const { lifecycle, turnDue } = current.app.parts.conversations.find(id)!
      return lifecycle.state !== "ai" || turnDue === null
    }
    await until(isDone, `what was said in ${id} is dealt with`)
  }

  return {
    folder,
    clock,
    provider,
    /** Log lines as written, at level debug. */
    logs,
    get url() {
      return url()
    },
    /** The running app; another one after a restart. */
    get app() {
      return current.app
    },
    get parts() {
      return current.app.parts
    },
    get db() {
      return current.db
    },
    get doorbell() {
      return current.doorbell
    },
    get server() {
      return current.server
    },
    /** A call that is signed in as nobody. */
    call: createCaller(url),
    visitor: (who: Record<string, unknown> = cast.noa, chatbot: string = cast.shop, headers = {}) =>
      createVisitorClient(url, chatbot, who, headers),
    dealtWith,
    /** Somebody new says this, and it is dealt with. @returns their conversation. */
    async ask(text: string): Promise<string> {
      const visitor = await createVisitorClient(url, cast.shop, cast.noa, {})
      await visitor.say(text)
      const { id } = await visitor.conversation()
      await dealtWith(id)
      return id
    },
    async operator(name: cast.OperatorName) {
      const person = current.app.parts.people.list().find(({ email }) => email === cast.operators[name].email)!
      return createOperatorClient(url, await tokenOf(person, "operator"), person)
    },
    /** The owner's calls go through `api`. */
    async owner() {
      const person = current.app.parts.people.list().find(({ email }) => email === cast.olga.email)!
      return createOperatorClient(url, await tokenOf(person, "owner"), person)
    },
    /** Runs the timed jobs that are due by the clock. */
    tick: () => current.app.timers.tick(),
    /** Whether what happened until now is told to whom it is to be told, as far as it is due. */
    isTold: () => current.app.parts.alerts.follower.isCaughtUp && current.app.parts.alerts.outbox.sendingCount === 0,
    /** Stops, and starts again on the same data. */
    async restart({ clean = true } = {}): Promise<void> {
      await (clean ? stopCleanly() : abandon())
      current = open()
      begin()
    },
    async stop(): Promise<void> {
      if (!isAbandoned) await stopCleanly()
      await provider.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A store that can die: what is written after that is neither kept nor answered, as with a process that is gone. */
function mortal(db: Database, life: { isDead: boolean }): Database {
  return new Proxy(db, {
    get(target, name, receiver) {
      if (name === "write" && life.isDead) return () => new Promise(() => undefined)
      return Reflect.get(target, name, receiver)
    },
  })
}
