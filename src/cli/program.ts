/** The compiled program: serves, or runs one of the commands that a server without Node and npm needs as well. */

import { version } from "../../package.json"
import { backup } from "./backup"
import { doctor } from "./doctor"
import { restore } from "./restore"

const help = `Baton ${version}: AI chat and live chat in one server.

  baton                  starts the server; data in ./data, or in the folder that BATON_DATA names
  baton backup [FILE]    writes a consistent copy of the data to FILE, also while the server runs
  baton restore FILE     puts such a copy in place; --force replaces data that is there, and keeps it aside
  baton doctor           checks the configuration, the data and the connections out, and says what to change
  baton doctor --health  asks whether the server is running; for container health checks
  baton --version        prints the version

Configuration is by environment variables or a .env file beside the data: PORT, HOST, BATON_DATA, BATON_URL and others.`

const [command, ...args] = process.argv.slice(2)
switch (command) {
  case undefined:
  case "serve":
    await import("../index")
    break
  case "backup":
    process.exit(await backup(args))
    break
  case "restore":
    process.exit(await restore(args))
    break
  case "doctor":
    process.exit(await doctor(args))
    break
  case "--version":
  case "-v":
    console.log(version)
    break
  case "--help":
  case "-h":
  case "help":
    console.log(help)
    break
  default:
    console.error(`There is no command “${command}”. “baton --help” lists what there is.`)
    process.exit(1)
}
