import type { ComponentChildren } from "preact"
import type { HandBack } from "../../src/conversations/bounds"
import { Avatar, holderIcon } from "../components/holder"
import { Icon, type IconName } from "../components/icon"
import { Quoted } from "../components/quoted"
import { Exact, exactly } from "../components/time"
import { outcomes } from "../contacts/props"
import { Flag } from "./flag"
import type { Actor, EventOf, TimelineEvent, Verdict } from "./props"
import { ReceiptMark, type ReceiptProps } from "./receipt"
import { SaveReply, Suggest } from "./suggestion"
import { holderOf, percent, reasonWord, safeHref } from "./words"

type TimelineProps = { events: TimelineEvent[]; verdicts: Map<number, Verdict | undefined>; receipt: ReceiptProps }

/** What happened, oldest first. `role="log"`: additions are read out, the rest is not read again. */
export function Timeline({ events, verdicts, receipt }: TimelineProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <div class="timeline-scroll" id="timeline-scroll" role="log" aria-label="Conversation" tabIndex={0}>
      <ol class="timeline" id="timeline">
        {events.map((event, index) => (
          <Entry
            event={event}
            continues={continues(events[index - 1], event)}
            verdict={verdicts.get(event.id)}
            receipt={event.id === receipt.receipt?.eventId ? receipt : undefined}
          />
        ))}
      </ol>
    </div>
  )
}

/** A second message by the same person needs no second name. */
const continues = (before: TimelineEvent | undefined, event: TimelineEvent) =>
  before?.type === "message" &&
  event.type === "message" &&
  before.actor.kind === event.actor.kind &&
  before.actor.id === event.actor.id

type EntryProps = {
  event: TimelineEvent
  continues?: boolean
  verdict?: Verdict | undefined
  receipt?: ReceiptProps | undefined
}

/** One event as all operators see it, or nothing for those that only move the list and the panel. */
export function Entry({ event, continues = false, verdict, receipt }: EntryProps) {
  switch (event.type) {
    case "message":
      return <Message event={event} continues={continues} receipt={receipt} />
    case "note":
    case "whisper":
    case "recap":
      return <Paper event={event} />
    case "state":
      return (
        <Line event={event} icon={holderIcon(event.to)} class={`turn turn-${event.to}`}>
          {stateLine(event)}
        </Line>
      )
    case "notice":
      return (
        <Line event={event} icon="message-square" class="told">
          The visitor reads: “<bdi>{event.text}</bdi>”
        </Line>
      )
    case "signal":
      return <Flag event={event} verdict={verdict} />
    case "tried":
      return event.outcome === "escalated" ? (
        <Line event={event} icon="search">
          The AI looked for “<bdi>{event.query}</bdi>” and did not answer (
          {event.failure ?? `${percent(event.confidence)} sure`})
        </Line>
      ) : null
    case "assignment":
      // Who got it is told by the change of hands beside it; the rest is told nowhere else.
      return event.reason in assignmentLines ? (
        <Line event={event} icon="timer">
          {assignmentLines[event.reason]}
        </Line>
      ) : null
    case "contact":
      return (
        <Line event={event} icon="contact">
          {event.actor.name || "The visitor"} {event.actor.kind === "operator" ? "noted" : "left"} {contactWords(event)}
        </Line>
      )
    case "booking":
      return (
        <Line event={event} icon="calendar">
          <Quoted text={bookingWords(event)} />
        </Line>
      )
    case "rating":
      return (
        <Line event={event} icon="thumbs-up">
          <Quoted text={`Rated ${event.score} of 5${event.comment ? `: “${event.comment}”` : ""}`} />
        </Line>
      )
  }
}

/** What is wider than the window scrolls, and must then be reached by keyboard. No sanitised tag has an attribute yet. */
const reachable = (html: string) => html.replace(/<(pre|table)>/g, '<$1 tabindex="0">')

