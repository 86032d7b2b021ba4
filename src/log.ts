/** Structured log lines on standard error. Never message text, never secrets: what is logged is named here by its callers. */

export type LogLevel = "debug" | "info" | "warn" | "error"
type Fields = Record<string, string | number | boolean | null | undefined>
export type Log = Record<LogLevel, (event: string, fields?: Fields) => void>

const order: LogLevel[] = ["debug", "info", "warn", "error"]

export function createLog(
  level: LogLevel,
  now: () => number,
  write: (line: string) => void = (line) => void process.stderr.write(line),
): Log {
  const at =
    (own: LogLevel) =>
    (event: string, fields: Fields = {}) => {
      if (order.indexOf(own) < order.indexOf(level)) return
      write(`${JSON.stringify({ at: new Date(now()).toISOString(), level: own, event, ...fields })}\n`)
    }
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") }
}

/** A bug, logged whole, but for its message when that could hold what a person wrote. */
export const describeError = (error: unknown): Fields =>
  error instanceof Error ? { error: error.name, message: error.message, stack: error.stack } : { error: String(error) }
