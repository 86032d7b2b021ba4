import { afterEach, expect, test } from "bun:test"
import { cookieNames } from "../accounts/auth"
import * as cast from "../testing/cast"
import { createCaller } from "../testing/clients"
import { startTestApp, type TestApp } from "../testing/test-app"

let app: TestApp
afterEach(() => app.stop())

async function begin() {
  app = await startTestApp()
  const owner = await app.owner()
  const call = createCaller(
    () => app.url,
    () => ({ cookie: `${cookieNames.owner}=${owner.token}`, "sec-fetch-site": "same-origin" }),
  )
  const asked = async (): Promise<string> => (await call("GET", `/admin/chatbots/${cast.shop}/delete`)).body
  return { call, asked }
}

test("whoever deletes a chatbot reads first who is in a conversation with it at that moment, and what becomes of them", async () => {
  const { asked } = await begin()
  expect(await asked()).toContain("Nobody is in a conversation with it just now.")

  const dana = await app.operator("dana")
  const waiting = [await app.visitor(), await app.visitor()]
  for (const visitor of waiting) await visitor.askForPerson()
  const held = await app.visitor()
  await dana.takeOver((await held.say("Hello")).conversationId)
  // Of another chatbot, and over: neither is at stake.
  await (await app.visitor(cast.noa, cast.counter)).say("Hello?")
  const over = await app.visitor()
  await over.askForPerson()
  await over.close()

  const page = await asked()
  expect(page).toContain("Open just now: 2 conversations that wait for a person and 1 with an operator.")
  expect(page).toContain("They end at once, without a word")
  expect(page).toContain("Have your team finish them first")
})

test("it is as the page says: the streams of its visitors and of its operators' desks end with the chatbot", async () => {
  const { call } = await begin()
  const dana = await app.operator("dana")
  const visitor = await app.visitor()
  const { conversationId } = await visitor.say("Hello")
  await dana.takeOver(conversationId)
  const [seen, desk] = [visitor.stream(), dana.stream()]
  await seen.untilId((await visitor.events()).at(-1).id)
  await desk.until(() => desk.frames.length > 0 || desk.comments > 0, "the desk's stream")

  await call("POST", `/admin/chatbots/${cast.shop}/delete`, "", { "content-type": "application/x-www-form-urlencoded" })

  await Promise.all([seen.untilOver(), desk.untilOver()])
  // By this an open widget knows that no proxy has merely lost its way.
  const refused = await visitor.call("GET", "/api/widget/stream")
  expect(refused.status).toBe(404)
  expect(refused.headers.get("content-type")).toContain("application/problem+json")
  expect((await app.call("POST", `/api/widget/${cast.shop}/session`, {})).status).toBe(404)
  expect((await dana.call("GET", `/api/v1/conversations/${conversationId}`)).status).toBe(404)
})
