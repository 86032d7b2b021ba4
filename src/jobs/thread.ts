/** As Bun has it: a thread without a reference lets the process end. */
export type Thread = Worker & { ref(): void; unref(): void }

// In the executable a thread's file is found by its path within it, elsewhere beside these.
const isBuilt = /\$bunfs|~BUN/.test(import.meta.url)

/** @param path under `src`; the build names each as a program of its own. */
export function startThread(path: `${string}-worker.ts`): Thread {
  return new Worker(isBuilt ? `./${path}` : new URL(`../${path}`, import.meta.url).href) as Thread
}
