/**
 * Everything at once against the real process: visitors in two tabs who repeat themselves, ask for a person, leave and
 * are erased; operators on two queues who take from each other, pass on, hand back and go; a model that is slow, fails
 * and breaks off; kills and stops in between. Afterwards three sides must agree: what each stream brought, what each
 * answer promised, and what the log holds.
 *
 * What is done is drawn from a seed: `CHAOS_SEED=… CHAOS_STEPS=…` plays others, and longer. What meets what is not: that
 * is up to the machine, and the reason why this stands beside handover.test.ts, where it is drawn as well.
 *
 * That it can fail was tried by breaking the product: the look-up by clientId, the cursor of recent-events, the abort and
 * the revision check of a turn together, a notice or a turn that is forgotten, and going offline with somebody in hand.
 */

import type { Database } from "bun:sqlite"
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test"
import { createVisitorClient, newClientId, type OperatorClient, Refused, type VisitorClient } from "./testing/clients"
import {
  answers,
  breaksAfter,
  callsPerson,
  createMessagesServer,
  fails,
  type MessagesServer,
  verdict,
} from "./testing/messages-server"
import { type MortalServer, patient, startMortalServer } from "./testing/mortal-server"
import { createHookReceiver, type HookReceiver } from "./testing/receivers"
import { until } from "./testing/until"

const { CHAOS_SEED = "1", CHAOS_STEPS = "25" } = process.env
const visitorCount = 8
const operatorCount = 3
const stepsEach = Number(CHAOS_STEPS)
const mostMs = 60_000 + stepsEach * 5000
setDefaultTimeout(mostMs)

// biome-ignore lint/suspicious/noExplicitAny: tests read freely in answers
type Json = any
type Dice = ReturnType<typeof createDice>
/** What one browser got, over any number of connections. */
type Trail = { name: string; visitorId: string | undefined; ids: number[]; cut: () => void; isOver: boolean }
type Promised = { id: number; clientId: string; text: string }

let provider: MessagesServer
let receiver: HookReceiver
let server: MortalServer

beforeAll(async () => {
  const dice = createDice(0)
  provider = createMessagesServer({
    otherwise() {
      const pause = { waitMs: dice.upTo(150) }
      return dice.oneOf([
        () => answers({ text: ["Let me look. "] }, pause, { text: ["Here ", "it is."] }, verdict(0.95)),
        () => answers({ text: ["One moment. "] }, pause, "There it is.", verdict(0.95)),
        () => answers(pause, "Perhaps.", verdict(0.1)),
        () => answers(pause, "I will get somebody.", callsPerson("a refund")),
        () => breaksAfter("It is as fol", pause),
        () => fails(500),
      ])()
    },
  })
  receiver = createHookReceiver()
  server = await startMortalServer("chaos", provider)
}, 120_000)

afterAll(async () => {
  await server.stop()
  await provider.stop()
  await receiver.stop()
})

/** For what may have become impossible meanwhile: then it is refused, and anything but that is a fault. */
async function perhaps<T>(act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await server.insist(act)
  } catch (error) {
    if (error instanceof Refused && [401, 404, 409].includes(error.status)) return undefined
    throw error
  }
}

