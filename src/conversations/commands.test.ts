import { afterEach, expect, test } from "bun:test"
import { counter, noa, sam, shop, team } from "../testing/cast"
import { newClientId, refusal, type VisitorClient } from "../testing/clients"
import { createScriptedAnswerer } from "../testing/scripted-answerer"
import { startTestApp, type TestApp } from "../testing/test-app"
import { until } from "../testing/until"

const minute = 60_000
let app: TestApp
afterEach(() => app.stop())

const start = async (): Promise<void> => {
  app = await startTestApp({ answers: createScriptedAnswerer() })
}
const stateOf = (id: string) => app.parts.conversations.find(id)!.lifecycle.state
const codesOf = async (visitor: VisitorClient): Promise<string[]> =>
  (await visitor.events()).filter(({ type }) => type === "notice").map(({ code }) => code)

async function waiting(who: Record<string, unknown> = noa): Promise<{ visitor: VisitorClient; id: string }> {
  const visitor = await app.visitor(who)
  await visitor.say("Hello")
  await visitor.askForPerson()
  return { visitor, id: (await visitor.conversation()).id }
}

test("of two operators who take over at once one wins, and the other is told who", async () => {
  await start()
  const { id } = await waiting()
  const [dana, eli] = await Promise.all([app.operator("dana"), app.operator("eli")])

  const answers = await Promise.all(
    [dana, eli].map(({ call }) => call("POST", `/api/v1/conversations/${id}/takeover`, {})),
  )

  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  const lost = answers.find(({ status }) => status === 409)!.body
  const won = answers.find(({ status }) => status === 200)!.body.conversation.assignee
  expect(lost).toMatchObject({
    code: "conflict",
    holder: won,
    detail: `${won.name} holds this conversation. You may take it over from them.`,
  })
})

test("from a colleague a conversation is taken on purpose only, and the visitor is told who is there now", async () => {
  await start()
  const { id, visitor } = await waiting()
  const [dana, eli] = await Promise.all([app.operator("dana"), app.operator("eli")])
  await dana.takeOver(id)
  expect((await refusal(eli.takeOver(id))).status).toBe(409)
  expect((await refusal(eli.say(id, "Mine"))).problem.holder.name).toBe("Dana")
  expect((await refusal(eli.handBack(id))).status).toBe(409)
  expect((await refusal(eli.close(id))).status).toBe(409)
  expect((await refusal(eli.transfer(id, { queueId: team }))).status).toBe(409)
  expect((await refusal(eli.transfer(id, { operatorId: eli.id }))).problem.holder.name).toBe("Dana")

  await eli.takeOver(id, { force: true })

  expect((await refusal(dana.say(id, "Still mine?"))).problem.holder.name).toBe("Eli")
  const joined = (await visitor.events()).filter(({ code }) => code === "operator_joined").map(({ text }) => text)
  expect(joined).toEqual(["You're now chatting with Dana.", "You're now chatting with Eli."])
})

test("an operator's message with the AI or in the queue is a takeover, in the same write", async () => {
  await start()
  const dana = await app.operator("dana")
  const withAi = await app.visitor(noa)
  await withAi.say("Hello")
  const { id: waits } = await waiting(sam)
  for (const id of [(await withAi.conversation()).id, waits]) {
    const before = app.db.writes
    const event = await dana.say(id, "I'm here")
    expect(app.db.writes).toBe(before + 1)
    const log = app.parts.events.list(id).slice(-4)
    expect(log.map(({ type }) => type)).toEqual(["state", "assignment", "notice", "message"])
    expect(log.at(-1)!.id).toBe(event.id)
    expect((await dana.open(id)).conversation).toMatchObject({ state: "human", assignee: { name: "Dana" } })
  }
})

test("a note and a whisper never take over, and a closed conversation takes notes but no whispers", async () => {
  await start()
  const dana = await app.operator("dana")
  const visitor = await app.visitor(noa)
  await visitor.say("Hello")
  const { id } = await visitor.conversation()

  await dana.note(id, "Knows us")
  await dana.whisper(id, "Offer the refund")

  expect((await visitor.conversation()).state).toBe("ai")
  await dana.close(id)
  await dana.note(id, "Call back on Monday")
  expect((await refusal(dana.whisper(id, "Too late"))).problem.detail).toContain("closed")
})

