import type { Person } from "../accounts/person-store"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { ContactCommands } from "../contacts/commands"
import { checkedDetails, type Details } from "../contacts/contact-field"
import type { Contact, ContactStore } from "../contacts/contact-store"
import { type FoundDetail, isOnlyDetails, recogniseDetails } from "../contacts/recognise"
import type { Database, Tx } from "../db/database"
import { AppError } from "../errors"
import { type Actor, isMessage, type MessageEvent, type StoredEvent } from "../events/event"
import type { EventStore } from "../events/event-store"
import type { VisitorStore } from "../visitors/visitor-store"
import { operatorActor } from "./actors"
import { answerTo, captureText } from "./capture-texts"
import type { ConversationCommands } from "./commands"
import type { Conversation, ConversationStore } from "./conversation-store"

type Deps = {
  db: Database
  contacts: ContactStore
  contactCommands: Pick<ContactCommands, "dismissDetail">
  visitors: VisitorStore
  events: EventStore
  conversations: ConversationStore
  commands: ConversationCommands
  chatbots: Pick<ChatbotStore, "find">
  /** Somebody who waits has said how to reach them. */
  contactGiven: (tx: Tx, conversation: Conversation) => void
  now: () => number
  newId: () => string
}

/** Recognised in a visitor's words, and neither known nor told to be somebody else's. */
export type Proposal = { field: keyof Details; value: string; eventId: number }
/** What the assistant says about details, and what comes true with it. */
type Heard = { text: string; keeps?: KeptDetails; keep?: (tx: Tx, conversation: Conversation) => void }
export type KeptDetails = Partial<Record<keyof Details, string>>

export type DetailCapture = ReturnType<typeof createDetailCapture>

const mostProposals = 6
const lookedBack = 60
const readAtOnce = 200
const overlapMs = 2000

/**
 * Details of visitors, out of what they say: proposed to operators, asked about by the assistant, and kept only when
 * somebody has said yes, or when the visitor was asked for them just before. What nobody wrote is never kept.
 */
