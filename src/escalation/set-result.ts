import { percentile, rounded } from "./measures"

/** One line of `npm run eval`. */
export type SetResult = {
  set: string
  n: number
  metrics: Record<string, number | null>
  ms_p50: number | null
  ms_p99: number | null
}

export function setResult(set: string, n: number, metrics: Record<string, number>, times: number[]): SetResult {
  const figures = Object.fromEntries(Object.entries(metrics).map(([name, value]) => [name, rounded(value)]))
  return { set, n, metrics: figures, ms_p50: rounded(percentile(times, 0.5)), ms_p99: rounded(percentile(times, 0.99)) }
}

export async function timed<T>(times: number[], work: () => T | Promise<T>): Promise<T> {
  const start = performance.now()
  const result = await work()
  times.push(performance.now() - start)
  return result
}
