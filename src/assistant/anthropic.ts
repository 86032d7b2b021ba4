import Anthropic, { APIConnectionError, APIConnectionTimeoutError, APIError } from "@anthropic-ai/sdk"
import { whyOf } from "../knowledge/why-found"
import { providersAddress } from "../settings/model-settings"
import { type Answer, type Answerer, AnswererError, type AnswerFailure, type TurnRequest } from "./answerer"
import { type Citer, citeMarkers, createCiter, createTextFlow, withoutMarkers } from "./cite"
import { type Deadline, startDeadline, type Timeouts } from "./deadline"
import { allowedLocale, createGate, createGuard, type Guard, heeded, shortened } from "./guard"
import { createLookUps, type Found, type LookUps } from "./look-ups"
import { buildPrompt, type CitationStyle, type Passage, retrievalQuery } from "./prompt"
import { asSent, createMessageReader, MalformedMessage, type Part, type TextPart } from "./read-message"
import type { SeeFiles, SeenFile } from "./see-files"
import { CALL_PERSON, readPersonWish, readVerdict, timesTools, tools, VERDICT, type Verdict } from "./tools"
import { unsureText } from "./wording"

/** An alias: the provider moves it to the latest release of this model. */
export const usualModel = "claude-haiku-5-5"
const usualTimeouts = { silenceMs: 15_000, overallMs: 45_000, retryDelayMs: 300 }

const mostTokens = 4_096
const mostAttempts = 2
/** A provider that asks for more patience than this has the conversation go to a person instead. */
const longestRetryDelayMs = 2_000

export type Retrieve = (
  chatbotId: string,
  query: string,
) => Promise<{ passages: readonly Passage[]; confidence: number }>

type Deps = {
  /** May be empty where a local server asks for none. */
  apiKey: string
  baseUrl?: string
  model?: string
  retrieve: Retrieve
  /** What visitors' files hold. Servers other than the provider's own are sent none: many refuse them. */
  seeFiles?: SeeFiles
  /** What the content is about, a line each, for a model whose search found nothing. */
  titlesOf?: (chatbotId: string) => readonly string[]
  fetch?: typeof fetch
  timeouts?: Partial<Timeouts & { retryDelayMs: number }>
  /** Servers other than the provider's own refuse or ignore document blocks, so for them the default is markers. */
  citations?: CitationStyle
}

/** The port's answer with what else the model said about the conversation, for the brief and for the detectors. */
export type ModelAnswer = Answer & { verdict?: Verdict }

type AnthropicAnswerer = Answerer & {
  answer(request: TurnRequest, onText: (piece: string) => void, signal: AbortSignal): Promise<ModelAnswer>
}

type Message = { parts: Part[]; stopReason: string }
type Params = Anthropic.MessageCreateParamsStreaming

