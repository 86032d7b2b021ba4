import { Button, IconButton, LinkButton } from "../components/button"
import { DialogContent } from "../components/dialog"
import { FormError, TextArea, TextField } from "../components/field"
import { Icon } from "../components/icon"
import { conversationPath, plain } from "./words"

type PickableReply = { id: string; title: string; text: string }

/** The stored replies above the composer, filled in for the visitor; replies.js finds and chooses among them. */
export function ReplyPicker({ replies, isOwner }: { replies: PickableReply[]; isOwner: boolean }) {
  return (
    <section class="reply-picker" aria-label="Stored replies">
      <div class="reply-picker-head">
        <Icon name="search" />
        <input
          class="reply-picker-search"
          id="reply-search"
          type="text"
          role="combobox"
          aria-label="Find a stored reply"
          aria-expanded={replies.length > 0 ? "true" : "false"}
          aria-controls="reply-options"
          aria-autocomplete="list"
          placeholder="Find a stored reply"
          autocomplete="off"
          maxLength={60}
        />
        <IconButton icon="x" label="Close the stored replies" data-act="close-replies" />
      </div>
      {/* A list with nothing in it is no listbox to assistive technology. */}
      <div
        class="reply-options"
        id="reply-options"
        role="listbox"
        aria-label="Stored replies"
        hidden={replies.length === 0}
      >
        {replies.map(({ id, title, text }) => (
          <div
            class="reply-option"
            role="option"
            tabIndex={-1}
            id={`reply-option-${id}`}
            aria-selected="false"
            data-text={text}
          >
            <strong>{title}</strong>
            <span class="soft">{plain(text)}</span>
          </div>
        ))}
      </div>
      <p class="reply-picker-none soft" id="reply-none" hidden={replies.length > 0}>
        {replies.length > 0 ? (
          "No stored reply contains these words."
        ) : (
          <>
            Nothing is stored yet. Under a message that you sent, choose “Save as a reply”
            {isOwner ? (
              <>
                , or <a href="/admin/replies">write replies in the admin</a>
              </>
            ) : null}
            .
          </>
        )}
      </p>
    </section>
  )
}

type SaveReplyProps = {
  conversationId: string
  chatbot: string
  values: { title: string; text: string }
  errors?: Record<string, string>
  error?: string | undefined
}

/** What an operator wrote to one visitor, kept for the next. */
export function SaveReplyForm({ conversationId, chatbot, values, errors = {}, error }: SaveReplyProps) {
  const action = conversationPath(conversationId, "/replies")
  return (
    <DialogContent
      id="act"
      title="Save as a reply"
      intro={`Everybody who answers for ${chatbot} finds it with / in the composer.`}
    >
      <form
        class="form"
        method="post"
        action={action}
        hx-post={action}
        hx-target="#toasts"
        hx-swap="beforeend"
        {...{ "hx-status:4xx": "target:#act swap:innerHTML" }}
        data-act-form
      >
        <FormError>{error}</FormError>
        <TextField
          label="Title"
          name="title"
          value={values.title}
          error={errors.title}
          maxLength={60}
          autocomplete="off"
          help="What it is found by."
          required
          autofocus
        />
        <TextArea
          label="Reply"
          name="text"
          value={values.text}
          error={errors.text}
          rows={6}
          maxLength={8000}
          help="{{name}}, {{operator}} and {{chatbot}} are filled in. Take out what was for one person."
          required
        />
        <div class="dialog-actions">
          <LinkButton href={conversationPath(conversationId)} data-close-dialog>
            Cancel
          </LinkButton>
          <Button variant="primary">Save</Button>
        </div>
      </form>
    </DialogContent>
  )
}
