import { createHmac, timingSafeEqual } from "node:crypto"
import type { Person } from "../accounts/person-store"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { ContactStore } from "../contacts/contact-store"
import { systemActor } from "../conversations/actors"
import type { ConversationCommands } from "../conversations/commands"
import type { Conversation, ConversationStore } from "../conversations/conversation-store"
import type { Database, Tx } from "../db/database"
import { AppError } from "../errors"
import type { Actor } from "../events/event"
import { languageOf } from "../languages/sentences"
import { addDays, dayStart, isTimeZone, readHours } from "../queues/hours"
import type { Visitor, VisitorStore } from "../visitors/visitor-store"
import type { Booking, BookingContact, BookingKind, BookingStore, BookingType } from "./booking-store"
import { writeInvitation } from "./invitation"
import { busyOf, freeSlots, isFree, type SlotRules } from "./slots"
import { bookingWords, timeText } from "./wording"

type BookingLetter = {
  to: string
  subject: string
  locale: string
  title: string
  paragraphs: string[]
  /** What the visitor wrote to it. */
  lines?: { who: string; text: string }[]
  button?: { label: string; href: string }
  footer: string
  replyTo?: string
  calendar: { method: "REQUEST" | "CANCEL"; ics: string }
}
type Act = "booked" | "moved" | "cancelled"
type Notification = { bookingId: string; title: string; body: string; path: string }

/** What is told of somebody leaves with them. */
type About = { conversationId?: string; visitorId?: string }

export type BookingMail = {
  canSend(): boolean
  /** In the transaction of the booking: no letter without it, and none is lost. */
  send(tx: Tx, letter: BookingLetter, of: About): void
  /** Likewise, to somebody of the team. */
  sendToTeam(tx: Tx, letter: BookingLetter, of: About): void
  /** Whoever answers for this chatbot and wants to be told. */
  teamOf(chatbotId: string): Person[]
  /** On their devices. `path`: of the desk's page that it leads to. */
  notify(tx: Tx, person: Person, words: Notification, of: About): void
  /** A line where the team reads along, if there is such a place. */
  announce(tx: Tx, text: string, of: About): void
  /** The address that letters come from. */
  from(): string
}

type Deps = {
  db: Database
  store: BookingStore
  chatbots: ChatbotStore
  visitors: VisitorStore
  contacts: ContactStore
  conversations: ConversationStore
  commands: Pick<ConversationCommands, "append">
  /** Begins a conversation for a visitor who has said nothing yet. */
  start: (tx: Tx, visitor: Visitor) => Conversation
  mail: BookingMail
  /** Signs the links in letters. */
  key: string
  publicUrl: () => string
  now: () => number
  newId: () => string
}

type Slot = { slot: string; kind: BookingKind; type: string; name: string; start: string; end: string }
/** Of one visitor: nobody fills a business's calendar, or others' mailboxes, from a chat. */
const mostUpcoming = 5

type NewBooking = {
  visitorId: string
  /** As the list gave it, or the moment alone. */
  slot: string
  kind: BookingKind
  contact: BookingContact
  note?: string | undefined
  people?: number | undefined
  clientId?: string | undefined
}

export type BookingCommands = ReturnType<typeof createBookingCommands>

const dayMs = 24 * 3600_000
/** How far a booking and its buffers may reach from where it begins: a day each. */
const longestReach = 2 * dayMs
const offered = 5
const mostAlternatives = 20

