import { afterEach, beforeEach, describe, expect, spyOn, test } from "bun:test"
import { type AnswererMore, answererAt, ask, never } from "../testing/ask-model"
import {
  answers,
  breaksAfter,
  createMessagesServer,
  empty,
  endsAfter,
  fails,
  failsInside,
  hangs,
  hangsAfter,
  type MessagesServer,
  malformed,
  overloaded,
  type Reply,
  rateLimited,
  refuses,
  sends,
  stops,
  verdict,
  webPage,
} from "../testing/messages-server"
import { until } from "../testing/until"
import { AnswererError, type AnswerFailure } from "./answerer"

let provider: MessagesServer
beforeEach(() => {
  provider = createMessagesServer()
})
afterEach(() => provider.stop())

const answerer = (more?: AnswererMore) => answererAt(provider, more)

async function failureOf(answer: Promise<unknown>): Promise<AnswererError> {
  const error = await answer.then(
    () => undefined,
    (reason) => reason,
  )
  expect(error).toBeInstanceOf(AnswererError)
  return error
}

describe("a failure of the provider has a name", () => {
  const text = "Within 30"
  const cases: [string, AnswerFailure, Reply[]][] = [
    ["too many requests, twice", "rate_limited", [rateLimited(), rateLimited()]],
    ["too many requests, with long patience asked", "rate_limited", [rateLimited(60)]],
    ["overload, twice", "overloaded", [overloaded(), overloaded()]],
    ["unavailability, twice", "overloaded", [fails(503), fails(503)]],
    ["an error inside, twice", "provider_error", [fails(500), fails(500)]],
    ["a gateway's timeout", "timeout", [fails(504)]],
    ["a request too large", "provider_error", [fails(413)]],
    ["overload in the middle of a word", "overloaded", [failsInside("overloaded_error", text)]],
    ["an unknown error in the middle of a word", "provider_error", [failsInside("api_error", text)]],
    ["a refusal", "refused", [refuses()]],
    ["a refusal after some words", "refused", [refuses(text)]],
    ["a stream that ends too early", "cut_off", [endsAfter(text)]],
    ["a connection that breaks", "cut_off", [breaksAfter(text)]],
    ["an answer that is too long", "cut_off", [stops("max_tokens", text)]],
    ["an answer cut inside a tool call", "cut_off", [stops("max_tokens", text, { tool: "verdict", json: '{"conf' })]],
    ["a full context", "cut_off", [stops("model_context_window_exceeded", text)]],
    ["an event that is not JSON", "unparsable", [malformed()]],
    ["a tool call that is not JSON", "unparsable", [answers(text, { tool: "call_person", json: '{"reason' })]],
    ["an answer without a word", "unparsable", [answers(" \n")]],
    ["a judgement of nothing, twice", "unparsable", [answers(verdict(1)), answers(verdict(1))]],
    ["a response without a byte", "unparsable", [empty()]],
    ["a web page", "unparsable", [webPage("<html>Welcome</html>")]],
    ["events of another shape", "unparsable", [sends({ type: "message_start" })]],
    ["a piece of nothing", "unparsable", [sends({ type: "message_start", message: {} }, deltaOfNothing())]],
    ["a wrong request", "misconfigured", [fails(400)]],
    ["a wrong key", "misconfigured", [fails(401)]],
    ["an unpaid account", "misconfigured", [fails(402)]],
    ["a forbidden model", "misconfigured", [fails(403)]],
    ["an unknown model", "misconfigured", [fails(404)]],
  ]
  for (const [what, failure, replies] of cases) {
    test(`${what}: ${failure}`, async () => {
      provider.reply(...replies)

      const error = await failureOf(answerer().answer(ask(), () => undefined, never))

      expect(error.failure).toBe(failure)
      expect(provider.unused).toBe(0)
      expect(provider.requests.length).toBe(replies.length)
    })
  }

  test("a provider that says nothing: timeout", async () => {
    provider.reply(hangs())

    const error = await failureOf(
      answerer({ timeouts: { silenceMs: 50, overallMs: 5_000 } }).answer(ask(), () => undefined, never),
    )

    expect(error.failure).toBe("timeout")
    await until(() => provider.requests[0]?.isDisconnected, "the provider is left")
  })

  test("a provider that falls silent in the middle: timeout", async () => {
    provider.reply(hangsAfter("Within"))
    let shown = ""

    const error = await failureOf(
      answerer({ timeouts: { silenceMs: 1_500, overallMs: 20_000 } }).answer(ask(), (piece) => (shown += piece), never),
    )

    expect(error.failure).toBe("timeout")
    expect(shown).toBe("Within")
    await until(() => provider.requests[0]?.isDisconnected, "the provider is left")
  })

  test("a provider that never stops talking: timeout", async () => {
    const words = Array.from({ length: 40 }, () => [" more", { waitMs: 100 }] as const).flat()
    provider.reply(answers("Within", ...words, verdict(0.9)))

    const error = await failureOf(
      answerer({ timeouts: { silenceMs: 20_000, overallMs: 1_500 } }).answer(ask(), () => undefined, never),
    )

    expect(error.failure).toBe("timeout")
    await until(() => provider.requests[0]?.isDisconnected, "the provider is left")
  })

  test("an answer that goes on is not cut by the limit for silence, however long it takes", async () => {
    const pause = { waitMs: 700 }
    provider.reply(answers("Within", pause, " 30", pause, " days", pause, ".", verdict(0.9)))

    // Time enough for a busy machine between two words, and less than the answer takes.
    const timeouts = { silenceMs: 1_800, overallMs: 20_000 }
    const answer = await answerer({ timeouts }).answer(ask(), () => undefined, never)

    expect(answer.text).toBe("Within 30 days.")
  })

  test("a server that is not there: provider_error", async () => {
    await provider.stop()

    const error = await failureOf(answerer().answer(ask(), () => undefined, never))

    expect(error.failure).toBe("provider_error")
  })

  test("an answer is not asked for again once words of it were shown", async () => {
    provider.reply(failsInside("overloaded_error", "Within"), answers("Never"))

    await failureOf(answerer().answer(ask(), () => undefined, never))

    expect(provider.requests.length).toBe(1)
  })

  test("neither the key nor anybody's words reach the message or the log", async () => {
    const written: unknown[] = []
    const spies = (["log", "info", "warn", "error", "debug"] as const).map((level) =>
      spyOn(console, level).mockImplementation((...words) => written.push(...words)),
    )
    try {
      for (const reply of [
        malformed(),
        fails(401),
        breaksAfter("Within"),
        answers("x", { tool: "verdict", json: "{" }),
      ]) {
        provider.reply(reply)
        const error = await failureOf(answerer().answer(ask("my secret wish"), () => undefined, never))
        written.push(error.message, String(error.stack))
      }
    } finally {
      for (const spy of spies) spy.mockRestore()
    }

    expect(written.length).toBe(8)
    expect(written.join()).not.toMatch(/sk-test-secret|secret wish|Within|content_blo/)
  })

  test("a failure to look things up is nobody else's, and is passed on as it is", async () => {
    const broken = new Error("no such table")

    const answer = answerer({ retrieve: () => Promise.reject(broken) }).answer(ask(), () => undefined, never)

    expect(await answer.catch((error) => error)).toBe(broken)
  })
})

function deltaOfNothing() {
  return { type: "content_block_delta", index: 3, delta: { type: "text_delta", text: "x" } }
}
