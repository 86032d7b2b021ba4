import { IncomingWebhook, IncomingWebhookHTTPError, SlackWebhookError } from "@slack/webhook"
import type { AlertFactReader } from "./alert-facts"
import type { AlertSettings } from "./alert-settings"
import type { Outcome, Send } from "./outbox"
import type { SafeFetch } from "./safe-fetch"
import type { SlackApp } from "./slack-app"
import { alertMessage, flaggedMessage, type SlackMessage, settledMessage, trialMessage } from "./slack-blocks"
import type { SlackTakedown } from "./slack-takedown"
import type { SlackThreads } from "./slack-threads"

/** What a row of the outbox holds: the words are found when it is sent. */
export type SlackPayload =
  | { is: "alert"; again: boolean; since: number }
  | { is: "flagged"; why: string }
  | { is: "settled"; by: string; to: "ai" | "human" | "closed" }
  | { is: "text"; text: string }
  /** By the app: something happened in a conversation that stands in Slack. */
  | { is: "thread" }
  /** By the app: a word that only one person in Slack sees. */
  | { is: "remark"; channel: string; user: string; threadTs?: string; message: SlackMessage }
  /** By the app: this message has reached the conversation. */
  | { is: "mark"; channel: string; ts: string }
  /** By the app: the conversation of this thread is gone. */
  | { is: "takedown"; channel: string; ts: string }

type Deps = {
  alertSettings: AlertSettings
  facts: AlertFactReader
  safeFetch: SafeFetch
  app: SlackApp
  threads: SlackThreads
  takedown: SlackTakedown
  now: () => number
}

/** There is one address, so there is one target. */
export const slackTarget = "slack"

export function createSlack({ alertSettings, facts, safeFetch, app, threads, takedown, now }: Deps) {
  /** An address of the environment was given by whoever runs the server; one of the admin page is checked. */
  const guarded = (async (url: string, init: RequestInit) => {
    const { status, statusText, headers, body } = await safeFetch(url, {
      method: init.method ?? "POST",
      headers: init.headers as Record<string, string>,
      body: String(init.body ?? ""),
      signal: init.signal ?? undefined,
    })
    return new Response(status === 204 || status === 304 ? null : body, { status, statusText, headers })
  }) as typeof fetch

  async function post(message: SlackMessage, signal: AbortSignal): Promise<Outcome> {
    const url = alertSettings.slackUrl()
    if (!url) return { is: "withdrawn", answer: "There is no Slack address any more" }
    const go = alertSettings.isSlackFromEnvironment() ? fetch : guarded
    let retryAfterMs: number | undefined
    // The library sets no signal without a timeout of its own, and forgets how long Slack asks to be left alone.
    const transport = (async (input: string, init?: RequestInit) => {
      const response = await go(input, { ...init, signal })
      retryAfterMs = Number(response.headers.get("retry-after")) * 1000 || undefined
      return response
    }) as typeof fetch
    try {
      // Blocks are made as plain objects, in the shape that Slack documents.
      const { text } = await new IncomingWebhook(url, { fetch: transport }).send(message as never)
      return { is: "sent", answer: `200 ${text}` }
    } catch (error) {
      if (error instanceof IncomingWebhookHTTPError) {
        const answer = `${error.statusCode} ${error.body ?? error.statusMessage ?? ""}`.trim()
        return { is: "failed", answer, retryAfterMs }
      }
      const cause = error instanceof SlackWebhookError ? (error.cause as Error) : (error as Error)
      return { is: "failed", answer: cause?.message ?? String(error) }
    }
  }

  async function byApp(method: string, args: Record<string, unknown>): Promise<Outcome> {
    const answer = await app.call(method, args)
    return answer.ok ? { is: "sent", answer: "ok" } : answer.outcome
  }

  /** A tick that Slack will not set, for want of a scope or because the message is gone, holds up nobody's alert. */
  async function mark(args: Record<string, unknown>): Promise<Outcome> {
    const answer = await app.call("reactions.add", args)
    if (answer.ok) return { is: "sent", answer: "ok" }
    return answer.isRefusal ? { is: "withdrawn", answer: answer.error } : answer.outcome
  }

  const send: Send = async (delivery, signal) => {
    const payload = delivery.payload as SlackPayload
    switch (payload.is) {
      case "thread":
        return threads.sync(delivery.conversationId ?? "")
      case "remark": {
        const { channel, user, threadTs, message } = payload
        return byApp("chat.postEphemeral", { channel, user, ...(threadTs ? { thread_ts: threadTs } : {}), ...message })
      }
      case "takedown":
        return takedown.takeDown(payload.channel, payload.ts)
      case "mark":
        return mark({ channel: payload.channel, timestamp: payload.ts, name: "white_check_mark" })
    }
    if (payload.is === "text") {
      const channel = app.active()?.channel
      if (channel) return byApp("chat.postMessage", { channel, text: payload.text })
      return post({ text: payload.text, blocks: [] }, signal)
    }
    const found = facts.read(delivery.conversationId)
    if (!found) return { is: "withdrawn", answer: "The conversation is gone" }
    if (payload.is === "settled") return post(settledMessage(found, payload.by, payload.to), signal)
    if (payload.is === "flagged") {
      if (found.conversation.lifecycle.state !== "ai") return { is: "withdrawn", answer: "The AI no longer has it" }
      return post(flaggedMessage(found, payload.why), signal)
    }
    if (found.waitingSince !== payload.since) return { is: "withdrawn", answer: "Nobody is waiting any more" }
    return post(alertMessage(found, payload.again, now()), signal)
  }

  return {
    send,
    /** One message at once, and what Slack said to it. */
    async test(): Promise<{ ok: boolean; words: string }> {
      if (!alertSettings.slackUrl()) return { ok: false, words: "There is no address yet. Save one first." }
      const outcome = await post(trialMessage(`${alertSettings.publicUrl()}/operator`), AbortSignal.timeout(10_000))
      return { ok: outcome.is === "sent", words: "answer" in outcome ? outcome.answer : "" }
    },
  }
}