const assignmentLines: Record<string, string> = {
  deadline_passed: "Waited longer than promised: everybody was called again",
  offered: "Offered to an operator",
  offer_passed: "The offer expired: it goes to the next",
  offer_withdrawn: "The operator it was offered to has left: it goes to the next",
  overflow: "Moved on to the backup queue",
  queue_deleted: "Moved to another queue: this one was deleted",
}

type MessageProps = { event: EventOf<"message">; continues: boolean; receipt: ReceiptProps | undefined }

function Message({ event, continues, receipt }: MessageProps) {
  const { id, actor, at, html, text, citations = [], attachments = [], suggestions = [], confidence } = event
  return (
    <li
      class={["entry message", `by-${actor.kind}`, actor.kind !== "visitor" && "baton", continues && "continues"]
        .filter(Boolean)
        .join(" ")}
      id={`event-${id}`}
      data-event={id}
      data-actor={`${actor.kind}:${actor.id}`}
      data-holder={holderOf(event)}
      data-client-id={event.clientId}
    >
      <EntryHead actor={actor} at={at}>
        {confidence !== undefined ? <span class="soft">{percent(confidence)} sure</span> : null}
      </EntryHead>
      {html ? (
        <div
          class="prose"
          dir="auto"
          // Sanitised where it was rendered. The text itself is as it was written, and never used as HTML.
          dangerouslySetInnerHTML={{ __html: reachable(html) }}
        />
      ) : (
        <div class="prose" dir="auto">
          <p>{text}</p>
        </div>
      )}
      {attachments.length > 0 ? (
        <ul class="attachments">
          {attachments.map((file) => (
            <li>
              <a class="attachment" href={safeHref(file.url)} target="_blank" rel="noopener">
                <Icon name="paperclip" />
                {file.name}
              </a>
            </li>
          ))}
        </ul>
      ) : null}
      {citations.length > 0 ? (
        <ol class="sources" aria-label="Sources">
          {citations.map(({ title, url, quote }, index) => (
            <li>
              <a class="source" href={safeHref(url)} target="_blank" rel="noopener" title={quote}>
                <span class="source-number">{index + 1}</span>
                {title}
              </a>
            </li>
          ))}
        </ol>
      ) : null}
      {suggestions.length > 0 ? (
        <ul class="suggested" aria-label="Suggested to the visitor">
          {suggestions.map((each) => (
            <li class="chip" dir="auto">
              {each}
            </li>
          ))}
        </ul>
      ) : null}
      {receipt ? <ReceiptMark {...receipt} /> : null}
      {actor.kind === "operator" ? (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
        <div class="own-acts" role="group" aria-label="Acts on this message" aria-live="off">
          <Suggest conversationId={event.conversationId} eventId={id} />
          {text ? <SaveReply conversationId={event.conversationId} eventId={id} /> : null}
        </div>
      ) : null}
    </li>
  )
}

const papers: Record<"note" | "whisper" | "recap", { icon: IconName; word: string }> = {
  note: { icon: "sticky-note", word: "Note, for colleagues" },
  whisper: { icon: "ear", word: "Whispered to the AI" },
  recap: { icon: "file-text", word: "Recap" },
}

function Paper({ event }: { event: EventOf<"note" | "whisper" | "recap"> }) {
  const { icon, word } = papers[event.type]
  return (
    <li
      class={`entry paper paper-${event.type}`}
      id={`event-${event.id}`}
      data-event={event.id}
      data-client-id={event.clientId}
    >
      <EntryHead actor={event.actor} at={event.at}>
        <span class="paper-kind">
          <Icon name={icon} />
          {word}
        </span>
      </EntryHead>
      {event.text ? (
        <div class="prose" dir="auto">
          <p>{event.text}</p>
        </div>
      ) : null}
      {event.type === "recap" ? <Closure outcome={event.outcome} tags={event.tags} /> : null}
      {event.type === "whisper" && event.handBack ? <HandedOver {...event.handBack} /> : null}
    </li>
  )
}

