import { createWhatIf, type PastConversation, type Plan, type WhatIf } from "../escalation/what-if"

/** What a change of plan would have changed in these conversations, all at once. */
export function whatIf(past: Iterable<PastConversation>, now: Plan, then: Plan): WhatIf {
  const { add, result } = createWhatIf(now, then)
  for (const conversation of past) add(conversation)
  return result
}
