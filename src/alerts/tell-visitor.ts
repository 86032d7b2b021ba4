import type { Tx } from "../db/database"
import type { AlertSettings } from "./alert-settings"
import type { Outbox } from "./outbox"
import type { PushTo } from "./push-to"
import type { Reachable } from "./reachable"
import { type SlackPayload, slackTarget } from "./slack"
import { escaped } from "./slack-blocks"

type Deps = {
  outbox: Outbox
  alertSettings: AlertSettings
  reachable: Reachable
  pushTo: PushTo
  /** Whether Slack is told by the app. */
  hasSlackApp: () => boolean
  now: () => number
}

/** Somebody on the website who looks ready to buy and has said nothing yet. */
export type PromisingVisitor = {
  visitorId: string
  chatbotId: string
  chatbot: string
  /** Name, or “A visitor”. */
  name: string
  page: string
  score: number
  reasons: string[]
}

/** Who is on a website does not wait for an alert. */
const expiresMs = 10 * 60_000

/** Tells operators of a visitor with whom there is no conversation yet. */
export function createTellVisitor({ outbox, alertSettings, reachable, pushTo, hasSlackApp, now }: Deps) {
  return (tx: Tx, visitor: PromisingVisitor): void => {
    const expiresAt = now() + expiresMs
    const path = `/operator/visitors/${encodeURIComponent(visitor.visitorId)}`
    const key = `intent:${visitor.visitorId}`
    const title = `${visitor.name} looks ready to buy · ${visitor.chatbot}`
    const why = `Score ${visitor.score}: ${visitor.reasons.join(" · ")}`
    if (alertSettings.slackUrl() || hasSlackApp()) {
      const link = `${alertSettings.publicUrl()}${path}`
      const text = `${escaped(`${title}\n${visitor.page}\n${why}`)}\n<${escaped(link)}|See them in Baton>`
      const payload: SlackPayload = { is: "text", text }
      outbox.enqueue(tx, {
        channel: "slack",
        kind: "intent",
        target: slackTarget,
        key: `slack:${key}`,
        visitorId: visitor.visitorId,
        payload,
        expiresAt,
      })
    }
    const words = { id: `visitor:${visitor.visitorId}`, title, body: `${visitor.page}\n${why}`, path }
    const { visitorId } = visitor
    for (const person of reachable.list(visitor.chatbotId))
      pushTo(tx, person, { kind: "intent", about: key, visitorId, payload: { is: "words", ...words }, expiresAt })
  }
}
