/** Who answers from Slack has no desk open, and is there all the same while Slack says that they are active. */

import { afterEach, beforeEach, expect, setDefaultTimeout, test } from "bun:test"
import * as cast from "../testing/cast"
import { createSlackServer, type SlackServer, slackChannel, slackSecret } from "../testing/slack-server"
import { startTestApp, type TestApp } from "../testing/test-app"

setDefaultTimeout(20_000)

let slack: SlackServer
let app: TestApp
beforeEach(async () => {
  slack = createSlackServer()
  slack.names.U0DANA = "Dana D."
  app = await startTestApp({ env: { SLACK_API_URL: slack.url, BATON_URL: "https://chat.example" } })
  const people = app.parts.people.list()
  const owner = people.find(({ isOwner }) => isOwner)!
  const dana = people.find(({ email }) => email === cast.operators.dana.email)!
  const tokens = { botToken: "xoxb-right", appToken: "xapp-right", signingSecret: slackSecret }
  await app.parts.alerts.slackApp.save(owner, { isOn: true, ...tokens, channel: slackChannel })
  await app.parts.alerts.slackLinks.assign(owner, dana.id, "U0DANA")
})
afterEach(async () => {
  await app.stop()
  await slack.stop()
})

test("while they are active nobody is told that they cannot be reached, and once they are not, everybody is", async () => {
  const dana = await app.operator("dana")
  const visitor = await app.visitor()
  const { conversationId } = await visitor.say("Where is my order?")
  await dana.takeOver(conversationId)
  const pass = async (seconds: number) => {
    for (let passed = 0; passed < seconds; passed += 5) {
      app.clock.advance(5_000)
      await app.tick()
    }
  }
  const notices = async () =>
    (await visitor.events()).flatMap(({ type, code }: { type: string; code: string }) =>
      type === "notice" ? [code] : [],
    )

  slack.setActive("U0DANA")
  await pass(9 * 60)
  expect(await notices()).toEqual(["operator_joined"])
  expect((await visitor.conversation()).state).toBe("human")

  slack.setActive()
  await pass(3 * 60)
  expect(await notices()).toEqual(["operator_joined", "operator_away"])
  await pass(4 * 60)
  expect((await visitor.conversation()).state).toBe("waiting")
})
