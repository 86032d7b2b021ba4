import type { ChatbotSummary } from "../../views/admin/chatbot-list"
import type { PersonStore } from "../accounts/person-store"
import type { Knowledge } from "../knowledge/knowledge"
import type { AvailabilityBoard } from "../queues/availability"
import type { Chatbot } from "./chatbot"

type Deps = {
  people: Pick<PersonStore, "listSeated">
  knowledge: Pick<Knowledge, "list">
  board: Pick<AvailabilityBoard, "isAnybodyOnline">
}

/** How a chatbot stands, in a row: what it knows, who has a seat, whether anybody is there. */
export const createSummaryOf =
  ({ people, knowledge, board }: Deps) =>
  ({ id, name, aiEnabled, seats }: Chatbot): ChatbotSummary => ({
    id,
    name,
    aiEnabled,
    seats,
    pages: knowledge.list(id).reduce((sum, { pages }) => sum + pages, 0),
    seatsTaken: people.listSeated(id).length,
    online: board.isAnybodyOnline(id),
  })
