/** What is not closed, in an owner's words. Pure. */

/** Of `held` an operator takes care. */
export type OpenCounts = { waiting: number; held: number; withAi: number }

type Counted = { state: string; n: number }
export function openCounts(rows: readonly Counted[]): OpenCounts {
  const of = (state: string) => rows.find((row) => row.state === state)?.n ?? 0
  return { waiting: of("waiting"), held: of("human"), withAi: of("ai") }
}

const list = new Intl.ListFormat("en", { type: "conjunction" })

/**
 * “2 conversations that wait, 1 with an operator and new visitors of Luma Shoes”.
 * @param more what is named behind them.
 */
export function openWords({ waiting, held, withAi }: OpenCounts, more: string[] = []): string {
  const counted = [
    { n: waiting, words: waiting === 1 ? "that waits for a person" : "that wait for a person" },
    { n: held, words: held === 1 ? "with an operator" : "with operators" },
    { n: withAi, words: "with the AI" },
  ].filter(({ n }) => n > 0)
  const parts = counted.map(({ n, words }, at) =>
    at > 0 ? `${n} ${words}` : `${n} ${n === 1 ? "conversation" : "conversations"} ${words}`,
  )
  return list.format([...parts, ...more])
}
