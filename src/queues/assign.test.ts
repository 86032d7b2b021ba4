import { afterEach, describe, expect, setDefaultTimeout, test } from "bun:test"
import * as cast from "../testing/cast"
import type { OperatorClient } from "../testing/clients"
import { startTestApp, type TestApp } from "../testing/test-app"
import { until } from "../testing/until"

// For a busy machine.
setDefaultTimeout(20_000)

let app: TestApp
afterEach(() => app.stop())

const offeredTo = (id: string) => app.parts.queues.findWaiting(id)?.offeredTo ?? null
const nameOf = (id: string | null | undefined) => app.parts.people.find(id ?? "")?.name

async function begin(change: Record<string, unknown> = {}) {
  app = await startTestApp({ chatbot: { aiEnabled: false } })
  const owner = await app.owner()
  await owner.api("PUT", `/queues/${cast.team}`, { assignment: "automatic", ...change })
  return owner
}

async function waitingVisitor(name = "noa"): Promise<string> {
  const visitor = await app.visitor({ ...cast.noa, locale: "en", timezone: name })
  return (await visitor.say("Hello?")).conversationId
}

describe("automatic assignment", () => {
  test("offers a waiting conversation to an operator as soon as one is there", async () => {
    await begin()
    const id = await waitingVisitor()
    expect(offeredTo(id)).toBeNull()
    const dana = await app.operator("dana")
    await dana.setAvailability("online")

    await until(() => offeredTo(id) === dana.id, "Dana is offered it")
    const events = app.parts.events.list(id)
    expect(events.filter(({ type }) => type === "assignment").at(-1)?.payload).toMatchObject({
      operatorId: dana.id,
      reason: "offered",
    })
  })

  test("an offer that nobody takes goes to the next operator, and is recorded", async () => {
    await begin({ offerSeconds: 30 })
    const [dana, eli] = [await app.operator("dana"), await app.operator("eli")]
    await dana.setAvailability("online")
    await eli.setAvailability("online")
    const id = await waitingVisitor()
    await until(() => offeredTo(id) !== null, "somebody is offered it")
    const first = offeredTo(id)!

    app.clock.advance(31_000)
    await app.tick()

    await until(() => offeredTo(id) !== null && offeredTo(id) !== first, "the next operator is offered it")
    const reasons = app.parts.events
      .list(id)
      .flatMap((event) => (event.type === "assignment" ? [event.payload.reason] : []))
    expect(reasons).toEqual(["live_chat", "offered", "offer_passed", "offered"])
    expect([nameOf(first), nameOf(offeredTo(id))].sort()).toEqual(["Dana", "Eli"])
  })

  test("a flood is spread under the limits, and the rest goes on waiting in order", async () => {
    await begin({ memberLimit: 2 })
    const [dana, eli] = [await app.operator("dana"), await app.operator("eli")]
    await dana.setAvailability("offline")
    await eli.setAvailability("offline")
    const ids: string[] = []
    for (let n = 0; n < 7; n++) {
      ids.push(await waitingVisitor(`v${n}`))
      app.clock.advance(1000)
    }
    await until(() => app.parts.assigner.list.size === 7, "all seven stand in line")
    await dana.setAvailability("online")
    await eli.setAvailability("online")

    await until(() => ids.filter((id) => offeredTo(id)).length === 4, "four are offered")
    expect(ids.slice(0, 4).every((id) => offeredTo(id) !== null)).toBe(true)
    const held = (operator: OperatorClient) => ids.filter((id) => offeredTo(id) === operator.id)
    expect([held(dana).length, held(eli).length]).toEqual([2, 2])

    // One is done: the next in line is offered at once.
    const done = held(dana)[0]!
    await dana.takeOver(done)
    await dana.close(done)
    await until(() => offeredTo(ids[4]!) === dana.id, "Dana is offered the fifth")
    expect(offeredTo(ids[5]!)).toBeNull()
  })

  test("whoever spoke with a visitor before is asked first", async () => {
    await begin()
    const [dana, eli] = [await app.operator("dana"), await app.operator("eli")]
    await dana.setAvailability("online")
    await eli.setAvailability("online")
    const visitor = await app.visitor()
    const { conversationId } = await visitor.say("Hello?")
    await eli.say(conversationId, "Hi, Eli here.")
    await eli.close(conversationId)
    // Eli holds one more than Dana, and is still the one whom the visitor knows.
    const other = await waitingVisitor("other")
    await until(() => offeredTo(other) !== null, "the other one is offered")
    await eli.takeOver(other)

    const again = await visitor.say("It's me again")
    await until(() => offeredTo(again.conversationId) !== null, "it is offered again")
    expect(nameOf(offeredTo(again.conversationId))).toBe("Eli")
  })

  test("of several who spoke with a visitor before, whom they heard last is asked first", async () => {
    await begin()
    const [dana, eli] = [await app.operator("dana"), await app.operator("eli")]
    for (const operator of [dana, eli]) await operator.setAvailability("online")
    for (const [last, other] of [
      [dana, eli],
      [eli, dana],
    ] as const) {
      const visitor = await app.visitor()
      for (const operator of [other, last]) {
        const { conversationId } = await visitor.say("Hello?")
        await operator.say(conversationId, "Here I am.")
        await operator.close(conversationId)
      }
      const { conversationId: id } = await visitor.say("It is me again")
      await until(() => offeredTo(id) !== null, "somebody is offered it")
      expect(nameOf(offeredTo(id))).toBe(nameOf(last.id))
      await visitor.close()
    }
  })

  test("nobody is offered what they may not see", async () => {
    await begin()
    await (await app.operator("uri")).setAvailability("online")
    const id = await waitingVisitor()
    await app.tick()
    const dana = await app.operator("dana")
    await dana.setAvailability("online")

    await until(() => offeredTo(id) === dana.id, "Dana, who has a seat, is offered it")
  })

  test("what everybody let pass is not offered round again, holds up nobody behind it, and begins anew with the next wait", async () => {
    await begin({ offerSeconds: 30 })
    const [dana, eli] = [await app.operator("dana"), await app.operator("eli")]
    for (const each of [dana, eli]) await each.setAvailability("online")
    const id = await waitingVisitor()
    await until(() => offeredTo(id) !== null, "the first is offered it")
    const first = offeredTo(id)
    app.clock.advance(31_000)
    await app.tick()
    await until(() => offeredTo(id) !== null && offeredTo(id) !== first, "the second is offered it")
    app.clock.advance(31_000)
    await app.tick()
    await until(() => offeredTo(id) === null, "it was let pass twice")

    const behind = await waitingVisitor("behind")
    await until(() => offeredTo(behind) !== null, "the next in line is offered")
    expect(offeredTo(id)).toBeNull()

    await eli.takeOver(id)
    await eli.setAvailability("offline")
    await until(() => offeredTo(id) === dana.id, "Dana is asked in this wait too")
  })

  test("whoever lets the one pass that filled their last place is offered the next, without anything else happening", async () => {
    await begin({ memberLimit: 1, offerSeconds: 30 })
    const dana = await app.operator("dana")
    await dana.setAvailability("online")
    const first = await waitingVisitor("first")
    await until(() => offeredTo(first) === dana.id, "Dana is offered the first")
    app.clock.advance(10_000)
    // That she has come is noted and told by now, so that nothing but the end of the offer wakes anybody.
    await app.tick()
    const second = await waitingVisitor("second")
    await until(() => app.parts.assigner.list.size === 2, "both stand in line")
    expect(offeredTo(second)).toBeNull()

    app.clock.advance(30_000)
    await app.tick()
    await until(() => offeredTo(second) === dana.id, "Dana is offered the second")
    expect(offeredTo(first)).toBeNull()
  })

  test("a takeover by anybody ends the offer", async () => {
    await begin()
    const [dana, eli] = [await app.operator("dana"), await app.operator("eli")]
    await dana.setAvailability("online")
    const id = await waitingVisitor()
    await until(() => offeredTo(id) === dana.id, "Dana is offered it")

    await eli.takeOver(id)

    expect(app.parts.conversations.find(id)?.lifecycle).toMatchObject({ state: "human", operatorId: eli.id })
    app.clock.advance(60_000)
    await app.tick()
    expect(app.parts.conversations.find(id)?.offeredTo).toBeNull()
    expect(app.parts.assigner.list.size).toBe(0)
  })
})

