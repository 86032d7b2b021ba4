import { afterEach, expect, test } from "bun:test"
import { cookieNames } from "../accounts/auth"
import { createCaller, refusal } from "../testing/clients"
import { startTestApp, type TestApp } from "../testing/test-app"

let app: TestApp
afterEach(() => app.stop())

/** An owner's browser without JavaScript. */
async function signedIn() {
  const { token } = await app.owner()
  const call = createCaller(
    () => app.url,
    () => ({ cookie: `${cookieNames.owner}=${token}`, "sec-fetch-site": "same-origin" }),
  )
  const form = { "content-type": "application/x-www-form-urlencoded" }
  return {
    get: async (): Promise<string> => (await call("GET", "/admin/settings")).body,
    post: (fields: Record<string, string>) =>
      call("POST", "/admin/settings/opinions", new URLSearchParams(fields).toString(), form),
  }
}

test("without a model there is nothing to set", async () => {
  app = await startTestApp()
  expect(await (await signedIn()).get()).not.toContain("Second opinions")
})

test("an owner sees how many were asked today, names another model, and switches them off", async () => {
  app = await startTestApp({ answers: "model" })
  const { opinions } = app.parts
  await opinions.count()
  await opinions.count()
  await opinions.countChange()
  const { get, post } = await signedIn()
  expect(await get()).toContain("2 second opinions today, 1 changed a decision.")
  expect(await get()).toContain("Ask a second, cheaper model when Baton is in doubt")

  expect((await post({ isOn: "on", perDay: "2", model: " a-tiny-one " })).status).toBe(303)
  const owner = await app.owner()
  const shown = async () => (await owner.api("GET", "/settings")).model.secondOpinions
  expect(await shown()).toMatchObject({ isOn: true, perDay: 2, model: "a-tiny-one" })
  expect(await get()).toContain("None until midnight")
  expect(opinions.mayAsk()).toBe(false)

  await post({ perDay: "", model: "" })
  expect(await shown()).toMatchObject({ isOn: false, perDay: 100, model: null })
  expect(opinions.mayAsk()).toBe(false)
  await post({ isOn: "on", perDay: "3" })
  expect(opinions.mayAsk()).toBe(true)
})

test("their number is a whole one, and what was typed stays", async () => {
  app = await startTestApp({ answers: "model" })
  const refused = await (await signedIn()).post({ isOn: "on", perDay: "many" })
  expect(refused.status).toBe(400)
  expect(refused.body).toContain("Write a whole number, or nothing for the usual limit.")
  expect(refused.body).toContain('value="many"')

  const owner = await app.owner()
  const call = owner.api("PUT", "/settings", { model: { secondOpinions: { perDay: -1 } } })
  expect((await refusal(call)).problem.code).toBe("validation")
})

test("changing the model leaves the second opinions as they were, and the other way round", async () => {
  app = await startTestApp({ answers: "model" })
  const owner = await app.owner()
  await owner.api("PUT", "/settings", { model: { model: "a-model", secondOpinions: { isOn: false, perDay: 7 } } })
  await owner.api("PUT", "/settings", { model: { answersPerDay: 5 } })
  const { model } = await owner.api("PUT", "/settings", { model: { secondOpinions: { isOn: true } } })
  expect(model).toMatchObject({
    model: "a-model",
    answersPerDay: 5,
    secondOpinions: { isOn: true, perDay: 7, model: null },
  })
})
