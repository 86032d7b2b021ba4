import type { Person } from "../accounts/person-store"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import { operatorActor, systemActor } from "../conversations/actors"
import type { ConversationCommands } from "../conversations/commands"
import type { Conversation, ConversationStore } from "../conversations/conversation-store"
import type { Lifecycle } from "../conversations/lifecycle"
import { localeAfter } from "../conversations/locale"
import type { Database, Tx } from "../db/database"
import { AppError } from "../errors"
import { type Actor, type AttachmentRef, isMessage, type StoredEvent } from "../events/event"
import type { EventStore } from "../events/event-store"
import { turnsTopic, waitingTopic } from "../events/topics"
import type { AttachmentStore } from "./attachment-store"
import { checkClientId, checkText, maxAttachments } from "./message"

type Deps = {
  db: Database
  conversations: ConversationStore
  events: EventStore
  chatbots: ChatbotStore
  attachments: AttachmentStore
  commands: ConversationCommands
  now: () => number
  newId: () => string
}

export type PostMessage = ReturnType<typeof createPostMessage>
export type VisitorRef = { id: string; chatbotId: string; locale: string }
type Reply = { clientId: string; text: string; ids: string[] }
type NewMessage = { clientId: string; text: string; attachmentIds?: string[] | undefined }

/** How a message gets into the log, whoever writes it. Resolves when it is on disk. */
export function createPostMessage(deps: Deps) {
  const { db, conversations, events, chatbots, attachments, commands, now, newId } = deps

  /** The first message starts the conversation; so does the first one after a closure. */
  function start(tx: Tx, visitor: VisitorRef): Conversation {
    const chatbot = chatbots.get(visitor.chatbotId)
    const at = now()
    const deadlineAt = at + chatbot.escalation.promiseSeconds * 1000
    const lifecycle: Extract<Lifecycle, { state: "ai" | "waiting" }> = chatbot.aiEnabled
      ? { state: "ai" }
      : { state: "waiting", since: at, reason: "live_chat", deadlineAt }
    const id = newId()
    const { chatbotId, locale } = visitor
    conversations.insert(tx, {
      id,
      chatbotId,
      visitorId: visitor.id,
      queueId: chatbot.queueId,
      locale,
      lifecycle,
      createdAt: at,
    })
    events.begin(tx, id)
    return conversations.getInWrite(tx, id)
  }

  /** Pure live chat: the conversation begins in the line, with the notice that says so. */
  function announceLiveChat(tx: Tx, conversation: Conversation): void {
    const { id, queueId } = conversation
    tx.ring(waitingTopic)
    conversations.saveReason(tx, id, { kind: "live_chat", text: "Live chat", score: 1 })
    commands.append(tx, conversation, systemActor, {
      type: "state",
      payload: { from: "ai", to: "waiting", reason: "live_chat" },
    })
    commands.append(tx, conversation, systemActor, {
      type: "assignment",
      payload: { queueId, operatorId: null, reason: "live_chat" },
    })
    commands.notify(tx, conversation, commands.waitNotice(conversation))
  }

  /** The AI is to know what it is being answered to, and so is whoever reads it later. */
  function greet(tx: Tx, conversation: Conversation, text: string): void {
    const { id, name } = chatbots.get(conversation.chatbotId)
    const actor: Actor = { kind: "ai", id, name }
    commands.append(tx, conversation, actor, { type: "message", payload: { text } })
  }

  /** An operator's words in a conversation that they hold. */
  function reply(tx: Tx, conversation: Conversation, person: Person, { clientId, text, ids }: Reply): StoredEvent {
    const { id } = conversation
    const files = attachmentRefs(tx, conversation, ids, person.id)
    const payload = payloadOf(text, files)
    const event = commands.append(tx, conversation, operatorActor(person), { type: "message", payload }, clientId)
    attachments.markSent(tx, id, ids)
    const shown = text || files.map(({ name }) => name).join(", ")
    conversations.noteReply(tx, id, event.id, shown, "operator", event.at)
    conversations.noteOperatorRead(tx, id, event.id)
    return event
  }

  function attachmentRefs(
    tx: Tx,
    conversation: Pick<Conversation, "visitorId">,
    ids: string[],
    uploadedBy: string,
  ): AttachmentRef[] {
    if (ids.length > maxAttachments) {
      throw new AppError("validation", `A message can carry ${maxAttachments} files at most.`, {
        field: "attachmentIds",
      })
    }
    return ids.map((id) => {
      const found = attachments.findInWrite(tx, id)
      if (!found || found.visitorId !== conversation.visitorId || found.uploadedBy !== uploadedBy) {
        throw new AppError("validation", "One of the files is not there. Attach it again.", { field: "attachmentIds" })
      }
      return { id, name: found.name, type: found.type, size: found.size, url: "" }
    })
  }

  const payloadOf = (text: string, files: AttachmentRef[]) =>
    files.length > 0 ? { text, attachments: files } : { text }

  return {
    /** A conversation that begins with the wish for a person, before anything was said. */
    startAnnounced(tx: Tx, visitor: VisitorRef): Conversation {
      const conversation = start(tx, visitor)
      if (conversation.lifecycle.state === "waiting") announceLiveChat(tx, conversation)
      return conversation
    },

    /**
     * @param greeting what the widget had said to them of its own accord, if this is what they answer.
     * @throws AppError `validation`, `too_large`; `unauthorized` for a visitor who was erased.
     */
    fromVisitor(
      { id, chatbotId }: Pick<VisitorRef, "id" | "chatbotId">,
      message: NewMessage,
      greeting?: string | undefined,
    ): Promise<StoredEvent> {
      const { attachmentIds = [] } = message
      const clientId = checkClientId(message.clientId)
      const text = checkText(message.text, attachmentIds.length)
      return db.write((tx) => {
        // Looked up inside the write: whoever was erased just now is gone.
        const writer = conversations.findWriter(tx, id)
        if (!writer) throw unknownVisitor()
        const { latest } = writer
        const isNew = !latest || latest.state === "closed"
        // A repeat may arrive after its conversation was closed; within one conversation the log itself refuses it.
        const mayBeElsewhere = latest && (isNew || !latest.isOnly)
        const elsewhere = mayBeElsewhere && events.findByClientIdOfVisitor(tx, id, clientId)
        if (elsewhere) return commands.ownRepeat(elsewhere, { kind: "visitor", id })
        // Whoever writes another language than their browser's is spoken to in theirs; a person sees it themselves.
        const spoken = isNew ? writer.locale : latest.locale
        const isWithPerson = latest?.state === "human"
        const locale = isWithPerson ? spoken : localeAfter(text, spoken, chatbots.get(chatbotId).limits.languages)
        const started = isNew ? start(tx, { id, chatbotId, locale }) : undefined
        const place = { id: started?.id ?? latest!.id, chatbotId, visitorId: id }
        const state = started?.lifecycle.state ?? latest!.state
        const actor: Actor = { kind: "visitor", id, name: writer.name }
        if (state === "ai" && started && greeting) greet(tx, started, greeting)
        const files = attachmentRefs(tx, place, attachmentIds, id)
        const payload = payloadOf(text, files)
        const event = commands.appendOnce(tx, place, actor, { type: "message", payload }, clientId)
        if (!event) return commands.ownRepeat(events.findByClientId(tx, place.id, clientId)!, actor)
        if (!started && locale !== spoken) conversations.saveLocale(tx, place.id, locale)
        attachments.markSent(tx, place.id, attachmentIds)
        const owesTurn = commands.mayAnswer(state, chatbotId)
        const shown = text || files.map(({ name }) => name).join(", ")
        conversations.noteVisitorMessage(tx, place.id, event.id, shown, owesTurn, event.at)
        if (owesTurn) tx.ring(turnsTopic)
        if (started?.lifecycle.state === "waiting") announceLiveChat(tx, started)
        return event
      })
    },

    /**
     * In `ai` or `waiting` this is a takeover, in the same write.
     * @param lastSeenEventId the newest event its writer had seen.
     * @throws AppError `conflict` when a colleague holds it, when it is closed, or when somebody else has replied since.
     */
    fromOperator(id: string, person: Person, message: NewMessage, lastSeenEventId?: number): Promise<StoredEvent> {
      const { attachmentIds = [] } = message
      const clientId = checkClientId(message.clientId)
      const text = checkText(message.text, attachmentIds.length)
      return commands.onConversation(id, person, (tx, found) => {
        const repeated = events.findByClientId(tx, id, clientId)
        if (repeated) return commands.ownRepeat(repeated, operatorActor(person))
        if (found.lifecycle.state === "closed") {
          throw new AppError("conflict", "This conversation is closed; the visitor would not see a message in it.", {
            state: "closed",
          })
        }
        commands.refuseIfColleagues(found, person)
        if (lastSeenEventId !== undefined && found.replyEventId > lastSeenEventId) {
          refuseIfAnswered(events.listInWrite(tx, id, lastSeenEventId), person)
        }
        const conversation = commands.takeOverInWrite(tx, found, person, false)
        return reply(tx, conversation, person, { clientId, text, ids: attachmentIds })
      })
    },

    /**
     * An operator speaks first, to somebody who is on the website.
     * @param find looks the visitor up inside the write: they may have been erased just now.
     * @throws AppError `conflict` when they are talking already.
     */
    firstFromOperator(find: (tx: Tx) => VisitorRef, person: Person, message: NewMessage): Promise<StoredEvent> {
      const clientId = checkClientId(message.clientId)
      const text = checkText(message.text, 0)
      return db.write((tx) => {
        const visitor = find(tx)
        const repeated = events.findByClientIdOfVisitor(tx, visitor.id, clientId)
        if (repeated) return commands.ownRepeat(repeated, operatorActor(person))
        const latest = conversations.findLatestOfVisitorInWrite(tx, visitor.id)
        if (latest && latest.lifecycle.state !== "closed") {
          throw new AppError("conflict", "This visitor is in a conversation already. Write to them there.", {
            conversationId: latest.id,
          })
        }
        const conversation = commands.takeOverInWrite(tx, start(tx, visitor), person, false)
        return reply(tx, conversation, person, { clientId, text, ids: [] })
      })
    },
  }
}

export const unknownVisitor = () =>
  new AppError("unauthorized", "This visitor is no longer known. Start a new session.")

/** The missed events come along, so that the writer can see what was said before they decide. */
function refuseIfAnswered(missed: StoredEvent[], person: Person): void {
  const replies = missed.filter(isMessage).filter(({ actor }) => actor.kind !== "visitor" && actor.id !== person.id)
  const last = replies.at(-1)
  if (!last) return
  throw new AppError(
    "conflict",
    `${last.actor.name} has replied meanwhile. Read it, then send again if it is still wanted.`,
    {
      missed,
    },
  )
}
