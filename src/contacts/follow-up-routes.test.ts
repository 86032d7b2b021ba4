import { afterEach, expect, test } from "bun:test"
import { cookieNames } from "../accounts/auth"
import type * as cast from "../testing/cast"
import { createCaller, refusal } from "../testing/clients"
import { startTestApp, type TestApp } from "../testing/test-app"

let app: TestApp
afterEach(() => app.stop())

const desk = async (name: cast.OperatorName) => {
  const operator = await app.operator(name)
  const headers = { cookie: `${cookieNames.operator}=${operator.token}`, "sec-fetch-site": "same-origin" }
  const call = createCaller(
    () => app.url,
    () => headers,
  )
  const send = (path: string, fields: Record<string, string>) =>
    call("POST", path, new URLSearchParams(fields).toString(), {
      "content-type": "application/x-www-form-urlencoded",
    })
  return { ...operator, page: (path: string) => call("GET", path), send }
}

test("a follow-up is noted from a conversation by a plain form, given to a colleague, put off and done", async () => {
  app = await startTestApp()
  const noa = await app.visitor()
  const { conversationId: id } = await noa.say("Hello")
  await noa.post("/contact", { name: "Noa", email: "noa@mail.example" })
  const [dana, eli] = [await desk("dana"), await app.operator("eli")]
  const path = `/operator/conversations/${id}/follow-up`
  expect((await dana.page(path)).body).toContain("What is to be done")

  const empty = await dana.send(path, { text: " ", ownerId: dana.id, due: "hours" })
  expect([empty.status, empty.body.includes("Say what is to be done.")]).toEqual([400, true])
  const noted = await dana.send(path, { text: "Ask for the size", ownerId: dana.id, due: "hours" })
  expect([noted.status, noted.headers.get("location")]).toEqual([303, `/operator/conversations/${id}`])
  const [task] = (await dana.api("GET", "/follow-ups")).items
  expect(task).toMatchObject({ owner: { name: "Dana" }, contact: { email: "noa@mail.example" } })
  expect(Date.parse(task.dueAt)).toBe(app.clock.now() + 4 * 3600_000)

  expect((await dana.page(`/operator/follow-ups/${task.id}`)).body).toContain("As it is: in 4 h")
  await dana.send(`/operator/follow-ups/${task.id}`, { text: "Ask for her size", ownerId: eli.id, due: "" })
  const dueAt = "2026-12-01T09:00:00.000Z"
  const { followUp } = await eli.api("PUT", `/follow-ups/${task.id}`, { dueAt })
  expect(followUp).toMatchObject({ text: "Ask for her size", owner: { name: "Eli" }, dueAt })
  expect((await eli.api("POST", `/follow-ups/${task.id}/done`)).followUp.doneBy).toBe("Eli")
})

test("a follow-up is due on a day and time that is picked, in the time zone of whoever picks it", async () => {
  app = await startTestApp()
  const noa = await app.visitor()
  const { conversationId: id } = await noa.say("Hello")
  const dana = await desk("dana")
  const path = `/operator/conversations/${id}/follow-up`
  const plan = { text: "Call her", ownerId: dana.id, due: "at", date: "2026-12-01", time: "14:30" }

  const zoneless = await dana.send(path, { ...plan, timezone: "" })
  expect([zoneless.status, zoneless.body.includes("Choose the time zone of that time.")]).toEqual([400, true])
  expect(zoneless.body).toContain('value="2026-12-01"')
  const passed = await dana.send(path, { ...plan, date: "2026-01-01", timezone: "Europe/Dublin" })
  expect(passed.body).toContain("This time has passed already.")
  await dana.send(path, { ...plan, timezone: "America/New_York" })
  const [task] = (await dana.api("GET", "/follow-ups")).items
  expect(task.dueAt).toBe("2026-12-01T19:30:00.000Z")

  await dana.send(`/operator/follow-ups/${task.id}`, { ...plan, time: "08:00", timezone: "Europe/Dublin" })
  expect((await dana.api("GET", "/follow-ups")).items[0].dueAt).toBe("2026-12-01T08:00:00.000Z")
})

test("a follow-up goes to nobody without a seat, and is changed by nobody without one", async () => {
  app = await startTestApp()
  const { conversationId } = await (await app.visitor()).say("Hello")
  const [dana, uri] = [await app.operator("dana"), await app.operator("uri")]
  const { followUp } = await dana.api("POST", "/follow-ups", { conversationId, text: "Call back" })

  const refused = await refusal(dana.api("PUT", `/follow-ups/${followUp.id}`, { ownerId: uri.id }))
  expect(refused.problem).toMatchObject({ status: 400, field: "ownerId" })
  expect((await refusal(uri.api("PUT", `/follow-ups/${followUp.id}`, { text: "x" }))).status).toBe(404)
  expect((await uri.api("GET", "/follow-ups")).items).toEqual([])
  await dana.api("POST", `/follow-ups/${followUp.id}/done`)
  const done = async (who: typeof dana) =>
    (await who.api("GET", "/follow-ups?state=done")).items.map(({ id }: { id: string }) => id)
  expect([await done(dana), await done(uri)]).toEqual([[followUp.id], []])
  // Done is done: who did it stays.
  const again = await (await app.operator("eli")).api("POST", `/follow-ups/${followUp.id}/done`)
  expect(again.followUp.doneBy).toBe("Dana")
})

test("who goes while visitors are theirs is asked first, also without a script", async () => {
  app = await startTestApp()
  const noa = await app.visitor()
  const { conversationId: id } = await noa.say("Hello")
  const dana = await desk("dana")
  await dana.send("/operator/availability", { availability: "online" })
  await dana.takeOver(id)

  const asked = await dana.send("/operator/availability", { availability: "offline" })
  expect([asked.status, asked.body.includes("You hold one conversation")]).toEqual([200, true])
  expect((await dana.send("/operator/sign-out", {})).body).toContain("Sign out?")
  expect((await noa.conversation()).state).toBe("human")

  expect((await dana.send("/operator/sign-out", { sure: "true" })).headers.get("location")).toBe("/operator/sign-in")
  expect((await noa.conversation()).state).toBe("waiting")
})