test("a reply is refused, with what was missed, if somebody else replied since its writer looked", async () => {
  await start()
  const { id, visitor } = await waiting()
  const [dana, eli] = await Promise.all([app.operator("dana"), app.operator("eli")])
  const seen = (await eli.open(id)).events.at(-1).id
  const first = await dana.say(id, "Dana answers")
  await dana.handBack(id)

  const refused = await refusal(eli.say(id, "Eli answers", newClientId(), { lastSeenEventId: seen }))

  expect(refused.status).toBe(409)
  expect(refused.problem.events.map(({ id: each }: { id: number }) => each)).toContain(first.id)
  expect(refused.problem.detail).toStartWith("Dana has replied meanwhile.")
  // A visitor who writes on is no reason, and neither are one's own words.
  const latest = (await eli.open(id)).events.at(-1).id
  await visitor.say("Are you there?")
  await eli.say(id, "Yes", newClientId(), { lastSeenEventId: latest })
  await eli.say(id, "I am", newClientId(), { lastSeenEventId: latest })
})

test("a closure, its recap and its CRM note are one write", async () => {
  await start()
  const { visitor, id } = await waiting()
  const dana = await app.operator("dana")
  const before = app.db.writes

  const answer = await dana.close(id, { recap: "auto", crmNote: "Prefers mornings" })

  expect(app.db.writes).toBe(before + 1)
  expect((await codesOf(visitor)).at(-1)).toBe("closed")
  expect(answer.recap).toContain("Hello")
  expect((await dana.open(id)).contact.notes).toMatchObject([{ text: "Prefers mornings", by: "Dana" }])
})

test("who asks for a person after a closure is waited for in a conversation of its own, however it was closed", async () => {
  await start()
  const dana = await app.operator("dana")
  const visitor = await app.visitor(noa)
  const { conversationId: first } = await visitor.say("Hello")
  await dana.takeOver(first)
  await dana.close(first)
  const asked = async () => {
    await visitor.askForPerson()
    return visitor.conversation()
  }
  const second = await asked()
  expect(second).toMatchObject({ state: "waiting" })
  expect(second.id).not.toBe(first)
  expect((await dana.list()).map(({ id }: { id: string }) => id)).toContain(second.id)

  await visitor.close()
  const third = await asked()
  expect(third).toMatchObject({ state: "waiting" })
  expect([first, second.id]).not.toContain(third.id)
  // Ending it twice ends it once.
  await visitor.close()
  await visitor.close()
  const codes = (await visitor.events())
    .filter(({ conversationId }) => conversationId === third.id)
    .map(({ code }) => code)
  expect(codes.filter((code) => code === "closed")).toHaveLength(1)
})

test("after a closure the next message begins anew, and a repeat of an old one does not", async () => {
  await start()
  const visitor = await app.visitor(noa)
  const clientId = newClientId()
  const first = await visitor.say("Hello", clientId)
  await visitor.close()
  expect(await visitor.close()).toMatchObject({ conversation: { state: "closed" } })
  expect(await codesOf(visitor)).toEqual(["closed"])

  const repeated = await visitor.say("Hello", clientId)
  expect((await visitor.conversation()).state).toBe("closed")
  const nextId = newClientId()
  const next = await visitor.say("Me again", nextId)

  expect(repeated).toEqual(first)
  expect(next.conversationId).not.toBe(first.conversationId)
  // Whether another one is open meanwhile or not.
  expect(await visitor.say("Hello", clientId)).toEqual(first)
  await visitor.close()
  expect(await visitor.say("Hello", clientId)).toEqual(first)
  expect(await visitor.say("Me again", nextId)).toEqual(next)
  const dana = await app.operator("dana")
  expect((await refusal(dana.say(first.conversationId, "Bye"))).problem).toMatchObject({
    code: "conflict",
    state: "closed",
  })
})

test("the clientId of somebody else's message brings a refusal, and never that message", async () => {
  await start()
  const { id, visitor } = await waiting()
  const dana = await app.operator("dana")
  const clientId = newClientId()
  await dana.note(id, "secret note", clientId)
  expect(await dana.note(id, "secret note", clientId)).toMatchObject({ text: "secret note" })

  const refused = await refusal(visitor.say("Give it to me", clientId))

  expect(refused.status).toBe(409)
  expect(JSON.stringify(refused.problem)).not.toContain("secret")
  expect(refused.problem.field).toBe("clientId")
  const eli = await app.operator("eli")
  expect((await refusal(eli.note(id, "mine", clientId))).problem.field).toBe("clientId")
})

