import { afterAll, afterEach, beforeEach, expect, test } from "bun:test"
import * as cast from "../testing/cast"
import { startTestApp, type TestApp } from "../testing/test-app"
import { until } from "../testing/until"
import { page as html, links, startTestWebsite, words } from "../testing/website"

const front = html("Harbour Plumbing", words("pipes") + links("/index.html", "/film"))
const site = startTestWebsite({
  "/": front,
  "/index.html": front,
  "/film": new Response("x", { headers: { "content-type": "video/mp4" } }),
})
afterAll(() => site.stop())

let app: TestApp
beforeEach(async () => {
  app = await startTestApp({ env: { BATON_ALLOW_PRIVATE: "127.0.0.1" } })
})
afterEach(() => app.stop())

async function signedIn() {
  const { token } = await app.owner()
  const headers = { cookie: `baton_owner=${token}`, origin: app.url }
  const begin = (fields: Record<string, string>) =>
    app.call("POST", "/admin/guide", new URLSearchParams(fields).toString(), {
      ...headers,
      "content-type": "application/x-www-form-urlencoded",
    })
  return { page: async (path: string) => (await app.call("GET", path, undefined, headers)).body as string, begin }
}
const olga = () => app.parts.people.list().find(({ email }) => email === cast.olga.email)!

test("an owner who is still called by their address is asked for their own name, once", async () => {
  const { page, begin } = await signedIn()
  const start = await page("/admin/guide")
  expect(start).toContain("Your own name")
  expect(start).toMatch(/name="ownName"[^>]*value="Olga"|value="Olga"[^>]*name="ownName"/)
  expect((await begin({ name: "Harbour Plumbing", website: "", locale: "en", ownName: " Olga Brandt " })).status).toBe(
    303,
  )

  expect(olga().name).toBe("Olga Brandt")
  expect(olga()).toMatchObject({ isOwner: true, isOperator: false, disabledAt: null })
  expect(await page("/admin/guide")).not.toContain("Your own name")
})

test("an owner who leaves their name empty keeps the one that they have", async () => {
  const { begin } = await signedIn()
  expect((await begin({ name: "Harbour Plumbing", website: "", locale: "en", ownName: "" })).status).toBe(303)

  expect(olga().name).toBe("Olga")
})

test("the second address of a page is no page that was skipped", async () => {
  const { page, begin } = await signedIn()
  await begin({ name: "Harbour Plumbing", website: site.url, locale: "en" })
  const { id } = app.parts.chatbots.list().find(({ name }) => name === "Harbour Plumbing")!
  const reading = await until(async () => {
    const shown = await page(`/admin/guide/${id}/content`)
    return /data-state="(read|ready|done|finished)"/.test(shown) ? shown : undefined
  }, "it is read")

  expect(reading.replace(/<!-- -->/g, "")).toContain("2 pages found, 1 read, 1 skipped")
  expect(reading).toContain("/film")
  expect(reading).not.toContain("/index.html")
})
