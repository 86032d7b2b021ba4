import type { Chatbot } from "../chatbots/chatbot"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import { AppError } from "../errors"
import { bearerOf } from "../http/bearer"
import type { VisitorTokens } from "./visitor-token"

type Deps = {
  tokens: Pick<VisitorTokens, "verify">
  chatbots: Pick<ChatbotStore, "find">
  originCheck: { check(chatbot: Chatbot, request: Request): void }
}

/** Who calls from a widget. The token says it; it is never in a URL. */
export type VisitorOf = ReturnType<typeof createVisitorOf>

export const createVisitorOf =
  ({ tokens, chatbots, originCheck }: Deps) =>
  /** @throws AppError `unauthorized`, `forbidden`, `not_found` */
  (request: Request): { id: string; chatbotId: string; locale: string; chatbot: Chatbot } => {
    const token = bearerOf(request)
    if (token === undefined) throw new AppError("unauthorized", "Send the visitor token as Authorization: Bearer.")
    const { visitorId, chatbotId } = tokens.verify(token)
    const chatbot = chatbots.find(chatbotId)
    // A visitor reads it, in the middle of what they said.
    if (!chatbot) throw new AppError("not_found", "This chat is no longer here.")
    originCheck.check(chatbot, request)
    return { id: visitorId, chatbotId, locale: chatbot.locale, chatbot }
  }
