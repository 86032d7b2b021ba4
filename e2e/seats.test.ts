/** What an owner changes about who answers for what, as it arrives at a desk that is open meanwhile. */

import { expect, setDefaultTimeout, test } from "bun:test"
import { createCaller, createOperatorClient } from "../src/testing/clients"
import { launchBrowser } from "./browser"
import { password, people, startDemoServer } from "./demo-server"
import { ben, deskScene } from "./desk-scene"

setDefaultTimeout(60_000)

const server = await startDemoServer()
const browser = await launchBrowser(server)
const { desk, visitor } = deskScene(server, browser)
const url = () => server.url
const signedIn = await createCaller(url)("POST", "/api/v1/session", { ...people.owner, role: "owner" })
const owner = createOperatorClient(url, signedIn.body.token, signedIn.body.user)
const { id: benId } = await owner.api("POST", "/operators", {
  ...ben,
  password,
  roles: ["operator"],
  seats: ["demo"],
})

test("who loses a seat in the middle of an answer sees what is no longer theirs, and why", async () => {
  const guest = await visitor("Nora")
  await guest.say("Where is my refund?")
  await guest.askForPerson()
  const { page } = await desk(ben)
  await page.click('.row:has-text("Nora") a')
  await page.click('[data-act="takeover"]')
  await page.locator("#composer-says", { hasText: "You are talking with Nora" }).waitFor()
  await page.locator(".composer-text").fill("Your refund is on")

  await owner.api("PUT", `/operators/${benId}`, { seats: [] })

  await page.getByText("An owner changed which chatbots you answer for.").first().waitFor()
  await page.locator(".row").first().waitFor({ state: "detached" })
  expect(await page.locator("#composer").count()).toBe(0)
  await page.getByRole("heading", { name: "You answer for no chatbot" }).waitFor()

  await owner.api("PUT", `/operators/${benId}`, { seats: ["demo"] })

  await page.locator('.row:has-text("Nora")').waitFor()
})

test("of a chatbot that is deleted nothing stays at the desk", async () => {
  const chatbot = await owner.api("POST", "/chatbots", { name: "Second shop", origins: ["*"], aiEnabled: false })
  await owner.api("PUT", `/operators/${benId}`, { seats: ["demo", chatbot.id] })
  const session = await fetch(`${server.url}/api/widget/${chatbot.id}/session`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: server.url },
    body: JSON.stringify({ page: { url: `${server.url}/`, title: "", referrer: "" }, locale: "en", timezone: "UTC" }),
  })
  const { token } = (await session.json()) as { token: string }
  const say = (text: string) =>
    fetch(`${server.url}/api/widget/messages`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: server.url, authorization: `Bearer ${token}` },
      body: JSON.stringify({ clientId: crypto.randomUUID(), text }),
    })
  await say("Of the second shop")
  const { page } = await desk(ben)
  const row = page.locator('.row:has-text("Of the second shop")')
  await row.waitFor()

  await owner.api("DELETE", `/chatbots/${chatbot.id}`)

  await row.waitFor({ state: "detached" })
  const refused = await say("Are you there?")
  expect(refused.status).toBe(404)
  expect(((await refused.json()) as { detail: string }).detail).toBe("This chat is no longer here.")
})
