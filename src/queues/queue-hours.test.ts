import { afterEach, expect, test } from "bun:test"
import * as cast from "../testing/cast"
import { startTestApp, type TestApp, type TestAppOptions } from "../testing/test-app"
import { until } from "../testing/until"

let app: TestApp
afterEach(() => app.stop())

// The clock of the tests stands at eight on Monday, 23 November 2026.
const own = { timeZone: "UTC", weekly: { mon: "13:00-20:00", sat: "10:00-12:00" } }
async function start(options: TestAppOptions = {}) {
  app = await startTestApp({
    ...options,
    chatbot: { hours: { timeZone: "UTC", weekly: { mon: "09:00-18:00" } }, ...options.chatbot },
  })
  return app.owner()
}
const answerTo = async (visitor: Awaited<ReturnType<typeof app.visitor>>, words: string) => {
  const { id } = await visitor.say(words)
  const isAi = ({ type, actor }: { type: string; actor: { kind: string } }) => type === "message" && actor.kind === "ai"
  return (await until(async () => (await visitor.events(id)).find(isAi), "the AI answers")).text as string
}

test("a queue's own hours are what its visitors are told: by the widget, the notice and the assistant", async () => {
  const olga = await start()
  const { queue } = await olga.api("PUT", `/queues/${cast.team}`, { hours: own })
  expect(queue.hours.timeZone).toBe("UTC")
  const noa = await app.visitor({ ...cast.noa, timezone: "UTC" })

  expect(noa.first.chatbot.hours).toEqual({ open: false, nextOpening: "2026-11-23T13:00:00.000Z" })
  expect(await answerTo(noa, "Are you open on Saturday?")).toContain("10:00–12:00")
  expect(await answerTo(noa, "Are you open now?")).toBe("We are closed just now. We are back Monday 13:00.")
  await noa.askForPerson()
  expect((await noa.events()).findLast(({ type }) => type === "notice").text).toContain("We are back Monday 13:00.")

  await olga.api("PUT", `/queues/${cast.team}`, { hours: null })
  expect((await noa.session()).chatbot.hours.nextOpening).toBe("2026-11-23T09:00:00.000Z")
  const refused = await olga.call("PUT", `/api/v1/queues/${cast.team}`, { hours: { weekly: { mon: "9-17" } } })
  expect(refused).toMatchObject({ status: 400, body: { field: "hours.timeZone" } })
})

test("a model is given the hours as a document", async () => {
  await start({ answers: "model" })
  const noa = await app.visitor()
  await noa.say("Could you tell me whether somebody is around in the morning?")
  await until(() => app.provider.requests.length > 0, "the model is asked")
  expect(JSON.stringify(app.provider.requests[0])).toContain("Opening hours of the business")
})

test("outside its own hours a queue passes on to a backup where somebody is, though people linger", async () => {
  const olga = await start({ chatbot: { aiEnabled: false } })
  const [dana, eli] = [await app.operator("dana"), await app.operator("eli")]
  const { queue: night } = await olga.api("POST", "/queues", {
    name: "Night",
    members: [{ personId: eli.id, preference: 1 }],
  })
  await olga.api("PUT", `/queues/${cast.team}`, {
    ...{ hours: own, backupQueueId: night.id, members: [{ personId: dana.id, preference: 1 }] },
  })
  await dana.setAvailability("online")
  const { conversationId: id } = await (await app.visitor()).say("Hello?")
  await app.tick()
  expect(app.parts.conversations.find(id)?.queueId).toBe(cast.team)

  await eli.setAvailability("online")
  await until(() => app.parts.conversations.find(id)?.queueId === night.id, "it goes to those who work now")
})
