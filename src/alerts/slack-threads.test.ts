import { afterEach, beforeEach, expect, setDefaultTimeout, test } from "bun:test"
import * as cast from "../testing/cast"
import { createSlackServer, type SlackServer, slackChannel, slackSecret } from "../testing/slack-server"
import { startTestApp, type TestApp } from "../testing/test-app"
import { until } from "../testing/until"

// For a busy machine.
setDefaultTimeout(20_000)

let slack: SlackServer
let app: TestApp
beforeEach(async () => {
  slack = createSlackServer()
  Object.assign(slack.names, { U0DANA: "Dana D.", U0ELI: "Eli E.", U0GUEST: "Gus" })
  app = await startTestApp({ env: { SLACK_API_URL: slack.url, BATON_URL: "https://chat.example" } })
  await switchOn()
})
afterEach(async () => {
  await app.stop()
  await slack.stop()
})

const owner = () => app.parts.people.list().find(({ isOwner }) => isOwner)!
const personOf = (name: keyof typeof cast.operators) =>
  app.parts.people.list().find(({ email }) => email === cast.operators[name].email)!
const { stringify } = JSON

async function switchOn(more: Record<string, unknown> = {}) {
  const { slackApp, slackLinks } = app.parts.alerts
  await slackApp.save(owner(), {
    isOn: true,
    botToken: "xoxb-right",
    appToken: "xapp-right",
    signingSecret: slackSecret,
    channel: slackChannel,
    ...more,
  })
  await slackLinks.assign(owner(), personOf("dana").id, "U0DANA")
  await slackLinks.assign(owner(), personOf("eli").id, "U0ELI")
}

async function askForPerson(text = "My order <!channel> is lost & I want somebody") {
  const noa = await app.visitor()
  const { conversationId: id } = await noa.say(text)
  await noa.askForPerson()
  const head = await until(() => slack.heads().find(({ blocks }) => stringify(blocks).includes(id)), "Slack is told")
  await until(() => slack.inThread(head.ts).length > 0, "the thread tells what was said")
  return { noa, id: id as string, head }
}
/** Somebody else is not made to wait for what Slack refused. */
async function nextIsTold() {
  const sam = await app.visitor(cast.sam)
  const { conversationId } = await sam.say("Hallo")
  await sam.askForPerson()
  await until(
    () => slack.heads().some(({ blocks }) => stringify(blocks).includes(conversationId)),
    "the next one is told at once",
  )
}
const saidByOperators = async (noa: Awaited<ReturnType<TestApp["visitor"]>>) =>
  (await noa.events()).filter(({ type, actor }) => type === "message" && actor.kind === "operator")
const stateOf = (id: string) => app.parts.conversations.find(id)!.lifecycle

test("a thread opens for who waits: why, what was said, and buttons; words of visitors stay words", async () => {
  const { id, head } = await askForPerson()

  expect(head.text).toContain("A visitor is waiting for a person · Luma Shoes")
  expect(stringify(head.blocks)).toContain(`https://chat.example/operator/conversations/${id}`)
  const buttons = head.blocks.at(-1)!.elements.map(({ action_id }: { action_id: string }) => action_id)
  expect(buttons).toEqual(["take_over", "note", "close", "open"])
  const [first] = slack.inThread(head.ts)
  const said = first!.blocks.find(({ text }) => text?.text?.includes("<!channel>"))
  expect(said).toMatchObject({ type: "section", text: { type: "plain_text" } })
})

test("a reply in the thread by a linked operator takes over and reaches the visitor once, however often Slack brings it", async () => {
  const { noa, id, head } = await askForPerson()
  const event = slack.event({
    user: "U0DANA",
    text: "I have *found* it &amp; <https://a.example/x|sent it>",
    thread_ts: head.ts,
  })
  await slack.overSocket("events_api", event)
  await slack.overSocket("events_api", { ...event, event_id: "EvAnother" })

  const said = await saidByOperators(noa)
  expect(said.map(({ text, actor }) => [text, actor.name])).toEqual([
    ["I have **found** it & [sent it](https://a.example/x)", "Dana"],
  ])
  expect(stateOf(id)).toMatchObject({ state: "human", operatorId: personOf("dana").id })
  await until(() => head.text.includes("Dana is talking with A visitor"), "the alert is edited")
  await until(() => slack.reactions.length > 0, "it is marked as sent")
  expect(slack.reactions).toEqual([{ ts: event.event.ts, name: "white_check_mark" }])

  await noa.say("Thank you so much")
  await until(() => stringify(slack.inThread(head.ts)).includes("Thank you so much"), "the thread has the answer")
  // What was written there is not told there again.
  expect(stringify(slack.inThread(head.ts))).not.toContain("sent it")
})

