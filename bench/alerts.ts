/**
 * How fast people are called: 50 operators with an open stream each, 20 visitors a second who ask for a person, and the
 * clock runs from the asking until each desk has it and until Slack's webhook has it. And what 10,000 deliveries to a
 * target that is dead cost everybody else. The server, its clients and Slack share this one process and its event loop,
 * so the figures are on the safe side.
 */

import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createApp } from "../src/app"
import { defaultChatbot } from "../src/chatbots/chatbot"
import { readConfig } from "../src/config"
import { openDatabase } from "../src/db/open"
import { createDoorbell } from "../src/events/doorbell"
import { createLog } from "../src/log"
import { createVisitorClient, type VisitorClient } from "../src/testing/clients"
import { readStream } from "../src/testing/read-stream"
import { until } from "../src/testing/until"

const operators = 50
const perSecond = 20
const seconds = 10
const rows = 10_000
const messagesPerSecond = 100
const messageSeconds = 4
const website = "https://shop.example"

export type AlertFigures = {
  /** From the asking to the last of the 50 desks. */
  deskP99: number
  slackP99: number
  /** A visitor's message until an operator's stream has it, without and with the dead target. */
  freeP99: number
  deadP99: number
}

const p99 = (values: number[]) => values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.99) - 1] ?? Number.NaN
const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

