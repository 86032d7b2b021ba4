import { type Row, readSets } from "./data-set"
import { buckets, type Features, moodFeatures, moodVocabulary, type Vocabulary } from "./features"
import { auroc, precisionRecall } from "./measures"
import { createModel, type ModelWeights, speaksOfConfusion, speaksOfFrustration } from "./model"
import { requestFeatures, requestVocabulary } from "./request-features"
import { readSeeds } from "./seeds"
import { toPlain } from "./text"

/** One labelled text. `group` is what must not be split between training and testing: a conversation, an intent, a
 * fold of the source. `weight` says how near the source is to support chat. */
type Example = { features: Features; positive: boolean; weight: number; set: string; group: string }

/** `near` are the sets that calibration and threshold heed: what Reddit holds for angry, or a template for a curse, says
 * nothing about how likely a customer is. `word` is how little one word alone may come to say. */
type Kind = {
  vocabulary: Vocabulary
  covers: (wording: string) => boolean
  near: (set: string) => boolean
  threshold: (scored: readonly Scored[]) => number
  bias: number
  style: Record<string, number>
  word: number
}
type Scored = { score: number; positive: boolean; set: string }

type Judged = "frustration" | "confusion" | "request"

const kinds: Record<Judged, Kind> = {
  frustration: {
    vocabulary: moodVocabulary,
    covers: speaksOfFrustration,
    near: (set) => !/goemotions|hwu64|bitext/.test(set),
    threshold: angryFrom,
    bias: -4.2,
    style: {
      many_exclamations: 1.2,
      question_marks: 0.8,
      exclamations: 0.4,
      all_capitals: 1.2,
      groups_2: 1,
      groups_3: 1,
      question: -0.6,
      greeting: -0.4,
    },
    word: 1,
  },
  confusion: {
    vocabulary: moodVocabulary,
    covers: speaksOfConfusion,
    near: (set) => !/goemotions|bitext/.test(set),
    threshold: angryFrom,
    bias: -3.8,
    style: {},
    word: 3,
  },
  request: {
    vocabulary: requestVocabulary,
    covers: () => true,
    near: () => true,
    threshold: askingFrom,
    bias: -3.5,
    style: { asks: 5, takes_back: -1, refuses: -4 },
    word: 0.6,
  },
}

// How far learning may move a weight from what its author believed.
const trust = { wording: 1, style: 0.6, bias: 0.3 }

function trainModel(name: Judged, examples: Example[], rounds = 120): ModelWeights {
  const { vocabulary, covers, bias: startBias, style, word } = kinds[name]
  const { wordings } = vocabulary
  const named = [
    ...wordings.map((one) => (covers(one.name) ? one.weight : 0)),
    ...vocabulary.style.map((one) => style[one] ?? 0),
  ]
  const prior = Float64Array.from([startBias, ...named])
  const dense = Float64Array.from(prior)
  const hashed = new Float64Array(buckets)
  const rows = examples.map(({ features, positive, weight }) => {
    const on = [0, ...features.wordings.map((index) => index + 1)]
    features.style.forEach((value, index) => {
      if (value) on.push(1 + wordings.length + index)
    })
    const keys = Int32Array.from(features.hashed.keys())
    return { on, keys, values: Float64Array.from(features.hashed.values()), target: positive ? 1 : 0, weight }
  })
  const denseMoment = new Float64Array(dense.length)
  const hashedMoment = new Float64Array(buckets)
  const trustOf = (i: number) => (i === 0 ? trust.bias : i <= wordings.length ? trust.wording : trust.style)
  for (let round = 0; round < rounds; round++) {
    const denseSlope = dense.map((value, i) => trustOf(i) * (value - prior[i]!))
    const hashedSlope = hashed.map((value) => word * value)
    for (const { on, keys, values, target, weight } of rows) {
      let sum = 0
      for (const i of on) sum += dense[i]!
      for (let k = 0; k < keys.length; k++) sum += hashed[keys[k]!]! * values[k]!
      const error = weight * (1 / (1 + Math.exp(-sum)) - target)
      if (Math.abs(error) < 1e-4) continue
      for (const i of on) denseSlope[i]! += error
      for (let k = 0; k < keys.length; k++) hashedSlope[keys[k]!]! += error * values[k]!
    }
    // RMSprop with a step that shrinks: all rows at once and no chance in it, so the weights are the same on each run.
    const step = 0.15 / (1 + round / 30)
    const descend = (weights: Float64Array, slope: Float64Array, moment: Float64Array) => {
      for (let i = 0; i < weights.length; i++) {
        if (slope[i] === 0) continue
        moment[i] = 0.9 * moment[i]! + 0.1 * slope[i]! * slope[i]!
        weights[i]! -= (step * slope[i]!) / (Math.sqrt(moment[i]!) + 0.5)
      }
    }
    descend(dense, denseSlope, denseMoment)
    descend(hashed, hashedSlope, hashedMoment)
  }
  return { ...packed(vocabulary, dense, hashed), slope: 1, offset: 0, threshold: 0.5 }
}

