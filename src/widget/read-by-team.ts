/** Up to where a visitor is told that the team has read. Pure. */

import type { ConversationState } from "../events/event"

type Read = { lifecycle: { state: ConversationState }; operatorReadId: number }
type Shown = { id: number; type: string; from?: unknown }

/**
 * Only what somebody read while they had the conversation: who looks into one that waits or is with the AI does not say so,
 * and after a reload the same word stands beneath a message as before.
 * @param shown the visitor's events, where they are at hand: of a conversation that a person had and has no more.
 */
export function readByTeam({ lifecycle, operatorReadId }: Read, shown: readonly Shown[] = []): number {
  if (lifecycle.state === "human") return operatorReadId
  const left = shown.findLast(({ type, from }) => type === "state" && from === "human")
  return Math.min(operatorReadId, left?.id ?? 0)
}
