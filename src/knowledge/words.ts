/** Words as the search and the vectors read them. Pure: the same text always gives the same words. */

import { alsoEnglish, listedLanguages, smallWords, typedForms } from "../languages/small-words"

// “E-Bike” and “T-Shirt” are written as “ebike” and “tshirt”, too: a letter alone would say nothing. So is “check-out”.
const pieces =
  /(?<![\p{L}\p{N}'’‑-])\p{L}[‑-]\p{L}{3,}\p{M}*|(?<![\p{L}\p{N}])(?:wi[‑-]fi|check[‑-](?:in|out))(?!\p{L})|[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’`´]\p{L}[\p{L}\p{M}]*)*/giu

// Writing without spaces: Chinese, Japanese, Thai, Lao, Khmer, Burmese.
const unspaced = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`
const isUnspaced = new RegExp(`[${unspaced}]`, "u")
const runs = new RegExp(`(?:[${unspaced}]\\p{M}*)+|[^${unspaced}]+`, "gu")

const endings: readonly (readonly [RegExp, string])[] = [
  [/^can't$/, "can not"],
  [/^won't$/, "will not"],
  [/^shan't$/, "shall not"],
  [/n't$/, " not"],
  [/'m$/, " am"],
  [/'re$/, " are"],
  [/'ve$/, " have"],
  [/'ll$/, " will"],
  [/'d$/, " would"],
  [/'s$/, ""],
]

// How people type in a chat window. Only what cannot be another word.
const shorthand = new Map(
  Object.entries({
    u: "you",
    ur: "your",
    r: "are",
    im: "i am",
    ive: "i have",
    pls: "please",
    plz: "please",
    plzz: "please",
    thx: "thanks",
    dont: "do not",
    doesnt: "does not",
    didnt: "did not",
    cant: "can not",
    cannot: "can not",
    wont: "will not",
    isnt: "is not",
    wasnt: "was not",
    havent: "have not",
    hasnt: "has not",
    couldnt: "could not",
    wouldnt: "would not",
    shouldnt: "should not",
    arent: "are not",
    whats: "what is",
    wheres: "where is",
    hows: "how is",
    wat: "what",
    wats: "what is",
    wots: "what is",
    whens: "when is",
    waht: "what",
    hwo: "how",
    wich: "which",
    wehn: "when",
    teh: "the",
    adn: "and",
    wht: "what",
    abt: "about",
    aircon: "air conditioning",
    bcoz: "because",
    msg: "message",
    acc: "account",
    acct: "account",
    qty: "quantity",
    dlvry: "delivery",
    tmrw: "tomorrow",
    info: "information",
    wanna: "want to",
    gonna: "going to",
    nd: "and",
    hw: "how",
    thr: "there",
    recieve: "receive",
    recieved: "received",
    payed: "paid",
    ppl: "people",
    hrs: "hours",
    yr: "year",
    yrs: "years",
    mth: "month",
    mths: "months",
    wk: "week",
    wks: "weeks",
    wknd: "weekend",
    appt: "appointment",
    bday: "birthday",
    pic: "picture",
    pics: "pictures",
    tmr: "tomorrow",
    tmw: "tomorrow",
    b4: "before",
    bc: "because",
    cuz: "because",
    coz: "because",
    thru: "through",
    tho: "though",
    wot: "what",
    hav: "have",
    thier: "their",
    alot: "a lot",
    wether: "whether",
    avail: "available",
    approx: "about",
  }),
)

const read = new Map<string, readonly string[]>()

/** Lower case, no accents, contractions and chat shorthand written out. */
export function wordsOf(text: string): string[] {
  const words: string[] = []
  for (const piece of text.match(pieces) ?? []) {
    let found = read.get(piece)
    if (!found) {
      found = /[‑-]/.test(piece) ? wordsJoined(piece) : wordsIn(piece)
      // Bounded, since visitors can type anything.
      if (read.size > 50_000) read.clear()
      read.set(piece, found)
    }
    for (const word of found) words.push(word)
  }
  return words
}

function wordsIn(piece: string): string[] {
  if (isUnspaced.test(piece)) return (piece.normalize("NFKC").match(runs) ?? []).flatMap(wordsInRun)
  let word = piece
    .toLowerCase()
    .normalize("NFD")
    // Accents; what vowels and tones are in other writing stays.
    .replace(/[\u0300-\u036f]+/g, "")
    .normalize("NFC")
    // Left out on other keyboards, and no letter with a mark.
    .replace(/ł/g, "l")
    .replace(/ı/g, "i")
    .replace(/[’`´]/g, "'")
  for (const [ending, long] of endings) {
    if (!ending.test(word)) continue
    word = word.replace(ending, long)
    break
  }
  word = word.replaceAll("'", "")
  return (shorthand.get(word) ?? word).split(" ").filter(Boolean)
}

