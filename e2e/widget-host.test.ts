import { afterEach, describe, expect, setDefaultTimeout, test } from "bun:test"
import type { Browser, Page } from "playwright-core"
import { createCaller } from "../src/testing/clients"
import { pngOf } from "../src/testing/files"
import { until } from "../src/testing/until"
import { launchBrowser } from "./browser"
import { people } from "./demo-server"
import { intercept } from "./intercept"
import { openWidget, say, shown, startWidgetSite } from "./widget-site"

setDefaultTimeout(60_000)

const site = await startWidgetSite()
const browser = await launchBrowser(site)
afterEach(site.reset)

const trailOf = async (page: Page) => {
  const visitor = await page.evaluate(() => localStorage["baton:demo:visitor"] as string)
  return site.parts.visitors.listTrail(visitor).map(({ url, title }) => `${new URL(url).pathname} ${title}`)
}
const warnings = (page: Page): string[] => {
  const list: string[] = []
  page.on("console", (message) => message.text().startsWith("Baton") && list.push(message.text()))
  return list
}

describe("the widget and its host page", () => {
  test("leaves one name of its own on the page", async () => {
    const page = await (await browser.newContext()).newPage()
    const names = () => page.evaluate(() => Object.getOwnPropertyNames(window))
    await page.goto(site.host("<!doctype html><h1>Shop</h1>"))
    const before = await names()
    await page.goto(site.host("<!doctype html><h1>Shop</h1>$tag"))
    await page.locator(".launcher").waitFor()

    expect((await names()).filter((name) => !before.includes(name))).toEqual(["Baton"])
  })

  test("works, and looks right, under the strictest policy", async () => {
    const context = await browser.newContext()
    await context.addInitScript(() => {
      const violations: string[] = []
      Object.assign(window, { violations })
      document.addEventListener("securitypolicyviolation", (event) =>
        violations.push(`${event.violatedDirective} ${event.blockedURI}`),
      )
    })
    const page = await openWidget(context, `${site.origin}/strict`)

    await say(page, "How do I return shoes?")
    await page.locator(".chip").first().click()
    await page.locator(".person").click()
    await page.locator(".notice").first().waitFor()

    expect(await page.locator(".panel").evaluate((panel) => getComputedStyle(panel).borderRadius)).toBe("16px")
    expect(await page.locator(".launcher").evaluate((it) => getComputedStyle(it).backgroundColor)).toBe(
      "rgb(23, 84, 95)",
    )
    // The host's own page has an inline-free policy, so whatever is listed is the widget's doing.
    expect(await page.evaluate(() => (window as unknown as { violations: string[] }).violations)).toEqual([])
  })

  test("its button carries the owner's sign and words, where the owner wants it, or is not there until asked for", async () => {
    await site.configure({ appearance: { icon: "help", label: "Chat with us", side: "40", bottom: "60" } })
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 720 } })).newPage()
    await page.goto(`${site.origin}/`)
    const launcher = page.getByRole("button", { name: "Chat with us" })
    await launcher.waitFor()
    expect(await launcher.textContent()).toBe("Chat with us")
    const { x, y, width, height } = (await launcher.boundingBox())!
    expect([x + width, y + height]).toEqual([1240, 660])
    expect(width).toBeGreaterThan(100)
    await launcher.click()
    await page.locator(".panel").waitFor()
    await page.waitForFunction(() => document.querySelector("baton-chat")!.shadowRoot!.getAnimations().length === 0)
    const panel = (await page.locator(".panel").boundingBox())!
    expect([panel.x + panel.width, panel.y + panel.height]).toEqual([1240, 592])

    await site.configure({ appearance: { hidden: "yes" } })
    const bare = await (await browser.newContext()).newPage()
    await bare.goto(`${site.origin}/`)
    await bare.locator("baton-chat").waitFor({ state: "attached" })
    expect(await bare.locator(".launcher").isVisible()).toBe(false)
    await bare.evaluate(() => (window as unknown as { Baton: (command: string) => void }).Baton("open"))
    await bare.locator(".panel").waitFor()
    await bare.keyboard.press("Escape")
    await bare.locator(".panel").waitFor({ state: "hidden" })
    expect(await bare.locator(".launcher").isVisible()).toBe(false)
  })

  test("its words are those of the visitor's language, and on a phone it may stand elsewhere", async () => {
    const appearance = { label: "Chat with us", side: "40", bottom: "60", phoneSide: "0", phoneBottom: "90" }
    const texts = { de: { welcome: "", suggestions: [], prompt: "", label: "Schreib uns" } }
    await site.configure({ appearance, texts })
    const page = await (await browser.newContext({ locale: "de-AT", viewport: { width: 1280, height: 720 } })).newPage()
    await page.goto(site.origin)
    const launcher = page.getByRole("button", { name: "Schreib uns" })
    await launcher.waitFor()
    const corner = async () => {
      const { x, y, width, height } = (await launcher.boundingBox())!
      return [x + width, y + height]
    }
    expect(await corner()).toEqual([1240, 660])
    await page.setViewportSize({ width: 390, height: 700 })
    await until(async () => `${await corner()}` === "390,610", "turned into a phone, it stands as on a phone")

    await site.configure({ appearance: { label: "Chat with us", bottom: "60" }, texts })
    const phone = await (await browser.newContext({ locale: "ja", viewport: { width: 390, height: 700 } })).newPage()
    await phone.goto(site.origin)
    const { x, y, width, height } = (await phone.getByRole("button", { name: "Chat with us" }).boundingBox())!
    expect([x + width, y + height]).toEqual([370, 640])
  })

  describe("a link opens it", () => {
    /** A page of the shop with such a link, and a script as many themes have one. */
    async function shopWithLink(context: Awaited<ReturnType<Browser["newContext"]>>, path = "/") {
      const page = await context.newPage()
      const problems: string[] = []
      page.on("pageerror", (error) => problems.push(error.message))
      await page.goto(site.origin + path)
      await page.evaluate(() => {
        const link = document.createElement("a")
        link.href = "#baton-open"
        link.append("Ask us")
        document.querySelector("main")!.prepend(link)
        link.addEventListener("click", (event) => {
          event.preventDefault()
          document.querySelector(link.getAttribute("href")!)?.scrollIntoView()
        })
      })
      await page.locator(".launcher").waitFor()
      return { page, problems, link: page.getByRole("link", { name: "Ask us" }) }
    }

    test("by mouse and by keyboard; closed, the cursor is back where it was, and the way back is not longer", async () => {
      const { page, problems, link } = await shopWithLink(await browser.newContext())
      const steps = await page.evaluate(() => history.length)
      await link.focus()
      await page.keyboard.press("Enter")
      await page.locator(".panel[open]").waitFor()
      await page.locator(".line textarea:focus").waitFor()
      await page.keyboard.press("Escape")
      await page.locator(".panel[open]").waitFor({ state: "detached" })
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Ask us")

      await link.click()
      await page.locator(".panel[open]").waitFor()
      expect(new URL(page.url()).hash).toBe("")
      expect(await page.evaluate(() => history.length)).toBe(steps)
      expect(problems).toEqual([])
    })

    test("also where the business hides the button", async () => {
      await site.configure({ appearance: { hidden: "yes" } })
      const page = await (await browser.newContext()).newPage()
      await page.goto(site.origin)
      await page.locator("baton-chat").waitFor({ state: "attached" })
      await page.evaluate(() => {
        document.querySelector("main")!.innerHTML += '<a href="#baton-open"><b>Ask us</b></a>'
      })
      await page.getByText("Ask us").click()
      await page.locator(".panel[open]").waitFor()
    })

    test("in an address that somebody was sent, once: loaded again it stays as the visitor left it", async () => {
      const page = await (await browser.newContext()).newPage()
      await page.goto(`${site.origin}/returns?from=mail#baton-open`)
      await page.locator(".panel[open]").waitFor()
      expect(page.url()).toBe(`${site.origin}/returns?from=mail`)
      await page.keyboard.press("Escape")
      await page.reload()
      await page.locator(".launcher").waitFor()
      expect(await page.locator(".panel[open]").count()).toBe(0)

      // Pressed on a page that is already there.
      await page.evaluate(() => {
        location.hash = "#baton-open"
      })
      await page.locator(".panel[open]").waitFor()
    })

    test("pressed before the script has arrived, it opens as soon as it has", async () => {
      const page = await (await browser.newContext()).newPage()
      let letGo = () => {}
      const held = new Promise<void>((done) => {
        letGo = done
      })
      await intercept(page, "**/widget.js", async (route) => {
        await held
        await route.continue()
      })
      await page.goto(site.origin, { waitUntil: "commit" })
      await page.locator("main").waitFor()
      await page.evaluate(() => {
        document.querySelector("main")!.innerHTML += '<a href="#baton-open">Ask us</a>'
      })
      await page.getByRole("link", { name: "Ask us" }).click()
      expect(await page.locator("baton-chat").count()).toBe(0)
      letGo()
      await page.locator(".panel[open]").waitFor()
    })

    test("and other links of the page do what they did", async () => {
      const { page } = await shopWithLink(await browser.newContext())
      await page.getByRole("link", { name: "Returns" }).click()
      await page.waitForURL("**/returns")
      await page.evaluate(() => {
        location.hash = "#sizes"
      })
      expect(new URL(page.url()).hash).toBe("#sizes")
      expect(await page.locator(".panel[open]").count()).toBe(0)
    })
  })

  test("the AI's uploaded picture is loaded when the chat is opened, and not before", async () => {
    const { owner } = people
    const signIn = await createCaller(() => site.url)("POST", "/api/v1/session", { ...owner, role: "owner" })
    const form = new FormData()
    form.set("file", new File([pngOf(90, 30)], "face.png"))
    const upload = createCaller(
      () => site.url,
      () => ({ authorization: `Bearer ${signIn.body.token}` }),
    )
    expect((await upload("PUT", "/api/v1/chatbots/demo/picture", form)).status).toBe(200)
    const page = await (await browser.newContext()).newPage()
    const asked: string[] = []
    page.on("request", (request) => asked.push(new URL(request.url()).pathname))
    await page.goto(site.origin)
    await page.locator(".launcher").waitFor()
    await page.waitForLoadState("networkidle")
    expect(asked.filter((path) => path.startsWith("/pictures/"))).toEqual([])

    await page.locator(".launcher").click()
    await page.locator(".face img").waitFor()
    expect(await page.locator(".face").textContent()).toBe("")
    const { width, height } = (await page.locator(".face img").boundingBox())!
    // The panel may still be rising.
    expect([Math.round(width), Math.round(height)]).toEqual([40, 40])
    expect(asked.filter((path) => path.startsWith("/pictures/"))).toHaveLength(1)
  })

  test("on a single-page site each move is a page of the trail, and a replaced body gets the widget back", async () => {
    const page = await openWidget(await browser.newContext(), site.origin)
    await say(page, "hello")
    await page.locator(".mine").waitFor()

    await page.evaluate(() => {
      history.pushState({}, "", "/boots#access_token=secret")
      document.title = "Boots"
    })
    await until(async () => (await trailOf(page)).includes("/boots Boots"), "the move is told")
    await page.evaluate(() => history.replaceState({}, "", "/boots?size=42"))
    await page.goBack()
    await until(async () => (await trailOf(page)).at(-1)?.startsWith("/ "), "the way back is told")
    expect(
      JSON.stringify(site.parts.visitors.listTrail(await page.evaluate(() => localStorage["baton:demo:visitor"]))),
    ).not.toContain("secret")

    await page.evaluate(() => {
      const body = document.createElement("body")
      body.append("Another page")
      document.body.replaceWith(body)
    })
    await page.locator(".mine", { hasText: "hello" }).waitFor()
    await page.evaluate(() => document.body.replaceChildren("And another"))
    await page.locator(".mine", { hasText: "hello" }).waitFor()
    expect(await page.locator("baton-chat").count()).toBe(1)
  })

  test("a tag that runs twice makes one widget", async () => {
    const page = await openWidget(await browser.newContext(), site.origin)
    await page.evaluate(
      (src) =>
        new Promise((done) => {
          const script = document.createElement("script")
          script.src = src
          script.dataset.chatbot = "demo"
          script.onload = done
          document.body.append(script)
        }),
      `${site.url}/widget.js`,
    )
    expect(await page.locator("baton-chat").count()).toBe(1)
  })

  test("on a website that is not allowed there is no launcher, and the console says what to do", async () => {
    await site.configure({ origins: [] })
    const page = await (await browser.newContext()).newPage()
    const told = warnings(page)
    await page.goto(site.origin)
    await until(() => told.length > 0, "the console says something")
    expect(told[0]).toContain(site.origin)
    expect(told[0]).toContain(`${site.url}/admin`)
    expect(await page.locator(".launcher").count()).toBe(0)
  })

  test("an unknown chatbot shows nothing and says so", async () => {
    const page = await (await browser.newContext()).newPage()
    const told = warnings(page)
    await page.goto(`${site.origin}/?chatbot=nobody`)
    await until(() => told.length > 0, "the console says something")
    expect(told[0]).toContain("nobody")
    expect(await page.locator(".launcher").count()).toBe(0)
  })

  test("the host commands it, also before it is there", async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    // The stub of the snippet, and a call before the script has arrived.
    await page.addInitScript(() => {
      const stub = (...call: unknown[]) => stub.q.push(call)
      stub.q = [] as unknown[]
      Object.assign(window, { Baton: stub })
      stub("identify", { id: "c-1", email: "marta@example.com", name: "Marta Ruiz" })
      stub("open")
    })
    await page.goto(site.origin)
    await page.locator(".panel[open]").waitFor()

    const visitor = await page.evaluate(() => localStorage["baton:demo:visitor"] as string)
    expect(site.parts.visitors.find(visitor)?.identity?.email).toBe("marta@example.com")
    const run = (command: string, value?: unknown) =>
      page.evaluate(
        ([name, given]) => (window as unknown as { Baton: (...call: unknown[]) => void }).Baton(name, given),
        [command, value],
      )
    await run("close")
    await page.locator(".panel[open]").waitFor({ state: "detached" })
    await run("set", { plan: "gold", "cart value": 129.5, vip: true })
    await until(
      () => site.parts.visitors.find(visitor)?.attributes["cart value"] === 129.5,
      "what the page tells is kept, as it was meant",
    )
  })

  test("the draft and the open panel are kept from page to page, without taking the focus", async () => {
    const page = await openWidget(await browser.newContext(), site.origin)
    await page.locator(".line textarea").fill("half a sent")

    await page.locator("a", { hasText: "Returns" }).click()
    await page.waitForURL("**/returns")
    await page.locator(".panel[open]").waitFor()

    expect(await page.locator(".line textarea").inputValue()).toBe("half a sent")
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe("body")
  })

  test("speaks the visitor's language, or the one that the tag names, or the server's", async () => {
    const words = async (locale: string, address = site.origin) => {
      const page = await openWidget(await browser.newContext({ locale }), address)
      return page.locator(".person").textContent()
    }
    expect(await words("de-AT")).toBe("Mit einem Menschen sprechen")
    expect(await words("fr-FR")).toBe("Parler à une personne")
    expect(await words("pt-BR")).toBe("Falar com uma pessoa")
    expect(await words("de-DE", `${site.origin}/?attributes=data-locale%3Des`)).toBe("Hablar con una persona")
    expect(await words("ja-JP")).toBe("担当者と話す")
    expect(await words("sw-KE")).toBe("Talk to a person")
    expect(await words("de-DE", `${site.origin}/?attributes=data-locale%3Dpt`)).toBe("Falar com uma pessoa")
    // The script has no words for these; the server brings them.
    expect(await words("it-IT")).toBe("Parlare con una persona")
    expect(await words("en-GB", `${site.origin}/?attributes=data-locale%3Dnl`)).toBe("Met een mens praten")
    await site.configure({ locale: "nl" })
    expect(await words("sw")).toBe("Met een mens praten")
    expect(await words("fr-FR")).toBe("Parler à une personne")

    await site.configure({ locale: "es" })
    expect(await words("sw-KE")).toBe("Hablar con una persona")
  })

  test("takes the shop's colour, corner and theme; words on the colour, and in it, can be read whatever it is", async () => {
    await site.configure({ appearance: { color: "#ffee66", position: "left", theme: "dark" } })
    const page = await openWidget(await browser.newContext(), site.origin)
    expect(await page.locator(".frame").getAttribute("class")).toBe("frame dark left")

    const colours = async (color: string, theme: "light" | "dark") => {
      await site.configure({ appearance: { color, theme } })
      await page.reload()
      await page.locator(`.frame${theme === "dark" ? ".dark" : ":not(.dark)"}`).waitFor({ state: "attached" })
      return page.locator(".frame").evaluate((frame) => {
        const read = (property: "color" | "backgroundColor", value: string) => {
          const probe = document.createElement("i")
          probe.style[property] = value
          frame.append(probe)
          const found = getComputedStyle(probe)[property].match(/[\d.]+/g)!
          probe.remove()
          return found.map(Number)
        }
        return {
          brand: read("backgroundColor", "var(--brand)"),
          on: read("color", "var(--on)"),
          link: read("color", "var(--link)"),
          ground: read("backgroundColor", "var(--bg)"),
        }
      })
    }
    const luminance = (color: number[]) =>
      color.slice(0, 3).reduce((sum, part, i) => {
        const c = part / 255
        return sum + (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4) * [0.2126, 0.7152, 0.0722][i]!
      }, 0)
    const contrast = (a: number[], b: number[]) => {
      const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
      return (light + 0.05) / (dark + 0.05)
    }
    for (const color of ["#ffee66", "#ffffff", "#e5484d", "#17545f", "#000000", "#808080"])
      for (const theme of ["light", "dark"] as const) {
        const { brand, on, link, ground } = await colours(color, theme)
        expect(contrast(on, brand)).toBeGreaterThan(4.5)
        expect(contrast(link, ground)).toBeGreaterThan(4.5)
        // Even white on white is seen to be something.
        expect(contrast(brand, ground)).toBeGreaterThan(1.1)
      }
    expect((await colours("#ffee66", "light")).brand).toEqual([255, 238, 102])
    expect((await colours("#17545f", "dark")).brand).toEqual([23, 84, 95])
  })

  test("what is written in another tab appears here", async () => {
    const context = await browser.newContext()
    const [one, other] = [await openWidget(context, site.origin), await openWidget(context, site.origin)]
    await say(one, "hello from one")
    await until(async () => (await shown(other)).includes("hello from one"), "the other tab shows it")
  })
})
