import { answerSmallTalk } from "../assistant/small-talk"
import { writtenLanguage } from "../languages/written-language"
import type { GapQuestion, GapReason } from "./gap-store"
import { stem } from "./stem"
import { synonymsOf } from "./synonyms"
import { cosine, knowsWord, normalise, vectorOfWords } from "./vectors"
import { isFunctionWord, wordsOf } from "./words"

/** Questions that are the same question, asked in several ways. */
export type GapGroup = {
  /** The oldest question's place in the log: stays the same while others join. */
  id: number
  /** The one that says best what all of them ask. */
  question: string
  questions: GapQuestion[]
  state: "open" | "again" | "dismissed" | "answered"
  whys: [GapReason, number][]
  /** By week, oldest first. */
  weeks: number[]
  /** The last seven days against the seven before. */
  recent: number
  before: number
  lastAt: number
}

const weekMs = 7 * 24 * 60 * 60_000
const weeksShown = 8
const alikeByMeaning = 0.72
/** With words in common less of the meaning has to agree. */
const alikeTogether = 1.05
const leastOfEach = 0.35

type Open = {
  sum: Float32Array
  centre: Float32Array
  members: Read[]
  stems: Map<string, number>
  /** What at least half of them say, and what means the same. */
  common: Set<string>
  meant: Set<string>
}
type Read = { question: GapQuestion; vector: Float32Array | undefined; stems: Set<string> }

/**
 * Asks something at all: not a greeting, nor letters without sense. Only English words are known; in other languages it
 * is told by a question mark, or by whose small words these are.
 */
export function asksSomething(text: string): boolean {
  const words = wordsOf(text)
  const informative = words.filter((word) => !isFunctionWord(word))
  const known = informative.filter(knowsWord)
  if (words.length < 2) return false
  if (known.length > 0 && known.length * 2 >= informative.length) return true
  if (answerSmallTalk(text, "en") !== undefined) return false
  const isSayable = words.every((word) => !/^[a-z]{4,}$/.test(word) || /[aeiouy]/.test(word))
  const isForeign = writtenLanguage(text, "en") !== undefined
  const isAsked = /[?？؟]/.test(text) && (words.length >= 3 || informative.length > 0)
  return isSayable && (isAsked || (isForeign && informative.length > 0))
}

/** @param questions in any order. */
export function groupGaps(questions: readonly GapQuestion[], now: number): GapGroup[] {
  const groups: Open[] = []
  for (const question of questions.toSorted((a, b) => a.eventId - b.eventId)) {
    const words = wordsOf(question.text)
    const telling = words.filter((word) => !isFunctionWord(word))
    // “Where are you?” is all small words, and asked by many.
    const informative = telling.length > 0 ? telling : words
    const vector = vectorOfWords(informative)
    const stems = new Set(informative.map(stem))
    const read = { question, vector, stems }
    let best: Open | undefined
    let bestLike = 0
    for (const group of groups) {
      const like = likeness(read, group)
      if (like > bestLike) {
        best = group
        bestLike = like
      }
    }
    if (best) join(best, read)
    else
      groups.push(
        join(
          {
            sum: new Float32Array(vector?.length ?? 0),
            centre: new Float32Array(0),
            members: [],
            stems: new Map(),
            common: new Set(),
            meant: new Set(),
          },
          read,
        ),
      )
  }
  return groups
    .map((group) => toGroup(group, now))
    .sort((a, b) => b.recent - a.recent || b.questions.length - a.questions.length || b.lastAt - a.lastAt)
}

/** 0: not the same. */
function likeness({ vector, stems }: Read, group: Open): number {
  const meant = vector && group.centre.length === vector.length ? cosine(vector, group.centre) : 0
  const { common } = group
  let shared = 0
  for (const root of stems) if (group.meant.has(root)) shared += 1
  const words = shared / Math.max(1, stems.size, common.size)
  const isSame = Math.min(meant, words) >= leastOfEach && meant + words >= alikeTogether
  if (meant >= alikeByMeaning || isSame || words === 1) return meant + words
  return 0
}

function join(group: Open, read: Read): Open {
  group.members.push(read)
  for (const root of read.stems) group.stems.set(root, (group.stems.get(root) ?? 0) + 1)
  group.common = new Set([...group.stems].flatMap(([root, count]) => (count * 2 >= group.members.length ? root : [])))
  group.meant = new Set([...group.common].flatMap((root) => [root, ...(synonymsOf(root) ?? [])]))
  if (read.vector) {
    if (group.sum.length === 0) group.sum = new Float32Array(read.vector.length)
    for (const [index, value] of read.vector.entries()) group.sum[index]! += value
    group.centre = normalise(group.sum.slice()) ?? new Float32Array(0)
  }
  return group
}

function toGroup({ members, centre }: Open, now: number): GapGroup {
  const questions = members.map(({ question }) => question)
  const nearness = ({ vector, question }: Read) =>
    (vector && centre.length === vector.length ? cosine(vector, centre) : 0) -
    Math.min(question.text.length, 400) / 2000
  const central = members.toSorted((a, b) => nearness(b) - nearness(a))[0]!.question
  const counts = new Map<GapReason, number>()
  for (const { why } of questions) counts.set(why, (counts.get(why) ?? 0) + 1)
  const weeks = Array.from({ length: weeksShown }, () => 0)
  for (const { at } of questions) {
    const ago = Math.floor((now - at) / weekMs)
    if (ago >= 0 && ago < weeksShown) weeks[weeksShown - 1 - ago]! += 1
  }
  return {
    id: questions[0]!.eventId,
    question: central.text,
    questions,
    state: stateOf(questions),
    whys: [...counts].sort((a, b) => b[1] - a[1]),
    weeks,
    recent: weeks.at(-1)!,
    before: weeks.at(-2)!,
    lastAt: Math.max(...questions.map(({ at }) => at)),
  }
}

function stateOf(questions: readonly GapQuestion[]): GapGroup["state"] {
  const open = questions.filter(({ state }) => state === "open").length
  const settled = questions.filter(({ state }) => state !== "open").toSorted((a, b) => b.settledAt! - a.settledAt!)
  const [last] = settled
  if (!last) return "open"
  if (open === 0) return last.state as "dismissed" | "answered"
  if (last.state === "answered") return "again"
  // What was set aside stays aside, until it is asked far more often than when that was decided.
  return open > Math.max(3, 2 * settled.length) ? "open" : "dismissed"
}
