import type { Report } from "../../src/reports/report"
import type { Outcome, Waits } from "../../src/reports/summary"
import { Card } from "../components/card"
import { reasonWord } from "../operator/words"
import { lasting, percent } from "./report-words"

const outcomeWords: { outcome: Outcome; word: string; meaning: string; holder: BarProps["holder"] }[] = [
  { outcome: "ai", word: "The AI alone", meaning: "nobody was called", holder: "ai" },
  { outcome: "assisted", word: "A person, then the AI", meaning: "handed back after help", holder: "assisted" },
  { outcome: "handed_over", word: "A person", meaning: "taken over and carried on", holder: "human" },
  { outcome: "nobody_came", word: "Nobody came", meaning: "called, and not taken over", holder: "waiting" },
]

export function Outcomes({ outcomes, conversations }: Pick<Report, "outcomes" | "conversations">) {
  return (
    <Card title="Who carried the conversations" id="carried">
      <ul class="report-bars">
        {outcomeWords.map(({ outcome, word, meaning, holder }) => (
          <Bar name={word} note={meaning} value={outcomes[outcome]} most={conversations} holder={holder} />
        ))}
      </ul>
    </Card>
  )
}

/** @param called how many calls there were in all. */
export function Calls({ escalations, called }: Pick<Report, "escalations"> & { called: number }) {
  return (
    <Card title="What called a person" id="calls">
      {escalations.length === 0 ? (
        <p class="soft">Nothing did in this time.</p>
      ) : (
        <ul class="report-bars">
          {escalations.map(({ reason, count }) => (
            <Bar name={capital(reasonWord(reason))} value={count} most={called} holder="waiting" />
          ))}
        </ul>
      )}
    </Card>
  )
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

export function WaitCard({ waits }: Pick<Report, "waits">) {
  return (
    <Card title="How long visitors waited" id="waits">
      <WaitBars waits={waits} />
    </Card>
  )
}

/** Of those who were taken over, how soon; and who was not. */
function WaitBars({ waits: { spans, answered, left, waiting } }: { waits: Waits }) {
  const most = answered + left + waiting
  if (most === 0) return <p class="soft">Nobody had to wait in this time.</p>
  let from = ""
  return (
    <ul class="report-bars">
      {spans.map(({ upToMs, count: visitors }) => {
        const name = upToMs === null ? `Longer than ${from}` : `Up to ${lasting(upToMs)}`
        from = upToMs === null ? from : lasting(upToMs)
        return <Bar name={name} value={visitors} most={most} holder="human" />
      })}
      <Bar name="Nobody came" note="the conversation ended" value={left} most={most} holder="not_needed" />
      <Bar name="Still waiting" value={waiting} most={most} holder="waiting" />
    </ul>
  )
}

export function Ratings({ ratings }: Pick<Report, "ratings">) {
  return (
    <Card title="Ratings" id="ratings">
      {ratings.count === 0 ? (
        <p class="soft">Nobody rated in this time. Visitors are asked when a conversation has ended.</p>
      ) : (
        <ul class="report-bars">
          {ratings.scores
            .map((given, at) => (
              <Bar name={`${at + 1} of 5`} value={given} most={ratings.count} holder={holderOfScore(at + 1)} />
            ))
            .toReversed()}
        </ul>
      )}
    </Card>
  )
}

const holderOfScore = (score: number) => (score >= 4 ? "human" : score === 3 ? "waiting" : "not_needed")

type BarProps = {
  name: string
  note?: string
  value: number
  /** Of how many: what the whole bar stands for. */
  most: number
  holder: "ai" | "human" | "waiting" | "assisted" | "not_needed"
}

function Bar({ name, note, value, most, holder }: BarProps) {
  const width = most === 0 ? 0 : Math.round((value / most) * 1000) / 10
  return (
    <li>
      <span class="report-bar-name">
        {name}
        {note ? <small class="soft"> {note}</small> : null}
      </span>
      <svg class="report-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
        <rect class="report-track" width="100" height="8" />
        <rect class={`is-${holder}`} width={width} height="8" />
      </svg>
      <span class="number">
        {value} <small class="soft">{percent(value, most)}</small>
      </span>
    </li>
  )
}
