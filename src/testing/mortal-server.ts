/** The real process on a folder of its own, killed and started anew under load, with clients that outlast it. */

import { Database } from "bun:sqlite"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createCaller, createOperatorClient, Refused } from "./clients"
import type { MessagesServer } from "./messages-server"
import { startServerProcess } from "./server-process"
import { until } from "./until"

/** For what takes a start of the process, or as much work as lies between two of them. */
export const patient = { timeoutMs: 60_000, everyMs: 20 }

const password = "a long enough password"

export type MortalServer = Awaited<ReturnType<typeof startMortalServer>>

/** @param provider what the assistant asks. */
export async function startMortalServer(name: string, provider: MessagesServer) {
  const folder = mkdtempSync(join(tmpdir(), `baton-${name}-`))
  const env = {
    BATON_OWNER_PASSWORD: password,
    BATON_OPERATOR_PASSWORD: password,
    BATON_RATE_LIMITS: "off",
    BATON_ALLOW_PRIVATE: "127.0.0.1",
    ANTHROPIC_API_KEY: "sk-test-secret",
    ANTHROPIC_BASE_URL: provider.url,
  }
  let server = await startServerProcess(folder, env)
  let isDown = false
  const url = () => server.url

  /** Resolves when it is up, or when nobody waits for that any more. */
  const untilUp = (isOver = () => false) => until(() => !isDown || isOver(), "the server is up again", patient)

  return {
    url,
    untilUp,

    /** Without a warning, or `clean`, as a service manager would stop it. @throws if it does not end in good order. */
    async restart({ clean = false } = {}): Promise<void> {
      isDown = true
      if (!clean) await server.kill()
      else {
        const code = await server.terminate()
        if (code !== 0) throw new Error(`The server ended with ${code}: ${server.output.err}`)
      }
      server = await startServerProcess(folder, env)
      isDown = false
    },

    /** Repeats a call until it is answered, whatever happens to the server meanwhile. @throws Refused */
    async insist<T>(act: () => Promise<T>): Promise<T> {
      for (;;) {
        try {
          return await act()
        } catch (error) {
          if (error instanceof Refused && error.status !== 503) throw error
          await untilUp()
        }
      }
    },

    async signIn(email: string, role: "operator" | "owner") {
      const { body } = await createCaller(url)("POST", "/api/v1/session", { email, password, role })
      return createOperatorClient(url, body.token, body.user)
    },

    /** A person to be made, whom `signIn` can sign in. */
    withPassword: <T extends object>(person: T) => ({ ...person, password }),

    /** What the running process has logged. */
    log: () => server.output.err,

    /** The file as it is, and not what the product remembers of it. */
    openStore() {
      const store = new Database(join(folder, "data", "baton.db"), { readonly: true })
      const count = (rows: string) => (store.query(`SELECT count(*) AS n FROM ${rows}`).get() as { n: number }).n
      return { store, count }
    },

    async stop(): Promise<void> {
      await server.kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
