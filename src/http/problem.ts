import { AppError, type ErrorCode } from "../errors"
import { describeWrongValue, type WrongValue } from "./wrong-value"

/** Codes are the domain's, statuses are HTTP's: this is the only place where one becomes the other. */
const statuses: Record<ErrorCode, { status: number; title: string }> = {
  validation: { status: 400, title: "Something in the request is not right" },
  unauthorized: { status: 401, title: "Sign in first" },
  forbidden: { status: 403, title: "Not allowed" },
  not_found: { status: 404, title: "Not found" },
  method_not_allowed: { status: 405, title: "Not at this address" },
  conflict: { status: 409, title: "Things have moved on" },
  other_person: { status: 412, title: "Somebody else is signed in" },
  seat_limit: { status: 409, title: "All seats are taken" },
  rate_limited: { status: 429, title: "Too many requests" },
  too_large: { status: 413, title: "Too large" },
  unsupported_media: { status: 415, title: "Not a kind that can be sent" },
  unavailable: { status: 503, title: "Not available just now" },
}

export const titleOf = (code: ErrorCode): { status: number; title: string } => statuses[code]

export type Problem = { type: string; title: string; status: number; detail: string; code: string } & Record<
  string,
  unknown
>

export function problemOf(error: AppError): Problem {
  const { status, title } = statuses[error.code]
  return { ...error.extra, type: `/openapi#${error.code}`, title, status, detail: error.message, code: error.code }
}

/** A bug, or the store: said neutrally, since nobody outside can do anything about it. */
export const internalProblem: Problem = {
  type: "/openapi#internal",
  title: "Something went wrong here",
  status: 500,
  detail: "This is our fault, not yours. Nothing you sent was lost on your side; try again in a moment.",
  code: "internal",
}

export function problemResponse(problem: Problem): Response {
  const { retryAfter: retry, allow } = problem
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      ...(typeof retry === "number" ? { "retry-after": String(retry) } : {}),
      ...(typeof allow === "string" ? { allow } : {}),
    },
  })
}

/** Elysia's own refusals, in our words. */
export function fromFramework(code: string | number, error: unknown, request: Request): AppError | undefined {
  switch (code) {
    case "PARSE":
      return new AppError("validation", "The body is not valid JSON, or not what its content-type says.", {
        field: "body",
      })
    case "VALIDATION": {
      const { type = "body", all = [] } = error as { type?: string; all?: WrongValue[] }
      // A number out of its range comes without its name, and only addresses have numbers as text.
      const fieldOf = (value: unknown) =>
        type === "property"
          ? [...new URL(request.url).searchParams].find(([, text]) => Number(text) === value)?.[0]
          : undefined
      const { field = type, words } = describeWrongValue(all, fieldOf)
      return new AppError("validation", `${field}: ${words}.`.replace(/\.\.$/, "."), { field })
    }
    case "INVALID_COOKIE_SIGNATURE":
      return new AppError("unauthorized", "Sign in again.")
    case "INVALID_FILE_TYPE":
      return new AppError("unsupported_media", "This file is not of a kind that can be sent.", { field: "file" })
    default:
      return undefined
  }
}
