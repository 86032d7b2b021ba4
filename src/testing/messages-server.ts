/**
 * A model's provider on this machine: a local HTTP server that speaks the streaming Messages API, for tests that want
 * the real SDK over real HTTP. What it answers is scripted, one reply a request, in the order of the requests.
 *
 *     const provider = createMessagesServer()
 *     provider.reply(answers("Within 30 days.", { sources: [{ document: 0, quote: "30 days" }] }, verdict(0.9)))
 *     provider.reply(rateLimited())
 *     const answerer = createAnthropicAnswerer({ baseUrl: provider.url, apiKey: "test", citations: "documents", … })
 *     …
 *     provider.requests[0].body.messages   what was sent
 *     provider.requests[0].isDisconnected  the client left before the reply was over
 *     await provider.stop()
 *
 * To hold an answer at an exact point without sleeping, put a promise among its parts: the server waits for it.
 * A request without a scripted reply gets `otherwise`, which may look at the request (default: a 500).
 */

export type Received = {
  path: string
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests read freely in what was sent
  body: any
  isDisconnected: boolean
  isFinished: boolean
}

/** A stretch of text; `sources` cite the request's documents by their position, as `kind` of citation. */
type SourceScript = {
  document: number
  quote: string
  kind?: "char_location" | "page_location" | "content_block_location"
}
export type AnswerPart =
  /** A text block of its own, one piece a delta. */
  | string
  | { text: string[] }
  /** Set on the text before it. */
  | { sources: SourceScript[] }
  | { tool: string; input: unknown }
  /** A tool call whose input is not JSON. */
  | { tool: string; json: string }
  | { thinking: string }
  | { waitMs: number }
  | Promise<unknown>

type Step =
  | { send: string }
  | { wait: Promise<unknown> | number }
  | { hang: true }
  /** Breaks the connection, as a crash of the provider does. */
  | { reset: true }

export type Reply = { status?: number; headers?: Record<string, string>; body?: string; steps?: Step[] }

/** Until what was sent is on the wire: a stream that breaks earlier is answered with a 500 instead. */
const flushMs = 20

export function createMessagesServer(options: { otherwise?: (request: Received) => Reply } = {}) {
  const queue: Reply[] = []
  const requests: Received[] = []
  const otherwise = options.otherwise ?? (() => fails(500))
  const stopping = Promise.withResolvers<void>()

  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    idleTimeout: 0,
    // What a broken stream would print.
    error: () => new Response(null, { status: 500 }),
    async fetch(request) {
      const received: Received = {
        path: new URL(request.url).pathname,
        headers: request.headers,
        body: await request.json().catch(() => undefined),
        isDisconnected: false,
        isFinished: false,
      }
      requests.push(received)
      request.signal.addEventListener("abort", () => {
        received.isDisconnected = !received.isFinished
      })
      if (request.method !== "POST" || received.path !== "/v1/messages") {
        return respond(failsWith(404, "not_found_error"), received)
      }
      return respond(queue.shift() ?? otherwise(received), received)
    },
  })

  function respond(reply: Reply, received: Received): Response | Promise<Response> {
    const { status = 200, headers = {}, body, steps = [] } = reply
    if (body !== undefined) {
      received.isFinished = true
      return new Response(body, { status, headers: { "content-type": "application/json", ...headers } })
    }
    const response = () =>
      new Response(play(steps, received), { status, headers: { "content-type": "text/event-stream", ...headers } })
    const first = steps[0]
    // Not even the headers: a provider that hangs before its first byte.
    if (first && "hang" in first) return stopping.promise.then(response)
    return response()
  }

  function play(steps: Step[], received: Received): ReadableStream<Uint8Array> {
    const encoder = new TextEncoder()
    return new ReadableStream({
      async start(controller) {
        try {
          for (const step of steps) {
            if (received.isDisconnected) return
            if ("send" in step) controller.enqueue(encoder.encode(step.send))
            else if ("wait" in step) await (typeof step.wait === "number" ? Bun.sleep(step.wait) : step.wait)
            else if ("hang" in step) await stopping.promise
            else return controller.error()
          }
          received.isFinished = true
          controller.close()
        } catch (error) {
          if (!received.isDisconnected) controller.error(error)
        }
      },
      cancel() {
        received.isDisconnected = !received.isFinished
      },
    })
  }

  return {
    url: `http://127.0.0.1:${server.port}`,
    requests,
    reply(...replies: Reply[]) {
      queue.push(...replies)
    },
    /** Replies that were not asked for. */
    get unused() {
      return queue.length
    },
    async stop() {
      stopping.resolve()
      await server.stop(true)
    },
  }
}

