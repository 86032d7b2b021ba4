import { expect, spyOn, test } from "bun:test"
import { createChatbotStore } from "../chatbots/chatbot-store"
import { openContent } from "../testing/content"
import { until } from "../testing/until"
import { createWarmUp } from "./warm-up"

test("a store that is gone by the time content would be made ready takes nothing down with it", async () => {
  const content = openContent()
  const chatbots = createChatbotStore(content.db)
  await content.close()
  const list = spyOn(chatbots, "list")
  const unheard: unknown[] = []
  const note = (error: unknown) => void unheard.push(error)
  process.on("uncaughtException", note).on("unhandledRejection", note)
  try {
    createWarmUp({ knowledge: content.knowledge, chatbots, afterMs: 0 }).start()
    await until(() => list.mock.results[0]?.type === "throw", "the store was asked in vain")
    // An error that nobody takes is told in the turn after the one it was thrown in.
    await new Promise((resolve) => setImmediate(resolve))
    expect(unheard).toEqual([])
  } finally {
    process.off("uncaughtException", note).off("unhandledRejection", note)
  }
})
