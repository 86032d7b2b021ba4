import type { Database } from "../db/database"
import type { Outbox, Outcome } from "./outbox"
import type { SlackApp } from "./slack-app"
import type { SlackStore } from "./slack-store"

type Deps = { db: Database; app: SlackApp; store: SlackStore; outbox: () => Outbox; now: () => number }

export type SlackTakedown = ReturnType<typeof createSlackTakedown>

/** Of its own, so that no alert waits where Slack asks for patience with these. */
const takedownTarget = "slack-app-takedown"
const mostPlanned = 20
/** Slack lets some fifty be deleted in a minute. */
const mostAtOnce = 30
const pauseMs = 60_000
/** Whoever deleted it, it is gone. */
const isGone = (error: string): boolean => /^(?:message|thread|channel)_not_found$/.test(error)

/**
 * What Slack was told of conversations that are no longer there is taken down, but for what people wrote there
 * themselves: no app may delete that.
 */
export function createSlackTakedown({ db, app, store, outbox, now }: Deps) {
  async function remove(channel: string, ts: string): Promise<Outcome | undefined> {
    const answer = await app.call("chat.delete", { channel, ts })
    if (answer.ok || isGone(answer.error)) return undefined
    return answer.error === "cant_delete_message" ? { is: "withdrawn", answer: answer.error } : answer.outcome
  }

  return {
    /** What was removed since it was last looked for. */
    async plan(): Promise<void> {
      const gone = app.active() ? store.listGone(mostPlanned) : []
      if (gone.length === 0) return
      await db.write((tx) => {
        for (const { channel, ts } of gone) {
          const payload = { is: "takedown", channel, ts }
          outbox().enqueue(tx, { channel: "slack", kind: "takedown", target: takedownTarget, payload })
          store.forgetGone(tx, channel, ts)
        }
      })
    },

    /** A thread, its answers first: without the message that it hangs on they would not be found again. */
    async takeDown(channel: string, ts: string): Promise<Outcome> {
      const found = await app.call("conversations.replies", { channel, ts, limit: 200 })
      if (!found.ok) return isGone(found.error) ? { is: "sent", answer: "It is gone already" } : found.outcome
      const { messages = [], has_more: hasMore } = found.result as {
        messages?: { ts: string; user?: string }[]
        has_more?: boolean
      }
      const own = messages.filter(({ user }) => user === app.active()?.botUserId).map((message) => message.ts)
      const answers = own.filter((each) => each !== ts)
      for (const each of answers.slice(0, mostAtOnce)) {
        const problem = await remove(channel, each)
        if (problem) return problem
      }
      if (hasMore || answers.length > mostAtOnce) return { is: "postponed", until: now() + pauseMs }
      return (await remove(channel, ts)) ?? { is: "sent", answer: "ok" }
    },
  }
}