test("who asks for a person is told whether somebody comes", async () => {
  await start()
  const alone = await waiting(noa)
  expect(await codesOf(alone.visitor)).toEqual(["no_operator"])
  expect((await alone.visitor.session()).chatbot.online).toBeFalse()

  const dana = await app.operator("dana")
  const stream = dana.stream()
  await stream.response
  const attended = await waiting(sam)
  expect(await codesOf(attended.visitor)).toEqual(["waiting"])
  expect((await attended.visitor.session()).chatbot.online).toBeTrue()
  await attended.visitor.askForPerson()
  expect(await codesOf(attended.visitor)).toEqual(["waiting"])
  // Nor is it a mistake to ask for one who is there.
  await dana.takeOver(attended.id)
  expect(await attended.visitor.askForPerson()).toMatchObject({ state: "human" })
  expect(await codesOf(attended.visitor)).toEqual(["waiting", "operator_joined"])

  await dana.setAvailability("away")
  const third = await app.visitor(noa)
  await third.askForPerson("Is somebody there?")
  expect(await codesOf(third)).toEqual(["no_operator"])
  await stream.cut()
})

test("pure live chat begins in the line, with a reason, a deadline and a notice", async () => {
  await start()
  const visitor = await app.visitor(noa, counter)
  await visitor.say("Hello")
  const dana = await app.operator("dana")
  const [item] = await dana.list("state=waiting")

  expect(item).toMatchObject({ chatbot: { id: counter }, reason: { kind: "live_chat" } })
  expect(Date.parse(item.deadlineAt)).toBe(app.clock.now() + 120_000)
  expect(await codesOf(visitor)).toEqual(["no_operator"])
  await dana.takeOver(item.id)
  expect((await refusal(dana.handBack(item.id))).problem.detail).toContain("switched off")
})

test("a wait that passes its deadline is renewed, later each time, also across a restart", async () => {
  await start()
  const { visitor, id } = await waiting()
  const deadline = () => Date.parse(app.parts.reader.item(id, danaId)!.deadlineAt!)
  const danaId = (await app.operator("dana")).id
  const first = deadline()
  expect(first).toBe(app.clock.now() + 2 * minute)
  await app.tick()
  expect(await codesOf(visitor)).toEqual(["no_operator"])

  await app.restart({ clean: false })
  app.clock.advance(10 * minute)
  await app.tick()
  const second = deadline()
  // The promise was renewed ten minutes late; what is promised now is twice the two minutes that were promised before.
  expect(second).toBe(app.clock.now() + 4 * minute)
  await app.restart()
  app.clock.advance(second - app.clock.now() + 1000)
  await app.tick()

  expect(await codesOf(visitor)).toEqual(["no_operator", "no_operator", "no_operator"])
  const said = (await visitor.events()).filter(({ type }) => type === "notice").map(({ text }) => text)
  expect(said[0]).toContain("Leave your email address")
  expect(said.slice(1)).toEqual(Array(2).fill(said[1]))
  expect(said[1]).toStartWith("Still nobody here")
  expect(second).toBeGreaterThan(app.clock.now() - 2000)
  expect(deadline() - app.clock.now()).toBeGreaterThan(second - first - 10 * minute)
  // What was promised at first is broken, however often everybody is called again.
  expect(Date.parse(app.parts.reader.item(id, danaId)!.promisedAt!)).toBe(first)
  const dana = await app.operator("dana")
  const reasons = (await dana.open(id)).events.filter(({ type }: { type: string }) => type === "assignment")
  expect(reasons.map(({ reason }: { reason: string }) => reason)).toContain("deadline_passed")
})

test("in a wait of its own it is said in full again that nobody is there, and what can be done", async () => {
  await start()
  const { visitor, id } = await waiting()
  const dana = await app.operator("dana")
  await dana.takeOver(id)
  app.clock.advance(minute)
  await dana.setAvailability("offline")
  app.clock.advance(10 * minute)
  await app.tick()

  const said = (await visitor.events()).filter(({ type, code }) => type === "notice" && code === "no_operator")
  expect(said).toHaveLength(3)
  expect(said[1]!.text).toBe(said[0]!.text)
  expect(said[1]!.text).toContain("Leave your email address")
  expect(said[2]!.text).toStartWith("Still nobody here")
})