function packed({ wordings, style }: Vocabulary, dense: Float64Array, hashed: Float64Array) {
  const widest = hashed.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9)
  const bytes = Int8Array.from(hashed, (value) => Math.round((value / widest) * 127))
  const names = [...wordings.map(({ name }) => name), ...style]
  const named = Object.fromEntries(names.map((name, i) => [name, Number(dense[i + 1]!.toFixed(3))]))
  return {
    bias: Number(dense[0]!.toFixed(4)),
    named,
    hashed: Buffer.from(bytes.buffer).toString("base64"),
    scale: widest / 127,
  }
}

export function readExamples(directory: string): Record<Judged, Example[]> {
  const frustration: Example[] = []
  const confusion: Example[] = []
  const request: Example[] = []
  const add = (to: Example[], text: string, positive: boolean, weight: number, set: string, group: string) => {
    const features = to === request ? featuresOf(text).request : featuresOf(text).mood
    to.push({ features, positive, weight, set, group })
  }
  for (const { set: path, rows } of readSets(directory, "a_frustration")) {
    const set = path.slice(path.indexOf("/") + 1)
    rows.forEach((row, index) => {
      const group = groupOf(row, index)
      if (typeof row.level === "number") {
        if (row.level !== 1) add(frustration, row.text, row.level === 2, row.level === 2 ? 4 : 1, set, group)
        add(confusion, row.text, row.confused === true, row.confused === true ? 4 : 0.5, set, group)
        return
      }
      const weight = weightOf[String(row.src)] ?? { positive: 0.5, negative: 0.5, confusion: 0.3 }
      const label = row.label
      if (label === "frustrated" || label === "hostile") add(frustration, row.text, true, weight.positive, set, group)
      else if (label === "neutral") add(frustration, row.text, false, weight.negative, set, group)
      if (label === "confused" || label === "neutral")
        add(confusion, row.text, label === "confused", weight.confusion, set, group)
    })
  }
  for (const { rows } of readSets(directory, "b_human_request"))
    for (const [index, row] of rows.entries())
      if (row.human === 0 || row.human === 1)
        add(request, row.text, row.human === 1, row.human === 1 ? 1 : 0.3, `asked-${row.src}`, groupOf(row, index))
  // What people say to an assistant that works for them, until they ask for a person.
  for (const { rows } of readSets(directory, "e_escalation", hasTranscript))
    for (const [index, row] of rows.entries())
      for (const [at, [role, text]] of (row.turns as [string, string][]).entries())
        if (role === "user" && at !== row.escalate_turn && at !== 0)
          add(request, text, false, 0.3, "asked-tau", String(row.id ?? index))
  for (const [i, { label, text }] of readSeeds("moods").entries()) {
    const group = `seed-${i % 10}`
    if (label === "confused") add(confusion, text, true, 2, "seeds", group)
    else add(frustration, text, label === "frustrated", 1.5, "seeds", group)
  }
  for (const [i, { label, text }] of readSeeds("requests").entries())
    add(
      request,
      text,
      label === "asks",
      1,
      label === "mentions" || label === "refuses" ? "seeds-hard" : "seeds",
      `seed-${i % 10}`,
    )
  return { frustration, confusion, request }
}

// Reddit and templates teach words, not how a customer sounds: they count little.
const weightOf: Record<string, { positive: number; negative: number; confusion: number }> = {
  goemotions: { positive: 0.04, negative: 0.1, confusion: 0.1 },
  hwu64: { positive: 0.2, negative: 0.3, confusion: 1 },
  convabuse: { positive: 1, negative: 0.5, confusion: 0.2 },
  bitext: { positive: 0.3, negative: 0.3, confusion: 0.2 },
  banking77: { positive: 1, negative: 1, confusion: 0.5 },
}

const hasTranscript = (row: unknown) =>
  Array.isArray((row as Row | null)?.turns) && Array.isArray((row as { turns: unknown[] }).turns[0])

const known = new Map<string, { mood: Features; request: Features }>()
function featuresOf(text: string) {
  let found = known.get(text)
  if (found) return found
  const plain = toPlain(text)
  const mood = moodFeatures(plain)
  found = { mood, request: requestFeatures(plain, mood) }
  known.set(text, found)
  return found
}

function groupOf(row: Row, index: number): string {
  const id = String(row.id ?? index)
  const fold = /^nlupp-[a-z]\d+/.exec(id)?.[0]
  return fold ?? String(row.conv ?? row.intent ?? index % 20)
}

const parts = 5

/** Out-of-fold probabilities: whole groups are left out in turn. */
function crossValidate(name: Judged, examples: Example[]): number[] {
  const logits = new Array<number>(examples.length)
  for (let part = 0; part < parts; part++) {
    const training = examples.filter((example) => partOf(example) !== part)
    const model = createModel(trainModel(name, training, 60), kinds[name].vocabulary, kinds[name].covers)
    examples.forEach((example, i) => {
      if (partOf(example) === part) logits[i] = model.logit(example.features)
    })
  }
  return logits
}

function partOf({ set, group }: Example): number {
  let sum = 7
  for (const letter of `${set} ${group}`) sum = (sum * 31 + letter.charCodeAt(0)) % 1_000_003
  return sum % parts
}

