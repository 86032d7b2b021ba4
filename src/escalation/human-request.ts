import { accepts, asks, mentions, refuses } from "./lexicons/human-request"
import { compile, findHits, type Hit, toEvidence, wordsExpression } from "./patterns"
import { type PlainText, toPlain } from "./text"
import type { Reply, Signal, Turn } from "./types"

const askGroups = compile(asks)
const refusalGroups = compile(refuses)
const mentionGroups = compile(mentions)
const acceptance = new RegExp(`^(?:(?:${accepts.join("|")})(?: [.!?])*(?: |$))+$`, "u")
const declining = wordsExpression([
  "no|nope|nah|not (?:now|yet|needed|necessary)|no thanks|no thank you|i am (?:good|fine|ok)|never mind|nein|non|nee|nao|dont bother",
])

// What an assistant says when it offers a person, for transcripts that do not mark it.
const offer = wordsExpression([
  "(?:would|do|shall|should|can|could|may|want|like|let|happy|i can|i will|i could)(?: \\p{L}+){0,8} (?:transfer|connect|put|pass|hand|forward|escalate|speak|talk|chat|arrange|get|bring)(?:ring|ing)?(?: \\p{L}+){0,6} (?:human|agent|representative|person|operator|colleague|specialist|supervisor|manager|someone|team|advisor|adviser|associate|member of staff)s?",
])

export type HumanRequest = { signal: Signal; declined: boolean; reply: Reply }

/** Whether this turn asks for a person, in the light of what was said just before it. */
export function detectHumanRequest(turns: Turn[], plain = toPlain(turns.at(-1)?.text ?? "")): HumanRequest {
  const before = turns.at(-2)
  const offered = before !== undefined && before.role !== "visitor" && offersPerson(before)
  const refusals = findHits(plain, refusalGroups)
  const found = asked(plain, refusals)
  declining.lastIndex = 0
  const reply: Reply = {
    asks: found.length === 0 ? 0 : sure,
    ...(refusals.length > 0 ? { refuses: true } : {}),
    ...(refusals.length === 0 && acceptance.test(plain.text) ? { accepts: true } : {}),
    ...(declining.exec(plain.text)?.index === 0 ? { declines: true } : {}),
  }
  const { request, declined } = wishAfter(reply, offered)
  const accepted = { text: plain.original, start: 0, end: plain.original.length, why: "accepts the offer of a person" }
  const evidence = offered && reply.accepts ? [accepted] : toEvidence(plain, found)
  return { signal: { kind: "visitor_request", score: request, evidence }, declined, reply }
}

const sure = 0.95

/** What the words come to, with or without an offer of a person just before them: “yes please” asks only after one. */
export function wishAfter(
  { asks, accepts, declines, refuses }: Reply,
  offered: boolean,
): { request: number; declined: boolean } {
  if (offered && accepts) return { request: sure, declined: false }
  return { request: asks, declined: asks === 0 && (refuses === true || (offered && declines === true)) }
}

export function offersPerson(turn: Turn): boolean {
  if (turn.offeredPerson !== undefined) return turn.offeredPerson
  offer.lastIndex = 0
  return offer.test(toPlain(turn.text).text)
}

/** The wordings that ask, less those that a refusal or a mere mention covers. */
function asked(plain: PlainText, refusals: Hit[]): Hit[] {
  const hits = findHits(plain, askGroups)
  if (hits.length === 0) return hits
  // “I don't want to talk to a bot” begins like a refusal and is a request.
  const covers = [...refusals, ...findHits(plain, mentionGroups)]
  return hits.filter((hit) => !covers.some((cover) => cover.from < hit.to && hit.from < cover.to))
}
