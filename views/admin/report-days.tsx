import type { DayFigures } from "../../src/reports/summary"
import { Table } from "../components/table"
import { dayWords } from "../components/time"
import { count } from "./chatbot-list"
import { lasting } from "./report-words"

const [chartHeight, slot] = [100, 12]

/** Each day a bar. The same figures stand in the table. */
export function DayChart({ days }: { days: DayFigures[] }) {
  const [first, last] = [days[0], days.at(-1)]
  return (
    <DayBars
      bars={days.map(({ day, conversations, ai, escalations }) => ({
        all: conversations,
        ai,
        title: `${dayWords(day)}: ${count(conversations, "conversation", "conversations")}, ${ai} by the AI alone, ${count(escalations, "call", "calls")} of a person`,
      }))}
      said="Conversations a day"
      most={(n) => `${count(n, "conversation", "conversations")} on the busiest day`}
      ends={first && last ? [dayWords(first.day), dayWords(last.day)] : []}
    />
  )
}

type BarsProps = {
  bars: { all: number; ai: number; title: string }[]
  said: string
  /** What the tallest bar stands for. */
  most: (count: number) => string
  /** Beneath, from the first to the last. */
  ends: string[]
}

/** Bars of equal spans of time: what the AI carried alone below, the rest above. */
export function DayBars({ bars, said, most: mostWords, ends }: BarsProps) {
  const most = Math.max(1, ...bars.map(({ all }) => all))
  const tall = (value: number) => Math.round((value / most) * (chartHeight - 4) * 10) / 10
  return (
    <figure class="report-chart">
      <figcaption class="report-legend soft">
        <span class="report-key is-ai">the AI alone</span>
        <span class="report-key is-human">a person was called</span>
        <span class="report-most number">{mostWords(most)}</span>
      </figcaption>
      <svg
        viewBox={`0 0 ${bars.length * slot} ${chartHeight}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${said}, ${most} at most`}
      >
        {bars.map(({ all, ai, title }, index) => (
          <g>
            <title>{title}</title>
            <rect class="report-day" x={index * slot} width={slot} height={chartHeight} />
            <rect class="is-ai" x={index * slot + 1.5} y={chartHeight - tall(ai)} width={slot - 3} height={tall(ai)} />
            <rect
              class="is-human"
              x={index * slot + 1.5}
              y={chartHeight - tall(all)}
              width={slot - 3}
              height={tall(all - ai)}
            />
          </g>
        ))}
      </svg>
      <div class="report-days soft number" aria-hidden="true">
        {ends.map((end) => (
          <span>{end}</span>
        ))}
      </div>
    </figure>
  )
}

export function DayTable({ days, timeZone }: { days: DayFigures[]; timeZone: string }) {
  return (
    <>
      <p class="soft">Days as they begin and end in {timeZone.replaceAll("_", " ")}.</p>
      <Table
        caption="Conversations, calls and waits of each day"
        columns={[
          { label: "Day" },
          { label: "Conversations", number: true },
          { label: "AI alone", number: true },
          { label: "Calls", number: true },
          { label: "Usual wait", number: true },
        ]}
      >
        {days.toReversed().map(({ day, conversations, ai, escalations, medianWaitMs }) => (
          <tr>
            <td class="log-time">{dayWords(day)}</td>
            <td class="number">{conversations}</td>
            <td class="number">{ai}</td>
            <td class="number">{escalations}</td>
            <td class="number">{medianWaitMs === null ? "–" : lasting(medianWaitMs)}</td>
          </tr>
        ))}
      </Table>
    </>
  )
}