test("each reply in a thread is a message of its own, also one that is shown in the channel too", async () => {
  const { noa, head } = await askForPerson()
  await slack.write("U0DANA", "First of all, hello", head.ts)
  await slack.write("U0DANA", "And this is for all to see", head.ts, { subtype: "thread_broadcast" })
  await slack.write("U0DANA", "First of all, hello", head.ts)
  const said = await saidByOperators(noa)
  expect(said.map(({ text }) => text)).toEqual([
    "First of all, hello",
    "And this is for all to see",
    "First of all, hello",
  ])
})

test("what cannot be written down is not acknowledged, so that Slack brings it again", async () => {
  const { noa, head } = await askForPerson()
  app.db
    .inWrite<[]>(`CREATE TRIGGER refused BEFORE INSERT ON events WHEN NEW.actor_kind = 'operator'
      BEGIN SELECT RAISE(ABORT, 'Scripted'); END`)
    .run()
  const event = slack.event({ user: "U0DANA", text: "Hello, this is Dana", thread_ts: head.ts })
  let isAcknowledged = false
  const answered = slack.overSocket("events_api", event).then(() => {
    isAcknowledged = true
  })
  await until(() => app.logs.some((line) => line.includes("slack.event_failed")), "it was refused")
  app.db.inWrite<[]>("DROP TRIGGER refused").run()
  await slack.overSocket("events_api", event)
  expect(isAcknowledged).toBeFalse()
  answered.catch(() => undefined)
  expect((await saidByOperators(noa)).map(({ text }) => text)).toEqual(["Hello, this is Dana"])
  expect(slack.ephemerals).toEqual([])
})

test("nothing else in the channel reaches the visitor, and whoever wrote it learns why", async () => {
  const { noa, id, head } = await askForPerson()
  await slack.write("U0DANA", "In the channel, not in the thread")
  await slack.write("U0GUEST", "I am nobody here", head.ts)
  await slack.write("U0DANA", "note: she is a regular", head.ts)
  await slack.write("U0DANA", "<@U0ELI> can you take this?", head.ts)
  await slack.write("U0DANA", "edited", head.ts, { subtype: "message_changed" })
  await slack.write("U0OTHERBOT", "beep", head.ts, { bot_id: "B1" })
  await slack.write("U0DANA", "", head.ts, { subtype: "file_share", files: [{ id: "F1" }] })
  await until(() => slack.ephemerals.length === 4, "they are told")

  expect(await saidByOperators(noa)).toEqual([])
  expect(stateOf(id).state).toBe("waiting")
  const [guest, note, mention, file] = slack.ephemerals
  expect(guest).toMatchObject({ user: "U0GUEST" })
  expect(stringify(guest!.blocks)).toContain("https://chat.example/operator/slack?claim=")
  expect([note!.text, mention!.text, file!.text]).toEqual([
    "Not sent to the visitor: it looks like a note. For colleagues, use the Note button above.",
    "Not sent to the visitor: it names a colleague. For colleagues, use the Note button above.",
    "Not sent to the visitor: files go from the desk, not from Slack.",
  ])
  // That it could have: the same person, the same thread, plain words.
  await slack.write("U0DANA", "Hello, this is Dana", head.ts)
  expect(await saidByOperators(noa)).toHaveLength(1)
})

test("a colleague's conversation is not written into by accident", async () => {
  const { noa, id, head } = await askForPerson()
  await (await app.operator("dana")).takeOver(id)
  await slack.write("U0ELI", "Let me help", head.ts)
  await until(() => slack.ephemerals.length === 1, "Eli is told")

  expect(slack.ephemerals[0]!.text).toBe("Not sent to the visitor. Dana holds this conversation. Take it over first.")
  expect(await saidByOperators(noa)).toEqual([])
})

test("from a colleague it is taken only where Slack has asked whether that is meant", async () => {
  const { id, head } = await askForPerson()
  const asked = head.blocks.at(-1)!.elements[0]
  await slack.press("U0DANA", "take_over", head.ts)
  await until(() => head.text.includes("Dana is talking with"), "the alert is edited")

  // Eli's Slack still shows the button of before, which asks nothing.
  await slack.overSocket("interactive", slack.pressOf("U0ELI", asked, head.ts))
  await until(() => slack.ephemerals.length === 1, "Eli is told")
  expect(slack.ephemerals[0]!.text).toBe("Dana holds this conversation. You may take it over from them.")
  expect(stateOf(id)).toMatchObject({ operatorId: personOf("dana").id })

  await slack.press("U0ELI", "take_over", head.ts)
  expect(stateOf(id)).toMatchObject({ operatorId: personOf("eli").id })
})

