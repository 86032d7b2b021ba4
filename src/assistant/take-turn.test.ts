import { afterEach, expect, test } from "bun:test"
import { turnsTopic } from "../events/topics"
import { noa } from "../testing/cast"
import type { OperatorClient, VisitorClient } from "../testing/clients"
import type { StreamReader } from "../testing/read-stream"
import { createScriptedAnswerer, type ScriptedTurn } from "../testing/scripted-answerer"
import { startTestApp, type TestApp, type TestAppOptions } from "../testing/test-app"
import { until } from "../testing/until"
import type { AnswerFailure } from "./answerer"

let app: TestApp
let late = false
let answerer: ReturnType<typeof createScriptedAnswerer>
let visitor: VisitorClient
let dana: OperatorClient
let stream: StreamReader

afterEach(async () => {
  for (const each of answerer.turns) each.answer("over")
  await stream.cut()
  await app.stop()
})

async function scene(options: TestAppOptions = {}): Promise<void> {
  late = false
  answerer = createScriptedAnswerer(() => late)
  app = await startTestApp({ ...options, answers: answerer })
  visitor = await app.visitor(noa)
  dana = await app.operator("dana")
  stream = visitor.stream()
  await stream.response
}

const nextTurn = (): Promise<ScriptedTurn> => until(() => answerer.turns.find((it) => !it.isAborted()), "a turn begins")
const idOf = async (): Promise<string> => (await visitor.conversation()).id
const stateOf = async (): Promise<string> => (await visitor.conversation()).state
const settled = () => until(() => app.parts.runner.runningCount === 0, "no turn is under way")
const wordsOfAi = async () =>
  (await visitor.events())
    .filter(({ type, actor }) => type === "message" && actor.kind === "ai")
    .map(({ text }) => text)
const isTakenBack = () => stream.find(({ event, data }) => event === "delta" && data.cancelled, "the taking back")

test("what is answered appears while it is made, and the finished message replaces it", async () => {
  await scene()
  await visitor.say("When do you open?")
  const turn = await nextTurn()
  turn.say("At ")
  turn.say("nine.")
  const second = await stream.find(({ event, data }) => event === "delta" && data.text === "nine.")
  turn.answer("At nine.")
  const message = await stream.find(({ event, data }) => event === "message" && data.actor.kind === "ai")

  expect(second.data.offset).toBe(3)
  expect(message.data.clientId).toBe(second.data.turn)
  expect(message.data.text).toBe("At nine.")
})

test("an answer that comes in after the takeover is dropped, even by a provider that cannot be stopped", async () => {
  await scene()
  late = true
  await visitor.say("When do you open?")
  const turn = await nextTurn()
  turn.say("At nine")
  await stream.find(({ event }) => event === "delta")

  await dana.takeOver(await idOf())
  turn.say(" in the morning")
  turn.answer("At nine in the morning.")
  await settled()

  await isTakenBack()
  const last = await visitor.say("Thanks")
  await stream.untilId(last.id)
  expect(await wordsOfAi()).toEqual([])
  expect(JSON.stringify(stream.of("delta"))).not.toContain("morning")
})

test("a takeover aborts the answer under way at once", async () => {
  await scene()
  await visitor.say("When do you open?")
  const turn = await nextTurn()

  await dana.takeOver(await idOf())

  expect(turn.isAborted()).toBeTrue()
  await settled()
  expect(await wordsOfAi()).toEqual([])
})

const failures: AnswerFailure[] = [
  ...(["timeout", "rate_limited", "overloaded", "provider_error"] as const),
  ...(["refused", "cut_off", "unparsable", "misconfigured"] as const),
]
test("each failure of the provider calls a person, and takes back what was shown", async () => {
  await scene()
  for (const failure of failures) {
    const other = await app.visitor(noa)
    const theirs = other.stream()
    await other.say("When do you open?")
    const turn = await until(() => answerer.turns[0], "a turn begins")
    turn.say("At n")
    await theirs.find(({ event }) => event === "delta")
    turn.fail(failure)
    await theirs.find(({ data }) => data.code === "waiting" || data.code === "no_operator", `a notice after ${failure}`)
    await theirs.find(({ event, data }) => event === "delta" && data.cancelled, `the taking back after ${failure}`)

    const { id, state } = await other.conversation()
    const detail = await dana.open(id)
    expect(state).toBe("waiting")
    expect(detail.conversation.reason.kind).toBe("ai_failure")
    expect(detail.tried.at(-1)).toMatchObject({ outcome: "escalated", failure })
    await theirs.cut()
  }
})

