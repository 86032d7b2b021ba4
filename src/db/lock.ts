import { join } from "node:path"
import { connect } from "./driver"

/** Another process has the folder. */
export class FolderTaken extends Error {}

/**
 * One process a data folder: two would not hear each other's bells, and both would answer the same visitor. The lock is
 * the operating system's and ends with the process, however that ends, so a crash leaves nothing to clear away.
 * @returns the function that gives the folder free.
 * @throws FolderTaken if another process has it; what SQLite says where nothing can be locked, as on some network drives.
 */
export function lockFolder(folder: string): () => void {
  const lock = connect(join(folder, "baton.lock"), { timeout: 0 })
  try {
    lock.exec("BEGIN EXCLUSIVE")
  } catch (error) {
    lock.close()
    throw (error as { code?: string }).code === "SQLITE_BUSY" ? new FolderTaken() : error
  }
  return () => void lock.close()
}
