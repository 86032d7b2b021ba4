import { afterEach, beforeEach, expect, test } from "bun:test"
import { systemActor } from "../conversations/actors"
import * as cast from "../testing/cast"
import { createHookReceiver, type HookReceiver } from "../testing/receivers"
import { createSlackServer, slackChannel } from "../testing/slack-server"
import { startTestApp, type TestApp } from "../testing/test-app"
import { until } from "../testing/until"

let slack: HookReceiver
let app: TestApp
beforeEach(async () => {
  slack = createHookReceiver()
  app = await startTestApp({
    env: { SLACK_WEBHOOK_URL: `${slack.url}/services/T/B/secret`, BATON_URL: "https://chat.example" },
  })
})
afterEach(async () => {
  await app.stop()
  await slack.stop()
})

type Block = { type: string; text?: { text: string }; elements?: { text: string | { text: string }; url?: string }[] }
const messages = () => slack.heard.map(({ json }) => json as { text: string; blocks: Block[] })

async function askForPerson() {
  const noa = await app.visitor()
  const said = await noa.say("My order <!channel> is lost & I want somebody to look at it")
  await noa.askForPerson()
  return { noa, id: said.conversationId as string }
}

test("Slack reads who waits, why and what they want, with a button to the desk, at once", async () => {
  // No timer runs and the clock stands: what waited for either would never be told.
  const { id } = await askForPerson()
  await until(() => slack.heard.length > 0, "Slack is told")

  const [message] = messages()
  expect(slack.heard[0]!.path).toBe("/services/T/B/secret")
  expect(message!.text).toContain("A visitor is waiting for a person · Luma Shoes")
  const words = JSON.stringify(message!.blocks)
  expect(words).toContain("My order <!channel> is lost")
  expect(words).toContain("https://shop.example/boots")
  // What a visitor wrote is never read as a command to Slack.
  const wanted = message!.blocks.find(({ text }) => text?.text.includes("<!channel>"))
  expect(wanted).toMatchObject({ type: "section", text: { type: "plain_text" } })
  expect(message!.blocks.at(-1)!.elements![0]!.url).toBe(`https://chat.example/operator/conversations/${id}`)
})

test("whose very first words are the wish for a person is heard by the team", async () => {
  const noa = await app.visitor()
  const { conversationId } = await noa.say("Can I talk to a human?")
  await until(() => slack.heard.length > 0, "Slack is told")

  expect(messages()[0]!.text).toContain("A visitor is waiting for a person")
  expect(JSON.stringify(messages()[0]!.blocks)).toContain("Can I talk to a human?")
  expect(app.parts.conversations.find(conversationId)!.lifecycle.state).toBe("waiting")
})

test("when somebody takes it, Slack reads who", async () => {
  const { id } = await askForPerson()
  await until(() => slack.heard.length === 1, "Slack is told")
  await until(() => app.isTold(), "everybody is told")
  const dana = await app.operator("dana")
  app.clock.advance(1000)
  await dana.takeOver(id)
  await until(() => slack.heard.length === 2, "Slack is told again")

  expect(messages()[1]!.text).toContain("Dana has taken over A visitor")
  // Once: what becomes of it afterwards is no news to whoever was called.
  const eli = await app.operator("eli")
  await until(() => app.isTold(), "everybody is told")
  await eli.takeOver(id, { force: true })
  await eli.close(id)
  await until(() => app.isTold() && app.parts.alerts.outbox.store.count().pending === 0, "everybody is told")
  expect(messages()).toHaveLength(2)
})

test("who waits once more in the same conversation, and is taken over again, is told of again", async () => {
  const { noa, id } = await askForPerson()
  const dana = await app.operator("dana")
  const told = async (count: number) => {
    await until(() => slack.heard.length === count, "Slack is told")
    await until(() => app.isTold(), "everybody is told")
    app.clock.advance(1000)
  }
  await told(1)
  await dana.takeOver(id)
  await told(2)
  await dana.handBack(id)
  await noa.askForPerson()
  await told(3)
  await dana.takeOver(id)
  await told(4)

  const isTaken = messages().map(({ text }) => text.includes("Dana has taken over"))
  expect(isTaken).toEqual([false, true, false, true])
})

test("where the app for answering is on, it tells alone: nothing stands in Slack twice", async () => {
  const workspace = createSlackServer()
  await app.stop()
  app = await startTestApp({
    env: { SLACK_WEBHOOK_URL: `${slack.url}/services/T/B/secret`, SLACK_API_URL: workspace.url },
  })
  try {
    const owner = app.parts.people.list().find(({ isOwner }) => isOwner)!
    const tokens = { botToken: "xoxb-right", appToken: "xapp-right", signingSecret: "" }
    await app.parts.alerts.slackApp.save(owner, { ...tokens, isOn: true, channel: slackChannel })
    const { id } = await askForPerson()
    await until(() => workspace.heads().length > 0, "the app tells it")
    await (await app.operator("dana")).takeOver(id)
    await until(() => workspace.heads()[0]!.text.includes("Dana is talking with"), "and who came")
    expect(messages()).toEqual([])
  } finally {
    await app.stop()
    await workspace.stop()
    app = await startTestApp()
  }
})

