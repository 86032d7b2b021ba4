import { AppError } from "../errors"
import { describeError, type Log } from "../log"
import { redirectTo } from "./html"
import { problemPage } from "./page-request"
import { fromFramework, internalProblem, problemOf, problemResponse } from "./problem"

type Failed = { code: string | number; error: unknown; request: Request; path: string }

/** What a route threw, as an answer: a page without a session leads to its door, the rest is a problem. */
export const createAnswerError =
  (log: Log) =>
  ({ code, error, request, path }: Failed): Response => {
    const known = error instanceof AppError ? error : fromFramework(code, error)
    if (!known) log.error("request.failed", { path, method: request.method, ...describeError(error) })
    if (known?.code === "unauthorized" && request.method === "GET") {
      const area = /^\/(operator|admin)(?:\/|$)/.exec(path)?.[1]
      if (area && !path.endsWith("/stream")) return redirectTo(`/${area}/sign-in?next=${encodeURIComponent(path)}`)
    }
    const problem = known ? problemOf(known) : internalProblem
    return problemPage(request, path, problem) ?? problemResponse(problem)
  }
