/**
 * Words that are put together: “parken” and “Parkplätze”, “Lieferung” and “Lieferzeit”, “levering” and “leveringskosten”.
 * German, Dutch and the Scandinavian languages write them as one word, which no stem of English rules takes apart. Two words
 * are near each other when what is left of one without its ending begins or ends the other. Pure.
 */

import { smallWords, wordsOnlyOf } from "../languages/small-words"
import { stem } from "./stem"
import { wordsOf } from "./words"

/** How a language makes words of words. */
export type Making = "joining" | "ending"

const inflecting = ["pl", "cs", "sk", "hr", "tr", "fi", "hu"] as const
export const makingOf = (language: string | undefined): Making =>
  (inflecting as readonly (string | undefined)[]).includes(language) ? "ending" : "joining"

const rootsOf = (words: readonly string[]) => new Set(words.flatMap(wordsOf).map(stem))
const english = rootsOf(smallWords.en)
/** By their stems, the small words that such languages have and no other; those of a letter or two may be names. */
const tellingOf = (languages: Parameters<typeof wordsOnlyOf>[0]): readonly string[] =>
  [...rootsOf(wordsOnlyOf(languages))].filter((root) => root.length >= 3 && !english.has(root))
export const wordsOfMaking: Record<Making, readonly string[]> = {
  joining: tellingOf(["de", "nl", "sv", "da", "no", "af"]),
  ending: tellingOf(inflecting),
}
/**
 * Where a collection, or a good part of it, is in such a language, they stand in so many of its passages, all counted
 * together. A passage has several of them, a question one or two.
 */
export const shareOfCompounding = 1 / 3

/** Shorter parts begin and end too many words. */
const leastPart = 4
/** The other part of a compound; what is shorter is an ending. */
const leastRest = 3

const sameStem = 0.85
const isPart = 0.6
/** Of what was found only by taking something away before it, or by taking the question's own compound apart. */
const isPerhapsPart = 0.5

const endings = (
  "moglichkeiten moglichkeit mogelijkheden mogelijkheid muligheder mulighed muligheter mulighet " +
  "ungen ingen heiten keiten erinnen arna erna orna ung ing heit keit erar eringen ering era ende ens ene est en em er es et " +
  "ar or st e n s t a"
).split(" ")
const endingsOn = Map.groupBy(endings, (ending) => ending.at(-1)!)
const before = /^(?:ge|be)(?=.{4})/
/** Of “geopend”, “geöffnet”, “geliefert”. */
const participle = /^ge(.{4,}?)(?:et|en|t|d)$/

/** As it is compared: of two same vowels one, because Dutch doubles and halves them (“parkeren”, “parkeerplaats”). */
const evened = (word: string): string => (/([aeiou])\1/.test(word) ? word.replace(/([aeiou])\1/g, "$1") : word)

/** What is left without the ending, and of two same letters at its end one (“stellen”, “stelt”). */
function rootOf(even: string): string {
  let root = even
  for (const ending of endingsOn.get(even.at(-1) ?? "") ?? []) {
    if (even.length - ending.length < leastPart || !even.endsWith(ending)) continue
    root = even.slice(0, -ending.length)
    break
  }
  const isDoubled = root.length > leastPart && root.at(-1) === root.at(-2)
  return isDoubled ? root.slice(0, -1) : root
}

const manyEndings = Map.groupBy(
  // Polish, Czech, Slovak, Croatian
  (
    "iami ami ach ech ych ich ego emu eho ymi imi owie owi ow om em ej ou ie ia iu ii ania enia anie enie aniu eniu ani eni ac ec ic yc " +
    "at it et ovat uje ujecie ujemy ujete acie icie ecie amy imy emy ame ime eme ate ite ete aja uja asz esz isz al ala ali il ila ili am im y i a e u o " +
    // Turkish
    "larimiz lerimiz lariniz leriniz larin lerin lari leri lar ler imiz umuz iniz unuz sinin sunun sini sunu sina sine nin nun dan den tan ten " +
    "da de ta te in un um si su yi yu ya ye mak mek iyor iyorum iyoruz iyorsunuz abilir ebilir dir dur yla yle la le " +
    // Finnish
    "issa ista illa ilta ille ssa sta lla lta lle ksi tta iin een ien jen nne mme nsa ko n t na"
  ).split(" "),
  (ending) => ending.at(-1)!,
)
const mostTaken = 2

/** What is left without one ending after the other. */
function bareRoot(word: string): string {
  let root = word
  for (let taken = 0; taken < mostTaken; taken++) {
    let longest = ""
    for (const ending of manyEndings.get(root.at(-1) ?? "") ?? [])
      if (ending.length > longest.length && root.length - ending.length >= leastPart && root.endsWith(ending))
        longest = ending
    if (!longest) break
    root = root.slice(0, -longest.length)
  }
  return root
}
/** So much may be left of an ending that no list has. */
const mostLeft = 3