export function createDetailCapture(deps: Deps) {
  const { db, contacts, contactCommands, visitors, events, conversations, commands, chatbots, contactGiven } = deps
  const { now, newId } = deps
  const waitingChanged = db.onRead<[number, number], { id: string; updated_at: number }>(`
    SELECT id, updated_at FROM whole_conversations WHERE state = 'waiting' AND updated_at > ? ORDER BY updated_at LIMIT ?`)
  let lookedUntil = 0

  const contactOf = (visitorId: string): Contact | undefined => {
    const id = visitors.find(visitorId)?.contactId
    return id ? contacts.find(id) : undefined
  }

  /** The business's own address is nobody's detail. */
  function isOurs(chatbotId: string, { field, value }: FoundDetail): boolean {
    const own = chatbots.find(chatbotId)?.fallback.email
    return field === "email" && own?.toLowerCase() === value.toLowerCase()
  }

  function isKnown(contact: Contact | undefined, { field, value }: Pick<FoundDetail, "field" | "value">): boolean {
    const known = contact?.[field]
    if (!known) return false
    // A name or a company is said in many ways; another address or number is another one.
    if (field === "name" || field === "company") return true
    return field === "phone"
      ? known.replace(/\D/g, "").slice(-8) === value.replace(/\D/g, "").slice(-8)
      : known.toLowerCase() === value.toLowerCase()
  }

  function foundIn(conversation: Pick<Conversation, "chatbotId" | "visitorId" | "locale">, message: MessageEvent) {
    const contact = contactOf(conversation.visitorId)
    const dismissed = contacts.listDismissed(conversation.visitorId)
    return recogniseDetails(message.payload.text, conversation.locale).filter(
      (each) =>
        !isOurs(conversation.chatbotId, each) &&
        !isKnown(contact, each) &&
        !dismissed.some(({ field, value }) => field === each.field && value === each.value),
    )
  }

  /** In the transaction of whoever calls: the contact, the event, and what follows for somebody who waits. */
  function keepInWrite(
    tx: Tx,
    conversation: Conversation,
    details: KeptDetails,
    actor?: Actor,
    wording?: string,
  ): void {
    const visitor = visitors.findInWrite(tx, conversation.visitorId)
    if (!visitor) return
    const saved = contacts.merge(tx, visitor.contactId ?? newId(), details, now())
    visitors.linkContact(tx, visitor.id, saved.id)
    const by: Actor = actor ?? { kind: "visitor", id: visitor.id, name: saved.name ?? "Visitor" }
    commands.append(tx, conversation, by, { type: "contact", payload: details })
    if (wording)
      contacts.addConsent(tx, {
        id: newId(),
        contactId: saved.id,
        visitorId: visitor.id,
        source: "chat",
        wording,
        at: now(),
      })
    contactGiven(tx, conversation)
  }

  const detailsOf = (found: readonly FoundDetail[]): KeptDetails => {
    const details: KeptDetails = {}
    for (const { field, value } of found) details[field] ??= value
    return details
  }
  const reachable = (found: readonly FoundDetail[]) => found.some(({ field }) => field === "email" || field === "phone")

  /** Several addresses in one message: which is theirs is not ours to guess. */
  const isClear = (found: readonly FoundDetail[]) =>
    new Set(found.map(({ field }) => field)).size === found.length && reachable(found)

  /** The words by which details were asked for, if nothing else has been said since. */
  function askedBy(stored: readonly StoredEvent[], message: MessageEvent): string | undefined {
    const before = stored.filter(({ id }) => id < message.id)
    const asked = before.findLast(
      (event) =>
        (event.type === "notice" && (event.payload.code === "no_operator" || event.payload.code === "leave_contact")) ||
        (isMessage(event) && event.actor.kind === "operator"),
    )
    if (!asked) return undefined
    const between = before.filter((event) => event.id > asked.id && isMessage(event) && event.actor.kind === "visitor")
    // Two or three tries to answer are still an answer; later it is about something else.
    if (between.length > 2) return undefined
    if (asked.type === "notice") return asked.payload.text
    return isMessage(asked) && asksForDetails.test(asked.payload.text) ? asked.payload.text : undefined
  }

  async function captureIn(id: string): Promise<void> {
    const conversation = conversations.find(id)
    if (!conversation) return
    const stored = events.list(id).slice(-lookedBack)
    const message = stored.filter(isMessage).findLast(({ actor }) => actor.kind === "visitor")
    if (!message) return
    const found = foundIn(conversation, message)
    const wording = isClear(found) ? askedBy(stored, message) : undefined
    if (!wording) return
    await db.write((tx) => {
      const current = conversations.getInWrite(tx, id)
      // The form may have been sent meanwhile, by another hand.
      const visitor = visitors.findInWrite(tx, current.visitorId)
      const contact = visitor?.contactId ? contacts.findInWrite(tx, visitor.contactId) : undefined
      const left = found.filter((each) => !isKnown(contact, each))
      if (visitor && reachable(left)) keepInWrite(tx, current, detailsOf(left), undefined, wording)
    })
  }

  return {
    /** For the desk: what stands in this visitor's messages and is not known yet, newest first. */
    proposals(
      conversation: Pick<Conversation, "chatbotId" | "visitorId" | "locale">,
      stored: readonly StoredEvent[],
    ): Proposal[] {
      const said = stored.filter(isMessage).filter(({ actor }) => actor.kind === "visitor")
      const all = said
        .slice(-lookedBack)
        .reverse()
        .flatMap((message) => foundIn(conversation, message).map((each) => ({ ...each, eventId: message.id })))
      return all
        .filter(({ field, value }, at) => all.findIndex((it) => it.field === field && it.value === value) === at)
        .slice(0, mostProposals)
        .map(({ field, value, eventId }) => ({ field, value, eventId }))
    },

    /** An operator says that it is theirs, or that it is not. @throws AppError `validation` for what nobody wrote. */
    async decide(
      id: string,
      person: Person,
      { field, value, isTheirs }: { field: string; value: string; isTheirs: boolean },
    ): Promise<void> {
      const conversation = conversations.getForOperator(id, person.id)
      const proposal = this.proposals(conversation, events.list(id)).find(
        (each) => each.field === field && each.value === value,
      )
      if (!proposal)
        throw new AppError("validation", "This is no longer in the visitor's messages.", { field: "value" })
      if (!isTheirs) return contactCommands.dismissDetail(person, conversation.visitorId, proposal.field, value)
      checkedDetails({ [proposal.field]: value })
      await db.write((tx) =>
        keepInWrite(tx, conversations.getInWrite(tx, id), { [proposal.field]: proposal.value }, operatorActor(person)),
      )
    },

    /** What the assistant has to say about details before anything else: it was answered, or it may ask. */
    hear(conversation: Conversation, stored: readonly StoredEvent[]): Heard | undefined {
      const messages = stored.filter(isMessage)
      const last = messages.at(-1)
      if (last?.actor.kind !== "visitor") return undefined
      const { locale } = conversation
      const question = messages.findLast(({ actor }) => actor.kind === "ai")
      const asked = question?.payload.keeps
      const isAnswer = asked && messages.at(-2)?.id === question?.id
      const answer = isAnswer ? answerTo(last.payload.text) : undefined
      if (answer === "no") return { text: captureText("left", locale) }
      if (asked && question && answer === "yes") {
        return {
          text: captureText("kept", locale, Object.values(asked)),
          keep: (tx, current) => keepInWrite(tx, current, asked, undefined, question.payload.text),
        }
      }
      const found = foundIn(conversation, last)
      // The timer loop may have kept them before the assistant came to it.
      const isKept = stored.some((event) => event.type === "contact" && event.id > last.id)
      const written = isKept ? recogniseDetails(last.payload.text, locale) : []
      if (isClear(written) && isOnlyDetails(last.payload.text, written))
        return {
          text: captureText(
            "kept",
            locale,
            written.map(({ value }) => value),
          ),
        }
      if (!isClear(found) || !isOnlyDetails(last.payload.text, found)) return undefined
      const wording = askedBy(stored, last)
      const details = detailsOf(found)
      if (wording) {
        return {
          text: captureText("kept", locale, Object.values(details)),
          keep: (tx, current) => keepInWrite(tx, current, details, undefined, wording),
        }
      }
      return { text: captureText("ask", locale, Object.values(details)), keeps: details }
    },

    /** Beside an answer: the details that stood in the question. Asked once. */
    alsoAsk(
      conversation: Conversation,
      stored: readonly StoredEvent[],
    ): { text: string; keeps: KeptDetails } | undefined {
      const messages = stored.filter(isMessage)
      const last = messages.findLast(({ actor }) => actor.kind === "visitor")
      if (!last || messages.some(({ payload }) => payload.keeps)) return undefined
      const found = foundIn(conversation, last)
      if (!isClear(found)) return undefined
      const keeps = detailsOf(found)
      return { text: captureText("ask", conversation.locale, Object.values(keeps)), keeps }
    },

    /** For the timer loop: whoever waits and was asked for an address, and has written it instead of using the form. */
    async runDue(): Promise<void> {
      // What changed in the very moment of the last look is looked at again, which changes nothing twice.
      const changed = waitingChanged.all(lookedUntil - overlapMs, readAtOnce)
      for (const { id } of changed) await captureIn(id)
      lookedUntil = Math.max(lookedUntil + (changed.length === readAtOnce ? 1 : 0), changed.at(-1)?.updated_at ?? 0)
    },
  }
}

const asksForDetails =
  /e-?mail|phone|number|reach you|contact you|get back to you|correo|tel[ée]fono|n[úu]mero|contactarle|telefon|nummer|erreichen|adresse|courriel|t[ée]l[ée]phone|joindre|telefon[eo]|contact[oa]|contattar|indirizzo|telefoon|adres|bereiken/i