test("whoever has waited longer than was promised while somebody is there reads that they are not forgotten", async () => {
  await start()
  const stream = (await app.operator("dana")).stream()
  await stream.response
  const { visitor } = await waiting()
  app.clock.advance(3 * minute)
  await app.tick()

  expect(await codesOf(visitor)).toEqual(["waiting", "still_waiting"])
  await stream.cut()
})

test("what falls due for somebody who is erased in that moment is nobody's, and no fault", async () => {
  await start()
  const { visitor, id } = await waiting()
  app.clock.advance(10 * minute)
  const { visitors, commands } = app.parts
  const erased = app.db.write((tx) => visitors.remove(tx, visitor.id))
  // Found before, and written after.
  const due = [commands.renewPromise(id), commands.returnToQueue(id, "dana", "gone")]

  await erased
  expect(await Promise.allSettled(due)).toEqual(due.map(() => ({ status: "fulfilled", value: undefined })))
})

test("what falls due for a visitor who was taken over in that moment takes nobody from them, and says nothing", async () => {
  await start()
  const { visitor, id } = await waiting()
  const [dana, eli] = [await app.operator("dana"), await app.operator("eli")]
  const { commands } = app.parts
  app.clock.advance(10 * minute)
  // Found before the takeover, and written after it.
  const [taken] = await Promise.all([dana.takeOver(id), until(() => stateOf(id) === "human", "Dana has it")])
  await commands.renewPromise(id)
  expect(taken.state).toBe("human")
  await eli.takeOver(id, { force: true })
  await commands.returnToQueue(id, dana.id, "gone")

  expect((await eli.open(id)).conversation).toMatchObject({ state: "human", assignee: { name: "Eli" } })
  expect(await codesOf(visitor)).toEqual(["no_operator", "operator_joined", "operator_joined"])
})

test("a wait that is renewed twice in one moment is renewed once", async () => {
  await start()
  const { visitor, id } = await waiting()
  app.clock.advance(10 * minute)

  await Promise.all([app.parts.commands.renewPromise(id), app.parts.commands.renewPromise(id)])

  expect(await codesOf(visitor)).toEqual(["no_operator", "no_operator"])
})

test("an absent operator's conversations return to the front of the line, and the visitor is told the truth", async () => {
  await start()
  const { visitor, id } = await waiting(noa)
  const dana = await app.operator("dana")
  const stream = dana.stream()
  await stream.response
  await dana.takeOver(id)
  app.clock.advance(10 * minute)
  await app.tick()
  expect((await visitor.conversation()).state).toBe("human")
  const other = await waiting(sam)
  await stream.cut()
  await until(() => app.parts.streams.count === 0, "the desk is closed")

  app.clock.advance(4 * minute)
  await app.tick()
  expect((await visitor.conversation()).state).toBe("human")
  app.clock.advance(2 * minute)
  await app.tick()

  const { state, events } = await visitor.conversation()
  expect(state).toBe("waiting")
  const texts = events
    .filter(({ type }: { type: string }) => type === "notice")
    .map(({ text }: { text: string }) => text)
  expect(texts.at(-2)).toBe("Dana had to leave. You're back in line, at the front.")
  expect(texts.at(-1)).toStartWith("Nobody from our team is online right now.")
  const notes = app.parts.events.list(id).flatMap((event) => (event.type === "note" ? [event.payload.text] : []))
  expect(notes.at(-1)).toStartWith("Dana was gone for too long without a sign.")
  const eli = await app.operator("eli")
  expect((await eli.open(id)).conversation).toMatchObject({ position: 1, reason: { kind: "operator_left" } })
  expect((await eli.open(other.id)).conversation.position).toBe(2)
})

