import { expect, setDefaultTimeout, test } from "bun:test"
import { join } from "node:path"
import type { BrowserContextOptions, Locator, Page, Request } from "playwright-core"
import * as cast from "../src/testing/cast"
import { startTestApp } from "../src/testing/test-app"
import { until } from "../src/testing/until"
import { launchBrowser } from "./browser"
import { signIn as signInAt } from "./demo-server"
import { holdBack } from "./hold-back"
import { violations } from "./violations"

// A test that runs out of time takes the browser with it: the time is for a busy machine.
setDefaultTimeout(90_000)

const app = await startTestApp()
const browser = await launchBrowser(app)
for (const text of [cast.knownQuestion, "this is ridiculous, you are useless!!!", "What do wholesale orders cost?"])
  await app.ask(text)

const signIn = (options?: BrowserContextOptions) =>
  signInAt(browser, `${app.url}/admin/rules/${cast.shop}`, { ...cast.olga, password: cast.password }, options)

const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first().click()
const says = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor()
const rules = () => app.parts.chatbots.get(cast.shop).escalation.rules

/** Takes a picture where `SHOTS` names a folder; for looking, not for judging. */
async function shoot(page: Page, name: string): Promise<void> {
  if (process.env.SHOTS) await page.screenshot({ path: join(process.env.SHOTS, `${name}.png`), fullPage: true })
}

test("the owner writes a rule of rows, reads at once what it says and would have done, and saves it", async () => {
  const page = await signIn()
  await page.getByRole("link", { name: "Add a rule" }).click()
  await says(page, /Not complete yet/)
  await page.getByLabel("What it is about").fill("Wholesale")
  await page.getByLabel("Words or phrases").fill("wholesale")
  await says(page, "Call a person when the visitor mentions “wholesale”.")
  await says(page, /would call a person instead of/)

  await press(page, "Add a condition")
  const second = page.getByRole("listitem", { name: "Condition 2" })
  await second.getByLabel("Condition 2", { exact: true }).selectOption("page")
  await second.getByLabel("The address contains").fill("/boots")
  await second.getByLabel("Joined to the one above by").selectOption("or")
  await says(page, "mentions “wholesale” or the visitor is on a page with “/boots”.")
  await page.getByLabel("Do this").selectOption("priority")
  await page.getByLabel("How urgent").selectOption("urgent")
  await says(page, "Set the priority to urgent")
  await shoot(page, "rule-editor")
  await press(page, "Add rule")

  await says(page, "Added “Wholesale”.")
  expect(rules().at(-1)).toMatchObject({
    name: "Wholesale",
    when: { kind: "any", of: [{ kind: "words" }, { kind: "page", contains: "/boots" }] },
    action: { kind: "priority", level: "urgent" },
  })
})

test("what the slider would change is shown before it is saved, and nothing is saved by looking", async () => {
  const page = await signIn()
  await page.getByLabel("Calls a person", { exact: true }).fill("0")
  await press(page, "See what would change")
  await says(page, /Of the last 3 conversations/)
  await shoot(page, "what-if")
  expect(app.parts.chatbots.get(cast.shop).escalation.sensitivity).toBe(0.5)
  await press(page, "Save")
  await says(page, "Saved.")
  expect(app.parts.chatbots.get(cast.shop).escalation.sensitivity).toBe(0)
})

test("without JavaScript a set is added, sorted, switched off, changed and deleted after asking", async () => {
  const page = await signIn({ javaScriptEnabled: false })
  await press(page, /Add: Booking/)
  await says(page, "Added 2 rules of")
  expect(await page.getByRole("button", { name: /Add: Booking/ }).count()).toBe(0)
  await page.locator(".templates > li", { hasText: "Booking" }).getByText("Added", { exact: true }).waitFor()
  await press(page, "Move “Custom date or late change” up")
  await page.getByRole("switch", { name: "Custom date or late change" }).click()
  expect(rules().find(({ id }) => id === "booking-custom")!.enabled).toBe(false)
  expect(rules().findIndex(({ id }) => id === "booking-custom")).toBeLessThan(
    rules().findIndex(({ id }) => id === "booking-group"),
  )

  await page.getByRole("link", { name: "Large group or event", exact: true }).click()
  await page.getByRole("combobox", { name: "Condition 1" }).selectOption("unresolved_messages")
  await press(page, "Show the fields of what I chose")
  await page.getByLabel("Messages").fill("500")
  await press(page, "Save rule")
  await says(page, "Say after how many messages, from 1 to 100.")
  await page.getByLabel("Messages").fill("5")
  await page.keyboard.press("Enter")
  await says(page, "Call a person when 5 messages have passed without a resolution.")

  await press(page, "Delete “Large group or event”")
  await says(page, "Deleted “Large group or event”.")
  expect(rules().some(({ id }) => id === "booking-group")).toBe(false)
  await press(page, "Undo")
  await says(page, "Undone.")
  expect(rules().some(({ id }) => id === "booking-group")).toBe(true)
})

