import { createRanker, type KbEntry, knowledgeBasesIn } from "../knowledge/eval-kb"
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
  const entriesOf = new Map<string, KbEntry[]>()
  for (const { name, entries } of knowledgeBasesIn(directory)) if (!entriesOf.has(name)) entriesOf.set(name, entries)
  const rankers = new Map<string, ReturnType<typeof createRanker>>()
  const answered = new Map<string, Answered>()

  async function ask(base: string, question: string): Promise<Answered | undefined> {
    const entries = entriesOf.get(base)
    if (!entries) return undefined
    const key = `${base} ${question}`
    const known = answered.get(key)
    if (known) return known
    if (!rankers.has(base))
      rankers.set(
        base,
        createRanker(
          entries.filter(({ hole }) => holes === "whole" || !hole).map((entry) => ({ ...entry, hole: false })),
          phrasings,
        ),
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