export async function measureAlerts(): Promise<AlertFigures> {
  const folder = mkdtempSync(join(tmpdir(), "baton-bench-"))
  const heard = new Map<string, number>()
  const slack = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    async fetch(request) {
      const text = await request.text()
      const id = /conversations\/([\w-]+)/.exec(text)?.[1]
      if (id && !heard.has(id)) heard.set(id, performance.now())
      return new Response("ok")
    },
  })
  // Nobody listens there any more.
  const gone = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response() })
  const deadUrl = `http://127.0.0.1:${gone.port}/hook`
  await gone.stop(true)

  const doorbell = createDoorbell()
  const { db } = openDatabase(folder, doorbell.ring)
  const now = () => Date.now()
  const app = createApp({
    db,
    doorbell,
    config: readConfig({
      BATON_DATA: folder,
      BATON_DEMO: "0",
      BATON_RATE_LIMITS: "off",
      BATON_ALLOW_PRIVATE: "127.0.0.1",
      SLACK_WEBHOOK_URL: `http://127.0.0.1:${slack.port}/services/T/B/x`,
    }),
    uploads: join(folder, "uploads"),
    version: "bench",
    visitorKey: "a key for a bench",
    log: createLog("error", now),
    now,
    newId: () => Bun.randomUUIDv7(),
    newToken: () => crypto.randomUUID(),
  })
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: app.serve, idleTimeout: 60 })
  app.host.server = server
  const url = `http://127.0.0.1:${server.port}`
  const streams: ReturnType<typeof readStream>[] = []
  try {
    const { chatbots, people, accounts, alerts } = app.parts
    const at = now()
    await db.write((tx) => {
      const chatbot = { ...defaultChatbot, id: "shop", name: "Shop", origins: [website], seats: null }
      chatbots.save(tx, { ...chatbot, queueId: null, createdAt: at, updatedAt: at })
      for (let n = 0; n < operators; n++) {
        const id = `operator-${n}`
        const email = `${id}@bench.example`
        people.insert(tx, { id, email, name: id, isOwner: n === 0, isOperator: true, createdAt: at }, "")
        people.addSeat(tx, "shop", id, at)
      }
    })
    chatbots.refresh()
    app.start()
    for (const person of people.list()) {
      await accounts.setAvailability(person.id, "online")
      const token = await accounts.createApiToken(person, "operator", "bench")
      streams.push(readStream(`${url}/api/v1/stream`, { token }))
    }
    await Promise.all(streams.map(({ response }) => response))
    const open = () =>
      createVisitorClient(() => url, "shop", { page: { url: website, title: "", referrer: "" }, locale: "en" })

    // ── calling a person
    const visitors: VisitorClient[] = []
    for (let n = 0; n < perSecond * seconds; n++) visitors.push(await open())
    const ids = await Promise.all(visitors.map(async (each) => (await each.say("Hello")).conversationId as string))
    await until(() => app.parts.runner.runningCount === 0, "the AI has answered", { timeoutMs: 60_000 })
    for (const { frames } of streams) frames.length = 0
    const asked = new Map<string, number>()
    // Each arrival is noted when it is read, not when somebody looks.
    const shown = new Map<string, { desks: number; at: number }>()
    for (const { frames } of streams) {
      frames.push = (...added) => {
        for (const { event, data } of added) {
          if (event !== "state" || data.to !== "waiting") continue
          const before = shown.get(data.conversationId)?.desks ?? 0
          shown.set(data.conversationId, { desks: before + 1, at: performance.now() })
        }
        return 0
      }
    }
    const start = performance.now()
    const asking = visitors.map(async (each, n) => {
      await Bun.sleep(start + (n * 1000) / perSecond - performance.now())
      asked.set(ids[n]!, performance.now())
      await each.askForPerson()
    })
    await Promise.all(asking)
    const isTold = (id: string) => shown.get(id)?.desks === operators && heard.has(id)
    await until(() => ids.every(isTold), "everybody is told", { timeoutMs: 20_000, everyMs: 20 })
    const desk = ids.map((id) => shown.get(id)!.at - asked.get(id)!)
    const toSlack = ids.map((id) => heard.get(id)! - asked.get(id)!)

    // ── a dead target
    const arrived = new Map<string, number>()
    const [first] = streams
    for (const stream of streams.slice(1)) await stream.cut()
    first!.frames.push = (...added) => {
      for (const { event, data } of added) if (event === "message") arrived.set(data.text, performance.now())
      return 0
    }
    let round = 0
    async function deliver(): Promise<number> {
      // Its own conversation each time: a long one is slower to write into than a short one.
      const sender = await open()
      await sender.say("Hello")
      await sender.askForPerson()
      const sent = new Map<string, number>()
      const name = `round ${++round}`
      const begin = performance.now()
      await Promise.all(
        Array.from({ length: messagesPerSecond * messageSeconds }, async (_, n) => {
          await Bun.sleep(begin + (n * 1000) / messagesPerSecond - performance.now())
          sent.set(`${name} ${n}`, performance.now())
          await sender.say(`${name} ${n}`)
        }),
      )
      await until(() => [...sent.keys()].every((text) => arrived.has(text)), "all arrived", { timeoutMs: 10_000 })
      return p99([...sent].map(([text, since]) => arrived.get(text)! - since))
    }
    const owner = people.list().find(({ isOwner }) => isOwner)!
    async function deliverBesideDead(): Promise<number> {
      const { id: target } = await alerts.webhooks.create(owner, { url: deadUrl, events: ["rating.given"] })
      for (let n = 0; n < rows; n += 500) {
        await db.write((tx) => {
          for (let each = 0; each < 500; each++)
            alerts.outbox.enqueue(tx, { channel: "webhook", target, payload: { body: "{}", type: "rating.given" } })
        })
      }
      const took = await deliver()
      if (alerts.outbox.store.count().pending < rows * 0.99) throw new Error("The dead target took deliveries.")
      await alerts.webhooks.remove(owner, target)
      return took
    }
    await deliver()
    const free: number[] = []
    const dead: number[] = []
    // By turns, so that a busy machine slows both alike.
    for (let n = 0; n < 3; n++) {
      free.push(await deliver())
      dead.push(await deliverBesideDead())
    }
    return { deskP99: p99(desk), slackP99: p99(toSlack), freeP99: median(free), deadP99: median(dead) }
  } finally {
    await Promise.all(streams.map((stream) => stream.cut()))
    await app.stop()
    await server.stop(true)
    await slack.stop(true)
    await db.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) {
  console.log(JSON.stringify(await measureAlerts()))
  process.exit(0)
}
