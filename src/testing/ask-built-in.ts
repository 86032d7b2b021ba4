/** The built-in answerer over content that a test holds in its hands, and a question to it. */

import type { TurnMessage, TurnRequest } from "../assistant/answerer"
import { createBuiltInAnswerer } from "../assistant/built-in"
import type { Retrieval, Retrieve } from "../knowledge/retrieve"

export const delivery = [
  "We deliver with An Post. Parcels to Spain take four to six working days. They are tracked.",
  "",
  "| Where | Price |",
  "| --- | --- |",
  "| Ireland | €4.95 |",
  "| Spain | €12.90 |",
  "| Poland | €12.90 |",
  "| Croatia | €15.90 |",
].join("\n")

export function found(text: string, confidence: number): Retrieval {
  const passage = { id: 7, documentId: "d", position: 0, title: "Delivery", headings: "Prices", questions: [], text }
  return {
    query: "q",
    confidence,
    evidence: {},
    rarity: () => 1,
    passages: [{ ...passage, url: "/delivery", score: 1.23456 }],
  }
}

export const always =
  (text: string, confidence = 0.9): Retrieve =>
  () =>
    found(text, confidence)

export function request(history: Partial<TurnMessage>[], change: Partial<TurnRequest> = {}): TurnRequest {
  return {
    chatbotId: "shop",
    chatbotName: "Shop",
    persona: "",
    locale: "en",
    history: history.map((message) => ({ role: "visitor", name: "", text: "", at: 0, ...message })),
    page: undefined,
    threshold: 0.4,
    ...change,
  }
}

export async function ask(retrieve: Retrieve, history: Partial<TurnMessage>[], change: Partial<TurnRequest> = {}) {
  const pieces: string[] = []
  const answer = await createBuiltInAnswerer({ retrieve }).answer(
    request(history, change),
    (piece) => pieces.push(piece),
    new AbortController().signal,
  )
  return { ...answer, pieces }
}
