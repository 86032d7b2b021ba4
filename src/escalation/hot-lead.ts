import { buying } from "./lexicons/hot-lead"
import { compileWordings, findHits, toEvidence } from "./patterns"
import type { PlainText } from "./text"
import type { Signal } from "./types"

const wordings = compileWordings(buying)
const worth = new Map(wordings.map(({ name, weight }) => [name, weight]))

/** A visitor who is about to buy, from their words; pages and campaigns are the owner's rules. */
export function detectHotLead(plain: PlainText): Signal {
  const hits = findHits(plain, wordings)
  // Two signs together are surer than one, and never certain.
  const doubt = hits.reduce((left, { group }) => left * (1 - worth.get(group)!), 1)
  return { kind: "high_intent", score: 1 - doubt, evidence: toEvidence(plain, hits) }
}
