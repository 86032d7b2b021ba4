import { furtherStakes } from "./lexicons/further-moods"
import { harmless, stakes } from "./lexicons/high-stakes"
import { compile, findHits, toEvidence } from "./patterns"
import type { PlainText } from "./text"
import type { Signal, StakesKind } from "./types"

const groups = compile([...stakes, ...furtherStakes(stakes)])
const harmlessGroups = compile(harmless)
const scores: Record<StakesKind, number> = { self_harm: 1, safety: 0.9, legal: 0.85, money: 0.6 }

type HighStakes = { signal: Signal; stakes?: StakesKind }

/** What must not be left to a machine: a person in danger, a threat of law, a dispute over money. */
export function detectHighStakes(plain: PlainText): HighStakes {
  const hits = findHits(plain, groups)
  if (hits.length === 0) return { signal: { kind: "high_stakes", score: 0, evidence: [] } }
  const covers = findHits(plain, harmlessGroups)
  // Self-harm is never explained away.
  const real = hits.filter(
    ({ group, from, to }) => group === "self_harm" || !covers.some((c) => c.from < to && from < c.to),
  )
  const kinds = real.map(({ group }) => group as StakesKind).sort((a, b) => scores[b] - scores[a])
  const worst = kinds[0]
  if (!worst) return { signal: { kind: "high_stakes", score: 0, evidence: [] } }
  return { signal: { kind: "high_stakes", score: scores[worst], evidence: toEvidence(plain, real) }, stakes: worst }
}
