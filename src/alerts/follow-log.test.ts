import { afterEach, expect, test } from "bun:test"
import { createLog } from "../log"
import * as cast from "../testing/cast"
import { startTestApp, type TestApp } from "../testing/test-app"
import { until } from "../testing/until"
import { createLogFollower } from "./follow-log"

let app: TestApp
afterEach(() => app.stop())

test("whoever is erased between the reading and the telling is not told of, and holds up nobody else's alert", async () => {
  app = await startTestApp({ chatbot: { aiEnabled: false } })
  const { events, alerts, conversations } = app.parts
  const settings = { find: <T>() => 0 as T, save: () => undefined }
  const lines: string[] = []
  const log = createLog("info", app.clock.now, (line) => lines.push(line))
  const erased = (await (await app.visitor()).say("Forget me")).conversationId as string
  const kept = (await (await app.visitor(cast.sam)).say("Do not forget me")).conversationId as string
  let isErased = false
  const follower = createLogFollower({
    ...{ db: app.db, doorbell: app.doorbell, settings, log, now: app.clock.now, isThere: conversations.isThere },
    isWanted: () => true,
    events: {
      ...events,
      listAfter(after, limit) {
        const found = events.listAfter(after, limit)
        // Asked for now, it is written before what is planned from this reading.
        if (!isErased)
          void app.db.write((tx) => {
            app.db.inWrite<[string]>("DELETE FROM conversations WHERE id = ?").run(erased)
            events.forgetRecent(tx)
          })
        isErased = true
        return found
      },
    },
    plan: ({ conversationId, id: eventId }) => [
      (tx) => alerts.outbox.enqueue(tx, { channel: "webhook", target: "hook", conversationId, eventId, payload: {} }),
    ],
  })
  await follower.start()
  await until(() => follower.isCaughtUp, "it has read all")

  const told = alerts.outbox.store.listOfChannel("webhook", 50).map(({ conversationId }) => conversationId)
  expect(new Set(told)).toEqual(new Set([kept]))
  expect(lines).toEqual([])
  await follower.stop()
})

/** Follows the log of the running app with a place of its own, and enqueues a delivery for each event. */
function follow(more: Partial<Parameters<typeof createLogFollower>[0]>, place: { at: unknown }) {
  const { events, alerts, conversations } = app.parts
  const log = createLog("info", app.clock.now, () => {})
  return createLogFollower({
    ...{ db: app.db, doorbell: app.doorbell, events, log, now: app.clock.now, isThere: conversations.isThere },
    settings: {
      find: <T>() => place.at as T,
      save(_tx, _key, value) {
        place.at = value
      },
    },
    isWanted: () => true,
    plan: ({ conversationId, id: eventId }) => [
      (tx) => alerts.outbox.enqueue(tx, { channel: "webhook", target: "hook", conversationId, eventId, payload: {} }),
    ],
    ...more,
  })
}
const toldOf = () =>
  new Set(app.parts.alerts.outbox.store.listOfChannel("webhook", 50).map(({ conversationId }) => conversationId))

test("an alert that could not be written down is tried again by itself: nothing else need happen first", async () => {
  app = await startTestApp({ chatbot: { aiEnabled: false } })
  const id = (await (await app.visitor()).say("Is anybody there?")).conversationId as string
  let refusals = 0
  const write: typeof app.db.write = (fn) =>
    refusals++ === 0 ? Promise.reject(new Error("The disk is full")) : app.db.write(fn)
  const follower = follow({ db: { ...app.db, write } }, { at: 0 })
  await follower.start()
  await until(() => toldOf().has(id), "it is told")

  expect(refusals).toBeGreaterThan(1)
  await follower.stop()
})

test("what happened while nobody was to be told is not told when somebody is again, also over restarts", async () => {
  app = await startTestApp({ chatbot: { aiEnabled: false } })
  const place = { at: null as unknown }
  const run = async (isWanted: boolean) => {
    const follower = follow({ isWanted: () => isWanted }, place)
    await follower.start()
    const id = (await (await app.visitor()).say("Is anybody there?")).conversationId as string
    await until(() => follower.isCaughtUp, "it has read all")
    await follower.stop()
    return id
  }
  const before = await run(true)
  await run(false)
  const after = await run(true)

  expect(toldOf()).toEqual(new Set([before, after]))
})
