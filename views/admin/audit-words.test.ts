import { expect, test } from "bun:test"
import { auditSubject } from "./audit-words"

test("the log of changes names the parts of a chatbot as the admin does", () => {
  expect(auditSubject("chatbot.updated", "Luma: Shoes: aiEnabled, hours, queueId")).toBe(
    "Luma: Shoes: the AI on or off, opening hours, queue",
  )
  expect(auditSubject("chatbot.updated", "Luma Shoes: something_new")).toBe("Luma Shoes: something_new")
  expect(auditSubject("content.added", "Prices: hours")).toBe("Prices: hours")
})
