/** Asks a server that speaks `POST {base}/v1/embeddings` for vectors. */

import type { SafeRequest } from "../alerts/safe-fetch"
import { asGiven, type EmbeddedAs } from "./embed-model"

export type EmbeddingServer = { baseUrl: string; apiKey?: string | undefined; model: string }

type EmbeddingFailure =
  | "refused_address"
  | "unreachable"
  | "timeout"
  | "unauthorized"
  | "no_such_model"
  | "not_found"
  | "rate_limited"
  | "too_long"
  | "refused"
  | "broken"
  | "cut_off"
  | "not_embeddings"
  | "other_size"
  | "unfit"

export class EmbeddingError extends Error {
  override name = "EmbeddingError"
  constructor(
    readonly failure: EmbeddingFailure,
    /** What to add to the plain words: a status, or why the address is not reached. */
    readonly detail = "",
    readonly retryAfterMs: number | undefined = undefined,
  ) {
    super(failure)
  }
}

type Request = (
  address: string,
  request: SafeRequest,
) => Promise<{ status: number; headers: Record<string, string>; body: string }>
export type Embed = ReturnType<typeof createEmbed>

const mostBytes = 8 * 1024 * 1024
const longestRetryMs = 3_600_000

/** @param request reaches public addresses, and private ones that a setting names. */
export function createEmbed({ request, now }: { request: Request; now: () => number }) {
  /** @throws EmbeddingError, or what `signal` was aborted with. */
  return async function embed(
    server: EmbeddingServer,
    as: EmbeddedAs,
    texts: readonly string[],
    { signal, mostMs }: { signal?: AbortSignal | undefined; mostMs: number },
  ): Promise<Float32Array[]> {
    const late = AbortSignal.timeout(mostMs)
    const input = texts.map((text) => asGiven(server.model, as, text))
    let answer: Awaited<ReturnType<Request>>
    try {
      answer = await request(addressOf(server.baseUrl), {
        method: "POST",
        headers: {
          "content-type": "application/json",
          accept: "application/json",
          ...(server.apiKey ? { authorization: `Bearer ${server.apiKey}` } : {}),
        },
        body: JSON.stringify({ model: server.model, input }),
        signal: signal ? AbortSignal.any([signal, late]) : late,
        maxBytes: mostBytes,
      })
    } catch (error) {
      signal?.throwIfAborted()
      if (late.aborted) throw new EmbeddingError("timeout")
      const { name, message } = error as Error
      if (name === "AddressRefused") throw new EmbeddingError("refused_address", message)
      throw new EmbeddingError(/reset|aborted|cut/i.test(message) ? "cut_off" : "unreachable", wordsOf(message))
    }
    if (answer.status < 200 || answer.status > 299) throw failureOf(answer, now())
    return readVectors(answer.body, texts.length)
  }
}

/** With or without the `/v1` that some servers' own instructions name. */
function addressOf(baseUrl: string): string {
  return `${baseUrl.replace(/\/+$/, "").replace(/(?:\/v1)?(?:\/embeddings)?$/, "")}/v1/embeddings`
}

/** Ours say why in words (“The connection was refused (…)”); what a library says is left out. */
const wordsOf = (message: string) => (/^The /.test(message) ? message : "")

function failureOf(answer: { status: number; headers: Record<string, string>; body: string }, now: number) {
  const { status, headers, body } = answer
  const says = (pattern: RegExp) => pattern.test(body.slice(0, 2000))
  const detail = String(status)
  if (status === 401 || status === 403) return new EmbeddingError("unauthorized", detail)
  if (status === 429) return new EmbeddingError("rate_limited", detail, retryAfterOf(headers["retry-after"], now))
  if (
    says(
      /too (?:large|long|many tokens)|context length|maximum context|exceeds?\b.*(?:tokens|length|size)|input length/i,
    )
  )
    return new EmbeddingError("too_long", detail)
  if (status === 413) return new EmbeddingError("too_long", detail)
  if (says(/model/i) && (status === 404 || status === 400) && says(/not found|not exist|unknown|invalid|no such|pull/i))
    return new EmbeddingError("no_such_model", detail)
  if (status === 404 || status === 405) return new EmbeddingError("not_found", detail)
  if (status >= 500) return new EmbeddingError("broken", detail, retryAfterOf(headers["retry-after"], now))
  if (status >= 300 && status < 400) return new EmbeddingError("not_found", detail)
  return new EmbeddingError("refused", detail)
}

