import { afterEach, expect, test } from "bun:test"
import { cookieNames } from "../accounts/auth"
import * as cast from "../testing/cast"
import { createCaller } from "../testing/clients"
import { answers, fails, type Reply, verdict } from "../testing/messages-server"
import { createHookReceiver } from "../testing/receivers"
import { createSlackServer, slackChannel } from "../testing/slack-server"
import { startTestApp, type TestApp } from "../testing/test-app"
import { until } from "../testing/until"

let app: TestApp
afterEach(() => app.stop())

async function pageOf(path: string): Promise<string> {
  const { token } = await app.owner()
  const call = createCaller(
    () => app.url,
    () => ({ cookie: `${cookieNames.owner}=${token}`, "sec-fetch-site": "same-origin" }),
  )
  return (await call("GET", path)).body
}

test("a model whose key was taken away is told to the owner, in words that say what to do, until it answers again", async () => {
  let reply: Reply = answers("We open at nine.", verdict(0.9))
  app = await startTestApp({ answers: "model", otherwise: () => reply })
  await app.ask("When do you open?")
  expect(await pageOf("/admin/settings")).toContain("Connected")
  expect(await pageOf("/admin")).not.toContain("The AI did not answer")

  reply = fails(401)
  await app.ask("When do you open?")
  await app.ask("When do you close?")
  expect(await pageOf("/admin")).toContain("The AI did not answer the last 2 questions")
  expect(await pageOf("/admin")).toContain("The key or the model's name was refused")
  expect(await pageOf("/admin/settings")).toContain("Does not answer")

  reply = answers("We open at nine.", verdict(0.9))
  await app.ask("When do you open?")
  expect(await pageOf("/admin")).not.toContain("The AI did not answer")
  expect(await pageOf("/admin/settings")).toContain("Connected")
})

test("a program that cannot be told is shown on the overview with what it answers, until it is told", async () => {
  const hook = createHookReceiver(() => new Response("no", { status: 500 }))
  app = await startTestApp({ env: { BATON_ALLOW_PRIVATE: "127.0.0.1" } })
  const owner = await app.owner()
  const { id } = await owner.api("POST", "/webhooks", { url: `${hook.url}/in` })
  const noa = await app.visitor(cast.noa)
  await noa.say("Hello")
  await until(() => app.isTold() && app.parts.alerts.outbox.store.listFailing(5).length > 0, "it failed")
  expect(await pageOf("/admin")).not.toContain("not delivered yet")

  app.clock.advance(61_000)
  expect(await pageOf("/admin")).toContain("for another program")
  expect(await pageOf("/admin")).toContain("500 Internal Server Error")

  hook.answer(() => new Response("ok"))
  await app.tick()
  await until(() => app.parts.alerts.outbox.store.count().pending === 0, "everything is told")
  expect(await pageOf("/admin")).not.toContain("not delivered yet")

  // What an owner switches off on purpose is no trouble, also where it does not work just now.
  hook.answer(() => new Response("no", { status: 500 }))
  await noa.say("Hello again")
  await until(() => app.parts.alerts.outbox.store.listFailing(5).length > 0, "it failed")
  await owner.api("PUT", `/webhooks/${id}`, { enabled: false })
  expect(await pageOf("/admin")).not.toContain("no longer notified")
  hook.stop()
})

test("a token that Slack takes back is told to the owner with what to do, until there is a new one", async () => {
  const slack = createSlackServer()
  app = await startTestApp({ env: { SLACK_API_URL: slack.url } })
  const { slackApp, slackSocket } = app.parts.alerts
  const owner = app.parts.people.list().find(({ isOwner }) => isOwner)!
  const change = { isOn: true, botToken: "xoxb-right", signingSecret: "", channel: slackChannel }
  await slackApp.save(owner, { ...change, appToken: "xapp-right" })
  await until(() => slackSocket.state.is === "connected", "it is connected")
  expect(await pageOf("/admin/alerts")).toContain("Connected · Luma Shoes")

  slack.failWith(({ method }) =>
    method === "apps.connections.open" ? Response.json({ ok: false, error: "token_revoked" }) : undefined,
  )
  slack.dropConnections()
  await until(() => slackSocket.state.is === "failed", "it is not connected")
  const toDo = "Slack does not accept the app-level token any more (token_revoked)."
  expect(await pageOf("/admin/alerts")).toContain(toDo)
  expect(await pageOf("/admin/alerts")).not.toContain("cannot be reached")
  expect(await pageOf("/admin")).not.toContain("written in Slack")
  app.clock.advance(61_000)
  expect(await pageOf("/admin")).toContain("Nothing that is written in Slack reaches a visitor.")
  expect(await pageOf("/admin")).toContain(toDo)

  slack.failWith(() => undefined)
  await slackApp.save(owner, { ...change, appToken: "" })
  await until(() => slackSocket.state.is === "connected", "it is connected again")
  expect(await pageOf("/admin")).not.toContain("written in Slack")

  // The other token: alerts wait, and say what for.
  slack.failWith(() => Response.json({ ok: false, error: "account_inactive" }))
  const noa = await app.visitor()
  await noa.say("Hello")
  await noa.askForPerson()
  await until(() => app.parts.alerts.outbox.store.listFailing(5).length > 0, "the alert waits")
  expect(await pageOf("/admin/alerts")).toContain(
    "Slack does not accept the bot token any more (account_inactive). Copy a new one from “OAuth &amp; Permissions”",
  )
  // And when there is nobody at all at the other end.
  await slack.stop()
  await slackApp.remove(owner)
  const offline = await startTestApp({ env: { SLACK_API_URL: "https://slack.invalid/api" } })
  const { slackApp: app2 } = offline.parts.alerts
  const said = await app2.save(owner, { ...change, appToken: "xapp-right" }).catch((error: Error) => error.message)
  await offline.stop()
  expect(said).toContain("There is no address for its name; is this server online?")
})