describe("an offer", () => {
  const reasonsOf = (id: string) =>
    app.parts.events.list(id).flatMap((event) => (event.type === "assignment" ? [event.payload.reason] : []))

  /** Two who are asked one after the other, and a second queue for Dana alone. */
  async function beginTwo(offerSeconds: number) {
    const owner = await begin({ offerSeconds })
    const [dana, eli] = [await app.operator("dana"), await app.operator("eli")]
    const members = [dana, eli].map(({ id }, at) => ({ personId: id, preference: at + 1 }))
    await owner.api("PUT", `/queues/${cast.team}`, { members })
    const given = { name: "Returns", assignment: "automatic", members: members.slice(0, 1) }
    const { queue: returns } = await owner.api("POST", "/queues", given)
    for (const each of [dana, eli]) await each.setAvailability("online")
    const id = await waitingVisitor()
    await until(() => offeredTo(id) === dana.id, "Dana is offered it")
    return { owner, id, dana, eli, returns }
  }
  /** The offer to Dana has run out, and Baton is about to notice. */
  async function runOut() {
    const two = await beginTwo(30)
    app.clock.advance(31_000)
    return two
  }

  test("stands only while whom it was made to is there; back again, they are asked again", async () => {
    const { id, dana, eli } = await beginTwo(3600)

    await dana.setAvailability("away")
    await until(() => offeredTo(id) === eli.id, "nobody who is away is waited for: Eli is offered it")
    await dana.setAvailability("online")
    expect(offeredTo(id)).toBe(eli.id)
    await eli.call("DELETE", "/api/v1/session")
    await until(() => offeredTo(id) === dana.id, "Eli signed out: Dana, who let nothing pass, is asked again")
    expect(reasonsOf(id)).toEqual([
      ...["live_chat", "offered", "offer_withdrawn", "offered", "offer_withdrawn", "offered"],
    ])
  })

  test("ends with the seat that it needs", async () => {
    const { id, owner, dana, eli } = await beginTwo(3600)
    const { isOwner, isOperator, email, name } = app.parts.people.find(dana.id)!

    await owner.api("PUT", `/operators/${dana.id}`, { email, name, isOwner, isOperator, seats: [] })
    await until(() => offeredTo(id) === eli.id, "Eli is offered it")
  })

  test("ends by the clock where somebody is lost without a word", async () => {
    const { id, dana, eli } = await beginTwo(3600)

    app.clock.advance(60_000)
    await eli.api("GET", "/me")
    await app.tick()
    expect(offeredTo(id)).toBe(dana.id)
    app.clock.advance(60_000)
    await app.tick()
    await until(() => offeredTo(id) === eli.id, "Dana's browser was not heard of again: Eli is offered it")
  })

  test("is made to nobody who leaves in the moment in which it is made", async () => {
    const { id, eli } = await runOut()
    const leaving = app.parts.accounts.setAvailability(eli.id, "away")
    await app.parts.assigner.runDue()
    await leaving

    await until(() => reasonsOf(id).includes("offer_passed"), "Dana's offer is over")
    expect(offeredTo(id)).toBeNull()
    expect(reasonsOf(id)).toEqual(["live_chat", "offered", "offer_passed"])
  })

  test("is passed on once, though several look at the same moment", async () => {
    const { id, eli } = await runOut()
    const { assigner } = app.parts
    await Promise.all([assigner.runDue(), assigner.runDue(), assigner.runDue()])
    await until(() => offeredTo(id) === eli.id, "Eli is offered it")
    assigner.wake()
    for (let turn = 0; turn < 10; turn++) await app.db.write(() => undefined)

    expect(offeredTo(id)).toBe(eli.id)
    expect(reasonsOf(id)).toEqual(["live_chat", "offered", "offer_passed", "offered"])
  })

  test("is made in no queue that the visitor has just left", async () => {
    const { id, dana, eli, returns } = await runOut()
    const passing = app.parts.commands.transferToQueue(id, app.parts.people.find(eli.id)!, returns.id)
    await app.parts.assigner.runDue()
    await passing

    await until(() => offeredTo(id) !== null, "a member of the other queue is offered it")
    expect(offeredTo(id)).toBe(dana.id)
  })

  test("belongs to one wait: what was taken over and given back in the same moment is offered as if for the first time", async () => {
    const { id, dana, eli } = await runOut()
    const { commands, people } = app.parts
    const person = people.find(eli.id)!
    const taking = commands.takeOver(id, person)
    const giving = commands.transferToQueue(id, person, cast.team)
    await app.parts.assigner.runDue()
    await Promise.all([taking, giving])

    await until(() => offeredTo(id) !== null, "it is offered")
    expect(offeredTo(id)).toBe(dana.id)
  })

  test("that was ended by a hand in the moment in which it ran out is not said to have run out", async () => {
    const { id, eli } = await runOut()
    const passing = app.parts.commands.transferToQueue(id, app.parts.people.find(eli.id)!, cast.team)
    await app.parts.assigner.runDue()
    await passing

    await until(() => offeredTo(id) !== null, "it is offered")
    expect(reasonsOf(id)).toEqual(["live_chat", "offered", "transfer", "offered"])
  })
})