export function createAnthropicAnswerer(deps: Deps): AnthropicAnswerer {
  const model = deps.model || usualModel
  const baseUrl = addressOf(deps.baseUrl)
  const timeouts = { ...usualTimeouts, ...deps.timeouts }
  const style = deps.citations ?? (isProvidersOwn(baseUrl) ? "documents" : "markers")
  const seeFiles = (style === "documents" && deps.seeFiles) || seesNothing
  const client = createClient(deps, baseUrl, timeouts.overallMs)

  async function read(params: Params, listener: Parameters<typeof createMessageReader>[0], deadline: Deadline) {
    const reader = createMessageReader(listener)
    deadline.awaitWord()
    try {
      const stream = await client.messages.create(params, { signal: deadline.signal })
      for await (const event of stream) {
        if (deadline.signal.aborted) break
        deadline.wordCame()
        reader.accept(event)
      }
      if (!reader.isStarted) throw new AnswererError("unparsable", "The model server sent no message.")
      if (!reader.isComplete) throw new AnswererError("cut_off", "The model's message broke off.")
      checkStopReason(reader.stopReason)
      deadline.allCame()
      return { parts: reader.parts(), stopReason: reader.stopReason }
    } catch (error) {
      throw toAnswererError(error, reader.isStarted)
    }
  }

  async function readWithRetry(
    params: Params,
    listener: Parameters<typeof createMessageReader>[0],
    deadline: Deadline,
  ): Promise<Message> {
    let isShown = false
    const watched = {
      ...listener,
      onText(text: string) {
        isShown = true
        listener.onText(text)
      },
    }
    for (let attempt = 1; ; attempt++) {
      try {
        return await read(params, watched, deadline)
      } catch (error) {
        if (!(error instanceof RetryableError) || isShown || attempt === mostAttempts) throw error
        if (error.retryAfterMs > longestRetryDelayMs) throw error
        await deadline.wait(Math.max(error.retryAfterMs, timeouts.retryDelayMs))
      }
    }
  }

  async function converse(
    request: TurnRequest,
    found: Found,
    seen: ReadonlyMap<string, SeenFile>,
    onText: (piece: string) => void,
    deadline: Deadline,
  ) {
    const prompt = buildPrompt(request, found.passages, style, seen)
    const { chatbotId } = request
    const titles = () => deps.titlesOf?.(chatbotId) ?? []
    const lookUps = createLookUps({ request, found, style, retrieve: deps.retrieve, titles, deadline })
    const citer = createCiter(lookUps.passages)
    const texts = [...seen.values()].flatMap((file) => (file.kind === "text" ? [file.text] : []))
    const check = () => guardOf(request, lookUps, prompt.system, texts)
    let current = check()
    // What was looked up may be repeated from then on.
    const guard: Guard = {
      ...current,
      findEarly: (text) => current.findEarly(text),
      find: (text) => current.find(text),
    }
    const gate = createGate(guard, (piece) => {
      if (!deadline.signal.aborted) onText(piece)
    })
    const flow = createTextFlow(gate.say)
    const listener = {
      onText: flow.say,
      onTextEnd: (part: TextPart) => flow.cite(numbersOf(part, citer)),
      onTool: flow.pause,
    }
    const params: Params = {
      model,
      max_tokens: mostTokens,
      stream: true,
      tools: request.times ? [...timesTools, ...tools] : tools,
      tool_choice: { type: "auto" },
      ...prompt,
      // This model thinks before it speaks; more than a little is not worth a visitor's wait.
      ...(model === usualModel ? { output_config: { effort: "low" as const } } : {}),
    }
    const parts: Part[] = []
    const made = { parts, citer, guard, gate, lookUps }
    let { messages } = prompt
    for (;;) {
      const message = await readWithRetry({ ...params, messages }, listener, deadline)
      parts.push(...message.parts)
      const more = await lookUps.follow(message.parts)
      if (more.length > 0 && lookUps.calendar.needsPerson === undefined) {
        current = check()
        messages = [...messages, ...more]
        continue
      }
      const isDone = flow.said !== "" || more.length > 0 || !isWaitingForResults(message)
      if (isDone) return made
      // Some models judge before they write and then wait for the tool's result.
      const last = await readWithRetry({ ...params, ...continued(messages, message.parts) }, listener, deadline)
      parts.push(...last.parts)
      return made
    }
  }

  return {
    name: "anthropic",

    async answer(request, onText, signal) {
      signal.throwIfAborted()
      const deadline = startDeadline(signal, timeouts)
      try {
        const query = retrievalQuery(request.history)
        const searching = query === "" ? NOTHING_FOUND : deps.retrieve(request.chatbotId, query).then(heeded)
        const [found, seen] = await deadline.race(Promise.all([searching, seeFiles(request.history)]))
        const conversed = converse(request, found, seen, onText, deadline)
        const { parts, citer, guard, gate, lookUps } = await deadline.race(conversed)
        const answer = toAnswer(parts, citer, style, query, lookUps)
        const problem = guard.find(answer.text)
        if (problem) return heldBack(answer, `${problem.kind}: ${problem.what}`, request)
        gate.end()
        return { ...answer, text: shortened(answer.text, request.limits) }
      } finally {
        deadline.end()
      }
    },
  }
}

/** What was made is not said: the visitor reads that it is not sure, and a person is offered. A wish for one stays. */
function heldBack(answer: ModelAnswer, why: string, { locale, limits }: TurnRequest): ModelAnswer {
  return { ...answer, text: unsureText(allowedLocale(limits, locale)), citations: [], confidence: 0, heldBack: why }
}

/** Only where the page stands: the rest of an address anybody may write. */
const siteOf = (url = "") => URL.parse(url)?.origin ?? ""

