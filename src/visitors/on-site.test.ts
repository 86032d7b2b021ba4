import { afterEach, expect, setDefaultTimeout, test } from "bun:test"
import { noa } from "../testing/cast"
import { refusal } from "../testing/clients"
import { startTestApp, type TestApp } from "../testing/test-app"

setDefaultTimeout(60_000)

let app: TestApp
afterEach(() => app.stop())

test("who is on the website is listed to the end, a page at a time, each once", async () => {
  app = await startTestApp({ content: false })
  const ids: string[] = []
  for (let n = 0; n < 130; n++) {
    ids.push((await app.visitor(noa)).id)
    // Some come in one moment.
    if (n % 7 === 0) app.clock.advance(1000)
  }
  const dana = await app.operator("dana")

  const seen: { id: string; arrivedAt: string }[] = []
  let next = ""
  do {
    const page = await dana.api("GET", `/visitors?limit=40${next && `&cursor=${encodeURIComponent(next)}`}`)
    expect(page.total).toBe(130)
    expect(page.items.length).toBeLessThanOrEqual(40)
    seen.push(...page.items)
    next = page.next
  } while (next)

  expect(seen.length).toBe(130)
  expect(new Set(seen.map(({ id }) => id))).toEqual(new Set(ids))
  const arrivals = seen.map(({ arrivedAt }) => arrivedAt)
  expect(arrivals).toEqual(arrivals.toSorted().reverse())
  const usual = await dana.api("GET", "/visitors")
  expect([usual.items.length, typeof usual.next]).toEqual([100, "string"])
  expect((await refusal(dana.api("GET", "/visitors?cursor=x"))).problem).toMatchObject({ field: "cursor" })
})
