import { afterAll, afterEach } from "bun:test"
import { type Browser, chromium, type Page } from "playwright-core"

/**
 * The browser of a file of tests. What a test opened in it is closed behind it; behind the last one the browser is
 * closed, and then what it spoke to is stopped, in the order that is given here.
 */
export async function launchBrowser(...spokenTo: { stop(): unknown }[]): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  })
  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))
  afterAll(async () => {
    await browser.close()
    for (const server of spokenTo) await server.stop()
  })
  return browser
}

/** As a tab that was put to sleep while it led: it has the lock of that name, and says nothing. */
export const holdLock = (page: Page, name: string) =>
  page.evaluate(async (name) => {
    const { held = [] } = await navigator.locks.query()
    const found = held.find((lock) => lock.name?.includes(name))?.name
    if (!found) throw new Error("no tab holds the stream")
    await new Promise<void>((done) => {
      navigator.locks
        .request(found, { steal: true }, () => {
          done()
          return new Promise(() => {})
        })
        .catch(() => {})
    })
  }, name)
