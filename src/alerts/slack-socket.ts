import { SocketModeClient } from "@slack/socket-mode"
import type { Log } from "../log"
import { networkWords } from "./safe-fetch"
import { type SlackApp, silent, tokenTrouble } from "./slack-app"
import type { SlackInbox, SlackPayload } from "./slack-inbox"

type Deps = { app: SlackApp; inbox: SlackInbox; apiUrl: string; log: Log; now: () => number }

type SocketState = { is: "off" | "connecting" | "connected" } | { is: "failed"; words: string; since: number }

const firstPauseMs = 1000
const longestPauseMs = 60_000

const unreached = (why: string) => `Slack cannot be reached: ${why}. Baton keeps trying.`

/** What the owner is to read, and to do. */
function wordsOf(error: unknown): string {
  const { data } = error as { data?: { error?: unknown } }
  const code = data?.error === undefined ? undefined : String(data.error)
  return (code && tokenTrouble(code, "app")) ?? unreached(code ?? networkWords(error))
}

type Envelope = {
  type: string
  body: SlackPayload
  ack: (answer?: Record<string, unknown>) => Promise<void>
}

/**
 * Slack over a connection that we open: no address of ours has to be public. What Slack sends is acknowledged when it is
 * on disk; what was not acknowledged comes again. Coming back after a break is done here, since the library's own way
 * ends in an unhandled rejection when the network is gone.
 */
export function createSlackSocket({ app, inbox, apiUrl, log, now }: Deps) {
  let client: SocketModeClient | undefined
  let token = ""
  let failures = 0
  let lostAt = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let state: SocketState = { is: "off" }
  let isStopped = true

  function connect(appToken: string): void {
    const mine = new SocketModeClient({
      appToken,
      autoReconnectEnabled: false,
      logger: silent,
      clientOptions: { slackApiUrl: apiUrl, retryConfig: { retries: 0 }, timeout: 10_000 },
    })
    client = mine
    // Whoever looks between two attempts is told what the last one came to.
    if (state.is !== "failed") state = { is: "connecting" }
    const again = (words: string) => {
      if (client !== mine || isStopped) return
      client = undefined
      if (failures === 0) lostAt = now()
      failures += 1
      const pause = failures === 1 ? 0 : Math.min(firstPauseMs * 2 ** (failures - 2), longestPauseMs)
      if (failures > 1) {
        state = { is: "failed", words, since: lostAt }
        log.warn("slack.socket_lost", { failures, words })
      }
      timer = setTimeout(refresh, pause)
    }
    mine.on("slack_event", (envelope: Envelope) => void take(envelope))
    mine.on("connected", () => {
      // Let go while it was being opened: the library opens it all the same, and Slack would go on telling it things.
      if (client !== mine) return void mine.disconnect().catch(() => undefined)
      failures = 0
      state = { is: "connected" }
    })
    // Slack closes each connection now and then, and says so; the next one is opened at once.
    mine.on("disconnected", () => again(unreached("the connection ended")))
    mine.start().catch((error: unknown) => again(wordsOf(error)))
  }

  async function take({ type, body, ack }: Envelope): Promise<void> {
    try {
      if (type === "events_api") {
        await inbox.event(body)
        await ack()
      } else if (type === "interactive") {
        const answer = await inbox.interaction(body)
        await (answer ? ack(answer) : ack())
      } else await ack()
    } catch (error) {
      // Not acknowledged: Slack sends it again.
      log.error("slack.event_failed", { type, error: (error as Error).name })
    }
  }

  function drop(): void {
    clearTimeout(timer)
    timer = undefined
    const old = client
    client = undefined
    state = { is: "off" }
    old?.disconnect().catch(() => undefined)
  }

  /** Connects, or lets go, as the settings say. */
  function refresh(): void {
    if (isStopped) return
    const wanted = app.active()?.appToken ?? ""
    if (wanted === token && client) return
    if (wanted !== token) {
      drop()
      failures = 0
    }
    token = wanted
    if (wanted) connect(wanted)
  }

  return {
    get state(): SocketState {
      return state
    },
    refresh,
    start(): void {
      isStopped = false
      refresh()
    },
    stop(): void {
      isStopped = true
      drop()
      token = ""
    },
  }
}
