import { sentencesOf } from "./chunk"
import { kindsOf } from "./kinds-of-answer"
import type { Lexicon } from "./lexicon"
import { addRow, dimensionsOfVectors, normalise } from "./vectors"
import { wordsOf } from "./words"

export type Text = { group: number; heading: string; body: string }
export type TextCollection = ReturnType<typeof createTextCollection>

/** Passages as they are compared with questions: their words, where lines and sentences end, and what these mean. */
export function createTextCollection(lexicon: Lexicon) {
  /** The words of the heading, then those of the body; undefined where a passage was taken out. */
  const words: (Uint32Array | undefined)[] = []
  const gone: number[] = []
  /** How many words of it are heading, and how many lines the heading has. */
  const headingWords: number[] = []
  const headingLines: number[] = []
  /** Where each line of the heading ends, then where each sentence of the body ends, counted in words of all. */
  const ends: Uint32Array[] = []
  // A byte a number: of all that is kept for a passage this is most. Nothing but noughts for what has no known word.
  const sentenceVectors: Int8Array[] = []
  const vectors: (Int8Array | undefined)[] = []
  const kinds: number[] = []
  const groups: number[] = []
  const members = new Map<number, number[]>()
  /** For each stem the passages that it is in. */
  const postings: number[][] = []
  let present = 0
  let totalLength = 0

  /** Adds up the vectors of these words, rare ones for more. */
  function addWords(into: Float32Array, ids: Uint32Array, from: number, to: number): void {
    for (let i = from; i < to; i++) {
      const weight = lexicon.informativeAt(ids[i]!)
      if (weight > 0) addRow(into, lexicon.rowAt(ids[i]!), weight)
    }
  }

  function keepMeaning(ids: Uint32Array, named: number, sentences: readonly string[][]): void {
    const dimensions = dimensionsOfVectors()
    const sum = new Float32Array(dimensions)
    const part = new Float32Array(dimensions)
    addWords(sum, ids, 0, named)
    let start = named
    const packed = new Int8Array(sentences.length * dimensions)
    for (const [k, sentence] of sentences.entries()) {
      part.fill(0)
      addWords(part, ids, start, start + sentence.length)
      start += sentence.length
      for (let i = 0; i < dimensions; i++) sum[i]! += part[i]!
      if (normalise(part)) for (let i = 0; i < dimensions; i++) packed[k * dimensions + i] = Math.round(part[i]! * 127)
    }
    sentenceVectors.push(packed)
    const vector = normalise(sum)
    vectors.push(vector && Int8Array.from(vector, (value) => Math.round(value * 127)))
  }

  return {
    words,
    gone,
    headingWords,
    headingLines,
    ends,
    sentenceVectors,
    vectors,
    kinds,
    groups,
    members,
    postings,
    /** How many passages there are. */
    get size(): number {
      return present
    },
    /** In words, without headings. */
    get averageLength(): number {
      return totalLength / Math.max(present, 1)
    },

    /** @returns its place, which no other passage gets. */
    add(text: Text): number {
      const index = words.length
      const lines = text.heading
        .split(/\n| › /)
        .map(wordsOf)
        .filter((line) => line.length > 0)
      const sentences = unitsOf(text.body).map(wordsOf)
      const heading = lines.flat()
      const all = [...heading, ...sentences.flat()]
      const ids = lexicon.add(all)
      words.push(ids)
      gone.push(0)
      headingWords.push(heading.length)
      headingLines.push(lines.length)
      let end = 0
      ends.push(
        Uint32Array.from([...lines, ...sentences], (line) => {
          end += line.length
          return end
        }),
      )
      keepMeaning(ids, heading.length, sentences)
      kinds.push(kindsOf(text.body))
      groups.push(text.group)
      const page = members.get(text.group)
      if (page) page.push(index)
      else members.set(text.group, [index])
      for (const stem of lexicon.stemsIn(ids)) {
        while (postings.length <= stem) postings.push([])
        postings[stem]!.push(index)
      }
      present += 1
      totalLength += all.length - heading.length
      return index
    },

    /** Never found again. Its place in the lists stays taken until all is built anew. */
    remove(index: number): void {
      const ids = words[index]
      if (!ids) return
      lexicon.remove(ids)
      totalLength -= ids.length - headingWords[index]!
      gone[index] = 1
      words[index] = undefined
      vectors[index] = undefined
      sentenceVectors[index] = new Int8Array(0)
      present -= 1
      const page = members.get(groups[index]!)!
      page.splice(page.indexOf(index), 1)
      if (page.length === 0) members.delete(groups[index]!)
    },
  }
}

/** Sentences, list items and table rows. */
function unitsOf(text: string): string[] {
  return text
    .split(/\n{2,}/)
    .flatMap((block) => (/^\s*(?:[-*+•|]|\d+[.)])/m.test(block) ? block.split("\n") : sentencesOf(block)))
}
