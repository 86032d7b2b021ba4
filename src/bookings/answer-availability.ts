import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { SlotOffer } from "../events/event"
import { dayAt, isTimeZone } from "../queues/hours"
import { readAvailabilityQuestion, wordsOfName } from "./availability-question"
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
  /** The type whose name was said, or the most of it; else the first of its kind. */
  function typeFor(chatbotId: string, question: string, wantsCall: boolean): BookingType | undefined {
    const types = bookings.enabledTypes(chatbotId)
    const said = question.toLowerCase()
    return (
      types.find(({ name }) => said.includes(name.toLowerCase())) ??
      mostOf(types, (type) => (type.kind === "booking" ? wordsOfName(type.name, question) : 0)) ??
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
    const types = bookings.enabledTypes(chatbotId)
    const hours = types[0] && bookings.rulesOf(types[0]).hours
    if (!hours) return undefined
    const names = types.flatMap(({ kind, name }) => (kind === "booking" ? [name] : []))
    const asked = readAvailabilityQuestion(question, dayAt(hours, at), before, names)
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
    const free = nearest(wished.length > 0 ? wished : ahead, asked.minute, own.timeZone)
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

/** The one of which the most was said, if anything was. */
function mostOf<T>(all: readonly T[], said: (one: T) => number): T | undefined {
  const most = Math.max(0, ...all.map(said))
  return most > 0 ? all.find((one) => said(one) === most) : undefined
}

/** The first of them, or those of the first day that are nearest to the hour that was named. */
function nearest<T extends { start: string }>(free: readonly T[], minute: number | undefined, timeZone: string): T[] {
  if (minute === undefined || !free[0]) return free.slice(0, named)
  const local = ({ start }: T) => Temporal.Instant.from(start).toZonedDateTimeISO(timeZone)
  const day = local(free[0]).toPlainDate()
  const away = (slot: T) => Math.abs(local(slot).hour * 60 + local(slot).minute - minute)
  return free
    .filter((slot) => local(slot).toPlainDate().equals(day))
    .sort((one, other) => away(one) - away(other))
    .slice(0, named)
    .sort((one, other) => one.start.localeCompare(other.start))
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
