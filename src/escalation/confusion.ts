import { asLearnt, type Features } from "./features"
import { confusionModel } from "./model"
import { toEvidence, widest } from "./patterns"
import type { PlainText } from "./text"
import type { Signal } from "./types"

/** “I don't understand”, “that's not what I asked”, “what do you mean?” */
export function detectConfusion(plain: PlainText, features: Features): Signal {
  const hits = features.hits.filter(({ group }) => group.startsWith("not_understood"))
  return {
    kind: "confusion",
    score: confusionModel.probability(asLearnt(plain, features)),
    evidence: toEvidence(plain, widest(hits)),
  }
}
