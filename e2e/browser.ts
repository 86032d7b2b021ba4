import { chromium, type Page } from "playwright-core"

/** One browser for a file of tests; each visitor gets a context of their own. */
export const launchBrowser = () =>
  chromium.launch({
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