test("given back to the AI without anybody having taken it, Slack reads that nobody waits any more", async () => {
  const { id } = await askForPerson()
  await until(() => slack.heard.length === 1, "Slack is told")
  await until(() => app.isTold(), "everybody is told")
  await (await app.operator("dana")).handBack(id)
  await until(() => slack.heard.length === 2, "Slack is told again")

  expect(messages()[1]!.text).toContain("A visitor is with the AI again")
})

test("when it goes to the backup queue, the team is told again", async () => {
  const owner = await app.owner()
  const [dana, eli] = [await app.operator("dana"), await app.operator("eli")]
  const { queue } = await owner.api("POST", "/queues", {
    name: "Backup",
    members: [{ personId: eli.id, preference: 1 }],
  })
  await owner.api("PUT", `/queues/${cast.team}`, {
    members: [{ personId: dana.id, preference: 1 }],
    backupQueueId: queue.id,
  })
  const { id } = await askForPerson()
  await until(() => slack.heard.length === 1, "Slack is told")
  await until(() => app.isTold(), "everybody is told")
  await eli.setAvailability("online")
  await until(() => app.parts.conversations.find(id)!.queueId === queue.id, "it overflows")
  await until(() => slack.heard.length === 2, "Slack is told again")

  expect(messages()[1]!.text).toContain("A visitor is still waiting")
})

test("an alert that could not be sent before somebody came is withdrawn, and nothing is said of it", async () => {
  slack.answer(() => new Response("no_service", { status: 503 }))
  const { id } = await askForPerson()
  await until(() => slack.heard.length === 1, "Slack is tried")
  await until(() => app.isTold(), "everybody is told")
  const other = await app.visitor(cast.sam)
  const otherId = (await other.say("Ich brauche Hilfe")).conversationId as string
  await other.askForPerson()
  await until(() => app.parts.alerts.outbox.store.count().pending === 2, "the second one waits its turn")
  const dana = await app.operator("dana")
  await dana.takeOver(otherId)
  await until(() => app.parts.alerts.outbox.store.count().withdrawn === 1, "the second one is withdrawn")
  slack.answer(() => new Response("ok"))
  app.clock.advance(60_000)
  await app.tick()
  await until(() => slack.heard.length === 2, "the first one is tried again")
  await until(() => app.isTold(), "everybody is told")

  expect(messages()[1]!.text).toContain("waiting for a person")
  expect(JSON.stringify(messages())).not.toContain("taken over")
  expect(app.parts.alerts.outbox.store.listInState("sent", 9).map(({ conversationId }) => conversationId)).toEqual([id])
})

test("an alert that was tried may have arrived: when somebody has come meanwhile, that is told", async () => {
  slack.answer(() => new Response("no_service", { status: 503 }))
  const { id } = await askForPerson()
  await until(() => slack.heard.length === 1, "Slack is tried")
  await until(() => app.isTold(), "everybody is told")
  const dana = await app.operator("dana")
  await dana.takeOver(id)
  await until(() => app.isTold(), "everybody is told")
  slack.answer(() => new Response("ok"))
  app.clock.advance(60_000)
  await app.tick()
  await until(() => slack.heard.length === 2, "Slack is told")
  await until(() => app.isTold(), "everybody is told")

  expect(messages()[1]!.text).toContain("Dana has taken over")
})

test("Slack that asks to be left alone is, also under an address that the owner has entered", async () => {
  await app.stop()
  app = await startTestApp({ env: { BATON_ALLOW_PRIVATE: "127.0.0.1" } })
  await (await app.owner()).api("PUT", "/alerts", { slack: { url: `${slack.url}/services/T/B/own` } })
  slack.answer(() => new Response("rate_limited", { status: 429, headers: { "retry-after": "100" } }))
  await askForPerson()
  await until(() => slack.heard.length === 1, "Slack is asked")
  await until(() => app.isTold(), "everybody is told")
  app.clock.advance(90_000)
  await app.tick()
  await until(() => app.isTold(), "everybody is told")
  expect(slack.heard).toHaveLength(1)

  app.clock.advance(11_000)
  await app.tick()
  await until(() => slack.heard.length === 2, "it goes when Slack wants it")
})

test("when the promised time passes, the team is told again", async () => {
  await askForPerson()
  await until(() => slack.heard.length === 1, "Slack is told")
  await until(() => app.isTold(), "everybody is told")
  app.clock.advance(121_000)
  await app.tick()
  await until(() => slack.heard.length === 2, "Slack is told again")

  expect(messages()[1]!.text).toContain("A visitor is still waiting (2 minutes)")
})

