import { existsSync, readdirSync, statSync } from "node:fs"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { evaluateDialogues } from "../escalation/eval-dialogues"
import { evaluateFrustration } from "../escalation/eval-frustration"
import { evaluateHumanRequest } from "../escalation/eval-human-request"
import { knowledgeIn } from "../escalation/eval-knowledge"
import { evaluateRepetition } from "../escalation/eval-repeat"
import { meaning } from "../escalation/meaning"
import { warmUp } from "../escalation/warm-up"
import { evaluateKnowledgeBase } from "../knowledge/eval-kb"

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
const evaluations: (() => object[] | Promise<object[]>)[] = [
  () => evaluateFrustration(directory, deps),
  () => evaluateRepetition(directory, deps, whole),
  () => evaluateHumanRequest(directory, deps),
  ...knowledgeBases(directory).map((folder) => async () => [await evaluateKnowledgeBase(folder)]),
  () => evaluateDialogues(directory, deps, knowledge),
]

warmUp(deps)
let sets = 0
for (const evaluate of evaluations) {
  try {
    for (const result of await evaluate()) {
      sets++
      console.log(JSON.stringify(result))
    }
  } catch (error) {
    // One set that cannot be read must not cost the figures of the others.
    console.error(error)
  }
}
await knowledge.close()
await whole.close()
// Silence would read as “all is well” to whoever runs this from a script.
if (sets === 0) {
  console.error(`There is no set under ${directory} that can be read.`)
  process.exit(1)
}

function knowledgeBases(directory: string): string[] {
  // A link to a folder is a folder, too: whether it holds a knowledge base is all that matters.
  const within = (folder: string) => (existsSync(folder) && statSync(folder).isDirectory() ? readdirSync(folder) : [])
  return within(directory)
    .filter((kind) => kind.startsWith("cd_kb"))
    .flatMap((kind) => within(join(directory, kind)).map((name) => join(directory, kind, name)))
    .filter((folder) => existsSync(join(folder, "kb.jsonl")) && existsSync(join(folder, "queries.jsonl")))
    .sort()
}
