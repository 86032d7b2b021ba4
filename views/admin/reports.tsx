import type { Disagreement, ModelsReport, Report, Trigger } from "../../src/reports/report"
import type { DayFigures, Outcome, Waits } from "../../src/reports/summary"
import { LinkButton } from "../components/button"
import { Card } from "../components/card"
import { Empty } from "../components/empty"
import { Icon } from "../components/icon"
import { Table } from "../components/table"
import { Tabs } from "../components/tabs"
import { dayWords, exactly } from "../components/time"
import { conversationPath, flags, reasonWord, percent as share } from "../operator/words"
import { count } from "./chatbot-list"
import { type AdminFrame, AdminPage } from "./frame"
import { rulesPath } from "./rules"
import { verdictWords } from "./what-if"

/** In days; one is since midnight. */
export const reportPeriods = [1, 7, 30, 90]
export const reportPath = (chatbotId: string, rest = "") => `/admin/reports/${encodeURIComponent(chatbotId)}${rest}`

/** A file each, with the numbers of its card. */
const exports = [
  { table: "days", word: "Day by day" },
  { table: "carried", word: "Who carried the conversations" },
  { table: "calls", word: "What called a person" },
  { table: "waits", word: "How long visitors waited" },
  { table: "ratings", word: "Ratings" },
  { table: "flags", word: "How the flags were judged" },
]

type Head = { id: string; name: string }
type ReportPageProps = { frame: AdminFrame; chatbot: Head; chatbots: Head[]; period: number; report: Report }

export function ReportPage({ frame, chatbot, chatbots, period, report }: ReportPageProps) {
  const path = reportPath(chatbot.id)
  return (
    <AdminPage
      frame={frame}
      section="reports"
      title="Reports"
      width="table"
      tab={chatbot.name}
      intro="Whether the AI carries what it can, and calls a person when one is needed."
      actions={
        <details class="menu">
          <summary class="button">
            <Icon name="download" /> Export
          </summary>
          <div class="menu-panel">
            {exports.map(({ table, word }) => (
              <a class="menu-item" href={`${path}/${table}.csv?days=${period}`} download>
                {word}
              </a>
            ))}
          </div>
        </details>
      }
    >
      {chatbots.length > 1 ? (
        <Tabs
          label="Chatbot"
          tabs={chatbots.map(({ id, name }) => ({ href: reportPath(id), label: name, current: id === chatbot.id }))}
        />
      ) : null}
      <nav class="pills" aria-label="Time">
        {reportPeriods.map((days) => (
          <a class="pill" href={`${path}?days=${days}`} aria-current={days === period ? "page" : undefined}>
            {days === 1 ? "Today" : `${days} days`}
          </a>
        ))}
      </nav>
      {report.conversations === 0 && report.escalations.length === 0 ? (
        <Empty icon="chart-column" title="Nothing to report yet">
          <p>
            No visitor wrote {period === 1 ? "since midnight" : `in the last ${period} days`}. What they ask, and who
            answers, adds up here.
          </p>
        </Empty>
      ) : (
        <Figures chatbot={chatbot} report={report} />
      )}
    </AdminPage>
  )
}

export function NoReportPage({ frame }: { frame: AdminFrame }) {
  return (
    <AdminPage frame={frame} section="reports" title="Reports">
      <Empty icon="bot" title="No chatbot yet">
        <p>Make one first; then its conversations add up here.</p>
        <LinkButton href="/admin/chatbots/new" variant="primary">
          Make a chatbot
        </LinkButton>
      </Empty>
    </AdminPage>
  )
}

