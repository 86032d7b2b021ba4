import { Button, LinkButton } from "../components/button"
import { Callout } from "../components/callout"
import { TextArea } from "../components/field"
import { Avatar } from "../components/holder"
import { dayWords } from "../components/time"
import { DetailsForm } from "./contact-details"
import { Timeline } from "./contact-timeline"
import { Tags } from "./list"
import {
  type ContactView,
  contactPath,
  type FieldPlan,
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
              They are two people
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
