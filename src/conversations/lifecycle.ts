/** Who holds a conversation, and how that may change. Pure: no clock, no store. The table is the diagram. */

import { AppError } from "../errors"

export type Lifecycle =
  | { state: "ai" }
  | { state: "waiting"; since: number; reason: string; deadlineAt: number }
  | { state: "human"; operatorId: string }
  | { state: "closed"; at: number }

export type State = Lifecycle["state"]

export type Command =
  | { type: "escalate"; reason: string; at: number; deadlineAt: number }
  | { type: "take_over"; operatorId: string; force?: boolean }
  | { type: "transfer"; operatorId: string }
  | { type: "return_to_queue"; reason: string; at: number; deadlineAt: number }
  | { type: "hand_back" }
  | { type: "close"; at: number }

type Rules = {
  [S in State]: {
    [C in Command["type"]]?: (from: Extract<Lifecycle, { state: S }>, by: Extract<Command, { type: C }>) => Lifecycle
  }
}

type Wait = { reason: string; at: number; deadlineAt: number }
const toHuman = (_: Lifecycle, { operatorId }: { operatorId: string }): Lifecycle => ({ state: "human", operatorId })
const toWaiting = (_: Lifecycle, { reason, at, deadlineAt }: Wait): Lifecycle => ({
  state: "waiting",
  since: at,
  reason,
  deadlineAt,
})
const toAi = (): Lifecycle => ({ state: "ai" })
const toClosed = (_: Lifecycle, { at }: { at: number }): Lifecycle => ({ state: "closed", at })

const rules: Rules = {
  ai: { escalate: toWaiting, take_over: toHuman, transfer: toHuman, close: toClosed },
  waiting: {
    take_over: toHuman,
    transfer: toHuman,
    // Another queue: the visitor has waited since the first one, and that is what they are told.
    return_to_queue: (from, { reason, deadlineAt }) => ({ state: "waiting", since: from.since, reason, deadlineAt }),
    hand_back: toAi,
    close: toClosed,
  },
  human: {
    // One holder at a time: from a colleague only on purpose.
    take_over(from, by) {
      if (by.force || from.operatorId === by.operatorId) return toHuman(from, by)
      throw new AppError("conflict", "Another operator holds this conversation.", { holder: from.operatorId })
    },
    transfer: toHuman,
    return_to_queue: toWaiting,
    hand_back: toAi,
    close: toClosed,
  },
  closed: {},
}

const wishes: Record<Command["type"], string> = {
  escalate: "it cannot be escalated",
  take_over: "it cannot be taken over",
  transfer: "it cannot be transferred",
  return_to_queue: "it cannot return to the queue",
  hand_back: "it cannot be handed back",
  close: "it cannot be closed again",
}
const holders: Record<State, string> = {
  ai: "with the AI",
  waiting: "waiting for a person",
  human: "held by an operator",
  closed: "closed",
}

/** @throws AppError `conflict` when the conversation has moved on and the command no longer applies. */
export function transition(current: Lifecycle, command: Command): Lifecycle {
  // The table is checked entry by entry above; TypeScript cannot carry the pairing through two lookups.
  const rule = rules[current.state][command.type] as ((from: Lifecycle, by: Command) => Lifecycle) | undefined
  if (rule) return rule(current, command)
  throw new AppError("conflict", `This conversation is ${holders[current.state]}; ${wishes[command.type]}.`, {
    state: current.state,
  })
}

/** Whether the assistant may answer here at all. The revision, not this, decides whether a finished answer still may be said. */
export const isAssistants = (lifecycle: Lifecycle): boolean => lifecycle.state === "ai"
