/** A workspace of Slack for tests: its Web API, Socket Mode, and what it posts with its signature. */

import { createHmac } from "node:crypto"
import type { ServerWebSocket } from "bun"
import { until } from "./until"

// biome-ignore lint/suspicious/noExplicitAny: tests read freely in what was sent
type Json = any
type SlackCall = { method: string; args: Json }
type SlackMessageThere = {
  channel: string
  ts: string
  threadTs: string | undefined
  text: string
  blocks: Json[]
}

export type SlackServer = ReturnType<typeof createSlackServer>

const slackTeam = "T0LUMA"
export const slackChannel = "C0LIVECHAT"
const slackBot = "U0BATON"
export const slackSecret = "8f742231b10e8888abcd99yyyzzz85a5".replace(/[^0-9a-f]/g, "0")

export function createSlackServer() {
  const calls: SlackCall[] = []
  const messages: SlackMessageThere[] = []
  const ephemerals: { channel: string; user: string; text: string; blocks: Json[] }[] = []
  const reactions: { ts: string; name: string }[] = []
  /** What people wrote, and in which thread. */
  const written = new Map<string, string | undefined>()
  const views: { triggerId: string; view: Json }[] = []
  const sockets = new Set<ServerWebSocket<unknown>>()
  const acks: Json[] = []
  const names: Record<string, string> = {}
  let active = new Set<string>()
  let lastTs = 0
  let everConnected = 0
  let fail: (call: SlackCall) => Response | undefined | Promise<undefined> = () => undefined

  const newTs = () => `17639${String(10_000 + ++lastTs)}.${String(lastTs).padStart(6, "0")}`

  const methods: Record<string, (args: Json) => Json> = {
    "auth.test": () => ({ team: "Luma Shoes", team_id: slackTeam, user: "baton", user_id: slackBot }),
    "apps.connections.open": () => ({ url: `ws://127.0.0.1:${server.port}/link/?ticket=1` }),
    "chat.postMessage"(args) {
      const ts = newTs()
      const { channel, thread_ts: threadTs, text, blocks = [] } = args
      messages.push({ channel, ts, threadTs, text, blocks })
      return { channel, ts }
    },
    "chat.update"(args) {
      const found = messages.find(({ ts, channel }) => ts === args.ts && channel === args.channel)
      if (!found) return { ok: false, error: "message_not_found" }
      Object.assign(found, { text: args.text, blocks: args.blocks })
      return { channel: args.channel, ts: args.ts }
    },
    "chat.delete"({ channel, ts }) {
      const at = messages.findIndex((each) => each.ts === ts && each.channel === channel)
      if (at < 0) return { ok: false, error: written.has(ts) ? "cant_delete_message" : "message_not_found" }
      messages.splice(at, 1)
      return { channel, ts }
    },
    "conversations.replies"({ channel, ts: threadTs }) {
      const here = messages.filter((each) => each.channel === channel && [each.ts, each.threadTs].includes(threadTs))
      if (here.length === 0) return { ok: false, error: "thread_not_found" }
      const people = [...written].filter(([, thread]) => thread === threadTs).map(([ts]) => ({ ts, user: "U0DANA" }))
      return { messages: [...here.map(({ ts }) => ({ ts, user: slackBot })), ...people], has_more: false }
    },
    "chat.postEphemeral"({ channel, user, text, blocks = [] }) {
      ephemerals.push({ channel, user, text, blocks })
      return { message_ts: newTs() }
    },
    "reactions.add"({ timestamp, name }) {
      reactions.push({ ts: timestamp, name })
      return {}
    },
    "views.open"({ trigger_id: triggerId, view }) {
      views.push({ triggerId, view })
      return { view: { id: `V${views.length}` } }
    },
    "users.info": ({ user }) =>
      names[user] ? { user: { id: user, real_name: names[user] } } : { ok: false, error: "user_not_found" },
    "users.getPresence": ({ user }) => ({ presence: active.has(user) ? "active" : "away" }),
  }

  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    async fetch(request, here) {
      const { pathname } = new URL(request.url)
      if (pathname.startsWith("/link")) return here.upgrade(request) ? undefined : new Response("?", { status: 400 })
      const method = pathname.replace("/api/", "")
      const body = new URLSearchParams(await request.text())
      const args = Object.fromEntries([...body].map(([name, value]) => [name, parsed(value)]))
      const call = { method, args }
      calls.push(call)
      const broken = await fail(call)
      if (broken) return broken
      const token = (request.headers.get("authorization") ?? "").replace("Bearer ", "")
      const wanted = method === "apps.connections.open" ? /^xapp-right(er)?$/ : /^xoxb-right$/
      if (!wanted.test(token)) return Response.json({ ok: false, error: "invalid_auth" })
      const answer = methods[method]
      return Response.json(answer ? { ok: true, ...answer(args) } : { ok: false, error: "unknown_method" })
    },
    websocket: {
      open(socket) {
        sockets.add(socket)
        everConnected += 1
        socket.send(JSON.stringify({ type: "hello", num_connections: 1 }))
      },
      message(_, text) {
        acks.push(JSON.parse(String(text)))
      },
      close(socket) {
        sockets.delete(socket)
      },
    },
  })

  let envelopes = 0
  /** Over the socket; settles with what was answered to it. */
  async function overSocket(type: string, payload: Json): Promise<Json> {
    const socket = await until(() => [...sockets].at(-1), "the app is connected")
    const id = `envelope-${++envelopes}`
    socket.send(JSON.stringify({ envelope_id: id, type, payload, accepts_response_payload: type === "interactive" }))
    const ack = await until(() => acks.find(({ envelope_id }) => envelope_id === id), "it is acknowledged")
    return ack.payload
  }

  const event = (inner: Json, more: Json = {}) => ({
    type: "event_callback",
    team_id: slackTeam,
    event_id: `Ev${newTs()}`,
    event: {
      type: "message",
      channel: slackChannel,
      ts: newTs(),
      channel_type: "channel",
      ...(messages.some(({ ts }) => ts === inner.thread_ts) ? { parent_user_id: slackBot } : {}),
      ...inner,
    },
    ...more,
  })

  return {
    url: `http://127.0.0.1:${server.port}/api`,
    calls,
    messages,
    ephemerals,
    reactions,
    views,
    /** Member IDs and their names. */
    names,
    /** What hangs on no other message. */
    heads: () => messages.filter(({ threadTs }) => !threadTs),
    inThread: (ts: string) => messages.filter(({ threadTs }) => threadTs === ts),
    get connected(): number {
      return sockets.size
    },
    /** Of all that were ever opened. */
    get everConnected(): number {
      return everConnected
    },
    setActive(...users: string[]): void {
      active = new Set(users)
    },
    /** @param next a response in place of the usual one, or when the usual one is given. */
    failWith(next: typeof fail): void {
      fail = next
    },
    event,
    overSocket,
    /** Somebody writes: in the channel, or in a thread. */
    write(user: string, text: string, threadTs?: string, more: Json = {}) {
      const payload = event({ user, text, ...(threadTs ? { thread_ts: threadTs } : {}), ...more })
      written.set(payload.event.ts, threadTs)
      return overSocket("events_api", payload)
    },
    /** Somebody presses a button under a message. */
    press(user: string, action: string, ts: string): Promise<Json> {
      const found = messages.find((message) => message.ts === ts)!
      const button = found.blocks.flatMap(({ elements = [] }) => elements).find(({ action_id }) => action_id === action)
      if (!button) throw new Error(`There is no button ${action} there.`)
      return overSocket("interactive", pressOf(user, button, ts))
    },
    pressOf,
    /** Somebody sends a dialog off; settles with the errors in it, if there are any. */
    submit(user: string, view: Json, values: Record<string, string>): Promise<Json> {
      const given = Object.fromEntries(
        view.blocks
          .filter(({ type }: Json) => type === "input")
          .map(({ block_id }: Json) => [
            block_id,
            { text: { type: "plain_text_input", value: values[block_id] ?? null } },
          ]),
      )
      return overSocket("interactive", {
        type: "view_submission",
        team: { id: slackTeam },
        user: { id: user },
        view: { ...view, id: `V${views.length}`, state: { values: given } },
      })
    },
    /** The connection breaks, as Slack's do now and then. */
    dropConnections(): void {
      for (const socket of sockets) socket.close()
    },
    refreshConnections(): void {
      for (const socket of sockets) socket.send(JSON.stringify({ type: "disconnect", reason: "refresh_requested" }))
    },
    /** As Slack posts it where there is no socket. */
    post(address: string, body: string, at: number, secret = slackSecret): Promise<Response> {
      const seconds = Math.floor(at / 1000)
      const signature = `v0=${createHmac("sha256", secret).update(`v0:${seconds}:${body}`).digest("hex")}`
      return fetch(address, {
        method: "POST",
        body,
        headers: {
          "content-type": body.startsWith("{") ? "application/json" : "application/x-www-form-urlencoded",
          "x-slack-request-timestamp": String(seconds),
          "x-slack-signature": signature,
        },
      })
    },
    stop: () => server.stop(true),
  }

  function pressOf(user: string, button: Json, ts: string): Json {
    return {
      type: "block_actions",
      team: { id: slackTeam },
      user: { id: user, team_id: slackTeam },
      channel: { id: slackChannel },
      container: { type: "message", message_ts: ts, channel_id: slackChannel },
      message: { ts },
      trigger_id: `trigger-${++envelopes}`,
      actions: [{ ...button, action_ts: newTs() }],
    }
  }
}

function parsed(text: string): unknown {
  try {
    const value = JSON.parse(text)
    return typeof value === "object" ? value : text
  } catch {
    // Most values are plain words.
    return text
  }
}
