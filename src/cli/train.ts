import { parseArgs } from "node:util"
import { rounded } from "../escalation/measures"
import { readExamples, type TrainingReport, train } from "../escalation/train"

// `npm run train -- --data DIR`: learns the weights of the judgement anew. The same data gives the same file.
const { values } = parseArgs({ options: { data: { type: "string" }, out: { type: "string" } } })
if (!values.data) {
  console.error("Say where the judgement data is: npm run train -- --data DIR")
  process.exit(1)
}

const examples = readExamples(values.data)
if (examples.frustration.every(({ set }) => set === "seeds")) {
  console.error(`There is no a_frustration folder with rows in ${values.data}.`)
  process.exit(1)
}

const frustration = train("frustration", examples.frustration)
const confusion = train("confusion", examples.confusion)
const file = values.out ?? new URL("../escalation/weights.json", import.meta.url).pathname
await Bun.write(
  file,
  `${JSON.stringify({ frustration: frustration.weights, confusion: confusion.weights }, null, 2)}\n`,
)

print("frustration", frustration.weights.threshold, frustration.report)
print("confusion", confusion.weights.threshold, confusion.report)

function print(name: string, threshold: number, report: TrainingReport[]) {
  console.log(`${name}: threshold ${threshold}; cross-validated | trained on`)
  for (const { set, n, crossValidated: cv, trainedOn: on } of report) {
    const figures = ({ auroc, precision, recall, f1, alarmRate }: typeof cv) =>
      [auroc, precision, recall, f1, alarmRate].map((figure) => String(rounded(figure, 3) ?? "–").padStart(6)).join(" ")
    console.log(`  ${set.padEnd(24)} n ${String(n).padStart(6)}  auroc p r f1 alarms: ${figures(cv)} | ${figures(on)}`)
  }
}
