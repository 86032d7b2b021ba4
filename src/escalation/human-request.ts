import { type Features, moodFeatures } from "./features"
import { accepts } from "./lexicons/human-request"
import { requestModel } from "./model"
import { toEvidence, widest, wordsExpression } from "./patterns"
import { requestFeatures } from "./request-features"
import { tellingWords } from "./telling-words"
import { type PlainText, toPlain } from "./text"
import type { Signal, Turn } from "./types"
import weights from "./weights.json"

const acceptance = new RegExp(`^(?:(?:${accepts.join("|")})(?: [.!?])*(?: |$))+$`, "u")
const declining = wordsExpression([
  "no|nope|nah|not (?:now|yet|needed|necessary)|no thanks|no thank you|i am (?:good|fine|ok)|never mind|nein|non|nee|nao|dont bother",
])

// What an assistant says when it offers a person, for transcripts that do not mark it.
const offer = wordsExpression([
  "(?:would|do|shall|should|can|could|may|want|like|let|happy|i can|i will|i could)(?: \\p{L}+){0,8} (?:transfer|connect|put|pass|hand|forward|escalate|speak|talk|chat|arrange|get|bring)(?:ring|ing)?(?: \\p{L}+){0,6} (?:human|agent|representative|person|operator|colleague|specialist|supervisor|manager|someone|team|advisor|adviser|associate|member of staff)s?",
])

export type HumanRequest = { signal: Signal; declined: boolean }

/**
 * Whether this turn asks for a person, in the light of what was said just before it. Wordings that ask, less those that a
 * refusal or a mere mention covers, are what a learnt model knows best; it hears freer words, too.
 */
export function detectHumanRequest(
  turns: Turn[],
  plain: PlainText = toPlain(turns.at(-1)?.text ?? ""),
  mood: Features = moodFeatures(plain),
): HumanRequest {
  const before = turns.at(-2)
  const offered = before !== undefined && before.role !== "visitor" && offersPerson(before)
  const features = requestFeatures(plain, mood)
  const { asked, refusals } = features
  if (offered && acceptance.test(plain.text) && refusals.length === 0) {
    const evidence = [
      { text: plain.original, start: 0, end: plain.original.length, why: "accepts the offer of a person" },
    ]
    return { signal: { kind: "visitor_request", score: 0.95, evidence }, declined: false }
  }
  declining.lastIndex = 0
  const declinedOffer = offered && declining.exec(plain.text)?.index === 0
  // Whoever says in so many words that nobody is wanted, or wonders who answers here, asks for nobody, whatever else is like it.
  const score = refusals.length > 0 && asked.length === 0 ? 0 : requestModel.probability(features)
  const isAsked = score >= weights.request.threshold
  const declined = !isAsked && (refusals.length > 0 || declinedOffer)
  const evidence =
    asked.length > 0
      ? toEvidence(plain, widest(asked))
      : isAsked
        ? tellingWords(plain, requestModel, "sounds like asking for a person")
        : []
  return { signal: { kind: "visitor_request", score, evidence }, declined }
}

export function offersPerson(turn: Turn): boolean {
  if (turn.offeredPerson !== undefined) return turn.offeredPerson
  offer.lastIndex = 0
  return offer.test(toPlain(turn.text).text)
}
