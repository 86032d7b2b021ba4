import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { Signals } from "../events/signals"
import { chatbotVisitorsTopic } from "../events/topics"
import type { AvailabilityBoard } from "../queues/availability"

type Deps = {
  chatbots: Pick<ChatbotStore, "list">
  signals: Signals
  board: Pick<AvailabilityBoard, "isAnybodyOnline">
}

/** Visitors see whether somebody is there, live and truthfully. */
export function createAnnouncePresence({ chatbots, signals, board }: Deps) {
  const shown = new Map<string, boolean>()
  return function announce(): void {
    for (const { id } of chatbots.list()) {
      const online = board.isAnybodyOnline(id)
      if (shown.get(id) === online) continue
      shown.set(id, online)
      signals.send(chatbotVisitorsTopic(id), { event: "presence", data: { online } })
    }
  }
}
