/** What somebody reads whose address leads nowhere. */

import { afterAll, beforeAll, expect, test } from "bun:test"
import { startTestApp, type TestApp } from "../testing/test-app"

let app: TestApp

beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.stop())

const browser = { accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" }
const at = (path: string, headers: Record<string, string> = browser) => fetch(app.url + path, { headers })

test.each([
  ["/admin/nothing-here", "/admin"],
  ["/operator/nothing-here", "/operator"],
  ["/nothing-here", "/"],
])("in a browser %s is a page that leads back", async (path, back) => {
  const answer = await at(path)
  expect(answer.status).toBe(404)
  expect(answer.headers.get("content-type")).toStartWith("text/html")
  const page = await answer.text()
  expect(page).toContain("There is nothing at this address.")
  expect(page).toContain(`href="${back}"`)
})

test("a program gets a problem document at the same address, and a browser too under /api", async () => {
  for (const answer of [await at("/admin/nothing-here", { accept: "*/*" }), await at("/api/v1/nothing-here")]) {
    expect(answer.status).toBe(404)
    expect(answer.headers.get("content-type")).toBe("application/problem+json")
  }
})