test("whoever is no operator any more reaches nobody from Slack", async () => {
  const { noa, id, head } = await askForPerson()
  await slack.press("U0DANA", "note", head.ts)
  const { accounts } = app.parts
  const leave = (name: "dana" | "eli", it: { disabled: boolean; isOwner: boolean; isOperator: boolean }) =>
    accounts.updatePerson(personOf(name).id, { ...personOf(name), ...it, seats: [] })
  await leave("dana", { disabled: true, isOwner: false, isOperator: true })
  await leave("eli", { disabled: false, isOwner: true, isOperator: false })

  await slack.write("U0DANA", "I still have something to say", head.ts)
  await slack.write("U0ELI", "So have I", head.ts)
  await slack.press("U0DANA", "take_over", head.ts)
  const dialog = await slack.submit("U0DANA", slack.views[0]!.view, { text: "From the beach" })

  await until(() => slack.ephemerals.length === 3, "each time they are told")
  for (const remark of slack.ephemerals) expect(stringify(remark.blocks)).toContain("/operator/slack?claim=")
  expect(dialog.errors.text).toBe("Your Slack account is not linked to an operator any more.")
  expect(await saidByOperators(noa)).toEqual([])
  expect(stateOf(id).state).toBe("waiting")
  expect(app.parts.events.list(id).filter(({ type }) => type === "note")).toEqual([])
})

test("an operator without a seat opens no dialog of a conversation, and another workspace none at all", async () => {
  const { id, head } = await askForPerson()
  slack.names.U0URI = "Uri U."
  await app.parts.alerts.slackLinks.assign(owner(), personOf("uri").id, "U0URI")
  await slack.press("U0URI", "close", head.ts)
  await until(() => slack.ephemerals.length === 1, "Uri is told")
  expect(slack.ephemerals[0]!.text).toContain("no such conversation")

  const button = head.blocks.at(-1)!.elements[0]
  const foreign = { ...slack.pressOf("U0DANA", button, head.ts), team: { id: "T0OTHER" } }
  await slack.overSocket("interactive", foreign)
  expect(stateOf(id).state).toBe("waiting")
  expect(slack.views).toEqual([])
})

test("whoever answers under a word of ours that is no conversation's alert is told, once, that nobody hears it", async () => {
  expect(await app.parts.alerts.slackApp.test()).toEqual({ ok: true, words: "ok" })
  const [trial] = slack.heads()
  await slack.write("U0GUEST", "Looks good", trial!.ts)
  await slack.write("U0DANA", "Hello, how can I help?", trial!.ts)
  await slack.write("U0DANA", "Are you there?", trial!.ts)
  const colleagues = slack.event({
    user: "U0ELI",
    text: "Hi",
    thread_ts: "1763910000.000001",
    parent_user_id: "U0DANA",
  })
  await slack.overSocket("events_api", colleagues)
  await until(() => app.isTold(), "everybody is told")

  expect(slack.ephemerals.map(({ user, text }) => [user, text])).toEqual([
    [
      "U0DANA",
      "Not sent to a visitor: this message is no conversation’s alert. Answer under the alert, or in the desk.",
    ],
  ])
})

test("words that come with a file are sent without it, and whoever sent them reads so", async () => {
  const { noa, head } = await askForPerson()
  await slack.write("U0DANA", "Here is the label", head.ts, { subtype: "file_share", files: [{ id: "F1" }] })
  await until(() => slack.ephemerals.length === 1, "Dana is told")

  expect((await saidByOperators(noa)).map(({ text }) => text)).toEqual(["Here is the label"])
  expect(slack.ephemerals[0]!.text).toContain("Your words were sent; the file was not.")
})

test("buttons take over, note, hand back and close; the message in the channel always says what is true", async () => {
  const { noa, id, head } = await askForPerson()
  await slack.press("U0DANA", "take_over", head.ts)
  expect(stateOf(id)).toMatchObject({ state: "human" })
  await until(() => head.text.includes("Dana is talking with"), "it is edited")

  await slack.press("U0DANA", "note", head.ts)
  expect(slack.views).toHaveLength(1)
  await slack.submit("U0DANA", slack.views[0]!.view, { text: "A regular, be kind" })
  await slack.submit("U0DANA", slack.views[0]!.view, { text: "A regular, be kind" })
  const notes = () => app.parts.events.list(id).filter(({ type }) => type === "note")
  expect(notes()).toHaveLength(1)
  expect(stringify(await noa.events())).not.toContain("A regular")
  await until(() => stringify(slack.inThread(head.ts)).includes("A regular"), "the thread has the note")

  await slack.press("U0DANA", "hand_back", head.ts)
  await slack.submit("U0DANA", slack.views[1]!.view, { note: "Be brief" })
  expect(stateOf(id).state).toBe("ai")
  await until(() => head.text.includes("is with the AI again"), "it is edited")

  await slack.press("U0DANA", "close", head.ts)
  await slack.submit("U0DANA", slack.views[2]!.view, { recap: "All is well" })
  expect(stateOf(id).state).toBe("closed")
  await until(() => head.text.includes("Dana closed the conversation"), "it is edited")
  const refused = await slack.submit("U0DANA", slack.views[2]!.view, { recap: "Once more" })
  expect(refused.response_action).toBe("errors")
  expect(refused.errors.recap).toContain("closed")
  expect(slack.heads()).toHaveLength(1)
})

