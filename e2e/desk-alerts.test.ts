import { describe, expect, setDefaultTimeout, test } from "bun:test"
import type { BrowserContext, Page } from "playwright-core"
import { createVisitorClient } from "../src/testing/clients"
import { until } from "../src/testing/until"
import { launchBrowser } from "./browser"
import { startDemoServer } from "./demo-server"
import { addOperator, ana, ben, deskScene } from "./desk-scene"
import { intercept } from "./intercept"

setDefaultTimeout(60_000)

const server = await startDemoServer()
const browser = await launchBrowser(server)
await addOperator(server, ben)
const { desk, visitor } = deskScene(server, browser)

/** What the browser would show and play is written down; whether a tab is looked at is said by the test. */
async function observed(context: BrowserContext, isLookedAt: boolean): Promise<void> {
  await context.addInitScript((isLookedAt) => {
    const shown: { title: string; body: string; tag: string; open: boolean }[] = []
    const state = { shown, tones: 0, isLookedAt }
    class Notes {
      static permission = "granted"
      entry: (typeof shown)[number]
      constructor(title: string, { body, tag }: { body: string; tag: string }) {
        this.entry = { title, body, tag, open: true }
        shown.push(this.entry)
      }
      close() {
        this.entry.open = false
      }
    }
    const param = { value: 0, setValueAtTime() {}, linearRampToValueAtTime() {}, exponentialRampToValueAtTime() {} }
    const node = { connect: () => node, start() {}, stop() {}, frequency: param, gain: param }
    class Audio {
      state = "running"
      currentTime = 0
      resume = async () => {}
      createGain = () => node
      createOscillator() {
        state.tones++
        return node
      }
    }
    Object.assign(window, { Notification: Notes, AudioContext: Audio, observed: state })
    document.hasFocus = () => state.isLookedAt
  }, isLookedAt)
}

const shownIn = (page: Page) =>
  page.evaluate(() => Reflect.get(window, "observed").shown as { title: string; body: string; open: boolean }[])
/** A chime is two tones. */
const chimesIn = (page: Page) => page.evaluate(() => Reflect.get(window, "observed").tones / 2)

/** The desk is loaded and its stream does not come. @returns how it comes again. */
async function cutOff(page: Page): Promise<() => Promise<void>> {
  const stream = "**/operator/stream*"
  await intercept(page.context(), stream, (route) => route.abort())
  await page.reload()
  await page.waitForSelector("#link-bar:not([hidden])")
  return async () => {
    await page.context().unroute(stream)
    await page.evaluate(() => window.dispatchEvent(new Event("online")))
  }
}

async function waiting(name: string) {
  const guest = await visitor(name)
  await guest.askForPerson()
  return guest
}

