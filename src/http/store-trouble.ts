import { AppError } from "../errors"

const again = "Try again in a moment."
const retryAfter = 5

/** The disk is full or read-only, or another program has the file: nobody's fault in the code, and it may pass. */
const isStoreTrouble = (error: unknown): boolean =>
  /^SQLITE_(FULL|BUSY|IOERR|READONLY|CANTOPEN)|^(ENOSPC|EDQUOT|EROFS|EMFILE|ENFILE)$/.test(
    String((error as { code?: unknown } | undefined)?.code),
  )

/** What was thrown as a refusal, where the store was the reason. */
export const notKept = (error: unknown, what = "This could not be kept just now."): AppError | undefined =>
  isStoreTrouble(error) ? new AppError("unavailable", `${what} ${again}`, { retryAfter }) : undefined

/** For those who work here: one of them can do something about it. */
export const notKeptOfOurs = (error: unknown, what?: string): AppError | undefined => {
  const refused = notKept(error, what)
  const more = "If it stays so, whoever runs Baton looks at the disk of its data folder: it may be full."
  return refused && new AppError(refused.code, `${refused.message} ${more}`, refused.extra)
}
