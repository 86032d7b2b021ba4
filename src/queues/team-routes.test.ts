import { afterEach, expect, test } from "bun:test"
import * as cast from "../testing/cast"
import { startTestApp, type TestApp } from "../testing/test-app"

let app: TestApp
afterEach(() => app.stop())

test("the team sees what waits and since when, in which line, and who is there; who has no seat sees nothing", async () => {
  app = await startTestApp({ chatbot: { aiEnabled: false } })
  const [dana, eli, uri] = [await app.operator("dana"), await app.operator("eli"), await app.operator("uri")]
  await dana.setAvailability("online")
  await eli.api("PUT", "/me/availability", { availability: "away", reason: "Lunch" })
  const first = await app.visitor()
  const { conversationId } = await first.say("Hello?")
  await first.post("/contact", { name: "<Noa>" })
  app.clock.advance(90_000)
  const second = await (await app.visitor()).say("Anybody?")
  await dana.takeOver(second.conversationId)

  const team = await eli.api("GET", "/team")
  expect(team.waiting.map(({ id }: { id: string }) => id)).toEqual([conversationId])
  expect(team.queues).toMatchObject([{ id: cast.team, waiting: 1, longestSeconds: 90, held: 1, available: 1 }])
  expect(team.operators).toMatchObject([
    { name: "Dana", availability: "online", open: 1, limit: 8 },
    { name: "Eli", availability: "away", reason: "Lunch", open: 0 },
  ])
  const { body } = await eli.call("GET", "/operator/team")
  expect(body).toContain("&lt;Noa>")
  expect(body).toContain("1 of 8")
  expect((await uri.api("GET", "/team")).waiting).toEqual([])
  expect((await uri.api("GET", "/team")).operators).toEqual([])
}, 120_000)