describe("alerts of the desk", () => {
  test("after a lost connection one chime, and word only of those who wait still", async () => {
    const { page, context } = await desk(ana)
    await observed(context, false)
    const reconnect = await cutOff(page)
    await page.click("#open h1")
    const { page: colleague } = await desk(ben)
    const names = ["Abe", "Bea", "Cas", "Dot", "Ed", "Flo"].map((name) => `${name} Backlog`)
    for (const name of names) await waiting(name)
    for (const name of names.slice(0, 4)) {
      await colleague.click(`.row:has-text(${JSON.stringify(name)}) a`)
      await colleague.waitForSelector(`#open[data-title=${JSON.stringify(name)}]`)
      await colleague.click('button[data-act="takeover"]')
      await colleague.waitForSelector('#composer[data-holder="human"]')
    }
    await reconnect()
    await until(async () => (await shownIn(page)).length >= 2, "it is told")

    expect((await shownIn(page)).map(({ title }) => title)).toEqual(["Ed Backlog is waiting", "Flo Backlog is waiting"])
    expect(await chimesIn(page)).toBe(1)
    await context.close()
    await colleague.context().close()
  })

  test("where only a service worker may notify, trying it says where that is switched on", async () => {
    const { page, context } = await desk(ana)
    await context.addInitScript(() => {
      class None {
        static permission = "default"
        static requestPermission = async () => "granted"
        constructor() {
          throw new TypeError("Illegal constructor. Use ServiceWorkerRegistration.showNotification() instead.")
        }
      }
      Object.assign(window, { Notification: None })
    })
    await page.reload()
    await page.click("summary[aria-label='Ana: account']")
    await page.click(".menu-item[data-try-alerts]")
    await page.getByText("switch it on under “Alerts on this device”").waitFor()
    await context.close()
  })

  test("many at once make one notification, which goes when nobody of them waits any more", async () => {
    const { page, context } = await desk(ana)
    await observed(context, false)
    const reconnect = await cutOff(page)
    for (const name of ["Gia", "Hob", "Ima", "Jed", "Kay"]) await waiting(`${name} Crowd`)
    await reconnect()
    await until(async () => (await shownIn(page)).length > 0, "it is told")
    expect((await shownIn(page)).map(({ title }) => title)).toEqual(["5 people are waiting"])

    const { page: colleague } = await desk(ben)
    for (const name of ["Gia", "Hob", "Ima", "Jed", "Kay"].map((first) => `${first} Crowd`)) {
      expect((await shownIn(page))[0]!.open).toBeTrue()
      await colleague.click(`.row:has-text(${JSON.stringify(name)}) a`)
      await colleague.waitForSelector(`#open[data-title=${JSON.stringify(name)}]`)
      await colleague.click('button[data-act="takeover"]')
      await colleague.waitForSelector('#composer[data-holder="human"]')
    }
    await until(async () => !(await shownIn(page))[0]!.open, "it is withdrawn")
    await context.close()
    await colleague.context().close()
  })

  test("who looks at one tab of the desk gets no notification from another, and no sound that comes again", async () => {
    const { page, context } = await desk(ana)
    const { people } = server.app.parts
    const { id } = people.list().find(({ email }) => email === ana.email)!
    await server.app.parts.db.write((tx) => people.savePreferences(tx, id, { repeatSound: true }))
    await observed(context, false)
    await page.clock.install()
    await page.reload()
    await page.click("#open h1")
    const front = await context.newPage()
    await front.goto(`${server.url}/operator`)
    await front.evaluate(() => {
      Reflect.get(window, "observed").isLookedAt = true
    })
    // A clock that jumps looks like a tab that slept: the other may take the lead, and tells in its place.
    const shown = async () => [...(await shownIn(page)), ...(await shownIn(front))]
    const chimes = async () => (await chimesIn(page)) + (await chimesIn(front))
    await waiting("Lex Front")
    for (const tab of [page, front]) await tab.waitForSelector("#rows-waiting .row:has-text('Lex Front')")
    // What comes a little later gathers anew: the clock goes on while it is waited for.
    await until(async () => {
      await page.clock.runFor(1_000)
      return (await chimes()) === 1
    }, "it is heard once")
    expect(await shown()).toEqual([])

    // Looked at no longer: from now on it is told.
    const lookAt = (isLookedAt: boolean) =>
      front.evaluate((value) => {
        Reflect.get(window, "observed").isLookedAt = value
      }, isLookedAt)
    await lookAt(false)
    await waiting("Max Behind")
    await page.waitForSelector("#rows-waiting .row:has-text('Max Behind')")
    await until(async () => {
      await page.clock.runFor(1_000)
      return (await shown()).length === 1
    }, "it is told")
    const before = await chimes()
    // Step by step: after a jump of a minute the tabs first settle anew which of them leads.
    await until(async () => {
      await page.clock.runFor(5_000)
      return (await chimes()) > before
    }, "it is heard again")
    // Touched in the other tab: seen is seen.
    await front.click("#open h1")
    await until(async () => {
      const heard = await chimes()
      await page.clock.runFor(35_000)
      return (await chimes()) === heard
    }, "it is quiet")

    await lookAt(true)
    await waiting("Nia Front")
    for (const tab of [page, front]) await tab.waitForSelector("#rows-waiting .row:has-text('Nia Front')")
    const heard = await chimes()
    await page.clock.runFor(95_000)
    expect(await chimes()).toBeLessThanOrEqual(heard + 1)
    expect(await shown()).toHaveLength(1)
    await server.app.parts.db.write((tx) => people.savePreferences(tx, id, {}))
    await context.close()
  })

  test("what a visitor of mine writes while I am elsewhere is heard once and notified, until I look", async () => {
    const guest = await waiting("Nell Mine")
    const other = await waiting("Ove Other")
    const { page, context } = await desk(ana)
    await observed(context, true)
    await page.reload()
    await page.click(".row:has-text('Nell Mine') a")
    await page.waitForSelector('#open[data-title="Nell Mine"]')
    await page.click('button[data-act="takeover"]')
    await page.waitForSelector('#composer[data-holder="human"]')
    const before = await chimesIn(page)
    await guest.say("I am looking at you")
    await page.waitForSelector(".message:has-text('I am looking at you')")
    await page.click(".row:has-text('Ove Other') a")
    await page.waitForSelector('#open[data-title="Ove Other"]')
    expect(await chimesIn(page)).toBe(before)
    await guest.say("Are you there?")
    await guest.say("Hello?")
    await page.waitForSelector("#rows-mine .row:has-text('Hello?')")
    await until(async () => (await chimesIn(page)) > before, "it is heard")
    expect(await chimesIn(page)).toBe(before + 1)
    expect(await shownIn(page)).toEqual([])

    await page.click(".row:has-text('Nell Mine') a")
    await page.waitForSelector('#open[data-title="Nell Mine"]')
    await page.evaluate(() => {
      Reflect.get(window, "observed").isLookedAt = false
    })
    await page.click(".row:has-text('Ove Other') a")
    await page.waitForSelector('#open[data-title="Ove Other"]')
    await guest.say("One more thing")
    await until(async () => (await shownIn(page)).length === 1, "it is notified")
    expect((await shownIn(page))[0]).toMatchObject({ title: "Nell Mine wrote", body: "One more thing", open: true })
    // What others write, and what the AI answers, is no call to me.
    await other.say("And me?")
    await page.waitForSelector(".message:has-text('And me?')")
    await page.click(".row:has-text('Nell Mine') a")
    await until(async () => !(await shownIn(page))[0]!.open, "it is withdrawn")
    expect((await shownIn(page)).length).toBe(1)
    await context.close()
  })

  test("what was read in one tab is told by none, and what comes once nobody looks is told", async () => {
    const guest = await waiting("Tess Tabs")
    const { page, context } = await desk(ana)
    await observed(context, false)
    await page.reload()
    await page.click("#open h1")
    const front = await context.newPage()
    await front.goto(`${server.url}/operator`)
    const look = (isLookedAt: boolean) =>
      front.evaluate((value) => {
        Reflect.get(window, "observed").isLookedAt = value
        if (value) window.dispatchEvent(new Event("focus"))
      }, isLookedAt)
    await look(true)
    await front.click(".row:has-text('Tess Tabs') a")
    await front.click('button[data-act="takeover"]')
    await front.waitForSelector('#composer[data-holder="human"]')
    await page.waitForSelector("#rows-mine .row:has-text('Tess Tabs')")
    await guest.say("I see you")
    await page.waitForSelector(".row:has-text('I see you')")
    const heard = async () => (await chimesIn(page)) + (await chimesIn(front))
    const before = await heard()
    // Who begins to wait is heard all the same: then the other is settled as well.
    await waiting("Uli Heard")
    await until(async () => (await heard()) === before + 1, "it is heard")
    const shown = async () => [...(await shownIn(page)), ...(await shownIn(front))]
    expect(await shown()).toEqual([])

    await look(false)
    await guest.say("Are you gone?")
    await until(async () => (await shown()).length === 1, "it is told")
    expect((await shown())[0]!.title).toBe("Tess Tabs wrote")
    await look(true)
    await until(async () => !(await shown())[0]!.open, "it is withdrawn")
    await context.close()
  })

  test("what a visitor books is said at the desk, wherever one looks, with the way to it", async () => {
    const { page, context } = await desk(ana)
    await until(() => server.app.parts.streams.count > 0, "the desk listens")
    const client = await createVisitorClient(() => server.url, "demo", { locale: "en" })
    await client.post("/contact", { name: "Bo Booker" })
    const { slots } = (await client.call("GET", "/api/widget/slots?kind=callback")).body
    await client.post("/bookings", { slot: slots[0].slot, kind: "callback", contact: { phone: "+353 1 234 5678" } })

    const told = page.locator(".toast", { hasText: "Bo Booker · Booked: Callback" })
    await told.getByRole("link", { name: "Open" }).click()
    await page.waitForSelector('#open[data-title="Bo Booker"]')
    await context.close()
  })
})
