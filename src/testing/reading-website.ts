/** A test app that reads a test website, driven over the owner's API. */

import { afterEach } from "bun:test"
import * as cast from "./cast"
import type { OperatorClient } from "./clients"
import { startTestApp, type TestApp } from "./test-app"
import { until } from "./until"
import { startTestWebsite, type TestWebsite } from "./website"

type Progressing = { state: string; read: number; queued: number; waitUntil: string | null }
type Shown = { id: string; status: string; error: string | null; pages: number; passages: number; website: Progressing }

/** Where the shop's sources are, below the API. */
export const sources = `/chatbots/${cast.shop}/sources`

/** Called once in a file of tests: what a test started is stopped behind it. */
export function createWebsiteReading() {
  let app: TestApp
  let site: TestWebsite
  let owner: OperatorClient

  afterEach(async () => {
    await app?.stop()
    await site?.stop()
  })

  const get = async (id: string): Promise<Shown> => (await owner.api("GET", `${sources}/${id}`)).source
  const add = async (more: Record<string, unknown> = {}): Promise<Shown> =>
    (await owner.api("POST", sources, { kind: "website", url: site.url, ...more })).source
  const finished = (id: string) =>
    until(async () => {
      const source = await get(id)
      return source.website.state === "done" ? source : undefined
    }, "the website is read")

  return {
    get app() {
      return app
    },
    get site() {
      return site
    },
    get owner() {
      return owner
    },

    /** A website of these pages, and an app that knows nothing yet. */
    async start(pages: Parameters<typeof startTestWebsite>[0]): Promise<void> {
      site = startTestWebsite(pages)
      app = await startTestApp({ content: false, env: { BATON_ALLOW_PRIVATE: "127.0.0.1" } })
      owner = await app.owner()
    },

    /** The reading begins. */
    add,
    get,
    again: (id: string) => owner.api("POST", `${sources}/${id}/reading`, {}),
    finished,
    read: async (more: Record<string, unknown> = {}): Promise<Shown> => finished((await add(more)).id),

    /** What became of each page, by its path; of those in one state, or of all. */
    async pagesOf(id: string, state = ""): Promise<Record<string, string>> {
      const { items } = await owner.api("GET", `${sources}/${id}/pages?limit=500&state=${state}`)
      return Object.fromEntries(
        items.map((it: { url: string; state: string; reason: string | null }) => {
          const { pathname, search } = new URL(it.url)
          return [pathname + search, it.reason ? `${it.state}: ${it.reason}` : it.state]
        }),
      )
    },

    textOf: (id: string) =>
      app.parts.knowledge
        .documentsOf(id)
        .map(({ text }) => text)
        .join("\n"),
  }
}
