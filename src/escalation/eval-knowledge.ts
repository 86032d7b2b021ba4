import { createRanker, type KbEntry } from "../knowledge/eval-kb"
import { type Row, readSets } from "./data-set"
import type { Answered, AskKnowledge } from "./eval-dialogues"

// All phrasings that the owner wrote: a conversation is judged with the content as it is.
const phrasings = 1000
// As many as an answer's log keeps.
const entriesKept = 6

/** The knowledge bases under the folder, `without` their holes or whole, answered as the product answers. A question is
 * answered once, however often it comes: the judgement is measured here, not the retrieval. */
export function knowledgeIn(
  directory: string,
  holes: "whole" | "without",
): AskKnowledge & { close: () => Promise<void> } {
  const rowsOf = new Map<string, Row[]>()
  for (const [set, rows] of readSets(`${directory}/cd_kb`, "", isEntry)) {
    const [name, file] = set.split("/")
    if (file === "kb") rowsOf.set(name!, rows)
  }
  const rankers = new Map<string, ReturnType<typeof createRanker>>()
  const answered = new Map<string, Answered>()

  async function ask(base: string, question: string): Promise<Answered | undefined> {
    const rows = rowsOf.get(base)
    if (!rows) return undefined
    const key = `${base} ${question}`
    const known = answered.get(key)
    if (known) return known
    if (!rankers.has(base))
      rankers.set(
        base,
        createRanker(rows.filter(({ hole }) => holes === "whole" || hole !== true).map(toEntry), phrasings),
      )
    const ranker = await rankers.get(base)!
    const { confidence, ranked } = await ranker.ask(question)
    const found = { found: ranked.slice(0, entriesKept), confidence }
    answered.set(key, found)
    return found
  }

  return Object.assign(ask, {
    close: async () => {
      for (const ranker of rankers.values()) await (await ranker).close()
    },
  })
}

const toEntry = (row: Row): KbEntry => ({
  id: String(row.id),
  title: String(row.title ?? ""),
  questions: Array.isArray(row.questions) ? row.questions.map(String) : [],
  answer: String(row.answer ?? ""),
  hole: false,
})

const isEntry = (row: unknown) => typeof (row as Row | null)?.id === "string"
