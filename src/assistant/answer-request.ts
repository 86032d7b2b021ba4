import type { Chatbot } from "../chatbots/chatbot"
import type { Conversation } from "../conversations/conversation-store"
import type { VisitorStore } from "../visitors/visitor-store"
import type { TurnMessage, TurnRequest } from "./answerer"

type Deps = { visitors: Pick<VisitorStore, "listTrail" | "find"> }
type Asked = Pick<Conversation, "visitorId" | "locale">

/** What every answerer is told of a conversation, whatever the answer is for. */
export const createAnswerRequest =
  ({ visitors }: Deps) =>
  ({ visitorId, locale }: Asked, chatbot: Chatbot, history: readonly TurnMessage[]): TurnRequest => {
    const page = visitors.listTrail(visitorId).at(-1)
    return {
      chatbotId: chatbot.id,
      chatbotName: chatbot.name,
      persona: chatbot.persona,
      limits: chatbot.limits,
      locale,
      history,
      timezone: visitors.find(visitorId)?.timezone,
      page: page && { url: page.url, title: page.title },
      threshold: chatbot.escalation.threshold,
    }
  }
