import { afterEach, expect, test } from "bun:test"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { openDatabase } from "../db/open"
import { createLog } from "../log"
import { createClock } from "../testing/test-app"
import { until } from "../testing/until"
import { createOutbox, type NewDelivery, type Outcome } from "./outbox"
import type { Delivery } from "./outbox-store"
import { maxAttempts, pauseAfter } from "./retry"

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

type Answer = (delivery: Delivery, signal: AbortSignal) => Outcome | Promise<Outcome>

/** An outbox on a real file, with a target that answers what the test says. */
function startOutbox(answer: Answer) {
  const folder = mkdtempSync(join(tmpdir(), "baton-outbox-"))
  const { db } = openDatabase(folder, () => undefined)
  const clock = createClock()
  const sent: Delivery[] = []
  let last = 0
  async function sender(delivery: Delivery, signal: AbortSignal): Promise<Outcome> {
    sent.push(delivery)
    return answer(delivery, signal)
  }
  const open = () =>
    createOutbox({
      db,
      senders: { email: sender, slack: sender, webhook: sender, push: sender, hubspot: sender },
      log: createLog("error", clock.now, () => undefined),
      now: clock.now,
      newId: () => `delivery-${++last}`,
      chance: () => 0.5,
    })
  let outbox = open()
  outbox.start()
  stops.push(async () => {
    await outbox.stop()
    await db.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    db,
    clock,
    sent,
    get outbox() {
      return outbox
    },
    enqueue: (it: Partial<NewDelivery> = {}) =>
      db.write((tx) => outbox.enqueue(tx, { channel: "webhook", target: "shop", payload: { n: 1 }, ...it })),
    find: (id: string) => outbox.store.find(id)!,
    advance(ms: number): void {
      clock.advance(ms)
      outbox.runDue()
    },
    async restart(): Promise<void> {
      await outbox.stop()
      outbox = open()
      outbox.start()
    },
    quiet: () => until(() => outbox.sendingCount === 0, "the outbox is quiet"),
  }
}

const sentWell: Outcome = { is: "sent", answer: "200 OK" }

test("a delivery is sent when the write that caused it is committed, and not when it was refused", async () => {
  const { db, outbox, sent, enqueue, find, quiet } = startOutbox(() => sentWell)

  const refused = db.write((tx) => {
    outbox.enqueue(tx, { channel: "webhook", target: "shop", payload: {} })
    throw new Error("refused")
  })
  await expect(refused).rejects.toThrow("refused")
  const id = await enqueue()
  await until(() => sent.length > 0, "it is sent")
  await quiet()

  expect(sent.map((each) => each.id)).toEqual([id])
  expect(find(id)).toMatchObject({ state: "sent", attempts: 1, answer: "200 OK" })
})

test("pauses grow from half a minute to a day, with jitter, and end in a dead letter that keeps its error", async () => {
  let isUp = false
  const box = startOutbox(() => (isUp ? sentWell : { is: "failed", answer: "503 Service Unavailable" }))
  const id = await box.enqueue()
  const pauses: number[] = []
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    await until(() => box.sent.length === attempt, `attempt ${attempt} is made`)
    await box.quiet()
    if (attempt === maxAttempts) break
    const wait = box.find(id).nextAt - box.clock.now()
    pauses.push(wait / 1000)
    box.advance(wait - 1)
    expect(box.sent.length).toBe(attempt)
    box.advance(1)
  }

  expect(pauses[0]).toBe(30)
  expect(pauses.at(-1)).toBe(24 * 3600)
  expect([pauseAfter(1, 0), pauseAfter(1, 1)]).toEqual([24_000, 36_000])
  expect(box.find(id)).toMatchObject({ state: "dead", answer: "503 Service Unavailable" })

  isUp = true
  await box.outbox.sendAgain(id)
  await until(() => box.find(id).state === "sent", "the dead letter is sent again")

  expect(new Set(box.sent.map((each) => each.id))).toEqual(new Set([id]))
})

test("ten thousand deliveries to a dead target delay no other, and the target is asked once a pause", async () => {
  const box = startOutbox(({ target }) => (target === "dead" ? { is: "failed", answer: "refused" } : sentWell))
  await box.db.write((tx) => {
    for (let n = 0; n < 10_000; n++) box.outbox.enqueue(tx, { channel: "webhook", target: "dead", payload: { n } })
  })
  await until(() => box.sent.length > 0, "the dead target is tried")
  await box.quiet()
  const tried = box.sent.length

  const ids = await Promise.all(Array.from({ length: 50 }, () => box.enqueue({ target: "alive" })))
  await until(() => ids.every((id) => box.find(id).state === "sent"), "the others are sent")
  // The clock has not moved since: nothing had to wait for the dead one's pause.
  box.advance(40_000)
  await until(() => box.sent.filter(({ target }) => target === "dead").length > tried, "the dead one is tried again")
  await box.quiet()

  expect(tried).toBeLessThanOrEqual(4)
  expect(box.sent.filter(({ target }) => target === "dead").length).toBe(tried + 1)
})

