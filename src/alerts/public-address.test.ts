import { afterEach, beforeEach, describe, expect, test } from "bun:test"
import * as cast from "../testing/cast"
import { startTestApp, type TestApp } from "../testing/test-app"

let app: TestApp
beforeEach(async () => {
  app = await startTestApp({ content: false, env: { BATON_ALLOW_PRIVATE: "127.0.0.1" } })
})
afterEach(() => app.stop())

const known = () => app.parts.alerts.alertSettings.publicUrl()

/** The owner's browser: its cookie, and the address that it has the page open under. */
async function signIn(host: string) {
  const body = new URLSearchParams({ email: cast.olga.email, password: cast.password }).toString()
  const headers = { host, "sec-fetch-site": "same-origin", "content-type": "application/x-www-form-urlencoded" }
  const answer = await app.call("POST", "/admin/sign-in", body, headers)
  expect(answer.status).toBe(303)
  return answer.headers.get("set-cookie")!.split(";")[0]!
}
const openAlerts = (cookie: string, host: string, more: Record<string, string> = {}) =>
  app.call("GET", "/admin/alerts", undefined, { cookie, host, ...more })

describe("the address in letters, where BATON_URL does not say it", () => {
  test("is the one under which the owner signed in, and then the one under which they look at the alerts", async () => {
    const cookie = await signIn("chat.shop.example")
    expect(known()).toBe("http://chat.shop.example")

    await signIn("10.0.0.7:3000")
    expect(known()).toBe("http://chat.shop.example")

    const { body } = await openAlerts(cookie, "10.0.0.7:3000", { "sec-fetch-site": "none" })
    expect(known()).toBe("http://10.0.0.7:3000")
    expect(body).toContain("http://10.0.0.7:3000")
  })

  test("is nobody else's to say: no operator's, no visitor's, no script's, no other website's", async () => {
    await signIn("chat.shop.example")
    const cookie = await signIn("chat.shop.example")
    const [dana, owner] = [await app.operator("dana"), await app.owner()]
    const evil = { host: "evil.example" }
    const subscription = { endpoint: "https://127.0.0.1:9/x", keys: { p256dh: "a", auth: "b" } }

    await dana.call("POST", "/api/v1/me/push", subscription, evil)
    await dana.call("GET", "/operator/alerts", undefined, evil)
    await owner.call("GET", "/admin/alerts", undefined, evil)
    await app.call("POST", `/api/widget/${cast.shop}/session`, cast.noa, evil)
    await openAlerts(cookie, "evil.example", { "sec-fetch-site": "cross-site" })

    expect(known()).toBe("http://chat.shop.example")
  })

  test("is no name of this machine alone, once another is known", async () => {
    const cookie = await signIn("localhost:3000")
    expect(known()).toBe("http://localhost:3000")
    await signIn("chat.shop.example")
    expect(known()).toBe("http://chat.shop.example")

    await openAlerts(cookie, "localhost:3000")

    expect(known()).toBe("http://chat.shop.example")
  })
})

test("what a proxy passes on as a host, and is none, is not taken for one", async () => {
  const behind = await startTestApp({ content: false, env: { BATON_TRUST_PROXY: "1" } })
  try {
    const owner = await behind.owner()
    const snippetFor = async (host: string) =>
      (await owner.call("GET", `/api/v1/chatbots/${cast.shop}`, undefined, { "x-forwarded-host": host })).body.snippet

    expect(await snippetFor("chat.shop.example")).toContain("http://chat.shop.example/widget.js")
    expect(await snippetFor('evil.example/x"><script>')).not.toContain("evil.example")
  } finally {
    await behind.stop()
  }
})
