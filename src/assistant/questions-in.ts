/** The questions in one message: “What does delivery cost and how long does it take?” asks two things. */

import { sentencesOf } from "../knowledge/chunk"
import { isFunctionWord, wordsOf } from "../knowledge/words"

/** What asks by itself, wherever it stands; by language, so that each can be read over. */
const asking = [
  "how|what|when|where|who|whose|which|why",
  "wie|wieviel|was|wann|wo|woher|wohin|wer|wem|welche[nrsm]?|warum|wieso|womit|wof[uü]r",
  "hoe|hoeveel|wat|wanneer|waar|welke?|waarom",
  "c[oó]mo|qu[eé]|cu[aá]ndo|cu[aá]nt[oa]s?|d[oó]nde|cu[aá]l(?:es)?",
  "comment|quand|combien|où|quel(?:le)?s?|pourquoi|est-ce",
  "como|quando|quant[oa]s?|onde|qual|quais",
  "come|quant[eiao]|dove|quale|quali|perché|cosa|cos'è",
].join("|")
/** What asks at the beginning of a sentence only. */
const beginning = [
  "do|does|did|is|are|was|were|can|could|will|would|should|may|must|have|has|am|any",
  "kann|k[oö]nnen|kannst|k[oö]nnte|gibt|ist|sind|habt|haben|hast|bietet|bieten|muss|darf|d[uü]rfen|macht|liefert|liefern|nehmt|nehmen|akzeptiert",
  "kunnen|kun|zijn|hebben|heeft|mag|moet|wordt|leveren|bestaat",
  "puedo|puede|pueden|podr[ií]a|hay|tienen?|son|hacen|aceptan|necesito",
  "puis-je|peut-on|pouvez-vous|avez-vous|y a-t-il|faut-il|livrez-vous|acceptez-vous",
  "posso|pode|podem|tem|h[aá]|t[eê]m|fazem|aceitam",
  "avete|si può|c'è|ci sono|fate|accettate",
].join("|")
const joining = "and|und|en|y|et|e|also|plus|sowie|och|og|as well as|und auch|and also|&"
const greeting =
  /^[¿¡]?(?:(?:hi|hello|hey|hola|hallo|bonjour|ol[aá]|ciao|good (?:morning|afternoon|evening)|guten (?:tag|morgen|abend)|please|bitte|so|ok(?:ay)?|thanks|danke|and|und|y|et|also|but|aber|just|sorry|excuse me)(?!\p{L})[\s,!.–-]*)+/iu

/** “A qué hora”, “bis wann”, “until when”. */
const leading =
  "a|à|às|até|an|auf|ab|bis|hasta|desde|de|da|d'|fino a|jusqu'à|tot|om|until|till|for|from|at|in|von|mit|zu|para|per|pour|por"
const isAsking = new RegExp(`^(?:(?:(?:${leading})\\s+)?(?:${asking})|(?:${beginning}))(?!\\p{L})`, "iu")
/** A second question in one sentence: only what asks by itself, or a verb right after an English or German “and”. */
const between = new RegExp(
  `(?:\\s*[,;]\\s*(?:(?:${joining})\\s+)?|\\s+(?:${joining})\\s+)(?=(?:${asking})(?!\\p{L}))|\\s*,?\\s+(?:and|und)\\s+(?=(?:do|does|is|are|can|could|will|kann|k[oö]nnen|gibt|ist|sind|habt|haben) )`,
  "giu",
)

/** What asks for a price or a time, wherever in a sentence it stands: “highlights how much and how long does it take”. */
const isAskingWithin =
  /(?<!\p{L})(?:how (?:much|long|many|often)|wie (?:teuer|viel|lange|oft)|wieviel|hoe (?:duur|veel|lang)|hoeveel|cu[aá]nt[oa]s?|combien|quant[oaie]s?)(?!\p{L})/iu

const mostQuestions = 4

/** “I want to return it, how long do I have”: what is said before belongs to what is asked. */
const isAskingAfter = new RegExp(`[,;:]\\s+(?:${asking})(?!\\p{L})`, "iu")