const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute("aria-label"))
const ruleNames = () => rules().map(({ name }) => name)

test("by keyboard a rule is moved, duplicated, switched off and deleted, each with the way back, and the focus stays", async () => {
  const owner = await app.owner()
  const rule = (name: string) => ({ name, when: { kind: "words", phrases: [name] }, action: { kind: "escalate" } })
  await owner.api("PUT", `/chatbots/${cast.shop}/rules`, { rules: ["one", "two", "wholesale"].map(rule) })
  const page = await signIn()
  await page.evaluate(() => Object.assign(window, { marker: "still here" }))

  await page.getByRole("button", { name: "Move “wholesale” up" }).focus()
  await page.keyboard.press("Enter")
  await says(page, "Moved “wholesale” up.")
  expect(await focused(page)).toBe("Move “wholesale” up")
  await page.keyboard.press("Enter")
  await until(() => ruleNames()[0] === "wholesale", "it went up twice")
  await page.waitForTimeout(50)
  // At the top there is nowhere to go: the button stays where it is and does nothing.
  await until(async () => (await focused(page)) === "Move “wholesale” up", "the focus is back")
  await page.keyboard.press("Enter")
  expect(ruleNames()).toEqual(["wholesale", "one", "two"])

  await page.getByRole("switch", { name: "wholesale is in use" }).press("Space")
  await says(page, "Switched off “wholesale”.")
  await says(page, /would call a person instead of/)
  await press(page, "Undo")
  await says(page, "Undone.")
  expect(rules()[0]!.enabled).toBe(true)

  await page.getByRole("button", { name: "Duplicate “wholesale”" }).press("Enter")
  await says(page, "Duplicated “wholesale”. The copy is off.")
  expect(rules()[1]).toMatchObject({ name: "wholesale (copy)", enabled: false })
  await page.getByRole("button", { name: "Delete “wholesale”", exact: true }).press("Enter")
  await says(page, "Deleted “wholesale”.")
  await until(() => page.evaluate(() => document.activeElement?.id === "undo"), "the focus is on the way back")
  // What somebody else changed since is not overwritten by taking it back.
  await owner.api("PUT", `/chatbots/${cast.shop}/rules`, { rules: [rule("other")] })
  await press(page, "Undo")
  await says(page, "The rules were changed meanwhile")
  expect(ruleNames()).toEqual(["other"])
  expect(await page.evaluate(() => Reflect.get(window, "marker"))).toBe("still here")
})

test("by the mouse a rule is drawn to another place, and what is seen is what is kept", async () => {
  const owner = await app.owner()
  const rule = (name: string) => ({ name, when: { kind: "words", phrases: [name] }, action: { kind: "escalate" } })
  await owner.api("PUT", `/chatbots/${cast.shop}/rules`, { rules: ["one", "two", "three", "four"].map(rule) })
  const page = await signIn()
  await page.locator(".rule-item").nth(3).locator(".rule-grip").dragTo(page.locator(".rule-item").nth(0))
  await says(page, /Moved “four” to place [12]/)
  expect(await page.locator(".rule-title").allTextContents()).toEqual(ruleNames())
  expect(ruleNames()).not.toEqual(["one", "two", "three", "four"])
  await press(page, "Undo")
  await says(page, "Undone.")
  expect(ruleNames()).toEqual(["one", "two", "three", "four"])
})

test("what a set of rules would do is seen before it is added", async () => {
  const page = await signIn()
  await page.getByText("Billing: refunds, contracts").click()
  await press(page, /See what would change: Billing/)
  await says(page, /Of the last 3 conversations/)
  expect(rules().some(({ id }) => id === "billing-refund")).toBe(false)
})

