import { writeFileSync } from "node:fs"
import { readSets } from "./data-set"
import type { AskKnowledge } from "./eval-dialogues"
import { isPair, knowledgeOf, toQuestion } from "./eval-repeat"
import { meaning } from "./meaning"
import { auroc } from "./measures"
import { areAsked, askedInputs, type PairInputs, pairInputs, wordInputs } from "./repetition"

/** Learns repetition.json from pairs of questions, with and without the knowledge bases that answer them. Deterministic. */
type Pair = { source: string; group: string; again: boolean; isAsked: boolean; whole: boolean; inputs: PairInputs }
type Linear = { one: number } & Record<string, number>

export async function trainRepetition(
  directory: string,
  asks: { ask: AskKnowledge; whole: boolean }[],
  print: (line: string) => void = () => {},
): Promise<void> {
  const bases = knowledgeOf(directory)
  const pairs: Pair[] = []
  for (const { rows } of readSets(directory, "a2_repeat", isPair))
    for (const row of rows)
      for (const { ask, whole } of asks) {
        const [a, b] = [await toQuestion(row, "a", bases, ask), await toQuestion(row, "b", bases, ask)]
        const group = bases.labelOf(String(row.a_id)) ?? String(row.id)
        pairs.push({
          source: String(row.src),
          group,
          again: row.repeat === 1 || row.repeat === true,
          isAsked: areAsked(a, b),
          whole,
          inputs: pairInputs(a, b, meaning),
        })
      }
  if (pairs.length === 0) return
  const learnt = {
    words: fit(pairs, wordInputs),
    asked: fit(
      pairs.filter((one) => one.isAsked),
      askedInputs,
    ),
  }
  const sources = [...new Set(pairs.map(({ source }) => source))]
  for (const [name, names, used] of [
    ["words alone", wordInputs, pairs.filter(({ whole }) => whole)],
    ["with the whole content", askedInputs, pairs.filter((one) => one.isAsked && one.whole)],
    ["with content that has holes", askedInputs, pairs.filter((one) => one.isAsked && !one.whole)],
  ] as const) {
    const all = names === wordInputs ? pairs : pairs.filter((one) => one.isAsked)
    const figure = (tested: readonly Pair[], by: (pair: Pair) => Linear) =>
      auroc(tested.map((pair) => ({ score: linear(by(pair), names, pair.inputs), positive: pair.again }))).toFixed(3)
    const folds = [0, 1, 2, 3, 4].map((fold) =>
      fit(
        all.filter(({ group }) => foldOf(group) !== fold),
        names,
      ),
    )
    print(`repetition, ${name}: cross-validated ${figure(used, ({ group }) => folds[foldOf(group)]!)}`)
    for (const source of sources.length > 1 ? sources : []) {
      const tested = used.filter((pair) => pair.source === source)
      const without = fit(
        all.filter((pair) => pair.source !== source),
        names,
      )
      const crossValidated = figure(tested, ({ group }) => folds[foldOf(group)]!)
      print(`  ${source}: left out ${figure(tested, () => without)}, cross-validated ${crossValidated}`)
    }
    const on = names === wordInputs ? learnt.words : learnt.asked
    print(`  trained on ${figure(used, () => on)}`)
  }
  writeFileSync(new URL("./repetition.json", import.meta.url).pathname, `${JSON.stringify(learnt, null, 2)}\n`)
}

const decay = 5

/** Logistic regression on standardised inputs, all rows at once, from nothing. Every source weighs the same. */
function fit(pairs: readonly Pair[], names: readonly (keyof PairInputs)[], steps = 400): Linear {
  const sizes = new Map<string, number>()
  for (const { source } of pairs) sizes.set(source, (sizes.get(source) ?? 0) + 1)
  const weightOf = ({ source }: Pair) => Math.sqrt(pairs.length / sizes.size / sizes.get(source)!)
  const mean = names.map((name) => pairs.reduce((sum, { inputs }) => sum + inputs[name], 0) / pairs.length)
  const spread = names.map(
    (name, i) =>
      Math.sqrt(pairs.reduce((sum, { inputs }) => sum + (inputs[name] - mean[i]!) ** 2, 0) / pairs.length) || 1,
  )
  const rows = pairs.map((pair) => ({
    inputs: [...names.map((name, i) => (pair.inputs[name] - mean[i]!) / spread[i]!), 1],
    again: pair.again ? 1 : 0,
    weight: weightOf(pair),
  }))
  const size = names.length + 1
  const by = new Float64Array(size)
  const momentum = new Float64Array(size)
  const square = new Float64Array(size)
  for (let step = 1; step <= steps; step++) {
    const slope = new Float64Array(size)
    for (const { inputs, again, weight } of rows) {
      let sum = 0
      for (let i = 0; i < size; i++) sum += by[i]! * inputs[i]!
      const miss = weight * (1 / (1 + Math.exp(-sum)) - again)
      for (let i = 0; i < size; i++) slope[i]! += miss * inputs[i]!
    }
    for (let i = 0; i < size; i++) {
      if (i < names.length) slope[i]! += decay * by[i]!
      momentum[i] = 0.9 * momentum[i]! + 0.1 * slope[i]!
      square[i] = 0.999 * square[i]! + 0.001 * slope[i]! ** 2
      by[i]! -= (0.05 * (momentum[i]! / (1 - 0.9 ** step))) / (Math.sqrt(square[i]! / (1 - 0.999 ** step)) + 1e-8)
    }
  }
  const rounded = (value: number) => Math.round(value * 1000) / 1000
  const learnt: Linear = {
    one: rounded(names.reduce((sum, _, i) => sum - (by[i]! * mean[i]!) / spread[i]!, by[size - 1]!)),
  }
  for (const [i, name] of names.entries()) learnt[name] = rounded(by[i]! / spread[i]!)
  return learnt
}

function linear(by: Linear, names: readonly (keyof PairInputs)[], inputs: PairInputs): number {
  return names.reduce((sum, name) => sum + by[name]! * inputs[name], by.one)
}

/** What answers the same stays in one part. */
function foldOf(group: string): number {
  let sum = 7
  for (const letter of group) sum = (sum * 31 + letter.charCodeAt(0)) % 1_000_003
  return sum % 5
}