/** Free times, and what may be done with them. */
export function createBookingCommands(deps: Deps) {
  const { db, store, chatbots, visitors, contacts, conversations, commands, start, mail, key, publicUrl } = deps
  const { now, newId } = deps

  /** Whatever its own week is: on the business's holidays nobody is there. */
  function rulesOf(type: BookingType): SlotRules {
    const general = readHours(chatbots.get(type.chatbotId).hours)
    const own = type.hours ? readHours(type.hours) : undefined
    const hours = own ? { ...own, exceptions: [...(general?.exceptions ?? []), ...own.exceptions] } : general
    return { ...type, hours }
  }

  /** The zone in which a visitor is told a time: their own where their browser named one, else the business's. */
  const zoneFor = (type: BookingType, visitor: Pick<Visitor, "timezone"> | undefined): string =>
    isTimeZone(visitor?.timezone) ? visitor.timezone : (rulesOf(type).hours?.timeZone ?? "UTC")

  const toSlot = (type: BookingType, startsAt: number): Slot => ({
    slot: `${type.id}@${startsAt}`,
    kind: type.kind,
    type: type.id,
    name: type.name,
    start: new Date(startsAt).toISOString(),
    end: new Date(startsAt + type.minutes * 60_000).toISOString(),
  })

  /** @param except the booking that is to move. */
  function freeOf(type: BookingType, from: number, to: number, limit?: number, except?: string): Slot[] {
    const rules = rulesOf(type)
    const busy = store.listBusy(type.id, from - longestReach, to + longestReach, except)
    return freeSlots(rules, busy, { now: now(), from, to, ...(limit ? { limit } : {}) }).map((at) => toSlot(type, at))
  }

  /** When a day begins where the appointment is kept. */
  const startOf = (type: BookingType, date: string): number => dayStart(rulesOf(type).hours?.timeZone ?? "UTC", date)

  const enabledTypes = (chatbotId: string, kind?: string, typeId?: string) =>
    store
      .listTypes(chatbotId)
      .filter((type) => type.enabled && (!kind || type.kind === kind) && (!typeId || type.id === typeId))

  const nextFree = (type: BookingType, limit = offered, except?: string): Slot[] =>
    freeOf(type, now(), now() + (type.horizonDays + 1) * dayMs, limit, except)

  const sign = (id: string) => createHmac("sha256", key).update(`booking:${id}`).digest("base64url").slice(0, 32)
  const linkOf = ({ id }: Booking) => `${publicUrl()}/appointments/${encodeURIComponent(id)}/${sign(id)}`

  /** The conversation's log and the visitor's letter say the same, in the same write. */
  function tell(tx: Tx, booking: Booking, action: Act, actor: Actor): void {
    const { id, kind, name, conversationId, locale, timeZone, startsAt, contact } = booking
    const words = bookingWords(locale)
    const text = words[action].replace("{}", `${name}, ${timeText(locale, timeZone, startsAt)}`)
    if (conversationId) {
      const payload = {
        action,
        bookingId: id,
        kind,
        name,
        start: new Date(startsAt).toISOString(),
        end: new Date(booking.endsAt).toISOString(),
        timeZone,
        people: booking.people,
        contact,
        ...(booking.note ? { note: booking.note } : {}),
        text,
      }
      commands.append(tx, conversations.getInWrite(tx, conversationId), actor, { type: "booking", payload })
    }
    tellTeam(tx, booking, action)
    if (!contact.email || !mail.canSend()) return
    const { name: business, fallback } = chatbots.get(booking.chatbotId)
    const link = linkOf(booking)
    const details = detailsOf(booking)
    const facts = { business, organiser: mail.from(), link, now: now() }
    const attendee = {
      email: contact.email,
      ...(contact.name && !namesWebsite(contact.name) ? { name: contact.name } : {}),
    }
    const own = { summary: `${name} · ${business}`, attendee, details }
    const letter: BookingLetter = {
      to: contact.email,
      subject: `${text} · ${business}`,
      locale: languageOf(locale),
      title: business,
      paragraphs: [text, ...details],
      ...(action === "cancelled" ? {} : { button: { label: words.manage, href: link } }),
      footer: words.footer.replace("{}", () => business),
      ...(fallback.email ? { replyTo: fallback.email } : {}),
      calendar: writeInvitation(booking, { ...facts, ...own }),
    }
    mail.send(tx, letter, aboutOf(booking))
  }

  const aboutOf = ({ conversationId, visitorId }: Booking): About => ({
    ...(conversationId ? { conversationId } : {}),
    ...(visitorId ? { visitorId } : {}),
  })

  /** Nobody need look for it: it comes to whoever answers for the chatbot, and into their calendars, and goes from there. */
  function tellTeam(tx: Tx, booking: Booking, action: Act): void {
    const { chatbotId, conversationId, contact, people, note, typeId, name, startsAt } = booking
    const { name: who = contact.email ?? contact.phone ?? "A visitor" } = contact
    const type = typeId ? store.findTypeInWrite(tx, typeId) : undefined
    const zone = (type && rulesOf(type).hours?.timeZone) ?? booking.timeZone
    const title = bookingWords("en")[action].replace("{}", () => `${name}, ${timeText("en", zone, startsAt)}`)
    const business = chatbots.get(chatbotId).name
    const reach = [contact.name, contact.phone, contact.email].filter((each) => each !== undefined).join(" · ")
    const details = [reach, ...(people > 1 ? [`For ${people} people`] : [])]
    const place = conversationId ? `conversations/${encodeURIComponent(conversationId)}` : "bookings"
    const path = `/operator/${place}`
    const link = `${publicUrl()}${path}`
    // Less than in the letter: from there it cannot be taken back.
    const of = aboutOf(booking)
    mail.announce(tx, [title, contact.name ?? "A visitor", business, link].join(" · "), of)
    const canSend = mail.canSend()
    for (const person of mail.teamOf(chatbotId)) {
      mail.notify(tx, person, { bookingId: booking.id, title, body: details.join("\n"), path }, of)
      if (!canSend) continue
      const facts = { business, organiser: mail.from(), link, now: now() }
      const own = { summary: `${name} · ${who}`, attendee: person }
      const letter: BookingLetter = {
        to: person.email,
        locale: "en",
        subject: `${title} · ${who}`,
        title,
        paragraphs: details,
        lines: note ? [{ who, text: note }] : [],
        ...(contact.email ? { replyTo: contact.email } : {}),
        button: { label: conversationId ? "Open the conversation" : "All bookings", href: link },
        footer: `Baton sends this to everybody who answers for ${business}.`,
        calendar: writeInvitation(booking, { ...facts, ...own, details: [...details, ...(note ? [note] : [])] }),
      }
      mail.sendToTeam(tx, letter, of)
    }
  }

  function refuseIfTaken(tx: Tx, type: BookingType, startsAt: number, locale: string, except?: string): void {
    const busy = store.listBusyInWrite(tx, type.id, startsAt - longestReach, startsAt + longestReach, except)
    if (isFree(rulesOf(type), busy, now(), startsAt)) return
    throw new AppError("conflict", bookingWords(locale).taken, { slots: nextFree(type) })
  }

  function typeOf(tx: Tx, chatbotId: string, kind: BookingKind, slot: string): { type: BookingType; startsAt: number } {
    const [, typeId, moment] = /^(.+)@(\d{1,15})$/.exec(slot) ?? []
    const startsAt = moment ? Number(moment) : Date.parse(slot)
    const type = typeId
      ? store.findTypeInWrite(tx, typeId)
      : store.listTypesInWrite(tx, chatbotId).find((it) => it.kind === kind && it.enabled)
    if (!Number.isFinite(startsAt) || !type || type.chatbotId !== chatbotId || !type.enabled || type.kind !== kind)
      throw notOffered()
    return { type, startsAt }
  }

  return {
    linkOf,
    enabledTypes,
    nextFree,
    rulesOf,
    zoneFor,
    /** The time zone of whoever keeps these appointments. */
    zoneOf(typeId: string): string | undefined {
      const type = store.findType(typeId)
      return type && rulesOf(type).hours?.timeZone
    },
    hasCallback: (chatbotId: string): boolean =>
      enabledTypes(chatbotId, "callback").some((type) => nextFree(type, 1).length > 0),

    startOf,
    /** @param from epoch milliseconds, or a day as `2026-11-24`. */
    listSlots: (
      chatbotId: string,
      wanted: { from: number | string; days: number; kind?: string; type?: string },
    ): Slot[] =>
      enabledTypes(chatbotId, wanted.kind, wanted.type).flatMap((type) => {
        const { from, days } = wanted
        if (typeof from === "number") return freeOf(type, from, from + days * dayMs)
        return freeOf(type, startOf(type, from), startOf(type, addDays(from, days)))
      }),

    /**
     * @param mayStill looks, inside the write, whether whoever books still may; throws if not.
     * @throws AppError `validation`; `conflict` with the next free `slots` when somebody else was quicker.
     */
    book(wanted: NewBooking, actor?: Actor, mayStill: (tx: Tx) => void = () => undefined): Promise<Booking> {
      return db.write((tx) => {
        mayStill(tx)
        const visitor = visitors.findInWrite(tx, wanted.visitorId)
        if (!visitor) throw new AppError("unauthorized", "This visitor is no longer known. Start a new session.")
        const { type, startsAt } = typeOf(tx, visitor.chatbotId, wanted.kind, wanted.slot)
        const repeated = store.findRepeated(tx, visitor.id, type.id, startsAt, wanted.clientId ?? null)
        if (repeated) return repeated

        const known = visitor.contactId ? contacts.getInWrite(tx, visitor.contactId) : undefined
        const contact = checkContact(wanted.kind, wanted.contact, known)
        const people = wanted.people ?? 1
        if (people > type.groupLimit)
          throw new AppError("validation", `At most ${type.groupLimit} people with one booking.`, { field: "people" })
        refuseIfTaken(tx, type, startsAt, visitor.locale)
        const at = now()
        if (store.countUpcoming(tx, visitor.id, at) >= mostUpcoming)
          throw new AppError("conflict", bookingWords(visitor.locale).tooMany.replace("{}", String(mostUpcoming)))

        const saved = contacts.merge(tx, visitor.contactId ?? newId(), contact, at)
        visitors.linkContact(tx, visitor.id, saved.id)
        const latest = conversations.findLatestOfVisitorInWrite(tx, visitor.id)
        const conversation = latest && latest.lifecycle.state !== "closed" ? latest : startIfAnswered(tx, visitor)
        const booking: Booking = {
          id: newId(),
          chatbotId: visitor.chatbotId,
          typeId: type.id,
          visitorId: visitor.id,
          conversationId: conversation?.id ?? null,
          kind: type.kind,
          name: type.name,
          startsAt,
          endsAt: startsAt + type.minutes * 60_000,
          contact,
          note: wanted.note?.trim() ?? "",
          people,
          locale: visitor.locale,
          timeZone: zoneFor(type, visitor),
          clientId: wanted.clientId ?? null,
          sequence: 0,
          createdAt: at,
          updatedAt: at,
          cancelledAt: null,
        }
        store.insert(tx, booking, busyOf(rulesOf(type), startsAt))
        tell(tx, booking, "booked", actor ?? { kind: "visitor", id: visitor.id, name: contact.name ?? "Visitor" })
        return booking
      })
    },

    /** @throws AppError `not_found` for a link that is not ours. */
    ofLink(id: string, signature: string): Booking {
      const expected = Buffer.from(sign(id))
      const given = Buffer.from(signature)
      const isOurs = given.length === expected.length && timingSafeEqual(given, expected)
      const booking = isOurs ? store.find(id) : undefined
      if (!booking) throw new AppError("not_found", "This link is not complete, or the appointment is gone.")
      return booking
    },

    /** Cancelling twice is cancelling once. */
    cancel(id: string): Promise<Booking> {
      return db.write((tx) => {
        const booking = store.getInWrite(tx, id)
        if (booking.cancelledAt !== null) return booking
        const at = now()
        if (booking.endsAt <= at) throw new AppError("conflict", bookingWords(booking.locale).past)
        store.cancel(tx, id, at)
        const after = { ...booking, cancelledAt: at, sequence: booking.sequence + 1 }
        tell(tx, after, "cancelled", systemActor)
        return after
      })
    },

    /** @throws AppError `validation`; `conflict` when it is over, cancelled, or the time was just taken. */
    move(id: string, slot: string): Promise<Booking> {
      return db.write((tx) => {
        const booking = store.getInWrite(tx, id)
        if (booking.cancelledAt !== null || booking.endsAt <= now())
          throw new AppError("conflict", bookingWords(booking.locale).past)
        const { type, startsAt } = typeOf(tx, booking.chatbotId, booking.kind, slot)
        // Another's time would be looked for in its calendar, and kept in this one's.
        if (type.id !== booking.typeId) throw notOffered()
        if (startsAt === booking.startsAt) return booking
        refuseIfTaken(tx, type, startsAt, booking.locale, id)
        const at = now()
        const after = {
          ...booking,
          startsAt,
          endsAt: startsAt + type.minutes * 60_000,
          sequence: booking.sequence + 1,
          updatedAt: at,
        }
        store.move(tx, id, after, busyOf(rulesOf(type), startsAt), at)
        tell(tx, after, "moved", systemActor)
        return after
      })
    },

    /** Other times for a booking that may move. */
    alternatives(booking: Booking): Slot[] {
      const type = booking.typeId ? store.findType(booking.typeId) : undefined
      const free = type?.enabled ? nextFree(type, mostAlternatives + 1, booking.id) : []
      return free.filter(({ start }) => Date.parse(start) !== booking.startsAt).slice(0, mostAlternatives)
    },
  }

  /** In pure live chat a booking calls nobody: it stands in the operators' list. */
  function startIfAnswered(tx: Tx, visitor: Visitor): Conversation | undefined {
    return chatbots.get(visitor.chatbotId).aiEnabled ? start(tx, visitor) : undefined
  }
}

