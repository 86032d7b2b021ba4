import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { SlotOffer } from "../events/event"
import { dayAt, isTimeZone } from "../queues/hours"
import { readAvailabilityQuestion } from "./availability-question"
import type { BookingType } from "./booking-store"
import type { BookingCommands } from "./commands"
import { bookingWords, timeText } from "./wording"

type Deps = {
  chatbots: Pick<ChatbotStore, "find">
  bookings: Pick<BookingCommands, "enabledTypes" | "listSlots" | "rulesOf" | "startOf">
  now: () => number
}

type Availability = { text: string; slots?: SlotOffer; wantsPerson?: { reason: string } }

const dayMs = 24 * 3600_000
const named = 3

/** Routine questions for a time, answered from the same slots that the widget shows. */
export function createAnswerAvailability({ chatbots, bookings, now }: Deps) {
  /** The type whose name was said; else the first of its kind. */
  function typeFor(chatbotId: string, question: string, wantsCall: boolean): BookingType | undefined {
    const types = bookings.enabledTypes(chatbotId)
    const said = question.toLowerCase()
    return (
      types.find(({ name }) => said.includes(name.toLowerCase())) ??
      types.find(({ kind }) => kind === (wantsCall ? "callback" : "booking"))
    )
  }

  /**
   * @param before where only another day is named, what was asked before it.
   * @returns nothing when it is no such question, or there is nothing to book.
   */
  return function answerAvailability(
    chatbotId: string,
    question: string,
    locale: string,
    timeZone: string | undefined,
    before = "",
  ): Availability | undefined {
    if (!chatbots.find(chatbotId)) return undefined
    const at = now()
    const first = bookings.enabledTypes(chatbotId)[0]
    const hours = first && bookings.rulesOf(first).hours
    if (!hours) return undefined
    const asked = readAvailabilityQuestion(question, dayAt(hours, at), before)
    const type = asked && typeFor(chatbotId, `${before} ${question}`, asked.wantsCall)
    if (!asked || !type) return undefined

    const words = bookingWords(locale)
    const person = (reason: string): Availability => ({ text: "", wantsPerson: { reason } })
    if (asked.people && asked.people > type.groupLimit)
      return person(`A wish for ${asked.people} people; at most ${type.groupLimit} can be booked as “${type.name}”`)
    const from = asked.date ? Math.max(at, bookings.startOf(type, asked.date)) : at
    if (from > at + type.horizonDays * dayMs)
      return person(`A wish for ${asked.date}; “${type.name}” can be booked ${type.horizonDays} days ahead`)

    const own = bookings.rulesOf(type).hours ?? hours
    const ahead = bookings.listSlots(chatbotId, { from, days: type.horizonDays, type: type.id })
    const wished = ahead.filter(({ start }) => isWished(asked, start, own.timeZone))
    // Where there is nothing as they wish, the next there are.
    const free = (wished.length > 0 ? wished : ahead).slice(0, named)
    if (free.length === 0)
      return person(
        asked.date ? `No free time for “${type.name}” from ${asked.date} on` : `No free time for “${type.name}”`,
      )
    const zone = isTimeZone(timeZone) ? timeZone : hours.timeZone
    const lines = free.map(({ start }) => `- ${timeText(locale, zone, Date.parse(start))}`)
    return {
      text: [words.free.replace("{}", type.name), ...lines].join("\n"),
      slots: { kind: type.kind, type: type.id },
    }
  }
}

type Wish = Pick<NonNullable<ReturnType<typeof readAvailabilityQuestion>>, "date" | "weekdays" | "part">

const hoursOfPart = { morning: [0, 12], afternoon: [12, 17], evening: [17, 24] } as const

/** Whether a time is on the day and in the part of it that were named, where the business is. */
function isWished({ date, weekdays, part }: Wish, start: string, timeZone: string): boolean {
  const local = Temporal.Instant.from(start).toZonedDateTimeISO(timeZone)
  const [first, end] = part ? hoursOfPart[part] : [0, 24]
  return (
    (date === undefined || local.toPlainDate().toString() === date) &&
    (date !== undefined || weekdays.length === 0 || weekdays.includes(local.dayOfWeek)) &&
    local.hour >= first &&
    local.hour < end
  )
}