test("a visitor whose operator cannot be reached reads so within two minutes, once for each answer they wait for", async () => {
  await start()
  const { visitor, id } = await waiting(noa)
  const dana = await app.operator("dana")
  const awayNotices = async () => (await codesOf(visitor)).filter((code) => code === "operator_away").length
  const pass = async (ms: number) => {
    app.clock.advance(ms)
    await app.tick()
  }
  await dana.takeOver(id)
  const stream = dana.stream()
  await stream.response
  await pass(4 * minute)
  // Slow, but there.
  expect(await awayNotices()).toBe(0)

  await stream.cut()
  await until(() => app.parts.streams.count === 0, "the desk is closed")
  await pass(minute)
  // A reload or a tunnel is no absence.
  expect(await awayNotices()).toBe(0)
  await pass(minute)
  expect(await awayNotices()).toBe(1)
  const { events } = await visitor.conversation()
  expect(events.at(-1).text).toStartWith("Dana can't be reached just now.")
  await pass(minute)
  expect(await awayNotices()).toBe(1)

  await dana.say(id, "Back again. What is the number of your order?")
  await pass(3 * minute)
  // The visitor waits for nobody.
  expect(await awayNotices()).toBe(1)
  await visitor.say("It is 4411")
  await pass(30_000)
  expect(await awayNotices()).toBe(1)
  await pass(40_000)
  expect(await awayNotices()).toBe(2)
  expect((await visitor.conversation()).state).toBe("human")
})

test("who goes offline or signs out holds nobody: the conversation returns at once, a second browser keeps it", async () => {
  await start()
  const { visitor, id } = await waiting(noa)
  const dana = await app.operator("dana")
  await dana.takeOver(id)
  const second = await waiting(sam)
  await dana.takeOver(second.id)
  expect(await dana.setAvailability("away")).toMatchObject({ returned: 0 })
  const before = app.db.writes
  expect(await dana.setAvailability("offline")).toMatchObject({ returned: 2 })
  // One write: a crash in between would leave the visitor with somebody who has gone. And what it says is true by then.
  expect(app.db.writes - before).toBe(1)
  expect((await second.visitor.conversation()).state).toBe("waiting")
  const { state, events } = await visitor.conversation()
  expect(state).toBe("waiting")
  expect(events.filter(({ type }: { type: string }) => type === "notice").at(-1).code).toBe("no_operator")

  const [here, there] = [await app.operator("eli"), await app.operator("eli")]
  await here.takeOver(id)
  const stream = there.stream()
  await stream.response
  await here.call("DELETE", "/api/v1/session")
  expect((await visitor.conversation()).state).toBe("human")
  expect(app.parts.board.isPresent(here.id)).toBeTrue()

  const beforeLast = app.db.writes
  await there.call("DELETE", "/api/v1/session")
  expect(app.db.writes - beforeLast).toBe(1)
  expect(app.parts.board.isPresent(here.id)).toBeFalse()
  expect((await visitor.conversation()).state).toBe("waiting")
  // Whoever is leaving in this write is nobody to wait for.
  expect((await codesOf(visitor)).slice(-2)).toEqual(["operator_left", "no_operator"])
  expect((await visitor.session()).chatbot.online).toBeFalse()
  const refused = await refusal((await app.operator("uri")).takeOver(id))
  expect(refused.status).toBe(404)
})

test("who signs out of one browser and goes on in another keeps what they hold through a reload or a tunnel there", async () => {
  await start()
  const { visitor, id } = await waiting()
  const [here, there] = [await app.operator("dana"), await app.operator("dana")]
  const stream = there.stream()
  await stream.response
  await here.takeOver(id)
  await here.call("DELETE", "/api/v1/session")
  await stream.cut()
  await until(() => app.parts.streams.count === 0, "the connection is lost")

  app.clock.advance(minute)
  await app.tick()
  expect(app.parts.board.isPresent(here.id)).toBeTrue()
  expect((await visitor.conversation()).state).toBe("human")
  app.clock.advance(5 * minute)
  await app.tick()
  expect((await visitor.conversation()).state).toBe("waiting")
})

test("of two streams of one browser the end of the first leaves the operator there", async () => {
  await start()
  const dana = await app.operator("dana")
  const [one, other] = [dana.stream(), dana.stream()]
  await Promise.all([one.response, other.response])
  await one.cut()
  await until(() => app.parts.streams.count === 1, "one is left")

  app.clock.advance(10 * minute)
  expect(app.parts.board.isPresent(dana.id)).toBeTrue()
  await other.cut()
})

test("after a restart nobody counts as absent until they had the time to come back", async () => {
  await start()
  const { visitor, id } = await waiting()
  await (await app.operator("dana")).takeOver(id)
  app.clock.advance(60 * minute)
  await app.restart()

  app.clock.advance(4 * minute)
  await app.tick()
  expect((await visitor.conversation()).state).toBe("human")
  app.clock.advance(2 * minute)
  await app.tick()
  expect((await visitor.conversation()).state).toBe("waiting")
})

