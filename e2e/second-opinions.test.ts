import { expect, setDefaultTimeout, test } from "bun:test"
import { answers, thinks, verdict } from "../src/testing/messages-server"
import { launchBrowser } from "./browser"
import { people, signIn } from "./demo-server"
import { startModelServer } from "./model-server"
import { violations } from "./violations"

setDefaultTimeout(60_000)

const inDoubt = "where is my parcel? I have been waiting long enough"

const model = await startModelServer({
  otherwise: ({ body }) =>
    body.tool_choice?.name === "second_opinion"
      ? answers(thinks({ needs_person: true, mood: "angry", reason: "upset", quote: "waiting long enough" }))
      : answers("I will look.", verdict(0.9, { mood: "frustrated" })),
})
const { server, provider } = model
const browser = await launchBrowser(model)

test("a second opinion is explained in the desk, listed in the reports, counted in the settings, and switched off there", async () => {
  const visitor = await model.visitor()
  const ask = async () => {
    await visitor.say(inDoubt)
    const { id } = await visitor.conversation()
    await model.answered(id)
    return id as string
  }
  const id = await ask()

  const desk = await signIn(browser, `${server.url}/operator/conversations/${id}`, people.operator)
  const flag = desk.locator("#timeline .flag", { hasText: "Second opinion" })
  await flag.getByText("a second model reads: the visitor is upset").waitFor()
  await desk.locator("mark", { hasText: "waiting long enough" }).waitFor()
  expect(await violations(desk)).toEqual([])

  const admin = await signIn(browser, `${server.url}/admin/reports/demo`, people.owner)
  const link = admin.getByRole("link", { name: inDoubt })
  expect(await link.getAttribute("href")).toMatch(new RegExp(`/operator/conversations/${id}#event-\\d+$`))
  await admin.getByText("1 second opinion was given in doubt; 1 changed a decision.").waitFor()
  expect(await violations(admin)).toEqual([])

  await admin.goto(`${server.url}/admin/settings`)
  const card = admin.locator("#opinions")
  await card.getByText("1 second opinion today, 1 changed a decision.").waitFor()
  expect(await violations(admin)).toEqual([])
  await card.getByLabel("Ask a second, cheaper model when Baton is in doubt").uncheck()
  await card.getByRole("button", { name: "Save" }).click()
  await card.getByText("Off", { exact: true }).waitFor()

  const before = provider.requests.length
  await visitor.close()
  await ask()
  expect(provider.requests.slice(before).some(({ body }) => body.tool_choice?.name === "second_opinion")).toBe(false)
  expect(provider.requests.length).toBeGreaterThan(before)
})
