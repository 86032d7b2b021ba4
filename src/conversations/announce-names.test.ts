import { afterEach, expect, test } from "bun:test"
import { startTestApp, type TestApp } from "../testing/test-app"

let app: TestApp
afterEach(() => app.stop())

async function begin() {
  app = await startTestApp()
  const owner = await app.owner()
  const [dana, eli] = [await app.operator("dana"), await app.operator("eli")]
  const visitor = await app.visitor()
  const { conversationId } = await visitor.say("Hello")
  await dana.takeOver(conversationId)
  const rename = (name: string) => owner.api("PUT", `/operators/${dana.id}`, { name })
  return { owner, dana, eli, visitor, conversationId, rename }
}

test("a rename is told to colleagues and to the visitors whom it concerns, and to nobody else, and is no event", async () => {
  const { dana, eli, visitor, conversationId, rename } = await begin()
  const others = await app.visitor()
  const uri = await app.operator("uri")
  const [desk, seen, unseen, stranger] = [eli.stream(), visitor.stream(), others.stream(), uri.stream()]
  await seen.find(({ event, data }) => event === "presence" && data.operator === "Dana", "who is there")
  for (const stream of [desk, stranger]) await stream.find(({ event }) => event === "people")
  const { length } = app.parts.events.list(conversationId)

  await rename("Dana Berg")

  const told = await desk.find(({ event, data }) => event === "people" && data.people.length === 1, "the new name")
  expect(told.data).toEqual({ people: [{ id: dana.id, name: "Dana Berg" }] })
  expect(told.id).toBeUndefined()
  const there = await seen.find(({ event, data }) => event === "presence" && data.operator === "Dana Berg", "it")
  expect(typeof there.data.online).toBe("boolean")
  expect(app.parts.events.list(conversationId).length).toBe(length)
  expect(JSON.stringify(unseen.frames)).not.toContain("Dana Berg")
  expect(JSON.stringify(stranger.frames)).not.toContain("Dana Berg")
})

test("whoever was away meanwhile is told with the next stream, or the next question", async () => {
  const { dana, eli, visitor, rename } = await begin()
  await rename("Dana Berg")

  const people = await eli.stream().find(({ event }) => event === "people", "the names")
  expect(people.data.people).toContainEqual({ id: dana.id, name: "Dana Berg" })
  const { body } = await visitor.call("GET", "/api/widget/events?after=0")
  expect(body.signals).toContainEqual({
    event: "presence",
    data: { online: expect.any(Boolean), operator: "Dana Berg" },
  })
})
