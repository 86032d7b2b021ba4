import type { FlagVerdict } from "../../src/escalation/judgement-store"
import type { TriedConversation, TriedPlan } from "../../src/escalation/try-plan"
import { Callout } from "../components/callout"
import { Select } from "../components/field"
import { Icon } from "../components/icon"
import { Table } from "../components/table"
import { dayWords, exactly } from "../components/time"
import { reasonWord } from "../operator/words"

/** How many are listed; the count above says how many there are. */
const shown = 20

/** Over how many conversations a change can be tried. */
export const trials = [100, 500, 2000, 10_000]
export const usualTrial = 500

export function TrialSize({ last }: { last: number }) {
  return (
    <Select
      label="Try it on the last"
      name="last"
      value={String(last)}
      options={trials.map((count) => ({ value: String(count), label: `${grouped(count)} conversations` }))}
    />
  )
}

type WhatIfProps = {
  tried: TriedPlan | undefined
  /** The rule that is written: how often it would have held is what its owner wants to know. */
  rule?: string | undefined
  /** Needed only where a page has two of them. */
  id?: string
}

/** What a change would have done in the conversations there have been, before it is saved. */
export function WhatIf({ tried, rule, id = "what-if" }: WhatIfProps) {
  return (
    <div id={id} aria-live="polite">
      {tried ? <Outcome tried={tried} rule={rule} /> : null}
    </div>
  )
}

function Outcome({ tried, rule }: { tried: TriedPlan; rule?: string | undefined }) {
  const { conversations, before, after, offers, added, removed, moved, load } = tried
  if (conversations === 0) {
    return (
      <Callout icon="info">
        <p>There is no conversation yet to try it on. Come back when visitors have written.</p>
      </Callout>
    )
  }
  const held = rule === undefined ? undefined : tried.rules.find(({ id }) => id === rule)?.held
  return (
    <div class="what-if">
      <p class="what-if-sum">
        <strong>{summaryOf(tried)}</strong>
      </p>
      {held === undefined ? null : <p>{heldIn(held, conversations)}</p>}
      <dl class="what-if-figures">
        <Figure name="Called a person" before={before} after={after} most={conversations} />
        <Figure name="Were offered one" before={offers.before} after={offers.after} />
        <Figure name="Calls in the busiest hour" before={load.busiest.before} after={load.busiest.after} />
      </dl>
      {moved > 0 ? (
        <p class="soft">In {counted(moved, "conversation")} a person would come at another message.</p>
      ) : null}
      <Changes title={`${grouped(added.length)} more`} kind="added" found={added} />
      <Changes title={`${grouped(removed.length)} fewer`} kind="removed" found={removed} />
      <Load tried={tried} />
    </div>
  )
}

const heldIn = (held: number, conversations: number) =>
  held === 0
    ? `This rule would have applied in none of the ${grouped(conversations)}.`
    : `This rule would have applied in ${grouped(held)} of the ${grouped(conversations)}.`

export function summaryOf({ conversations, before, after, added, removed }: TriedPlan): string {
  const of = conversations === 1 ? "the last conversation" : `the last ${grouped(conversations)} conversations`
  if (added.length === 0 && removed.length === 0)
    return `Of ${of}, ${grouped(after)} would call a person: the same as now.`
  return `Of ${of}, ${grouped(after)} would call a person instead of ${grouped(before)}.`
}

type FigureProps = { name: string; before: number; after: number; most?: number }

/** Two bars, one above the other: as it is, and as it would be. */
function Figure({ name, before, after, most = Math.max(before, after, 1) }: FigureProps) {
  return (
    <div class="figure">
      <dt>{name}</dt>
      <dd>
        <span class="figure-line">
          <meter class="figure-bar" min={0} max={most} value={before} aria-label={`${name}, now`} />
          <span class="number">{grouped(before)}</span> <span class="soft">now</span>
        </span>
        <span class="figure-line">
          <meter class="figure-bar is-then" min={0} max={most} value={after} aria-label={`${name}, then`} />
          <span class="number">{grouped(after)}</span> <span class="soft">then</span>
        </span>
      </dd>
    </div>
  )
}

const [height, slot] = [56, 12]

