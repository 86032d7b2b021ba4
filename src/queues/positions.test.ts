import { afterEach, expect, test } from "bun:test"
import { waitingTopic } from "../events/topics"
import { counter, noa } from "../testing/cast"
import type { VisitorClient } from "../testing/clients"
import type { StreamReader } from "../testing/read-stream"
import { startTestApp, type TestApp } from "../testing/test-app"
import { until } from "../testing/until"

let app: TestApp
afterEach(() => app.stop())

const minute = 60_000
type Waiting = { visitor: VisitorClient; stream: StreamReader; id: string }

async function wait(n: number): Promise<Waiting> {
  const visitor = await app.visitor({ page: { url: `https://shop.example/${n}`, title: "", referrer: "" } })
  const stream = visitor.stream()
  await stream.response
  await visitor.askForPerson()
  const { id } = await visitor.conversation()
  return { visitor, stream, id }
}

/** What the stream said last of their place. */
const placeOf = ({ stream }: Waiting) => stream.of("queue").at(-1)?.data
const told = (it: Waiting, position: number) =>
  it.stream.until(() => placeOf(it)?.position === position, `place ${position} in line`)

test("whoever waits is told their place, and told again when somebody before them is served or gives up", async () => {
  app = await startTestApp({ answers: "model" })
  const dana = await app.operator("dana")
  const line: Waiting[] = []
  for (let n = 0; n < 4; n++) {
    line.push(await wait(n))
    app.clock.advance(1000)
  }
  for (const [index, it] of line.entries()) await told(it, index + 1)

  await dana.takeOver(line[0]!.id)
  for (const [index, it] of line.slice(1).entries()) await told(it, index + 1)
  await line[2]!.visitor.close()
  await told(line[3]!, 2)

  // Also where streams are held back, and to whoever opens theirs only now.
  const polled = (await line[3]!.visitor.call("GET", "/api/widget/events?after=0")).body.signals
  expect(polled).toEqual([{ event: "queue", data: { position: 2, estimateSeconds: null } }])
  const late = line[3]!.visitor.stream()
  await late.until(() => late.of("queue").at(-1)?.data.position === 2, "the place, at once")
})

test("a store that cannot be read for a moment ends nothing: the next move tells their place again", async () => {
  app = await startTestApp({ answers: "model" })
  const rename = (from: string, to: string) =>
    app.db.inWrite<[]>(`ALTER TABLE conversations RENAME COLUMN ${from} TO ${to}`).run()
  rename("waiting_since", "unreadable")
  app.doorbell.ring(waitingTopic)
  await until(() => app.logs.some((line) => line.includes("positions.failed")), "places were looked for in vain")
  rename("unreadable", "waiting_since")

  const [first, second] = [await wait(0), await wait(1)]
  await told(second, 2)
  await first.visitor.close()
  await told(second, 1)
})

test("the list tells the same places as each conversation does, by queue, priority and time", async () => {
  app = await startTestApp({ answers: "model" })
  const dana = await app.operator("dana")
  const ids: string[] = []
  for (let n = 0; n < 5; n++) {
    ids.push((await wait(n)).id)
    // Two of them began to wait at the same moment.
    if (n !== 2) app.clock.advance(1000)
  }
  const { db, conversations } = app.parts
  await db.write((tx) => {
    conversations.savePriority(tx, ids[4]!, 5)
    conversations.saveQueue(tx, ids[1]!, null)
  })

  const listed = new Map((await dana.list("state=waiting")).map(({ id, position }) => [id, position]))
  expect(ids.map((id) => listed.get(id))).toEqual([2, 1, 3, 4, 1])
  for (const id of ids) expect((await dana.open(id)).conversation.position).toBe(listed.get(id))
})

test("how long it may take is said once there is something to tell it from: the middle of the last waits", async () => {
  app = await startTestApp({ answers: "model" })
  const dana = await app.operator("dana")
  for (const [n, minutes] of [2, 9, 4].entries()) {
    const { id } = await wait(n)
    const next = await wait(10 + n)
    expect(placeOf(next)?.estimateSeconds ?? null).toBeNull()
    await next.visitor.close()
    app.clock.advance(minutes * minute)
    await dana.takeOver(id)
  }

  const asker = await wait(20)
  await told(asker, 1)

  expect(placeOf(asker)).toEqual({ position: 1, estimateSeconds: 4 * 60 })
})

test("whoever was passed on while they waited counts with all of their wait", async () => {
  app = await startTestApp({ answers: "model" })
  const { queue } = await (await app.owner()).api("POST", "/queues", { name: "Billing" })
  const dana = await app.operator("dana")
  for (const n of [0, 1, 2]) {
    const { id } = await wait(n)
    app.clock.advance(4 * minute)
    await dana.api("POST", `/conversations/${id}/transfer`, { queueId: queue.id })
    app.clock.advance(minute)
    await dana.takeOver(id)
  }

  const asker = await wait(20)
  await told(asker, 1)

  expect(placeOf(asker)).toEqual({ position: 1, estimateSeconds: 5 * 60 })
})

test("how long it may take is told from the waits of the same chatbot alone", async () => {
  app = await startTestApp({ answers: "model" })
  const dana = await app.operator("dana")
  for (const n of [0, 1, 2]) {
    const visitor = await app.visitor({ ...noa, timezone: `${n}` }, counter)
    const { conversationId } = await visitor.say("Is anybody there?")
    app.clock.advance(4 * minute)
    await dana.takeOver(conversationId)
  }

  const asker = await wait(20)
  await told(asker, 1)

  expect(placeOf(asker)).toEqual({ position: 1, estimateSeconds: null })
})