test("one key has one open delivery, which carries what came last; what is under way does not change", async () => {
  const answers: (() => void)[] = []
  const box = startOutbox(async () => {
    await new Promise<void>((resolve) => answers.push(resolve))
    return sentWell
  })
  const later = box.clock.now() + 60_000
  const first = await box.enqueue({ key: "k", payload: { n: 1 }, notBefore: later })
  const second = await box.enqueue({ key: "k", payload: { n: 2 }, notBefore: later })
  expect(second).toBe(first)
  box.advance(60_000)
  await until(() => box.sent.length === 1, "it is under way")

  const third = await box.enqueue({ key: "k", payload: { n: 3 } })
  await until(() => box.sent.length === 2, "the newer one is under way too")
  for (const answer of answers) answer()
  await box.quiet()

  expect(third).not.toBe(first)
  expect(box.sent.map(({ payload }) => payload)).toEqual([{ n: 2 }, { n: 3 }])
  expect([box.find(first).state, box.find(third).state]).toEqual(["sent", "sent"])
})

test("what nobody wants any more is not sent: withdrawn by its conversation, or too late", async () => {
  const box = startOutbox(() => sentWell)
  await box.db.write(() => undefined)
  const late = await box.enqueue({ notBefore: box.clock.now() + 1000, expiresAt: box.clock.now() + 500 })

  box.advance(2000)
  await until(() => box.find(late).state !== "pending", "it is looked at")

  expect(box.find(late)).toMatchObject({ state: "withdrawn", answer: "Too late to be of use" })
  expect(box.sent).toEqual([])
})

test("a target that never answers is given up after its time limit and tried again later", async () => {
  const box = startOutbox((_, signal) => new Promise((_resolve, reject) => signal.addEventListener("abort", reject)))
  const id = await box.enqueue({ channel: "slack" })
  await until(() => box.sent.length === 1, "it is under way")
  // The limit is real time; what is tested is that a stop cuts it off and that it stays owed.
  await box.restart()
  await until(() => box.sent.length === 2, "the next start takes it up")

  expect(box.find(id)).toMatchObject({ state: "pending", attempts: 2 })
  expect(box.sent.map((each) => each.id)).toEqual([id, id])
}, 120_000)

test("a refusal for good is a dead letter at once, and the next of that target goes out", async () => {
  const box = startOutbox(({ payload }) =>
    (payload as { n: number }).n === 1 ? { is: "refused", answer: "550 No such user" } : sentWell,
  )
  const bad = await box.enqueue({ channel: "email", payload: { n: 1 } })
  const good = await box.enqueue({ channel: "email", payload: { n: 2 } })
  await until(() => box.find(good).state === "sent", "the next one is sent")

  expect(box.find(bad)).toMatchObject({ state: "dead", answer: "550 No such user" })
})

test("a sender may say “not yet”, which is no attempt", async () => {
  let isTime = false
  const box = startOutbox((delivery) => (isTime ? sentWell : { is: "postponed", until: delivery.nextAt + 60_000 }))
  const id = await box.enqueue()
  await until(() => box.find(id).nextAt > box.clock.now(), "it is put off")
  await box.quiet()
  expect(box.find(id)).toMatchObject({ state: "pending", attempts: 0 })

  isTime = true
  box.advance(60_000)
  await until(() => box.find(id).state === "sent", "it is sent")

  expect(box.find(id).attempts).toBe(1)
})

test("a clock that is set back makes nothing wait longer: what was due in a minute is due in a minute", async () => {
  let isBroken = true
  const box = startOutbox(() => (isBroken ? { is: "failed", answer: "down" } : sentWell))
  const failed = await box.enqueue()
  await until(() => box.find(failed).answer, "it was tried")
  await box.quiet()
  const timed = await box.enqueue({ target: "other", notBefore: box.clock.now() + 30_000 })
  isBroken = false

  box.clock.advance(-3600_000)
  const later = await box.enqueue({ target: "third", notBefore: box.clock.now() + 3000_000 })
  await box.quiet()
  box.advance(59_000)
  await until(() => box.find(failed).state === "sent" && box.find(timed).state === "sent", "both are sent")
  box.advance(60_000)
  await box.quiet()

  expect(box.find(later).state).toBe("pending")
})

test("a clock that was set back while Baton was stopped makes nothing wait longer either", async () => {
  const box = startOutbox(() => sentWell)
  const timed = await box.enqueue({ notBefore: box.clock.now() + 30_000 })
  await box.outbox.stop()

  box.clock.advance(-3600_000)
  await box.restart()
  box.advance(31_000)
  await until(() => box.find(timed).state === "sent", "it is sent")
})

