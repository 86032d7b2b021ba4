/**
 * A visitor and an operator as the server sees them from outside: HTTP and server-sent events of the contract, nothing
 * else. The demo plays with it, and tests of whole processes do.
 */

/** What happens at once on an idle machine may take seconds on a busy one. */
const patienceMs = 20_000

export type ServerEvent = {
  id: number
  type: string
  conversationId: string
  actor: { kind: string; id: string; name: string }
  text?: string
  code?: string
  from?: string
  to?: string
  reason?: string
  kind?: string
  score?: number
  evidence?: { text: string; why: string }[]
  citations?: { title: string; url: string; quote: string }[]
  offer?: boolean
  [field: string]: unknown
}

export class Refused extends Error {
  override name = "Refused"
  constructor(
    readonly status: number,
    readonly problem: { code?: string; detail?: string; [field: string]: unknown },
  ) {
    super(`${status} ${problem.code ?? ""}: ${problem.detail ?? ""}`)
  }
}

export async function call<T>(url: string, method: string, token?: string, body?: unknown): Promise<T> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const answer = text === "" ? {} : JSON.parse(text)
  if (!response.ok) throw new Refused(response.status, answer)
  return answer as T
}

export type Stream = Awaited<ReturnType<typeof openStream>>

/** Reads a stream in the background, from `after` on; everything that came is kept in order. */
async function openStream(url: string, token: string, after = 0) {
  const controller = new AbortController()
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${token}`, ...(after > 0 ? { "last-event-id": String(after) } : {}) },
    signal: controller.signal,
  })
  if (!response.ok) throw new Refused(response.status, (await response.json()) as Record<string, unknown>)
  const events: ServerEvent[] = []
  const signals: { event: string; data: Record<string, unknown> }[] = []
  const waiting = new Set<() => void>()
  let isOpen = true

  void (async () => {
    const decoder = new TextDecoder()
    let text = ""
    try {
      for await (const chunk of response.body!) {
        text += decoder.decode(chunk, { stream: true })
        const frames = text.split("\n\n")
        text = frames.pop()!
        for (const frame of frames) take(frame)
        for (const look of [...waiting]) look()
      }
    } catch {
      // Closed by us or cut by the server: what came is kept, and `isOpen` tells.
    }
    isOpen = false
    for (const look of [...waiting]) look()
  })()

  function take(frame: string): void {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(frame)?.[1]
    const data = field("data")
    if (data === undefined) return
    if (field("id")) events.push(JSON.parse(data))
    else signals.push({ event: field("event") ?? "message", data: JSON.parse(data) })
  }

  return {
    events,
    signals,
    get isOpen() {
      return isOpen
    },
    get lastId() {
      return events.at(-1)?.id ?? after
    },
    /** The first event after `after` that fits. @throws when none came in time. */
    next(fits: (event: ServerEvent) => boolean, { after: from = 0, ms = patienceMs, what = "an event" } = {}) {
      return wait(() => events.find((event) => event.id > from && fits(event)), ms, what)
    },
    /** Waits until `look` finds something in what came. @throws when it finds nothing in time. */
    until: <T>(look: () => T | undefined, ms = patienceMs, what = "it") => wait(look, ms, what),
    close: () => controller.abort(),
  }

  function wait<T>(look: () => T | undefined, ms: number, what: string): Promise<T> {
    const found = look()
    if (found !== undefined) return Promise.resolve(found)
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(again)
        reject(new Error(`Within ${ms} ms there was not ${what}.`))
      }, ms)
      const again = () => {
        const now = look()
        if (now === undefined) return
        clearTimeout(timer)
        waiting.delete(again)
        resolve(now)
      }
      waiting.add(again)
    })
  }
}

export type VisitorClient = Awaited<ReturnType<typeof openVisitor>>

type Session = { token: string; visitorId: string; conversation: { id: string; state: string } | null }

export async function openVisitor(base: string, given: { token?: string; url?: string; locale?: string } = {}) {
  const { token: old, url = "https://luma.example/", locale = "en" } = given
  const session = await call<Session>(`${base}/api/widget/demo/session`, "POST", undefined, {
    ...(old ? { token: old } : {}),
    page: { url, title: "Luma Shoes", referrer: "" },
    locale,
    timezone: "Europe/Dublin",
  })
  const post = <T>(path: string, body: unknown) => call<T>(`${base}/api/widget${path}`, "POST", session.token, body)
  return {
    ...session,
    post,
    stream: (after = 0) => openStream(`${base}/api/widget/stream`, session.token, after),
    send: async (text: string, clientId: string = crypto.randomUUID()) =>
      (await post<{ event: ServerEvent }>("/messages", { clientId, text })).event,
  }
}

export type OperatorClient = Awaited<ReturnType<typeof openOperator>>

export async function openOperator(base: string, email: string, password: string) {
  const { token, user } = await call<{ token: string; user: { id: string; name: string } }>(
    `${base}/api/v1/session`,
    "POST",
    undefined,
    { email, password, role: "operator" },
  )
  const at = <T>(method: string, path: string, body?: unknown) => call<T>(`${base}/api/v1${path}`, method, token, body)
  return {
    token,
    user,
    at,
    stream: (after = 0) => openStream(`${base}/api/v1/stream`, token, after),
    setAvailability: (availability: "online" | "away" | "offline") => at("PUT", "/me/availability", { availability }),
    write: async (id: string, text: string) =>
      (
        await at<{ event: ServerEvent }>("POST", `/conversations/${id}/messages`, {
          clientId: crypto.randomUUID(),
          text,
        })
      ).event,
  }
}

export type ServerProcess = Awaited<ReturnType<typeof startProcess>>

/** A server of its own process, ready when it has said where it listens. @throws with what it said instead. */
export async function startProcess(
  command: string[],
  { env, cwd, ms = 40_000 }: { env: Record<string, string>; cwd?: string; ms?: number },
) {
  const child = Bun.spawn(command, { ...(cwd ? { cwd } : {}), env, stdin: "ignore", stdout: "pipe", stderr: "pipe" })
  let said = ""
  const drain = async (stream: ReadableStream<Uint8Array>) => {
    const decoder = new TextDecoder()
    for await (const chunk of stream) said += decoder.decode(chunk, { stream: true })
  }
  const drained = Promise.all([drain(child.stdout), drain(child.stderr)])
  const deadline = performance.now() + ms
  let port = 0
  while (port === 0) {
    port = Number(/"event":"server.started","port":(\d+)/.exec(said)?.[1] ?? 0)
    if (port > 0) break
    if (child.exitCode !== null || performance.now() > deadline) {
      child.kill("SIGKILL")
      await drained
      throw new Error(`The server did not start: ${said.trim() || "it said nothing"}`)
    }
    await Bun.sleep(10)
  }
  return {
    child,
    pid: child.pid,
    port,
    url: `http://127.0.0.1:${port}`,
    said: () => said,
    /** @returns the exit code. */
    async stop(signal: "SIGTERM" | "SIGINT" | "SIGKILL" = "SIGTERM"): Promise<number> {
      child.kill(signal)
      const code = await child.exited
      await drained
      return code
    },
  }
}
