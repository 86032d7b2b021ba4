import type { ComponentChildren } from "preact"
import type { Day, Present } from "../../src/reports/today"
import type { Holder } from "../components/holder"
import { Clock } from "../components/time"
import { count } from "./chatbot-list"
import { contentPath } from "./content"
import { DayBars } from "./report-days"
import { lasting, percent } from "./report-words"
import { reportPath } from "./reports"

export type GlanceView = Pick<
  Day,
  "timeZone" | "conversations" | "outcomes" | "waits" | "ratings" | "firstReplyMs" | "byNowYesterday"
> &
  Present & {
    hours: Day["days"]
    /** Names of the operators who are there. */
    online: string[]
    /** Operators in all. */
    team: number
    /** Whether this owner may open the desk. */
    opensDesk: boolean
    chatbots: { id: string; name: string; conversations: number }[]
    now: number
  }

/** What an owner looks at in the morning. fresh.js asks for it again while somebody looks. */
export function Glance(props: GlanceView) {
  return (
    <div id="glance" class="glance" data-fresh="/admin/glance">
      <RightNow {...props} />
      <Today {...props} />
      {props.conversations > 0 ? <HourByHour {...props} /> : null}
    </div>
  )
}

function RightNow({ waiting, withPeople, gaps, online, team, opensDesk, now }: GlanceView) {
  return (
    <section aria-labelledby="glance-now">
      <h2 class="section-title" id="glance-now">
        Right now
      </h2>
      <ul class="glance-figures">
        <Figure
          name="Waiting for a person"
          href={opensDesk ? "/operator" : "/admin/queues"}
          holder={waiting.count > 0 ? "waiting" : undefined}
          value={waiting.count}
          note={
            waiting.since === null ? (
              "nobody has to"
            ) : (
              <>
                longest <Clock since={new Date(waiting.since).toISOString()} now={now} />
                {waiting.late > 0 ? <strong class="is-late">, {waiting.late} longer than promised</strong> : null}
              </>
            )
          }
        />
        <Figure
          name="With a person"
          href={opensDesk ? "/operator/team" : "/admin/team"}
          holder={withPeople > 0 ? "human" : undefined}
          value={withPeople}
          note={withPeople === 1 ? "conversation" : "conversations"}
        />
        <Figure
          name="Online"
          href="/admin/team"
          holder={online.length > 0 ? "human" : waiting.count > 0 ? "danger" : undefined}
          value={online.length}
          unit={team > 0 ? `of ${team}` : undefined}
          note={
            online.length > 0 ? someOf(online) : team > 0 ? "visitors are told that nobody is there" : "no operator yet"
          }
        />
        <Figure
          name="Questions to look at"
          href={gaps.chatbotId ? `${contentPath(gaps.chatbotId)}/gaps` : "/admin/content"}
          holder={gaps.count > 0 ? "waiting" : undefined}
          value={gaps.count}
          note={gaps.count > 0 ? "not answered, or not well" : "all were answered"}
        />
      </ul>
    </section>
  )
}

function Today(props: GlanceView) {
  const { conversations, outcomes, waits, ratings, firstReplyMs, byNowYesterday, timeZone, chatbots } = props
  const busiest = chatbots.toSorted((a, b) => b.conversations - a.conversations)[0]
  const report = busiest ? `${reportPath(busiest.id)}?days=1` : "/admin/reports"
  const handed = outcomes.handed_over + outcomes.assisted
  const alone = outcomes.nobody_came
  return (
    <section aria-labelledby="glance-today">
      <h2 class="section-title" id="glance-today">
        Today <small>· since midnight in {timeZone.replaceAll("_", " ")}</small>
      </h2>
      <ul class="glance-figures">
        <Figure
          name="Conversations"
          href={report}
          value={conversations}
          note={`${byNowYesterday || "none"} by this time yesterday`}
        />
        <Figure
          name="By the AI alone"
          href={`${report}#carried`}
          holder={outcomes.ai > 0 ? "ai" : undefined}
          value={percent(outcomes.ai, conversations)}
          note={count(outcomes.ai, "conversation", "conversations")}
        />
        <Figure
          name="Handed to a person"
          href={`${report}#calls`}
          holder={handed > 0 ? "human" : undefined}
          value={handed}
          note={alone > 0 ? `${alone} called one, nobody came yet` : "nobody was left waiting"}
        />
        <Figure
          name="First reply"
          href={`${report}#waits`}
          value={firstReplyMs === null ? "–" : firstReplyMs < 1000 ? "< 1 s" : lasting(firstReplyMs)}
          note={
            waits.medianMs === null
              ? "usually, after the first message"
              : `usually; a person came after ${lasting(waits.medianMs)}`
          }
        />
        <Figure
          name="Rating"
          href={`${report}#ratings`}
          value={ratings.mean === null ? "–" : ratings.mean.toFixed(1)}
          unit={ratings.mean === null ? undefined : "of 5"}
          note={ratings.count === 0 ? "nobody has rated yet" : `from ${count(ratings.count, "visitor", "visitors")}`}
        />
      </ul>
    </section>
  )
}

function HourByHour({ hours }: Pick<GlanceView, "hours">) {
  return (
    <section class="card" aria-label="Hour by hour">
      <DayBars
        bars={hours.map(({ day, conversations: all, ai, escalations }) => ({
          all,
          ai,
          title: `${day}:00: ${count(all, "conversation", "conversations")}, ${ai} by the AI alone, ${count(escalations, "call", "calls")} of a person`,
        }))}
        said="Conversations an hour, today"
        most={(n) => `${count(n, "conversation", "conversations")} in the busiest hour`}
        ends={["00:00", "06:00", "12:00", "18:00", "24:00"]}
      />
    </section>
  )
}

type FigureProps = {
  name: string
  href: string
  value: string | number
  unit?: string | undefined
  note: ComponentChildren
  holder?: Holder | "danger" | undefined
}

function Figure({ name, href, value, unit, note, holder }: FigureProps) {
  return (
    <li>
      <a class={holder ? "card glance-figure baton" : "card glance-figure"} href={href} data-holder={holder}>
        <span class="glance-name">{name}</span>
        <span class="glance-value">
          {value}
          {unit ? <small class="soft"> {unit}</small> : null}
        </span>
        <small class="soft">{note}</small>
      </a>
    </li>
  )
}

/** “Ana, Ben and 3 more” */
const someOf = (names: string[]) =>
  names.length <= 3 ? names.join(", ") : `${names.slice(0, 2).join(", ")} and ${names.length - 2} more`
