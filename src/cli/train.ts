import { parseArgs } from "node:util"
import { knowledgeIn } from "../escalation/eval-knowledge"
import { rounded } from "../escalation/measures"
import { readExamples, type TrainingReport, train } from "../escalation/train"
import { trainRepetition } from "../escalation/train-repetition"
import { trainConfidence } from "../knowledge/train-confidence"

// `npm run train -- --data DIR`: learns everything that is learnt anew. The same data gives the same files. `--only` names one
// part: confidence, mood or repetition.
const { values } = parseArgs({
  options: { data: { type: "string" }, out: { type: "string" }, only: { type: "string" } },
})
const directory = values.data
if (!directory) {
  console.error("Say where the judgement data is: npm run train -- --data DIR")
  process.exit(1)
}
const parts = ["confidence", "mood", "repetition"]
if (values.only !== undefined && !parts.includes(values.only)) {
  console.error(`There is no part “${values.only}”. --only names one of: ${parts.join(", ")}.`)
  process.exit(1)
}
const isWanted = (part: string) => values.only === undefined || values.only === part

// The confidence first: it speaks in what counts as asked again.
if (isWanted("confidence") && !values.out) await trainConfidence(directory, (line) => console.log(JSON.stringify(line)))
if (isWanted("mood")) await trainMood(directory)
if (isWanted("repetition") && !values.out) {
  const asks = [
    { ask: knowledgeIn(directory, "whole"), whole: true },
    { ask: knowledgeIn(directory, "without"), whole: false },
  ]
  await trainRepetition(directory, asks, (line) => console.log(line))
  for (const { ask } of asks) await ask.close()
}

async function trainMood(directory: string) {
  const examples = readExamples(directory)
  if (examples.frustration.every(({ set }) => set === "seeds")) {
    console.error(`There is no a_frustration folder with rows in ${directory}.`)
    process.exit(1)
  }
  const frustration = train("frustration", examples.frustration)
  const confusion = train("confusion", examples.confusion)
  const request = train("request", examples.request)
  const file = values.out ?? new URL("../escalation/weights.json", import.meta.url).pathname
  const weights = { frustration: frustration.weights, confusion: confusion.weights, request: request.weights }
  await Bun.write(file, `${JSON.stringify(weights, null, 2)}\n`)
  print("frustration", frustration.weights.threshold, frustration.report)
  print("confusion", confusion.weights.threshold, confusion.report)
  print("request", request.weights.threshold, request.report)
}

function print(name: string, threshold: number, report: TrainingReport[]) {
  console.log(`${name}: threshold ${threshold}; cross-validated | trained on`)
  for (const { set, n, crossValidated: cv, trainedOn: on } of report) {
    const figures = ({ auroc, precision, recall, f1, alarmRate }: typeof cv) =>
      [auroc, precision, recall, f1, alarmRate].map((figure) => String(rounded(figure, 3) ?? "–").padStart(6)).join(" ")
    console.log(`  ${set.padEnd(24)} n ${String(n).padStart(6)}  auroc p r f1 alarms: ${figures(cv)} | ${figures(on)}`)
  }
}
