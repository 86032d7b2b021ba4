/**
 * The real process under load, killed without a warning again and again. What it acknowledged must be there afterwards,
 * once and in order; what it did not acknowledge is sent again, as a widget does, and must then be there once as well.
 */

import { afterAll, beforeAll, expect, test } from "bun:test"
import { createVisitorClient, newClientId, type OperatorClient, Refused } from "./testing/clients"
import { answers, createMessagesServer, type MessagesServer, verdict } from "./testing/messages-server"
import { type MortalServer, patient, startMortalServer } from "./testing/mortal-server"
import type { StreamReader } from "./testing/read-stream"
import { until } from "./testing/until"

const mostKills = 20
/** A start takes half a second, or seconds where the machine is busy: then fewer kills have to do. */
const fewestKills = 6
const killingMs = 90_000

let provider: MessagesServer
let server: MortalServer

beforeAll(async () => {
  let asked = 0
  // Slow enough that a kill finds answers under way.
  const otherwise = () => {
    asked += 7
    return answers({ text: ["One moment. "] }, { waitMs: asked % 60 }, "Here it is.", verdict(0.95))
  }
  provider = createMessagesServer({ otherwise })
  server = await startMortalServer("crash", provider)
}, 120_000)

afterAll(async () => {
  await server.stop()
  await provider.stop()
})

type Sent = { clientId: string; text: string; id: number | undefined }

test("kills in the middle of a load, twenty where there is time, lose nothing, repeat nothing and leave nothing half made", async () => {
  const { url, insist } = server
  let isOver = false
  const visitors = await Promise.all(Array.from({ length: 5 }, () => createVisitorClient(url, "demo")))
  const operator = await server.signIn("operator@example.com", "operator")
  const sent: Sent[][] = visitors.map(() => [])
  const written: Sent[] = []
  const received: number[][] = visitors.map(() => [])

  async function talk(index: number): Promise<void> {
    const visitor = visitors[index]!
    for (let count = 1; !isOver; count++) {
      const message: Sent = { clientId: newClientId(), text: `Visitor ${index} says ${count}`, id: undefined }
      sent[index]!.push(message)
      message.id = (await insist(() => visitor.say(message.text, message.clientId))).id
      if (count % 4 === index % 4) await insist(() => visitor.askForPerson())
    }
  }

  /** Takes what waits, writes, and hands back or closes. */
  async function work(): Promise<void> {
    for (let count = 1; !isOver; count++) {
      for (const { id } of await insist(() => operator.list("state=waiting"))) {
        await handle(operator, id, count)
        if (isOver) return
      }
    }
  }

  async function handle({ say, handBack, close }: OperatorClient, id: string, count: number): Promise<void> {
    const message: Sent = { clientId: newClientId(), text: `The operator writes ${count}`, id: undefined }
    try {
      const event = await insist(() => say(id, message.text, message.clientId))
      message.id = event.id
      written.push(message)
      await insist(() => (count % 3 === 0 ? close(id, { recap: "auto", crmNote: "Called back" }) : handBack(id)))
    } catch (error) {
      // Repeated after a crash, it may have been done already: then it is refused, and that is right.
      if (!(error instanceof Refused && error.status === 409)) throw error
    }
  }

  /** A widget that comes back by the id of what it got last. */
  async function listen(index: number): Promise<void> {
    let stream: StreamReader | undefined
    let cursor = 0
    const take = () => {
      if (!stream) return
      received[index]!.push(...stream.ids)
      cursor = stream.ids.at(-1) ?? cursor
    }
    while (!isOver) {
      await server.untilUp(() => isOver)
      stream = visitors[index]!.stream(cursor)
      const own = stream
      await until(() => own.isOver || isOver, "the stream ends", patient)
      await own.cut()
      take()
    }
  }

  const load = [...visitors.map((_, index) => talk(index)), ...visitors.map((_, index) => listen(index)), work()]
  const isEnough = performance.now() + killingMs
  for (let kill = 0; kill < mostKills && (kill < fewestKills || performance.now() < isEnough); kill++) {
    const before = sent.flat().filter(({ id }) => id !== undefined).length
    const wanted = before + 5 + ((kill * 7) % 23)
    await until(() => sent.flat().filter(({ id }) => id !== undefined).length >= wanted, "the load goes on", patient)
    await server.restart()
  }
  isOver = true
  await Promise.all(load)

  // What was owed to somebody when the last process died is taken up by this one.
  const { store, count } = server.openStore()
  await until(() => count("conversations WHERE turn_due IS NOT NULL") === 0, "no answer is owed", patient)

  // Every message, once, in the order in which it was sent.
  for (const [index, visitor] of visitors.entries()) {
    const events = await visitor.events()
    const said = events.filter(({ type, actor }) => type === "message" && actor.kind === "visitor")
    expect(said.map(({ text }) => text)).toEqual(sent[index]!.map(({ text }) => text))
    expect(said.map(({ id }) => id)).toEqual(sent[index]!.map(({ id }) => id!))
    const ids = events.map(({ id }) => id)
    expect(received[index]!).toEqual(ids.slice(0, received[index]!.length))
    expect(received[index]!.length).toBeGreaterThan(0)
  }
  const find = store.query<{ payload: string }, [string]>("SELECT payload FROM events WHERE client_id = ?")
  expect(written.length).toBeGreaterThan(5)
  for (const { clientId, text } of written)
    expect(find.all(clientId).map(({ payload }) => JSON.parse(payload).text)).toEqual([text])

  // Nothing half made: the row says what the log says, and whoever waits was told so and has a deadline.
  expect(count("conversations")).toBeGreaterThan(visitors.length)
  expect(
    count(`conversations c WHERE state <> coalesce((SELECT payload ->> '$.to' FROM events
             WHERE conversation_id = c.id AND type = 'state' ORDER BY id DESC LIMIT 1), 'ai')`),
  ).toBe(0)
  expect(
    count("whole_conversations c WHERE last_event_id <> (SELECT max(id) FROM events WHERE conversation_id = c.id)"),
  ).toBe(0)
  expect(
    count(
      `conversations c WHERE revision <> 1 + (SELECT count(*) FROM events WHERE conversation_id = c.id AND type = 'state')`,
    ),
  ).toBe(0)
  expect(
    count(`events e WHERE type = 'state' AND payload ->> '$.to' <> 'ai' AND NOT EXISTS (SELECT 1 FROM events n
             WHERE n.conversation_id = e.conversation_id AND n.type = 'notice' AND n.id > e.id AND n.id < e.id + 8)`),
  ).toBe(0)
  expect(count("conversations WHERE state = 'waiting' AND (deadline_at IS NULL OR reason IS NULL)")).toBe(0)
  // A recap and a CRM note are given together, and so they are kept together.
  expect(count("conversations WHERE recap IS NOT NULL")).toBe(count("crm_notes"))
  expect(count("conversations WHERE recap IS NOT NULL")).toBeGreaterThan(0)
  expect(count("(SELECT 1 FROM events WHERE client_id IS NOT NULL GROUP BY client_id HAVING count(*) > 1)")).toBe(0)
  expect(store.query("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" })
  store.close()
}, 300_000)