function retryAfterOf(value: string | undefined, now: number): number | undefined {
  if (!value) return undefined
  const ms = /^\d+$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - now
  return Number.isFinite(ms) && ms >= 0 ? Math.min(ms, longestRetryMs) : undefined
}

function readVectors(body: string, count: number): Float32Array[] {
  let given: unknown
  try {
    given = JSON.parse(body)
  } catch {
    // A page in HTML is another address; JSON without its end was cut.
    throw new EmbeddingError(/^\s*[{[]/.test(body) ? "cut_off" : "not_embeddings")
  }
  const data = (given as { data?: unknown } | null)?.data
  if (!Array.isArray(data)) throw new EmbeddingError("not_embeddings")
  if (data.length !== count) throw new EmbeddingError("cut_off")
  const vectors: Float32Array[] = []
  for (const [at, each] of data.entries()) {
    const { index = at, embedding } = (each ?? {}) as { index?: number; embedding?: unknown }
    if (!Array.isArray(embedding) || embedding.length < 2 || embedding.length > 8192)
      throw new EmbeddingError("not_embeddings")
    vectors[index] = unitOf(Float32Array.from(embedding as number[]))
  }
  const size = vectors[0]?.length
  for (let at = 0; at < count; at++)
    if (!vectors[at] || vectors[at]!.length !== size) throw new EmbeddingError("not_embeddings")
  return vectors
}

function unitOf(vector: Float32Array): Float32Array {
  let sum = 0
  for (const value of vector) sum += value * value
  const length = Math.sqrt(sum)
  if (!Number.isFinite(length) || length === 0) throw new EmbeddingError("not_embeddings")
  return vector.map((value) => value / length)
}

/** What is wrong and what to do, for whoever set it up. */
export function embeddingTrouble({ failure, detail }: EmbeddingError, { model, baseUrl }: EmbeddingServer): string {
  const status = detail ? ` (${detail})` : ""
  switch (failure) {
    case "refused_address":
      return detail
    case "unreachable":
      return `The server at ${hostOf(baseUrl)} cannot be reached. ${detail ? `${detail}. ` : ""}Is the address right, and is it running?`
    case "timeout":
      return "The server did not answer in time. A model that is loaded for the first time may need a minute; try again."
    case "unauthorized":
      return `The server refuses the key${status}. Copy it again; a local server may need none.`
    case "no_such_model":
      return `The server does not know the model “${model}”${status}. Check its name; with Ollama, pull it first.`
    case "not_found":
      return `Nothing at ${hostOf(baseUrl)} answers at /v1/embeddings${status}. Check the address.`
    case "rate_limited":
      return "The server refuses: too many requests, or the account's credit is used up. Baton goes on later by itself."
    case "too_long":
      return "The server refuses the text as too long for this model. Give it a larger context, or choose another model."
    case "refused":
      return `The server refuses the request${status}. Is “${model}” a model for embeddings?`
    case "broken":
      return `The server answers with an error${status}. Try again later.`
    case "cut_off":
      return "The answer broke off half way. Try again; if it stays so, something between cuts it."
    case "not_embeddings":
      return `What answers at ${hostOf(baseUrl)} gives no embeddings. Check the address, and that “${model}” is a model for embeddings.`
    case "other_size":
      return "The server gives vectors of another size than before. Baton makes all of them anew."
    case "unfit":
      return `“${model}” does not tell a sentence that answers a question from one that does not. Choose a model for embeddings.`
  }
}

const hostOf = (baseUrl: string) => URL.parse(baseUrl)?.host ?? baseUrl
