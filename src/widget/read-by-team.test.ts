import { afterAll, beforeAll, expect, test } from "bun:test"
import type { OperatorClient, VisitorClient } from "../testing/clients"
import { startTestApp, type TestApp } from "../testing/test-app"
import { until } from "../testing/until"

let app: TestApp
let dana: OperatorClient
beforeAll(async () => {
  app = await startTestApp()
  dana = await app.operator("dana")
})
afterAll(() => app.stop())

async function begun(): Promise<{ noa: VisitorClient; id: string; said: number }> {
  const noa = await app.visitor()
  await noa.askForPerson()
  const { id: said, conversationId: id } = await noa.say("Where is my order?")
  return { noa, id, said }
}
const read = (id: string, eventId: number) => dana.api("POST", `/conversations/${id}/read`, { eventId })
const toldByPoll = async (noa: VisitorClient) =>
  (await noa.call("GET", "/api/widget/events?after=0")).body.signals
    .filter(({ event }: { event: string }) => event === "read")
    .map(({ data }: { data: { eventId: number } }) => data.eventId)

test("what a person has read is told again to a page that is loaded, polls or comes back to its stream", async () => {
  const { noa, id } = await begun()
  await dana.takeOver(id)
  const { id: said } = await noa.say("Number 1234")
  expect((await noa.conversation()).readId).toBeLessThan(said)

  await read(id, said)

  expect((await noa.conversation()).readId).toBe(said)
  expect(await toldByPoll(noa)).toEqual([said])
  const stream = noa.stream()
  await until(() => stream.frames.some(({ event, data }) => event === "read" && data.eventId === said), "it is told")
  await stream.cut()
  const { id: later } = await noa.say("And hurry")
  expect((await noa.conversation()).readId).toBeLessThan(later)
  await read(id, later)

  await dana.close(id)
  expect((await noa.conversation()).readId).toBe(later)
})

test("who looks into a conversation that waits does not say so, at once or after a reload", async () => {
  const { noa, id, said } = await begun()
  const stream = noa.stream()
  await stream.response
  await read(id, said)

  expect((await noa.conversation()).readId).toBe(0)
  expect(await toldByPoll(noa)).toEqual([])
  expect(stream.frames.some(({ event }) => event === "read")).toBeFalse()
  await stream.cut()
})
