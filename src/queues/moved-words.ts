/** What stands in a queue, in an owner's words: before it is deleted, and afterwards. Pure. */

import { type OpenCounts, openWords } from "../conversations/open-words"
import type { Queue } from "./queue-store"

export type Moved = OpenCounts & {
  /** Null: nothing was there to be moved, or nowhere was named. */
  to: { id: string; name: string } | null
  /** Names of the chatbots whose visitors enter here. */
  chatbots: string[]
}
type Inside = Omit<Moved, "to">

export const isUsed = (it: Inside): boolean => it.waiting + it.held + it.withAi + it.chatbots.length > 0

const list = new Intl.ListFormat("en", { type: "conjunction" })

export const insideWords = (inside: Inside): string =>
  openWords(inside, inside.chatbots.length > 0 ? [`new visitors of ${list.format(inside.chatbots)}`] : [])

export const usedWords = (inside: Inside): string =>
  `This queue is still used. Say which queue takes what is in it: ${insideWords(inside)}.`

/** What is kept in the list of changes, and read out when it is done. */
export const deletedWords = (name: string, moved: Moved): string =>
  moved.to && isUsed(moved) ? `${name}. Moved to ${moved.to.name}: ${insideWords(moved)}` : name

/** Where it would go if nobody stood here any more: that is what the backup is for. */
export function suggestTarget(
  queue: Queue,
  all: readonly Queue[],
): { queue: Queue; because: "backup" | "first" } | undefined {
  const others = all.filter(({ id }) => id !== queue.id)
  const backup = others.find(({ id }) => id === queue.backupQueueId)
  if (backup) return { queue: backup, because: "backup" }
  return others[0] && { queue: others[0], because: "first" }
}