test("what is long finished is forgotten, dead letters last", async () => {
  const box = startOutbox(({ target }) => (target === "dead" ? { is: "refused", answer: "no" } : sentWell))
  const sent = await box.enqueue()
  const dead = await box.enqueue({ target: "dead" })
  await until(() => box.find(sent).state === "sent" && box.find(dead).state === "dead", "both are finished")

  box.clock.advance(15 * 24 * 3600_000)
  await box.outbox.removeOld()

  expect(box.outbox.store.find(sent)).toBeUndefined()
  expect(box.find(dead).state).toBe("dead")
})

test("who asks to be left alone for some seconds gets it then, and it is no failed attempt", async () => {
  let isBusy = true
  const box = startOutbox(() =>
    isBusy ? { is: "failed", answer: "429 Too Many Requests", retryAfterMs: 5000 } : sentWell,
  )
  const id = await box.enqueue({ channel: "slack" })
  await until(() => box.find(id).answer, "it was tried")
  await box.quiet()
  expect(box.find(id)).toMatchObject({ state: "pending", attempts: 0, nextAt: box.clock.now() + 5000 })

  isBusy = false
  box.advance(5000)
  await until(() => box.find(id).state === "sent", "it is sent")
})

test("what failed at a target goes at once when that is repaired; what is too early still waits", async () => {
  let isUp = false
  const box = startOutbox(() => (isUp ? sentWell : { is: "failed", answer: "535 Wrong password" }))
  const early = await box.enqueue({ channel: "email", notBefore: box.clock.now() + 3600_000 })
  const tried = await box.enqueue({ channel: "email" })
  await until(() => box.find(tried).answer, "it was tried")
  await box.quiet()
  box.advance(60_000)
  await until(() => box.find(tried).attempts === 2, "it was tried again")
  await box.quiet()

  isUp = true
  await box.db.write((tx) => box.outbox.retryChannel(tx, "email"))
  await until(() => box.find(tried).state === "sent", "it goes without waiting for its pause")
  expect(box.find(early)).toMatchObject({ state: "pending", attempts: 0 })
})

test("what may have arrived does not change under its id: a newer one of its key replaces it under another", async () => {
  let isUp = false
  const box = startOutbox(() => (isUp ? sentWell : { is: "failed", answer: "No answer" }))
  const first = await box.enqueue({ key: "k", payload: { n: 1 } })
  await until(() => box.find(first).answer, "it was tried")
  await box.quiet()
  const second = await box.enqueue({ key: "k", payload: { n: 2 } })
  isUp = true
  box.advance(60_000)
  await until(() => box.find(second).state === "sent", "the newer one is sent")

  expect(box.find(first)).toMatchObject({ state: "withdrawn", payload: { n: 1 } })
  expect(box.sent.map(({ id, payload }) => [id, payload])).toEqual([
    [first, { n: 1 }],
    [second, { n: 2 }],
  ])
})

test("what was tried until nobody wants it any more is a dead letter, and goes all the same if the owner says so", async () => {
  let isUp = false
  const box = startOutbox(() => (isUp ? sentWell : { is: "failed", answer: "503 Service Unavailable" }))
  const id = await box.enqueue({ key: "k", expiresAt: box.clock.now() + 60_000 })
  await until(() => box.find(id).answer, "it was tried")
  await box.quiet()
  box.advance(61_000)
  await until(() => box.find(id).state !== "pending", "it is given up")

  expect(box.find(id)).toMatchObject({ state: "dead", answer: "Given up: 503 Service Unavailable" })
  expect(box.sent).toHaveLength(1)

  isUp = true
  // A newer one of its key is on its way: they do not replace each other.
  const newer = await box.enqueue({ key: "k", notBefore: box.clock.now() + 60_000 })
  await box.outbox.sendAgain(id)
  await until(() => box.find(id).state === "sent", "it is sent")
  box.advance(60_000)
  await until(() => box.find(newer).state === "sent", "the newer one is sent too")
})

test("letters to one address that are due at different times each go at theirs", async () => {
  const box = startOutbox(() => sentWell)
  const at = box.clock.now()
  const later = await box.enqueue({ channel: "email", notBefore: at + 120_000 })
  const sooner = await box.enqueue({ channel: "email", notBefore: at + 60_000 })
  for (const id of [sooner, later]) {
    const before = box.sent.length
    box.advance(59_999)
    await box.quiet()
    expect(box.sent.length).toBe(before)
    box.advance(1)
    await until(() => box.find(id).state === "sent", "it goes")
    await box.quiet()
  }
})