test("ordinary messages cause nothing, and what was configured later hears only of what happens later", async () => {
  const quiet = await startTestApp()
  try {
    const noa = await quiet.visitor()
    await noa.say(cast.knownQuestion)
    await noa.askForPerson()
    expect(quiet.parts.alerts.follower.isFollowing).toBeFalse()
    const olga = quiet.parts.people.list().find(({ isOwner }) => isOwner)!
    const refused = quiet.parts.alerts.alertSettings.saveSlack(olga, slack.url)
    await expect(refused).rejects.toThrow("private address")
    await quiet.db.write((tx) => {
      quiet.parts.settings.save(tx, "slack", { url: slack.url }, 0)
      quiet.parts.alerts.follower.noteChange(tx)
    })
    expect(quiet.parts.alerts.follower.isFollowing).toBeTrue()

    const sam = await quiet.visitor(cast.sam)
    await sam.askForPerson()
    const { outbox } = quiet.parts.alerts
    await until(() => outbox.store.listOfChannel("slack", 9).length > 0, "the later one is told")

    // The address was put there past the check: it is refused again when it is used.
    await until(() => outbox.store.listOfChannel("slack", 9)[0]!.answer, "it was tried")
    expect(outbox.store.listOfChannel("slack", 9)).toHaveLength(1)
    expect(outbox.store.listOfChannel("slack", 9)[0]!.answer).toContain("private address")
    expect(slack.heard).toEqual([])
  } finally {
    await quiet.stop()
  }
})

test("a restart tells what happened while it was down, once", async () => {
  const { id } = await askForPerson()
  await until(() => slack.heard.length === 1, "Slack is told")
  await until(() => app.isTold(), "everybody is told")
  await app.restart({ clean: false })
  await app.restart()
  const dana = await app.operator("dana")
  await dana.takeOver(id)
  await until(() => slack.heard.length === 2, "Slack is told who came")
  await app.restart()
  await Bun.sleep(100)

  expect(slack.heard).toHaveLength(2)
})

test("what is worth a look is told once for each reason, however often it is seen, until a hand-back", async () => {
  const noa = await app.visitor()
  const { conversationId: id } = await noa.say(cast.knownQuestion)
  await app.dealtWith(id)
  const rule = { id: "r1", name: "Wholesale" }
  async function see(kind: "high_intent" | "rule"): Promise<void> {
    await app.db.write((tx) => {
      const payload = { kind, score: 1, evidence: [], ...(kind === "rule" ? { rule } : {}) }
      app.parts.commands.append(tx, app.parts.conversations.getInWrite(tx, id), systemActor, {
        type: "signal",
        payload,
      })
    })
    await until(() => app.isTold(), "whoever is to be told is told")
  }
  const told = () => messages().map(({ text }) => /look · Luma Shoes: (.*)/.exec(text)?.[1])
  await see("high_intent")
  await until(() => told().length === 1, "Slack is told")
  await see("high_intent")
  await see("rule")
  await until(() => told().length === 2, "the other reason is told too")
  await see("high_intent")
  await see("rule")
  expect(told()).toEqual(["Ready to buy", "Rule “Wholesale”"])

  const dana = await app.operator("dana")
  await dana.takeOver(id)
  await until(() => messages().length === 3, "Slack is told who came")
  await dana.handBack(id)
  await see("rule")
  await until(() => messages().length === 4, "Slack is told anew")
  expect(told().at(-1)).toBe("Rule “Wholesale”")
})

test("a rule that alerts tells the team once while the AI goes on, and who takes a look is told too", async () => {
  const owner = await app.owner()
  const rule = { name: "Wholesale", when: { kind: "words", phrases: ["wholesale"] }, action: { kind: "alert" } }
  await owner.api("PUT", `/chatbots/${cast.shop}/rules`, { rules: [rule] })
  const noa = await app.visitor()
  const { conversationId } = await noa.say(`I buy wholesale. ${cast.knownQuestion}`)
  await until(() => slack.heard.length === 1, "Slack is told")
  await until(() => app.isTold(), "everybody is told")
  await noa.say("How long does delivery take for wholesale?")
  await until(async () => (await noa.events()).filter(({ actor }) => actor.kind === "ai").length >= 2, "the AI goes on")
  const dana = await app.operator("dana")
  await dana.takeOver(conversationId)
  await until(() => slack.heard.length === 2, "Slack is told who came")

  expect(messages()[0]!.text).toContain("worth a look · Luma Shoes: Rule “Wholesale”")
  expect(messages()[1]!.text).toContain("Dana has taken over")
  // A hand-back begins afresh.
  await dana.handBack(conversationId)
  await noa.say(`And for wholesale? ${cast.knownQuestion}`)
  await until(() => slack.heard.length === 3, "Slack is told anew")
  expect(messages()[2]!.text).toContain("worth a look")
})
