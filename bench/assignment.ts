/**
 * How fast the queues move: 1,000 conversations wait, 50 operators become available one after another, and each time the
 * clock runs until the first of them is offered something. And what 10,000 who wait cost in memory.
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
import { defaultQueue } from "../src/queues/queue-store"

const operators = 50
const waiting = 1000
const crowd = 10_000
const queueId = "team"

export type AssignmentFigures = { p50: number; p99: number; waitingBytes: number }

export async function measureAssignment(): Promise<AssignmentFigures> {
  const folder = mkdtempSync(join(tmpdir(), "baton-bench-"))
  const doorbell = createDoorbell()
  const { db } = openDatabase(folder, doorbell.ring)
  const now = () => Date.now()
  const app = createApp({
    db,
    doorbell,
    config: readConfig({ BATON_DATA: folder, BATON_DEMO: "0", BATON_RATE_LIMITS: "off" }),
    uploads: join(folder, "uploads"),
    version: "bench",
    visitorKey: "a key for a bench",
    log: createLog("error", now),
    now,
    newId: () => Bun.randomUUIDv7(),
    newToken: () => crypto.randomUUID(),
  })
  const { chatbots, queues, people, board, accounts, assigner, postMessage, visitors } = app.parts
  try {
    const at = now()
    await db.write((tx) => {
      const line = { id: queueId, name: "Team", createdAt: at, assignment: "automatic" as const, memberLimit: 20 }
      queues.save(tx, { ...defaultQueue, ...line })
      const chatbot = { ...defaultChatbot, id: "shop", name: "Shop", aiEnabled: false, seats: null, queueId }
      chatbots.save(tx, { ...chatbot, createdAt: at, updatedAt: at })
    })
    queues.refresh()
    chatbots.refresh()
    const ids: string[] = []
    await db.write((tx) => {
      for (let n = 0; n < operators; n++) {
        const id = `operator-${n}`
        people.insert(
          tx,
          { id, email: `${id}@bench.example`, name: id, isOwner: false, isOperator: true, createdAt: at },
          "",
        )
        people.addSeat(tx, "shop", id, at)
        people.saveOpenLimit(tx, id, 100)
        ids.push(id)
      }
    })
    for (const id of ids) board.streamOpened(id, `the session of ${id}`)

    async function line(from: number, to: number): Promise<void> {
      await db.write((tx) => {
        for (let n = from; n < to; n++) {
          const id = `visitor-${n}`
          visitors.save(tx, {
            id,
            chatbotId: "shop",
            locale: "en",
            timezone: "",
            device: "",
            identity: null,
            createdAt: at,
            lastSeenAt: at,
          })
          postMessage.startAnnounced(tx, { id, chatbotId: "shop", locale: "en" })
        }
      })
    }

    await line(0, waiting)
    assigner.start()
    await until(() => assigner.list.size === waiting)

    const times: number[] = []
    for (const id of ids) {
      const start = performance.now()
      await accounts.setAvailability(id, "online")
      await until(() => queues.listLoads().some(({ personId }) => personId === id))
      times.push(performance.now() - start)
    }
    for (const id of ids) await accounts.setAvailability(id, "offline")

    Bun.gc(true)
    const before = process.memoryUsage().heapUsed
    await line(waiting, waiting + crowd)
    assigner.start()
    await until(() => assigner.list.size >= crowd)
    Bun.gc(true)
    const waitingBytes = Math.max(0, process.memoryUsage().heapUsed - before)

    times.sort((a, b) => a - b)
    return { p50: times[Math.floor(times.length / 2)]!, p99: times.at(-1)!, waitingBytes }
  } finally {
    await app.stop()
    await db.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function until(isTrue: () => boolean): Promise<void> {
  const deadline = performance.now() + 20_000
  while (!isTrue()) {
    if (performance.now() > deadline) throw new Error("The queue did not move in 20 s.")
    await new Promise((resolve) => setImmediate(resolve))
  }
}
