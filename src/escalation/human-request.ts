import { type Features, moodFeatures } from "./features"
import { furtherDeclines } from "./lexicons/further-requests"
import { accepts } from "./lexicons/human-request"
import { requestModel } from "./model"
import { toEvidence, widest, wordsExpression } from "./patterns"
import { requestFeatures } from "./request-features"
import { tellingWords } from "./telling-words"
import { type PlainText, toPlain } from "./text"
import type { Evidence, Reply, Signal, Turn } from "./types"
import weights from "./weights.json"

const acceptance = new RegExp(`^(?:(?:${accepts.join("|")})(?: [.!?])*(?: |$))+$`, "u")
const declining = wordsExpression([
  "no|nope|nah|not (?:now|yet|needed|necessary)|no thanks|no thank you|i am (?:good|fine|ok)|never mind|nein|non|nee|nao|dont bother",
  ...furtherDeclines,
])

// What an assistant says when it offers a person, for transcripts that do not mark it.
const offer = wordsExpression([
  "(?:would|do|shall|should|can|could|may|want|like|let|happy|i can|i will|i could)(?: \\p{L}+){0,8} (?:transfer|connect|put|pass|hand|forward|escalate|speak|talk|chat|arrange|get|bring)(?:ring|ing)?(?: \\p{L}+){0,6} (?:human|agent|representative|person|operator|colleague|specialist|supervisor|manager|someone|team|advisor|adviser|associate|member of staff)s?",
])

type HumanRequest = { signal: Signal; declined: boolean; reply: Reply }

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
  declining.lastIndex = 0
  // Whoever says in so many words that nobody is wanted, or wonders who answers here, asks for nobody, whatever else is like it.
  const asks = refusals.length > 0 && asked.length === 0 ? 0 : requestModel.probability(features)
  const reply: Reply = {
    asks: Math.round(asks * 1000) / 1000,
    ...(refusals.length > 0 ? { refuses: true } : {}),
    ...(refusals.length === 0 && acceptance.test(plain.text) ? { accepts: true } : {}),
    ...(declining.exec(plain.text)?.index === 0 ? { declines: true } : {}),
  }
  const { request, declined } = wishAfter(reply, offered)
  return { signal: { kind: "visitor_request", score: request, evidence: evidenceOf() }, declined, reply }

  function evidenceOf(): Evidence[] {
    if (offered && reply.accepts)
      return [{ text: plain.original, start: 0, end: plain.original.length, why: "accepts the offer of a person" }]
    if (asked.length > 0) return toEvidence(plain, widest(asked))
    return isAsked(request) ? tellingWords(plain, requestModel, "sounds like asking for a person") : []
  }
}

const sure = 0.95
const isAsked = (request: number) => request >= weights.request.threshold

/** What the words come to, with or without an offer of a person just before them: “yes please” asks only after one. */
export function wishAfter(
  { asks, accepts, declines, refuses }: Reply,
  offered: boolean,
): { request: number; declined: boolean } {
  if (offered && accepts) return { request: sure, declined: false }
  return { request: asks, declined: !isAsked(asks) && (refuses === true || (offered && declines === true)) }
}

function offersPerson(turn: Turn): boolean {
  if (turn.offeredPerson !== undefined) return turn.offeredPerson
  offer.lastIndex = 0
  return offer.test(toPlain(turn.text).text)
}
