const length = 160
/** A word longer than this is cut where it stands. */
const longestWord = 40

/** The last words of a conversation, as far as a row has room for them. Pure. */
export function previewOf(text: string): string {
  if (text.length <= length) return text
  const cut = text.slice(0, length - 1)
  const end = cut.search(/\s\S*$/)
  const whole = end > length - longestWord ? cut.slice(0, end) : cut
  return `${whole.trimEnd().replace(/[\uD800-\uDBFF]$/, "")}…`
}
