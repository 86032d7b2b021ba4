import type { ComponentChildren } from "preact"
import { Button, LinkButton } from "../components/button"
import { Dialog, DialogContent } from "../components/dialog"
import { Choice, FormError, Select, TextArea, TextField } from "../components/field"
import { Quoted } from "../components/quoted"
import { outcomes } from "../contacts/props"
import type { Availability, ConversationItem } from "./props"
import { availabilities } from "./top-bar"
import { conversationPath, holderName, visitorName } from "./words"

type ActProps = { conversation: ConversationItem; error?: string }

type HandBackProps = ActProps & {
  note?: string
  facts?: string
  bounds?: { returnOn: string[]; only: string[] } | undefined
  hours?: string
}

/** The acts that need a word. Each is an address: in a dialog over the desk, or a page of its own without scripts. */
export function HandBackForm({ conversation, error, note, facts, bounds, hours }: HandBackProps) {
  const { returnOn = [], only = [] } = bounds ?? {}
  return (
    <DialogContent
      id="act"
      title="Hand back to the AI"
      intro="It has read what you wrote to the visitor, and keeps to it. Everything below is optional."
    >
      <ActForm conversation={conversation} act="/handback" holder="ai" word="Hand back" error={error}>
        <TextArea
          label="A word for the AI"
          name="note"
          value={note}
          rows={3}
          maxLength={2000}
          autofocus
          help="What to do next, or what not to say. The visitor does not see it."
        />
        <TextArea
          label="What you decided or promised"
          name="facts"
          value={facts}
          rows={2}
          maxLength={4000}
          help="One per line. The AI may tell the visitor, as your word."
        />
        <TextField
          label="Give it back to me when they ask about"
          name="returnOn"
          value={returnOn.join(", ")}
          maxLength={1000}
          placeholder="price, refund"
          help="Topics or words, separated by commas."
          autocomplete="off"
        />
        <TextField
          label="Let the AI answer only about"
          name="only"
          value={only.join(", ")}
          maxLength={1000}
          placeholder="delivery"
          help="For anything else it comes back to you."
          autocomplete="off"
        />
        <Select
          label="For how long"
          name="hours"
          value={hours ?? ""}
          options={[
            { value: "", label: "Until somebody takes over" },
            { value: "1", label: "One hour" },
            { value: "4", label: "Four hours" },
            { value: "24", label: "A day" },
            { value: "168", label: "A week" },
          ]}
        />
      </ActForm>
    </DialogContent>
  )
}

type CloseProps = ActProps & {
  recap: string
  crmNote?: string
  outcome?: string
  tags?: string
  /** Those in use, most used first. */
  knownTags?: string[]
  /** Whether there is a model that could write it. */
  canDraft?: boolean
  /** What the visitor thought of it. */
  rating?: { score: number; comment?: string } | undefined
}

export function CloseForm(props: CloseProps) {
  const { conversation, error, recap, crmNote, outcome, tags, knownTags = [], canDraft, rating } = props
  const draft = conversationPath(conversation.id, "/closing-draft")
  return (
    <DialogContent id="act" title={`Close the conversation with ${visitorName(conversation.visitor)}`}>
      <ActForm conversation={conversation} act="/closure" word="Close" error={error}>
        {rating ? (
          <p class="soft">
            <Quoted text={`Rated ${rating.score} of 5${rating.comment ? `: “${rating.comment}”` : ""}`} />
          </p>
        ) : null}
        <fieldset class="field">
          <legend>How it ended</legend>
          <div class="outcomes">
            {Object.entries(outcomes).map(([value, word]) => (
              <Choice type="radio" name="outcome" value={value} label={word} checked={value === outcome} />
            ))}
          </div>
        </fieldset>
        <TextArea
          label="Recap"
          name="recap"
          autofocus
          value={recap}
          rows={4}
          maxLength={4000}
          help="Stays with the conversation. Drafted from it; correct it where it is wrong."
        />
        {canDraft ? (
          <div class="closing-draft needs-script">
            {/* No submit button: Enter in a field would press the first one of the form. */}
            <Button
              type="button"
              variant="quiet"
              small
              icon="sparkles"
              hx-post={draft}
              hx-include="closest form"
              hx-target="#act"
              hx-swap="innerHTML"
              {...{ "hx-status:503": "target:#act swap:innerHTML" }}
              hx-disabled-elt="this"
            >
              <span class="closing-draft-ask">Let the AI write it</span>
              <span class="closing-draft-busy" role="status">
                Writing …
              </span>
            </Button>
          </div>
        ) : null}
        <TextArea
          label="Note about the customer"
          name="crmNote"
          value={crmNote}
          rows={3}
          maxLength={4000}
          help="Stays with the contact, for the next time. Optional."
        />
        <TextField
          label="Tags"
          name="tags"
          value={tags ?? ""}
          maxLength={400}
          autocomplete="off"
          help={knownTags.length > 0 ? `In use: ${knownTags.join(", ")}` : "Separated by commas. Optional."}
        />
      </ActForm>
    </DialogContent>
  )
}

