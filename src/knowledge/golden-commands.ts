import type { AuditStore } from "../accounts/audit-store"
import type { Person } from "../accounts/person-store"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { Database } from "../db/database"
import { AppError } from "../errors"
import type { Golden } from "./golden"
import type { GoldenStore } from "./golden-store"

type Deps = {
  db: Database
  chatbots: ChatbotStore
  golden: GoldenStore
  audit: AuditStore
  now: () => number
  newId: () => string
}

type GoldenWish = {
  question: string
  outcome?: string | undefined
  source?: string | undefined
  wording?: string | undefined
}

const mostQuestions = 500

export function createGoldenCommands({ db, chatbots, golden, audit, now, newId }: Deps) {
  return {
    /** The same question twice is one. @throws AppError `not_found`, `validation` */
    add(person: Person, chatbotId: string, wish: GoldenWish): Promise<Golden> {
      chatbots.get(chatbotId)
      return db.write((tx) => {
        const others = golden.listInWrite(chatbotId)
        const read = readGolden(wish)
        const same = others.find(({ question }) => question.toLowerCase() === read.question.toLowerCase())
        if (same) {
          golden.updateInWrite({ ...read, id: same.id }, chatbotId)
          return { ...read, id: same.id }
        }
        if (others.length >= mostQuestions)
          throw new AppError("conflict", `There are ${mostQuestions} golden questions. Delete some that say the same.`)
        const made = { ...read, id: newId() }
        golden.insertInWrite(made, chatbotId, now())
        audit.note(tx, person.id, "golden.added", made.question, now())
        return made
      })
    },
    /** @throws AppError `not_found`, `validation` */
    change(person: Person, chatbotId: string, id: string, wish: GoldenWish): Promise<Golden> {
      chatbots.get(chatbotId)
      return db.write((tx) => {
        const changed = { ...readGolden(wish), id }
        if (!golden.updateInWrite(changed, chatbotId)) throw gone()
        audit.note(tx, person.id, "golden.changed", changed.question, now())
        return changed
      })
    },
    /** @throws AppError `not_found` */
    remove(person: Person, chatbotId: string, id: string): Promise<void> {
      chatbots.get(chatbotId)
      return db.write((tx) => {
        const was = golden.listInWrite(chatbotId).find((each) => each.id === id)
        if (!was) throw gone()
        golden.removeInWrite(chatbotId, id)
        audit.note(tx, person.id, "golden.deleted", was.question, now())
      })
    },
  }
}

const gone = () => new AppError("not_found", "This golden question is not there any more.")

/** @throws AppError `validation` */
export function readGolden({
  question,
  outcome = "answers",
  source = "",
  wording = "",
}: GoldenWish): Omit<Golden, "id"> {
  const asked = question.trim()
  if (!asked) throw new AppError("validation", "Write the question.", { field: "question" })
  if (asked.length > 1000)
    throw new AppError("validation", "A question has 1,000 characters at most.", { field: "question" })
  if (outcome !== "answers" && outcome !== "calls_person")
    throw new AppError("validation", "outcome is answers or calls_person.", { field: "outcome" })
  const wanted = { source: source.trim().slice(0, 500), wording: wording.trim().slice(0, 2000) }
  if (outcome === "answers" && !wanted.source && !wanted.wording)
    throw new AppError("validation", "Say from which page, or with which words, it is to be answered.", {
      field: "wording",
    })
  const isAnswered = outcome === "answers"
  return {
    ...{ question: asked, outcome },
    source: (isAnswered && wanted.source) || undefined,
    wording: (isAnswered && wanted.wording) || undefined,
  }
}
