import { Button, LinkButton } from "../components/button"
import { Callout } from "../components/callout"
import { Empty } from "../components/empty"
import { FormError, Select, TextArea, TextField } from "../components/field"
import { Avatar } from "../components/holder"
import { Icon, type IconName } from "../components/icon"
import { dayWords, exactly, Relative } from "../components/time"
import { Paging } from "../operator/list-page"
import { plain } from "../operator/words"
import { Tags } from "./list"
import {
  type ContactView,
  contactPath,
  type FieldPlan,
  nameOf,
  outcomes,
  type PersonOption,
  type Place,
  type StageOption,
  type TimelineView,
} from "./props"

export type ContactProps = {
  place: Place
  contact: ContactView
  timeline: TimelineView[]
  /** Where the timeline goes on. */
  earlier: string | null
  isFirst: boolean
  stages: StageOption[]
  owners: PersonOption[]
  fields: FieldPlan[]
  tags: string[]
  /** The same person, as the business's website says. */
  twins: { id: string; name: string; email: string | null }[]
  /** What was typed and refused. */
  form?: { values: Record<string, string>; errors: Record<string, string>; error?: string | undefined } | undefined
  note?: { text: string; error: string } | undefined
  /** A note that was just removed: it can be written down again. */
  removed?: string | undefined
  now: number
}

/** One person: what happened with them, and what is known of them. */
export function ContactBody(props: ContactProps) {
  const { place, contact, twins, removed } = props
  return (
    <div class="contact-page">
      <header class="contact-head">
        <Avatar name={contact.name ?? contact.email} large />
        <div>
          <p class="contact-reach">
            {contact.email ? <a href={`mailto:${contact.email}`}>{contact.email}</a> : null}
            {contact.phone ? <a href={`tel:${contact.phone.replace(/[^+\d]/g, "")}`}>{contact.phone}</a> : null}
            {contact.company ? <span>{contact.company}</span> : null}
            {contact.email || contact.phone || contact.company ? null : (
              <span class="soft">No way to reach them yet</span>
            )}
          </p>
          <p class="soft">
            {contact.verified ? "Verified by your website" : "Not verified"} · since {dayWords(contact.createdAt)}
          </p>
          <Tags tags={contact.tags} />
        </div>
      </header>
      {twins.map((twin) => (
        <Callout icon="users">
          <p>
            <strong>{twin.name}</strong> {twin.email && twin.email !== twin.name ? `(${twin.email}) ` : ""}is the same
            person: your website vouches for the same email address.
          </p>
          <form class="button-row" method="post" action={contactPath(place, contact.id, "/apart")}>
            <LinkButton small href={`${contactPath(place, contact.id, "/merge")}?with=${encodeURIComponent(twin.id)}`}>
              Merge…
            </LinkButton>
            <input type="hidden" name="other" value={twin.id} />
            <Button small variant="quiet">
              They are two
            </Button>
          </form>
        </Callout>
      ))}
      {removed !== undefined ? (
        <form class="admin-saved" method="post" action={contactPath(place, contact.id, "/notes")}>
          <span role="status">The note is removed.</span>
          <input type="hidden" name="text" value={removed} />
          <Button small variant="quiet" icon="undo-2">
            Undo
          </Button>
        </form>
      ) : null}
      <div class="contact-columns">
        <div class="contact-main">
          <NoteForm {...props} />
          <Timeline {...props} />
        </div>
        <DetailsForm {...props} />
      </div>
    </div>
  )
}

function NoteForm({ place, contact, note }: ContactProps) {
  return (
    <form class="form contact-note" method="post" action={contactPath(place, contact.id, "/notes")} data-guard="">
      <TextArea
        label="Note"
        name="text"
        rows={2}
        maxLength={4000}
        required
        value={note?.text ?? ""}
        {...(note ? { error: note.error } : {})}
        placeholder="What the next colleague should know"
      />
      <div class="button-row">
        <Button icon="sticky-note">Add the note</Button>
      </div>
    </form>
  )
}

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

