import { systemActor } from "../conversations/actors"
import type { ConversationCommands } from "../conversations/commands"
import type { Conversation, ConversationStore } from "../conversations/conversation-store"
import type { Database, Tx } from "../db/database"
import type { EventStore } from "../events/event-store"
import { mergeAttributes, type readAttributes } from "../visitors/attributes"
import type { Identity, Visitor, VisitorStore } from "../visitors/visitor-store"

type Deps = {
  db: Database
  visitors: VisitorStore
  conversations: ConversationStore
  events: Pick<EventStore, "forgetRecent">
  commands: ConversationCommands
  now: () => number
  newId: () => string
}

type BeginSession = {
  chatbotId: string
  /** Whom this browser's token names. */
  known: string | undefined
  identity: Identity | null
  attributes: ReturnType<typeof readAttributes>
  locale: string
  timezone: string
  device: string
  page: { url: string; title: string; referrer: string } | undefined
  /** Kept only where the owner wants it. */
  address: string | undefined
}

type Begun = { visitorId: string; visit: { id: number; startedAt: number; isNew: boolean } | undefined }

/** Who a browser is, decided in one write; and that it has come to a page. */
export function createBeginSession(deps: Deps) {
  const { db, visitors, conversations, events, commands, now, newId } = deps

  /**
   * A signed identity finds its visitor wherever it signs in, and what was said before signing in goes along. Whoever
   * is said to be somebody else begins afresh: two people of one computer must not read each other's words.
   */
  function whoIs(tx: Tx, chatbotId: string, current: Visitor | undefined, identity: Identity | null, fresh: string) {
    if (!identity) return current?.id ?? fresh
    const isAnonymous = current !== undefined && current.identity === null
    const isSame = current?.identity?.id === identity.id
    if (isSame && (current.identity?.verified || !identity.verified)) return current.id
    const owner = identity.verified ? visitors.findVerifiedInWrite(tx, chatbotId, identity.id) : undefined
    if (owner) return isAnonymous ? bringAlong(tx, current, owner) : owner.id
    return isAnonymous || isSame ? current.id : fresh
  }

  const isHeld = (conversation: Conversation | undefined) =>
    conversation !== undefined &&
    (conversation.lifecycle.state === "waiting" || conversation.lifecycle.state === "human")

  /**
   * The newest conversation is the one that a person's words go to, so no other of theirs may stay open; and none in
   * which somebody is called or helping is ended for one in which nobody is.
   * @returns who they are from now on.
   */
  function bringAlong(tx: Tx, from: Visitor, to: Visitor): string {
    const here = conversations.findLatestOfVisitorInWrite(tx, from.id)
    const there = conversations.findLatestOfVisitorInWrite(tx, to.id)
    const isNewest = here && (!there || isLater(here, there))
    // Their own conversation is the later one, yet a person is in this: it goes on here.
    if (isHeld(here) && !isNewest) return from.id
    const older = isNewest ? there : here
    if (isHeld(there) && isNewest && !isHeld(here)) {
      end(tx, here)
      return to.id
    }
    end(tx, older)
    visitors.join(tx, from.id, to.id)
    if (!to.contactId && from.contactId) visitors.linkContact(tx, to.id, from.contactId)
    events.forgetRecent(tx)
    return to.id
  }

  function end(tx: Tx, conversation: Conversation | undefined): void {
    if (!conversation || conversation.lifecycle.state === "closed") return
    const text = "The visitor has signed in and continues in another conversation."
    commands.append(tx, conversation, systemActor, { type: "note", payload: { text } })
    const next = commands.move(tx, conversation, systemActor, { type: "close", at: now() })
    commands.notify(tx, next, "closed")
  }

  return async function beginSession(arrival: BeginSession): Promise<Begun> {
    const fresh = newId()
    const at = now()
    return db.write((tx) => {
      const current = arrival.known ? visitors.findInWrite(tx, arrival.known) : undefined
      const visitorId = whoIs(tx, arrival.chatbotId, current, arrival.identity, fresh)
      const before = visitors.findInWrite(tx, visitorId)
      visitors.save(tx, {
        id: visitorId,
        chatbotId: arrival.chatbotId,
        locale: arrival.locale,
        timezone: arrival.timezone,
        device: arrival.device,
        identity: arrival.identity,
        createdAt: at,
        lastSeenAt: at,
      })
      const { kept, forgotten } = arrival.attributes
      if (Object.keys(kept).length + forgotten.length > 0)
        visitors.saveAttributes(tx, visitorId, mergeAttributes(before?.attributes ?? {}, arrival.attributes))
      const visit = arrival.page && visitors.addPage(tx, visitorId, arrival.page, at)
      if (visit && arrival.address) visitors.saveAddress(tx, visit.id, arrival.address)
      return { visitorId, visit }
    })
  }
}

const isLater = (one: Conversation, other: Conversation) =>
  one.createdAt === other.createdAt ? one.id > other.id : one.createdAt > other.createdAt
