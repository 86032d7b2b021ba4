import type { Trigger } from "../../src/reports/report"
import { Table } from "../components/table"
import { flags } from "../operator/words"
import { percent } from "./report-words"
import { rulesPath } from "./rules"
import { verdictWords } from "./what-if"

const verdicts = ["right", "too_early", "too_late", "not_needed"] as const

export function Triggers({ chatbot, triggers }: { chatbot: string; triggers: Trigger[] }) {
  if (triggers.length === 0)
    return (
      <p class="soft">
        Nothing was flagged. Operators judge each flag with one key: right, too early, too late or not needed.
      </p>
    )
  return (
    <>
      <p class="soft">
        Where few flags are right, <a href={rulesPath(chatbot)}>change the rule or move the slider</a>: “See what would
        change” tries it on the past.
      </p>
      <Table
        caption="Flags by what raised them, and what operators thought of them"
        columns={[
          { label: "What flagged" },
          { label: "Flags", number: true },
          { label: "Judged" },
          { label: "Right", number: true },
        ]}
        isStacked
      >
        {triggers.map((trigger) => (
          <tr>
            <td>
              {trigger.rule
                ? `Rule “${trigger.rule}”`
                : (flags[trigger.kind as keyof typeof flags]?.word ?? trigger.kind)}
            </td>
            <td class="number" data-label="Flags">
              {trigger.flags}
            </td>
            <td data-label="Judged">
              <Verdicts trigger={trigger} />
            </td>
            <td class="number" data-label="Right">
              {trigger.precision === null ? "–" : percent(trigger.precision, 1)}
            </td>
          </tr>
        ))}
      </Table>
    </>
  )
}

/** The verdicts as one bar of four parts, and in words beside it. */
function Verdicts({ trigger }: { trigger: Trigger }) {
  const judged = verdicts.reduce((sum, verdict) => sum + trigger[verdict], 0)
  if (judged === 0) return <small class="soft">not yet</small>
  const given = verdicts.filter((verdict) => trigger[verdict] > 0)
  const said = given.map((verdict) => `${trigger[verdict]} ${verdictWords[verdict]}`).join(", ")
  let from = 0
  return (
    <>
      <svg class="report-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
        {given.map((verdict) => {
          const width = (trigger[verdict] / judged) * 100
          const x = from
          from += width
          return <rect class={`is-${verdict}`} x={x} width={width} height="8" />
        })}
      </svg>
      <small class="soft">{said}</small>
    </>
  )
}