const nonsense: [kind: string, fill: (row: Locator) => Promise<unknown>, says: string | RegExp][] = [
  ["words", (row) => row.getByLabel("Words or phrases").fill("€€"), "has no word in it"],
  ["words", (row) => row.getByLabel("Words or phrases").fill("x".repeat(2001)), "up to 2,000 characters"],
  ["words", (row) => row.getByLabel("Words or phrases").fill("^pri(ce|cing).*$"), "mentions “^pri(ce|cing).*$”."],
  ["words", (row) => row.getByLabel("Words or phrases").fill("🎉"), "mentions “🎉”."],
  ["topic", (row) => row.getByLabel("Sentences that mean it").fill("\n \n"), "Add at least one example sentence."],
  ["page", (row) => row.getByLabel("The address contains").fill("***"), "Say what the page's address contains."],
  ["page", (row) => row.getByLabel("The address contains").fill("/blog/*"), "on a page with “/blog/”."],
  ["campaign", (row) => row.getByLabel("Campaign").fill("  "), "Name the campaign."],
  ["unresolved_messages", (row) => row.getByLabel("Messages").fill("-3"), "from 1 to 100"],
  ["unresolved_messages", (row) => row.getByLabel("Messages").fill("2.5"), "from 1 to 100"],
  ["frustration", (row) => row.getByLabel("More than (per cent)").fill("140"), "Give a number from 0 to 100."],
  ["frustration", (row) => row.getByLabel("More than (per cent)").fill("-1"), "Give a number from 0 to 100."],
  ["frustration", (row) => row.getByLabel("More than (per cent)").fill("37.5"), "frustration is above 37.5 %."],
  ["language", (row) => row.getByLabel("Languages").fill("Klingon"), "“Klingon” is not a language known here"],
  ["language", (row) => row.getByLabel("Languages").fill("Deutsch, French, pt-BR"), "is German, French or Portuguese."],
  ["time", (row) => row.getByLabel("From").fill("22:00"), "Give a time such as 09:30."],
  [
    "time",
    async (row) => {
      await row.getByLabel("From").fill("22:00")
      await row.getByLabel("Until").fill("06:00")
      await row.getByLabel("Fri").check()
    },
    "it is between 22:00 and 06:00 the next day on Friday.",
  ],
  [
    "time",
    async (row) => {
      await row.getByLabel("From").fill("09:00")
      await row.getByLabel("Until").fill("09:00")
    },
    "must end at another time",
  ],
  ["attribute", (row) => row.getByLabel("It says").fill("gold"), "Name the attribute."],
  ["contact_field", (row) => row.getByLabel("not so").check(), "the contact's email is not known."],
  ["returning_visitor", (row) => row.getByLabel("not so").check(), "the visitor has not been here before."],
]

test("each kind of condition says what it means or what is missing, as it is typed", async () => {
  const page = await signIn()
  await page.goto(`${app.url}/admin/rules/${cast.shop}/new`)
  await page.getByLabel("What it is about").fill("Anything")
  const row = page.getByRole("listitem", { name: "Condition 1" })
  for (const [kind, fill, words] of nonsense) {
    const select = row.getByRole("combobox", { name: "Condition 1" })
    // By way of another kind, so that what was typed before is gone.
    for (const value of [kind === "returning_visitor" ? "page" : "returning_visitor", kind]) {
      await select.selectOption(value)
      await until(
        async () => (await row.locator('input[name="rows.0.was"]').inputValue()) === value,
        `${value} is drawn`,
      )
    }
    if (await row.getByLabel("not so").isChecked()) await row.getByLabel("not so").uncheck()
    await fill(row)
    try {
      await page.locator("#rule-check").getByText(words).first().waitFor({ timeout: 10_000 })
    } catch {
      throw new Error(`${kind}: expected ${words}, read ${await page.locator("#rule-check").textContent()}`)
    }
  }
})

test("what is typed last is what is looked at, also where an earlier answer comes late", async () => {
  const page = await signIn()
  await page.goto(`${app.url}/admin/rules/${cast.shop}/new`)
  await says(page, /Not complete yet/)
  await page.getByLabel("What it is about").fill("Anything")
  await page.getByLabel("Words or phrases").fill("first")
  await says(page, "mentions “first”")

  const slow = await holdBack(page, "**/admin/rules/**", (request) => !!request.postData()?.includes("second"))
  await page.getByLabel("Words or phrases").fill("second")
  await slow.isAsked()
  // The answer to the second comes after the third was typed, and before it is asked for.
  await page.getByLabel("Words or phrases").fill("third")
  slow.letGo()
  await slow.isAnswered()

  await says(page, "mentions “third”")
  expect(await page.locator("#rule-check").textContent()).not.toContain("second")
})

test("what is typed while the rows are drawn anew stays, whatever the connection", async () => {
  const page = await signIn()
  await page.goto(`${app.url}/admin/rules/${cast.shop}/new`)
  await press(page, "Add a condition")
  const condition = (at: number) => page.getByRole("listitem", { name: `Condition ${at}` })
  await condition(2).waitFor()
  const isDrawing = (request: Request) => /do=(draw|remove)/.test(request.postData() ?? "")

  const drawing = await holdBack(page, "**/admin/rules/**", isDrawing)
  await condition(1).getByLabel("Condition 1", { exact: true }).selectOption("page")
  await drawing.isAsked()
  await condition(2).getByLabel("Words or phrases").fill("wholesale")
  // A second choice is made before the first one is there.
  await page.getByLabel("Do this").selectOption("priority")
  drawing.letGo()
  await condition(1).getByLabel("The address contains").fill("/boots")
  await page.getByLabel("How urgent").waitFor()
  expect(await condition(2).getByLabel("Words or phrases").inputValue()).toBe("wholesale")
  await page.unroute("**/admin/rules/**")

  const removing = await holdBack(page, "**/admin/rules/**", isDrawing)
  await condition(1).getByRole("button", { name: "Remove condition 1" }).click()
  await removing.isAsked()
  await condition(2).getByLabel("Words or phrases").fill("wholesale order")
  removing.letGo()
  await condition(2).waitFor({ state: "detached" })
  expect(await condition(1).getByLabel("Words or phrases").inputValue()).toBe("wholesale order")
})