describe("overflow", () => {
  test("goes to the backup at once when nobody of the queue is there, and the visitor is told the truth", async () => {
    const owner = await begin()
    const [dana, eli] = [await app.operator("dana"), await app.operator("eli")]
    const { queue: backup } = await owner.api("POST", "/queues", {
      name: "Backup",
      assignment: "automatic",
      members: [{ personId: eli.id, preference: 1 }],
    })
    await owner.api("PUT", `/queues/${cast.team}`, {
      members: [{ personId: dana.id, preference: 1 }],
      backupQueueId: backup.id,
    })
    await dana.setAvailability("away")
    await eli.setAvailability("online")
    const visitor = await app.visitor()
    const { conversationId: id } = await visitor.say("Hello?")

    await until(() => offeredTo(id) === eli.id, "Eli is offered it")
    expect(app.parts.conversations.find(id)?.queueId).toBe(backup.id)
    const notices = (await visitor.events()).filter((event) => event.type === "notice")
    expect(notices.at(-1)).toMatchObject({ code: "overflow", text: expect.stringContaining("Backup") })
  })

  test("waits its time where somebody is there, then overflows, also across a restart", async () => {
    const owner = await begin({ assignment: "open", overflowSeconds: 60 })
    const [dana, eli] = [await app.operator("dana"), await app.operator("eli")]
    const { queue: backup } = await owner.api("POST", "/queues", {
      name: "Backup",
      members: [{ personId: eli.id, preference: 1 }],
    })
    await owner.api("PUT", `/queues/${cast.team}`, {
      members: [{ personId: dana.id, preference: 1 }],
      backupQueueId: backup.id,
    })
    await dana.setAvailability("online")
    await eli.setAvailability("online")
    const id = await waitingVisitor()
    app.clock.advance(40_000)
    await app.tick()
    expect(app.parts.conversations.find(id)?.queueId).toBe(cast.team)

    await app.restart({ clean: false })
    app.clock.advance(21_000)
    await (await app.operator("eli")).setAvailability("online")
    await app.tick()

    await until(() => app.parts.conversations.find(id)?.queueId === backup.id, "it overflows")
  })

  test("does not wait its time where the last of the queue was lost without a word", async () => {
    const owner = await begin({ assignment: "open", overflowSeconds: 3600 })
    const [dana, eli] = [await app.operator("dana"), await app.operator("eli")]
    const { queue: backup } = await owner.api("POST", "/queues", {
      name: "Backup",
      members: [{ personId: eli.id, preference: 1 }],
    })
    await owner.api("PUT", `/queues/${cast.team}`, {
      members: [{ personId: dana.id, preference: 1 }],
      backupQueueId: backup.id,
    })
    for (const each of [dana, eli]) await each.setAvailability("online")
    const stream = eli.stream()
    await stream.response
    const id = await waitingVisitor()
    app.clock.advance(60_000)
    await app.tick()
    expect(app.parts.conversations.find(id)?.queueId).toBe(cast.team)

    app.clock.advance(60_000)
    await app.tick()

    await until(() => app.parts.conversations.find(id)?.queueId === backup.id, "it goes to where somebody is")
    await stream.cut()
  })

  test("comes by the clock alone, and whoever then loses their operator begins again where they came in", async () => {
    const owner = await begin({ assignment: "open", overflowSeconds: 60 })
    const [dana, eli] = [await app.operator("dana"), await app.operator("eli")]
    const add = async (name: string, personId: string) =>
      (await owner.api("POST", "/queues", { name, members: [{ personId, preference: 1 }] })).queue.id as string
    const [backup, returns] = [await add("Backup", eli.id), await add("Returns", dana.id)]
    await owner.api("PUT", `/queues/${cast.team}`, {
      members: [{ personId: dana.id, preference: 1 }],
      backupQueueId: backup,
    })
    for (const each of [dana, eli]) await each.setAvailability("online")
    const queueOf = (id: string) => app.parts.conversations.find(id)!.queueId
    const [one, other] = [await waitingVisitor("one"), await waitingVisitor("other")]
    app.clock.advance(61_000)
    await app.tick()
    await until(() => [one, other].every((id) => queueOf(id) === backup), "both overflow")

    for (const id of [one, other]) await eli.takeOver(id)
    // Passed on by a person, it came in there.
    await eli.transfer(other, { queueId: returns })
    await dana.takeOver(other)
    await eli.setAvailability("offline")
    expect(queueOf(one)).toBe(cast.team)
    await dana.setAvailability("offline")
    expect(queueOf(other)).toBe(returns)
  })

  test("each queue of a chain has its own time, counted from when it went there", async () => {
    const owner = await begin({ assignment: "open", overflowSeconds: 60 })
    const [dana, eli] = [await app.operator("dana"), await app.operator("eli")]
    const add = async (name: string, personId: string, more = {}) =>
      (await owner.api("POST", "/queues", { name, members: [{ personId, preference: 1 }], ...more })).queue.id as string
    const last = await add("Last", dana.id)
    const middle = await add("Middle", eli.id, { overflowSeconds: 60, backupQueueId: last })
    const members = [{ personId: dana.id, preference: 1 }]
    await owner.api("PUT", `/queues/${cast.team}`, { members, backupQueueId: middle })
    for (const each of [dana, eli]) await each.setAvailability("online")
    const streams = [dana.stream(), eli.stream()]
    await Promise.all(streams.map(({ response }) => response))
    const id = await waitingVisitor()
    const queueOf = () => app.parts.conversations.find(id)!.queueId
    const wait = async (seconds: number) => {
      app.clock.advance(seconds * 1000)
      await app.tick()
    }

    await wait(61)
    await until(() => queueOf() === middle, "its time in the first is over")
    await wait(58)
    expect(queueOf()).toBe(middle)
    await wait(3)
    await until(() => queueOf() === last, "its time in the second is over")

    // And begins anew in the first one, wherever it was taken.
    await dana.takeOver(id)
    await dana.setAvailability("offline")
    const left = app.parts.events.list(id).flatMap(({ payload }) => ("queueId" in payload ? [payload] : []))
    expect(left.find(({ reason }) => reason === "operator_left")?.queueId).toBe(cast.team)
    for (const stream of streams) await stream.cut()
  })

  /** Dana in the queue, Eli in its backups, both at their desks; the clock stands at eight on a Monday. */
  async function beginWithHours(backups: { name: string; hours: string }[], overflowSeconds: number) {
    const owner = await begin({ assignment: "open" })
    const [dana, eli] = [await app.operator("dana"), await app.operator("eli")]
    const hoursOf = (mon: string) => ({ timeZone: "UTC", weekly: { mon } })
    let next: string | null = null
    for (const { name, hours } of backups.toReversed()) {
      const members = [{ personId: eli.id, preference: 1 }]
      const given = { name, members, hours: hoursOf(hours), backupQueueId: next, overflowSeconds: 3600 }
      next = (await owner.api("POST", "/queues", given)).queue.id as string
    }
    const members = [{ personId: dana.id, preference: 1 }]
    const change = { members, hours: hoursOf("07:00-09:00"), backupQueueId: next, overflowSeconds }
    await owner.api("PUT", `/queues/${cast.team}`, change)
    for (const each of [dana, eli]) await each.setAvailability("online")
    const streams = [dana.stream(), eli.stream()]
    await Promise.all(streams.map(({ response }) => response))
    const id = await waitingVisitor()
    return {
      queueOf: () => app.parts.queues.get(app.parts.conversations.find(id)!.queueId!).name,
      async wait(minutes: number) {
        app.clock.advance(minutes * 60_000)
        await app.tick()
      },
      cut: () => Promise.all(streams.map((stream) => stream.cut())),
    }
  }

  test("comes when the queue closes, by the clock alone, and goes to the first backup that is open", async () => {
    const backups = [
      { name: "Not yet", hours: "12:00-20:00" },
      { name: "Open", hours: "08:00-20:00" },
    ]
    const { queueOf, wait, cut } = await beginWithHours(backups, 6 * 3600)
    await wait(59)
    expect(queueOf()).toBe("Team")

    await wait(1)
    await until(() => queueOf() === "Open", "the queue is closed: it goes on")
    await cut()
  })

  test("after hours goes to a closed backup only where the wait is over: whoever is still here is nearer", async () => {
    const { queueOf, wait, cut } = await beginWithHours([{ name: "Closed", hours: "12:00-20:00" }], 2 * 3600)
    await wait(119)
    expect(queueOf()).toBe("Team")

    await wait(1)
    await until(() => queueOf() === "Closed", "the wait is over")
    await cut()
  })

  test("a backup that leads back is refused with a sentence, and nothing is saved", async () => {
    const owner = await begin()
    const { queue: backup } = await owner.api("POST", "/queues", { name: "Backup", backupQueueId: cast.team })
    const answer = await owner.call("PUT", `/api/v1/queues/${cast.team}`, { backupQueueId: backup.id })
    expect(answer).toMatchObject({ status: 400, body: { code: "validation", field: "backupQueueId" } })
    expect(app.parts.queues.get(cast.team).backupQueueId).toBeNull()
  })
})