test("a bug of ours calls a person too: never silence", async () => {
  await scene()
  await visitor.say("When do you open?")
  const turn = await nextTurn()
  turn.break()

  await stream.find(({ data }) => data.to === "waiting", "the call for a person")

  expect((await dana.open(await idOf())).conversation.reason.kind).toBe("ai_failure")
})

/** Events that the store will not take, as with a bug in what writes them or a part of the disk that is broken. */
const refuse = (types: string) =>
  app.db
    .inWrite<[]>(`CREATE TRIGGER refused BEFORE INSERT ON events WHEN NEW.type IN (${types})
      BEGIN SELECT RAISE(ABORT, 'Scripted'); END`)
    .run()
const accept = () => app.db.inWrite<[]>("DROP TRIGGER refused").run()

test("an answer that cannot be written down calls a person, and one that is owed while somebody waits ends there", async () => {
  await scene()
  refuse("'tried'")
  await visitor.say("When do you open?")
  ;(await nextTurn()).answer("At nine.")
  await stream.find(({ data }) => data.to === "waiting", "the call for a person")
  expect((await dana.open(await idOf())).conversation.reason.kind).toBe("ai_failure")

  app.clock.advance(5 * 60_000)
  expect((await visitor.session()).chatbot.online).toBeFalse()
  await visitor.say("And on Sundays?")
  ;(await nextTurn()).answer("At ten.")
  await until(() => app.parts.conversations.listOwed().length === 0, "nothing is owed for ever")
  await settled()
  expect(await stateOf()).toBe("waiting")
  expect(await wordsOfAi()).toEqual([])
})

test("where not even a person can be called, the visitor is not forgotten: it is tried again until it can be written", async () => {
  await scene()
  refuse("'tried', 'state'")
  await visitor.say("When do you open?")
  const first = await nextTurn()
  first.answer("At nine.")
  await until(() => app.logs.some((line) => line.includes("turn.rescue_failed")), "the store refused both")
  accept()
  const again = await until(() => answerer.turns.find((it) => it !== first), "it is tried again")
  again.answer("At nine.")
  await stream.find(({ data }) => data.text === "At nine.")

  expect(await wordsOfAi()).toEqual(["At nine."])
})

test("a store that cannot be read for a moment ends nothing: what is owed is looked for again", async () => {
  await scene()
  const rename = (from: string, to: string) =>
    app.db.inWrite<[]>(`ALTER TABLE conversations RENAME COLUMN ${from} TO ${to}`).run()
  rename("turn_due", "unreadable")
  app.doorbell.ring(turnsTopic)
  await until(() => app.logs.some((line) => line.includes("turn.look_failed")), "it was looked for in vain")
  rename("unreadable", "turn_due")

  await visitor.say("When do you open?")
  ;(await nextTurn()).answer("At nine.")
  await stream.find(({ data }) => data.text === "At nine.")
})

test("an empty answer is none: a person is called", async () => {
  await scene()
  await visitor.say("When do you open?")
  const turn = await nextTurn()
  turn.answer("  ")

  await stream.find(({ data }) => data.to === "waiting", "the call for a person")

  expect(await wordsOfAi()).toEqual([])
})

test("the AI's wish for a person is heeded whatever it says beside it, also right after a hand-back", async () => {
  await scene()
  await visitor.say("Please change my order")
  const first = await nextTurn()
  await dana.takeOver(await idOf())
  expect(first.isAborted()).toBeTrue()
  await dana.handBack(await idOf())

  const turn = await nextTurn()
  turn.answer("I'll get somebody for you.", { wantsPerson: { reason: "Orders are changed by people" } })
  await stream.find(({ data }) => data.to === "waiting", "the call for a person")

  const { conversation, signals } = await dana.open(await idOf())
  expect(conversation.reason).toMatchObject({ kind: "ai_request" })
  expect(conversation.reason.text).toContain("Orders are changed by people")
  expect(signals.map(({ kind }: { kind: string }) => kind)).toContain("ai_request")
})

