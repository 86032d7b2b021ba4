import { join } from "node:path"
import { Sqlite } from "./driver"

/**
 * One process a data folder: two would not hear each other's bells, and both would answer the same visitor. The lock is
 * the operating system's and ends with the process, however that ends, so a crash leaves nothing to clear away.
 * @returns the function that gives the folder free.
 * @throws if another process has it.
 */
export function lockFolder(folder: string): () => void {
  const lock = new Sqlite(join(folder, "baton.lock"), { timeout: 0 })
  try {
    lock.exec("BEGIN EXCLUSIVE")
  } catch (error) {
    lock.close()
    throw error
  }
  return () => void lock.close()
}
