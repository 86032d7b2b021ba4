import type { Person, PersonStore } from "../accounts/person-store"
import type { Conversation, ConversationStore } from "../conversations/conversation-store"
import type { Tx } from "../db/database"
import type { StoredEvent } from "../events/event"
import type { AvailabilityBoard } from "../queues/availability"
import type { AlertSettings } from "./alert-settings"
import { type Continuity, continuityKey } from "./continuity"
import type { Act } from "./follow-log"
import type { EmailPayload } from "./letters"
import type { Outbox } from "./outbox"
import type { Delivery } from "./outbox-store"
import type { PushTo } from "./push-to"
import type { Reachable } from "./reachable"
import { type SlackPayload, slackTarget } from "./slack"
import type { PushPayload, WebPush } from "./web-push"
import { type News, newsOf } from "./what-to-tell"

type Deps = {
  outbox: Outbox
  alertSettings: AlertSettings
  continuity: Pick<Continuity, "plan">
  people: PersonStore
  conversations: ConversationStore
  board: AvailabilityBoard
  reachable: Reachable
  push: WebPush
  pushTo: PushTo
  /** Whether Slack is told by the app, in threads: then the incoming webhook rests. */
  isInThreads: () => boolean
  now: () => number
}

const minute = 60_000
const hour = 60 * minute
/** An alert of Slack or push that could not be handed over for so long is news no more. */
const alertExpiresMs = hour
const continuityExpiresMs = 72 * hour

