/** Whether a passage has what a question wants to hear: a number, a date or time, a share. In English only. Pure. */

const numbers = 1
const dates = 2
const shares = 4

/** @returns one bit for each kind that stands in it. */
export function kindsOf(text: string): number {
  return (
    (/\d/.test(text) ? numbers : 0) |
    (/\b(?:19|20)\d\d\b|\b(?:january|february|march|april|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|\d ?(?:am|pm|days?|hours?|weeks?|months?)\b|\d\d:\d\d/i.test(
      text,
    )
      ? dates
      : 0) |
    (/\d ?%|per ?cent/i.test(text) ? shares : 0)
  )
}

/** @returns the bit of what is wanted; 0 where nothing of the kind is. */
export function kindsAsked(words: readonly string[]): number {
  const text = ` ${words.join(" ")} `
  if (/ (?:percentage|percent|share|proportion) /.test(text)) return shares
  if (/ (?:when|what time|what year|what date|what day|how long|how soon|how fast) /.test(text)) return dates
  if (/ (?:how many|how much|how old|what number|price|cost|costs|fee|what age|rate) /.test(text)) return numbers
  return 0
}
