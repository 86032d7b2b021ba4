import type { TriedConversation, TriedPlan } from "../../src/escalation/try-plan"
import { Callout } from "../components/callout"
import { Icon } from "../components/icon"
import { exactly } from "../components/time"
import { reasonWord } from "../operator/words"

/** How many are listed; the count above says how many there are. */
const shown = 20

/** What a change would have done in the conversations there have been, before it is saved. */
export function WhatIf({ tried }: { tried: TriedPlan | undefined }) {
  return (
    <div id="what-if" aria-live="polite">
      {tried ? <Outcome tried={tried} /> : null}
    </div>
  )
}

function Outcome({ tried }: { tried: TriedPlan }) {
  const { conversations, before, after, offers, added, removed, moved, perHour } = tried
  if (conversations === 0) {
    return (
      <Callout icon="info">
        <p>There is no conversation yet to try it on. Come back when visitors have written.</p>
      </Callout>
    )
  }
  return (
    <div class="what-if">
      <p class="what-if-sum">
        <strong>{summaryOf(tried)}</strong>
      </p>
      <dl class="what-if-figures">
        <Figure name="Called a person" before={before} after={after} most={conversations} />
        <Figure name="Were offered one" before={offers.before} after={offers.after} most={conversations} />
        <Figure name="Calls an hour" before={perHour.before} after={perHour.after} />
      </dl>
      {moved > 0 ? (
        <p class="soft">In {counted(moved, "conversation")} a person would come at another message.</p>
      ) : null}
      <Changes title={`${added.length} more`} kind="added" found={added} />
      <Changes title={`${removed.length} fewer`} kind="removed" found={removed} />
    </div>
  )
}

export function summaryOf({ conversations, before, after }: TriedPlan): string {
  const of = `of the last ${counted(conversations, "conversation")}`
  if (before === after) return `${capital(of)}, ${after} would call a person, as now.`
  return `${capital(of)}, ${after} would call a person instead of ${before}.`
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
          <span class="number">{before}</span> <span class="soft">now</span>
        </span>
        <span class="figure-line">
          <meter class="figure-bar is-then" min={0} max={most} value={after} aria-label={`${name}, then`} />
          <span class="number">{after}</span> <span class="soft">then</span>
        </span>
      </dd>
    </div>
  )
}

type ChangesProps = { title: string; kind: "added" | "removed"; found: TriedConversation[] }

function Changes({ title, kind, found }: ChangesProps) {
  if (found.length === 0) return null
  return (
    <section class="what-if-list">
      <h2>
        <Icon name={kind === "added" ? "plus" : "x"} />
        {title}
      </h2>
      <ul>
        {found.slice(0, shown).map(({ at, message, reason, rule, verdict }) => (
          <li>
            <q>{message}</q>
            <span class="soft">
              {rule ? `Rule “${rule}”` : reasonWord(reason)} ·{" "}
              <time dateTime={at} title={exactly(at)}>
                {at.slice(0, 10)}
              </time>
              {verdict ? ` · an operator said: ${verdictWords[verdict]}` : ""}
            </span>
          </li>
        ))}
      </ul>
      {found.length > shown ? <p class="soft">… and {found.length - shown} more.</p> : null}
    </section>
  )
}

export const verdictWords = {
  right: "right",
  too_early: "too early",
  too_late: "too late",
  not_needed: "not needed",
} as const

const counted = (n: number, word: string) => `${n} ${word}${n === 1 ? "" : "s"}`
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
