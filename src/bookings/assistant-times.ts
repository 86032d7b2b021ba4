import type { Times, TimesAnswer } from "../assistant/answerer"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { Conversation, ConversationStore } from "../conversations/conversation-store"
import type { Tx } from "../db/database"
import { AppError } from "../errors"
import type { Actor } from "../events/event"
import { isDate } from "../queues/hours"
import type { VisitorStore } from "../visitors/visitor-store"
import type { BookingType } from "./booking-store"
import type { BookingCommands } from "./commands"
import { timeText } from "./wording"

type Deps = {
  chatbots: Pick<ChatbotStore, "get">
  visitors: Pick<VisitorStore, "find">
  conversations: Pick<ConversationStore, "getInWrite">
  bookings: Pick<BookingCommands, "enabledTypes" | "listSlots" | "rulesOf" | "startOf" | "zoneFor" | "book">
  now: () => number
}

const dayMs = 24 * 3600_000
const shownSlots = 8

/** What a model may look up and book in one turn of a conversation: the widget's own times, and only while the AI holds it. */
export function createTimesFor({ chatbots, visitors, conversations, bookings, now }: Deps) {
  const say = (text: string): TimesAnswer => ({ text })
  const person = (reason: string): TimesAnswer => ({
    text: "This does not fit. A person of the business takes care of it.",
    needsPerson: reason,
  })

  /** @param said what the visitor wrote in this conversation. @returns nothing where there is nothing to book. */
  return function timesFor(conversation: Conversation, said: readonly string[]): Times | undefined {
    const { chatbotId, visitorId, locale, revision, visitorEventId } = conversation
    const types = bookings.enabledTypes(chatbotId).filter((type) => bookings.rulesOf(type).hours !== undefined)
    if (types.length === 0) return undefined
    const { name: chatbotName } = chatbots.get(chatbotId)
    const visitor = visitors.find(visitorId)

    const zoneOf = (type: BookingType) => bookings.zoneFor(type, visitor)
    const lineOf = (type: BookingType, { slot, start }: { slot: string; start: string }) =>
      `- slot ${slot}: ${type.name} (${type.kind}), ${timeText(locale, zoneOf(type), Date.parse(start))}`

    function listFrom(type: BookingType, from: number): string[] {
      const slots = bookings.listSlots(chatbotId, { from, days: type.horizonDays, type: type.id })
      return slots.slice(0, shownSlots).map((slot) => lineOf(type, slot))
    }

    /** A model must not make up how to reach somebody: only what the visitor wrote. Their contact is filled in by itself. */
    function isTheirs(value: string | undefined): boolean {
      if (!value) return true
      const all = said.join("\n").toLowerCase()
      const digits = value.replace(/\D/g, "")
      return value.includes("@")
        ? all.includes(value.toLowerCase())
        : digits.length >= 3 && all.replace(/\D/g, "").includes(digits)
    }

    return {
      find({ kind, from, people }) {
        const wanted = kind ? types.filter((type) => type.kind === kind) : types
        if (wanted.length === 0) return say("Nothing of this kind can be booked.")
        const fitting = wanted.filter((type) => (people ?? 1) <= type.groupLimit)
        if (fitting.length === 0) {
          const most = Math.max(...wanted.map(({ groupLimit }) => groupLimit))
          return person(`A wish for ${people} people; at most ${most} can be booked`)
        }
        if (from !== undefined && !isDate(from)) return say("Write the first day as 2026-11-24.")
        const begin = (type: BookingType) => (from ? Math.max(bookings.startOf(type, from), now()) : now())
        const within = fitting.filter((type) => begin(type) <= now() + type.horizonDays * dayMs)
        if (within.length === 0) return person(`A wish for a time from ${from} on, later than can be booked`)
        const lines = within.flatMap((type) => listFrom(type, begin(type)))
        if (lines.length === 0) return person(from ? `No free time from ${from} on` : "No free time")
        const { kind: first, id: type } = within[0]!
        return { text: ["Free times, in the visitor's time zone:", ...lines].join("\n"), slots: { kind: first, type } }
      },

      async book({ slot, name, email, phone, people, note }) {
        const type = types.find(({ id }) => slot.startsWith(`${id}@`))
        if (!type) return say("This is not one of the offered times. Look the free times up first.")
        if ((people ?? 1) > type.groupLimit)
          return person(`A wish for ${people} people; at most ${type.groupLimit} can be booked as “${type.name}”`)
        if (!isTheirs(email) || !isTheirs(phone))
          return say("Only an address or number that the visitor wrote may be used. Ask the visitor for it.")
        const actor: Actor = { kind: "ai", id: chatbotId, name: chatbotName }
        // Whoever took over decides now: what was thought before that books nothing.
        const mayStill = (tx: Tx) => {
          if (conversations.getInWrite(tx, conversation.id).revision !== revision) throw new Overtaken()
        }
        try {
          const contact = { ...(name ? { name } : {}), ...(email ? { email } : {}), ...(phone ? { phone } : {}) }
          const wish = { visitorId, slot, kind: type.kind, contact, people, note }
          const booked = await bookings.book(
            // A turn that is taken up again books once; what was cancelled since is booked anew for a new wish.
            { ...wish, clientId: `ai:${conversation.id}:${slot}:${visitorEventId}` },
            actor,
            mayStill,
          )
          const time = timeText(locale, zoneOf(type), booked.startsAt)
          return { text: `Booked: ${type.name}, ${time}. Tell the visitor the time as it stands here.`, isBooked: true }
        } catch (error) {
          if (error instanceof Overtaken) return say("A person has taken the conversation over. Nothing was booked.")
          if (!(error instanceof AppError)) throw error
          if (!Array.isArray(error.extra.slots))
            return say(`Not booked: ${error.message} Ask the visitor for what is missing.`)
          return say(["That time was just taken. Free now:", ...listFrom(type, now())].join("\n"))
        }
      },
    }
  }
}

class Overtaken extends Error {
  override name = "Overtaken"
}
