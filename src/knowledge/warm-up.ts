import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { Knowledge } from "./knowledge"

/** Whoever was connected before a restart goes first: reading the words' vectors alone takes a tenth of a second. */
const afterMs = 2000

/** Makes content ready some moments after a start, so that no visitor is the first to wait for it. */
export function createWarmUp(deps: { knowledge: Pick<Knowledge, "warmUp">; chatbots: Pick<ChatbotStore, "list"> }) {
  const { knowledge, chatbots } = deps
  let timer: ReturnType<typeof setTimeout> | undefined

  return {
    start(): void {
      timer = setTimeout(() => {
        const ids = chatbots.list().map(({ id }) => id)
        // What fails there is said when somebody asks.
        knowledge.warmUp(ids).catch(() => {})
      }, afterMs)
      timer.unref()
    },
    stop: (): void => clearTimeout(timer),
  }
}