export type MessagesServer = ReturnType<typeof createMessagesServer>

/** A whole message. Its stop reason is what the API would say: `tool_use` where it ends with a tool call. */
export function answers(...parts: AnswerPart[]): Reply {
  return { steps: messageSteps(parts, isTool(parts.at(-1)) ? "tool_use" : "end_turn") }
}

/** The tool call with which the assistant judges its own answer. */
export function verdict(confidence: number, more: Record<string, unknown> = {}): AnswerPart {
  const input = { confidence, missing_information: "", mood: "calm", intent: "information", ...more }
  return { tool: "verdict", input }
}

/** The tool call with which the assistant asks for a person. */
export function callsPerson(reason: string, missing?: string): AnswerPart {
  return { tool: "call_person", input: missing === undefined ? { reason } : { reason, missing } }
}

/** The tool call with which a second model says whether the visitor needs a person: calmly that they do not, unless told. */
export function thinks(more: Record<string, unknown> = {}): AnswerPart {
  const input = { needs_person: false, mood: "calm", asks_for_person: false, reason: "none", quote: "", ...more }
  return { tool: "second_opinion", input }
}

/** Any message that ends for another reason: `max_tokens`, `refusal`, `pause_turn` … */
export function stops(stopReason: string, ...parts: AnswerPart[]): Reply {
  return { steps: messageSteps(parts, stopReason) }
}

export function refuses(...parts: AnswerPart[]): Reply {
  return stops("refusal", ...parts)
}

export function rateLimited(retryAfterSeconds?: number): Reply {
  const headers: Record<string, string> =
    retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) }
  return failsWith(429, "rate_limit_error", headers)
}

export function overloaded(): Reply {
  return failsWith(529, "overloaded_error")
}

export function fails(status: number): Reply {
  return failsWith(status, errorTypes[status] ?? "api_error")
}

/** The error event inside a stream that began well. */
export function failsInside(type: string, ...parts: AnswerPart[]): Reply {
  const error = { type: "error", error: { type, message: "Scripted." } }
  return { steps: [...messageStart(), ...partSteps(parts, "unclosed"), frame("error", error)] }
}

/** Accepts the request and never sends a byte. */
export function hangs(): Reply {
  return { steps: [{ hang: true }] }
}

/** Says these parts and then nothing more, with the connection open. */
export function hangsAfter(...parts: AnswerPart[]): Reply {
  return { steps: [...messageStart(), ...partSteps(parts, "unclosed"), { hang: true }] }
}

/** Ends the response in good order, but before `message_stop`. */
export function endsAfter(...parts: AnswerPart[]): Reply {
  return { steps: [...messageStart(), ...partSteps(parts, "unclosed")] }
}

/** Breaks the connection in the middle of the message. */
export function breaksAfter(...parts: AnswerPart[]): Reply {
  return { steps: [...messageStart(), ...partSteps(parts, "unclosed"), { wait: flushMs }, { reset: true }] }
}

/** An event whose data is not JSON. */
export function malformed(): Reply {
  return { steps: [...messageStart(), { send: 'event: content_block_delta\ndata: {"type": "content_blo\n\n' }] }
}

/** These events as they are, well-formed or not. */
export function sends(...events: { type: string; [field: string]: unknown }[]): Reply {
  return { steps: events.map((event) => frame(event.type, event)) }
}

