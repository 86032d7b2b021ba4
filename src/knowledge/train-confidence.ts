/**
 * Learns confidence.json from a folder of knowledge bases (`DIR/cd_kb/NAME`) and the demo shop's questions:
 *   npm run train -- --only confidence --data DIR
 * Deterministic: full-batch, no randomness.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { cutPage } from "./chunk"
import { phrasingInputs, textInputs, weights } from "./confidence"
import { auroc, type KbEntry, type KbQuery, type Observation, observe, readKnowledgeBase } from "./eval-kb"
import { createLexicon } from "./lexicon"
import { looked } from "./rank"
import { meantBy } from "./synonyms"
import { createTextModel, type TextFeatures, textFeatures } from "./texts"
import { wordsOf } from "./words"

type Linear = Record<string, number>
type Weights = { titled: Linear; plain: Linear; phrasing: Linear; text: Linear }
type KnowledgeBase = { name: string; entries: KbEntry[]; queries: KbQuery[] }

// How much a wrong answer to an answerable question counts as confidence that there is one.
const nearlyRight = 0.2
const demo = join(import.meta.dir, "../../data/demo")

/** Learns from everything, reports what each set gets when it is left out, and writes confidence.json. */
export async function trainConfidence(data: string, print: (line: object) => void = () => {}): Promise<void> {
  const folder = join(data, "cd_kb")
  const bases: KnowledgeBase[] = (existsSync(folder) ? readdirSync(folder).sort() : []).map((name) => ({
    name,
    ...readKnowledgeBase(join(folder, name)),
  }))
  const shop = demoBase()
  if (shop) bases.push(shop)
  const withText = bases.filter(({ entries }) => entries.some(({ answer }) => answer.trim()))
  const titled = withText.filter(({ entries }) => entries.some(({ title }) => title))
  const plain = withText.filter((base) => !titled.includes(base))
  const learnt: Weights = {
    ...weights,
    titled: fitRanking(withText.flatMap(listsOf)),
    plain: fitRanking(plain.flatMap(listsOf)),
  }
  Object.assign(weights, learnt)

  const seen = new Map<string, Observation[]>()
  for (const { name, entries, queries } of bases) seen.set(name, await observe(entries, queries))
  for (const kind of ["phrasing", "text"] as const) {
    const sets = [...seen].map(([name, all]) => ({ name, all: all.filter(({ evidence }) => evidence[kind]) }))
    const used = sets.filter(({ all }) => all.length > 0)
    for (const left of used) {
      const others = used.filter((set) => set !== left)
      const by =
        others.length > 0
          ? fitConfidence(
              kind,
              others.map(({ all }) => all),
            )
          : weights[kind]
      print({ kind, leftOut: left.name, ...report(kind, left.all, by) })
    }
    learnt[kind] = fitConfidence(
      kind,
      used.map(({ all }) => all),
    )
    for (const { name, all } of used) print({ kind, trainedOn: name, ...report(kind, all, learnt[kind]) })
  }
  Object.assign(weights, learnt)
  writeFileSync(join(import.meta.dir, "confidence.json"), `${JSON.stringify(roundedAll(learnt), null, 2)}\n`)
}

type List = { features: TextFeatures[]; right: boolean[] }

/** Each question with the features of the passages that could be meant. */
function listsOf({ entries, queries }: KnowledgeBase): List[] {
  const lexicon = createLexicon()
  const groups = new Map<string, number>()
  const model = createTextModel(
    lexicon,
    entries.map(({ id, title, answer }) => {
      const page = id.split("#")[0]!
      if (!groups.has(page)) groups.set(page, groups.size)
      return { group: groups.get(page)!, heading: title.replace(" › ", "\n"), body: answer }
    }),
  )
  const all = entries.map((_, index) => index)
  const lists: List[] = []
  for (const { text, answers, kind } of queries) {
    if (kind !== "in" || answers.length === 0) continue
    let words = wordsOf(text).map(lexicon.repair)
    words = [...words, ...meantBy(words)]
    const isRight = entries.map(({ id }) => answers.includes(id))
    const kept = [...new Set([...model.preselect(words, all, looked), ...all.filter((index) => isRight[index])])]
    lists.push({ features: model.features(words, kept), right: kept.map((index) => isRight[index]!) })
  }
  return lists
}

/** Weights under which the right passage of each list stands first as likely as can be. */
function fitRanking(lists: readonly List[]): Linear {
  const decay = 0.003
  const sharpness = 8
  const names = [...textFeatures]
  const rows = lists.map(({ features, right }) => ({
    right,
    inputs: features.map((one) => names.map((name) => one[name])),
  }))
  const found = descend(names.length, 400, (by) => {
    const slope = new Float64Array(names.length)
    for (const { inputs, right } of rows) {
      const scores = inputs.map((row) => sharpness * row.reduce((sum, value, i) => sum + value * by[i]!, 0))
      const highest = Math.max(...scores)
      const masses = scores.map((score) => Math.exp(score - highest))
      const total = masses.reduce((sum, mass) => sum + mass, 0)
      const rightly = masses.reduce((sum, mass, i) => sum + (right[i] ? mass : 0), 0) || 1
      for (const [i, mass] of masses.entries()) {
        const pull = sharpness * (mass / total - (right[i] ? mass / rightly : 0))
        for (let j = 0; j < names.length; j++) slope[j]! += (pull * inputs[i]![j]!) / rows.length
      }
    }
    for (let j = 0; j < names.length; j++) slope[j]! += decay * by[j]!
    return slope
  })
  return Object.fromEntries(names.map((name, i) => [name, found[i]!]))
}