test("what is filled in in a dialog is kept: each note, what was decided, the bounds and the recap", async () => {
  const { noa, id, head } = await askForPerson("Where is my parcel?")
  await slack.press("U0DANA", "take_over", head.ts)
  await until(() => head.text.includes("Dana is talking with"), "it is edited")
  for (const text of ["A regular, be kind", "She likes blue"]) {
    await slack.press("U0DANA", "note", head.ts)
    await slack.submit("U0DANA", slack.views.at(-1)!.view, { text })
  }
  const written = (type: string) => app.parts.events.list(id).filter((event) => event.type === type)
  expect(written("note").map(({ payload }) => (payload as { text: string }).text)).toEqual([
    "A regular, be kind",
    "She likes blue",
  ])

  await slack.press("U0DANA", "hand_back", head.ts)
  const given = { note: "Be brief", facts: "It leaves on Friday.", returnOn: "price, refund" }
  await slack.submit("U0DANA", slack.views.at(-1)!.view, given)
  expect(written("whisper").at(-1)!.payload).toEqual({
    text: "Be brief",
    handBack: {
      facts: ["It leaves on Friday."],
      bounds: { returnOn: ["price", "refund"], only: [], until: null },
    },
  })
  const told = () => stringify(slack.inThread(head.ts))
  await until(() => told().includes("Dana to the AI") && told().includes("It leaves on Friday."), "the thread has it")
  await (await app.operator("dana")).whisper(id, "Offer the refund")
  await until(() => told().includes("Offer the refund"), "the thread has what is said to the AI beside it")

  await until(() => head.text.includes("is with the AI again"), "it is edited")
  // Where an app is installed for a whole organisation, the team stands beside the user only.
  const close = head.blocks.at(-1)!.elements.find((each: { action_id: string }) => each.action_id === "close")
  await slack.overSocket("interactive", { ...slack.pressOf("U0DANA", close, head.ts), team: null })
  const { view } = slack.views.at(-1)!
  expect(stringify(view.blocks)).toContain("Where is my parcel?")
  await slack.submit("U0DANA", view, { recap: "It leaves on Friday, she knows." })
  expect(app.parts.conversations.find(id)).toMatchObject({ recap: "It leaves on Friday, she knows." })
  await until(() => told().includes("It leaves on Friday, she knows."), "the thread has the recap")
  expect(stringify(await noa.events())).not.toContain("She likes blue")
})

test("where Slack does not open a dialog, whoever pressed the button is told to press it once more", async () => {
  const { head } = await askForPerson()
  slack.failWith(({ method }) =>
    method === "views.open" ? Response.json({ ok: false, error: "expired_trigger_id" }) : undefined,
  )
  await slack.press("U0DANA", "note", head.ts)
  await until(() => slack.ephemerals.length === 1, "Dana is told")
  expect(slack.ephemerals[0]).toMatchObject({
    user: "U0DANA",
    text: expect.stringContaining("Press the button once more"),
  })
})

test.each(["edit_window_closed", "cant_update_message"])(
  "where Slack lets nobody edit the alert any more (%s), its thread goes on and nobody else waits for it",
  async (error) => {
    const { noa, id, head } = await askForPerson()
    await until(() => app.isTold(), "everybody is told")
    slack.failWith(({ method }) => (method === "chat.update" ? Response.json({ ok: false, error }) : undefined))
    await (await app.operator("dana")).takeOver(id)
    await until(() => slack.calls.some(({ method }) => method === "chat.update"), "Slack refuses to edit it")
    await noa.say("Thank you, Dana")
    await until(() => stringify(slack.inThread(head.ts)).includes("Thank you, Dana"), "its thread goes on")

    await nextIsTold()
  },
)

test("a tick that Slack will not set holds up nobody's alert", async () => {
  const { noa, head } = await askForPerson()
  await until(() => app.isTold(), "everybody is told")
  slack.failWith(({ method }) =>
    method === "reactions.add" ? Response.json({ ok: false, error: "missing_scope" }) : undefined,
  )
  await slack.write("U0DANA", "It is on its way", head.ts)
  await until(async () => (await saidByOperators(noa)).length === 1, "the visitor reads it")
  await until(() => slack.calls.some(({ method }) => method === "reactions.add"), "Slack will not set it")

  await nextIsTold()
})

test.each(["restricted_action", "posting_to_general_channel_denied"])(
  "a word that Slack will not take (%s) holds up nobody's alert, and is told once Slack takes it",
  async (error) => {
    const { noa, head } = await askForPerson()
    await until(() => app.isTold(), "everybody is told")
    const isAboutIt = (body: unknown) => stringify(body).includes("An odd word")
    slack.failWith(({ args }) => (isAboutIt(args) ? Response.json({ ok: false, error }) : undefined))
    await noa.say("An odd word")
    await until(() => slack.calls.some(({ args }) => isAboutIt(args)), "Slack refuses it")
    await nextIsTold()

    slack.failWith(() => undefined)
    app.clock.advance(120_000)
    await app.tick()
    await until(() => isAboutIt(slack.inThread(head.ts)), "it is told")
  },
)

