/** What a visitor reads when nobody is online: only what can be kept, in their language. Pure. */

import { dateStyleOf, gapIn, sentencesIn } from "../languages/sentences"

/** What this chatbot can truly do for this visitor just now. */
export type Means = {
  /** When somebody is back, as the visitor would say it. */
  back: string | undefined
  /** The AI goes on trying. */
  keepsAnswering: boolean
  /** An email can be sent when somebody is back. */
  emailsWhenBack: boolean
  /** The visitor's address, if they gave one. */
  address: string | undefined
  /** Somebody will get the visitor's details as a task. */
  followsUp: boolean
  /** Whether any way to reach the visitor is known. */
  isReachable: boolean
  /** An address of the business to write to. */
  email: string | null
  /** Free times for a call are at hand. */
  callback: boolean
}

/** Said once in full, it is not repeated: still nobody, and when somebody is. */
export function stillNobodyText(locale: string, back: string | undefined): string {
  const t = sentencesIn(locale).fallback
  return [t.still, back && t.back.replace("{}", back)].filter(Boolean).join(gapIn(locale))
}

/** Each sentence stands only where there is a way to keep it; without an address it asks for one. */
export function fallbackText(locale: string, means: Means): string {
  const t = sentencesIn(locale).fallback
  const { back, keepsAnswering, emailsWhenBack, address, followsUp, isReachable, email, callback } = means
  const reach = emailsWhenBack
    ? address
      ? t.emailed.replace("{}", address)
      : t.askForEmail
    : followsUp && (isReachable ? t.followed : t.askForContact)
  return [
    t.nobody,
    back && t.back.replace("{}", back),
    keepsAnswering && t.trying,
    reach,
    email && t.write.replace("{}", email),
    callback && t.callback,
    t.kept,
  ]
    .filter(Boolean)
    .join(gapIn(locale))
}

/** “Monday 09:00”, with the date when that is more than six days away. */
export function momentText(locale: string, timeZone: string, at: number, now: number): string {
  const isNear = at - now < 6 * 24 * 3600_000
  const format = (parts: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(dateStyleOf(locale), { ...parts, timeZone }).format(at)
  return sentencesIn(locale)
    .fallback.moment.replace("{day}", format({ weekday: "long", ...(isNear ? {} : { day: "numeric", month: "long" }) }))
    .replace("{time}", format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }))
}

/** The AI does not know, and a person is called already: no second call, and no guess. */
export const keptForTeamText = (locale: string): string => sentencesIn(locale).answers.keptForTeam
