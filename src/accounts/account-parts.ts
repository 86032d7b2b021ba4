/** Builds the account parts from the dependencies that `app.ts` hands in. */

import { createAuth } from "./auth"
import { createAccountCommands } from "./commands"
import { createOwnAccount } from "./own-account"
import { createSeenSession } from "./seen-session"
import { createSessionStore } from "./session-store"
import { createTeamCommands } from "./team-commands"

type Deps = Omit<Parameters<typeof createAuth>[0], "sessions" | "seen"> &
  Omit<Parameters<typeof createAccountCommands>[0], "sessions"> &
  Omit<Parameters<typeof createTeamCommands>[0], "sessions" | "accounts">

export function createAccountParts(deps: Deps) {
  const sessions = createSessionStore(deps.db)
  const accounts = createAccountCommands({ ...deps, sessions })
  return {
    sessions,
    accounts,
    auth: createAuth({ ...deps, sessions, seen: createSeenSession({ ...deps, sessions }) }),
    own: createOwnAccount({ ...deps, sessions }),
    team: createTeamCommands({ ...deps, sessions, accounts }),
  }
}
