import { createRanking, type Entry } from "../knowledge/rank"
import { wordsOf } from "../knowledge/words"
import { type Row, readSets } from "./data-set"
import type { Answered, AskKnowledge } from "./eval-dialogues"

/** The knowledge bases under the folder, each without its holes, answered by the ranking of the product. A question is
 * answered once, however often it is asked: the judgement is measured here, not the ranking. */
export function knowledgeIn(directory: string): AskKnowledge {
  const rankers = new Map<string, ReturnType<typeof createRanking>>()
  const rowsOf = new Map<string, Row[]>()
  for (const folder of ["cd_kb"]) {
    for (const [set, rows] of readSets(`${directory}/${folder}`, "", isEntry)) {
      const [name, file] = set.split("/")
      if (file === "kb") rowsOf.set(name!, rows)
    }
  }
  const answered = new Map<string, Answered>()
  return (base, question) => {
    const rows = rowsOf.get(base)
    if (!rows) return undefined
    const key = `${base} ${question}`
    const known = answered.get(key)
    if (known) return known
    const ranker = rankers.get(base) ?? rankerOf(rows)
    rankers.set(base, ranker)
    const { confidence, ranked } = ranker.rank(question, 3)
    const found = { ids: ranked.map(({ id }) => id), confidence }
    answered.set(key, found)
    return found
  }
}

function rankerOf(rows: Row[]) {
  const entries = rows.filter(({ hole }) => hole !== true).map(toEntry)
  const places = new Map<string, number[]>()
  for (const [index, { text }] of entries.entries()) {
    for (const word of new Set(wordsOf(text))) places.set(word, [...(places.get(word) ?? []), index])
  }
  // Entries that hold more of the words first, in the place of the full-text search.
  return createRanking(entries, (words, limit) => {
    const counts = new Map<number, number>()
    for (const word of words)
      for (const index of places.get(word) ?? []) counts.set(index, (counts.get(index) ?? 0) + 1)
    return [...counts]
      .sort((a, b) => b[1] - a[1])
      .slice(0, limit)
      .map(([index]) => index)
  })
}

function toEntry(row: Row): Entry {
  const questions = Array.isArray(row.questions) ? row.questions.map(String) : []
  const id = String(row.id)
  return {
    id,
    group: id.split("#")[0]!,
    title: String(row.title ?? ""),
    headings: "",
    questions,
    text: String(row.answer ?? ""),
  }
}

const isEntry = (row: unknown) => typeof (row as Row | null)?.id === "string"
