/** A website's own page around the widget, and a whole conversation in it. */

import { expect } from "bun:test"
import type { BrowserContext, Page } from "playwright-core"
import { say, shown, type startWidgetSite } from "./widget-site"

export const head =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'

/** What the host's own error reporter would be told. */
export async function withReporter(context: BrowserContext) {
  const problems: string[] = []
  await context.exposeBinding("report", (_, problem: string) => problems.push(problem))
  await context.addInitScript(() => {
    const { report } = window as unknown as { report: (problem: string) => void }
    window.onerror = (message) => report(`${message}`)
    window.onunhandledrejection = ({ reason }) => report(`${reason}`)
    document.addEventListener("securitypolicyviolation", (event) =>
      report(`${event.violatedDirective} ${event.blockedURI}`),
    )
  })
  return problems
}

export const sent = (page: Page, text: string) =>
  page
    .locator(".mine", { hasText: text })
    .locator(".meta", { hasText: /Sent|Seen/ })
    .waitFor()

/** From the question to a person's reply, and the page loaded again: each word once, in order. */
export async function converse(site: Awaited<ReturnType<typeof startWidgetSite>>, page: Page) {
  await say(page, "How do I return shoes?")
  await page.locator(".row.ai .chip").first().waitFor()
  await page.locator(".person").click()
  await page.locator(".badge", { hasText: "Waiting for a person" }).waitFor()
  const id = await site.conversationOf(page)
  await site.operator.takeOver(id)
  await page.locator(".badge", { hasText: "Ana is here" }).waitFor()
  await say(page, "Hello Ana")
  await sent(page, "Hello Ana")
  await site.operator.say(id, "Hi, **Ana** here.")
  await page.locator(".row.human strong", { hasText: "Ana" }).waitFor()
  const before = await shown(page)
  expect(before.filter((text) => text === "Hello Ana")).toHaveLength(1)
  await page.reload()
  await page.locator(".panel[open]").waitFor()
  await page.locator(".row.human strong", { hasText: "Ana" }).waitFor()
  expect(await shown(page)).toEqual(before)
  return id
}

export const box = async (page: Page, selector: string) => {
  await page.waitForFunction(() => document.querySelector("baton-chat")!.shadowRoot!.getAnimations().length === 0)
  const { x, y, width, height } = (await page.locator(selector).boundingBox())!
  return [x, y, width, height].map(Math.round)
}
