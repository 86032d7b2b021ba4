import { stem } from "../knowledge/stem"
import { meantBy, synonymsOf } from "../knowledge/synonyms"
import {
  addWord,
  cosine,
  dimensionsOfVectors,
  normalise,
  similarity,
  vectorOfWords,
  weightOfWord,
} from "../knowledge/vectors"
import { isFunctionWord, wordsOf } from "../knowledge/words"
import type { JudgementDeps } from "./types"

// A visitor may paste a page; what is compared word by word must stay bounded: the words that say most.
const mostCompared = 14
const synonymLikeness = 0.8
// The words and questions of the conversations that are going on.
const [mostWords, mostTopics] = [5000, 500]

type Word = {
  text: string
  root: string
  synonyms: ReadonlySet<string> | undefined
  vector: Float32Array | undefined
  weight: number
}
type Topic = { words: Word[]; vector: Float32Array | undefined }

const words = new Map<string, Word>()
const topics = new Map<string, Topic>()

function readWord(text: string): Word {
  const known = words.get(text)
  if (known) return known
  const root = stem(text)
  const vector = new Float32Array(dimensionsOfVectors())
  const isKnown = addWord(vector, text, 1)
  const word = {
    text,
    root,
    synonyms: synonymsOf(root),
    vector: isKnown ? normalise(vector) : undefined,
    weight: weightOfWord(text),
  }
  if (words.size >= mostWords) words.clear()
  words.set(text, word)
  return word
}

/** What a question is about: without the words that every question has, and with what its sayings come down to. */
function readTopic(text: string): Topic {
  const known = topics.get(text)
  if (known) return known
  const said = wordsOf(text)
  const content = said.filter((word) => !isFunctionWord(word))
  const about = [...(content.length > 0 ? content : said), ...meantBy(said)]
  const topic = {
    words: [...new Set(about)]
      .map(readWord)
      .sort((a, b) => b.weight - a.weight)
      .slice(0, mostCompared),
    vector: vectorOfWords(about),
  }
  if (topics.size >= mostTopics) topics.clear()
  topics.set(text, topic)
  return topic
}

function likeness(a: Word, b: Word): number {
  if (a.root === b.root) return 1
  if (a.synonyms?.has(b.root)) return synonymLikeness
  const alike = a.vector && b.vector ? Math.max(0, cosine(a.vector, b.vector)) : 0
  return alike * alike
}

/** How much of what each says is said in the other, rare words counting more. */
function alignment(a: readonly Word[], b: readonly Word[]): number {
  const bestOfB = new Float64Array(b.length)
  let forth = 0
  for (const word of a) {
    let best = 0
    for (const [at, other] of b.entries()) {
      const like = likeness(word, other)
      if (like > best) best = like
      if (like > bestOfB[at]!) bestOfB[at] = like
    }
    forth += word.weight * best
  }
  const total = (list: readonly Word[]) => list.reduce((sum, { weight }) => sum + weight, 0) || 1
  forth /= total(a)
  const back = b.reduce((sum, { weight }, at) => sum + weight * bestOfB[at]!, 0) / total(b)
  return forth + back === 0 ? 0 : (2 * forth * back) / (forth + back)
}

/** Meaning from word vectors. */
export const meaning: JudgementDeps = {
  similarity,
  compare(a, b) {
    const [first, second] = [readTopic(a), readTopic(b)]
    return {
      topic: first.vector && second.vector ? cosine(first.vector, second.vector) : 0,
      aligned: alignment(first.words, second.words),
    }
  },
}