const isQuestion = (text: string): boolean =>
  /[?？؟]\s*$/.test(text) ||
  isAskingAfter.test(text) ||
  isAskingWithin.test(text) ||
  isAsking.test(text.replace(greeting, "").replace(/^[¿¡\s]+/, ""))
/** “Where” of “where and when do you open” asks nothing alone. */
const isWhole = (text: string): boolean => {
  const words = wordsOf(text)
  return words.length >= 3 || (words.length === 2 && words.some((word) => !isFunctionWord(word)))
}

/** In a chat few begin a sentence with a capital. */
const sentencesIn = (message: string): string[] =>
  message
    .split("\n")
    .flatMap(sentencesOf)
    .flatMap((sentence) => sentence.split(/(?<=[?？؟])\s+(?=[\p{L}¿¡])|(?<=？)(?=\p{L})/u))

/** Whether anything is asked in it. */
export const asksAnything = (message: string): boolean => sentencesIn(message).some(isQuestion)

/** One alone as it was written; of several each with what was said before it. Never empty. */
export function questionsIn(message: string): string[] {
  const found: string[] = []
  let said = ""
  for (const sentence of sentencesIn(message)) {
    if (!isQuestion(sentence)) {
      said = `${said} ${sentence}`.trim()
      continue
    }
    const [first, ...more] = cut(sentence)
    found.push(`${said} ${first}`.trim(), ...more)
    said = ""
  }
  if (found.length < 2) return [message]
  // What was said last belongs to what was asked last.
  if (said) found[found.length - 1] += ` ${said}`
  return found.slice(0, mostQuestions)
}

/** Whether it asks if there is something. */
export const asksForThings = (question: string): boolean =>
  /^(?:(?:do|have|got) (?:you|u|ya)(?: (?:guys|also))?(?: (?:have|got|offer|sell|serve|do))?|is there|are there|gibt es|habt ihr|haben sie|hay|ten[eé]is|tienen|avez-vous|y a-t-il|c['’]è|ci sono|avete|tem|têm|há|hebben jullie|heeft u|is er|zijn er)(?!\p{L})/iu.test(
    question.replace(greeting, "").replace(/^[¿¡\s]+/, ""),
  )

const joints = new RegExp(`\\s*,?\\s+(?:${joining})\\s+|\\s*[,;]\\s+`, "giu")

/** “Opening hours and prices?”: what is named in one question, each with what stands before the first joint. */
export const namedIn = (question: string): string[] =>
  question
    .split(joints)
    .map((part) => part.trim())
    .filter(Boolean)

/** One sentence, cut before each further question in it; whole where a part would ask nothing by itself. */
function cut(sentence: string): string[] {
  const parts: string[] = []
  let start = 0
  for (const match of sentence.matchAll(between)) {
    const part = sentence.slice(start, match.index).trim()
    // What only tells something is no question of its own, and stays with the one after it.
    if (!isQuestion(part) || !isWhole(part)) continue
    parts.push(part)
    start = match.index + match[0].length
  }
  parts.push(sentence.slice(start).trim())
  return parts.every(isWhole) ? parts : [sentence]
}

const pronouns =
  /(?<!\p{L})(?:it|its|they|them|that|this|those|these|one|ones|there|es|das|dies|sie|ihn|ihm|davon|dafür|dort|het|dat|die|ze|daar|ello|eso|esto|lo|la|los|las|ellos|allí|il|elle|ils|elles|cela|ça|y|isso|isto|ele|ela|eles|elas|lá|esso|essa|questo|quello|ci)(?!\p{L})/iu

const startsAsking = new RegExp(`^(?:${asking})(?!\\p{L})`, "iu")
/** Whether it asks by itself for something, whatever it is about: “how long does it last?”, and not “and for adults?”. */
export const asksForItself = (question: string): boolean =>
  startsAsking.test(question.replace(greeting, "").replace(/^[¿¡\s]+/, "")) || isAskingWithin.test(question)

/** Whether it speaks of what was spoken of before. */
export const pointsBack = (question: string): boolean => pronouns.test(question)
