/** For whoever knows the whole answer at once. */

import { giveWay } from "../jobs/give-way"
import type { Answer, TurnMessage } from "./answerer"

const wordsAtOnce = 4

/** What the visitor said last. A file without words belongs to the words just before it. */
export function lastOf(history: readonly TurnMessage[]): TurnMessage | undefined {
  const last = history.findLast(({ role }) => role === "visitor")
  if (!last?.files || last.text.trim()) return last
  const answeredAt = history.findLastIndex(({ role }) => role === "ai" || role === "operator")
  const said = ({ role, text }: TurnMessage, at: number) => at > answeredAt && role === "visitor" && text.trim() !== ""
  return history.findLast(said) ?? last
}

export function nothingTried(query: string): Answer["tried"] {
  return { query, sources: [] }
}

/** As a model would: some words at a time. @throws the reason of the signal, once somebody has taken over. */
export async function show(text: string, onText: (piece: string) => void, signal: AbortSignal): Promise<void> {
  const words = text.match(/\s*\S+/g) ?? []
  for (let i = 0; i < words.length; i += wordsAtOnce) {
    signal.throwIfAborted()
    onText(words.slice(i, i + wordsAtOnce).join(""))
    // Others are served between two pieces, and a takeover can come in.
    await giveWay()
  }
}
