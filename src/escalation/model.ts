import { buckets, type Features, moodVocabulary, ngramsByWord, type Vocabulary } from "./features"
import { requestVocabulary } from "./request-features"
import type { PlainText } from "./text"
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

export type Model = {
  probability: (features: Features) => number
  logit: (features: Features) => number
  /** What each word of the text says, with its neighbours and letters, in logits. */
  byWord: (plain: PlainText) => number[]
}

/** `covers` tells which wordings speak for this judgement: one not yet trained counts with its own weight. */
export function createModel(
  { bias, named, hashed, scale, slope, offset }: ModelWeights,
  vocabulary: Vocabulary,
  covers: (wording: string) => boolean = () => true,
): Model {
  const ofWording = vocabulary.wordings.map(({ name, weight }) => named[name] ?? (covers(name) ? weight : 0))
  const ofStyle = vocabulary.style.map((name) => named[name] ?? 0)
  const ofBucket = hashed ? Int8Array.from(atob(hashed), (byte) => byte.charCodeAt(0)) : new Int8Array(buckets)

  function logit({ wordings: found, style, hashed: ngrams }: Features): number {
    let sum = bias
    for (const index of found) sum += ofWording[index]!
    for (let i = 0; i < style.length; i++) sum += style[i]! * ofStyle[i]!
    let learnt = 0
    for (const [bucket, value] of ngrams) learnt += value * ofBucket[bucket]!
    return sum + learnt * scale
  }

  return {
    logit,
    probability: (features) => 1 / (1 + Math.exp(-(slope * logit(features) + offset))),
    byWord: (plain) =>
      ngramsByWord(plain).map((grams) =>
        grams.reduce((sum, { bucket, value }) => sum + value * ofBucket[bucket]! * scale, 0),
      ),
  }
}

export const speaksOfConfusion = (wording: string) => wording.startsWith("not_understood")
export const speaksOfFrustration = (wording: string) => !speaksOfConfusion(wording)

export const frustrationModel = createModel(weights.frustration, moodVocabulary, speaksOfFrustration)
export const confusionModel = createModel(weights.confusion, moodVocabulary, speaksOfConfusion)
export const requestModel = createModel(weights.request, requestVocabulary)
