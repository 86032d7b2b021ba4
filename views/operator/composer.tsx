import { Button, LinkButton } from "../components/button"
import { holderIcon } from "../components/holder"
import { Icon, type IconName } from "../components/icon"
import { PersonName } from "./person-name"
import type { ConversationItem, TimelineEvent, Viewer } from "./props"
import { Entry } from "./timeline"
import { conversationPath, visitorName } from "./words"

export type ComposerKind = "reply" | "note" | "whisper"

export type ComposerProps = {
  conversation: ConversationItem
  viewer: Viewer
  lastSeenEventId: number
  /** Made by the server for a browser without scripts; desk.js makes its own for each message. */
  clientId: string
  /** What was typed and could not be sent. */
  draft?: { kind: ComposerKind; text: string }
  problem?: Problem
}

export type Problem = { message: string; missed?: TimelineEvent[] }

/** Its upper edge is the baton: it always says who holds the conversation, before anybody writes a word. */
export function Composer(props: ComposerProps) {
  const { conversation, viewer, lastSeenEventId, clientId, draft, problem } = props
  const { id, state, assignee } = conversation
  const isMine = state === "human" && assignee?.id === viewer.id
  const mayReply = state === "ai" || state === "waiting" || isMine
  const kinds = kindsFor(conversation, mayReply)
  // What cannot be written here any more never becomes a reply by itself.
  const chosen = draft ? (kinds.includes(draft.kind) ? draft.kind : "note") : kinds[0]
  return (
    <section
      class="composer baton baton-top"
      id="composer"
      aria-label="Write"
      data-holder={state}
      data-assignee={assignee?.id}
      data-conversation={id}
    >
      <HolderLine {...props} isMine={isMine} />
      <div id="composer-problem">
        <ComposerProblem problem={problem} />
      </div>
      <div id="reply-draft" />
      <div id="reply-picker" />
      {kinds.length > 0 ? (
        <form class="composer-form" id="composer-form" method="post" action={conversationPath(id, "/messages")}>
          <input type="hidden" name="clientId" value={clientId} />
          <input type="hidden" name="lastSeenEventId" value={lastSeenEventId} />
          <fieldset class="kinds">
            <legend class="hidden-visually">What to write</legend>
            {kinds.map((kind) => (
              <label class="kind" title={`${kindWords[kind].help} (${kindWords[kind].key})`}>
                <input type="radio" name="kind" value={kind} checked={kind === chosen} />
                <Icon name={kindWords[kind].icon} />
                {kindWords[kind].word}
                <span class="key" aria-hidden="true">
                  {kindWords[kind].key}
                </span>
              </label>
            ))}
          </fieldset>
          <textarea
            class="composer-text"
            dir="auto"
            name="text"
            id="composer-text"
            rows={2}
            required
            maxLength={8000}
            aria-label={`Write to ${visitorName(conversation.visitor)}`}
            placeholder={kindWords[chosen ?? "note"].placeholder}
            aria-describedby="composer-says"
          >
            {draft?.text}
          </textarea>
          <div class="composer-foot">
            <span class="composer-hint soft" id="composer-hint">
              <span class="hint-reply">{replyHint(state)}</span>
              <span class="hint-note">Only colleagues see notes</span>
              <span class="hint-whisper">The AI says it in its own words; the visitor sees one voice</span>
            </span>
            {mayReply ? (
              <Button
                type="button"
                class="hint-reply needs-script"
                icon="message-square"
                shortcut="/"
                title="Stored replies (/)"
                data-act="replies"
                aria-expanded="false"
              >
                <span class="wide-only">Replies</span>
              </Button>
            ) : null}
            {state === "waiting" || isMine ? (
              <Button
                type="button"
                class="hint-reply needs-script"
                icon="sparkles"
                shortcut="D"
                title="Draft a reply from the content (D)"
                data-act="draft"
              >
                <span class="wide-only">Draft</span>
              </Button>
            ) : null}
            <Button variant="primary" icon="send-horizontal" shortcut="⌘↵">
              <span>
                <span class="hint-reply">{state === "ai" || state === "waiting" ? "Take over and send" : "Send"}</span>
                <span class="hint-note">Add note</span>
                <span class="hint-whisper">Whisper</span>
              </span>
            </Button>
          </div>
        </form>
      ) : null}
    </section>
  )
}

/** Why it was not sent, with what was missed. The text stays where it is. */
export function ComposerProblem({ problem }: { problem?: Problem }) {
  return problem ? (
    <div class="composer-problem" role="alert">
      <p>
        <Icon name="circle-alert" />
        <span>{problem.message}</span>
      </p>
      {problem.missed?.length ? (
        <ol class="missed" aria-label="What you missed">
          {problem.missed.map((event) => (
            <Entry event={event} />
          ))}
        </ol>
      ) : null}
    </div>
  ) : null
}

function HolderLine({ conversation, isMine }: ComposerProps & { isMine: boolean }) {
  const { id, state, assignee } = conversation
  const name = visitorName(conversation.visitor)
  const words = {
    ai: "AI is answering",
    waiting: `${name} is waiting for a person`,
    human: isMine ? (
      `You are talking with ${name}`
    ) : (
      <>
        <PersonName person={assignee} /> is talking with {name}
      </>
    ),
    closed: "This conversation is closed",
  }
  return (
    <div class="holder-line">
      <p id="composer-says">
        <Icon name={holderIcon(state)} />
        <span>{words[state]}</span>
      </p>
      {state === "ai" || state === "waiting" ? (
        <form
          method="post"
          action={conversationPath(id, "/takeover")}
          hx-post={conversationPath(id, "/takeover")}
          hx-target="#composer"
          hx-swap="outerHTML"
          {...{ "hx-status:4xx": "target:#toasts swap:beforeend" }}
          data-holder="human"
        >
          <Button variant="holder" icon="hand" shortcut="T" data-act="takeover">
            Take over
          </Button>
        </form>
      ) : null}
      {state === "human" && !isMine ? (
        <LinkButton
          href={conversationPath(id, "/takeover")}
          icon="hand"
          shortcut="T"
          data-dialog-link
          data-act="takeover"
        >
          Take over from <PersonName person={assignee} />
        </LinkButton>
      ) : null}
    </div>
  )
}

const kindWords: Record<
  ComposerKind,
  { word: string; icon: IconName; key: string; help: string; placeholder: string }
> = {
  reply: {
    word: "Reply",
    icon: "message-square",
    key: "R",
    help: "To the visitor",
    placeholder: "Write to the visitor",
  },
  note: { word: "Note", icon: "sticky-note", key: "N", help: "For colleagues", placeholder: "A note for colleagues" },
  whisper: { word: "Whisper", icon: "ear", key: "W", help: "Steer the AI", placeholder: "Tell the AI what to say" },
}

function kindsFor({ state }: ConversationItem, mayReply: boolean): ComposerKind[] {
  if (state === "closed") return ["note"]
  const kinds: ComposerKind[] = mayReply ? ["reply", "note"] : ["note"]
  return state === "ai" ? [...kinds, "whisper"] : kinds
}

const replyHint = (state: ConversationItem["state"]) =>
  state === "ai" || state === "waiting" ? "Sending takes the conversation over" : ""
