/** What an owner holds the AI to, whoever answers. Pure. */

import { AppError } from "../errors"
import { checkLanguage } from "../languages/names"

type Tone = "friendly" | "plain" | "formal" | "playful"
type AnswerLength = "short" | "medium" | "long"
export type AdviceTopic = "medical" | "legal" | "financial"

export type Limits = {
  tone: Tone
  length: AnswerLength
  /** The only languages it answers in, as codes; empty: the visitor's. */
  languages: string[]
  /** Words that it must never say or promise. */
  never: string[]
  /** Kinds of advice that a person gives, recognised without a list of words. */
  advice: AdviceTopic[]
  /** Subjects that go to a person: a message that has all words of one. */
  topics: string[]
}

/** What an owner sends: any part of it. */
export type LimitsChange = {
  tone?: string | undefined
  length?: string | undefined
  languages?: readonly string[] | undefined
  never?: readonly string[] | undefined
  advice?: readonly string[] | undefined
  topics?: readonly string[] | undefined
}

const tones = ["friendly", "plain", "formal", "playful"] as const satisfies Tone[]
const answerLengths = ["short", "medium", "long"] as const satisfies AnswerLength[]
export const adviceTopics = ["medical", "legal", "financial"] as const satisfies AdviceTopic[]

export const defaultLimits: Limits = {
  tone: "friendly",
  length: "medium",
  languages: [],
  never: [],
  advice: ["medical", "legal", "financial"],
  topics: [],
}

/** @throws AppError `validation` naming the field. */
export function changeLimits(before: Limits, change: LimitsChange): Limits {
  const after = { ...before }
  if (change.tone !== undefined) after.tone = oneOf("limits.tone", change.tone, tones)
  if (change.length !== undefined) after.length = oneOf("limits.length", change.length, answerLengths)
  if (change.languages !== undefined)
    after.languages = unique(change.languages.filter((each) => each.trim()).map(languageOf))
  if (change.never !== undefined) after.never = phrases("limits.never", change.never)
  if (change.topics !== undefined) after.topics = phrases("limits.topics", change.topics)
  if (change.advice !== undefined)
    after.advice = unique(change.advice.map((each) => oneOf("limits.advice", each, adviceTopics)))
  if (after.languages.length > 20) throw refuse("limits.languages", "At most 20 languages.")
  return after
}

function languageOf(given: string): string {
  const found = checkLanguage(given)
  if ("problem" in found) throw refuse("limits.languages", found.problem)
  return found.code
}

function phrases(field: string, given: readonly string[]): string[] {
  const kept = unique(given.map((each) => each.trim()).filter(Boolean))
  if (kept.length > 100) throw refuse(field, "At most 100, one per line.")
  if (kept.some((each) => each.length > 120)) throw refuse(field, "Each can have 120 characters at most.")
  // A mark or a single letter would be found in every answer.
  const slight = kept.find((each) => each.replace(/[^\p{L}\p{N}%]/gu, "").length < 2)
  if (slight) throw refuse(field, `“${slight}” is too short to be found reliably.`)
  return kept
}

function oneOf<T extends string>(field: string, given: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === given)
  if (!found) throw refuse(field, `One of ${choices.join(", ")}.`)
  return found
}

const unique = <T>(all: readonly T[]): T[] => [...new Set(all)]
const refuse = (field: string, message: string) => new AppError("validation", message, { field })
