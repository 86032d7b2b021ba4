import { describe, expect, test } from "bun:test"
import { AppError } from "../errors"
import { type Command, isAssistants, type Lifecycle, type State, transition } from "./lifecycle"

const from: Record<State, Lifecycle> = {
  ai: { state: "ai" },
  waiting: { state: "waiting", since: 100, reason: "visitor_request", deadlineAt: 220 },
  human: { state: "human", operatorId: "dana" },
  closed: { state: "closed", at: 90 },
}

const commands = {
  escalate: { type: "escalate", reason: "frustration", at: 200, deadlineAt: 320 },
  take_over: { type: "take_over", operatorId: "dana" },
  transfer: { type: "transfer", operatorId: "eli" },
  return_to_queue: { type: "return_to_queue", reason: "operator_left", at: 200, deadlineAt: 320 },
  hand_back: { type: "hand_back" },
  close: { type: "close", at: 300 },
} satisfies Record<Command["type"], Command>

const byDana: Lifecycle = { state: "human", operatorId: "dana" }
const byEli: Lifecycle = { state: "human", operatorId: "eli" }
const withAi: Lifecycle = { state: "ai" }
const closed: Lifecycle = { state: "closed", at: 300 }
const refused = "refused"

/** The whole diagram: every state with every command. */
const table: Record<State, Record<Command["type"], Lifecycle | typeof refused>> = {
  ai: {
    escalate: { state: "waiting", since: 200, reason: "frustration", deadlineAt: 320 },
    take_over: byDana,
    transfer: byEli,
    return_to_queue: refused,
    hand_back: refused,
    close: closed,
  },
  waiting: {
    escalate: refused,
    take_over: byDana,
    transfer: byEli,
    return_to_queue: { state: "waiting", since: 100, reason: "operator_left", deadlineAt: 320 },
    hand_back: withAi,
    close: closed,
  },
  human: {
    escalate: refused,
    take_over: byDana,
    transfer: byEli,
    return_to_queue: { state: "waiting", since: 200, reason: "operator_left", deadlineAt: 320 },
    hand_back: withAi,
    close: closed,
  },
  closed: {
    escalate: refused,
    take_over: refused,
    transfer: refused,
    return_to_queue: refused,
    hand_back: refused,
    close: refused,
  },
}

const codeOf = (act: () => unknown) => {
  try {
    act()
  } catch (error) {
    return error instanceof AppError ? error.code : error
  }
  return "no error"
}

for (const state of Object.keys(table) as State[]) {
  describe(`a conversation in ${state}`, () => {
    for (const type of Object.keys(commands) as Command["type"][]) {
      const outcome = table[state][type]
      const act = () => transition(from[state], commands[type])
      if (outcome === refused) {
        test(`refuses ${type} as a conflict that names the state`, () => {
          expect(codeOf(act)).toBe("conflict")
          expect(act).toThrow("This conversation is")
        })
      } else test(`goes to ${outcome.state} by ${type}`, () => expect(act()).toEqual(outcome))
    }
  })
}

test("a colleague's conversation is taken over only on purpose", () => {
  const take = (force: boolean) => transition(byDana, { type: "take_over", operatorId: "eli", force })

  expect(codeOf(() => take(false))).toBe("conflict")
  expect(take(true)).toEqual(byEli)
})

test("only a conversation that is with the AI is the assistant's to answer", () => {
  const assistants = (Object.keys(from) as State[]).filter((state) => isAssistants(from[state]))

  expect(assistants).toEqual(["ai"])
})
