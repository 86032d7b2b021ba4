/** What models thought of a turn, beside what was noticed in it. Pure. */

import type { Judgement } from "../escalation/judgement"
import { moods, type Pull } from "../escalation/second-opinion"
import type { Decision } from "../escalation/types"
import type { Answer } from "./answerer"

/** A judgement, and the second opinion that it was weighed with. */
export type Reconsidered = {
  judged: Judgement
  second?: { needsPerson: boolean; mood: number; asksForPerson: boolean; pull: Pull; changed: boolean }
}
/** What models thought of a turn, in numbers: what was said stays in the conversation. */
export type ModelViews = {
  confidence?: number | null
  mood?: number
  wantsPerson?: boolean
  second?: NonNullable<Reconsidered["second"]>
  /** They and the detectors saw something else. */
  disagrees?: true
}

const moodOf = (name: string): number => (Object.hasOwn(moods, name) ? moods[name as keyof typeof moods] : 0)

/** @param first what was decided on the visitor's words alone. */
export function viewsOf({ judged, second }: Reconsidered, answer?: Answer, first?: Decision): ModelViews | undefined {
  const own = answer?.verdict && {
    confidence: answer.verdict.confidence ?? null,
    mood: moodOf(answer.verdict.mood),
    wantsPerson: answer.wantsPerson !== undefined,
  }
  if (!own && !second) return undefined
  const frustration = judged.turns.at(-1)?.features.frustration ?? 0
  const isFar = (mood: number | undefined) => mood !== undefined && Math.abs(mood - frustration) > 0.5
  const disagrees =
    isFar(own?.mood) || isFar(second?.mood) || second?.changed || (own?.wantsPerson && first === "answer")
  return { ...own, ...(second ? { second } : {}), ...(disagrees ? { disagrees: true as const } : {}) }
}
