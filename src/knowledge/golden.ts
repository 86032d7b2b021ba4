/** Whether a golden question was answered as it is to be. */

import type { Trial } from "../assistant/try-question"
import { plainOf } from "./chunk"
import { wordsOf } from "./words"

export type Golden = {
  id: string
  question: string
  /** `calls_person`: the AI is not to answer this by itself. */
  outcome: "answers" | "calls_person"
  /** The page or the title that it is to be answered from. */
  source: string | undefined
  /** Words the answer must contain, one a line. */
  wording: string | undefined
}

export type GoldenResult = {
  passed: boolean
  outcome: Trial["outcome"]
  /** What the visitor would read, without marks. */
  answer: string
  source: string
  confidence: number | null
}

type Asked = Pick<Trial, "outcome" | "answer" | "passages" | "confidence">

export function resultOf(golden: Omit<Golden, "id">, trial: Asked): GoldenResult {
  const { outcome, answer, passages, confidence } = trial
  const first = answer?.citations[0] ?? (outcome === "answers" ? passages[0] : undefined)
  const text = plainOf(answer?.text ?? "")
    .replace(/\s*\[\d+\]/g, "")
    .replace(/^\s*[-*+•]\s+/gm, "")
    .trim()
  const passed =
    golden.outcome === "calls_person"
      ? outcome !== "answers"
      : outcome === "answers" && isFrom(golden.source, first) && holds(golden.wording, text)
  return { passed, outcome, answer: text.slice(0, 1000), source: first?.title ?? "", confidence }
}

function isFrom(source: string | undefined, found: { title: string; url: string } | undefined): boolean {
  if (!source) return true
  if (!found) return false
  const wanted = source.trim().toLowerCase()
  const { title, url } = found
  const address = url.toLowerCase().replace(/\/$/, "")
  const path = wanted.replace(/\/$/, "")
  return address === path || (path.startsWith("/") && address.endsWith(path)) || title.toLowerCase().startsWith(wanted)
}

function holds(wording: string | undefined, text: string): boolean {
  const said = ` ${wordsOf(text).join(" ")} `
  return (wording ?? "").split("\n").every((line) => {
    const wanted = wordsOf(line).join(" ")
    return wanted === "" || said.includes(` ${wanted} `)
  })
}

/** In words, for a table. */
export function inShort({ outcome, answer }: Pick<GoldenResult, "outcome" | "answer">): string {
  if (outcome === "calls_person") return "A person is called"
  if (outcome === "unsure") return "It says that it does not know"
  return answer.length > 160 ? `${answer.slice(0, 157)}…` : answer
}
