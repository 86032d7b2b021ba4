import { buckets, type MoodFeatures, styleNames, wordings } from "./features"
import weights from "./weights.json"

/** One trained judgement: what each wording and habit is worth, the hashed words in eight bits, and the calibration that
 * turns the sum into a probability. */
export type ModelWeights = {
  bias: number
  named: Record<string, number>
  /** Base64 of signed bytes, one a bucket; empty where nothing was learnt. */
  hashed: string
  scale: number
  slope: number
  offset: number
  /** The probability above which it counts, chosen in cross-validation. */
  threshold: number
}

export type Model = { probability: (features: MoodFeatures) => number; logit: (features: MoodFeatures) => number }

/** `covers` tells which wordings speak for this judgement: one not yet trained counts with its own weight. */
export function createModel(
  { bias, named, hashed, scale, slope, offset }: ModelWeights,
  covers: (wording: string) => boolean,
): Model {
  const ofWording = wordings.map(({ name, weight }) => named[name] ?? (covers(name) ? weight : 0))
  const ofStyle = styleNames.map((name) => named[name] ?? 0)
  const ofBucket = hashed ? Int8Array.from(atob(hashed), (byte) => byte.charCodeAt(0)) : new Int8Array(buckets)

  function logit({ wordings: found, style, hashed: ngrams }: MoodFeatures): number {
    let sum = bias
    for (const index of found) sum += ofWording[index]!
    for (let i = 0; i < style.length; i++) sum += style[i]! * ofStyle[i]!
    let learnt = 0
    for (const [bucket, value] of ngrams) learnt += value * ofBucket[bucket]!
    return sum + learnt * scale
  }

  return { logit, probability: (features) => 1 / (1 + Math.exp(-(slope * logit(features) + offset))) }
}

export const speaksOfConfusion = (wording: string) => wording.startsWith("not_understood")
export const speaksOfFrustration = (wording: string) => !speaksOfConfusion(wording)

export const frustrationModel = createModel(weights.frustration, speaksOfFrustration)
export const confusionModel = createModel(weights.confusion, speaksOfConfusion)