test("by keyboard alone a rule of three conditions is written: the focus is where it goes on", async () => {
  const page = await signIn()
  await page.goto(`${app.url}/admin/rules/${cast.shop}/new`)
  await page.getByLabel("What it is about").focus()
  await page.keyboard.type("Keyboard")
  await page.keyboard.press("Tab")
  await page.keyboard.press("Tab")
  expect(await focused(page)).toBe("Condition 1")
  // To the next kind by its letter: the focus stays on the choice when its fields are drawn anew.
  await page.keyboard.press("i")
  await page.getByLabel("The address contains").waitFor()
  expect(await focused(page)).toBe("Condition 1")
  await page.keyboard.press("Tab")
  await page.keyboard.press("Space")
  await page.keyboard.press("Tab")
  await page.keyboard.type("/boots")
  for (const at of [2, 3]) {
    await page.getByRole("button", { name: "Add a condition" }).press("Enter")
    await until(async () => (await focused(page)) === `Condition ${at}`, "the focus is in the new condition")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    await page.keyboard.type(`word ${at}`)
  }
  // On what takes away the next one, and not in a choice that the next letter would change.
  await page.getByRole("button", { name: "Remove condition 3" }).press("Enter")
  await until(async () => (await focused(page)) === "Remove condition 2", "the focus is on what removes the last one")
  await says(page, "Call a person when the visitor is not on a page with “/boots” and the visitor mentions “word 2”.")
  await page.getByLabel("What it is about").press("Enter")
  await says(page, "Added “Keyboard”.")
})

for (const [kind, path] of [
  ["a rule", `/admin/rules/${cast.shop}/new`],
  ["a sign of buying", `/admin/visitors/${cast.shop}/new`],
] as const)
  test(`of ${kind} conditions are taken away one after the other by one key, down to the one that stays`, async () => {
    const page = await signIn()
    await page.goto(app.url + path)
    const add = page.locator("#add-condition")
    for (const at of [2, 3]) {
      await add.press("Enter")
      await until(async () => (await focused(page)) === `Condition ${at}`, "the focus is in the new condition")
    }
    await page.getByRole("button", { name: "Remove condition 1" }).press("Enter")
    await page.locator(".rule-row").nth(2).waitFor({ state: "detached" })
    await until(async () => (await focused(page)) === "Remove condition 1", "the focus is on the next one's")
    await page.keyboard.press("Enter")
    await page.locator(".rule-row").nth(1).waitFor({ state: "detached" })
    await until(() => add.evaluate((button) => button === document.activeElement), "the focus is on what adds one")
    expect(await page.getByRole("button", { name: /^Remove condition/ }).count()).toBe(0)
  })

test("a field of contacts that the form does not know by itself stays what it is", async () => {
  const owner = await app.owner()
  const when = {
    kind: "any",
    of: [
      { kind: "contact_field", field: "shoe_size", is: "43" },
      { kind: "topic", examples: ["a demo"], likeness: 0.8 },
    ],
  }
  await owner.api("PUT", `/chatbots/${cast.shop}/rules`, {
    rules: [{ id: "size", name: "Size", when, action: { kind: "offer" } }],
  })
  const page = await signIn()
  await page.getByRole("link", { name: "Size", exact: true }).click()
  await press(page, "Save rule")
  await says(page, "Saved “Size”.")
  expect<unknown>(rules()[0]!.when).toEqual(when)
})

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [390, 1280]) {
    test(`axe finds nothing and nothing is wider than the screen, ${colorScheme}, ${width} px`, async () => {
      const page = await signIn({ colorScheme, viewport: { width, height: 900 } })
      for (const [name, path] of [
        ["list", ""],
        ["new", "/new"],
      ] as const) {
        await page.goto(`${app.url}/admin/rules/${cast.shop}${path}`)
        if (name === "list") {
          await page.getByLabel("Calls a person", { exact: true }).fill("1")
          await press(page, "See what would change")
          await says(page, /Of the last/)
        }
        await shoot(page, `rules-${name}-${colorScheme}-${width}`)
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
        expect(await violations(page)).toEqual([])
      }
    })
  }
}