test("whether somebody is there is told to every open widget as it changes", async () => {
  await start()
  const [dana, eli] = [await app.operator("dana"), await app.operator("eli")]
  const stream = (await app.visitor()).stream()
  await stream.response
  const online = () => stream.of("presence").map(({ data }) => data.online)
  await dana.setAvailability("online")
  await stream.until(() => online().at(-1) === true, "somebody came")
  await eli.setAvailability("online")
  await dana.setAvailability("away")
  await eli.setAvailability("away")
  await stream.until(() => online().at(-1) === false, "nobody is there")
  await eli.setAvailability("online")
  await stream.until(() => online().at(-1) === true, "somebody is back")

  // By the clock alone: a desk that was closed without a word.
  app.clock.advance(2 * minute)
  await app.tick()
  await stream.until(() => online().at(-1) === false, "nobody is there any more")
  // And at once where somebody signs out of a desk that is still open.
  const desk = dana.stream()
  await desk.response
  await dana.setAvailability("online")
  await stream.until(() => online().at(-1) === true, "somebody is at the desk")
  await dana.call("DELETE", "/api/v1/session")
  await stream.until(() => online().at(-1) === false, "the desk is closed")
  // Said when it changes, and not with each who comes or goes.
  expect(online().filter((is, at) => is === online()[at - 1])).toEqual([])
})

test("a restart is no departure: until the desks are back visitors are told that somebody is there, and then the truth", async () => {
  await start()
  const dana = await app.operator("dana")
  const stream = dana.stream()
  await stream.response
  app.clock.advance(6000)
  await app.tick()

  for (const clean of [false, true]) {
    await app.restart({ clean })
    const asker = await app.visitor()
    await asker.askForPerson()
    expect((await asker.events()).at(-1).code).toBe("waiting")
    expect(asker.first.chatbot.online).toBeTrue()
  }

  app.clock.advance(31_000)
  const late = await app.visitor()
  await late.askForPerson()
  expect((await late.events()).at(-1).code).toBe("no_operator")
  expect(late.first.chatbot.online).toBeFalse()

  // Nor is anybody expected who had gone before.
  app.clock.advance(6000)
  await app.tick()
  await app.restart()
  expect((await app.visitor()).first.chatbot.online).toBeFalse()
})

test("who loses the seat loses the conversation: it returns to the queue at the next look", async () => {
  await start()
  const { visitor, id } = await waiting()
  const dana = await app.operator("dana")
  await dana.takeOver(id)
  const person = app.parts.people.find(dana.id)!
  await app.parts.accounts.updatePerson(dana.id, { ...person, disabled: false, seats: [counter] })
  expect((await refusal(dana.say(id, "Hello?"))).status).toBe(404)

  app.clock.advance(6000)
  await app.tick()

  expect((await visitor.conversation()).state).toBe("waiting")
  expect(app.parts.chatbots.find(shop)).toBeDefined()
})

test("a transfer goes to who can take it, and says in the queue why it is there", async () => {
  await start()
  const { visitor, id } = await waiting()
  const [dana, eli, uri] = await Promise.all([app.operator("dana"), app.operator("eli"), app.operator("uri")])
  await dana.takeOver(id)

  expect((await refusal(dana.transfer(id, { operatorId: uri.id }))).problem).toMatchObject({
    status: 400,
    field: "operatorId",
  })
  expect((await refusal(dana.transfer(id, { queueId: "none" }))).problem).toMatchObject({
    status: 400,
    field: "queueId",
  })
  expect(await dana.transfer(id, { operatorId: eli.id, note: "Knows about boots" })).toMatchObject({
    assignee: { name: "Eli" },
  })
  // They have it: nothing happens, and the visitor is not told a second time.
  expect(await eli.transfer(id, { operatorId: eli.id })).toMatchObject({ assignee: { name: "Eli" } })
  expect((await codesOf(visitor)).filter((code) => code === "operator_joined")).toHaveLength(2)
  expect(await eli.transfer(id, { queueId: team, note: "Wants a refund" })).toMatchObject({
    state: "waiting",
    reason: { kind: "transfer", text: "Passed on by Eli: Wants a refund" },
  })

  expect((await codesOf(visitor)).slice(-2)).toEqual(["operator_joined", "transferred"])
  const notes = app.parts.events.list(id).filter(({ type }) => type === "note")
  expect(notes.map(({ actor }) => actor.name)).toEqual(["Dana", "Eli"])
  expect((await visitor.events()).some(({ type }) => type === "note")).toBeFalse()

  await dana.takeOver(id)
  // Who says that they take nothing is given nothing, though their desk is open.
  await eli.setAvailability("offline")
  expect((await refusal(dana.transfer(id, { operatorId: eli.id }))).problem.detail).toContain("Eli is not here")
  await eli.setAvailability("away")
  expect(await dana.transfer(id, { operatorId: eli.id })).toMatchObject({ assignee: { name: "Eli" } })
  await dana.takeOver(id, { force: true })
  await eli.call("DELETE", "/api/v1/session")
  expect((await refusal(dana.transfer(id, { operatorId: eli.id }))).problem.detail).toContain("Eli is not here")
})

