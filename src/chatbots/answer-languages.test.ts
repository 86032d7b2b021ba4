/** In which languages it answers, and the words for others: owners choose them by name, scripts send their codes. */

import { afterAll, beforeAll, expect, test } from "bun:test"
import { shop } from "../testing/cast"
import { startTestApp, type TestApp } from "../testing/test-app"

let app: TestApp
let owner: Awaited<ReturnType<TestApp["owner"]>>
beforeAll(async () => {
  app = await startTestApp()
  owner = await app.owner()
})
afterAll(() => app.stop())

const headers = () => ({ authorization: `Bearer ${owner.token}` })
const page = (tab: string) => `${app.url}/admin/chatbots/${shop}/${tab}`
const read = async (tab: string) => (await fetch(page(tab), { headers: headers() })).text()
const tick = (...codes: string[]) =>
  fetch(page("limits"), {
    method: "POST",
    redirect: "manual",
    headers: headers(),
    body: new URLSearchParams({
      "limits.tone": "friendly",
      "limits.length": "medium",
      ...Object.fromEntries(codes.map((code) => [`limits.languages.${code}`, "on"])),
    }),
  })
const saved = async () => (await owner.api("GET", `/chatbots/${shop}`)).limits.languages
const put = async (change: object) => {
  const response = await fetch(`${app.url}/api/v1/chatbots/${shop}`, {
    method: "PUT",
    headers: { ...headers(), "content-type": "application/json" },
    body: JSON.stringify(change),
  })
  return { status: response.status, detail: (await response.json()).detail as string | undefined }
}
const boxOf = (html: string, code: string) =>
  new RegExp(`<input[^>]*name="limits\\.languages\\.${code}"[^>]*>`).exec(html)?.[0]

test("languages are ticked by name, and the chatbot's own answers those who write another", async () => {
  const before = await read("limits")
  expect(before).toContain("Tone and limits")
  expect(before).toMatch(/name="limits\.languages\.de"[^>]*>\s*<span>German/)
  expect(boxOf(before, "de")).not.toContain("checked")

  expect((await tick("pl", "de", "en")).status).toBe(303)
  expect(await saved()).toEqual(["en", "pl", "de"])
  const after = await read("limits")
  expect(boxOf(after, "pl")).toContain("checked")
  expect(after).toContain("Visitors who write in another one are answered in English.")

  await tick("pl", "fr", "de")
  expect(await saved()).toEqual(["pl", "de", "fr"])
  await tick()
  expect(await saved()).toEqual([])
})

test("what a script saved stands there ticked and stays, also where few speak it", async () => {
  expect((await put({ limits: { languages: ["de-AT", "lb", "fr"] } })).status).toBe(200)
  expect(await saved()).toEqual(["de", "lb", "fr"])
  const html = await read("limits")
  expect(boxOf(html, "lb")).toContain("checked")
  expect(html).toContain("Luxembourgish")

  await tick("fr", "de", "lb")
  expect(await saved()).toEqual(["de", "lb", "fr"])
  await put({ limits: { languages: [] } })
})

test("a script reads what is wrong with a code", async () => {
  expect(await put({ limits: { languages: ["German"] } })).toEqual({ status: 400, detail: "Write “de” for German." })
  expect((await put({ limits: { languages: ["en", "xx"] } })).detail).toContain("“xx” is the code of no language")
  expect((await put({ texts: { qq: { welcome: "?" } } })).detail).toContain("“qq” is the code of no language")
  expect((await put({ texts: { "de-AT": { welcome: "Servus" } } })).detail).toBe("Write “de” without its country.")
  expect(await saved()).toEqual([])
})

test("words for visitors may be written in any language, each by its name", async () => {
  await put({ texts: { pl: { welcome: "Dzień dobry!" } } })
  const html = await read("languages")
  expect(html).toContain("<legend>Polish</legend>")
  expect(html).toMatch(/<option value="sv">Swedish</)
  expect(html).not.toMatch(/<option value="pl">/)
})
