import { describe, expect, setDefaultTimeout, test } from "bun:test"
import { until } from "../src/testing/until"
import { launchBrowser } from "./browser"
import { people, signIn, startDemoServer } from "./demo-server"
import { violations } from "./violations"

setDefaultTimeout(60_000)

const server = await startDemoServer()
const browser = await launchBrowser(server)

/** A visitor who waits and has asked something; the operator, who was there, has it open. */
async function opened(question: string, options: Parameters<typeof signIn>[3] = {}) {
  const page = await signIn(browser, `${server.url}/operator`, people.operator, options)
  await until(() => server.app.parts.board.isAnybodyOnline("demo"), "the operator is there")
  const call = async (path: string, token: string, body: unknown) => {
    const response = await fetch(`${server.url}/api/widget/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: server.url, authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    })
    expect(response.status).toBeLessThan(300)
    return response.status === 204 ? undefined : response.json()
  }
  const { token } = (await call("demo/session", "", {
    page: { url: `${server.url}/demo`, title: "Luma Shoes", referrer: "" },
    locale: "en",
  })) as { token: string }
  await call("contact", token, { name: "Marta Ruiz" })
  await call("human", token, {})
  const say = (text: string) => call("messages", token, { clientId: crypto.randomUUID(), text })
  await say(question)
  const { conversation } = (await call("demo/session", token, { token })) as { conversation: { id: string } }
  await page.goto(`${server.url}/operator/conversations/${conversation.id}`)
  await page.waitForSelector("#composer")
  return { page, say, id: conversation.id }
}

describe("a drafted reply", () => {
  test("on a phone every button beneath the composer is whole, and has its name", async () => {
    const { page } = await opened("Do you repair soles?", { viewport: { width: 390, height: 800 }, isMobile: true })
    for (const name of [/Replies/, /Draft/, /Take over and send/]) {
      const box = (await page.locator("#composer").getByRole("button", { name }).boundingBox())!
      expect(box.x).toBeGreaterThanOrEqual(0)
      expect(box.x + box.width).toBeLessThanOrEqual(390)
      expect(box.width).toBeGreaterThanOrEqual(24)
    }
    await page.context().close()
  })

  test("one key asks for it, one key puts it into the composer; it is sent by a person only", async () => {
    const { page, id } = await opened("How long does delivery take?")
    const before = server.app.parts.events.list(id).length
    await page.keyboard.press("d")
    await page.waitForSelector(".reply-draft .prose")
    expect(await page.locator(".reply-draft-sources a").count()).toBeGreaterThan(0)
    expect(await page.textContent(".reply-draft-head")).toContain("% sure")
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await violations(page)).toEqual([])
    }
    // Focus is on the button that uses it, so that Enter does the same.
    expect(await page.evaluate(() => document.activeElement?.getAttribute("data-act"))).toBe("use-draft")

    await page.keyboard.press("u")

    const drafted = await page.getAttribute("#reply-draft [data-text]", "data-text", { timeout: 100 }).catch(() => null)
    expect(drafted).toBeNull()
    expect(await page.inputValue("#composer-text")).toContain("days")
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("composer-text")
    expect(server.app.parts.events.list(id).length).toBe(before)
    await page.context().close()
  })

  test("Escape dismisses it, a new word of the visitor takes it away, and a reply leaves nothing to draft", async () => {
    const { page, say } = await opened("How long does delivery take?")
    await page.keyboard.press("d")
    await page.waitForSelector('[data-act="use-draft"]:focus')
    await page.keyboard.press("Escape")
    expect(await page.locator(".reply-draft").count()).toBe(0)
    expect(await page.evaluate(() => document.activeElement?.getAttribute("data-act"))).toBe("draft")

    await page.keyboard.press("d")
    await page.waitForSelector('[data-act="use-draft"]:focus')
    await say("Is the moon made of gouda?")
    await page.waitForSelector(".message.by-visitor:has-text('gouda')")
    await until(async () => (await page.locator(".reply-draft").count()) === 0, "the old draft is gone")

    await page.fill("#composer-text", "It is not.")
    await page.keyboard.press("ControlOrMeta+Enter")
    await page.waitForSelector(".message.by-operator:has-text('It is not.')")
    await until(() => page.locator('[data-act="draft"]').isHidden(), "nothing is left to draft")
    await page.context().close()
  })

  test("it says honestly that the content holds nothing, and keeps what was typed", async () => {
    const { page } = await opened("Is the moon made of gouda?")
    await page.fill("#composer-text", "Hi Marta,")
    await page.click('[data-act="draft"]')
    await page.waitForSelector(".reply-draft:has-text('No draft')")
    expect(await page.textContent(".reply-draft")).toContain("The content holds no answer to this.")
    expect(await page.inputValue("#composer-text")).toBe("Hi Marta,")
    await page.context().close()
  })
})

describe("stored replies", () => {
  test("nothing is stored yet: it says where they come from; what was sent is saved from under it", async () => {
    const { page } = await opened("How long does delivery take?")
    await page.click("#composer-text")
    await page.keyboard.type("/")
    await page.waitForSelector(".reply-picker:has-text('Nothing is stored yet')")
    expect(await violations(page)).toEqual([])
    await page.keyboard.press("Escape")
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("composer-text")

    await page.keyboard.type("Hi Marta, two days.")
    await page.keyboard.press("ControlOrMeta+Enter")
    await page.click(".message.by-operator a:has-text('Save as a reply')")
    await page.waitForSelector("#act[open] #title:focus")
    expect(await page.inputValue("#act [name=text]")).toBe("Hi {{name}}, two days.")
    await page.fill("#act #title", "Delivery time")
    await page.fill("#act #text", "Hi {{nme}}, two days.")
    await page.click("#act button:has-text('Save')")
    await page.waitForSelector("#act #text-error:has-text('{{nme}}')")
    expect(await violations(page)).toEqual([])
    await page.fill("#act #text", "Hi {{name}}, two days.")
    await page.click("#act button:has-text('Save')")
    await page.waitForSelector("#toasts:has-text('Saved')")
    await until(async () => !(await page.locator("#act[open]").count()), "the dialog is closed")
    await page.context().close()
  })

  test("by keyboard alone: / opens, typing finds, arrows choose, Enter writes it into the composer", async () => {
    const { replyCommands, people: store } = server.app.parts
    const owner = store.list().find(({ isOwner }) => isOwner)!
    await replyCommands.add(owner, { title: "Refund sent", text: "Dear {{name}}, it is sent.", chatbotId: null })
    await replyCommands.add(owner, { title: "Refund refused", text: "Dear {{name}}, sorry.", chatbotId: null })
    const { page, id } = await opened("Where is my refund?")
    const before = server.app.parts.events.list(id).length
    await page.keyboard.press("/")
    await page.waitForSelector("#reply-search:focus")
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await violations(page)).toEqual([])
    }
    const chosen = () => page.locator('.reply-option[aria-selected="true"] strong').textContent()
    await page.keyboard.type("refund")
    expect(await page.locator(".reply-option:visible").count()).toBe(2)
    expect(await chosen()).toBe("Refund refused")
    await page.keyboard.press("ArrowDown")
    expect(await chosen()).toBe("Refund sent")
    const active = await page.getAttribute("#reply-search", "aria-activedescendant")
    expect(await page.locator(`[id="${active}"]`).textContent()).toContain("Refund sent")

    await page.keyboard.press("Enter")

    expect(await page.inputValue("#composer-text")).toBe("Dear Marta, it is sent.")
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("composer-text")
    expect(await page.locator(".reply-picker").count()).toBe(0)
    expect(server.app.parts.events.list(id).length).toBe(before)

    // In the middle of a text a slash is a slash, and so it is in a note.
    await page.keyboard.type(" 1/2")
    expect(await page.inputValue("#composer-text")).toEndWith("sent. 1/2")
    await page.fill("#composer-text", "")
    await page.click("label.kind:has-text('Note')")
    await page.click("#composer-text")
    await page.keyboard.type("/x")
    expect(await page.inputValue("#composer-text")).toBe("/x")
    await page.context().close()
  })

  test("an owner adds one in the admin, on a phone too", async () => {
    const page = await signIn(browser, `${server.url}/admin/replies`, people.owner, {
      viewport: { width: 390, height: 800 },
    })
    expect(await violations(page)).toEqual([])
    await page.click("a:has-text('Add a reply')")
    await page.fill("#title", "Opening hours")
    await page.fill("#text", "We open at nine, {{nme}}.")
    await page.click("button:has-text('Add')")
    expect(await page.textContent("#text-error")).toContain("{{nme}}")
    expect(await violations(page)).toEqual([])
    await page.fill("#text", "We open at nine.")
    await page.click("button:has-text('Add')")
    await page.waitForSelector(".items:has-text('Opening hours')")
    await page.context().close()
  })
})
