/** How a conversation ended, in one word. Pure. */

export const outcomes = ["resolved", "unresolved", "lead", "follow_up", "spam", "other"] as const
export type Outcome = (typeof outcomes)[number]
/** What is said of a conversation when it is closed. */
export type Closure = { outcome: Outcome | null; tags: string[] }

export const isOutcome = (text: string): text is Outcome => (outcomes as readonly string[]).includes(text)