export type TrainingReport = { set: string; n: number; crossValidated: Figures; trainedOn: Figures }
type Figures = { auroc: number; precision: number; recall: number; f1: number; alarmRate: number }

/** Trains on everything; the calibration and the threshold come from the out-of-fold scores alone. */
export function train(name: Judged, examples: Example[]): { weights: ModelWeights; report: TrainingReport[] } {
  const held = crossValidate(name, examples)
  const near = examples
    .map((example, i) => ({ ...example, score: held[i]! }))
    .filter(({ set }) => kinds[name].near(set))
  const { slope, offset } = calibrate(near)
  const probability = (logit: number) => 1 / (1 + Math.exp(-(slope * logit + offset)))
  const threshold = kinds[name].threshold(near.map((one) => ({ ...one, score: probability(one.score) })))
  const weights = { ...trainModel(name, examples), slope, offset, threshold }
  const model = createModel(weights, kinds[name].vocabulary, kinds[name].covers)
  const figures = (set: string, scores: number[]): Figures => {
    const scored = examples.flatMap((example, i) =>
      example.set === set ? [{ score: scores[i]!, positive: example.positive }] : [],
    )
    const { precision, recall, f1, alarms } = precisionRecall(scored, threshold)
    return { auroc: auroc(scored), precision, recall, f1, alarmRate: alarms / scored.length }
  }
  const heldOut = held.map(probability)
  const trainedOn = examples.map(({ features }) => model.probability(features))
  const report = [...new Set(examples.map(({ set }) => set))].map((set) => ({
    set,
    n: examples.filter((example) => example.set === set).length,
    crossValidated: figures(set, heldOut),
    trainedOn: figures(set, trainedOn),
  }))
  return { weights, report }
}

/** Platt's sigmoid, by Newton steps from the identity. */
function calibrate(scored: { score: number; positive: boolean }[]): { slope: number; offset: number } {
  let slope = 1
  let offset = 0
  for (let step = 0; step < 50; step++) {
    let [g0, g1, h00, h01, h11] = [0, 0, 1e-6, 0, 1e-6]
    for (const { score, positive } of scored) {
      const p = 1 / (1 + Math.exp(-(slope * score + offset)))
      const error = p - (positive ? 1 : 0)
      const curve = p * (1 - p)
      g0 += error * score
      g1 += error
      h00 += curve * score * score
      h01 += curve * score
      h11 += curve
    }
    const determinant = h00 * h11 - h01 * h01
    slope -= (h11 * g0 - h01 * g1) / determinant
    offset -= (h00 * g1 - h01 * g0) / determinant
  }
  return { slope: Number(slope.toFixed(4)), offset: Number(offset.toFixed(4)) }
}

// Asked is 1 in 100 on questions that were never seen; some room is left for those.
const mostAlarms = 0.0085

/** The threshold of the best mean F1 on real support chats and on the sentences written for the project, among those at
 * which at most 85 in 10,000 calm questions raise an alarm and four alarms in five are right. */
function angryFrom(scored: readonly Scored[]): number {
  const of = (beginning: string) => scored.filter(({ set }) => set.startsWith(beginning))
  const calm = of("calm")
  // A handful of real cases decides nothing: then every set that is near takes part.
  const isEnough = of("gold").filter(({ positive }) => positive).length >= 20
  const [gold, seeds] = isEnough ? [of("gold"), of("seeds")] : [scored, scored]
  let best = { threshold: 0.5, f1: -1 }
  for (let percent = 10; percent <= 90; percent++) {
    const threshold = percent / 100
    const falseAlarms = calm.filter(({ score }) => score >= threshold).length / Math.max(1, calm.length)
    const { precision, f1 } = precisionRecall(gold, threshold)
    if (falseAlarms > mostAlarms || (precision < 0.8 && gold.some(({ positive }) => positive))) continue
    const mean = (f1 + precisionRecall(seeds, threshold).f1) / 2
    if (mean > best.f1) best = { threshold, f1: mean }
  }
  return best.threshold
}

// Of sentences that only speak of people, so many may be taken for a request.
const mostMistaken = 0.05
const mostMistakenOfPublic = 0.004

/** The threshold of the best F1 on the sentences written for the project, among those at which hardly anything is taken for a
 * request in public chats, and few of those that were written to be. */
function askingFrom(scored: readonly Scored[]): number {
  const seeds = scored.filter(({ set }) => set.startsWith("seeds"))
  const hard = scored.filter(({ set }) => set === "seeds-hard")
  const plain = scored.filter(({ set, positive }) => !set.startsWith("seeds") && !positive)
  let best = { threshold: 0.5, f1: -1 }
  for (let percent = 10; percent <= 90; percent++) {
    const threshold = percent / 100
    const taken = (of: readonly Scored[]) =>
      of.filter(({ score }) => score >= threshold).length / Math.max(1, of.length)
    if (taken(hard) > mostMistaken || taken(plain) > mostMistakenOfPublic) continue
    const { f1 } = precisionRecall(seeds, threshold)
    if (f1 > best.f1) best = { threshold, f1 }
  }
  return best.threshold
}
