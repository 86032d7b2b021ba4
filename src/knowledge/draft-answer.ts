/** Makes of an operator's reply to one person an answer for everybody. Only takes away; an owner reads it before it is used. Pure. */

const greeting =
  /^(?:hi|hiya|hello|hey|dear|good (?:morning|afternoon|evening)|hola|hallo|bonjour|olá)\b[^.!?\n,]{0,40}[,.!]\s*/i
/** Sentences that speak to one person, at one moment. */
const forOne =
  /^(?:thanks?\b|thank you\b|sorry (?:for|to|about) (?:the (?:wait|delay)|that)|(?:one|just a) (?:moment|second|minute|sec)\b|let me (?:check|look|see|find|have a look)|i(?:'|’)?(?:ll| will| am going to|m going to) (?:just )?(?:check|look|find|have a look)|give me a|bear with me|i have (?:just )?(?:checked|looked|asked)|i(?:'|’)?ve (?:just )?(?:checked|looked|asked)|you(?:'|’)re (?:very )?welcome|no problem\b|of course[.!]?$|sure[.!]?$|(?:is there )?anything else\b|can i help (?:you )?with anything|let me know if|hope (?:that|this) helps|i hope (?:that|this)|have a (?:nice|good|great|lovely)|best(?: regards| wishes)?,?$|kind regards|cheers[,.!]?)/i
const opening =
  /^(?:yes|no|sure|of course|absolutely|certainly|good question|great question)[,!.:]\s+(?=\p{Lu}|\p{Ll})/iu

export function draftOf(reply: string): string {
  const lines = reply.trim().split("\n")
  const kept = lines.map((line) => {
    const text = line.replace(greeting, "")
    if (/^\s*(?:[-*+•]|\d+[.)]|\|)/.test(text)) return text
    return text
      .split(/(?<=[.!?…])\s+/)
      .filter((sentence) => !forOne.test(sentence.trim()))
      .join(" ")
  })
  const text = kept
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim()
  const bare = /^(?:yes|no)\b/i.test(text) ? text : text.replace(opening, "")
  return bare ? bare[0]!.toUpperCase() + bare.slice(1) : ""
}

/** How much of a reply is left that could answer anybody; 0: it only kept somebody company. */
export const substanceOf = (reply: string): number =>
  draftOf(reply)
    .split(/\s+/)
    .filter((word) => /\p{L}{2}|\d/u.test(word)).length

/**
 * What looks like one person's own: to be looked at before everybody reads it.
 * @param names of whom it was written to, whole or first names.
 */
export function personalIn(text: string, names: readonly string[]): string[] {
  const parts = names.flatMap((name) => [name, ...name.split(/\s+/)])
  const found = [
    ...(text.match(/[\w.+-]+@[\w-]+\.[\w.-]+/g) ?? []),
    ...(text.match(/\+?\d[\d ()/-]{7,}\d/g) ?? []),
    ...(text.match(/(?:order|invoice|booking|ticket|tracking)\s*(?:no\.?|number|id)?\s*[#:]?\s*[A-Z]{0,4}-?\d{3,}/gi) ??
      []),
    ...(text.match(/#\d{3,}/g) ?? []),
    ...parts.filter((name) => name.length > 2 && new RegExp(`(?<!\\p{L})${escaped(name)}(?!\\p{L})`, "iu").test(text)),
  ]
  return [...new Set(found)]
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
