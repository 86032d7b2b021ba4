/**
 * Porter's stemmer (1980), as SQLite's `porter` tokenizer has it; of words in other letters the usual endings fall, and in
 * Arabic the article. Latin letters are stemmed by English rules in any language: what else is in a language of endings is
 * known of a collection (`compounds.ts`), not of a word. Pure.
 */

const consonant = "[^aeiou]"
const vowel = "[aeiouy]"
const consonants = `${consonant}[^aeiouy]*`
const vowels = `${vowel}[aeiou]*`
const measureAbove0 = new RegExp(`^(?:${consonants})?${vowels}${consonants}`)
const measureIs1 = new RegExp(`^(?:${consonants})?${vowels}${consonants}(?:${vowels})?$`)
const measureAbove1 = new RegExp(`^(?:${consonants})?${vowels}${consonants}${vowels}${consonants}`)
const hasVowel = new RegExp(`^(?:${consonants})?${vowel}`)
const endsInShortSyllable = new RegExp(`^${consonants}${vowel}[^aeiouwxy]$`)
const endsDoubled = /([^aeiouylsz])\1$/

const second: readonly (readonly [string, string])[] = [
  ["ational", "ate"],
  ["tional", "tion"],
  ["enci", "ence"],
  ["anci", "ance"],
  ["izer", "ize"],
  ["bli", "ble"],
  ["alli", "al"],
  ["entli", "ent"],
  ["eli", "e"],
  ["ousli", "ous"],
  ["ization", "ize"],
  ["ation", "ate"],
  ["ator", "ate"],
  ["alism", "al"],
  ["iveness", "ive"],
  ["fulness", "ful"],
  ["ousness", "ous"],
  ["aliti", "al"],
  ["iviti", "ive"],
  ["biliti", "ble"],
  ["logi", "log"],
]
const third: readonly (readonly [string, string])[] = [
  ["icate", "ic"],
  ["ative", ""],
  ["alize", "al"],
  ["iciti", "ic"],
  ["ical", "ic"],
  ["ful", ""],
  ["ness", ""],
]
const fourth = /^(.+?)(al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize)$/
const known = new Map<string, string>()

export function stem(word: string): string {
  let stemmed = known.get(word)
  if (stemmed !== undefined) return stemmed
  stemmed = /^[a-z]{3,}$/.test(word) ? porter(word) : /^[ -ɏ]/.test(word) ? word : lightly(word)
  // Bounded, since visitors can type anything.
  if (known.size > 100_000) known.clear()
  known.set(word, stemmed)
  return stemmed
}

function porter(original: string): string {
  let word = original
  const startsWithY = word[0] === "y"
  if (startsWithY) word = `Y${word.slice(1)}`

  if (/(?:ss|i)es$/.test(word)) word = word.slice(0, -2)
  else if (/[^s]s$/.test(word)) word = word.slice(0, -1)

  if (word.endsWith("eed")) {
    if (measureAbove0.test(word.slice(0, -3))) word = word.slice(0, -1)
  } else {
    const ending = /(?:ed|ing)$/.exec(word)
    const base = ending && word.slice(0, ending.index)
    if (base && hasVowel.test(base)) {
      word = base
      if (/(?:at|bl|iz)$/.test(word)) word += "e"
      else if (endsDoubled.test(word)) word = word.slice(0, -1)
      else if (endsInShortSyllable.test(word)) word += "e"
    }
  }

  if (word.endsWith("y") && hasVowel.test(word.slice(0, -1))) word = `${word.slice(0, -1)}i`
  word = replaceEnding(word, second)
  word = replaceEnding(word, third)

  const ending = fourth.exec(word)
  if (ending) {
    if (measureAbove1.test(ending[1]!)) word = ending[1]!
  } else if (/[st]ion$/.test(word) && measureAbove1.test(word.slice(0, -3))) word = word.slice(0, -3)

  if (word.endsWith("e")) {
    const base = word.slice(0, -1)
    if (measureAbove1.test(base) || (measureIs1.test(base) && !endsInShortSyllable.test(base))) word = base
  }
  if (word.endsWith("ll") && measureAbove1.test(word)) word = word.slice(0, -1)
  return startsWithY ? `y${word.slice(1)}` : word
}

function replaceEnding(word: string, endings: readonly (readonly [string, string])[]): string {
  // The longest ending decides, whether or not what is left of it is long enough.
  let found: readonly [string, string] | undefined
  for (const ending of endings)
    if (word.endsWith(ending[0]) && ending[0].length > (found?.[0].length ?? 0)) found = ending
  if (!found) return word
  const base = word.slice(0, -found[0].length)
  return measureAbove0.test(base) ? base + found[1] : word
}

/** Russian and Ukrainian, as words are compared: “й” without its mark. The longest that fits is found first. */
const cyrillic =
  /(?:иями|ями|ами|иях|ях|ах|иеи|еи|ои|ии|ыи|ая|яя|ое|ее|ие|ые|ого|его|ому|ему|ым|им|ом|ем|ую|юю|ою|ею|ов|ев|ів|іи|ям|ам|ию|ью|ия|ья|ье|ете|ите|єте|ємо|емо|ешь|ишь|ает|яет|ет|ит|ют|ут|ат|ят|ають|ать|ять|еть|ить|уть|ыть|ти|ала|али|ало|ал|ила|или|ило|ил|ела|ели|ел|ає|ує|ы|и|а|я|о|е|у|ю|ь|і|є)$/
const korean =
  /(?:에서는|에서|에게|으로|까지|부터|이나|이랑|하고|입니다|합니다|인가요|하나요|나요|은|는|이|가|을|를|에|의|도|만|로|와|과|랑)$/
const hindi = /(?:ियों|ियाँ|ियां|ाओं|ओं|ों|ें|ीं|ाँ|ां|े|ी|ा|ि|ु|ू|ो)$/
const arabicBefore = /^(?:وال|بال|كال|فال|لل|ال)(?=.{2})/
const arabicAfter = /(?:كم|هم|نا|ها|ات|ون|ين|ان|يه|ه|ي|ت)$/
const leastOfScript = 3

/** Without its ending, if so many letters are left. */
function cut(word: string, ending: RegExp, least: number): string {
  const root = word.replace(ending, "")
  return root.length >= least ? root : word
}

function lightly(word: string): string {
  if (/^\p{Script=Cyrillic}+$/u.test(word)) {
    const root = cut(word.length > 5 ? word.replace(/(?:ся|сь)$/, "") : word, cyrillic, leastOfScript)
    return cut(root, cyrillic, leastOfScript + 1)
  }
  if (/^\p{Script=Hangul}+$/u.test(word)) return cut(word, korean, 2)
  if (/^[\p{Script=Devanagari}\p{M}]+$/u.test(word)) return cut(word, hindi, 2)
  if (/^[\p{Script=Arabic}\p{M}]+$/u.test(word)) {
    const plain = word
      .replace(/[\u064b-\u0652]/g, "")
      .replace(/[أإآ]/g, "ا")
      .replace(/ى/g, "ي")
      .replace(/ة/g, "ه")
    return cut(plain.replace(arabicBefore, ""), arabicAfter, leastOfScript)
  }
  return word
}
