/** The process: read the configuration, open the database, listen, stop on a signal; nothing else. */

import { ConfigError, readConfig } from "./config"
import { startServer } from "./server"

const damaged =
  "The database is damaged. Restore a backup: npm run restore -- FILE --force (or: baton restore FILE --force). What is there is kept aside."

try {
  const config = readConfig(process.env)
  const server = await startServer(config)
  let isStopping = false
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (isStopping) return
      isStopping = true
      server.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      )
    })
  }
} catch (error) {
  const isDamaged = /^SQLITE_(CORRUPT|NOTADB)/.test(String((error as { code?: unknown }).code))
  console.error(error instanceof ConfigError ? error.message : isDamaged ? damaged : error)
  process.exit(1)
}
