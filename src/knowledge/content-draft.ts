import { cutPage } from "./chunk"
import type { NewSource } from "./index-source"

/** An answer as it would be searched; undefined while something of it is missing. */
export function answerDraft({ questions, answer, url }: Extract<NewSource, { kind: "qa" }>) {
  const asked = questions.map((question) => question.trim()).filter(Boolean)
  const text = answer.trim()
  return asked.length > 0 && text ? { questions: asked, text, url: url || undefined } : undefined
}

/** A text, cut as it would be. */
export function textDraft({ text, title }: { text: string; title?: string }) {
  const cut = cutPage(text, title)
  return cut.passages.length === 0
    ? undefined
    : cut.passages.map((passage, index) => ({ id: -1 - index, title: title || cut.title, ...passage }))
}