function guardOf(
  { limits, history, page, persona }: TurnRequest,
  { passages, learnt }: LookUps,
  secret: string,
  /** What stands in the visitor's files. */
  files: readonly string[],
): Guard {
  const said = (...roles: string[]) => history.filter(({ role }) => roles.includes(role)).map(({ text }) => text)
  const facts = passages.flatMap(({ title, headings, text, url }) => [title, headings, text, url ?? ""])
  return createGuard({
    limits,
    facts: [...facts, ...learnt, persona, siteOf(page?.url), ...said("operator", "whisper", "handback")],
    visitors: [...said("visitor"), ...files, page?.url ?? "", page?.title ?? ""],
    secret,
  })
}

const seesNothing: SeeFiles = async () => new Map()

const NOTHING_FOUND: Found = { passages: [], confidence: 0 }

export const addressOf = (baseUrl = ""): string =>
  (baseUrl || providersAddress).replace(/\/+$/, "").replace(/\/v1$/, "")

export function createClient(
  { apiKey, fetch }: Pick<Deps, "apiKey" | "fetch">,
  baseURL: string,
  overallMs: number,
): Anthropic {
  return new Anthropic({
    // Without a key the SDK would look for credentials in the environment and the home folder.
    apiKey: apiKey || "none",
    baseURL,
    // Retries are ours: the SDK would wait as long as the provider asks.
    maxRetries: 0,
    timeout: overallMs,
    // It logs what it cannot parse, which is what somebody said.
    logLevel: "off",
    openTelemetry: false,
    // A redirect would carry the key elsewhere.
    fetchOptions: { redirect: "error" },
    ...(fetch ? { fetch } : {}),
  })
}

export function isProvidersOwn(baseUrl: string): boolean {
  return URL.canParse(baseUrl) && /(^|\.)anthropic\.com$/.test(new URL(baseUrl).hostname)
}

function isWaitingForResults({ parts, stopReason }: Message): boolean {
  return stopReason === "tool_use" && !parts.some((part) => part.type === "tool_use" && part.name === CALL_PERSON)
}

function continued(messages: Anthropic.MessageParam[], parts: Part[]): Pick<Params, "messages" | "tool_choice"> {
  const results = parts.flatMap((part) =>
    part.type === "tool_use"
      ? [{ type: "tool_result" as const, tool_use_id: part.id, content: "Noted. Now write the text for the visitor." }]
      : [],
  )
  return {
    messages: [...messages, { role: "assistant", content: asSent(parts) }, { role: "user", content: results }],
    tool_choice: { type: "none" },
  }
}

function toAnswer(
  parts: readonly Part[],
  citer: Citer,
  style: CitationStyle,
  query: string,
  { passages, confidence, calendar, searched }: LookUps,
): ModelAnswer {
  const calls = (name: string) => parts.filter((part) => part.type === "tool_use" && part.name === name)
  const wish =
    calendar.needsPerson === undefined
      ? calls(CALL_PERSON).map((part) => readPersonWish("input" in part ? part.input : undefined))[0]
      : { reason: calendar.needsPerson }
  const verdict = calls(VERDICT)
    .map((part) => readVerdict("input" in part ? part.input : undefined))
    .at(-1)
  const text = finishedText(parts, citer, style)
  if (text === "" && !wish) throw new AnswererError("unparsable", "The model gave no answer.")
  const why = whyOf(passages)
  const citations = citer.citations()
  return {
    text,
    citations,
    confidence:
      verdict?.confidence ??
      // What the calendar says is so.
      (wish ? 0 : calendar.isAsked ? 0.9 : guessConfidence(confidence, citations.length > 0)),
    tried: {
      query: [query, ...searched].join(" · "),
      sources: passages.map(({ id, title, url, score }) => ({ passageId: id, title, url: url ?? "", score })),
    },
    ...(why.size > 0 ? { why } : {}),
    ...(calendar.slots && !calendar.isBooked && !wish ? { slots: calendar.slots } : {}),
    ...(wish ? { wantsPerson: wish } : {}),
    ...(verdict ? { verdict } : {}),
  }
}

