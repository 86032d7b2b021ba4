import { AnswererError, type AnswerFailure } from "./answerer"
import { createAnthropicAnswerer } from "./anthropic"

export type ModelSettings = {
  apiKey?: string | undefined
  baseUrl?: string | undefined
  model?: string | undefined
}
type ModelTrial = { ok: boolean; words: string; ms: number }

/** What is wrong and what to do, for whoever set it up. */
export const modelAdvice: Record<AnswerFailure, string> = {
  timeout: "The model server did not answer in time. Is the address right, and is it running?",
  rate_limited: "The model server refuses: too many requests, or the account's credit is used up.",
  overloaded: "The model server is overloaded just now. Try again in a few minutes.",
  provider_error:
    "The model server cannot be reached, or it answered with an error. Check the address and the model's name.",
  refused: "The model refused to answer the test question.",
  cut_off: "The answer broke off half way. Try again; if it stays so, choose another model.",
  unparsable: "The server answered, but not as a Messages API does. Check the address.",
  misconfigured: "The key or the model's name was refused, or the account is not paid. Check all three.",
}

/** One real request, through the same code as a visitor's question. Failures of others are an answer here, not an error. */
export async function tryModel(settings: ModelSettings, now: () => number, signal: AbortSignal): Promise<ModelTrial> {
  const { apiKey = "", baseUrl, model } = settings
  const startedAt = now()
  const done = (ok: boolean, words: string): ModelTrial => ({ ok, words, ms: now() - startedAt })
  const answerer = createAnthropicAnswerer({
    apiKey,
    ...(baseUrl ? { baseUrl } : {}),
    ...(model ? { model } : {}),
    retrieve: async () => ({ passages: [], confidence: 0 }),
  })
  try {
    const { text, wantsPerson } = await answerer.answer(
      {
        chatbotId: "test",
        chatbotName: "Test",
        persona: "This is a test of the connection. Greet the visitor in one short sentence.",
        locale: "en",
        history: [{ role: "visitor", name: "Visitor", text: "Hello!", at: startedAt }],
        page: undefined,
        threshold: 0,
      },
      () => {},
      signal,
    )
    return done(true, text.trim() || (wantsPerson ? "It answered by calling a person." : "It answered."))
  } catch (error) {
    if (!(error instanceof AnswererError)) throw error
    return done(false, modelAdvice[error.failure])
  }
}
