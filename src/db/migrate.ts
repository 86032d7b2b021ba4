import type { Connection } from "./driver"

/**
 * Brings the schema up to date, one transaction for each step; a step that fails leaves nothing of itself.
 * @param beforeChange called once with the version found, if anything is to be applied.
 * @throws if the file is newer than this program.
 */
export function migrate(
  db: Connection,
  migrations: readonly string[],
  beforeChange: (version: number) => void,
): { from: number; to: number } {
  const from = db.pragma("user_version", { simple: true }) as number
  if (from > migrations.length) {
    throw new Error(
      `The database is at version ${from}, newer than this program knows (${migrations.length}). Run the newer Baton, or restore the copy made before the upgrade (baton-before-….db, in the same folder).`,
    )
  }
  if (from < migrations.length) beforeChange(from)
  for (let version = from; version < migrations.length; version++) {
    db.transaction(() => {
      db.exec(migrations[version]!)
      db.pragma(`user_version = ${version + 1}`)
    }).immediate()
  }
  return { from, to: migrations.length }
}