function finishedText(parts: readonly Part[], citer: Citer, style: CitationStyle): string {
  const isCitedByServer = parts.some((part) => part.type === "text" && part.sources.length > 0)
  const ownMarkersCount = style === "markers" && !isCitedByServer
  const flow = createTextFlow(() => undefined)
  for (const part of parts) {
    if (part.type === "tool_use") flow.pause()
    if (part.type !== "text") continue
    flow.say(ownMarkersCount ? citeMarkers(part.text, citer) : withoutMarkers(part.text))
    flow.cite(numbersOf(part, citer))
  }
  return flow.said
}

function numbersOf({ text, sources }: TextPart, citer: Citer): number[] {
  return sources.flatMap(({ document, quote }) => citer.cite(document, quote, text) ?? [])
}

/** Without the model's own judgement: what was found, and whether the answer leans on it. */
function guessConfidence(retrieval: number, isCited: boolean): number {
  return isCited ? 0.4 + 0.6 * retrieval : 0.5 * retrieval
}

function checkStopReason(stopReason: string) {
  switch (stopReason) {
    case "end_turn":
    case "tool_use":
    case "stop_sequence":
      return
    case "refusal":
      throw new AnswererError("refused", "The model refused to answer.")
    default:
      throw new AnswererError("cut_off", `The model stopped early (${stopReason || "no reason given"}).`)
  }
}

class RetryableError extends AnswererError {
  constructor(
    failure: AnswerFailure,
    message: string,
    readonly retryAfterMs: number,
  ) {
    super(failure, message)
  }
}

/** Says what happened in our own words: the provider's may repeat what somebody wrote. */
function toAnswererError(error: unknown, isStarted: boolean): AnswererError {
  if (error instanceof AnswererError) return error
  if (error instanceof MalformedMessage) return new AnswererError("unparsable", `The model sent ${error.message}.`)
  if (error instanceof SyntaxError) return new AnswererError("unparsable", "The model server sent what is not JSON.")
  if (error instanceof APIConnectionTimeoutError) return new AnswererError("timeout", "The model server took too long.")
  if (error instanceof APIConnectionError) {
    return new RetryableError("provider_error", "The model server cannot be reached.", 0)
  }
  if (error instanceof APIError) return fromApiError(error)
  return isStarted
    ? new AnswererError("cut_off", "The connection to the model server broke.")
    : new AnswererError("provider_error", "The model server's reply cannot be read.")
}

function fromApiError(error: APIError): AnswererError {
  const status: number | undefined = error.status
  const failure = (status === undefined ? undefined : byStatus[status]) ?? byType[error.type ?? ""] ?? "provider_error"
  const what = [status ?? "an error", error.type && `(${error.type})`, error.requestID && `request ${error.requestID}`]
  const message = `The model server answered ${what.filter(Boolean).join(" ")}.`
  const isPassing = failure === "rate_limited" || failure === "overloaded" || failure === "provider_error"
  const mayRetry = isPassing && status !== 413 && error.headers?.get("x-should-retry") !== "false"
  return mayRetry
    ? new RetryableError(failure, message, retryAfterMs(error.headers))
    : new AnswererError(failure, message)
}

function retryAfterMs(headers: Headers | undefined): number {
  const asked = headers?.get("retry-after")
  if (!asked) return 0
  const seconds = Number(asked)
  // A date instead of a number: not worth reading, a person is nearer.
  return Number.isFinite(seconds) ? seconds * 1000 : Number.POSITIVE_INFINITY
}

// A 400 is listed with the wrong keys: the request is ours, so what is wrong is the model, server or account it is sent to.
const byStatus: Record<number, AnswerFailure> = {
  400: "misconfigured",
  401: "misconfigured",
  402: "misconfigured",
  403: "misconfigured",
  404: "misconfigured",
  405: "misconfigured",
  408: "timeout",
  422: "misconfigured",
  429: "rate_limited",
  503: "overloaded",
  504: "timeout",
  529: "overloaded",
}

/** For errors that arrive inside the stream, after a 200. */
const byType: Record<string, AnswerFailure> = {
  authentication_error: "misconfigured",
  billing_error: "misconfigured",
  invalid_request_error: "misconfigured",
  not_found_error: "misconfigured",
  overloaded_error: "overloaded",
  permission_error: "misconfigured",
  rate_limit_error: "rate_limited",
  timeout_error: "timeout",
}
