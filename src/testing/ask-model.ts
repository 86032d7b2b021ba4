/** The model's answerer before a server that speaks the provider's protocol, and a question to it. */

import type { TurnMessage, TurnRequest } from "../assistant/answerer"
import { createAnthropicAnswerer } from "../assistant/anthropic"
import type { Passage } from "../assistant/prompt"
import type { MessagesServer } from "./messages-server"

export const returns: Passage = {
  id: 7,
  title: "Returns",
  headings: "Returns › Deadline",
  url: "https://shop.example/returns",
  text: "You can return a bicycle within 30 days. The frame must be clean.",
  score: 3,
}
export const delivery: Passage = {
  id: 9,
  title: "Delivery",
  headings: "",
  url: "https://shop.example/delivery",
  text: "Delivery takes two days. It is free from 50 euros.",
  score: 2,
}

export const never = new AbortController().signal
const quick = { silenceMs: 20_000, overallMs: 40_000, retryDelayMs: 5 }

export type AnswererMore = Partial<Parameters<typeof createAnthropicAnswerer>[0]>

export function answererAt(provider: MessagesServer, more: AnswererMore = {}) {
  return createAnthropicAnswerer({
    apiKey: "sk-test-secret",
    baseUrl: provider.url,
    citations: "documents",
    timeouts: quick,
    retrieve: async () => ({ passages: [returns, delivery], confidence: 0.8 }),
    ...more,
  })
}

export function ask(text = "How long can I return a bicycle?", history: TurnMessage[] = []): TurnRequest {
  return {
    chatbotId: "shop",
    chatbotName: "Pedal",
    persona: "Warm.",
    locale: "en",
    history: [...history, { role: "visitor", name: "Noa", text, at: 1 }],
    page: { url: "https://shop.example/", title: "Shop" },
    threshold: 0.5,
  }
}
