import type { AuditStore } from "../accounts/audit-store"
import type { Person } from "../accounts/person-store"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { Database } from "../db/database"
import { AppError } from "../errors"
import type { NewSource } from "./index-source"
import type { Knowledge } from "./knowledge"
import type { Source } from "./source-store"

type Deps = { db: Database; chatbots: ChatbotStore; knowledge: Knowledge; audit: AuditStore; now: () => number }

export type SourceCommands = ReturnType<typeof createSourceCommands>

/** What an owner does to a chatbot's content, with who did it. */
export function createSourceCommands({ db, chatbots, knowledge, audit, now }: Deps) {
  const note = (person: Person, action: string, source: Source) =>
    db.write((tx) => audit.note(tx, person.id, action, `${source.title} (${source.kind})`, now()))

  return {
    /** @throws AppError `not_found`, `validation`, `too_large` */
    async add(person: Person, chatbotId: string, given: NewSource): Promise<Source> {
      chatbots.get(chatbotId)
      const source = await knowledge.add(chatbotId, withCheckedUrl(given))
      await note(person, "content.added", source)
      return source
    },
    async replace(person: Person, chatbotId: string, id: string, given: NewSource): Promise<Source> {
      chatbots.get(chatbotId)
      const source = await knowledge.replace(chatbotId, id, withCheckedUrl(given))
      await note(person, "content.changed", source)
      return source
    },
    async remove(person: Person, chatbotId: string, id: string): Promise<void> {
      chatbots.get(chatbotId)
      const source = knowledge.get(chatbotId, id)
      await knowledge.remove(chatbotId, id)
      await note(person, "content.deleted", source)
    },
  }
}

/** Visitors follow this link from an answer, so it leads to a page and runs nothing. */
function withCheckedUrl(given: NewSource): NewSource {
  if (given.url === undefined) return given
  const { url: typed, ...rest } = given
  const url = typed.trim()
  if (!url) return rest
  const isPath = url.startsWith("/") && !url.startsWith("//")
  if (!isPath && !["http:", "https:"].includes(URL.parse(url)?.protocol ?? ""))
    throw new AppError("validation", "The link needs an address that starts with https://.", { field: "url" })
  return { ...rest, url }
}