/** Whom to tell, and how, when a conversation needs a person or has found one. */
export function createTell(deps: Deps) {
  const { outbox, alertSettings, people, conversations, board, push, isInThreads, now } = deps
  const { isDisturbable } = deps.reachable

  const hasWebhook = () => Boolean(alertSettings.slackUrl()) && !isInThreads()

  function wake(tx: Tx, person: Person, kind: string, { conversationId, id }: StoredEvent, payload: PushPayload) {
    const expiresAt = now() + alertExpiresMs
    deps.pushTo(tx, person, { kind, about: conversationId, conversationId, eventId: id, payload, expiresAt })
  }

  function slack(tx: Tx, kind: string, conversationId: string, eventId: number, payload: SlackPayload): void {
    outbox.enqueue(tx, {
      channel: "slack",
      kind,
      target: slackTarget,
      key: `slack:${kind}:${conversationId}`,
      conversationId,
      eventId,
      payload,
      expiresAt: now() + alertExpiresMs,
    })
  }

  function mail(
    tx: Tx,
    person: Person,
    afterMinutes: number,
    conversation: Conversation,
    since: number,
    eventId: number,
  ) {
    if (afterMinutes === 0) return
    const payload: EmailPayload = { is: "ladder", since }
    outbox.enqueue(tx, {
      channel: "email",
      kind: "alert",
      target: person.email,
      key: `ladder:${conversation.id}:${person.id}`,
      conversationId: conversation.id,
      eventId,
      payload,
      notBefore: since + afterMinutes * minute,
      expiresAt: now() + 24 * hour,
    })
  }

  function waiting(event: StoredEvent, conversation: Conversation, again: boolean): Act[] {
    const { lifecycle, chatbotId, id } = conversation
    // Taken meanwhile: then there is nothing to tell.
    if (lifecycle.state !== "waiting") return []
    const { since } = lifecycle
    const acts: Act[] = []
    if (hasWebhook()) acts.push((tx) => slack(tx, "alert", id, event.id, { is: "alert", again, since }))
    if (push.isWanted) {
      const told = deps.reachable.list(chatbotId)
      acts.push((tx) => {
        for (const person of told) wake(tx, person, "alert", event, { is: "alert", again, since })
      })
    }
    if (!again && alertSettings.smtp()) {
      const { operatorsAfter, ownersAfter } = alertSettings.times()
      const operators = people.listSeated(chatbotId).filter(isDisturbable)
      const owners = people.list().filter(({ isOwner, disabledAt }) => isOwner && disabledAt === null)
      acts.push((tx) => {
        // Who is both gets the earlier one, and only that.
        const both =
          ownersAfter === 0 || (operatorsAfter > 0 && operatorsAfter < ownersAfter) ? operatorsAfter : ownersAfter
        const isOwner = ({ id }: Person) => owners.some((owner) => owner.id === id)
        const isOperator = ({ id }: Person) => operators.some((operator) => operator.id === id)
        for (const person of operators)
          mail(tx, person, isOwner(person) ? both : operatorsAfter, conversation, since, event.id)
        for (const person of owners)
          if (!isOperator(person)) mail(tx, person, ownersAfter, conversation, since, event.id)
      })
    }
    return acts
  }

  /** Once for each reason, however often it is seen again, until a hand-back begins afresh. */
  function flagged(event: StoredEvent, conversation: Conversation, why: string): Act[] {
    const { lifecycle, chatbotId, id, episodeEventId } = conversation
    // If it called a person in the same breath, that is told.
    if (lifecycle.state !== "ai") return []
    const toSlack = hasWebhook()
    const told = push.isWanted ? deps.reachable.list(chatbotId) : []
    if (!toSlack && told.length === 0) return []
    return [
      (tx) => {
        const payload = { is: "flagged" as const, why }
        const isKnown = outbox.store
          .listOfConversation(tx, id, "flag")
          .some(
            ({ eventId, payload: before }) => (eventId ?? 0) > episodeEventId && (before as typeof payload).why === why,
          )
        if (isKnown) return
        if (toSlack) slack(tx, "flag", id, event.id, payload)
        for (const person of told) wake(tx, person, "flag", event, payload)
      },
    ]
  }

  /** Takes back what is not sent; where it has arrived, says that it is over. */
  function settled(event: StoredEvent, { by, to }: Extract<News, { is: "settled" }>): Act {
    const { conversationId } = event
    const reason = to === "human" ? `${by.name} has taken it` : "Nobody is waiting any more"
    return (tx) => {
      const reached = ["alert", "flag"].flatMap((kind) => outbox.withdraw(tx, conversationId, kind, reason))
      const before = outbox.store.listOfConversation(tx, conversationId, "settled")
      const isNew = (delivery: Delivery) =>
        !before.some(
          ({ target, channel, createdAt }) =>
            target === delivery.target && channel === delivery.channel && createdAt > delivery.createdAt,
        )
      const fresh = reached.filter(isNew)
      if (fresh.some(({ channel }) => channel === "slack"))
        slack(tx, "settled", conversationId, event.id, { is: "settled", by: by.name, to })
      for (const target of new Set(fresh.filter(({ channel }) => channel === "push").map((each) => each.target))) {
        outbox.enqueue(tx, {
          channel: "push",
          kind: "settled",
          target,
          key: `push:${conversationId}:${target}`,
          conversationId,
          eventId: event.id,
          payload: { is: "settled" } satisfies PushPayload,
          expiresAt: now() + 10 * minute,
        })
      }
    }
  }

  function handed(event: StoredEvent, { personId, offered }: Extract<News, { is: "handed" }>): Act[] {
    const person = push.isWanted ? people.find(personId) : undefined
    if (!person || !isDisturbable(person)) return []
    return [(tx) => wake(tx, person, "alert", event, { is: "handed", offered })]
  }

  /** The holder has the desk closed: then the visitor's words come to their device. */
  function asked(event: StoredEvent, conversation: Conversation): Act[] {
    const { lifecycle } = conversation
    if (lifecycle.state !== "human" || board.isPresent(lifecycle.operatorId)) return []
    const person = people.find(lifecycle.operatorId)
    if (!person || !isDisturbable(person)) return []
    return [(tx) => wake(tx, person, "message", event, { is: "asked" })]
  }

  /** Written down at each reply, as one row: whether the visitor has left is seen when its time has come. */
  function continuity(conversation: Conversation): Act[] {
    const planned = deps.continuity.plan(conversation)
    if (!planned) return []
    return [
      (tx) =>
        void outbox.enqueue(tx, {
          channel: "email",
          kind: "continuity",
          target: planned.to,
          key: continuityKey(conversation.id),
          conversationId: conversation.id,
          payload: { is: "continuity" } satisfies EmailPayload,
          notBefore: planned.at,
          expiresAt: now() + continuityExpiresMs,
        }),
    ]
  }

  return {
    /** What an event causes. */
    plan(event: StoredEvent): Act[] {
      const news = newsOf(event)
      if (!news) return []
      if (news.is === "asked" && !push.isWanted) return []
      if ((news.is === "replied" || news.is === "reachable") && !alertSettings.smtp()) return []
      const conversation = conversations.find(event.conversationId)
      if (!conversation) return []
      switch (news.is) {
        case "waiting":
          return waiting(event, conversation, news.again)
        case "flagged":
          return flagged(event, conversation, news.why)
        case "settled":
          return [settled(event, news)]
        case "handed":
          return handed(event, news)
        case "asked":
          return asked(event, conversation)
        case "replied":
        case "reachable":
          return continuity(conversation)
      }
    },
  }
}
