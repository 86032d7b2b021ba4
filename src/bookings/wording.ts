/** What visitors read about their bookings, in their language. Pure. */

import { dateStyleOf, type Sentences, sentencesIn } from "../languages/sentences"

type BookingWords = Sentences["bookings"]

export const bookingWords = (locale: string): BookingWords => sentencesIn(locale).bookings

/** “Monday, 23 November, 10:00 (Europe/Dublin)”: a time without its zone is half a time. */
export function timeText(locale: string, timeZone: string, at: number): string {
  const style = dateStyleOf(locale)
  const text = new Intl.DateTimeFormat(style === "en" ? "en-GB" : style, {
    weekday: "long",
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone,
  }).format(at)
  return `${text} (${timeZone})`
}
