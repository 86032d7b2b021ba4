/** The real program as a process of its own: started as an owner starts it, and ended as nobody should. */

import { join } from "node:path"

const root = join(import.meta.dir, "..", "..")

export type ServerProcess = Awaited<ReturnType<typeof startServerProcess>>

/** What the environment of the tests' own process must not decide. */
const base = { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "", HOST: "127.0.0.1", PORT: "0" }

export function spawnServer(folder: string, env: Record<string, string> = {}) {
  // No `.env` of a developer's checkout is read.
  const child = Bun.spawn([process.execPath, "--no-env-file", join(root, "src", "index.ts")], {
    cwd: root,
    env: { ...base, BATON_DATA: join(folder, "data"), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  })
  const output = { out: "", err: "" }
  const listeners = new Set<() => void>()
  async function read(stream: ReadableStream<Uint8Array>, into: "out" | "err"): Promise<void> {
    const decoder = new TextDecoder()
    for await (const chunk of stream) {
      output[into] += decoder.decode(chunk, { stream: true })
      for (const listener of [...listeners]) listener()
    }
  }
  const isRead = Promise.all([read(child.stdout, "out"), read(child.stderr, "err")])

  return {
    child,
    output,
    /** Everything printed is there once this resolves. */
    async ended(): Promise<number> {
      const code = await child.exited
      await isRead
      return code
    },
    /** Resolves when both streams together hold the text. */
    async untilPrinted(text: string, timeoutMs = 60_000): Promise<void> {
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      const check = () => {
        if ((output.out + output.err).includes(text)) resolve()
      }
      const fail = (what: string) => reject(new Error(`${what}; it printed: ${output.out}${output.err}`))
      const timer = setTimeout(() => fail(`The server did not print “${text}” in ${timeoutMs} ms`), timeoutMs)
      listeners.add(check)
      void child.exited
        .then(() => isRead)
        .then(() => {
          check()
          fail("The server ended")
        })
      check()
      try {
        await promise
      } finally {
        clearTimeout(timer)
        listeners.delete(check)
      }
    },
  }
}

/** @returns a server that listens. */
export async function startServerProcess(folder: string, env: Record<string, string> = {}) {
  const server = spawnServer(folder, env)
  await server.untilPrinted('"server.started"')
  const port = Number(/"port":(\d+)/.exec(server.output.err)![1])
  return {
    ...server,
    url: `http://127.0.0.1:${port}`,
    port,
    /** Without a warning, in the middle of whatever it does. */
    async kill(): Promise<void> {
      server.child.kill("SIGKILL")
      await server.ended()
    },
    /** As a service manager stops it. @returns its exit code. */
    async terminate(): Promise<number> {
      server.child.kill("SIGTERM")
      return server.ended()
    },
  }
}
