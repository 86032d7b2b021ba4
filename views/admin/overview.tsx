import type { ComponentChildren } from "preact"
import type { Day, Present } from "../../src/reports/today"
import { LinkButton } from "../components/button"
import { Callout } from "../components/callout"
import type { Holder } from "../components/holder"
import { Icon } from "../components/icon"
import { Clock, Exact } from "../components/time"
import { ChatbotRows, type ChatbotSummary, count } from "./chatbot-list"
import { type AdminFrame, AdminPage } from "./frame"
import { DayBars } from "./report-days"
import { lasting, percent } from "./report-words"
import { reportPath } from "./reports"

export type Step = { title: string; help: string; href: string; word: string; done: boolean }
/** Something outside that only an owner can set right. */
type TroubleView = { what: string; advice: string; since: string; href: string; word: string }
type GuideOffer = { href: string; name: string | undefined }
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
type Props = {
  frame: AdminFrame
  troubles: TroubleView[]
  steps: Step[]
  chatbots: ChatbotSummary[]
  guide: GuideOffer | undefined
  /** Not before the first conversation. */
  glance: GlanceView | undefined
}

/** How things stand today. Until somebody has written it is about what is left to do; afterwards that is one line. */
export function OverviewPage({ frame, troubles, steps, chatbots, guide, glance }: Props) {
  const isDone = steps.every(({ done }) => done)
  const bots = (
    <section>
      <h2 class="section-title">Your chatbots</h2>
      <ChatbotRows chatbots={chatbots} />
    </section>
  )
  return (
    <AdminPage
      frame={frame}
      section="overview"
      title="Overview"
      width={glance ? "table" : undefined}
      scripts={["/fresh.js"]}
      actions={
        <LinkButton href="/operator" icon="inbox">
          Open the desk
        </LinkButton>
      }
    >
      {troubles.map((trouble) => (
        <TroubleCallout {...trouble} />
      ))}
      {guide ? <Guide {...guide} /> : null}
      {glance ? (
        <>
          {isDone ? null : <SetUpLine steps={steps} />}
          <Glance {...glance} />
          {bots}
          {isDone ? <SetUpLine steps={steps} /> : null}
        </>
      ) : (
        <>
          <SetUp steps={steps} />
          {bots}
        </>
      )}
    </AdminPage>
  )
}

function TroubleCallout({ what, advice, since, href, word }: TroubleView) {
  return (
    <Callout icon="triangle-alert" tone="danger">
      <p>
        <strong>{what}</strong> Since <Exact at={since} />.
      </p>
      <p>
        {advice} <a href={href}>{word}</a>
      </p>
    </Callout>
  )
}

function Guide({ href, name }: GuideOffer) {
  return (
    <section class="card guide-offer" aria-labelledby="guide-offer">
      <div>
        <h2 id="guide-offer">{name ? `Go on with ${name}` : "Your own chatbot in five minutes"}</h2>
        <p class="soft">
          {name
            ? "The guide is where you left it."
            : "Give your website's address; Baton reads it, you try it, choose its colour and paste one line."}
        </p>
      </div>
      <LinkButton href={href} variant="primary" icon="arrow-right">
        {name ? "Go on" : "Start"}
      </LinkButton>
    </section>
  )
}

function SetUp({ steps }: Pick<Props, "steps">) {
  return (
    <section class="card first-steps" aria-labelledby="first-steps">
      <div class="card-head">
        <h2 id="first-steps">First steps</h2>
        <span class="soft">{progressOf(steps)}</span>
      </div>
      <Steps steps={steps} />
    </section>
  )
}

function SetUpLine({ steps }: Pick<Props, "steps">) {
  const next = steps.find(({ done }) => !done)
  return (
    <div class="set-up-line">
      <details class="card">
        <summary>
          <Icon name={next ? "circle" : "circle-check"} />
          <span>
            {next ? `Next: ${next.title.charAt(0).toLowerCase()}${next.title.slice(1)}` : "You are set up"}
            <small class="soft"> {progressOf(steps)}</small>
          </span>
          <Icon name="chevron-down" />
        </summary>
        <Steps steps={steps} />
      </details>
      {next ? (
        <LinkButton href={next.href} aria-label={`${next.word}: ${next.title}`}>
          {next.word}
        </LinkButton>
      ) : null}
    </div>
  )
}

const progressOf = (steps: Step[]) => `${steps.filter(({ done }) => done).length} of ${steps.length} steps done`

function Steps({ steps }: Pick<Props, "steps">) {
  const next = steps.find(({ done }) => !done)
  return (
    <ol class="checklist">
      {steps.map((step) => (
        <li data-done={step.done ? "" : undefined}>
          <Icon name={step.done ? "circle-check" : "circle"} label={step.done ? "Done" : "To do"} />
          <div>
            <h3>{step.title}</h3>
            <p class="soft">{step.help}</p>
          </div>
          <LinkButton
            href={step.href}
            small
            variant={step === next ? "primary" : "quiet"}
            aria-label={`${step.word}: ${step.title}`}
          >
            {step.word}
          </LinkButton>
        </li>
      ))}
    </ol>
  )
}

/** What an owner looks at in the morning. fresh.js asks for it again while somebody looks. */
export function Glance(props: GlanceView) {
  const { waiting, withPeople, gaps, online, team, opensDesk, chatbots, now } = props
  const { conversations, outcomes, waits, ratings, firstReplyMs, byNowYesterday, hours, timeZone } = props
  const busiest = chatbots.toSorted((a, b) => b.conversations - a.conversations)[0]
  const report = busiest ? `${reportPath(busiest.id)}?days=1` : "/admin/reports"
  const handed = outcomes.handed_over + outcomes.assisted
  const alone = outcomes.nobody_came
  return (
    <div id="glance" class="glance" data-fresh="/admin/glance">
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
              online.length > 0
                ? someOf(online)
                : team > 0
                  ? "visitors are told that nobody is there"
                  : "no operator yet"
            }
          />
          <Figure
            name="Questions to look at"
            href={
              gaps.chatbotId ? `/admin/chatbots/${encodeURIComponent(gaps.chatbotId)}/content/gaps` : "/admin/content"
            }
            holder={gaps.count > 0 ? "waiting" : undefined}
            value={gaps.count}
            note={gaps.count > 0 ? "not answered, or not well" : "all were answered"}
          />
        </ul>
      </section>
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
      {conversations > 0 ? (
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
      ) : null}
    </div>
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
