import { asLearnt, type Features } from "./features"
import { frustrationModel } from "./model"
import { toEvidence, widest } from "./patterns"
import { tellingWords } from "./telling-words"
import type { PlainText } from "./text"
import type { Evidence, Signal } from "./types"

// Below this nobody is told of it.
const worthShowing = 0.3

/** Anger, insult, giving up, shouting, sarcasm: a calibrated probability and the words that speak for it. */
export function detectFrustration(plain: PlainText, features: Features): Signal {
  const score = frustrationModel.probability(asLearnt(plain, features))
  const hits = features.hits.filter(({ group }) => !/^(?:calm|not_understood)/.test(group))
  const known = [...toEvidence(plain, widest(hits)), ...manner(plain, features)]
  const evidence =
    known.length > 0 || score < worthShowing ? known : tellingWords(plain, frustrationModel, "sounds upset")
  return { kind: "frustration", score, evidence }
}

function manner({ original }: PlainText, { style }: Features): Evidence[] {
  const evidence: Evidence[] = []
  const marks = /[!?]{2,}/.exec(original)
  if (marks)
    evidence.push({ text: marks[0], start: marks.index, end: marks.index + marks[0].length, why: "many marks" })
  if (style[4]) evidence.push({ text: original, start: 0, end: original.length, why: "all in capitals" })
  return evidence
}
