import type Anthropic from "@anthropic-ai/sdk"

/** The only two ways in which a model tells the product something: typed calls, never words in the visitor's text. */

export type Verdict = {
  /** 0 to 1; undefined where the model gave none that makes sense. */
  confidence: number | undefined
  missingInformation: string
  mood: string
  intent: string
}

export type PersonWish = { reason: string }

export const CALL_PERSON = "call_person"
export const VERDICT = "verdict"

export const tools: Anthropic.Tool[] = [
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

function asFields(input: unknown): Record<string, unknown> {
  return typeof input === "object" && input !== null ? (input as Record<string, unknown>) : {}
}

function asText(value: unknown): string {
  return typeof value === "string" ? value.replace(/\s+/g, " ").trim().slice(0, 500) : ""
}
