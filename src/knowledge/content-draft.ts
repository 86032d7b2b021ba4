import { cutPage } from "./chunk"
import type { NewSource } from "./index-source"

/** A passage of content that is only thought of. */
export type DraftPassage = {
  title: string
  headings: string
  text: string
  questions?: readonly string[]
  url?: string | undefined
}

/** An answer as it would be searched; undefined while something of it is missing. */
export function answerDraft({
  questions,
  answer,
  url,
}: {
  questions: readonly string[]
  answer: string
  url?: string
}) {
  const asked = questions.map((question) => question.trim()).filter(Boolean)
  const text = answer.trim()
  const [title] = asked
  return title && text ? [{ title, headings: "", questions: asked, text, url: url || undefined }] : undefined
}

/** A text, cut as it would be. */
export function textDraft({ text, title, url }: { text: string; title?: string; url?: string }) {
  const cut = cutPage(text, title)
  const link = url || cut.url
  return cut.passages.length === 0
    ? undefined
    : cut.passages.map((passage) => ({ title: title || cut.title, ...passage, url: link }))
}

/** Whatever would be added, as it would be searched; undefined where there is nothing to answer from. */
export function draftOf(given: NewSource): DraftPassage[] | undefined {
  if (given.kind === "qa") return answerDraft(given)
  if (!("pairs" in given)) return textDraft(given)
  const { title, url, pairs } = given
  return pairs.map(({ questions, answer }) => ({
    ...{ title, headings: questions[0] ?? "", questions, text: answer, url },
  }))
}
