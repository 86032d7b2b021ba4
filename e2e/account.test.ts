import { expect, setDefaultTimeout, test } from "bun:test"
import { until } from "../src/testing/until"
import { launchBrowser } from "./browser"
import { password, people, signIn, startDemoServer } from "./demo-server"
import { ana, deskScene } from "./desk-scene"
import { violations } from "./violations"

setDefaultTimeout(60_000)

const server = await startDemoServer()
const browser = await launchBrowser(server)
const { opened } = deskScene(server, browser)

test("an operator changes their password on a page of their own, and is signed out everywhere else", async () => {
  const other = await signIn(browser, `${server.url}/operator`, people.operator)
  const page = await signIn(browser, `${server.url}/operator`, people.operator)
  await page.click("summary[aria-label$='account']")
  await page.getByRole("link", { name: "Your account" }).click()
  await page.getByRole("heading", { name: "Your account" }).waitFor()
  expect(await violations(page)).toEqual([])
  expect(await page.getByRole("row").count()).toBe(3)

  const change = async (current: string) => {
    await page.getByLabel("Current password").fill(current)
    await page.getByLabel("New password", { exact: true }).fill("a longer password")
    await page.getByLabel("Repeat the new password").fill("a longer password")
    await page.getByRole("button", { name: "Change password" }).click()
  }
  await change("not this one")
  await page.getByText("This is not the password that you sign in with now.").waitFor()
  expect(await violations(page)).toEqual([])
  await change(password)
  await page.getByText("Your password is changed.").waitFor()

  // Its desk learns it from the stream, and asks to sign in.
  await other.waitForURL(/sign-in/)
  await other.getByText("You have been signed out.").waitFor()
  expect(await page.getByRole("row").count()).toBe(2)
  const { people: store } = server.app.parts
  const { id } = store.list().find(({ email }) => email === ana.email)!
  const hash = await Bun.password.hash(password)
  await server.app.parts.db.write((tx) => store.savePassword(tx, id, hash))
  for (const { context } of [{ context: page.context() }, { context: other.context() }]) await context.close()
})

test("a follow-up is noted for a day and time in the operator's time zone without leaving the desk", async () => {
  const { page } = await opened("Finn Later", { timezoneId: "America/New_York", viewport: { width: 390, height: 844 } })
  await page.fill("#composer-text", "half a sentence")
  await page.evaluate(() => Object.assign(window, { marker: "still here" }))
  await page.click('[data-act="follow-up"]')
  await page.waitForSelector("#act[open]")
  await page.getByLabel("What is to be done").fill("Call about the boots")
  await page.getByLabel("Due").selectOption({ label: "On a day and time …" })
  expect(await page.getByLabel("Time zone").inputValue()).toBe("America/New_York")
  expect(await violations(page)).toEqual([])
  const box = (await page.locator("#act .dialog-body").boundingBox())!
  for (const field of await page.locator("#act .input, #act .select").all()) {
    const { x, width } = (await field.boundingBox())!
    expect(x + width).toBeLessThanOrEqual(box.x + box.width)
  }
  await page.getByRole("button", { name: "Note it" }).click()
  await page.getByText("Pick a day and a time.").waitFor()
  expect(await page.getByLabel("What is to be done").inputValue()).toBe("Call about the boots")
  await page.getByLabel("Day", { exact: true }).fill("2031-01-15")
  await page.getByLabel("Time", { exact: true }).fill("14:30")
  await page.getByRole("button", { name: "Note it" }).click()
  await page.getByText("Noted: Call about the boots").waitFor()
  await until(async () => (await page.locator("#act[open]").count()) === 0, "the dialog is closed")

  expect(await page.evaluate(() => Reflect.get(window, "marker"))).toBe("still here")
  expect(await page.inputValue("#composer-text")).toBe("half a sentence")
  await page.goto(`${server.url}/operator/follow-ups`)
  expect(await page.locator("td time[data-exact]").textContent()).toBe("15 Jan 2031, 14:30")
  await page.context().close()
})

test("what an owner wrote is there again after the sign-in that had ended in between, and is saved then", async () => {
  const context = await browser.newContext({ locale: "en-GB" })
  const page = await context.newPage()
  const signIn = async () => {
    await page.getByLabel("Email", { exact: true }).fill(people.owner.email)
    await page.getByLabel("Password", { exact: true }).fill(password)
    await page.getByRole("button", { name: "Sign in" }).click()
  }
  const path = `${server.url}/admin/chatbots/demo`
  await page.goto(path)
  await signIn()
  const welcome = page.getByLabel("Welcome", { exact: true })
  await welcome.fill("Ahoy! It took me ten minutes to find these words.")
  const { value: token } = (await context.cookies()).find(({ name }) => name === "baton_owner")!
  await fetch(`${server.url}/api/v1/session`, { method: "DELETE", headers: { authorization: `Bearer ${token}` } })
  await page.getByRole("button", { name: "Save", exact: true }).first().click()

  await page.getByText("You have been signed out.").waitFor()
  await signIn()
  await page.waitForURL(path)
  expect(await welcome.inputValue()).toBe("Ahoy! It took me ten minutes to find these words.")
  await page.getByText("What you had written is here again. Not saved yet").waitFor()
  expect(server.app.parts.chatbots.get("demo").welcome).not.toContain("Ahoy")

  await page.getByRole("button", { name: "Save", exact: true }).first().click()
  await until(() => server.app.parts.chatbots.get("demo").welcome.startsWith("Ahoy"), "it is saved")
  await page.goto(path)
  expect(await page.getByText("What you had written is here again").count()).toBe(0)
  await context.close()
})