test("the lines in memory are those of the store, before and after a restart", async () => {
  await begin({ assignment: "open" })
  const dana = await app.operator("dana")
  const ids: string[] = []
  for (let n = 0; n < 5; n++) {
    ids.push(await waitingVisitor(`v${n}`))
    app.clock.advance(500)
  }
  await dana.takeOver(ids[1]!)
  await dana.close(ids[3]!)
  const expected = [ids[0]!, ids[2]!, ids[4]!]
  const line = () => app.parts.assigner.list.line(cast.team).map(({ conversationId }) => conversationId)
  await until(() => line().length === 3, "three are left")
  expect(line()).toEqual(expected)
  for (const [index, id] of expected.entries()) {
    expect(app.parts.conversations.positionOf(app.parts.conversations.find(id)!)).toBe(index + 1)
  }

  await app.restart({ clean: false })
  expect(line()).toEqual(expected)
})

test("who would get a conversation is shown with the reason for each operator", async () => {
  const owner = await begin()
  const dana = await app.operator("dana")
  await dana.setAvailability("online")
  const { steps } = await owner.api("GET", `/queues/${cast.team}/forecast?chatbot=${cast.shop}`)
  expect(steps[0]).toMatchObject({ queue: { id: cast.team }, picked: dana.id })
  const eli = app.parts.people.list().find(({ name }) => name === "Eli")!
  expect(steps[0].operators.find(({ id }: { id: string }) => id === eli.id)).toMatchObject({ why: "unavailable" })
})