/** The calls by the hour of the day: whether those who answer can carry it. The same numbers stand in the table. */
function Load({ tried: { load, perHour, before, after } }: { tried: TriedPlan }) {
  if (before === 0 && after === 0) return null
  const { byHour, timeZone, hours } = load
  const most = Math.max(1, ...byHour.flatMap((one) => [one.before, one.after]))
  const tall = (value: number) => Math.round((value / most) * (height - 2) * 10) / 10
  const zone = timeZone.replaceAll("_", " ")
  return (
    <section class="what-if-load">
      <h2>When the calls come</h2>
      <p class="soft">
        By the hour of the day ({zone}), over {spanIn(hours)}: {perHour.after} calls an hour on average, now{" "}
        {perHour.before}.
      </p>
      <svg
        class="load-chart"
        viewBox={`0 0 ${24 * slot} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Calls by the hour of the day, now and then; at most ${most}`}
      >
        {byHour.map((one, at) => (
          <g>
            <title>{`${clock(at)}: ${one.after} then, ${one.before} now`}</title>
            <rect class="report-day" x={at * slot} width={slot} height={height} />
            <rect
              class="is-now"
              x={at * slot + 1}
              y={height - tall(one.before)}
              width="4.5"
              height={tall(one.before)}
            />
            <rect class="is-then" x={at * slot + 6} y={height - tall(one.after)} width="4.5" height={tall(one.after)} />
          </g>
        ))}
      </svg>
      <div class="report-days soft number" aria-hidden="true">
        <span>0:00</span>
        <span>12:00</span>
        <span>24:00</span>
      </div>
      <details>
        <summary>In numbers</summary>
        <Table
          caption="Calls by the hour of the day"
          columns={[{ label: "Hour" }, { label: "Now", number: true }, { label: "Then", number: true }]}
        >
          {byHour.map((one, at) =>
            one.before + one.after > 0 ? (
              <tr>
                <td>{clock(at)}</td>
                <td class="number">{one.before}</td>
                <td class="number">{one.after}</td>
              </tr>
            ) : null,
          )}
        </Table>
      </details>
    </section>
  )
}

const clock = (hour: number) => `${hour}:00–${hour + 1}:00`
const spanIn = (hours: number) =>
  hours < 48 ? counted(Math.max(1, Math.round(hours)), "hour") : counted(Math.round(hours / 24), "day")

type ChangesProps = { title: string; kind: "added" | "removed"; found: TriedConversation[] }

function Changes({ title, kind, found }: ChangesProps) {
  if (found.length === 0) return null
  return (
    <section class="what-if-list">
      <h2>
        <Icon name={kind === "added" ? "plus" : "x"} />
        {title}
      </h2>
      <Judged found={found} />
      {kind === "removed" && found.some(({ isAnswerKnown }) => !isAnswerKnown) ? (
        <p class="soft">
          There, words alone called a person, so no answer was looked for. Where the AI has none, or the same one again,
          a person may still be called.
        </p>
      ) : null}
      <ul>
        {found.slice(0, shown).map(({ at, message, reason, rule, verdict }) => (
          <li>
            <q>
              <bdi>{message}</bdi>
            </q>
            <span class="soft">
              {rule ? `Rule “${rule}”` : reasonWord(reason)} ·{" "}
              <time dateTime={at} title={exactly(at)}>
                {dayWords(at)}
              </time>
              {verdict ? (
                <>
                  {" · an operator said: "}
                  <strong>{verdictWords[verdict]}</strong>
                </>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      {found.length > shown ? <p class="soft">… and {grouped(found.length - shown)} more.</p> : null}
    </section>
  )
}

/** What operators thought of them, all together: whether it would lose good calls or bad ones. */
function Judged({ found }: { found: TriedConversation[] }) {
  const given = (Object.keys(verdictWords) as FlagVerdict[]).flatMap((verdict) => {
    const count = found.filter((one) => one.verdict === verdict).length
    return count > 0 ? [`${grouped(count)} ${verdictWords[verdict]}`] : []
  })
  return given.length > 0 ? <p class="soft">Operators said of them: {given.join(", ")}.</p> : null
}

export const verdictWords = {
  right: "right",
  too_early: "too early",
  too_late: "too late",
  not_needed: "not needed",
} as const

const counted = (n: number, word: string) => `${grouped(n)} ${word}${n === 1 ? "" : "s"}`
const grouped = (n: number) => n.toLocaleString("en")
