import type { AuditStore } from "../accounts/audit-store"
import type { Person } from "../accounts/person-store"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { Database } from "../db/database"
import { AppError } from "../errors"
import { topicOf } from "./index-source"
import type { PassageStore, TendedPassage } from "./passage-store"
import { type Care, isIdle } from "./passages"
import type { SourceCommands } from "./source-commands"
import type { SourceStore } from "./source-store"

type Deps = {
  db: Database
  chatbots: ChatbotStore
  passages: PassageStore
  store: SourceStore
  /** For an answer that was written as one: it is changed where it was written. */
  replace: SourceCommands["replace"]
  audit: AuditStore
  now: () => number
}

type PassageWish = { text?: string | undefined; isOff?: boolean | undefined; isPinned?: boolean | undefined }

const mostCharacters = 20_000

/** What an owner does to single passages. */
export function createPassageCommands({ db, chatbots, passages, store, replace, audit, now }: Deps) {
  function tend(
    person: Person,
    chatbotId: string,
    id: number,
    action: string,
    change: (care: Omit<Care, "id">, passage: TendedPassage) => Omit<Care, "id">,
  ): Promise<void> {
    chatbots.get(chatbotId)
    return db.write((tx) => {
      const passage = passages.getInWrite(chatbotId, id)
      const at = now()
      const { headings, text, care } = passage
      const before = care ?? {
        ...{ headings, original: text, text: null },
        ...{ isOff: false, isPinned: false, changed: null, isGone: false },
      }
      const after = change(before, passage)
      // Without the owner's words nothing holds what the page no longer has.
      if (after.text === null && after.isGone) passages.removeInWrite(passage)
      else {
        const own = after.text ?? after.changed ?? after.original
        passages.tendInWrite(passage, isIdle(after) ? undefined : after, own, at)
      }
      store.touchInWrite(chatbotId)
      audit.note(tx, person.id, action, `${passage.title} (${passage.source.title})`, at)
      tx.ring(topicOf(chatbotId))
    })
  }

  return {
    /**
     * Changes a passage's words, switches it off or on, pins it or lets it go.
     * @returns where it is now: an answer that is written anew is another passage.
     * @throws AppError `not_found`, `validation`
     */
    async change(person: Person, chatbotId: string, id: number, wish: PassageWish): Promise<number> {
      const passage = passages.get(chatbotId, id)
      const text = wish.text?.trim()
      if (text === "") throw new AppError("validation", "Write something, or switch this piece off.", { field: "text" })
      if (text !== undefined && text.length > mostCharacters)
        throw new AppError("validation", "A piece has 20,000 characters at most. Add a text instead.", {
          field: "text",
        })
      if (text !== undefined && text !== passage.text && isOwnAnswer(passage)) {
        const { source, questions, url } = passage
        const given = { kind: "qa" as const, questions, answer: text, ...(url ? { url } : {}) }
        await replace(person, chatbotId, source.id, given)
        return passageOf(store, source.id) ?? id
      }
      await tend(person, chatbotId, id, "passage.changed", (care, { text: words }) => {
        const { isOff = care.isOff, isPinned = care.isPinned } = wish
        const flags = { isOff, isPinned }
        if (text === undefined || text === words) return { ...care, ...flags }
        const read = care.changed ?? care.original
        // Written back as the page has it: nothing of one's own is left.
        return text === read && !care.isGone
          ? { ...care, ...flags, original: read, text: null, changed: null }
          : { ...care, ...flags, text }
      })
      return id
    },
    /** The page's own words again. @throws AppError `not_found` */
    restore: (person: Person, chatbotId: string, id: number): Promise<void> =>
      tend(person, chatbotId, id, "passage.restored", (care) => ({
        ...care,
        original: care.changed ?? care.original,
        text: null,
        changed: null,
      })),
    /** What the page says now was looked at: the owner's words stand. @throws AppError `not_found` */
    keep: (person: Person, chatbotId: string, id: number): Promise<void> =>
      tend(person, chatbotId, id, "passage.kept", (care) => ({
        ...care,
        original: care.changed ?? care.original,
        changed: null,
        isGone: false,
      })),
  }
}

/** Written by the owner as a question with its answer, not read from somewhere. */
const isOwnAnswer = ({ source }: Pick<TendedPassage, "source">): boolean => source.kind === "qa"

const passageOf = (store: SourceStore, sourceId: string) => store.passagesOfSource(sourceId)[0]?.id
