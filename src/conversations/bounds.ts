/** What an operator gives the AI along with a conversation: facts it may repeat, and bounds it must keep. Pure. */

import { AppError } from "../errors"
import type { Actor, StoredEvent } from "../events/event"

/** Until where the AI may go on alone. Breaking them brings the conversation back to who set them. */
type Bounds = {
  /** Topics or words on which the operator wants it back. */
  returnOn: string[]
  /** Topics that the AI keeps to; empty: all but those above. */
  only: string[]
  /** They hold until this moment; null: until somebody takes it over. */
  until: number | null
}
/** `facts`: what was decided or promised, in sentences that the visitor may read. `bounds`: null lifts those that stand. */
export type HandBack = { facts?: string[]; bounds?: Bounds | null }

export type BoundsInput = {
  returnOn?: readonly string[] | undefined
  only?: readonly string[] | undefined
  /** ISO 8601. */
  until?: string | null | undefined
}

export type StandingBounds = Bounds & { by: Actor; eventId: number; at: number }

const most = 20
const longest = 80
const longestFact = 1000

/** @throws AppError `validation` naming the field. @returns undefined where nothing is bounded. */
export function checkBounds(given: BoundsInput | null | undefined, now: number): Bounds | undefined {
  if (!given) return undefined
  const texts = (field: "returnOn" | "only"): string[] => {
    const found = [...new Set((given[field] ?? []).map((text) => text.trim()).filter(Boolean))]
    if (found.length > most || found.some((text) => text.length > longest)) {
      throw new AppError("validation", `At most ${most} topics of ${longest} characters each.`, {
        field: `bounds.${field}`,
      })
    }
    return found
  }
  const returnOn = texts("returnOn")
  const only = texts("only")
  if (returnOn.length === 0 && only.length === 0) return undefined
  if (given.until === null || given.until === undefined || given.until === "") return { returnOn, only, until: null }
  const until = Date.parse(given.until)
  if (Number.isNaN(until) || until <= now)
    throw new AppError("validation", "Until when? Give a moment that is still to come.", { field: "bounds.until" })
  return { returnOn, only, until }
}

/** One a line. @throws AppError `validation` */
export function checkFacts(given: string | null | undefined): string[] {
  const facts = (given ?? "")
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
  if (facts.length > most || facts.some((fact) => fact.length > longestFact))
    throw new AppError("validation", `At most ${most} lines of ${longestFact} characters.`, { field: "facts" })
  return facts
}

/** The bounds that hold now: those set last, unless lifted, run out, or a person has come since. */
export function standingBounds(events: readonly StoredEvent[], now: number): StandingBounds | undefined {
  for (let at = events.length - 1; at >= 0; at--) {
    const event = events[at]!
    if (event.type === "state" && (event.payload.to === "human" || event.payload.to === "closed")) return undefined
    if (event.type !== "whisper" || event.payload.handBack?.bounds === undefined) continue
    const { bounds } = event.payload.handBack
    if (bounds === null || (bounds.until !== null && bounds.until <= now)) return undefined
    return { ...bounds, by: event.actor, eventId: event.id, at: event.at }
  }
  return undefined
}

/** The bounds that this operator set here before: what a form begins with. */
export function lastBoundsOf(events: readonly StoredEvent[], personId: string): Bounds | undefined {
  const set = events.findLast(
    (event) => event.type === "whisper" && event.actor.id === personId && event.payload.handBack?.bounds,
  )
  return set?.type === "whisper" ? (set.payload.handBack?.bounds ?? undefined) : undefined
}

const listed = (topics: readonly string[]) => topics.map((topic) => `“${topic}”`).join(", ")

/** In words for colleagues. */
export function boundsInWords({ returnOn, only }: Bounds, name: string): string {
  const parts = [
    ...(only.length > 0 ? [`The AI answers only about ${listed(only)}`] : []),
    ...(returnOn.length > 0 ? [`back to ${name} about ${listed(returnOn)}`] : []),
  ]
  const text = parts.join("; ")
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** “price, refund” → two topics. */
export const topicsOf = (text: string | null | undefined): string[] =>
  (text ?? "")
    .split(/[,;\n]/)
    .map((topic) => topic.trim())
    .filter(Boolean)