function Timeline(props: ContactProps) {
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
      <Empty icon="history" title="Nothing happened yet">
        <p>Visits, conversations, notes, bookings, follow-ups and emails stand here, newest first.</p>
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

function DetailsForm({ place, contact, stages, owners, fields, tags, form }: ContactProps) {
  const errors = form?.errors ?? {}
  const value = (name: string, stored: string | null) => form?.values[name] ?? stored ?? ""
  const field = (name: "name" | "email" | "phone" | "company", label: string, type: "text" | "email" | "tel") => (
    <TextField
      label={label}
      name={name}
      type={type}
      value={value(name, contact[name])}
      {...(errors[name] ? { error: errors[name] } : {})}
      autocomplete="off"
    />
  )
  const planned = new Set(fields.map(({ key }) => key))
  const others = Object.entries(contact.fields).filter(([key]) => !planned.has(key))
  return (
    <form class="form contact-details" method="post" action={contactPath(place, contact.id)} data-guard="" novalidate>
      <h2>Details</h2>
      <FormError>{form?.error}</FormError>
      {field("name", "Name", "text")}
      {field("email", "Email", "email")}
      {field("phone", "Phone", "tel")}
      {field("company", "Company", "text")}
      <Select
        label="Stage"
        name="stageId"
        value={value("stageId", contact.stageId)}
        options={[{ value: "", label: "None" }, ...stages.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <Select
        label="Owner"
        name="ownerId"
        value={value("ownerId", contact.ownerId)}
        options={[{ value: "", label: "Nobody" }, ...owners.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <TextField
        label="Tags"
        name="tags"
        value={value("tags", contact.tags.join(", "))}
        {...(errors.tags ? { error: errors.tags } : {})}
        help={`With commas between them.${tags.length > 0 ? ` In use: ${tags.slice(0, 8).join(", ")}.` : ""}`}
        autocomplete="off"
      />
      {fields.map((plan) => {
        const name = `field:${plan.key}`
        return <PlannedField plan={plan} value={value(name, contact.fields[plan.key] ?? "")} error={errors[name]} />
      })}
      {others.map(([key, stored]) => (
        <TextField label={key} name={`field:${key}`} value={value(`field:${key}`, stored)} autocomplete="off" />
      ))}
      <div class="save-bar">
        <Button variant="primary">Save</Button>
        <span class="save-state" data-save-state aria-live="polite" />
      </div>
    </form>
  )
}

function PlannedField({ plan, value, error }: { plan: FieldPlan; value: string; error: string | undefined }) {
  const { key, label, kind, options } = plan
  const common = { label, name: `field:${key}`, value, ...(error ? { error } : {}) }
  if (kind === "choice" || kind === "yes_no") {
    const words = kind === "choice" ? options.map((each) => ({ value: each, label: each })) : yesNo
    return <Select {...common} options={[{ value: "", label: "–" }, ...words]} />
  }
  const inputs = { text: {}, number: { inputMode: "decimal" as const }, date: { type: "date" as const } }
  return <TextField {...common} {...inputs[kind]} autocomplete="off" />
}

const yesNo = [
  { value: "yes", label: "Yes" },
  { value: "no", label: "No" },
]

export type MergeProps = {
  place: Place
  kept: ContactView
  candidates: { id: string; name: string; email: string | null; phone: string | null; company: string | null }[]
  words: string
  /** Whom it is about to be merged with. */
  other?: ContactView | undefined
}

/** First whom, then the question: it is a change that others see. */
export function MergeBody({ place, kept, candidates, words, other }: MergeProps) {
  const path = contactPath(place, kept.id, "/merge")
  if (other)
    return (
      <form class="form" method="post" action={path}>
        <Callout icon="users">
          <p>
            Conversations, visits, notes, bookings and follow-ups of <strong>{nameOf(other)}</strong> move to{" "}
            <strong>{nameOf(kept)}</strong>. Where both say something, what {nameOf(kept)} says stays. It can be undone.
          </p>
          {other.verified && kept.verified ? null : (
            <p>Your website does not vouch for both: merge only if you know that they are one person.</p>
          )}
        </Callout>
        <input type="hidden" name="with" value={other.id} />
        <dl class="facts merge-facts">
          {(["name", "email", "phone", "company"] as const).map((field) =>
            kept[field] || other[field] ? (
              <div class="fact">
                <dt>{{ name: "Name", email: "Email", phone: "Phone", company: "Company" }[field]}</dt>
                <dd>
                  <strong>{kept[field] ?? other[field]}</strong>
                  {kept[field] && other[field] && kept[field] !== other[field] ? (
                    <s class="soft"> {other[field]}</s>
                  ) : null}
                </dd>
              </div>
            ) : null,
          )}
        </dl>
        <div class="button-row">
          <Button variant="primary">Merge</Button>
          <LinkButton href={path}>Somebody else</LinkButton>
        </div>
      </form>
    )
  return (
    <>
      <form class="search-row" method="get" action={path}>
        <TextField label="Who is the same person?" name="q" type="search" value={words} autofocus />
        <Button icon="search">Search</Button>
      </form>
      {candidates.length > 0 ? (
        <ul class="items">
          {candidates.map((each) => (
            <li class="item">
              <Avatar name={each.name} />
              <div class="item-main">
                <a class="item-link" href={`${path}?with=${encodeURIComponent(each.id)}`}>
                  {each.name}
                </a>
                <small class="soft">{[each.email, each.phone, each.company].filter(Boolean).join(" · ")}</small>
              </div>
            </li>
          ))}
        </ul>
      ) : (
        <p class="soft">{words ? `Nobody else matches “${words}”.` : "Type a name, an email address or a company."}</p>
      )}
    </>
  )
}

/** By hand: somebody who called, or who was met at a fair. */
export function NewContact({ place, form }: Pick<ContactProps, "place" | "form">) {
  const { values = {}, errors = {}, error } = form ?? {}
  const field = (name: string, label: string, type: "text" | "email" | "tel") => (
    <TextField
      label={label}
      name={name}
      type={type}
      value={values[name] ?? ""}
      {...(errors[name] ? { error: errors[name] } : {})}
      autocomplete="off"
    />
  )
  return (
    <form class="form" method="post" action={`${place.base}/new`} data-guard="" novalidate>
      <FormError>{error}</FormError>
      {field("name", "Name", "text")}
      {field("email", "Email", "email")}
      {field("phone", "Phone", "tel")}
      {field("company", "Company", "text")}
      <div class="button-row">
        <Button variant="primary">Add</Button>
        <LinkButton href={place.base}>Cancel</LinkButton>
      </div>
    </form>
  )
}
