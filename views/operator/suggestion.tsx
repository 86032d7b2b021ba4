import { Icon } from "../components/icon"
import { conversationPath } from "./words"

type SuggestProps = { conversationId: string; eventId: number }

/** Under what an operator wrote: one click, and the owner is asked whether everybody should get this answer. */
export function Suggest({ conversationId, eventId }: SuggestProps) {
  const path = conversationPath(conversationId, "/suggestions")
  return (
    <form class="suggest" method="post" action={path} hx-post={path} hx-target="this" hx-swap="outerHTML">
      <button class="suggest-button" type="submit" name="eventId" value={eventId}>
        <Icon name="book-open" />
        Make this an answer
      </button>
    </form>
  )
}

/** Beside it: kept for whoever writes the same again. */
export function SaveReply({ conversationId, eventId }: SuggestProps) {
  return (
    <a
      class="suggest suggest-button"
      href={conversationPath(conversationId, `/replies/from/${eventId}`)}
      data-dialog-link
    >
      <Icon name="message-square" />
      Save as a reply
    </a>
  )
}

export function Suggested() {
  return (
    <p class="suggest is-done" role="status">
      <Icon name="check" />
      The owner is asked to make this an answer
    </p>
  )
}
