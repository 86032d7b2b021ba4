import type { StandingBounds } from "../conversations/bounds"
import type { Evidence } from "../events/event"
import { stem } from "../knowledge/stem"
import { synonymsOf } from "../knowledge/synonyms"
import { similarity } from "../knowledge/vectors"
import { isFunctionWord, wordsOf } from "../knowledge/words"
import { isSmallTalk } from "./small-talk"

/** How alike two words or sentences are that speak of one thing. */
const [alikeWords, alikeSentences] = [0.5, 0.6]

/** Ways of asking that do not name the thing. */
const wordings: [topic: RegExp, asks: RegExp][] = [
  [/^(price|cost|pricing|fee|charge)/i, /\bhow much\b|\bexpensive\b|\bcheap(er)?\b|[€$£]/i],
  [/^(refund|reimburse|money)/i, /\bmoney back\b|\bmy money\b|\bpay (me )?back\b/i],
  [/^(preis|kosten)/i, /\bwie ?viel\b|\bteuer\b|\bgünstig|\bbillig|€/i],
  [/^(precio|coste)/i, /\bcu[aá]nto\b|\bcar[oa]\b|\bbarat/i],
  [/^(prix|tarif)/i, /\bcombien\b|\bcher\b|€/i],
  [/^(preço|custo)/i, /\bquanto\b|\bcar[oa]\b|\bbarat/i],
]

const informative = (text: string) => wordsOf(text).filter((word) => !isFunctionWord(word))

/** Whether a text speaks of a topic: in its words, in others for the same, or by its meaning. */
export function isAbout(topic: string, text: string): boolean {
  if (wordings.some(([named, asks]) => named.test(topic.trim()) && asks.test(text))) return true
  const wanted = informative(topic).length > 0 ? informative(topic) : wordsOf(topic)
  if (wanted.length === 0) return text.toLowerCase().includes(topic.trim().toLowerCase())
  const words = informative(text)
  const roots = new Set(wordsOf(text).map(stem))
  const isSaid = (word: string) => {
    const root = stem(word)
    if (roots.has(root)) return true
    for (const other of synonymsOf(root) ?? []) if (roots.has(other)) return true
    return wanted.length === 1 && words.some((said) => similarity(said, word) >= alikeWords)
  }
  return wanted.every(isSaid) || similarity(text, topic) >= alikeSentences
}

export type Breach = { topic: string | undefined; text: string; evidence: Evidence[] }

/**
 * Whether a visitor's words lead out of the bounds that an operator set.
 * @param sources titles of what was found for an answer; undefined before anything was looked up. What the AI is to keep
 *   to is judged only then: “When will it arrive?” names no delivery, but what is found for it does.
 */
export function findBreach(
  { returnOn, only, by }: StandingBounds,
  text: string,
  sources?: readonly string[],
): Breach | undefined {
  if (isSmallTalk(text)) return undefined
  const topic = returnOn.find((one) => isAbout(one, text))
  if (topic !== undefined) {
    const why = `${by.name} asked to have it back about “${topic}”`
    return { topic, text: `Back to ${by.name}: “${topic}”`, evidence: [{ text, start: 0, end: text.length, why }] }
  }
  if (only.length === 0 || sources === undefined || informative(text).length === 0) return undefined
  if (only.some((one) => isAbout(one, text) || sources.some((title) => isAbout(one, title)))) return undefined
  const why = `${by.name} wanted the AI to answer only about ${only.map((one) => `“${one}”`).join(", ")}`
  return {
    topic: undefined,
    text: `Back to ${by.name}: not about ${only.join(", ")}`,
    evidence: [{ text, start: 0, end: text.length, why }],
  }
}