test("whatever visitors, operators, the model and the machine do at once: nothing lost, doubled, said over a person or left in silence", async () => {
  const seed = Number(CHAOS_SEED)
  console.log(`CHAOS_SEED=${seed} CHAOS_STEPS=${stepsEach}`)
  const { url, insist } = server
  const { owner, operators } = await furnish()
  const trails: Trail[] = []
  const promised: Promised[] = []
  const erased = new Set<string>()
  let done = 0
  let areGone = false

  /** Says it once, twice at a time, or once more afterwards: each time the same event is answered. */
  async function sayOnce(dice: Dice, text: string, say: (clientId: string) => Promise<Json>): Promise<boolean> {
    const clientId = newClientId()
    const attempts = await Promise.all(
      Array.from({ length: dice.oneOf([1, 1, 1, 2]) }, () => perhaps(() => say(clientId))),
    )
    if (dice.upTo(5) === 0) attempts.push(await perhaps(() => say(clientId)))
    const events = attempts.filter((event) => event !== undefined)
    expect(new Set(events.map(({ id }) => id)).size).toBeLessThanOrEqual(1)
    for (const { id } of events.slice(0, 1)) promised.push({ id, clientId, text })
    return events.length > 0
  }

  function follow(name: string, visitor: VisitorClient): Trail {
    const trail = listen(name, visitor.id, (after) => visitor.stream(after))
    trails.push(trail)
    return trail
  }

  /** @returns the visitor as whom it ended. */
  async function visit(index: number): Promise<VisitorClient> {
    const dice = createDice(seed * 100 + index)
    const arrive = () => insist(() => createVisitorClient(url, "demo", { locale: "en" }))
    let visitor = await arrive()
    let tabs = [follow(`visitor ${index}`, visitor), follow(`visitor ${index}, second tab`, visitor)]
    let email: string | undefined

    for (let step = 0; step < stepsEach; step++, done++) {
      const roll = dice.upTo(20)
      if (roll < 11) {
        const text = `${dice.oneOf(words)} (${index}.${step})`
        expect(await sayOnce(dice, text, (clientId) => visitor.say(text, clientId))).toBeTrue()
      } else if (roll < 13) await insist(() => visitor.askForPerson())
      else if (roll < 14) await insist(() => visitor.close())
      else if (roll < 17) dice.oneOf(tabs).cut()
      else if (roll < 19 || !email) {
        email = `${index}-${step}@mail.example`
        await insist(() => visitor.post("/contact", { email }))
      } else {
        const { items } = await insist(() => owner.api("GET", `/contacts?q=${email}`))
        const racing = perhaps(() => visitor.say("In the middle of it"))
        await perhaps(() => owner.api("POST", `/contacts/${items[0].id}/erase`))
        await racing
        erased.add(visitor.id)
        for (const tab of tabs) tab.isOver = true
        expect((await insist(() => visitor.call("POST", "/api/widget/human", {}))).status).toBe(401)
        visitor = await arrive()
        tabs = [follow(`visitor ${index} anew`, visitor)]
        email = undefined
      }
    }
    return visitor
  }

  async function work(operator: OperatorClient, index: number): Promise<void> {
    const dice = createDice(seed * 1000 + index)
    const trail = listen(operator.name, undefined, (after) => operator.stream(after))
    trails.push(trail)
    for (let count = 0; !areGone; count++) {
      const state = dice.oneOf(["waiting", "waiting", "human&assignee=me", "human", "ai"])
      const item = dice.oneOf(await insist(() => operator.list(`state=${state}&limit=20`)))
      const roll = dice.upTo(20)
      if (roll === 0) await insist(() => operator.setAvailability(dice.oneOf(["away", "offline"])))
      if (roll === 1) await insist(() => operator.setAvailability("online"))
      if (roll === 2) trail.cut()
      if (!item) continue
      const { id } = item
      if (roll < 7) await perhaps(() => operator.takeOver(id, { force: dice.upTo(4) === 0 }))
      else if (roll < 12) {
        const text = `${operator.name} writes ${count}`
        const seen = dice.oneOf([{}, { lastSeenEventId: trail.ids.at(-1) ?? 0 }])
        await sayOnce(dice, text, (clientId) => operator.say(id, text, clientId, seen))
      } else if (roll < 13) await perhaps(() => operator.note(id, `Noted ${count}`))
      else if (roll < 14) await perhaps(() => operator.whisper(id, `Be kind ${count}`))
      else if (roll < 16) {
        const to = dice.oneOf([{ queueId: item.queue.id }, { operatorId: dice.oneOf(operators)!.id }])
        await perhaps(() => operator.transfer(id, to))
      } else if (roll < 19) {
        const bounds = dice.oneOf([{}, { bounds: { returnOn: ["refund"] } }])
        await perhaps(() => operator.api("POST", `/conversations/${id}/handback`, { note: "Go on", ...bounds }))
      } else await perhaps(() => operator.close(id, { recap: "auto" }))
    }
  }

  const visits = Array.from({ length: visitorCount }, (_, index) => visit(index))
  const shifts = operators.map(work)
  const fate = createDice(seed)
  for (const share of [0.2, 0.4, 0.6, 0.8]) {
    await until(() => done >= share * visitorCount * stepsEach, "the load goes on", patient)
    await server.restart({ clean: fate.upTo(3) === 0 })
  }
  const visitors = await Promise.all(visits)
  areGone = true
  await Promise.all(shifts)
  // With nobody left to take them over: of each of these something must come by itself.
  for (const visitor of visitors) {
    await visitor.close()
    await visitor.say("How long do I have to return shoes?")
  }

  const { store, count } = server.openStore()
  await until(() => count("conversations WHERE turn_due IS NOT NULL") === 0, "no answer is owed", patient)
  for (const operator of operators) await operator.setAvailability("offline")
  expect(count("conversations WHERE state = 'human'")).toBe(0)
  const untold = `events e WHERE type = 'state' AND payload ->> '$.to' = 'waiting'
    AND NOT EXISTS (SELECT 1 FROM deliveries WHERE event_id = e.id AND state = 'sent')`
  await until(() => count(untold) === 0, "each wait is told outside", patient)

  const log = store.query("SELECT * FROM events ORDER BY id").all() as Row[]
  const owners = new Map(
    (store.query("SELECT id, visitor_id FROM conversations").all() as Json[]).map((row) => [row.id, row.visitor_id]),
  )
  for (const trail of trails.filter(({ visitorId }) => visitorId === undefined || !erased.has(visitorId))) {
    const { name, visitorId } = trail
    const theirs = log.filter(
      (row) => visitorId === undefined || (row.audience === "both" && owners.get(row.conversation_id) === visitorId),
    )
    const last = theirs.at(-1)?.id ?? 0
    await until(() => (trail.ids.at(-1) ?? 0) >= last, `${name} has got everything`, patient)
    // Operators have also seen what was erased since.
    const known = new Set(log.map(({ id }) => id))
    expect({ name, ids: trail.ids.filter((id) => known.has(id)) }).toEqual({ name, ids: theirs.map(({ id }) => id) })
  }
  for (const trail of trails) {
    expect(trail.ids).toEqual([...new Set(trail.ids)].sort((a, b) => a - b))
    trail.isOver = true
    trail.cut()
  }
  auditPromises(promised, log, store)
  for (const rows of Map.groupBy(log, (row) => row.conversation_id).values()) auditConversation(rows, store)
  expect(log.filter((row) => row.type === "state").length).toBeGreaterThan(2 * visitorCount)
  expect(count("(SELECT 1 FROM deliveries GROUP BY event_id HAVING count(*) > 1)")).toBe(0)
  expect(count("(SELECT 1 FROM conversations WHERE state <> 'closed' GROUP BY visitor_id HAVING count(*) > 1)")).toBe(0)
  expect(store.query("PRAGMA integrity_check").get()).toEqual({ integrity_check: "ok" })
  expect(store.query("PRAGMA foreign_key_check").all()).toEqual([])
  expect(server.log()).not.toMatch(/"level":"error"/)
  store.close()
})

