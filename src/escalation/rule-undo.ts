/** The last change of a chatbot's rules, to be taken back: kept in memory only, for as long as nothing else was changed. */

import type { Rule } from "./rule"

export type RuleChange = {
  id: string
  before: Rule[]
  after: Rule[]
  /** What was done, as the owner reads it. */
  said: string
}

export function createRuleUndo(newId: () => string) {
  const last = new Map<string, RuleChange>()
  return {
    note(chatbotId: string, change: Omit<RuleChange, "id">): RuleChange {
      const noted = { ...change, id: newId() }
      last.set(chatbotId, noted)
      return noted
    },
    /** @param now the rules as they are: what somebody changed since is not overwritten. */
    find(chatbotId: string, id: string | null, now: readonly Rule[]): RuleChange | undefined {
      const change = last.get(chatbotId)
      return change?.id === id && JSON.stringify(change?.after) === JSON.stringify(now) ? change : undefined
    },
    forget: (chatbotId: string) => void last.delete(chatbotId),
  }
}