function Figures({ chatbot, report }: { chatbot: Head; report: Report }) {
  const { conversations, outcomes, waits, ratings, escalations, triggers, days, timeZone } = report
  const called = escalations.reduce((sum, one) => sum + one.count, 0)
  return (
    <>
      <dl class="report-figures">
        <Figure name="Conversations" value={String(conversations)} note={`${report.closed} of them closed`} />
        <Figure
          name="By the AI alone"
          value={percent(outcomes.ai, conversations)}
          note={count(outcomes.ai, "conversation", "conversations")}
        />
        <Figure name="People called" value={String(called)} note={calledNote(waits, called)} />
        <Figure
          name="Usual wait"
          value={waits.medianMs === null ? "–" : lasting(waits.medianMs)}
          note={
            waits.p90Ms === null
              ? waits.waiting + waits.left > 0
                ? "nobody was taken over yet"
                : "nobody had to wait"
              : `nine in ten at most ${lasting(waits.p90Ms)}; ${percent(waits.withinMinute, waits.answered)} within a minute`
          }
        />
        {ratings.mean === null ? null : (
          <Figure
            name="Rating"
            value={ratings.mean.toFixed(1)}
            note={`of 5, from ${count(ratings.count, "visitor", "visitors")}`}
          />
        )}
      </dl>
      {days.length > 1 ? (
        <Card title="Day by day">
          <DayChart days={days} />
          <details class="report-numbers">
            <summary>In numbers</summary>
            <DayTable days={days} timeZone={timeZone} />
          </details>
        </Card>
      ) : null}
      <div class="report-cards">
        <Card title="Who carried the conversations" id="carried">
          <ul class="report-bars">
            {outcomeWords.map(({ outcome, word, meaning, holder }) => (
              <Bar
                name={word}
                note={meaning}
                value={outcomes[outcome]}
                most={Math.max(1, conversations)}
                holder={holder}
                share={percent(outcomes[outcome], conversations)}
              />
            ))}
          </ul>
        </Card>
        <Card title="What called a person" id="calls">
          {escalations.length === 0 ? (
            <p class="soft">Nothing did in this time.</p>
          ) : (
            <ul class="report-bars">
              {escalations.map(({ reason, count: times }) => (
                <Bar
                  name={capital(reasonWord(reason))}
                  value={times}
                  most={called}
                  holder="waiting"
                  share={percent(times, called)}
                />
              ))}
            </ul>
          )}
        </Card>
        <Card title="How long visitors waited" id="waits">
          <WaitBars waits={waits} />
        </Card>
        <Card title="Ratings" id="ratings">
          {ratings.count === 0 ? (
            <p class="soft">Nobody rated in this time. Visitors are asked when a conversation has ended.</p>
          ) : (
            <ul class="report-bars">
              {ratings.scores
                .map((given, at) => (
                  <Bar
                    name={`${at + 1} of 5`}
                    value={given}
                    most={ratings.count}
                    holder={at + 1 >= 4 ? "human" : at + 1 === 3 ? "waiting" : "not_needed"}
                    share={percent(given, ratings.count)}
                  />
                ))
                .toReversed()}
            </ul>
          )}
        </Card>
      </div>
      <Card title="How the flags were judged">
        <Triggers chatbot={chatbot.id} triggers={triggers} />
      </Card>
      <Models {...report.models} />
    </>
  )
}

/** What is true of those who were called for: some may wait at this moment. */
function calledNote({ left, waiting }: Waits, called: number): string {
  const notes = [left > 0 && `${left} ended before anybody came`, waiting > 0 && `${waiting} still waiting`]
  return notes.filter(Boolean).join(", ") || (called > 0 ? "nobody was left waiting" : "nobody had to be")
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
        return <Bar name={name} value={visitors} most={most} holder="human" share={percent(visitors, most)} />
      })}
      <Bar
        name="Nobody came"
        note="the conversation ended"
        value={left}
        most={most}
        holder="not_needed"
        share={percent(left, most)}
      />
      <Bar name="Still waiting" value={waiting} most={most} holder="waiting" share={percent(waiting, most)} />
    </ul>
  )
}

function Figure({ name, value, note }: { name: string; value: string; note: string }) {
  return (
    <div class="card report-figure">
      <dt>{name}</dt>
      <dd>
        <span class="report-value">{value}</span>
        <small class="soft">{note}</small>
      </dd>
    </div>
  )
}

const outcomeWords: {
  outcome: Outcome
  word: string
  meaning: string
  holder: "ai" | "human" | "waiting" | "assisted"
}[] = [
  { outcome: "ai", word: "The AI alone", meaning: "nobody was called", holder: "ai" },
  { outcome: "assisted", word: "A person, then the AI", meaning: "handed back after help", holder: "assisted" },
  { outcome: "handed_over", word: "A person", meaning: "taken over and carried on", holder: "human" },
  { outcome: "nobody_came", word: "Nobody came", meaning: "called, and not taken over", holder: "waiting" },
]

