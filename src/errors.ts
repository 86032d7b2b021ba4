/** Refusals that a person or a client can do something about. Anything else that is thrown is a bug. */

export type ErrorCode =
  | "validation"
  | "unauthorized"
  | "forbidden"
  | "not_found"
  | "method_not_allowed"
  | "conflict"
  | "other_person"
  | "seat_limit"
  | "rate_limited"
  | "too_large"
  | "unsupported_media"
  | "unavailable"

export class AppError extends Error {
  override name = "AppError"

  /**
   * @param message one sentence for the person who reads it: what was wrong and what to do.
   * @param extra further members of the problem document, such as `field`, `holder` or `events`.
   */
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly extra: Record<string, unknown> = {},
  ) {
    super(message)
  }
}
