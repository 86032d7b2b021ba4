/** Finds a day in a text that announces something and is over. Pure. */

const months = "january february march april may june july august september october november december".split(" ")
const month = `(${months.map((name) => `${name}|${name.slice(0, 3)}`).join("|")})\\.?`
const dated = [
  {
    pattern: new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?${month},?\\s+(20\\d\\d)\\b`, "giu"),
    order: [3, 2, 1],
  },
  { pattern: new RegExp(`\\b${month}\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(20\\d\\d)\\b`, "giu"), order: [3, 1, 2] },
  { pattern: /\b(20\d\d)-(\d{2})-(\d{2})\b/gu, order: [1, 2, 3] },
] as const
/** Without these a date is history, and history does not go out of date. */
const announces =
  /\b(?:until|till|valid|by|before|from|on|starts?|begins?|ends?|closed|open|offer|sale|deadline|will|next|upcoming|book|expires?|available)\b/i
const told = /\b(?:founded|since|opened in|established|copyright|last updated|updated on|was|were|started in)\b|©/i

/** The latest day of a sentence that announces, if it is over; as it is written. */
export function pastDateIn(text: string, now: number): string | undefined {
  for (const line of text.split(/\n|(?<=[.!?])\s/)) {
    if (!announces.test(line) || told.test(line)) continue
    const days = dated.flatMap(({ pattern, order }) =>
      [...line.matchAll(pattern)].flatMap((match) => {
        const [year, named, day] = order.map((index) => match[index]!)
        const at = Date.UTC(Number(year), monthOf(named!), Number(day) + 1)
        return Number.isNaN(at) ? [] : [{ at, said: match[0] }]
      }),
    )
    const latest = days.sort((a, b) => b.at - a.at)[0]
    if (latest && latest.at < now) return latest.said
  }
  return undefined
}

const monthOf = (text: string): number =>
  /^\d+$/.test(text) ? Number(text) - 1 : months.findIndex((name) => name.startsWith(text.slice(0, 3).toLowerCase()))
