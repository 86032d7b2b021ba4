import { afterEach, beforeEach, expect, test } from "bun:test"
import * as cast from "../testing/cast"
import { newClientId, type OperatorClient } from "../testing/clients"
import { startTestApp, type TestApp } from "../testing/test-app"
import { until } from "../testing/until"

let app: TestApp
let owner: OperatorClient
beforeEach(async () => {
  app = await startTestApp()
  owner = await app.owner()
})
afterEach(() => app.stop())

const human = "Can I talk to a human please?"
const textOf = (html: string) =>
  html
    .replace(/<[^>]+>/g, " ")
    .replaceAll("&lt;", "<")
    .replace(/\s+/g, " ")
    .trim()

async function pageText(path: string): Promise<string> {
  const { status, body } = await app.call("GET", path, undefined, { cookie: `baton_owner=${owner.token}` })
  expect(status).toBe(200)
  return body
}

/** Each figure by its name: “36 · none by this time yesterday”. */
async function glance(): Promise<Record<string, string>> {
  const html = await pageText("/admin/glance")
  const figures = html.split("<li>").slice(1)
  return Object.fromEntries(
    figures.map((figure) => {
      const [, name, rest] = /glance-name">([^<]+)<\/span>([\s\S]*?)<\/a>/.exec(figure)!
      return [name!, textOf(rest!)]
    }),
  )
}

test("until somebody has written the overview is about setting up, and afterwards that is one line", async () => {
  const before = await pageText("/admin")
  expect(before).toContain("First steps")
  expect(before).not.toContain("Right now")

  await app.ask(cast.knownQuestion)

  const after = await pageText("/admin")
  expect(after).toContain("Right now")
  expect(after).not.toContain("First steps")
  expect(textOf(after)).toContain("Next: put it on your website 3 of 4 steps done")
})

test("an owner sees who carried today's conversations, who waits since when, and who is there", async () => {
  const dana = await app.operator("dana")
  await app.ask(cast.knownQuestion)
  const taken = await app.ask(human)
  app.clock.advance(120_000)
  await dana.setAvailability("online")
  await dana.takeOver(taken)
  const waiting = await app.ask(human)
  expect((await glance())["Waiting for a person"]).toBe("1 longest 0:00")
  app.clock.advance(3 * 3600_000)
  await dana.list()
  // They are told that it takes longer, and given a new time.
  await app.tick()

  expect(await glance()).toMatchObject({
    "Waiting for a person": "1 longest 3:00 h , 1 longer than promised",
    "With a person": "1 conversation",
    Online: "1 of 3 Dana",
    Conversations: "3 none by this time yesterday",
    "By the AI alone": "33 % 1 conversation",
    "Handed to a person": "1 1 called one, nobody came yet",
    "First reply": expect.stringContaining("a person came after 2 min"),
    Rating: "– nobody has rated yet",
  })
  await dana.takeOver(waiting)
  expect(await glance()).toMatchObject({
    "Waiting for a person": "0 nobody has to",
    "With a person": "2 conversations",
  })
})

test("what was rated and asked in vain shows, each with the way to where one acts", async () => {
  const noa = await app.visitor()
  await noa.say(cast.unknownQuestion)
  const { id } = await noa.conversation()
  await app.dealtWith(id)
  await noa.post("/rating", { score: 2 })
  app.clock.advance(5_000)
  await until(async () => {
    await app.tick()
    return (await glance())["Questions to look at"]?.startsWith("1 ")
  }, "the question is noted")

  expect(await glance()).toMatchObject({ Rating: "2.0 of 5 from 1 visitor" })
  const html = await pageText("/admin/glance")
  expect(html).toContain(`href="/admin/chatbots/${cast.shop}/content/gaps"`)
  expect(html).toContain(`href="/admin/reports/${cast.shop}?days=1#ratings"`)
  expect(textOf(await pageText(`/admin/reports/${cast.shop}?days=1`))).toContain("Rating 2.0 of 5, from 1 visitor")
})

test("at midnight the day begins anew, and is held against the day before up to the same hour", async () => {
  const noa = await app.visitor()
  const ask = async () => app.dealtWith((await noa.say(cast.knownQuestion)).conversationId)
  await ask()
  app.clock.advance(10 * 3600_000)
  await app.ask(cast.knownQuestion)
  expect(await glance()).toMatchObject({ Conversations: "2 none by this time yesterday" })

  app.clock.advance(15 * 3600_000)
  // What began yesterday and goes on is yesterday's.
  await ask()
  expect(await glance()).toMatchObject({
    Conversations: "0 1 by this time yesterday",
    "By the AI alone": "– 0 conversations",
  })
  app.clock.advance(14 * 3600_000)
  expect(await glance()).toMatchObject({ Conversations: "0 2 by this time yesterday" })
})

test("how soon a visitor is answered is counted from what they say, also where an operator had spoken first", async () => {
  const dana = await app.operator("dana")
  const noa = await app.visitor()
  const first = { clientId: newClientId(), text: "Can I help you?" }
  const { event } = await dana.api("POST", `/visitors/${noa.id}/messages`, first)
  app.clock.advance(60_000)
  await noa.say("Yes, please")
  app.clock.advance(120_000)
  await dana.say(event.conversationId, "What is it about?")

  expect((await glance())["First reply"]).toStartWith("2 min")
})

test("an operator's session reads no overview", async () => {
  const dana = await app.operator("dana")
  const { status } = await app.call("GET", "/admin/glance", undefined, { cookie: `baton_operator=${dana.token}` })
  expect(status).toBe(303)
})
