import { expect, setDefaultTimeout, test } from "bun:test"
import type { Page } from "playwright-core"
import { createVisitorClient } from "../src/testing/clients"
import { until } from "../src/testing/until"
import { launchBrowser } from "./browser"
import { people, signIn, startDemoServer } from "./demo-server"

setDefaultTimeout(90_000)

const server = await startDemoServer()
const browser = await launchBrowser(server)

/** The service worker of the desk in this page's browser, and a push service that hands it what it is told to. */
async function woken(page: Page) {
  const session = await page.context().newCDPSession(page)
  const registrations: { registrationId: string; scopeURL: string }[] = []
  session.on("ServiceWorker.workerRegistrationUpdated", (event) => registrations.push(...event.registrations))
  await session.send("ServiceWorker.enable")
  await page.evaluate(async () => {
    await navigator.serviceWorker.register("/service-worker.js", { scope: "/operator" })
    const { active } = await navigator.serviceWorker.ready
    // Ready is said while it still activates, when what is pushed may be lost.
    while (active?.state !== "activated") await new Promise((resolve) => setTimeout(resolve, 10))
  })
  const { registrationId } = await until(
    () => registrations.find(({ scopeURL }) => scopeURL.endsWith("/operator")),
    "it is registered",
  )
  const worker = page.context().serviceWorkers()[0]!
  // Whoever asks Chromium what is shown while it is about to show one makes it forget that one: it is asked afterwards.
  await worker.evaluate(() => {
    const scope = globalThis as unknown as { registration: ServiceWorkerRegistration; clients: object }
    const show = scope.registration.showNotification.bind(scope.registration)
    const counted = { shown: 0, opened: [] as string[] }
    Object.assign(globalThis, { counted })
    scope.registration.showNotification = async (...given) => {
      await show(...given)
      counted.shown++
    }
    // Chromium opens a window for a person's click alone.
    Object.assign(scope.clients, { openWindow: async (path: string) => counted.opened.push(path) })
  })
  const counted = () =>
    worker.evaluate(() => (globalThis as unknown as { counted: { shown: number; opened: string[] } }).counted)
  return {
    push: (message: Record<string, unknown>) =>
      session.send("ServiceWorker.deliverPushMessage", {
        origin: server.url,
        registrationId,
        data: JSON.stringify({ again: false, canTakeOver: true, path: "/operator", body: "Why\nWhat", ...message }),
      }),
    hasShown: (times: number) => until(async () => (await counted()).shown >= times, `${times} were shown`),
    shown: () =>
      page.evaluate(async () => {
        const registration = (await navigator.serviceWorker.getRegistration("/operator"))!
        return (await registration.getNotifications()).map(({ title, tag }) => ({ title, tag }))
      }),
    /** Somebody clicks the notification, or a button on it. */
    click: (tag: string, action = "") =>
      worker.evaluate(
        async ([tag, action]) => {
          const scope = globalThis as unknown as { registration: ServiceWorkerRegistration } & EventTarget
          const [notification] = await scope.registration.getNotifications({ tag: tag! })
          // @ts-expect-error The types are those of a page.
          scope.dispatchEvent(new NotificationEvent("notificationclick", { notification, action }))
        },
        [tag, action],
      ),
    opened: async () => (await counted()).opened,
  }
}

test("with the desk closed the service worker shows one notification a conversation, and takes it back", async () => {
  const page = await (await browser.newContext({ permissions: ["notifications"] })).newPage()
  await page.goto(`${server.url}/operator/sign-in`)
  const { push, hasShown, shown } = await woken(page)
  // No tab of the desk is looked at.
  await page.goto(`${server.url}/demo`)

  await push({ type: "alert", id: "c1", title: "Noa is waiting" })
  await push({ type: "alert", id: "c1", title: "Noa is still waiting", again: true })
  await push({ type: "alert", id: "c2", title: "Sam is waiting" })
  await hasShown(3)
  expect((await shown()).sort((a, b) => (a.tag < b.tag ? -1 : 1))).toEqual([
    { title: "Noa is still waiting", tag: "c1" },
    { title: "Sam is waiting", tag: "c2" },
  ])

  await push({ type: "settled", id: "c1", title: "Noa is looked after", canTakeOver: false })
  await push({ type: "settled", id: "c3", title: "Somebody is looked after", canTakeOver: false })
  // What is settled a moment after it was said does not stay.
  await push({ type: "alert", id: "c4", title: "Kim is waiting" })
  await push({ type: "settled", id: "c4", title: "Kim is looked after", canTakeOver: false })
  await hasShown(5)
  await until(async () => (await shown()).length === 1, "all but one are taken back")
  expect((await shown())[0]!.tag).toBe("c2")
})

test("“Take over” on a notification is a takeover by whom it was for, and leads to the conversation", async () => {
  const visitor = await createVisitorClient(() => server.url, "demo", { locale: "en" })
  await visitor.say("My order with the red laces never came")
  await visitor.askForPerson()
  const { id } = await visitor.conversation()
  const page = await signIn(browser, `${server.url}/operator`, people.operator, { permissions: ["notifications"] })
  const { push, hasShown, click, opened } = await woken(page)
  await page.goto(`${server.url}/demo`)
  const ana = server.app.parts.people.list().find(({ email }) => email === people.operator.email)!
  const path = `/operator/conversations/${id}`
  const stateNow = async () => (await visitor.conversation()).state

  // Ana has signed in since on the device that it was sent to for Ben.
  await push({ type: "alert", id, path, title: "A visitor is waiting", operator: "ben" })
  await hasShown(1)
  await click(id, "take-over")
  await until(async () => (await opened()).length === 1, "it leads there")
  expect(await stateNow()).toBe("waiting")

  await push({ type: "alert", id, path, title: "A visitor is still waiting", operator: ana.id })
  await hasShown(2)
  await click(id, "take-over")
  await until(async () => (await opened()).length === 2, "it leads there again")
  expect(await stateNow()).toBe("human")
  expect((await visitor.events()).some(({ code }) => code === "operator_joined")).toBeTrue()
  expect(await opened()).toEqual([path, path])
})

test("in front of whoever looks at the desk only what they promised is shown, and it leads to their follow-ups", async () => {
  const page = await signIn(browser, `${server.url}/operator`, people.operator, { permissions: ["notifications"] })
  const { push, hasShown, shown, click } = await woken(page)
  await page.bringToFront()
  await push({ type: "alert", id: "c1", title: "Noa is waiting" })
  const path = "/operator/follow-ups"
  await push({ type: "reminder", id: "follow-ups:1", path, title: "A follow-up is due", canTakeOver: false })
  await hasShown(1)
  expect(await shown()).toEqual([{ title: "A follow-up is due", tag: "follow-ups:1" }])

  // The window that is open goes there.
  await click("follow-ups:1")
  await page.waitForURL(`${server.url}${path}`)
})
