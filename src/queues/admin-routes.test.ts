import { afterEach, expect, test } from "bun:test"
import { cookieNames } from "../accounts/auth"
import * as cast from "../testing/cast"
import { createCaller } from "../testing/clients"
import { startTestApp, type TestApp } from "../testing/test-app"

let app: TestApp
afterEach(() => app.stop())

async function signedIn() {
  app = await startTestApp()
  const { token } = await app.owner()
  const call = createCaller(
    () => app.url,
    () => ({ cookie: `${cookieNames.owner}=${token}`, "sec-fetch-site": "same-origin" }),
  )
  return (method: string, path: string, fields?: Record<string, string>) =>
    call(method, path, fields && new URLSearchParams(fields).toString(), {
      ...(fields ? { "content-type": "application/x-www-form-urlencoded" } : {}),
    })
}

const fields = {
  name: "Repairs",
  assignment: "automatic",
  offerSeconds: "20",
  overflowSeconds: "90",
  memberLimit: "3",
  backupQueueId: "",
}

test("an owner adds a queue with its members by a plain form, and it is listed", async () => {
  const call = await signedIn()
  const dana = app.parts.people.list().find(({ name }) => name === "Dana")!
  const added = await call("POST", "/admin/queues", {
    ...fields,
    [`member.${dana.id}`]: "on",
    [`preference.${dana.id}`]: "2",
  })
  expect(added.status).toBe(303)

  const queue = app.parts.queues.list().find(({ name }) => name === "Repairs")
  expect(queue).toMatchObject({
    assignment: "automatic",
    offerSeconds: 20,
    members: [{ personId: dana.id, preference: 2 }],
  })
  const list = await call("GET", "/admin/queues")
  expect(list.body).toContain("Repairs")
  expect(list.body).toContain("Dana")
})

test("what is wrong stands beside its field, and what was typed stays", async () => {
  const call = await signedIn()
  const refused = await call("POST", "/admin/queues", { ...fields, name: "Team", offerSeconds: "twenty" })
  expect(refused.status).toBe(400)
  expect(refused.body).toContain("There is a queue of this name already.")
  expect(refused.body).toContain('value="twenty"')
  expect(app.parts.queues.list()).toHaveLength(1)
})

test("a queue that is still used is not deleted, and says so", async () => {
  const call = await signedIn()
  const refused = await call("POST", `/admin/queues/${cast.team}/delete`, {})
  expect(refused.status).toBe(409)
  expect(refused.body).toContain("This is your only queue, and it is used")
  expect(app.parts.queues.find(cast.team)).toBeDefined()
})

test("the page of a queue shows who would get a conversation now", async () => {
  const call = await signedIn()
  const page = await call("GET", `/admin/queues/${cast.team}`)
  expect(page.body).toContain("Who would get it now?")
  expect(page.body).toContain("Dana")
})
