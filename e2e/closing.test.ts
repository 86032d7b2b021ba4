import { expect, setDefaultTimeout, test } from "bun:test"
import { answers, fails, verdict } from "../src/testing/messages-server"
import { until } from "../src/testing/until"
import { launchBrowser } from "./browser"
import { people, signIn } from "./demo-server"
import { startModelServer } from "./model-server"
import { violations } from "./violations"

setDefaultTimeout(60_000)

const form = {
  recap: "Wants a refund for order LUM-10231.\nAna promised it by Friday.",
  crm_note: "Wears size 43.",
  outcome: "follow_up",
}

const model = await startModelServer({ otherwise: () => answers("I will look.", verdict(0.9)) })
const { server, provider } = model
const browser = await launchBrowser(model)

test("the form that closes a conversation can be written by the model; it is read, changed and sent by the operator", async () => {
  const visitor = await model.visitor()
  await visitor.say("Where is my refund?")
  const { id } = await visitor.conversation()
  await model.answered(id)
  const desk = await signIn(browser, `${server.url}/operator/conversations/${id}`, people.operator)
  await desk.click('[data-act="takeover"]')
  await desk.waitForSelector('#composer[data-holder="human"]')
  await desk.locator("a[href$='/closure']").first().click()
  const dialog = desk.locator("dialog#act")
  const recap = dialog.getByLabel("Recap")
  expect(await recap.inputValue()).toContain("Wanted: “Where is my refund?”")

  // The first time it cannot: the form stays as it was, and says so.
  provider.reply(fails(500))
  await dialog.getByRole("button", { name: "Let the AI write it" }).click()
  await dialog.getByRole("alert").getByText("Write it yourself, or try again.").waitFor()
  expect(await recap.inputValue()).toContain("Wanted: “Where is my refund?”")

  const written = Promise.withResolvers<void>()
  provider.reply(answers(written.promise, { tool: "closing", input: form }))
  await dialog.getByRole("button", { name: "Let the AI write it" }).click()
  await dialog.getByRole("status").getByText("Writing").waitFor()
  written.resolve()
  await until(async () => (await recap.inputValue()) === form.recap, "the model's words stand in the form")
  expect(await dialog.getByLabel("Note about the customer").inputValue()).toBe(form.crm_note)
  expect(await dialog.getByLabel("To be followed up").isChecked()).toBeTrue()
  expect(await dialog.getByRole("alert").count()).toBe(0)
  expect(await violations(desk)).toEqual([])

  // Enter sends the form, and does not ask the model once more.
  const asked = provider.requests.length
  await dialog.getByLabel("Tags").fill("refund")
  await desk.keyboard.press("Enter")
  await desk.waitForSelector('#composer[data-holder="closed"]')
  expect(provider.requests).toHaveLength(asked)
  await desk.locator("#timeline").getByText("Ana promised it by Friday.").waitFor()
  expect(await dialog.isVisible()).toBeFalse()
})
