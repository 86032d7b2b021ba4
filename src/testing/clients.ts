/** Small clients of the HTTP contract: what a widget and a desk do, a call each. Refusals are thrown as `Refused`. */

import { readStream, type StreamReader } from "./read-stream"

// biome-ignore lint/suspicious/noExplicitAny: tests read freely in answers
type Json = any
export type Answer = { status: number; headers: Headers; body: Json }

/** Thrown for every answer that is no 2xx. */
export class Refused extends Error {
  override name = "Refused"
  constructor(readonly answer: Answer) {
    super(`${answer.status} ${JSON.stringify(answer.body)}`)
  }
  get status(): number {
    return this.answer.status
  }
  /** The problem document. */
  get problem(): Json {
    return this.answer.body
  }
}

/** The refusal that a call ends in. A call that is not refused fails the test. */
export async function refusal(call: Promise<unknown>): Promise<Refused> {
  try {
    const value = await call
    throw new Error(`Expected a refusal, but was answered ${JSON.stringify(value)}`)
  } catch (error) {
    if (error instanceof Refused) return error
    throw error
  }
}

export const newClientId = (): string => crypto.randomUUID()

/** One call over HTTP, whatever its outcome. `url` is asked for each time, since a restart changes it. */
export function createCaller(url: () => string, headers: () => Record<string, string> = () => ({})) {
  return async function call(
    method: string,
    path: string,
    body?: unknown,
    more: Record<string, string> = {},
  ): Promise<Answer> {
    const isJson = body !== undefined && !(body instanceof FormData) && typeof body !== "string"
    const response = await fetch(url() + path, {
      method,
      redirect: "manual",
      headers: { ...(isJson ? { "content-type": "application/json" } : {}), ...headers(), ...more },
      ...(body === undefined ? {} : { body: isJson ? JSON.stringify(body) : (body as string | FormData) }),
    })
    const text = await response.text()
    const isParsable = /json/.test(response.headers.get("content-type") ?? "") && text !== ""
    return { status: response.status, headers: response.headers, body: isParsable ? JSON.parse(text) : text }
  }
}

const orRefused = (answer: Answer): Json => {
  if (answer.status < 200 || answer.status > 299) throw new Refused(answer)
  return answer.body
}

export type VisitorClient = Awaited<ReturnType<typeof createVisitorClient>>

/** A widget in a browser: a session, its token, its calls. */
export async function createVisitorClient(
  url: () => string,
  chatbot: string,
  session: Record<string, unknown> = {},
  headers: Record<string, string> = {},
) {
  const begin = (token?: string): Promise<Json> =>
    createCaller(url, () => headers)("POST", `/api/widget/${chatbot}/session`, { ...session, token }).then(orRefused)
  const first = await begin()
  const token: string = first.token
  const call = createCaller(url, () => ({ authorization: `Bearer ${token}`, ...headers }))
  const post = async (path: string, body?: unknown) => orRefused(await call("POST", `/api/widget${path}`, body))

  return {
    token,
    id: first.visitorId as string,
    first,
    /** Any call with this visitor's token, whatever its outcome. */
    call,
    post,
    /** The page is loaded again. */
    session: () => begin(token),
    /** The event as the answer has it. */
    say: async (text: string, clientId = newClientId(), more: Record<string, unknown> = {}): Promise<Json> =>
      (await post("/messages", { clientId, text, ...more })).event,
    askForPerson: (reason?: string) => post("/human", { ...(reason === undefined ? {} : { reason }) }),
    close: () => post("/close"),
    /** What the visitor may see, read by polling. */
    events: async (after = 0): Promise<Json[]> =>
      orRefused(await call("GET", `/api/widget/events?after=${after}`)).events,
    conversation: async (): Promise<Json> => (await begin(token)).conversation,
    upload(file: File): Promise<Json> {
      const form = new FormData()
      form.set("file", file)
      return post("/attachments", form)
    },
    stream: (lastEventId?: number | string): StreamReader =>
      readStream(`${url()}/api/widget/stream`, { token, lastEventId, headers }),
  }
}

export type OperatorClient = ReturnType<typeof createOperatorClient>

/** A desk that speaks the API. */
export function createOperatorClient(url: () => string, token: string, person: { id: string; name: string }) {
  const call = createCaller(url, () => ({ authorization: `Bearer ${token}` }))
  const api = async (method: string, path: string, body?: unknown) =>
    orRefused(await call(method, `/api/v1${path}`, body))
  const on = (id: string, act: string, body: unknown = {}) => api("POST", `/conversations/${id}/${act}`, body)

  return {
    token,
    ...person,
    call,
    api,
    list: async (query = ""): Promise<Json[]> => (await api("GET", `/conversations${query && `?${query}`}`)).items,
    open: (id: string) => api("GET", `/conversations/${id}`),
    takeOver: async (id: string, body: { force?: boolean } = {}): Promise<Json> =>
      (await on(id, "takeover", body)).conversation,
    say: async (
      id: string,
      text: string,
      clientId = newClientId(),
      more: Record<string, unknown> = {},
    ): Promise<Json> => (await on(id, "messages", { clientId, text, ...more })).event,
    note: async (id: string, text: string, clientId = newClientId()): Promise<Json> =>
      (await on(id, "notes", { clientId, text })).event,
    whisper: async (id: string, text: string, clientId = newClientId()): Promise<Json> =>
      (await on(id, "whisper", { clientId, text })).event,
    handBack: async (id: string, note?: string): Promise<Json> =>
      (await on(id, "handback", note === undefined ? {} : { note })).conversation,
    close: (
      id: string,
      body: { recap?: string; crmNote?: string; outcome?: string; tags?: string[] } = {},
    ): Promise<Json> => on(id, "closure", body),
    transfer: async (
      id: string,
      to: ({ queueId: string } | { operatorId: string }) & { note?: string },
    ): Promise<Json> => (await on(id, "transfer", to)).conversation,
    setAvailability: (availability: "online" | "away" | "offline") => api("PUT", "/me/availability", { availability }),
    stream: (lastEventId?: number | string): StreamReader =>
      readStream(`${url()}/api/v1/stream`, { token, lastEventId }),
  }
}
