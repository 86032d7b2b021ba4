/** The disk is full, or another program has the database: everybody is told, nothing is doubled, and it passes by itself. */

import { afterAll, beforeAll, expect, test } from "bun:test"
import { join } from "node:path"
import { cookieNames } from "../accounts/auth"
import { connect } from "../db/driver"
import * as cast from "../testing/cast"
import { newClientId, type Refused, type VisitorClient } from "../testing/clients"
import { startTestApp, type TestApp } from "../testing/test-app"
import { until } from "../testing/until"

let app: TestApp
let noa: VisitorClient

beforeAll(async () => {
  app = await startTestApp({ content: false })
  noa = await app.visitor(cast.noa)
  await noa.say("Hello")
})
afterAll(() => app.stop())

/** As full as SQLite says it is when the disk is. */
function setMostPages(pages: number): void {
  app.db.inWrite<[]>(`PRAGMA max_page_count = ${pages}`).get()
}
const long = "Where is my order? ".repeat(100)

test("what does not fit is refused as something that passes, and the same words are kept once when there is room", async () => {
  setMostPages(1)
  let clientId = newClientId()
  let refused: Refused | undefined
  for (let tries = 0; !refused && tries < 500; tries++) {
    clientId = newClientId()
    refused = await noa.say(long, clientId).then(
      () => undefined,
      (error: Refused) => error,
    )
  }
  expect(refused?.status).toBe(503)
  expect(refused?.problem).toMatchObject({ code: "unavailable", retryAfter: 5 })
  expect(refused?.answer.headers.get("retry-after")).toBe("5")

  setMostPages(1_000_000)
  const kept = await noa.say(long, clientId)
  const again = await noa.say(long, clientId)

  expect(again.id).toBe(kept.id)
  expect((await noa.events()).filter((event) => event.clientId === clientId)).toHaveLength(1)
})

test("while another program holds the database, what is written waits for it and what is read does not", async () => {
  const other = connect(join(app.folder, "baton.db"))
  other.exec("BEGIN IMMEDIATE")
  let isAnswered = false
  const said = noa.say("In the middle of it").finally(() => {
    isAnswered = true
  })

  expect((await app.call("GET", "/healthz")).status).toBe(200)
  expect((await app.call("GET", "/readyz")).status).toBe(503)
  expect((await noa.call("GET", "/api/widget/events?after=0")).status).toBe(200)
  expect(isAnswered).toBeFalse()
  other.exec("COMMIT")
  other.close()

  expect(await said).toMatchObject({ text: "In the middle of it" })
})

test("whoever signs in meanwhile gets the form again with what they typed and what is wrong, and an owner inside reads it first", async () => {
  const { token } = await app.owner()
  const page = { accept: "text/html", "sec-fetch-site": "same-origin" }
  const signIn = (who: { email: string }, base: string) =>
    fetch(`${app.url}${base}/sign-in`, {
      method: "POST",
      redirect: "manual",
      headers: page,
      body: new URLSearchParams({ email: who.email, password: cast.password, next: base }),
    })
  const overview = async () => {
    const answer = await fetch(`${app.url}/admin`, { headers: { ...page, cookie: `${cookieNames.owner}=${token}` } })
    return answer.text()
  }
  const isTold = async () => (await overview()).includes("Nothing can be kept")
  // It is looked at once a second.
  await until(async () => !(await isTold()), "what was before has passed")

  app.db.inWrite<[]>("PRAGMA query_only = 1").run()
  for (const [who, base] of [
    [cast.dana, "/operator"],
    [cast.olga, "/admin"],
  ] as const) {
    const refused = await signIn(who, base)
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "5"])
    const text = await refused.text()
    expect(/value="([^"@]+@[^"]+)"/.exec(text)?.[1]).toBe(who.email)
    expect(/role="alert".*?<span>(.*?)<\/span>/.exec(text)?.[1]).toBe(
      "You cannot be signed in just now. Try again in a moment. If it stays so, whoever runs Baton looks at the disk of its data folder: it may be full.",
    )
    expect(text.includes(cast.password)).toBe(false)
  }
  await until(isTold, "the owner is told")

  app.db.inWrite<[]>("PRAGMA query_only = 0").run()
  expect((await signIn(cast.dana, "/operator")).status).toBeLessThan(400)
  await until(async () => !(await isTold()), "it has passed")
})