test("who writes on before a word was said gets one answer to all of it", async () => {
  await scene()
  await visitor.say("When do you open?")
  const first = await nextTurn()
  await visitor.say("On Sundays, I mean")
  await until(() => first.isAborted(), "the first is given up")
  const turn = await nextTurn()
  turn.answer("On Sundays at ten.")
  await stream.find(({ data }) => data.text === "On Sundays at ten.")
  await settled()

  expect(turn.request.history.map(({ text }) => text)).toEqual(["When do you open?", "On Sundays, I mean"])
  expect(answerer.turns).toEqual([])
})

test("who writes on after the first word gets a second answer", async () => {
  await scene()
  await visitor.say("When do you open?")
  const first = await nextTurn()
  first.say("At ")
  await visitor.say("And is there parking?")
  expect(first.isAborted()).toBeFalse()
  first.answer("At nine.")
  const second = await until(() => answerer.turns.find((it) => it !== first), "the second turn")
  second.answer("Behind the shop.")

  await stream.find(({ data }) => data.text === "Behind the shop.")
  expect(await wordsOfAi()).toEqual(["At nine.", "Behind the shop."])
})

test("a message left unanswered when a person took over is answered after the hand-back, with their note known", async () => {
  await scene()
  await visitor.say("When do you open?")
  const first = await nextTurn()
  first.say("At ")
  await visitor.say("And is there parking?")
  first.answer("At nine.")
  await stream.find(({ data }) => data.text === "At nine.")
  await until(() => answerer.turns.length === 1, "the second turn")
  const id = await idOf()

  await dana.takeOver(id)
  await dana.handBack(id, "Parking is behind the shop")
  const turn = await nextTurn()
  turn.answer("Behind the shop.")
  await stream.find(({ data }) => data.text === "Behind the shop.")

  expect(turn.request.history.map(({ role }) => role)).toContain("whisper")
  expect(turn.request.history.at(-1)!.role).toBe("handback")
  expect(await stateOf()).toBe("ai")
})

test("a question that came after the operator's last word, or that the AI failed at, is answered after the hand-back", async () => {
  await scene()
  await visitor.say("When do you open?")
  ;(await nextTurn()).fail("timeout")
  await stream.find(({ data }) => data.to === "waiting", "the call for a person")
  const id = await idOf()
  await dana.takeOver(id)
  await dana.handBack(id)
  const again = await nextTurn()
  expect(again.question).toBe("When do you open?")
  again.answer("At nine.")
  await stream.find(({ data }) => data.text === "At nine.")
  await settled()

  await dana.say(id, "Can I help with anything else?")
  await visitor.say("Is there parking?")
  await dana.handBack(id)
  const turn = await nextTurn()
  expect(turn.question).toBe("Is there parking?")
  turn.answer("Behind the shop.")
  await stream.find(({ data }) => data.text === "Behind the shop.")
})

test("one visitor's slow answer holds up no other visitor's", async () => {
  await scene()
  await visitor.say("When do you open?")
  await nextTurn()
  const other = await app.visitor(noa)
  await other.say("Is there parking?")
  const turn = await until(() => answerer.turns.find((it) => it.question === "Is there parking?"), "the other's turn")
  turn.answer("Behind the shop.")

  await until(async () => (await other.events()).some(({ text }) => text === "Behind the shop."), "it is answered")
  expect(answerer.turns.map(({ question }) => question)).toEqual(["When do you open?"])
})

test("a message that the operator has answered is not answered again after the hand-back", async () => {
  await scene()
  await visitor.say("When do you open?")
  await nextTurn()
  const id = await idOf()
  await dana.say(id, "At nine.")
  await dana.handBack(id)
  expect(app.parts.conversations.find(id)!.turnDue).toBeNull()
  const last = await visitor.say("And on Sundays?")
  const turn = await nextTurn()

  expect(turn.question).toBe("And on Sundays?")
  expect(turn.request.history.map(({ role }) => role)).toEqual(["visitor", "operator", "handback", "visitor"])
  turn.answer("At ten.")
  await stream.find(({ id: each, data }) => each! > last.id && data.text === "At ten.")
  await settled()
  expect(await wordsOfAi()).toEqual(["At ten."])
})

