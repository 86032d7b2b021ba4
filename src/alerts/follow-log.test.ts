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
