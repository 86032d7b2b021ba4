import { giveWay } from "./give-way"

/** Runs what can be done in pieces so that whatever else goes on waits no longer than a slice. */
export async function inSlices<T>(pieces: Generator<unknown, T>, sliceMs = 4): Promise<T> {
  for (;;) {
    const end = performance.now() + sliceMs
    do {
      const { done, value } = pieces.next()
      if (done) return value
    } while (performance.now() < end)
    await giveWay()
  }
}
