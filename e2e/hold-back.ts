import type { Page, Request } from "playwright-core"
import { until } from "../src/testing/until"
import { intercept } from "./intercept"

/** Answers from this address are held back until they are let go: a slow connection, as slow as a test needs. */
export async function holdBack(
  page: Page,
  address: string | RegExp,
  which = (request: Request) => request.method() === "GET",
) {
  const { promise, resolve } = Promise.withResolvers<void>()
  let [asked, answered] = [0, 0]
  await intercept(page, address, async (route) => {
    if (!which(route.request())) return route.fallback()
    asked++
    const answer = await route.fetch()
    await promise
    await route.fulfill({ response: answer }).catch(() => {})
    answered++
  })
  return {
    letGo: resolve,
    isAsked: () => until(() => asked > 0, "it is asked for"),
    isAnswered: () => until(() => asked > 0 && answered === asked, "it is answered"),
  }
}