const words = [
  ...["How long do I have to return shoes?", "Do you deliver to Norway?", "What does a resole cost?", "Thanks", "Yes"],
  ...["This is ridiculous, I have asked three times!!", "Can I talk to a human please", "I want my refund now"],
]

type Row = {
  id: number
  conversation_id: string
  type: string
  audience: string
  actor_kind: string
  actor_id: string
  client_id: string | null
  payload: string
}

/** What was answered with a 201 is there once and as it was sent, unless its conversation was erased. */
function auditPromises(promised: Promised[], log: Row[], store: Database): void {
  const byId = new Map(log.map((row) => [row.id, row]))
  const clientIds = log.flatMap(({ client_id }) => client_id ?? [])
  expect(new Set(clientIds).size).toBe(clientIds.length)
  const kept = promised.filter(({ id }) => byId.has(id))
  for (const { id, clientId, text } of kept) {
    const row = byId.get(id)!
    expect([row.client_id, JSON.parse(row.payload).text]).toEqual([clientId, text])
  }
  expect(kept.length).toBeGreaterThan(visitorCount)
  // Only with a whole conversation does anything leave the log.
  expect((store.query("SELECT count(*) AS n FROM events").get() as { n: number }).n).toBe(log.length)
}

function auditConversation(rows: Row[], store: Database): void {
  const id = rows[0]!.conversation_id
  const row = store.query("SELECT * FROM whole_conversations WHERE id = ?").get(id) as Json
  let state = "ai"
  let holder = ""
  let asked = 0
  let answered = 0
  for (const [at, event] of rows.entries()) {
    const payload = JSON.parse(event.payload)
    const where = `${id}#${event.id}`
    if (event.type === "state") {
      expect(`${where} from ${payload.from}`).toBe(`${where} from ${state}`)
      state = payload.to
      // Whoever waits reads so, in the write in which they begin to.
      const isTold = rows.slice(at + 1, at + 6).some(({ type }) => type === "notice")
      if (state === "waiting") expect(`${where} is told: ${isTold}`).toBe(`${where} is told: true`)
    }
    if (event.type === "assignment" && state === "human") holder = payload.operatorId
    if (event.type !== "message") continue
    if (event.actor_kind === "ai") expect([where, state]).toEqual([where, "ai"])
    if (event.actor_kind === "operator") expect([where, state, event.actor_id]).toEqual([where, "human", holder])
    if (event.actor_kind === "visitor") asked = event.id
    else answered = event.id
  }
  const { state: now, deadline_at, reason, last_event_id, visitor_event_id, reply_event_id } = row
  expect({ id, now, last_event_id, visitor_event_id, reply_event_id }).toEqual({
    id,
    now: state,
    last_event_id: rows.at(-1)!.id,
    visitor_event_id: asked,
    reply_event_id: answered,
  })
  if (state === "waiting") expect([id, deadline_at === null, reason === null]).toEqual([id, false, false])
  const tried = rows.findLast(({ type }) => type === "tried")
  const upTo = tried ? JSON.parse(tried.payload).upTo : 0
  if (state === "ai") expect([id, Math.max(answered, upTo) >= asked]).toEqual([id, true])
}

