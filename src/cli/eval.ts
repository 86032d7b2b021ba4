import { existsSync, statSync } from "node:fs"
import { parseArgs } from "node:util"
import { type DataSet, readSets } from "../escalation/data-set"
import { evaluateDialogues, hasTurns } from "../escalation/eval-dialogues"
import { evaluateFrustration } from "../escalation/eval-frustration"
import { evaluateHumanRequest } from "../escalation/eval-human-request"
import { knowledgeIn } from "../escalation/eval-knowledge"
import { evaluateRepetition, isPair, knowledgeOf } from "../escalation/eval-repeat"
import { meaning } from "../escalation/meaning"
import { warmUp } from "../escalation/warm-up"
import { evaluateKnowledgeBase, knowledgeBasesIn } from "../knowledge/eval-kb"

// `npm run eval -- --data DIR`: every set under DIR through the code of the product, one JSON line a set and nothing else.
const { values } = parseArgs({ options: { data: { type: "string" } }, strict: false })
const directory = typeof values.data === "string" ? values.data : undefined
if (!directory) {
  console.error("Say where the judgement data is: npm run eval -- --data DIR")
  process.exit(1)
}
if (!existsSync(directory) || !statSync(directory).isDirectory()) {
  console.error(`There is no folder ${directory}.`)
  process.exit(1)
}

const deps = meaning
const knowledge = knowledgeIn(directory, "without")
// What is asked twice is asked twice, whether or not the content has an answer.
const whole = knowledgeIn(directory, "whole")
const bases = knowledgeOf(directory)

type Evaluation = { set: string; skipped: number; isEmpty: boolean; run: () => object | Promise<object> }
const each = (sets: DataSet[], run: (set: DataSet) => object | Promise<object>): Evaluation[] =>
  sets.map((it) => ({ ...it, isEmpty: it.rows.length === 0, run: () => run(it) }))
const evaluations: Evaluation[] = [
  ...each(readSets(directory, "a_frustration"), (set) => evaluateFrustration(set, deps)),
  ...each(readSets(directory, "a2_repeat", isPair), (set) => evaluateRepetition(set, deps, whole, bases)),
  ...each(readSets(directory, "b_human_request"), (set) => evaluateHumanRequest(set, deps)),
  ...knowledgeBasesIn(directory).map((base) => ({
    ...base,
    isEmpty: base.entries.length === 0 || base.queries.length === 0,
    run: () => evaluateKnowledgeBase(base),
  })),
  ...each(readSets(directory, "e_escalation", hasTurns), (set) => evaluateDialogues(set, deps, knowledge)),
]

warmUp(deps)
let judged = 0
for (const { set, skipped, isEmpty, run } of evaluations) {
  const rows = skipped === 1 ? "1 row" : `${skipped} rows`
  try {
    if (isEmpty) console.error(`${set}: nothing in it can be judged; ${rows} could not be read.`)
    else {
      console.log(JSON.stringify({ ...(await run()), ...(skipped > 0 ? { skipped } : {}) }))
      judged++
      if (skipped > 0) console.error(`${set}: ${rows} could not be read and were left out.`)
    }
  } catch (error) {
    // One set that cannot be judged must not cost the figures of the others.
    console.error(`${set}: it could not be judged.`, error)
  }
}
await knowledge.close()
await whole.close()
// Silence would read as “all is well” to whoever runs this from a script.
if (judged === 0) {
  console.error(`There is no set under ${directory} that can be read.`)
  process.exit(1)
}
