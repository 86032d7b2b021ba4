import { Icon } from "../components/icon"
import { Quoted } from "../components/quoted"
import { Clock, Relative } from "../components/time"
import { PersonName } from "./person-name"
import type { ConversationItem } from "./props"
import { conversationPath, flags, path, plain, visitorName } from "./words"

type RowProps = { item: ConversationItem; now: number }

/**
 * One conversation of the list, the same for every operator: by the page at first and by the stream afterwards. In which
 * list it stands, and whether it is “you”, follows from `data-state` and `data-assignee`.
 */
export function Row({ item, now }: RowProps) {
  const { id, state, assignee, visitor, preview, reason, waitingSince, promisedAt, unread, updatedAt, brief, offer } =
    item
  return (
    <li
      class="row baton"
      id={`row-${id}`}
      data-conversation={id}
      data-holder={state}
      data-assignee={assignee?.id}
      data-offered={offer?.operator.id}
      data-order={orderOf(item)}
      data-unread={unread > 0 ? unread : undefined}
    >
      <a
        class="row-link"
        href={conversationPath(id)}
        hx-get={conversationPath(id)}
        hx-target="#open"
        hx-swap="outerHTML"
        hx-push-url="true"
        title={brief ?? undefined}
      >
        <span class="row-top">
          {unread > 0 ? (
            <span class="row-unread">
              <span class="hidden-visually">{unread} unread.</span>
            </span>
          ) : null}
          <span class="row-who">
            <bdi>{visitorName(visitor)}</bdi>
            {/* Several without a name are told apart by where they wrote from. */}
            {!visitor.name && visitor.page ? <span class="soft"> · {path(visitor.page)}</span> : null}
          </span>
          {state === "waiting" && waitingSince ? (
            <Clock since={waitingSince} now={now} due={promisedAt} class="row-time" />
          ) : (
            <Relative at={updatedAt} now={now} class="row-time" />
          )}
        </span>
        <span class="row-words" dir="auto">
          {preview.actor === "ai" ? <span class="soft">AI: </span> : null}
          {preview.actor === "operator" ? (
            <span class="soft">{assignee ? <PersonName person={assignee} /> : "Operator"}: </span>
          ) : null}
          {preview.actor === "visitor" ? (
            preview.text || "No words yet"
          ) : (
            <bdi>{plain(preview.text) || "No words yet"}</bdi>
          )}
        </span>
        <RowWhy item={item} reason={reason} />
        {offer ? (
          <span class="row-why row-offer">
            <Icon name="hand" />
            <span class="for-others">
              Offered to <PersonName person={offer.operator} />
            </span>
            <span class="for-me">Offered to you: take over with T</span>
          </span>
        ) : null}
      </a>
    </li>
  )
}

function RowWhy({ item, reason }: { item: ConversationItem; reason: ConversationItem["reason"] }) {
  if (item.state === "human") {
    return (
      <span class="row-why">
        <Icon name="user-round" />
        <span class="for-others">
          <PersonName person={item.assignee} />
        </span>
        <span class="for-me">You</span>
      </span>
    )
  }
  if (item.state === "ai" || !reason) {
    return (
      <span class="hidden-visually">{item.state === "waiting" ? "Waiting for a person" : stateWords[item.state]}</span>
    )
  }
  return (
    <span class="row-why">
      <Icon name={flags[reason.kind]?.icon ?? "flag"} />
      <span class="row-reason">
        <Quoted text={reason.text || flags[reason.kind]?.word || ""} />
      </span>
    </span>
  )
}

const stateWords = { ai: "With the AI", waiting: "Waiting", human: "With a person", closed: "Closed" }

/** More than any wait, in milliseconds, so that priority goes before time. */
const aPriority = 1e10

/** Ascending: who has priority, then who waits longest stands first; elsewhere what moved last does. */
export const orderOf = ({ state, waitingSince, updatedAt, priority }: ConversationItem) =>
  state === "waiting" && waitingSince ? Date.parse(waitingSince) - priority * aPriority : -Date.parse(updatedAt)