test("taken over in the desk, the alert says so; it is never posted when somebody was faster", async () => {
  const { id, head } = await askForPerson()
  await (await app.operator("dana")).takeOver(id)
  await until(() => head.text.includes("Dana is talking with"), "it is edited")
  // Whatever else is on its way there would be refused first, and Sam's would wait behind it.
  await until(() => app.isTold(), "everybody is told")

  slack.failWith(({ method }) => (method.startsWith("chat.") ? new Response("down", { status: 503 }) : undefined))
  const sam = await app.visitor(cast.sam)
  const other = await sam.say("Hallo")
  await sam.askForPerson()
  await until(() => app.parts.alerts.outbox.store.listOfChannel("slack", 1)[0]?.answer === "HTTP 503", "it was tried")
  await (await app.operator("eli")).takeOver(other.conversationId)
  slack.failWith(() => undefined)
  app.clock.advance(120_000)
  await app.tick()
  await until(() => app.parts.alerts.outbox.store.count().pending === 0, "the outbox is empty")
  expect(slack.heads()).toHaveLength(1)
})

test("a restart goes on with the thread where it was, and posts what a stop left", async () => {
  const { noa, id, head } = await askForPerson()
  await until(() => app.isTold(), "everybody is told")
  slack.failWith(({ method }) => (method.startsWith("chat.") ? new Response("down", { status: 503 }) : undefined))
  const sam = await app.visitor(cast.sam)
  const other = await sam.say("Hallo")
  await sam.askForPerson()
  await until(() => app.parts.alerts.outbox.store.listOfChannel("slack", 1)[0]?.answer === "HTTP 503", "it was tried")
  await app.restart({ clean: false })
  slack.failWith(() => undefined)
  app.clock.advance(120_000)
  await app.tick()
  const second = await until(
    () => slack.heads().find(({ blocks }) => stringify(blocks).includes(other.conversationId)),
    "the other is told",
  )
  await sam.say("Noch da?")
  await until(() => stringify(slack.inThread(second.ts)).includes("Noch da?"), "its thread goes on")
  await noa.say("Hello again")
  await until(() => stringify(slack.inThread(head.ts)).includes("Hello again"), "so does the first")
  await slack.write("U0DANA", "Here I am", head.ts)
  expect(stateOf(id)).toMatchObject({ state: "human" })
  expect(slack.heads()).toHaveLength(2)
})

test("a restart loses no thread of a conversation that is held", async () => {
  const { noa, head } = await askForPerson()
  await slack.press("U0DANA", "take_over", head.ts)
  await until(() => head.text.includes("Dana is talking with"), "the alert is edited")
  await until(() => app.isTold(), "everybody is told")
  await app.restart({ clean: false })
  await noa.say("Are you still there?")
  await until(() => stringify(slack.inThread(head.ts)).includes("Are you still there?"), "the thread goes on")
})

test("each word stands in the thread once and in order, also where Slack refused one of them for a while", async () => {
  const { noa, head } = await askForPerson("The first word")
  const there = () => stringify(slack.inThread(head.ts))
  const countOf = (words: string) =>
    slack.inThread(head.ts).filter(({ blocks }) => stringify(blocks).includes(words)).length
  await until(() => there().includes("The first word"), "what was said before is told")
  await noa.say("The second word")
  await until(() => there().includes("The second word"), "the second is told")

  slack.failWith(({ method, args }) =>
    method === "chat.postMessage" && args.thread_ts ? Response.json({ ok: false, error: "internal_error" }) : undefined,
  )
  const asked = slack.calls.length
  await noa.say("The third word")
  await until(() => slack.calls.length > asked, "Slack refuses the third")
  slack.failWith(() => undefined)
  expect(there()).not.toContain("The third word")
  await until(async () => {
    app.clock.advance(10_000)
    await app.tick()
    return there().includes("The third word")
  }, "it is told later")

  expect(["first", "second", "third"].map((which) => countOf(`The ${which} word`))).toEqual([1, 1, 1])
  await noa.say("The fourth word")
  await until(() => there().includes("The fourth word"), "the fourth is told")
  expect(there().indexOf("The third word")).toBeLessThan(there().indexOf("The fourth word"))
})

test("while Slack is slow, what is said meanwhile waits for its turn, and nothing is told twice", async () => {
  const { noa, head } = await askForPerson("The first word")
  await until(() => app.parts.alerts.outbox.sendingCount === 0, "all is told")
  const { promise, resolve } = Promise.withResolvers<undefined>()
  slack.failWith(({ method }) => (method === "chat.postMessage" ? promise : undefined))
  const asked = slack.calls.length
  await noa.say("The second word")
  await until(() => slack.calls.length > asked, "Slack has the second word, and does not answer")
  await noa.say("The third word")
  await until(() => app.parts.alerts.outbox.sendingCount === 2, "the third is on its way too")
  resolve(undefined)

  const told = () => slack.inThread(head.ts).map(({ blocks }) => /The \w+ word/g.exec(stringify(blocks))?.[0])
  await until(() => told().includes("The third word"), "the third is told")
  expect(told()).toEqual(["The first word", "The second word", "The third word"])
})