test("the same anger does not call a person twice: a hand-back starts a fresh count", async () => {
  await scene()
  await visitor.say(
    "This is ridiculous, I have been waiting for weeks and nobody helps! I want to talk to a human now!",
  )
  await stream.find(({ data }) => data.to === "waiting", "the first call")
  const id = await idOf()
  await dana.takeOver(id)
  await dana.handBack(id)

  const turn = await nextTurn()
  turn.answer("I am sorry. Your parcel is on its way.")
  await stream.find(({ data }) => data.text?.startsWith("I am sorry"))

  await visitor.say("Thank you")
  const next = await nextTurn()
  next.answer("You are welcome.")
  await stream.find(({ data }) => data.text === "You are welcome.")
  expect(await stateOf()).toBe("ai")
})

test("an answer owed when the server stops, or is killed, is given by the next one", async () => {
  await scene()
  for (const clean of [true, false]) {
    const sent = await visitor.say(`Restart ${clean ? "well" : "badly"}?`)
    const before = await nextTurn()
    await app.restart({ clean })
    expect(before.isAborted()).toBeTrue()
    const turn = await nextTurn()
    turn.answer(`Answer to ${sent.text}`)
    await until(async () => (await wordsOfAi()).includes(`Answer to ${sent.text}`), "it is answered")
  }
  await settled()

  expect((await wordsOfAi()).length).toBe(2)
})

test("when the owner switches the AI off, its conversations go to the queue instead of staying with it", async () => {
  await scene()
  await visitor.say("When do you open?")
  const first = await nextTurn()
  first.answer("At nine.")
  await stream.find(({ data }) => data.text === "At nine.")
  const { chatbots } = app.parts
  await app.db.write((tx) => chatbots.save(tx, { ...chatbots.get("shop"), aiEnabled: false }))
  chatbots.refresh()

  await visitor.say("And on Sundays?")
  await stream.find(({ data }) => data.to === "waiting", "the way to the queue")

  expect(answerer.turns).toEqual([])
  expect((await dana.open(await idOf())).conversation.reason.kind).toBe("live_chat")
})

test("whoever is not sure says so and offers a person, and shows nothing of the guess", async () => {
  await scene()
  await visitor.say("Does the harbour museum open on Sundays?")
  const turn = await nextTurn()
  turn.answer("Perhaps at ten", { confidence: 0.1 })
  const message = await stream.find(({ event, data }) => event === "message" && data.actor.kind === "ai")

  expect(message.data.text).not.toContain("Perhaps")
  expect(message.data.offer).toBeTrue()
  expect(await stateOf()).toBe("ai")
})

test("whoever is asked whether to get a person has the buttons, and a bare “yes please” is understood, however near the AI was", async () => {
  await scene()
  const threshold = app.parts.chatbots.get("shop").escalation.threshold
  await visitor.say("Do you stock laces for canoe shoes?")
  ;(await nextTurn()).answer("Perhaps.", { confidence: threshold - 0.01 })
  const asked = await stream.find(({ event, data }) => event === "message" && data.actor.kind === "ai")

  expect(asked.data.text).not.toContain("Perhaps")
  expect(asked.data.offer).toBe(true)

  await settled()
  await visitor.say("yes please")
  await until(async () => (await stateOf()) === "waiting", "a person is called")
})

test("a conversation that is erased while its answer is thought of ends the turn, and nothing fails", async () => {
  await scene()
  late = true
  await visitor.say("Hello, when do you open?")
  const turn = await nextTurn()
  await visitor.post("/contact", { name: "Noa", email: "noa@people.example" })
  const owner = await app.owner()
  const [contact] = (await owner.api("GET", "/contacts?q=noa")).items
  await owner.api("POST", `/contacts/${contact.id}/erase`)
  turn.answer("At nine.")
  await settled()

  expect(app.logs.filter((line) => JSON.parse(line).level === "error")).toEqual([])
})

test("an answer that leaves a question open offers a person for it, and a yes is understood", async () => {
  await scene()
  await visitor.say("When do you open? And do you sell umbrellas?")
  const open = ["do you sell umbrellas?"]
  ;(await nextTurn()).answer("At nine. I found no answer to the rest. Shall I get a person for you?", { open })
  const message = await stream.find(({ event, data }) => event === "message" && data.actor.kind === "ai")
  expect(message.data.offer).toBe(true)

  await visitor.say("yes please")
  await until(async () => (await stateOf()) === "waiting", "a person is called")
})
