import type { BrowserContext, Page, Request, Route } from "playwright-core"
import { until } from "../src/testing/until"

type Handler = (route: Route, request: Request) => unknown

/** No page of ours asks for it: only whether requests are held up already. */
const probe = "/is-intercepted"

/**
 * What pages ask for under this address goes to the handler from now on, until it is unrouted. Chromium begins and ceases
 * to hold requests up a moment after it says so: what goes out in that moment is missed, or never answered. So we wait
 * until it does, and it never ceases.
 */
export async function intercept(
  target: Page | BrowserContext,
  address: string | RegExp,
  handler: Handler,
): Promise<void> {
  await target.route(`**${probe}`, (route) => route.fulfill({ status: 204 }))
  await target.route(address, handler)
  const pages = "pages" in target ? target.pages() : [target]
  // One that is opened later has it from its first request on. Where a page may not ask for anything, we cannot tell.
  for (const page of pages.filter((each) => each.url().startsWith("http")))
    await until(
      () => page.evaluate(async (path) => (await fetch(path).catch(() => null))?.status !== 404, probe),
      "requests are held up",
    )
}
