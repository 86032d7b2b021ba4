/** What an owner changes while others have their windows open: it is seen there without being asked for. */

import { afterEach, expect, setDefaultTimeout, test } from "bun:test"
import { createCaller, createOperatorClient } from "../src/testing/clients"
import { until } from "../src/testing/until"
import { launchBrowser } from "./browser"
import { password, people } from "./demo-server"
import { ana, ben, deskScene } from "./desk-scene"
import { intercept } from "./intercept"
import { openWidget, say, startWidgetSite } from "./widget-site"

setDefaultTimeout(90_000)

const site = await startWidgetSite()
const browser = await launchBrowser(site)
afterEach(site.reset)
const signedIn = await createCaller(() => site.url)("POST", "/api/v1/session", { ...people.owner, role: "owner" })
const owner = createOperatorClient(() => site.url, signedIn.body.token, signedIn.body.user)
const added = await owner.api("POST", "/operators", { ...ben, password, roles: ["operator"], seats: ["demo"] })
const { desk } = deskScene({ url: site.url } as Parameters<typeof deskScene>[0], browser)

test("a renamed operator has the new name in every open window: desks, colleagues' lists, the visitor's widget", async () => {
  const visitor = await openWidget(await browser.newContext(), site.origin)
  await say(visitor, "Can a person look at my order?")
  const id = await site.conversationOf(visitor)
  const bens = await desk(ben)
  await bens.page.goto(`${site.url}/operator/conversations/${id}`)
  await bens.page.click('[data-act="takeover"]')
  await bens.page.locator("#composer-says", { hasText: "You are talking with" }).waitFor()
  const anas = await desk(ana)
  await anas.page.goto(`${site.url}/operator/conversations/${id}`)
  const row = anas.page.locator(`#row-${id} .for-others`)
  const badge = anas.page.locator("#conversation-title .badge")
  const line = anas.page.locator("#composer-says")
  for (const place of [row, badge, line]) await place.filter({ hasText: "Ben" }).waitFor()
  const header = visitor.locator(".panel .head")
  await header.filter({ hasText: "Ben is here" }).waitFor()
  const before = await site.operator.open(id)

  await owner.api("PUT", `/operators/${added.id}`, { name: "Benedikta" })

  for (const place of [row, badge]) await place.filter({ hasText: /^\s*Benedikta\s*$/ }).waitFor()
  await line.filter({ hasText: "Benedikta is talking with" }).waitFor()
  await anas.page.getByText("Take over from Benedikta").waitFor()
  await header.filter({ hasText: "Benedikta is here" }).waitFor()
  await bens.page.locator("summary[aria-label='Benedikta: account']").waitFor()
  // Nothing was written for it, and a page that is loaded again says the same.
  expect((await site.operator.open(id)).events.length).toBe(before.events.length)
  await visitor.reload()
  await header.filter({ hasText: "Benedikta is here" }).waitFor()
})

test("of a chatbot that is deleted an open widget leaves the page, and a proxy that has lost its way is no deletion", async () => {
  const chatbot = await owner.api("POST", "/chatbots", { name: "Second shop", origins: ["*"], aiEnabled: false })
  const visitor = await openWidget(await browser.newContext(), `${site.origin}/?chatbot=${chatbot.id}`)
  await say(visitor, "Are you there?")
  await visitor.locator(".mine", { hasText: "Are you there?" }).locator(".meta", { hasText: "Sent" }).waitFor()

  // As Traefik answers while the container behind it starts anew.
  let refused = 0
  await intercept(visitor, "**/api/widget/stream*", (route) => {
    refused++
    return route.fulfill({ status: 404, contentType: "text/plain", body: "404 page not found" })
  })
  await site.goDown()
  await site.comeBack()
  await until(() => refused > 1, "the widget looks for its server")
  await visitor.unroute("**/api/widget/stream*")
  expect(await visitor.locator("baton-chat").count()).toBe(1)

  await owner.api("DELETE", `/chatbots/${chatbot.id}`)

  await visitor.locator("baton-chat").waitFor({ state: "detached", timeout: 60_000 })
})