/** A logistic model of being right; every set counts the same, however many questions it has. */
function fitConfidence(kind: "phrasing" | "text", sets: readonly (readonly Observation[])[]): Linear {
  const decay = 0.001
  const inputs = kind === "phrasing" ? phrasingInputs : textInputs
  const rows = sets.flatMap((set) =>
    set.map(({ evidence, right, answerable }) => ({
      row: inputs(evidence),
      // A wrong passage for a question that has an answer is still nearer to one than what nothing answers.
      goal: right ? 1 : answerable ? nearlyRight : 0,
      weight: 1 / set.length / sets.length,
    })),
  )
  const names = Object.keys(rows[0]!.row)
  const matrix = rows.map(({ row }) => names.map((name) => row[name]!))
  const found = descend(names.length, 3000, (by) => {
    const slope = new Float64Array(names.length)
    for (const [k, row] of matrix.entries()) {
      const value = row.reduce((sum, input, i) => sum + input * by[i]!, 0)
      const miss = rows[k]!.weight * (1 / (1 + Math.exp(-value)) - rows[k]!.goal)
      for (let i = 0; i < row.length; i++) slope[i]! += miss * row[i]!
    }
    for (let i = 0; i < names.length; i++) if (names[i] !== "one") slope[i]! += decay * by[i]!
    return slope
  })
  return Object.fromEntries(names.map((name, i) => [name, found[i]!]))
}

/** Adam, from a fixed start. */
function descend(size: number, steps: number, slopeAt: (by: Float64Array) => Float64Array): Float64Array {
  const by = new Float64Array(size).fill(0.3)
  const mean = new Float64Array(size)
  const square = new Float64Array(size)
  for (let step = 1; step <= steps; step++) {
    const slope = slopeAt(by)
    for (let i = 0; i < size; i++) {
      mean[i] = 0.9 * mean[i]! + 0.1 * slope[i]!
      square[i] = 0.999 * square[i]! + 0.001 * slope[i]! ** 2
      by[i]! -= (0.05 * (mean[i]! / (1 - 0.9 ** step))) / (Math.sqrt(square[i]! / (1 - 0.999 ** step)) + 1e-8)
    }
  }
  return by
}

function report(kind: "phrasing" | "text", all: readonly Observation[], by: Linear) {
  const inputs = kind === "phrasing" ? phrasingInputs : textInputs
  const scored = all.map(({ evidence, right, answerable }) => {
    const row = inputs(evidence)
    let value = 0
    for (const name in by) value += by[name]! * (row[name] ?? 0)
    return { confidence: 1 / (1 + Math.exp(-value)), right, answerable }
  })
  const of = (answerable: boolean) =>
    scored.filter((one) => one.answerable === answerable).map(({ confidence }) => confidence)
  const sure = scored.filter(({ confidence }) => confidence >= 0.8)
  return {
    n: scored.length,
    answerable_auroc: auroc(of(true), of(false)),
    sure: sure.length / scored.length,
    sureRight: sure.filter(({ right }) => right).length / Math.max(sure.length, 1),
    mean: scored.reduce((sum, { confidence }) => sum + confidence, 0) / scored.length,
    right: scored.filter(({ right }) => right).length / scored.length,
  }
}

/** The demo shop's pages and questions in the same form; what its pages do not hold is unanswerable. */
function demoBase(): KnowledgeBase | undefined {
  if (!existsSync(join(demo, "questions.jsonl"))) return undefined
  const entries: KbEntry[] = []
  for (const name of readdirSync(join(demo, "content")).sort()) {
    if (!name.endsWith(".md")) continue
    const page = cutPage(readFileSync(join(demo, "content", name), "utf8"))
    for (const [place, { headings, text }] of page.passages.entries())
      entries.push({
        id: `${name}#${place}`,
        title: `${page.title} › ${headings}`,
        questions: [],
        answer: text,
        hole: false,
      })
  }
  const queries = readFileSync(join(demo, "questions.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line, index) => {
      const { question, pages, contains } = JSON.parse(line) as { question: string; pages: string[]; contains?: string }
      const onPages = entries.filter(({ id }) => pages.includes(id.split("#")[0]!))
      const exact = onPages.filter(({ answer }) => contains && answer.includes(contains))
      const answers = (exact.length > 0 ? exact : onPages).map(({ id }) => id)
      return { id: `demo-${index}`, text: question, answers, kind: answers.length > 0 ? "in" : "far" }
    })
  return { name: "demo", entries, queries }
}

function roundedAll(all: Weights): Weights {
  const round = (by: Linear) =>
    Object.fromEntries(Object.entries(by).map(([name, value]) => [name, Math.round(value * 1000) / 1000]))
  return { titled: round(all.titled), plain: round(all.plain), phrasing: round(all.phrasing), text: round(all.text) }
}