type BarProps = { name: string; note?: string; value: number; most: number; holder: string; share: string }

function Bar({ name, note, value, most, holder, share }: BarProps) {
  return (
    <li>
      <span class="report-bar-name">
        {name}
        {note ? <small class="soft"> {note}</small> : null}
      </span>
      <svg class="report-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
        <rect class="report-track" width="100" height="8" />
        <rect class={`is-${holder}`} width={Math.round((value / most) * 1000) / 10} height="8" />
      </svg>
      <span class="number">
        {value} <small class="soft">{share}</small>
      </span>
    </li>
  )
}

const [chartHeight, slot] = [100, 12]

/** Each day a bar. The same figures stand in the table. */
function DayChart({ days }: { days: DayFigures[] }) {
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

function DayTable({ days, timeZone }: { days: DayFigures[]; timeZone: string }) {
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

const verdicts = ["right", "too_early", "too_late", "not_needed"] as const

function Triggers({ chatbot, triggers }: { chatbot: string; triggers: Trigger[] }) {
  if (triggers.length === 0)
    return (
      <p class="soft">
        Nothing was flagged. Operators answer each flag with one key: right, too early, too late or not needed.
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
      >
        {triggers.map((trigger) => (
          <tr>
            <td>
              {trigger.rule
                ? `Rule “${trigger.rule}”`
                : (flags[trigger.kind as keyof typeof flags]?.word ?? trigger.kind)}
            </td>
            <td class="number">{trigger.flags}</td>
            <td>
              <Verdicts trigger={trigger} />
            </td>
            <td class="number">{trigger.precision === null ? "–" : percent(trigger.precision, 1)}</td>
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

/** Nothing of it where no model is connected. */
function Models({ secondOpinions, disagreements }: ModelsReport) {
  const { given, changed } = secondOpinions
  const { count: times, newest } = disagreements
  if (given === 0 && times === 0) return null
  return (
    <Card title="Where models saw it differently">
      <p class="soft">
        {given > 0
          ? `${count(given, "second opinion was", "second opinions were")} given in doubt; ${changed} changed a decision. `
          : ""}
        {times === 0 ? "Nowhere did a model and Baton differ much." : null}
      </p>
      {times > 0 ? (
        <ul class="report-differences">
          {newest.slice(0, shownDifferences).map((one) => (
            <li>
              <a href={`${conversationPath(one.conversationId)}#event-${one.eventId}`} title="Open in the desk">
                <q>
                  <bdi>{one.message}</bdi>
                </q>
              </a>
              <span class="soft">
                {differenceOf(one)} ·{" "}
                <time dateTime={one.at} title={exactly(one.at)}>
                  {dayWords(one.at)}
                </time>
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {times > shownDifferences ? <p class="soft">… and {times - shownDifferences} more.</p> : null}
    </Card>
  )
}

const shownDifferences = 20

/** Who saw what, and what came of it. */
function differenceOf({ frustration, mood, wantsPerson, second, decision }: Disagreement): string {
  const seen = [
    `Baton saw ${share(frustration)} frustration`,
    ...(mood === undefined ? [] : [`the AI ${wantsPerson ? "wanted a person" : `read ${moodWord(mood)}`}`]),
    ...(second ? [`a second model read ${moodWord(second.mood)}${second.needsPerson ? ", needs a person" : ""}`] : []),
  ]
  return `${seen.join("; ")} → ${second?.changed ? `${decisionWords[decision]} because of it` : decisionWords[decision]}`
}

const decisionWords = {
  answer: "the AI went on",
  offer: "a person was offered",
  escalate: "a person was called",
} as const

const moodWord = (mood: number) => (mood < 0.2 ? "calm" : mood < 0.5 ? "confused" : mood < 0.9 ? "frustrated" : "angry")

export const percent = (part: number, whole: number) =>
  whole === 0 ? "–" : `${Math.round((part / whole) * 100)}\u00a0%`
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** As somebody would say it: 40 s, 3 min, 2.5 h. */
export function lasting(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000))
  if (seconds < 90) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 90) return `${minutes} min`
  const hours = minutes / 60
  return hours < 36 ? `${Math.round(hours * 2) / 2} h` : `${Math.round(hours / 24)} days`
}
