import { rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"

/** A disk that fails is often set so by the system, whoever owns the folder. Only writing tells: rights look as before. */
export function isDiskReadOnly(folder: string): boolean {
  const file = join(folder, `.baton-write-test-${process.pid}`)
  try {
    writeFileSync(file, "")
    rmSync(file)
    return false
  } catch (error) {
    return (error as { code?: string }).code === "EROFS"
  }
}
