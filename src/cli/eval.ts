import { parseArgs } from "node:util"
import { evaluateDialogues } from "../escalation/eval-dialogues"
import { evaluateFrustration } from "../escalation/eval-frustration"
import { evaluateHumanRequest } from "../escalation/eval-human-request"
import { knowledgeIn } from "../escalation/eval-knowledge"
import { evaluateRepetition } from "../escalation/eval-repeat"
import type { SetResult } from "../escalation/set-result"
import { warmUp } from "../escalation/warm-up"
import { similarity } from "../knowledge/vectors"

// `npm run eval -- --data DIR`: every set under DIR through the code of the product, one JSON line a set and nothing else.
const { values } = parseArgs({ options: { data: { type: "string" } }, strict: false })
const directory = typeof values.data === "string" ? values.data : undefined
if (!directory) {
  console.error("Say where the judgement data is: npm run eval -- --data DIR")
  process.exit(1)
}

const deps = { similarity }
const kinds: (() => SetResult[] | Promise<SetResult[]>)[] = [
  () => evaluateFrustration(directory, deps),
  () => evaluateRepetition(directory, deps),
  () => evaluateHumanRequest(directory, deps),
  () => evaluateDialogues(directory, deps, knowledgeIn(directory)),
]

warmUp(deps)
for (const evaluate of kinds) {
  try {
    for (const result of await evaluate()) console.log(JSON.stringify(result))
  } catch (error) {
    // One set that cannot be read must not cost the figures of the others.
    console.error(error)
  }
}
