import type { Person } from "../accounts/person-store"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { ConversationStore } from "../conversations/conversation-store"
import { AppError } from "../errors"
import type { EventStore } from "../events/event-store"
import type { Log } from "../log"
import type { ModelBudget } from "../settings/model-budget"
import { createAskByTool } from "./ask-by-tool"
import { opinionModel } from "./ask-opinion"
import { buildClosingPrompt, type ClosingDraft, closingTool, readClosing } from "./closing-prompt"
import type { Connection } from "./second-opinions"

type Deps = {
  conversations: Pick<ConversationStore, "getForOperator">
  events: Pick<EventStore, "list">
  chatbots: Pick<ChatbotStore, "get">
  /** Undefined where no model is configured. Asked for each time: the owner may change it. */
  connection: () => Connection | undefined
  budget: Pick<ModelBudget, "isSpent" | "count">
  log: Log
}

export type DraftClosing = ReturnType<typeof createDraftClosing>

/** An operator looks at the form meanwhile, and can write it themselves. */
const patienceMs = 20_000
const tokens = { few: 1_000, some: 3_000 }
const writeIt = "Write it yourself, or try again."

/** What a model would write into the form that closes a conversation. It is read, changed and kept by the operator alone. */
export function createDraftClosing({ conversations, events, chatbots, connection, budget, log }: Deps) {
  return {
    isOffered: () => connection() !== undefined,

    /** @param tags those in use: it makes up none. @throws AppError `unavailable` where nothing came of it. */
    async draft(id: string, person: Person, tags: readonly string[], signal: AbortSignal): Promise<ClosingDraft> {
      const { chatbotId } = conversations.getForOperator(id, person.id)
      const found = connection()
      if (!found) throw new AppError("unavailable", `No model is configured. ${writeIt}`)
      if (budget.isSpent())
        throw new AppError("unavailable", "The day's answers of the model are used up. Write it yourself.")
      const { apiKey, baseUrl, answering } = found
      const model = opinionModel({ baseUrl, model: answering, answering })
      const ask = createAskByTool({ apiKey, baseUrl, model, patienceMs, tokens })
      await budget.count()
      const prompt = buildClosingPrompt(events.list(id), chatbots.get(chatbotId).locale)
      const answer = await ask(prompt, closingTool(tags), signal).catch((error: unknown) => {
        // The kind only: what went wrong may repeat what somebody wrote.
        log.info("closing.undrafted", { kind: error instanceof Error ? error.name : "unknown" })
        throw new AppError("unavailable", `The AI could not write it. ${writeIt}`)
      })
      const draft = readClosing(answer, tags)
      if (!draft) throw new AppError("unavailable", `The AI wrote nothing that can be used. ${writeIt}`)
      return draft
    },
  }
}
