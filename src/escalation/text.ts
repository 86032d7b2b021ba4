import { corrections } from "./lexicons/corrections"

/** One word or mark of the visitor's text in plain form, with its place in the original. */
type Token = { plain: string; start: number; end: number }

/** Text as the detectors read it: lower case, no accents, no apostrophes, chat shorthand written out, words joined by
 * one blank; commas are gone, ends of sentences stay as marks of their own so that a pattern does not cross them. */
export type PlainText = {
  readonly original: string
  readonly text: string
  readonly tokens: readonly Token[]
  readonly offsets: readonly number[]
}

// A visitor may paste a page; mood is in what they typed, and time per message must stay bounded.
const longestRead = 1200

const pieces = /[\p{L}\p{N}@$*#](?:[\p{L}\p{M}\p{N}@$*#]|['’`´](?=\p{L}))*|[.!?…;:]+|\p{Extended_Pictographic}/gu

// The messages of the conversations that are going on: each is looked at again with every later one.
const mostKept = 500
const kept = new Map<string, PlainText>()

export function toPlain(original: string): PlainText {
  const known = kept.get(original)
  if (known) return known
  const plain = readPlain(original)
  if (kept.size >= mostKept) kept.clear()
  kept.set(original, plain)
  return plain
}

function readPlain(original: string): PlainText {
  const tokens: Token[] = []
  const offsets: number[] = []
  let text = ""
  for (const match of original.slice(0, longestRead).matchAll(pieces)) {
    const raw = match[0]
    const start = match.index
    for (const plain of plainWords(raw)) {
      if (text) text += " "
      offsets.push(text.length)
      text += plain
      tokens.push({ plain, start, end: start + raw.length })
    }
  }
  return { original, text, tokens, offsets }
}

/** The span of the original behind [from, to) of the plain text. */
export function spanOf(plain: PlainText, from: number, to: number): { text: string; start: number; end: number } {
  const first = plain.tokens[tokenAt(plain, from)]
  const last = plain.tokens[tokenAt(plain, to - 1)]
  const start = first?.start ?? 0
  const end = Math.max(last?.end ?? plain.original.length, start)
  return { text: plain.original.slice(start, end), start, end }
}

function tokenAt({ offsets }: PlainText, position: number): number {
  let low = 0
  let high = offsets.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (offsets[middle]! <= position) low = middle
    else high = middle - 1
  }
  return low
}

function plainWords(raw: string): string[] {
  const mark = raw[0]!
  if (".!?…;:".includes(mark)) return [raw.includes("?") ? "?" : raw.includes("!") ? "!" : "."]
  const known = emoji.get(raw)
  if (known) return [known]
  // Compatible forms too: some write in the letters of mathematics.
  let word = raw
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\u0300-\u036f'’`´]/g, "")
  if (/[*@$#]/.test(word)) word = /\d/.test(word) ? word.replace(/[*@$#]/g, "") || "*" : unmask(word)
  word = word.replace(/(\p{L})\1{2,}/gu, "$1$1")
  const written = shorthand.get(word)
  if (written) return written
  return [corrections.get(word) ?? word]
}

const emoji = new Map(["😡", "😠", "🤬", "👎", "🖕", "😤"].map((sign) => [sign, "angryface"]))

// Swearing is often masked by the one who swears, and sometimes by the site that stored it.
function unmask(word: string): string {
  if (/^f[u*@#$]*[*@#$][c*@#$]*k?/.test(word)) return "fuck"
  if (/^s[h*@#$]*[*@#$]+t?$/.test(word) && word.length > 2) return "shit"
  if (/^b[*@#$!]+(t?ch|[*]+)/.test(word)) return "bitch"
  if (/^a[*@#$s]*[*@#$]+(hole)?$/.test(word) && word.length > 2) return "asshole"
  return word.replace(/[*#]+/g, "").replace(/@/g, "a").replace(/\$/g, "s") || "*"
}

const shorthand = new Map<string, string[]>(
  Object.entries({
    u: "you",
    ya: "you",
    yu: "you",
    yall: "you all",
    ur: "your",
    yr: "your",
    urs: "yours",
    r: "are",
    uare: "you are",
    youre: "you are",
    theyre: "they are",
    ure: "you are",
    im: "i am",
    ive: "i have",
    youve: "you have",
    youll: "you will",
    youd: "you would",
    its: "it is",
    thats: "that is",
    theres: "there is",
    whats: "what is",
    pls: "please",
    plz: "please",
    plzz: "please",
    plss: "please",
    pleasee: "please",
    pleas: "please",
    plse: "please",
    thx: "thanks",
    ty: "thanks",
    thnx: "thanks",
    thanx: "thanks",
    bcoz: "because",
    bcz: "because",
    cuz: "because",
    coz: "because",
    wat: "what",
    wht: "what",
    wt: "what",
    whn: "when",
    hw: "how",
    nd: "and",
    dnt: "dont",
    dont: "dont",
    don: "don",
    cnt: "cant",
    cannot: "cant",
    couldnt: "couldnt",
    wanna: "want to",
    gonna: "going to",
    gotta: "got to",
    gimme: "give me",
    lemme: "let me",
    dunno: "dont know",
    ppl: "people",
    msg: "message",
    rply: "reply",
    rplying: "replying",
    tht: "that",
    dis: "this",
    dat: "that",
    da: "the",
    wth: "what the hell",
    wtf: "what the fuck",
    ffs: "for fucks sake",
    gtfo: "get the fuck out",
    stfu: "shut the fuck up",
    omfg: "fucking",
    fk: "fuck",
    fck: "fuck",
    fuk: "fuck",
    fkn: "fucking",
    fking: "fucking",
    fcking: "fucking",
    fukin: "fucking",
    fuckin: "fucking",
    effing: "fucking",
    bs: "bullshit",
    smh: "smh",
    custmer: "customer",
    coustmer: "customer",
    costumer: "customer",
    coustomer: "customer",
    cust: "customer",
    srvc: "service",
    svc: "service",
    yrs: "years",
    hrs: "hours",
    mins: "minutes",
    rep: "representative",
    reps: "representatives",
    agt: "agent",
    sm1: "someone",
    some1: "someone",
    any1: "anyone",
    no1: "noone",
    asap: "asap",
    abt: "about",
    bout: "about",
    tel: "tell",
    plzzz: "please",
  }).map(([short, long]) => [short, long.split(" ")]),
)