/** A 200 that is no stream at all, such as the page of a wrong address. */
export function webPage(body: string): Reply {
  return { body, headers: { "content-type": "text/html" } }
}

/** A 200 without a byte. */
export function empty(): Reply {
  return { steps: [] }
}

const errorTypes: Record<number, string> = {
  400: "invalid_request_error",
  401: "authentication_error",
  402: "billing_error",
  403: "permission_error",
  404: "not_found_error",
  413: "request_too_large",
  429: "rate_limit_error",
  504: "timeout_error",
  529: "overloaded_error",
}

function failsWith(status: number, type: string, headers: Record<string, string> = {}): Reply {
  const body = JSON.stringify({ type: "error", error: { type, message: "Scripted." }, request_id: "req_scripted" })
  return { status, headers: { "request-id": "req_scripted", ...headers }, body }
}

function messageSteps(parts: AnswerPart[], stopReason: string): Step[] {
  const delta = { stop_reason: stopReason, stop_sequence: null }
  return [
    ...messageStart(),
    ...partSteps(parts),
    frame("message_delta", { type: "message_delta", delta, usage: { output_tokens: 42 } }),
    frame("message_stop", { type: "message_stop" }),
  ]
}

function messageStart(): Step[] {
  const message = {
    id: "msg_scripted",
    type: "message",
    role: "assistant",
    model: "scripted",
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { input_tokens: 7, output_tokens: 1 },
  }
  return [frame("message_start", { type: "message_start", message }), frame("ping", { type: "ping" })]
}

function partSteps(parts: AnswerPart[], end: "closed" | "unclosed" = "closed"): Step[] {
  const steps: Step[] = []
  let index = -1
  let isOpen = false
  const close = () => {
    if (isOpen) steps.push(frame("content_block_stop", { type: "content_block_stop", index }))
    isOpen = false
  }
  const open = (block: object) => {
    close()
    index++
    isOpen = true
    steps.push(frame("content_block_start", { type: "content_block_start", index, content_block: block }))
  }
  const extend = (delta: object) => {
    steps.push(frame("content_block_delta", { type: "content_block_delta", index, delta }))
  }

  for (const part of parts) {
    if (part instanceof Promise) {
      steps.push({ wait: part })
    } else if (typeof part === "string" || "text" in part) {
      open({ type: "text", text: "" })
      for (const text of typeof part === "string" ? [part] : part.text) extend({ type: "text_delta", text })
    } else if ("sources" in part) {
      for (const source of part.sources) extend({ type: "citations_delta", citation: citation(source) })
    } else if ("tool" in part) {
      open({ type: "tool_use", id: `toolu_${index + 1}`, name: part.tool, input: {} })
      const json = "json" in part ? part.json : JSON.stringify(part.input)
      // In two pieces, as no JSON reader would cut it.
      extend({ type: "input_json_delta", partial_json: json.slice(0, json.length >> 1) })
      extend({ type: "input_json_delta", partial_json: json.slice(json.length >> 1) })
    } else if ("thinking" in part) {
      open({ type: "thinking", thinking: "", signature: "" })
      extend({ type: "thinking_delta", thinking: part.thinking })
      extend({ type: "signature_delta", signature: "c2NyaXB0ZWQ=" })
    } else {
      steps.push({ wait: part.waitMs })
    }
  }
  if (end === "closed") close()
  return steps
}

function citation({ document, quote, kind = "char_location" }: SourceScript) {
  const place = {
    char_location: { start_char_index: 0, end_char_index: quote.length },
    page_location: { start_page_number: 1, end_page_number: 2 },
    content_block_location: { start_block_index: 0, end_block_index: 1 },
  }[kind]
  return { type: kind, cited_text: quote, document_index: document, document_title: null, file_id: null, ...place }
}

function isTool(part: AnswerPart | undefined): boolean {
  return typeof part === "object" && "tool" in part
}

function frame(event: string, data: object): Step {
  return { send: `event: ${event}\ndata: ${JSON.stringify(data)}\n\n` }
}