type TransferProps = ActProps & {
  note?: string
  operators: { id: string; name: string; availability: Availability; open: number }[]
  queues: { id: string; name: string; waiting: number }[]
}

export function TransferForm({ conversation, error, note, operators, queues }: TransferProps) {
  return (
    <DialogContent id="act" title="Pass it on" intro="The visitor is told that somebody else will take care of it.">
      <ActForm conversation={conversation} act="/transfer" word="Pass it on" error={error}>
        {operators.length > 0 ? (
          <fieldset class="field">
            <legend>To a colleague</legend>
            {operators.map(({ id, name, availability, open }, at) => (
              <Choice
                type="radio"
                name="to"
                value={`operator:${id}`}
                required
                autofocus={at === 0}
                label={name}
                help={`${availabilities[availability].word}, ${open} open`}
              />
            ))}
          </fieldset>
        ) : null}
        {queues.length > 0 ? (
          <fieldset class="field">
            <legend>To a queue</legend>
            {queues.map(({ id, name, waiting }, at) => (
              <Choice
                type="radio"
                name="to"
                value={`queue:${id}`}
                required
                autofocus={at === 0 && operators.length === 0}
                label={name}
                help={waiting === 0 ? "nobody waiting" : `${waiting} waiting`}
              />
            ))}
          </fieldset>
        ) : null}
        {operators.length + queues.length > 0 ? (
          <TextArea
            label="A note for whoever takes it"
            name="note"
            value={note}
            rows={2}
            maxLength={2000}
            help="Colleagues see it, the visitor does not. Optional."
          />
        ) : null}
        {operators.length + queues.length === 0 ? <p>There is nobody else to pass it to yet.</p> : null}
      </ActForm>
    </DialogContent>
  )
}

/** From a colleague only on purpose. */
export function TakeOverForm({ conversation }: Pick<ActProps, "conversation">) {
  const holder = holderName(conversation) ?? "A colleague"
  return (
    <DialogContent
      id="act"
      title={`Take over from ${holder}?`}
      intro={`${holder} is talking with ${visitorName(conversation.visitor)} and will be told that you took over.`}
    >
      <ActForm conversation={conversation} act="/takeover" holder="human" word="Take over" isQuestion>
        <input type="hidden" name="force" value="true" />
      </ActForm>
    </DialogContent>
  )
}

type ActFormProps = ActProps & {
  act: string
  word: string
  holder?: "ai" | "human"
  /** Nothing to fill in: the keyboard stands on the answer. */
  isQuestion?: boolean
  children: ComponentChildren
}

function ActForm({ conversation, act, word, holder, isQuestion, error, children }: ActFormProps) {
  const action = conversationPath(conversation.id, act)
  return (
    <form
      class="form"
      method="post"
      action={action}
      hx-post={action}
      hx-target="#composer"
      hx-swap="outerHTML"
      {...{ "hx-status:4xx": "target:#act-error swap:innerHTML" }}
      data-act-form
    >
      <div id="act-error">
        <FormError>{error}</FormError>
      </div>
      {children}
      <div class="dialog-actions" data-holder={holder}>
        <LinkButton href={conversationPath(conversation.id)} data-close-dialog>
          Cancel
        </LinkButton>
        <Button variant={holder ? "holder" : "primary"} autofocus={isQuestion}>
          {word}
        </Button>
      </div>
    </form>
  )
}

/** Asked before the first words to somebody whom the AI is answering. */
export function ConfirmTakeOver() {
  return (
    <Dialog
      id="confirm-takeover"
      title="Take over from the AI?"
      intro="The AI stops as soon as you write, and the visitor reads that they are talking with you."
    >
      <form class="form" method="dialog">
        <Choice name="unasked" label="Do not ask again" />
        <div class="dialog-actions" data-holder="human">
          <Button value="no">Cancel</Button>
          <Button value="yes" variant="holder" icon="hand" autofocus>
            Take over and send
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
