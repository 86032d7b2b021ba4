/** What stands in a queue, in an owner's words: before it is deleted, and afterwards. Pure. */

import type { Queue } from "./queue-store"

export type Moved = {
  /** Null: nothing was there to be moved, or nowhere was named. */
  to: { id: string; name: string } | null
  waiting: number
  /** With an operator, who goes on. */
  held: number
  withAi: number
  /** Names of the chatbots whose visitors enter here. */
  chatbots: string[]
}
type Inside = Omit<Moved, "to">

export const isUsed = (it: Inside): boolean => it.waiting + it.held + it.withAi + it.chatbots.length > 0

const list = new Intl.ListFormat("en", { type: "conjunction" })

/** “2 conversations that wait, 1 with an operator and the visitors of Luma Shoes”. */
export function insideWords({ waiting, held, withAi, chatbots }: Inside): string {
  const counted = [
    waiting > 0 ? { n: waiting, words: waiting === 1 ? "that waits" : "that wait" } : undefined,
    held > 0 ? { n: held, words: held === 1 ? "with an operator" : "with operators" } : undefined,
    withAi > 0 ? { n: withAi, words: "with the AI" } : undefined,
  ].filter((each) => each !== undefined)
  const parts = counted.map(({ n, words }, at) =>
    at > 0 ? `${n} ${words}` : `${n} ${n === 1 ? "conversation" : "conversations"} ${words}`,
  )
  return list.format([...parts, ...(chatbots.length > 0 ? [`new visitors of ${list.format(chatbots)}`] : [])])
}

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