test("what is taken back in the moment in which it would go is not sent", async () => {
  const box = startOutbox(() => sentWell)
  const id = await box.enqueue({ notBefore: box.clock.now() + 1000 })
  const taken = box.db.write((tx) => box.outbox.store.finish(tx, id, "withdrawn", "Somebody came", box.clock.now()))
  box.advance(1000)
  await taken
  await box.quiet()

  expect(box.sent).toEqual([])
  expect(box.find(id).state).toBe("withdrawn")
})

test("what is replaced in the moment in which it goes goes as it was, and what replaced it goes too", async () => {
  const box = startOutbox(() => sentWell)
  const old = await box.enqueue({ key: "noa", payload: { n: 1 }, notBefore: box.clock.now() + 1000 })
  const replaced = box.enqueue({ key: "noa", payload: { n: 2 } })
  box.advance(1000)
  const newer = await replaced
  await until(() => box.find(newer).state === "sent", "the newer one is sent")
  await box.quiet()

  expect(newer).not.toBe(old)
  expect(box.sent.map(({ payload }) => payload)).toEqual([{ n: 1 }, { n: 2 }])
})

test("who asks for patience at the last attempt is given it: that is no dead letter", async () => {
  let answer: Outcome = { is: "failed", answer: "503 Service Unavailable" }
  const box = startOutbox(() => answer)
  const id = await box.enqueue()
  for (let attempt = 1; attempt < maxAttempts; attempt++) {
    await until(() => box.sent.length === attempt, `attempt ${attempt} is made`)
    await box.quiet()
    if (attempt === maxAttempts - 1) answer = { is: "failed", answer: "429 Too Many Requests", retryAfterMs: 5000 }
    box.advance(box.find(id).nextAt - box.clock.now())
  }
  await until(() => box.sent.length === maxAttempts, "the last attempt is made")
  await box.quiet()
  expect(box.find(id)).toMatchObject({ state: "pending", attempts: maxAttempts - 1 })

  answer = sentWell
  box.advance(5000)
  await until(() => box.find(id).state === "sent", "it is sent")
})

test("what is still to be sent is not sent again, and keeps its time", async () => {
  const box = startOutbox(() => sentWell)
  const at = box.clock.now() + 60_000
  const id = await box.enqueue({ notBefore: at })
  await expect(box.outbox.sendAgain(id)).rejects.toThrow("This is still being sent")
  await expect(box.outbox.sendAgain("another")).rejects.toThrow("no such delivery")
  await box.quiet()

  expect(box.sent).toEqual([])
  expect(box.find(id)).toMatchObject({ state: "pending", nextAt: at })
})

test("what a target that was reached will not take holds up nothing else, and is tried again in its own time", async () => {
  let isTaken = false
  const box = startOutbox(({ payload }) =>
    payload === "odd" && !isTaken ? { is: "failed", answer: "restricted_action", isOfOne: true } : sentWell,
  )
  const odd = await box.enqueue({ channel: "slack", payload: "odd" })
  await until(() => box.find(odd).answer, "it was tried")
  await box.quiet()
  const others = [await box.enqueue({ channel: "slack" }), await box.enqueue({ channel: "slack" })]
  await until(() => others.every((id) => box.find(id).state === "sent"), "the others are sent")
  expect(box.find(odd)).toMatchObject({ state: "pending", attempts: 1 })
  expect(box.find(odd).nextAt).toBeGreaterThan(box.clock.now())

  isTaken = true
  box.advance(60_000)
  await until(() => box.find(odd).state === "sent", "it is sent")
})

test("what the store would not write down is tried again a second later, and not again and again until then", async () => {
  for (const channel of ["email", "webhook"] as const) {
    const box = startOutbox(() => sentWell)
    await box.db.write(() => {
      const refuse = "CREATE TRIGGER refuse BEFORE UPDATE ON deliveries BEGIN SELECT RAISE(ABORT, 'no room'); END"
      box.db.inWrite<[]>(refuse).run()
    })
    let refusals = 0
    box.db.onRollback(() => {
      refusals += 1
    })
    const id = await box.enqueue({ channel })
    await until(() => refusals > 0 && box.outbox.sendingCount === 0, "the store has refused it")
    const before = refusals
    box.advance(999)
    for (let turn = 0; turn < 20; turn++) await box.db.write(() => undefined)
    expect(refusals).toBe(before)
    expect(box.sent).toEqual([])

    await box.db.write(() => void box.db.inWrite<[]>("DROP TRIGGER refuse").run())
    box.advance(1)
    await until(() => box.sent.length > 0, "it is sent")
    await box.quiet()
    expect(box.sent.map((each) => each.id)).toEqual([id])
    expect(box.find(id)).toMatchObject({ state: "sent", attempts: 1 })
  }
})
