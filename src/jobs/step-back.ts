import { readlinkSync } from "node:fs"
import { setPriority } from "node:os"

const behind = 19

/**
 * Called in a thread that works in the background: on a machine with few cores the thread that serves goes before it.
 * On Linux a priority is a thread's own (setpriority(2), “C library/kernel differences”); elsewhere nothing happens.
 */
export function stepBack(): void {
  if (process.platform !== "linux") return
  try {
    const thread = Number(readlinkSync("/proc/thread-self").split("/").pop())
    // Never the first one: it serves.
    if (thread !== process.pid) setPriority(thread, behind)
  } catch {
    // Without /proc all threads are alike, as they were.
  }
}