const longestNote = 500

/** Anybody may book in the name of any address: a letter of the business's is not to carry what they advertise. */
const namesWebsite = (text: string) => /:\/\/|\bwww\.|[\p{L}\d-]\.\p{L}{2,}/iu.test(text)

/** What they themselves said when they booked. */
function detailsOf({ contact: { name, phone }, people, note, locale }: Booking): string[] {
  const words = bookingWords(locale)
  const who = [name, phone].filter((each) => each && !namesWebsite(each)).join(" · ")
  return [
    ...(who ? [who] : []),
    ...(people > 1 ? [words.people.replace("{}", String(people))] : []),
    ...(note && !namesWebsite(note) ? [words.note.replace("{}", () => note.slice(0, longestNote))] : []),
  ]
}

const notOffered = () => new AppError("validation", "This is not one of the offered times.", { field: "slot" })

/** @throws AppError `validation`: a call needs a number, an appointment a name and a way to be reached. */
function checkContact(
  kind: BookingKind,
  given: BookingContact,
  known: { name: string | null; email: string | null; phone: string | null } | undefined,
): BookingContact {
  const pick = (field: keyof BookingContact) => given[field]?.trim() || known?.[field] || undefined
  const [name, email, phone] = [pick("name"), pick("email"), pick("phone")]
  if (email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
    throw new AppError("validation", "This is not an email address.", { field: "contact.email" })
  if (phone && phone.replace(/\D/g, "").length < 3)
    throw new AppError("validation", "This is not a phone number.", { field: "contact.phone" })
  if (kind === "callback" && !phone)
    throw new AppError("validation", "Give a phone number that we can call.", { field: "contact.phone" })
  if (kind === "booking" && !name) throw new AppError("validation", "Give your name.", { field: "contact.name" })
  if (kind === "booking" && !email && !phone)
    throw new AppError("validation", "Give an email address or a phone number.", { field: "contact.email" })
  return { ...(name ? { name } : {}), ...(email ? { email } : {}), ...(phone ? { phone } : {}) }
}
