import type { Report } from "../../src/reports/report"
import type { Waits } from "../../src/reports/summary"
import { LinkButton } from "../components/button"
import { Card } from "../components/card"
import { Empty } from "../components/empty"
import { Icon } from "../components/icon"
import { Tabs } from "../components/tabs"
import { count } from "./chatbot-list"
import { type AdminFrame, AdminPage } from "./frame"
import { Calls, Outcomes, Ratings, WaitCard } from "./report-cards"
import { DayChart, DayTable } from "./report-days"
import { Triggers } from "./report-flags"
import { Models } from "./report-models"
import { lasting, percent } from "./report-words"

/** In days; one is since midnight. */
export const reportPeriods = [1, 7, 30, 90]

export const reportPath = (chatbotId: string) => `/admin/reports/${encodeURIComponent(chatbotId)}`

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
      <Glance report={report} called={called} />
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
        <Outcomes outcomes={outcomes} conversations={conversations} />
        <Calls escalations={escalations} called={called} />
        <WaitCard waits={waits} />
        <Ratings ratings={ratings} />
      </div>
      <Card title="How the flags were judged">
        <Triggers chatbot={chatbot.id} triggers={triggers} />
      </Card>
      <Models {...report.models} />
    </>
  )
}

/** The whole in five figures. */
function Glance({ report, called }: { report: Report; called: number }) {
  const { conversations, closed, outcomes, waits, ratings } = report
  return (
    <dl class="report-figures">
      <Figure name="Conversations" value={String(conversations)} note={`${closed} of them closed`} />
      <Figure
        name="By the AI alone"
        value={percent(outcomes.ai, conversations)}
        note={count(outcomes.ai, "conversation", "conversations")}
      />
      <Figure name="People called" value={String(called)} note={calledNote(waits, called)} />
      <Figure
        name="Usual wait"
        value={waits.medianMs === null ? "–" : lasting(waits.medianMs)}
        note={waitNote(waits)}
      />
      {ratings.mean === null ? null : (
        <Figure
          name="Rating"
          value={ratings.mean.toFixed(1)}
          note={`of 5, from ${count(ratings.count, "visitor", "visitors")}`}
        />
      )}
    </dl>
  )
}

function waitNote({ p90Ms, waiting, left, withinMinute, answered }: Waits): string {
  if (p90Ms !== null) return `nine in ten at most ${lasting(p90Ms)}; ${percent(withinMinute, answered)} within a minute`
  return waiting + left > 0 ? "nobody was taken over yet" : "nobody had to wait"
}

/** What is true of those who were called for: some may wait at this moment. */
function calledNote({ left, waiting }: Waits, called: number): string {
  const notes = [left > 0 && `${left} ended before anybody came`, waiting > 0 && `${waiting} still waiting`]
  return notes.filter(Boolean).join(", ") || (called > 0 ? "nobody was left waiting" : "nobody had to be")
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