test("a rule that only alerts opens a thread too, and after a hand-back what it saw before is no news", async () => {
  const rule = { name: "Wholesale", when: { kind: "words", phrases: ["wholesale"] }, action: { kind: "alert" } }
  await (await app.owner()).api("PUT", `/chatbots/${cast.shop}/rules`, { rules: [rule] })
  const noa = await app.visitor()
  const { conversationId: id } = await noa.say(`I buy wholesale. ${cast.knownQuestion}`)
  const head = await until(() => slack.heads().find(({ blocks }) => stringify(blocks).includes(id)), "Slack is told")
  expect(head.text).toContain("A visitor is talking to the AI and is worth a look · Luma Shoes: Rule “Wholesale”")

  await until(() => slack.inThread(head.ts).length > 0, "the thread tells what was said")

  await slack.write("U0DANA", "Hello, I look after wholesale", head.ts)
  await until(() => head.text.includes("Dana is talking with"), "the alert is edited")
  await slack.press("U0DANA", "hand_back", head.ts)
  await slack.submit("U0DANA", slack.views.at(-1)!.view, {})
  await until(() => head.text.includes("A visitor is with the AI again · Luma Shoes"), "the alert is edited again")
  expect(head.text).not.toContain("Wholesale")
  await noa.close()
  await until(() => head.text.includes("A visitor closed the conversation with"), "it says who has ended it")
})

test("of a long talk the thread begins with what was said last", async () => {
  const noa = await app.visitor()
  const { conversationId: id } = await noa.say("The very first word")
  const dana = await app.operator("dana")
  for (let n = 1; n <= 12; n++) await dana.say(id, `Word number ${n}.`)
  await dana.transfer(id, { queueId: cast.team })
  const head = await until(() => slack.heads().find(({ blocks }) => stringify(blocks).includes(id)), "Slack is told")
  const first = await until(() => slack.inThread(head.ts)[0], "the thread tells what was said")
  expect(stringify(first)).toContain("Word number 12.")
  expect(stringify(first)).not.toContain("The very first word")
})

test("an alert that says what is true is not edited, and one that somebody deleted is posted anew", async () => {
  const { noa, id, head } = await askForPerson()
  const edits = () => slack.calls.filter(({ method }) => method === "chat.update").length
  await noa.say("Are you there?")
  await until(() => stringify(slack.inThread(head.ts)).includes("Are you there?"), "the thread has it")
  expect(edits()).toBe(0)
  await app.parts.commands.takeOver(id, personOf("dana"))
  await until(() => head.text.includes("Dana is talking with"), "the alert is edited")
  await noa.say("Thank you, Dana")
  await until(() => stringify(slack.inThread(head.ts)).includes("Thank you, Dana"), "the thread has it")
  expect(edits()).toBe(1)

  await app.parts.commands.transferToQueue(id, personOf("dana"), cast.team)
  await until(() => head.text.includes("is waiting"), "the alert is edited again")
  const calls = () => slack.calls.filter(({ args }) => args.reply_broadcast).map(({ args }) => args.text)
  await until(() => calls().length > 0, "the channel is called again")
  expect(calls()[0]).toContain("A visitor is waiting for a person again")
  slack.messages.splice(slack.messages.indexOf(head), 1)
  app.clock.advance(121_000)
  await app.tick()
  const anew = await until(
    () => slack.heads().find(({ blocks }) => stringify(blocks).includes(id)),
    "it is posted anew",
  )
  expect(anew.text).toContain("is waiting for a person")
  await until(() => slack.inThread(anew.ts).length > 0, "and its thread goes on")
})

test("who keeps waiting is called for in the channel again", async () => {
  const { head } = await askForPerson()
  app.clock.advance(121_000)
  await app.tick()
  await until(() => slack.calls.some(({ args }) => args.reply_broadcast), "the channel is told again")

  const call = slack.calls.find(({ args }) => args.reply_broadcast)!
  expect(call.args).toMatchObject({ thread_ts: head.ts, text: "A visitor is still waiting (2 minutes)" })
})

test("a call that Slack could not take is not made any more when somebody has come meanwhile", async () => {
  const { noa, id, head } = await askForPerson("See https://shop.example/boots")
  await until(() => app.isTold(), "everybody is told")
  slack.failWith(({ method }) => (method.startsWith("chat.") ? new Response("down", { status: 503 }) : undefined))
  const asked = slack.calls.length
  app.clock.advance(121_000)
  await app.tick()
  await until(() => slack.calls.length > asked, "Slack is tried")
  await (await app.operator("dana")).takeOver(id)
  await noa.say("Thank you, Dana")
  slack.failWith(() => undefined)
  await until(async () => {
    app.clock.advance(10_000)
    await app.tick()
    return stringify(slack.inThread(head.ts)).includes("Thank you, Dana")
  }, "the thread goes on")
  const posted = slack.calls.filter(({ method }) => method === "chat.postMessage")
  expect(posted.filter(({ args }) => args.reply_broadcast)).toEqual([])
  // What visitors link to is not shown as a card, nor fetched by Slack.
  expect(new Set(posted.map(({ args }) => args.unfurl_links))).toEqual(new Set(["false"]))
})

