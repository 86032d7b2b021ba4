/** A shop whose website has visitors, with an operator who looks on and a Slack channel that is told. */

import { createHmac } from "node:crypto"
import { identitySecretKey, type VisitorSettings } from "../visitors/visitor-settings"
import * as cast from "./cast"
import type { OperatorClient } from "./clients"
import { createHookReceiver, type HookReceiver } from "./receivers"
import { startTestApp, type TestApp } from "./test-app"

const secret = "only the shop's server knows it"

/** As the shop's server signs who somebody is. */
export const sign = (id: string, email?: string) =>
  createHmac("sha256", secret)
    .update(email ? `${id}\n${email}` : id)
    .digest("hex")

/** How a session begins on a page of the shop. */
export const at = (path: string, more = {}) => ({
  page: { url: `https://shop.example${path}`, title: path, referrer: "" },
  ...more,
})

/** `begin` and `end` go around each test of a file, or around all of them. */
export function createShopVisits() {
  let app: TestApp
  let dana: OperatorClient
  let slack: HookReceiver

  return {
    get app() {
      return app
    },
    get dana() {
      return dana
    },
    get slack() {
      return slack
    },

    async begin(): Promise<void> {
      slack = createHookReceiver()
      app = await startTestApp({ env: { SLACK_WEBHOOK_URL: `${slack.url}/x`, BATON_URL: "https://chat.example" } })
      dana = await app.operator("dana")
    },
    /** The server starts again, and Dana looks on again. */
    async restart(): Promise<void> {
      await app.restart()
      dana = await app.operator("dana")
    },
    async end(): Promise<void> {
      await app.stop()
      await slack.stop()
    },

    /** The visitors as Dana sees them. */
    list: async () => (await dana.api("GET", "/visitors")).items,
    one: async (id: string) => (await dana.api("GET", `/visitors/${id}`)).visitor,

    /** From now on an identity counts only if it is signed. */
    withSecret: () =>
      app.db.write((tx) => app.parts.settings.save(tx, identitySecretKey(cast.shop), secret, app.clock.now())),
    withSettings: (more: Partial<VisitorSettings>) =>
      app.db.write((tx) => {
        const settings = { ...app.parts.visitorSettings.get(cast.shop), ...more }
        return app.parts.visitorSettings.save(tx, cast.shop, settings, app.clock.now())
      }),
  }
}
