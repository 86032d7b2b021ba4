/** What an owner reads of what was changed. */

import { afterAll, beforeAll, expect, test } from "bun:test"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { auditWords } from "../../views/admin/audit-words"
import { cookieNames } from "../accounts/auth"
import { shop } from "../testing/cast"
import type { OperatorClient } from "../testing/clients"
import { startTestApp, type TestApp } from "../testing/test-app"

let app: TestApp
let owner: OperatorClient

beforeAll(async () => {
  app = await startTestApp()
  owner = await app.owner()
})
const read = async (path: string) =>
  (await fetch(app.url + path, { headers: { cookie: `${cookieNames.owner}=${owner.token}` } })).text()
afterAll(() => app.stop())

const source = join(import.meta.dir, "..")
const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter(
  (path) => /\.tsx?$/.test(path) && !path.includes(".test."),
)

test("there are words for everything that is noted", () => {
  const noted = files.flatMap((path) =>
    readFileSync(join(source, path), "utf8")
      .split("\n")
      .filter((line) => /\b(?:note|turn|tend)\(/.test(line))
      .flatMap((line) => [...line.matchAll(/"([a-z_]+\.[a-z_]+)"/g)].map(([, action]) => action!)),
  )
  expect(new Set(noted).size).toBeGreaterThan(30)
  expect([...new Set(noted)].filter((action) => !(action in auditWords))).toEqual([])
})

test("the log names what was changed, and shows neither codes nor ids", async () => {
  const path = `/chatbots/${shop}`
  const { question } = await owner.api("POST", `${path}/golden`, { question: "When is it open?", wording: "nine" })
  await owner.api("DELETE", `${path}/golden/${question.id}`)
  const { bookingType: type } = await owner.api("POST", `${path}/booking-types`, { name: "Fitting", minutes: 20 })
  await owner.api("DELETE", `${path}/booking-types/${type.id}`)
  await owner.api("PUT", `${path}/visitor-settings`, { live: true })
  await owner.api("POST", "/contacts", { name: "Noa", email: "noa@mail.example" })

  const page = await read("/admin/settings/log")
  const log = page.slice(page.indexOf("<tbody>"), page.indexOf("</tbody>"))
  for (const words of ["deleted the golden question", "When is it open?", "removed something to book", "Fitting"])
    expect(log).toContain(words)
  expect(log).not.toMatch(/[a-z]+_?[a-z]+\.[a-z_]+(?=\s|<)/)
  expect(log).not.toMatch(/>[^<]*[\da-f]{8}-[\da-f]{4}-/)
})