test("a link is made by the operator, signed in, from a claim that only they were shown", async () => {
  const { head } = await askForPerson()
  await slack.write("U0GUEST", "Hello", head.ts)
  const remark = await until(() => slack.ephemerals[0], "they are told")
  const address = remark.blocks.flatMap(({ elements = [] }) => elements)[0].url as string
  const claim = new URL(address).searchParams.get("claim")!
  const { slackLinks } = app.parts.alerts
  const eli = personOf("eli")

  await expect(slackLinks.claim(eli, claim.replace("U0GUEST", "U0DANA"))).rejects.toThrow("not complete")
  await slackLinks.claim(eli, claim)
  expect(slackLinks.list().map(({ slackUserId, personId, name }) => [slackUserId, personId, name])).toEqual([
    ["U0DANA", personOf("dana").id, "Dana D."],
    ["U0GUEST", eli.id, "Gus"],
  ])
  app.clock.advance(16 * 60_000)
  await expect(slackLinks.claim(eli, claim)).rejects.toThrow("15 minutes")
})

test("whoever answers from Slack is there while Slack says so, and what they hold stays with them", async () => {
  const { id, head } = await askForPerson()
  const isThere = () => app.parts.board.isPresent(personOf("dana").id)
  expect(isThere()).toBeFalse()
  await slack.press("U0DANA", "take_over", head.ts)
  expect(isThere()).toBeTrue()
  slack.setActive("U0DANA")
  for (let minute = 0; minute < 8; minute++) {
    app.clock.advance(60_000)
    await app.tick()
  }
  expect(stateOf(id)).toMatchObject({ state: "human" })

  slack.setActive()
  for (let minute = 0; minute < 8; minute++) {
    app.clock.advance(60_000)
    await app.tick()
  }
  expect(stateOf(id)).toMatchObject({ state: "waiting" })
})

test("a connection that breaks or that Slack renews is opened again", async () => {
  const { noa, head } = await askForPerson()
  for (const act of [slack.dropConnections, slack.refreshConnections]) {
    const before = slack.calls.filter(({ method }) => method === "apps.connections.open").length
    act()
    const opened = () => slack.calls.filter(({ method }) => method === "apps.connections.open").length > before
    await until(() => opened() && slack.connected === 1, "it is there again")
  }
  await slack.write("U0DANA", "Still here", head.ts)
  expect((await saidByOperators(noa)).map(({ text }) => text)).toEqual(["Still here"])
})

test("with another token there is one connection, and the end of the one before opens no second", async () => {
  const { noa, head } = await askForPerson()
  expect(slack.everConnected).toBe(1)
  await switchOn({ appToken: "xapp-righter" })
  await until(() => slack.everConnected === 2 && slack.connected === 1, "it is connected with the other token")
  await slack.write("U0DANA", "Over the new one", head.ts)
  await slack.write("U0DANA", "And once more", head.ts)

  expect((await saidByOperators(noa)).map(({ text }) => text)).toEqual(["Over the new one", "And once more"])
  expect([slack.everConnected, slack.connected]).toEqual([2, 1])
})

test("a connection that was still being opened when Slack was switched off is let go, and not said to be there", async () => {
  await until(() => slack.connected === 1, "it is connected")
  let letOpen = () => {}
  const held = new Promise<undefined>((resolve) => {
    letOpen = () => resolve(undefined)
  })
  let asked = 0
  slack.failWith(({ method }) => {
    if (method !== "apps.connections.open") return undefined
    asked += 1
    return asked === 1 ? held : undefined
  })
  slack.dropConnections()
  await until(() => asked === 1, "it asks to be connected again")

  await switchOn({ isOn: false })
  letOpen()
  await until(() => slack.everConnected === 2, "Slack lets it in all the same")
  await until(() => slack.connected === 0, "it is let go")
  expect(app.parts.alerts.slackSocket.state).toEqual({ is: "off" })
})

test("posted events count only with Slack's signature, and only while they are fresh", async () => {
  const { noa, head } = await askForPerson()
  const address = `${app.url}/slack/events`
  const body = stringify(slack.event({ user: "U0DANA", text: "By post", thread_ts: head.ts }))
  const now = app.clock.now()

  expect((await slack.post(address, body, now, "0".repeat(32))).status).toBe(401)
  for (const ms of [-301_000, 301_000]) expect((await slack.post(address, body, now + ms)).status).toBe(401)
  expect((await fetch(address, { method: "POST", body })).status).toBe(401)
  expect(await saidByOperators(noa)).toEqual([])
  expect((await slack.post(address, body, now)).status).toBe(200)
  expect((await slack.post(address, body, now)).status).toBe(200)
  expect((await saidByOperators(noa)).map(({ text }) => text)).toEqual(["By post"])

  const hello = await slack.post(address, stringify({ type: "url_verification", challenge: "abc" }), now)
  expect(await hello.json()).toEqual({ challenge: "abc" })
  const [button] = head.blocks.at(-1)!.elements.filter(({ action_id }: { action_id: string }) => action_id === "note")
  const pressed = new URLSearchParams({ payload: stringify(slack.pressOf("U0DANA", button, head.ts)) }).toString()
  expect((await slack.post(`${app.url}/slack/interactions`, pressed, now)).status).toBe(200)
  expect(slack.views).toHaveLength(1)
  const foreign = stringify(slack.event({ user: "U0DANA", text: "Elsewhere", thread_ts: head.ts }, { team_id: "T0X" }))
  expect((await slack.post(address, foreign, now)).status).toBe(200)
  expect(await saidByOperators(noa)).toHaveLength(1)
})