/** As one word, and the second part as a word of its own: an e-bike is a bike. */
function wordsJoined(piece: string): string[] {
  const [first, second] = piece.split(/[‑-]/) as [string, string]
  return [...wordsIn(first + second), ...(second.length > 2 ? wordsIn(second) : [])]
}

/** Where no space says what a word is, each two neighbouring letters are one: most words there have two. */
function wordsInRun(run: string): string[] {
  if (!isUnspaced.test(run)) return wordsIn(run)
  const letters = run.match(/\P{M}\p{M}*/gu) ?? []
  if (letters.length < 2) return letters
  return letters.slice(1).map((letter, at) => letters[at]! + letter)
}

/** How many letters of a text are of a writing without spaces. */
export const countUnspaced = (text: string): number =>
  isUnspaced.test(text) ? (text.match(eachUnspaced)?.length ?? 0) : 0
const eachUnspaced = new RegExp(`[${unspaced}]`, "gu")

const whole = (words: readonly string[]) => words.filter((word) => !word.endsWith("'"))
// Greetings tell no language, and nothing of what is asked either.
const functionWords = new Set([...whole(smallWords.en), ..."hi hello hey ok okay yes".split(" ")])

const otherFunctionWords = new Set(
  listedLanguages
    .filter((language) => language !== "en")
    .flatMap((language) => whole(smallWords[language]))
    .flatMap((word) => [word, ...typedForms(word)].map((form) => wordsOf(form).join(" ")))
    .filter((word) => !alsoEnglish.has(word)),
)

/** Whether a small word of it is English and of no other language that is known here. */
export const isEnglish = (words: readonly string[]): boolean =>
  words.some((word) => functionWords.has(word) && !alsoEnglish.has(word))

/** In languages that are told by their writing, and so not by their small words. */
const smallElsewhere = new Set(
  `هل ما ماذا متى أين اين كيف كم من في على إلى الى عن مع هذا هذه لديكم عندكم يمكن يمكنني هو هي أو او أن ان لا نعم أي اي كان
  لي لكم نحن أنا انا يوجد هناك
  है हैं क्या का की के को में से पर और या मैं आप हम यह वह ये कब कहाँ कहां कैसे कितना कितने कितनी कर करते करना करें सकता सकते सकती हूँ हूं
  हो था थी थे तो भी ही नहीं मेरा मेरी मेरे आपका आपकी आपके होता होती लिए साथ तक
  있나요 있어요 있습니까 되나요 하나요 가능한가요 가능해요 어떻게 언제 어디 어디에 어디서 무엇 뭐 무슨 할 수 제 저 그 이 것 좀 혹시 및 또는
  알려주세요 하고 싶어요 싶은데요 해요 인가요 있는 하는`
    .trim()
    .split(/\s+/)
    .flatMap(wordsOf),
)
/** Two neighbouring letters of which what is said shows only the grammar: Japanese in kana between its words, Chinese with a particle. */
const onlyGrammar =
  /^(?:\p{Script=Hiragana}{2}|\p{Script=Hiragana}[\p{Script=Han}\p{Script=Katakana}]|[\p{Script=Han}\p{Script=Katakana}ー][をはがのにでともへか])$|^.?[的了吗嗎呢吧么麼你您我们們是在和与與可以能要想请請问問什怎哪这這那就都也很还還].?$/u

/** What questions are asked with; the shortest are too near to everything to be meant by a misspelt word. */
export const wordsOfQuestions: readonly string[] = [...functionWords, "much", "many", "long", "take", "often"].filter(
  ({ length }) => length >= 4,
)

/** Words that say little about what a question is about; they are searched for only when there is nothing else. */
export function isFunctionWord(word: string): boolean {
  if (functionWords.has(word) || otherFunctionWords.has(word)) return true
  if (word.charCodeAt(0) < 0x600) return false
  return smallElsewhere.has(word) || (word.length === 2 && onlyGrammar.test(word))
}