test("nobody is passed on to who or what is gone in that moment", async () => {
  await start()
  const owner = await app.owner()
  const { queue } = await owner.api("POST", "/queues", { name: "Returns" })
  const { id } = await waiting()
  const [dana, eli] = await Promise.all([app.operator("dana"), app.operator("eli")])
  await Promise.all([dana.setAvailability("online"), eli.setAvailability("online")])
  await dana.takeOver(id)
  const { accounts, commands, people, queues } = app.parts
  const person = people.find(dana.id)!
  const outcome = (passing: Promise<unknown>) =>
    passing.then(
      () => "passed on",
      ({ code, extra }) => [code, extra?.field],
    )

  const removed = app.db.write((tx) => queues.remove(tx, queue.id))
  expect(await outcome(commands.transferToQueue(id, person, queue.id))).toEqual(["validation", "queueId"])
  await removed
  const disabled = accounts.updatePerson(eli.id, { disabled: true })
  expect(await outcome(commands.transferToOperator(id, person, eli.id))).toEqual(["validation", "operatorId"])
  await disabled
  expect(app.parts.conversations.find(id)?.lifecycle).toEqual({ state: "human", operatorId: dana.id })
})

test("whoever is passed on stands in the line that was named, keeps it when their operator leaves, and reads when nobody is there", async () => {
  await start()
  const owner = await app.owner()
  const { queue } = await owner.api("POST", "/queues", { name: "Returns" })
  const { visitor, id } = await waiting()
  const [dana, eli] = [await app.operator("dana"), await app.operator("eli")]
  await dana.takeOver(id)
  await eli.setAvailability("online")
  expect(await dana.transfer(id, { queueId: queue.id })).toMatchObject({ queue: { id: queue.id }, state: "waiting" })
  expect((await codesOf(visitor)).at(-1)).toBe("transferred")

  await dana.takeOver(id)
  await dana.setAvailability("offline")
  expect((await eli.open(id)).conversation).toMatchObject({ queue: { id: queue.id }, state: "waiting" })

  await eli.takeOver(id)
  await eli.setAvailability("away")
  await eli.transfer(id, { queueId: team })
  expect((await eli.open(id)).conversation.queue.id).toBe(team)
  expect((await codesOf(visitor)).slice(-2)).toEqual(["transferred", "no_operator"])
})

test("a visitor who goes on writing is known by what was changed meanwhile: their name, who holds it, that it was closed", async () => {
  await start()
  const { id, visitor } = await waiting()
  const dana = await app.operator("dana")
  const names = async () =>
    (await visitor.events()).filter(({ actor }) => actor.kind === "visitor").map((it) => it.actor.name)
  await visitor.say("One")
  expect((await names()).at(-1)).toBe("Visitor")

  await visitor.post("/contact", { name: "Noa", email: "noa@example.com" })
  await visitor.say("Two")
  expect((await names()).at(-1)).toBe("Noa")

  await dana.takeOver(id)
  await visitor.say("Three")
  expect(await visitor.conversation()).toMatchObject({ id, state: "human" })
  await dana.close(id)
  await visitor.say("Four")
  const next = await visitor.conversation()
  expect(next.id).not.toBe(id)
  expect(next.state).toBe("ai")

  // What is taken back is not remembered either.
  const undone = app.db.write(() => {
    app.db.inWrite<[string]>("UPDATE visitors SET contact_id = NULL WHERE id = ?").run(visitor.id)
    throw new Error("undone")
  })
  await undone.catch(() => {})
  await visitor.say("Five")
  expect((await names()).at(-1)).toBe("Noa")
})