test("switched off, Slack takes nothing in and nothing is posted", async () => {
  const { noa, head } = await askForPerson()
  await switchOn({ isOn: false })
  await until(() => slack.connected === 0, "the connection is let go")
  const body = stringify(slack.event({ user: "U0DANA", text: "Too late", thread_ts: head.ts }))
  expect((await slack.post(`${app.url}/slack/events`, body, app.clock.now())).status).toBe(404)
  expect(await saidByOperators(noa)).toEqual([])
})

test("tokens that Slack refuses are refused, and never shown or logged", async () => {
  const { slackApp } = app.parts.alerts
  const change = { isOn: true, botToken: "xoxb-wrong", appToken: "", signingSecret: "", channel: slackChannel }
  await expect(slackApp.save(owner(), change)).rejects.toThrow("Slack did not accept the bot token: invalid_auth.")
  expect(stringify(slackApp.shown())).not.toContain("right")
  expect(app.logs.join("")).not.toContain("xoxb-")
})

async function eraseNoa(noa: Awaited<ReturnType<TestApp["visitor"]>>): Promise<void> {
  const owner = await app.owner()
  const email = "noa@mail.example"
  await noa.post("/contact", { email })
  const { items } = await owner.api("GET", `/contacts?q=${email}`)
  await owner.api("POST", `/contacts/${items[0].id}/erase`)
}

test("whoever is erased is taken down from Slack, answers first, but for what people wrote there themselves", async () => {
  const { noa, id, head } = await askForPerson("My secret is blue")
  const sam = await app.visitor(cast.sam)
  const other = await sam.say("Hallo")
  await sam.askForPerson()
  await slack.write("U0DANA", "I am here", head.ts)
  await until(() => slack.heads().length === 2 && app.isTold(), "everybody is told")
  expect(stringify(slack.messages)).toContain("My secret is blue")

  await eraseNoa(noa)
  app.clock.advance(6000)
  await app.tick()
  await until(() => !slack.heads().some(({ ts }) => ts === head.ts), "the alert is gone")
  expect(slack.inThread(head.ts)).toEqual([])
  expect(stringify(slack.messages)).not.toContain(id)
  expect(stringify(slack.messages)).toContain(other.conversationId)
  const deleted = slack.calls.filter(({ method }) => method === "chat.delete").map(({ args }) => args.ts)
  // Without the message that it hangs on, the rest could not be found again after a failure.
  expect(deleted.length).toBeGreaterThan(1)
  expect(deleted.at(-1)).toBe(head.ts)
  expect(app.parts.alerts.outbox.store.listOfChannel("slack", 1)[0]).toMatchObject({ kind: "takedown", state: "sent" })
})

test("what Slack does not take down at once is tried again, and an app that is switched off goes on when it is on", async () => {
  const { noa, head } = await askForPerson()
  await until(() => app.isTold(), "everybody is told")
  await switchOn({ isOn: false })
  await eraseNoa(noa)
  app.clock.advance(6000)
  await app.tick()
  expect(slack.heads()).toHaveLength(1)

  await switchOn()
  slack.failWith(({ method }) => (method === "chat.delete" ? new Response("down", { status: 503 }) : undefined))
  app.clock.advance(6000)
  await app.tick()
  await until(() => slack.calls.some(({ method }) => method === "chat.delete"), "it is tried")
  slack.failWith(() => undefined)
  await until(async () => {
    app.clock.advance(60_000)
    await app.tick()
    return !slack.heads().some(({ ts }) => ts === head.ts)
  }, "it is tried again")
})

test("an alert whose visitor was erased while it was on its way does not stay", async () => {
  const posting = Promise.withResolvers<undefined>()
  slack.failWith(({ method }) => (method === "chat.postMessage" ? posting.promise : undefined))
  const noa = await app.visitor()
  await noa.say("My secret is green")
  await noa.askForPerson()
  await until(() => slack.calls.some(({ method }) => method === "chat.postMessage"), "it is on its way")
  await eraseNoa(noa)
  posting.resolve(undefined)
  await until(() => slack.calls.some(({ method }) => method === "chat.delete"), "it is taken back")
  expect(slack.messages).toEqual([])
})
