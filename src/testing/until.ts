/** Patience for what happens at once on an idle machine: a busy one may stand still for seconds. */
export const patienceMs = 20_000

/** Polls with a deadline: the one way in which a test may wait for something that tells it nothing. */
export async function until<T>(
  read: () => T | Promise<T>,
  what: string,
  { timeoutMs = patienceMs, everyMs = 5 } = {},
): Promise<NonNullable<T>> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    const value = await read()
    if (value) return value
    if (performance.now() > deadline) throw new Error(`It did not happen in ${timeoutMs} ms that ${what}.`)
    await Bun.sleep(everyMs)
  }
}
