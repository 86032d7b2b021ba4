import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { Knowledge } from "./knowledge"

/** Whoever was connected before a restart goes first: reading the words' vectors alone takes a tenth of a second. */
const laterMs = 2000

/** Makes content ready some moments after a start, so that no visitor is the first to wait for it. */
export function createWarmUp(deps: {
  knowledge: Pick<Knowledge, "warmUp">
  chatbots: Pick<ChatbotStore, "list">
  afterMs?: number
}) {
  const { knowledge, chatbots, afterMs = laterMs } = deps
  let timer: ReturnType<typeof setTimeout> | undefined

  async function warmUp(): Promise<void> {
    await knowledge.warmUp(chatbots.list().map(({ id }) => id))
  }

  return {
    start(): void {
      // What fails here, be it the store itself, is said when somebody asks.
      timer = setTimeout(() => void warmUp().catch(() => {}), afterMs)
      timer.unref()
    },
    stop: (): void => clearTimeout(timer),
  }
}
