import type { ContentHead } from "../../views/admin/content"
import type { ChatbotStore } from "../chatbots/chatbot-store"

/** Whose content it is, with the way to that of others. @throws AppError `not_found` */
export function contentHead(chatbots: ChatbotStore, chatbotId: string): ContentHead {
  const { id, name } = chatbots.get(chatbotId)
  const others = chatbots.list().filter((each) => each.id !== id)
  return { id, name, others: others.map((each) => ({ id: each.id, name: each.name })) }
}
