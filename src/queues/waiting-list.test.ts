import { expect, test } from "bun:test"
import fc from "fast-check"
import { createWaitingList, type Waiting } from "./waiting-list"

test("the line is by priority, then by who came first, whatever came in between", () => {
  const anyWaiting = fc.record({
    conversationId: fc.constantFrom("a", "b", "c", "d", "e", "f"),
    chatbotId: fc.constant("shop"),
    queueId: fc.constantFrom("sales", "support"),
    since: fc.nat(5),
    priority: fc.nat(2),
  })
  const anyStep = fc.oneof(
    fc.record({ put: anyWaiting }),
    fc.record({ remove: fc.constantFrom("a", "b", "c", "d", "e", "f") }),
  )
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 60 }), (steps) => {
      const list = createWaitingList()
      const model = new Map<string, Waiting>()
      for (const step of steps) {
        if ("put" in step) {
          list.put(step.put)
          model.set(step.put.conversationId, step.put)
        } else {
          list.remove(step.remove)
          model.delete(step.remove)
        }
        expect(list.size).toBe(model.size)
        for (const queueId of ["sales", "support"]) {
          const expected = [...model.values()]
            .filter((each) => each.queueId === queueId)
            .sort(
              (a, b) => b.priority - a.priority || a.since - b.since || (a.conversationId < b.conversationId ? -1 : 1),
            )
          expect(list.line(queueId)).toEqual(expected)
        }
      }
    }),
  )
})
