import type { AuditStore } from "../accounts/audit-store"
import type { Person } from "../accounts/person-store"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { Database } from "../db/database"
import { AppError } from "../errors"
import { topicOf } from "./index-source"
import { readGroup } from "./owner-synonyms"
import type { SourceStore } from "./source-store"
import type { SynonymGroup, SynonymStore } from "./synonym-store"

type Deps = {
  db: Database
  chatbots: ChatbotStore
  synonyms: SynonymStore
  store: Pick<SourceStore, "touchInWrite">
  audit: AuditStore
  now: () => number
  newId: () => string
}

export function createSynonymCommands({ db, chatbots, synonyms, store, audit, now, newId }: Deps) {
  return {
    /** @throws AppError `not_found`, `validation` */
    add(person: Person, chatbotId: string, given: readonly string[]): Promise<SynonymGroup> {
      chatbots.get(chatbotId)
      return db.write((tx) => {
        const others = synonyms.listInWrite(chatbotId).map(({ words }) => words)
        const group = { id: newId(), words: readGroup(given, others) }
        synonyms.insertInWrite(group.id, chatbotId, group.words, now())
        store.touchInWrite(chatbotId)
        audit.note(tx, person.id, "synonyms.added", group.words.join(", "), now())
        tx.ring(topicOf(chatbotId))
        return group
      })
    },
    /** @throws AppError `not_found` */
    remove(person: Person, chatbotId: string, id: string): Promise<void> {
      chatbots.get(chatbotId)
      return db.write((tx) => {
        const was = synonyms.listInWrite(chatbotId).find((each) => each.id === id)
        if (!was) throw new AppError("not_found", "These synonyms are not there any more.")
        synonyms.removeInWrite(chatbotId, id)
        store.touchInWrite(chatbotId)
        audit.note(tx, person.id, "synonyms.deleted", was.words.join(", "), now())
        tx.ring(topicOf(chatbotId))
      })
    },
  }
}
