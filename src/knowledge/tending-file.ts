import type { Database, Tx } from "../db/database"
import { listOf, placed, recordOf, textOf } from "./content-file"
import { readGolden } from "./golden-commands"
import { createGoldenStore } from "./golden-store"
import { readGroup } from "./owner-synonyms"
import { createSynonymStore } from "./synonym-store"

type Deps = { db: Database; newId: () => string }

/** What a list of a chatbot looks like in its file: made from what is kept, and checked whole before anything is made. */
export type ListFile = {
  exportOf(chatbotId: string): unknown[]
  /** @throws AppError `validation` naming the place. The write may run twice, so ids are made before it. */
  prepare(given: unknown): (tx: Tx, chatbotId: string, at: number) => void
}

const most = 500

/** Words that mean the same, and the golden questions: what an owner keeps beside the content itself. */
export function createTendingFiles({ db, newId }: Deps): { synonyms: ListFile; golden: ListFile } {
  const synonyms = createSynonymStore(db)
  const golden = createGoldenStore(db)
  return {
    synonyms: {
      exportOf: (chatbotId) => synonyms.wordsOf(chatbotId),
      prepare(given) {
        const groups: { id: string; words: string[] }[] = []
        for (const [index, each] of listOf(given, "synonyms", most).entries()) {
          const field = `synonyms.${index}`
          const words = listOf(each, field, 100).map((word) => textOf(word, field, 1000))
          const others = groups.map((group) => group.words)
          groups.push({ id: newId(), words: placed(field, () => readGroup(words, others)) })
        }
        return (_, chatbotId, at) => {
          for (const { id, words } of groups) synonyms.insertInWrite(id, chatbotId, words, at)
        }
      },
    },
    golden: {
      exportOf: (chatbotId) =>
        golden.list(chatbotId).map(({ question, outcome, source = null, wording = null }) => ({
          ...{ question, outcome, source, wording },
        })),
      prepare(given) {
        const questions = listOf(given, "golden", most).map((each, index) => {
          const field = `golden.${index}`
          const it = recordOf(each, field)
          const words = (name: string) => (it[name] ? textOf(it[name], `${field}.${name}`, 5000) : undefined)
          const wish = { question: textOf(it.question, `${field}.question`, 5000) }
          const more = { outcome: words("outcome"), source: words("source"), wording: words("wording") }
          return { id: newId(), ...placed(field, () => readGolden({ ...wish, ...more })) }
        })
        return (_, chatbotId, at) => {
          for (const [index, each] of questions.entries()) golden.insertInWrite(each, chatbotId, at + index)
        }
      },
    },
  }
}