/** Two queues, one of which offers and overflows into the other; operators; a webhook that hears of each wait. */
async function furnish() {
  const owner = await server.signIn("owner@example.com", "owner")
  await owner.api("PUT", "/chatbots/demo", { seats: null })
  const operators: OperatorClient[] = []
  for (const name of ["Dana", "Eli", "Uri"].slice(0, operatorCount)) {
    const email = `${name.toLowerCase()}@shop.example`
    await owner.api("POST", "/operators", server.withPassword({ name, email, seats: ["demo"] }))
    operators.push(await server.signIn(email, "operator"))
  }
  const { queue: backup } = await owner.api("POST", "/queues", { name: "Backup" })
  const members = [{ personId: operators[0]!.id, preference: 1 }]
  const offers = { assignment: "automatic", offerSeconds: 5, overflowSeconds: 5, backupQueueId: backup.id, members }
  const { queue } = await owner.api("POST", "/queues", { name: "First", ...offers })
  // What it says meanwhile is not what is tried here: once a person is called, every word of the AI is one too many.
  const calls = { escalation: { promiseSeconds: 10 }, fallback: { keepAnswering: false } }
  await owner.api("PUT", "/chatbots/demo", { queueId: queue.id, ...calls })
  await owner.api("POST", "/webhooks", { url: `${receiver.url}/hook`, events: ["conversation.waiting"] })
  return { owner, operators }
}

/** Reads until it is over, coming back by the id of what it got last. */
function listen(
  name: string,
  visitorId: string | undefined,
  open: (after: number) => ReturnType<VisitorClient["stream"]>,
): Trail {
  const trail: Trail = { name, visitorId, ids: [], cut: () => {}, isOver: false }
  void (async () => {
    while (!trail.isOver) {
      await server.untilUp(() => trail.isOver)
      const before = trail.ids
      const stream = open(before.at(-1) ?? 0)
      trail.cut = () => void stream.cut()
      await until(
        () => {
          trail.ids = [...before, ...stream.ids]
          return stream.isOver || trail.isOver
        },
        "the stream ends",
        { timeoutMs: mostMs, everyMs: 20 },
      )
      trail.ids = [...before, ...stream.ids]
    }
  })().catch(() => {})
  return trail
}

/** Chance that can be repeated (mulberry32). */
function createDice(seed: number) {
  let state = (seed + 1) * 0x9e3779b9
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const upTo = (most: number) => Math.floor(next() * most)
  return { upTo, oneOf: <T>(these: readonly T[]): T => these[upTo(these.length)]! }
}
