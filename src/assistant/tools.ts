import type Anthropic from "@anthropic-ai/sdk"
import type { Times, TimesAnswer } from "./answerer"

/** The ways in which the answering model tells the product something: typed calls, never words in the visitor's text. */

export type Verdict = {
  /** 0 to 1; undefined where the model gave none that makes sense. */
  confidence: number | undefined
  missingInformation: string
  mood: string
  intent: string
}

type PersonWish = { reason: string }

export const CALL_PERSON = "call_person"
export const VERDICT = "verdict"
const FIND_TIMES = "find_times"
const BOOK_TIME = "book_time"
export const SEARCH = "search_content"

const mostQueries = 3
const mostLetters = 200

export const tools: Anthropic.Tool[] = [
  {
    name: SEARCH,
    description:
      "Search the content of the business. The documents in the last message were found with the visitor's own words. " +
      "Call it before you write any text, where these do not hold the answer and other words might find it: the visitor " +
      "writes in another language than the content, uses other words than the business would, asks several things, or " +
      "means something that was said before. It compares words, not sentences.",
    input_schema: {
      type: "object",
      properties: {
        queries: {
          type: "array",
          items: { type: "string" },
          minItems: 1,
          maxItems: mostQueries,
          description:
            "Each a few words, as they would stand in the content and in its language; where no document shows which " +
            "language that is, once in English and once in the visitor's.",
        },
      },
      required: ["queries"],
      additionalProperties: false,
    },
  },
  {
    name: CALL_PERSON,
    description:
      "Ask for a person of the business to take this conversation. Call it when the visitor asks for a person, when the " +
      "documents and the operators' messages do not hold the answer, when something has to be done that you cannot do " +
      "(a refund, a change to an order or account, an exception, a complaint), or when the visitor is upset.",
    input_schema: {
      type: "object",
      properties: {
        reason: { type: "string", description: "One sentence in English for the operator: why a person is needed." },
        missing: { type: "string", description: "What you would have needed to know to answer, if anything." },
      },
      required: ["reason"],
      additionalProperties: false,
    },
  },
  {
    name: VERDICT,
    description:
      "Judge the answer you have just written. Call it once, last, in every turn. The visitor never sees it. Judge " +
      "strictly: an answer that the documents or the operators do not support deserves a low confidence.",
    input_schema: {
      type: "object",
      properties: {
        confidence: {
          type: "number",
          minimum: 0,
          maximum: 1,
          description: "How likely your text answers the visitor correctly and completely.",
        },
        missing_information: { type: "string", description: "What was not in the documents; empty if nothing." },
        mood: { type: "string", enum: ["pleased", "calm", "confused", "frustrated", "angry"] },
        intent: { type: "string", description: "What the visitor wants, in a few English words." },
      },
      required: ["confidence", "missing_information", "mood", "intent"],
      additionalProperties: false,
    },
  },
]

/** Given only where there is something to book. */
export const timesTools: Anthropic.Tool[] = [
  {
    name: FIND_TIMES,
    description:
      "Look up free times for an appointment or a call. Call it before you name a time or book one: you know no free " +
      "time by yourself. What does not fit (a larger group, a later date) goes to a person by itself.",
    input_schema: {
      type: "object",
      properties: {
        kind: { type: "string", enum: ["booking", "callback"], description: "An appointment, or a call by telephone." },
        from: { type: "string", description: "The first day that suits, as 2026-11-24. Left out: from now on." },
        people: { type: "integer", minimum: 1, description: "How many come." },
      },
      additionalProperties: false,
    },
  },
  {
    name: BOOK_TIME,
    description:
      "Book one of the times that find_times gave, when the visitor has chosen it and has written what is needed: a " +
      "name and an email address or telephone number for an appointment, a telephone number for a call. Never make " +
      "any of it up; ask for what is missing.",
    input_schema: {
      type: "object",
      properties: {
        slot: { type: "string", description: "The slot as find_times named it." },
        name: { type: "string" },
        email: { type: "string" },
        phone: { type: "string" },
        people: { type: "integer", minimum: 1 },
        note: { type: "string", description: "What the visitor wants the business to know." },
      },
      required: ["slot"],
      additionalProperties: false,
    },
  },
]

export const isTimesTool = (name: string): boolean => name === FIND_TIMES || name === BOOK_TIME

/** One call of the calendar. What a model sends is read field by field: it may be anything. */
export async function useTimes(times: Times, name: string, input: unknown): Promise<TimesAnswer> {
  const fields = asFields(input)
  const text = (field: string) => asText(fields[field]) || undefined
  const people = typeof fields.people === "number" && fields.people >= 1 ? Math.floor(fields.people) : undefined
  const given = <T extends Record<string, unknown>>(all: T) =>
    Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as {
      [Key in keyof T]?: NonNullable<T[Key]>
    }
  if (name === FIND_TIMES) {
    const kind = fields.kind === "callback" || fields.kind === "booking" ? fields.kind : undefined
    return times.find(given({ kind, from: text("from"), people }))
  }
  const wish = given({ name: text("name"), email: text("email"), phone: text("phone"), note: text("note"), people })
  return times.book({ slot: text("slot") ?? "", ...wish })
}

/** What is to be searched for: at most three, each a line. */
export function readQueries(input: unknown): string[] {
  const { queries } = asFields(input)
  const given = (Array.isArray(queries) ? queries : [queries]).map((each) => asText(each).slice(0, mostLetters).trim())
  return [...new Set(given.filter((each) => each !== ""))].slice(0, mostQueries)
}

export function readVerdict(input: unknown): Verdict {
  const fields = asFields(input)
  const confidence = fields.confidence
  const makesSense = typeof confidence === "number" && confidence >= 0 && confidence <= 1
  return {
    confidence: makesSense ? confidence : undefined,
    missingInformation: asText(fields.missing_information),
    mood: asText(fields.mood),
    intent: asText(fields.intent),
  }
}

/** A wish without a usable reason is still a wish: nobody is left waiting over a missing field. */
export function readPersonWish(input: unknown): PersonWish {
  const fields = asFields(input)
  const reason = asText(fields.reason) || "The assistant asked for a person."
  const missing = asText(fields.missing)
  return { reason: missing ? `${reason} Missing: ${missing}` : reason }
}

export function asFields(input: unknown): Record<string, unknown> {
  return typeof input === "object" && input !== null ? (input as Record<string, unknown>) : {}
}

function asText(value: unknown): string {
  return typeof value === "string" ? value.replace(/\s+/g, " ").trim().slice(0, 500) : ""
}
