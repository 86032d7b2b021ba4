import { Button, LinkButton } from "../components/button"
import { Avatar, HolderBadge } from "../components/holder"
import { Icon } from "../components/icon"
import { Quoted } from "../components/quoted"
import { Clock, Exact } from "../components/time"
import { Composer, type ComposerProps } from "./composer"
import { PersonName } from "./person-name"
import type { Context, ConversationDetail, ConversationItem, Viewer } from "./props"
import { Timeline } from "./timeline"
import { conversationPath, origin, path, visitCount, visitorName } from "./words"

export type ConversationProps = {
  detail: ConversationDetail
  viewer: Viewer
  now: number
} & Pick<ComposerProps, "draft" | "problem" | "clientId">

export function Conversation({ detail, viewer, now, ...composing }: ConversationProps) {
  const { conversation, events, context, brief, bounds, lastEventId, receipt } = detail
  return (
    <main
      class="conversation"
      id="main"
      tabIndex={-1}
      aria-label={`Conversation with ${visitorName(conversation.visitor)}`}
    >
      <header class="conversation-header">
        <a
          class="button button-quiet button-icon back"
          href="/operator"
          hx-get="/operator"
          hx-target="#open"
          hx-swap="outerHTML"
          hx-push-url="true"
          aria-label="Back to the list"
        >
          <Icon name="arrow-left" />
        </a>
        <ConversationTitle item={conversation} context={context} now={now} />
        <ConversationActions item={conversation} viewer={viewer} />
      </header>
      <Timeline
        events={events}
        verdicts={new Map(detail.signals.map(({ eventId, verdict }) => [eventId, verdict]))}
        receipt={{ receipt, name: conversation.visitor.name, at: now }}
      />
      <p class="typing" id="typing" aria-live="off" />
      <Brief text={brief} />
      <BoundsBar conversationId={conversation.id} bounds={bounds} />
      <Composer conversation={conversation} viewer={viewer} lastSeenEventId={lastEventId} {...composing} />
    </main>
  )
}

type TitleProps = { item: ConversationItem; context?: Context; now: number }

/** Who it is and who holds it: the same for every operator, so the stream can bring it. */
export function ConversationTitle({ item, context, now }: TitleProps) {
  const { visitor, state, assignee, waitingSince, promisedAt } = item
  const page = context?.page?.url ?? visitor.page
  const from = context ? origin(context.referrer, context.campaign) : null
  return (
    <div class="conversation-title baton" id="conversation-title" data-holder={state} data-assignee={assignee?.id}>
      <Avatar name={visitor.name} large />
      <div class="conversation-who">
        <div class="conversation-name">
          <h1 dir="auto">{visitorName(visitor)}</h1>
          <HolderBadge holder={state} word={state === "human" ? <PersonName person={assignee} /> : undefined} />
          {state === "waiting" && waitingSince ? <Clock since={waitingSince} now={now} due={promisedAt} /> : null}
          <span class="viewing" id="viewing" aria-live="off" />
        </div>
        <p class="conversation-from">
          {[page && path(page), from && `from ${from}`, context && visitCount(context.visits), item.chatbot.name]
            .filter(Boolean)
            .join(" · ")}
        </p>
      </div>
    </div>
  )
}

/** What this viewer may do with it; comes anew with the composer when the holder changes. */
export function ConversationActions({ item, viewer }: { item: ConversationItem; viewer: Viewer }) {
  const { id, state, assignee } = item
  const mine = state === "human" && assignee?.id === viewer.id
  // What a colleague holds is taken over first: until then neither would be done.
  const isFree = state !== "closed" && (state !== "human" || mine)
  return (
    <div class="conversation-actions" id="conversation-actions">
      {mine ? (
        <LinkButton
          href={conversationPath(id, "/handback")}
          icon="bot"
          shortcut="H"
          data-dialog-link
          data-act="handback"
        >
          <span class="wide-only">Hand back</span>
        </LinkButton>
      ) : null}
      {isFree ? (
        <LinkButton
          href={conversationPath(id, "/closure")}
          icon="circle-check"
          shortcut="E"
          data-dialog-link
          data-act="close"
        >
          <span class="wide-only">Close</span>
        </LinkButton>
      ) : null}
      {isFree ? (
        <LinkButton
          href={conversationPath(id, "/transfer")}
          variant="quiet"
          class="button-icon"
          icon="arrow-right-left"
          data-dialog-link
          data-act="transfer"
          aria-label="Pass to a colleague or a queue"
          title="Pass to a colleague or a queue"
        />
      ) : null}
      <LinkButton
        href={conversationPath(id, "/follow-up")}
        variant="quiet"
        class="button-icon"
        icon="calendar"
        data-dialog-link
        data-act="follow-up"
        aria-label="Note a follow-up"
        title="Note a follow-up"
      />
      <LinkButton
        href="#context"
        variant="quiet"
        class="button-icon context-toggle"
        icon="panel-right"
        aria-label="Details of the visitor"
        title="Details of the visitor"
      />
    </div>
  )
}

type BoundsProps = { conversationId: string; bounds: ConversationDetail["bounds"] }

/** How far the AI goes on alone, and the way to let it go on further. */
export function BoundsBar({ conversationId, bounds }: BoundsProps) {
  const action = conversationPath(conversationId, "/bounds")
  return (
    <section class="brief bounds" id="bounds" aria-label="Bounds of the AI" hidden={!bounds}>
      <span class="overline">Bounds</span>
      {bounds ? (
        <>
          <p>
            <Quoted text={bounds.text} />
            {bounds.until ? (
              <>
                {" "}
                until <Exact at={bounds.until} />
              </>
            ) : null}
            .
          </p>
          <form method="post" action={action} hx-post={action} hx-target="#composer" hx-swap="outerHTML">
            <Button small>Lift</Button>
          </form>
        </>
      ) : null}
    </section>
  )
}

/** Two lines for whoever comes to help: what is wanted, what was tried, how they feel. */
export function Brief({ text }: { text: string | null }) {
  return (
    <section class="brief" id="brief" aria-label="Brief" hidden={!text}>
      <span class="overline">Brief</span>
      <p>
        <Quoted text={text ?? ""} />
      </p>
    </section>
  )
}