/** What may stand between two parts: “Geburtstagskuchen”, “Hundeleine”. */
const links = ["", "s", "n", "en", "es", "er", "e"]

/** How a compound can be read as a part that is written here and the rest of it: “apfelbäume” by “Apfel” as “bäume”. */
export function restsOf(compound: string, part: string): string[] {
  const begin = rootOf(evened(part))
  const even = evened(compound)
  if (begin.length < leastPart || !even.startsWith(begin)) return []
  const rest = even.slice(begin.length)
  return links.flatMap((link) => {
    const root = rest.startsWith(link) ? rootOf(rest.slice(link.length)) : ""
    return root.length >= leastPart ? [root] : []
  })
}

/** Whether a word is that part, or ends with it. */
export const endsWithPart = (word: string, root: string): boolean => rootOf(evened(word)).endsWith(root)

/** Whether one of two words is a part of the other. */
export function sharesPart(one: string, other: string): boolean {
  const [a, b] = [rootOf(evened(one)), rootOf(evened(other))]
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  return short.length >= leastPart && (long.startsWith(short) || long.endsWith(short))
}

/** The words of a collection by what they are made of. Words come in the order of their numbers. */
export function createCompoundIndex(making: Making = "joining") {
  const isOfEndings = making === "ending"
  const rootIn = isOfEndings ? bareRoot : rootOf
  const evens: string[] = []
  const roots: string[] = []
  const byRoot = new Map<string, number[]>()
  const byStart = new Map<string, number[]>()
  const byEnd = new Map<string, number[]>()

  function put(map: Map<string, number[]>, key: string, id: number): void {
    const list = map.get(key)
    if (list) list.push(id)
    else map.set(key, [id])
  }

  /** The words that begin or end with what was asked, with what is told of each. */
  function partsIn(even: string, root: string, tell: (id: number, rest: number) => void): void {
    for (const id of byStart.get(root.slice(0, leastPart)) ?? [])
      if (roots[id]!.startsWith(root)) tell(id, roots[id]!.length - root.length)
    for (const id of byEnd.get(root.slice(-leastPart)) ?? [])
      if (roots[id]!.endsWith(root)) tell(id, roots[id]!.length - root.length)
    if (root === even) return
    for (const id of byEnd.get(even.slice(-leastPart)) ?? [])
      if (evens[id]!.endsWith(even)) tell(id, evens[id]!.length - even.length)
  }

  return {
    making,
    get size() {
      return evens.length
    },
    add(word: string): void {
      const id = evens.length
      const even = evened(word)
      const root = rootIn(even)
      evens.push(even)
      roots.push(root)
      if (root.length < leastPart || !/^\p{L}+$/u.test(word)) return
      put(byRoot, root, id)
      if (root.length === leastPart) return
      put(byStart, root.slice(0, leastPart), id)
      const ends = new Set([root.slice(-leastPart), even.slice(-leastPart)])
      for (const end of ends) put(byEnd, end, id)
    },
    /** The words that share a part with `word`, with how near they are to it, 0 to 1. */
    near(word: string): Map<number, number> {
      const found = new Map<number, number>()
      const even = evened(word)
      const root = rootIn(even)
      if (root.length < leastPart) return found
      const keep = (id: number, value: number) => {
        if (value > (found.get(id) ?? 0)) found.set(id, value)
      }
      for (const id of byRoot.get(root) ?? []) keep(id, sameStem)
      if (isOfEndings) {
        for (const id of byStart.get(root.slice(0, leastPart)) ?? [])
          if (roots[id]!.startsWith(root) && roots[id]!.length - root.length <= mostLeft) keep(id, isPart)
        for (let length = root.length - 1; length >= Math.max(leastPart, root.length - mostLeft); length--)
          for (const id of byRoot.get(root.slice(0, length)) ?? []) keep(id, isPart)
        return found
      }
      partsIn(even, root, (id, rest) => keep(id, rest >= leastRest ? isPart : sameStem))
      if (found.size === 0 && before.test(even)) {
        const bare = participle.exec(even)?.[1] ?? rootOf(even.replace(before, ""))
        for (const id of byRoot.get(bare) ?? []) keep(id, isPart)
        partsIn(bare, bare, (id) => keep(id, isPerhapsPart))
      }
      if (found.size > 0) return found
      // The question's own word taken apart: where it is about “Lieferkosten”, the page may speak of “Versandkosten”.
      for (const take of [(length: number) => root.slice(0, length), (length: number) => root.slice(-length)])
        for (let length = root.length - leastRest; length >= leastPart; length--) {
          const part = take(length)
          const own = byRoot.get(part)
          if (!own) continue
          for (const id of own) keep(id, isPerhapsPart)
          partsIn(part, part, (id) => keep(id, isPerhapsPart))
          break
        }
      return found
    },
  }
}
