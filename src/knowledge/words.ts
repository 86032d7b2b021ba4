/** Words as the search and the vectors read them. Pure: the same text always gives the same words. */

const pieces = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’`´]\p{L}[\p{L}\p{M}]*)*/gu

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
    waht: "what",
    hwo: "how",
    wich: "which",
    wehn: "when",
    teh: "the",
    adn: "and",
    wht: "what",
    abt: "about",
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
  }),
)

const read = new Map<string, readonly string[]>()

/** Lower case, no accents, contractions and chat shorthand written out. */
export function wordsOf(text: string): string[] {
  const words: string[] = []
  for (const piece of text.match(pieces) ?? []) {
    let found = read.get(piece)
    if (!found) {
      found = wordsIn(piece)
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
    .replace(/[’`´]/g, "'")
  for (const [ending, long] of endings) {
    if (!ending.test(word)) continue
    word = word.replace(ending, long)
    break
  }
  word = word.replaceAll("'", "")
  return (shorthand.get(word) ?? word).split(" ").filter(Boolean)
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

const functionWords = new Set(
  (
    "a an the i me my mine myself we us our ours you your yours he him his she her hers it its they them their theirs " +
    "this that these those there here and or but if then so than as of at by for from in into on onto off out over to up with without " +
    "am is are was were be been being do does did doing done have has had having will would shall should can could may might must " +
    "what which who whom whose when where why how not no nor just also too very really please hi hello hey ok okay yes " +
    "any some about again more most other such only own same now get got go going know tell want need like say said would let lets wonder wondering whether s t d m re ve ll"
  ).split(" "),
)

// The same of the other languages that Baton speaks; without those that mean something in English, as “hat” and “pour” do.
const otherFunctionWords = new Set(
  (
    "der dem des das ein eine einen einem einer eines und oder aber ist sind waren sein bin bist habe haben hast habt hatte " +
    "ich wir ihr euch sie mich mir uns mein meine meinen unser unsere ihre ihren euer eure dein deine auch noch nur schon sehr bitte " +
    "moglich wann wie wo wer wen wem wieviel welche welcher welches warum wieso kann kannst konnen konnt koennen muss mussen soll darf gibt " +
    "es im zum zur vom beim bei mit von nach aus auf fur fuer uber um zu nicht kein keine wenn dass denn doch mal " +
    "el la los las un una unos unas de del al y o pero es son esta estan ser tengo tiene tienen puedo puede pueden que cual cuando " +
    "donde como quien mi mis su sus nos les con para por muy tambien ya si " +
    "le les une du et ou mais est sont etes avez avons je tu nous vous ils elles mon ma mes votre vos notre nos quand comment quel quelle " +
    "quels quelles pourquoi avec dans sur puis peux peut pouvez aussi tres ce cet cette ces " +
    "as um uma uns umas do da dos das em no na nos nas ao e sao tem temos voces voce posso pode podem quando onde qual quais meu minha seu sua sem " +
    "gli uno della dei delle degli dello nel nella nei nelle dal dalla sul sulla agli alla alle che cosa quale quali perche " +
    "sono siete siamo avete hanno posso puo potete possiamo mio mia miei vostro vostra vostri nostro nostra anche molto questo questa questi queste " +
    "een het zijn heb hebben heeft ik wij jij jullie hij zij mij mijn onze jouw wie waar wanneer hoe hoeveel welke welk waarom kunt kunnen moet moeten " +
    "voor naar uit bij niet geen ook nog dit dat deze te wordt worden graag alstublieft wel maar gaan " +
    "och att det som ett jag ni vi kan ska vill inte nar hur vad vilken vilket vilka varfor vem oss eller ocksa finns " +
    "og jeg ikke til deres jeres dere skal vil hvor hvad hva hvornar hvordan hvilken hvilke hvilket hvorfor hvem ogsa"
  ).split(" "),
)

/** What questions are asked with; the shortest are too near to everything to be meant by a misspelt word. */
export const wordsOfQuestions: readonly string[] = [...functionWords, "much", "many", "long", "take", "often"].filter(
  ({ length }) => length >= 4,
)

/** Words that say little about what a question is about; they are searched for only when there is nothing else. */
export function isFunctionWord(word: string): boolean {
  return functionWords.has(word) || otherFunctionWords.has(word)
}
