/** A real Baton with its demo chatbot, in a folder of its own, and the way in for those who work there. */

import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Browser, BrowserContextOptions, Page } from "playwright-core"
import { readConfig } from "../src/config"
import { type RunningServer, startServer } from "../src/server"

export const password = "a long password"
export const people = {
  owner: { email: "owner@example.com", password },
  operator: { email: "ana@example.com", password },
}

export type DemoServer = Awaited<ReturnType<typeof startDemoServer>>

/** @param env further settings, by their names in the environment. */
export async function startDemoServer(env: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), "baton-e2e-"))
  const start = (port: number) =>
    startServer(
      readConfig({
        PORT: String(port),
        HOST: "127.0.0.1",
        BATON_DATA: folder,
        BATON_RATE_LIMITS: "off",
        BATON_OWNER_EMAIL: people.owner.email,
        BATON_OWNER_PASSWORD: people.owner.password,
        BATON_OPERATOR_EMAIL: people.operator.email,
        BATON_OPERATOR_PASSWORD: people.operator.password,
        LOG_LEVEL: "error",
        ...env,
      }),
      () => {},
    )
  let server: RunningServer = await start(0)
  const { url, port } = server

  return {
    url,
    get app() {
      return server.app
    },
    /** As a process that ends, and one that is started again at the same address. */
    goDown: () => server.stop(),
    async comeBack(): Promise<void> {
      server = await start(port)
    },
    async stop(): Promise<void> {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Signs in by the form, from the page that was asked for, which is then open. */
export async function signIn(
  browser: Browser,
  address: string,
  person: { email: string; password: string },
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ locale: "en-GB", ...options })
  const page = await context.newPage()
  await page.goto(address)
  await page.getByLabel("Email").fill(person.email)
  await page.getByLabel("Password").fill(person.password)
  await page.getByRole("button", { name: "Sign in" }).click()
  await page.waitForURL(address)
  return page
}