/** How it ended, as whoever closed it said. */
export function Closure({ outcome, tags = [] }: { outcome?: string | undefined; tags?: string[] | undefined }) {
  if (!outcome && tags.length === 0) return null
  return (
    <p class="tags">
      {outcome ? <span class="badge">{outcomes[outcome] ?? outcome}</span> : null}
      {tags.map((tag) => (
        <span class="chip">{tag}</span>
      ))}
    </p>
  )
}

/** What went to the AI along with a hand-back. */
function HandedOver({ facts = [], bounds }: HandBack) {
  const rows: [string, ComponentChildren][] = [
    ["Decided or promised", facts.join("\n")],
    ["Comes back on", bounds?.returnOn.join(", ") ?? ""],
    ["Answers only about", bounds?.only.join(", ") ?? ""],
    ["Until", bounds?.until ? <Exact at={new Date(bounds.until).toISOString()} /> : ""],
  ]
  const shown = rows.filter(([, value]) => value !== "")
  return shown.length > 0 ? (
    <dl class="handed-over">
      {shown.map(([name, value]) => (
        <div>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  ) : null
}

function EntryHead({ actor, at, children }: { actor: Actor; at: string; children?: ComponentChildren }) {
  return (
    <div class="entry-head">
      <Avatar name={actor.name} holder={actor.kind === "ai" ? "ai" : actor.kind === "operator" ? "human" : undefined} />
      <strong class="entry-who">{actor.name || actorWords[actor.kind]}</strong>
      {actor.kind === "ai" ? <span class="chip">AI</span> : null}
      {children}
      <time class="entry-time" dateTime={at} title={exactly(at)} data-clock>
        {at.slice(11, 16)}
      </time>
    </div>
  )
}

const actorWords: Record<Actor["kind"], string> = {
  visitor: "Visitor",
  ai: "AI",
  operator: "Operator",
  system: "Baton",
}

type LineProps = { event: TimelineEvent; icon: IconName; class?: string; children: ComponentChildren }

/** What happened between two messages, in one line. */
function Line({ event, icon, class: extra, children }: LineProps) {
  return (
    <li
      class={["entry line", extra].filter(Boolean).join(" ")}
      id={`event-${event.id}`}
      data-event={event.id}
      data-holder={holderOf(event)}
    >
      <Icon name={icon} />
      <span class="line-words">{children}</span>
      <time class="entry-time" dateTime={event.at} title={exactly(event.at)} data-clock>
        {event.at.slice(11, 16)}
      </time>
    </li>
  )
}

function stateLine({ from, to, reason, actor }: EventOf<"state">): string {
  const who = actor.name || actorWords[actor.kind]
  if (to === "human") return `${who} took over${from === "human" ? " from a colleague" : ""}`
  if (to === "ai") return `${who} handed back to the AI`
  if (to === "closed") return `${who} closed the conversation`
  return `Waiting for a person${reason ? `: ${reasonWord(reason)}` : ""}`
}

/** In the zone that the visitor named it in, since that is what they expect. */
function bookingWords({ action, name, start, timeZone, contact, people, note }: EventOf<"booking">): string {
  const time = new Date(start).toLocaleString("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    timeZone,
  })
  const more = [people > 1 && `${people} people`, contact.phone, contact.email, note && `“${note}”`].filter(Boolean)
  return [`${bookingActs[action]}: ${name}, ${time} (${timeZone})`, ...more].join(" · ")
}

const bookingActs = { booked: "Booked", moved: "Moved", cancelled: "Cancelled" }

function contactWords({ name, email, phone, company }: EventOf<"contact">): string {
  const given = [email && `an email (${email})`, phone && `a phone number (${phone})`, name && `a name (${name})`]
  return [...given, company && `a company (${company})`].filter(Boolean).join(", ") || "details"
}
