import { AppError } from "../errors"

const words = "This could not be kept just now. Try again in a moment."
const retryAfter = 5

/** The disk is full or read-only, or another program has the file: nobody's fault in the code, and it may pass. */
const isStoreTrouble = (error: unknown): boolean =>
  /^SQLITE_(FULL|BUSY|IOERR|READONLY|CANTOPEN)|^(ENOSPC|EDQUOT|EROFS|EMFILE|ENFILE)$/.test(
    String((error as { code?: unknown } | undefined)?.code),
  )

/**
 * What was thrown as a refusal, where the store was the reason.
 * @param isOurs for those who work here: one of them can do something about it.
 */
export function notKept(error: unknown, isOurs: boolean): AppError | undefined {
  if (!isStoreTrouble(error)) return undefined
  const more = " If it stays so, whoever runs Baton looks at the disk of its data folder: it may be full."
  return new AppError("unavailable", isOurs ? words + more : words, { retryAfter })
}
