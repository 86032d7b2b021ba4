import { Empty } from "../components/empty"
import { Icon, type IconName } from "../components/icon"
import { dayWords, exactly, Relative } from "../components/time"
import { Paging } from "../operator/list-page"
import { plain } from "../operator/words"
import type { ContactProps } from "./contact"
import { contactPath, outcomes, type TimelineView } from "./props"

const icons: Record<TimelineView["kind"], IconName> = {
  visit: "globe",
  conversation: "message-square",
  note: "sticky-note",
  booking: "calendar",
  follow_up: "check-check",
  mail: "mail",
  consent: "shield",
  merge: "users",
}

export function Timeline(props: ContactProps) {
  const { place, contact, timeline, earlier, isFirst } = props
  const path = contactPath(place, contact.id)
  return (
    <>
      <Happened {...props} />
      <Paging
        first={isFirst || timeline.length === 0 ? undefined : path}
        next={earlier && `${path}?before=${encodeURIComponent(earlier)}`}
        word="What happened earlier"
      />
    </>
  )
}

function Happened({ place, contact, timeline, now }: ContactProps) {
  if (timeline.length === 0)
    return (
      <Empty icon="history" title="Nothing has happened yet">
        <p>Visits, conversations, notes, bookings, follow-ups and emails appear here, newest first.</p>
      </Empty>
    )
  return (
    <ol class="contact-timeline" aria-label="What happened, newest first">
      {timeline.map((item) => (
        <li class={`contact-event is-${item.kind}`}>
          <span class="contact-event-icon">
            <Icon name={icons[item.kind]} />
          </span>
          <div>
            <p class="contact-event-head">
              <strong>
                {item.kind === "conversation" && !place.isAdmin ? (
                  <a href={`/operator/conversations/${encodeURIComponent(item.id)}`}>{item.title}</a>
                ) : (
                  item.title
                )}
              </strong>
              <Facts item={item} />
              <Relative at={item.at} now={now} class="soft" />
            </p>
            {item.text ? <p class="contact-event-text">{item.text.split("\n").map(plain).join("\n")}</p> : null}
            {item.by || item.kind === "note" || item.kind === "merge" ? (
              <div class="soft contact-event-foot">
                {item.by ?? ""}
                {item.kind === "note" && item.conversationId === null ? (
                  <form
                    method="post"
                    action={contactPath(place, contact.id, `/notes/${encodeURIComponent(item.id)}/remove`)}
                  >
                    <button type="submit" class="link-button" aria-label={`Remove the note: ${item.text.slice(0, 60)}`}>
                      Remove
                    </button>
                  </form>
                ) : null}
                {item.kind === "merge" && !item.facts.undone ? (
                  <form
                    method="post"
                    action={contactPath(place, contact.id, `/merges/${encodeURIComponent(item.id)}/undo`)}
                  >
                    <button type="submit" class="link-button" aria-label={`Undo: ${item.title}`}>
                      Undo
                    </button>
                  </form>
                ) : null}
              </div>
            ) : null}
          </div>
        </li>
      ))}
    </ol>
  )
}

function Facts({ item }: { item: TimelineView }) {
  const { facts } = item
  const shown = [
    facts.outcome && (outcomes[facts.outcome] ?? facts.outcome),
    facts.rating && `${facts.rating} of 5`,
    facts.tags,
    facts.pages,
    facts.from && `from ${hostOf(facts.from)}`,
    facts.campaign,
    facts.device,
    facts.start && timeIn(facts.start, facts.timeZone),
    facts.people && `${facts.people} people`,
    facts.due && `due ${dayWords(facts.due)}`,
    facts.undone && "undone",
    item.kind === "mail" && (mailStates[facts.state ?? ""] ?? facts.state),
    facts.answer,
  ].filter(Boolean)
  return (
    <>
      {item.kind === "conversation" && facts.state && facts.state !== "closed" ? (
        <span class="badge" data-holder={facts.state}>
          {{ ai: "With AI", waiting: "Waiting", human: "With a person" }[facts.state] ?? facts.state}
        </span>
      ) : null}
      {shown.length > 0 ? <span class="soft">{shown.join(" · ")}</span> : null}
    </>
  )
}

const mailStates: Record<string, string> = {
  sent: "sent",
  pending: "on its way",
  dead: "could not be delivered",
  withdrawn: "withdrawn",
}

const hostOf = (url: string) => URL.parse(url)?.hostname.replace(/^www\./, "") ?? url

function timeIn(start: string, timeZone: string | undefined): string {
  try {
    const style = { dateStyle: "medium", timeStyle: "short" } as const
    return new Date(start).toLocaleString("en-GB", { ...style, timeZone: timeZone || "UTC" })
  } catch {
    // A time zone that nobody knows any more.
    return exactly(start)
  }
}
