/** The process: read the configuration, open the database, listen, stop on a signal; nothing else. */

import { ConfigError, readConfig } from "./config"
import { startServer } from "./server"

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
  console.error(error instanceof ConfigError ? error.message : error)
  process.exit(1)
}
