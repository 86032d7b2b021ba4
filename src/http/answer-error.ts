import type { Auth } from "../accounts/auth"
import { AppError } from "../errors"
import { localeAsked, refusalIn } from "../languages/sentences"
import { describeError, type Log } from "../log"
import { redirectTo } from "./html"
import { problemPage } from "./page-request"
import { fromFramework, internalProblem, type Problem, problemOf, problemResponse } from "./problem"
import { createRouteTable, type Route, type RouteTable } from "./route-table"
import type { StaticFiles } from "./static-files"
import { notKept, notKeptOfOurs } from "./store-trouble"

type Failed = {
  code: string | number
  error: unknown
  request: Request
  path: string
}

type Deps = {
  log: Log
  auth: Pick<Auth, "operator" | "owner" | "anybody">
  visitorOf: (request: Request) => unknown
  staticFiles: Pick<StaticFiles, "paths">
  /** Read when something is first refused: they are added after this. */
  routes: () => readonly Route[]
}

/** What a route threw, as an answer: a page without a session leads to its door, the rest is a problem. */
export function createAnswerError({ log, auth, visitorOf, staticFiles, routes }: Deps) {
  let known: RouteTable | undefined
  function table(): RouteTable {
    known ??= createRouteTable(routes(), staticFiles.paths)
    return known
  }

  /** Whom a call is for, by the tag under which the API's document has it. */
  const doors: Record<string, (request: Request) => unknown> = {
    Visitor: visitorOf,
    Operator: auth.operator,
    Owner: auth.owner,
    Account: auth.anybody,
  }

  /** The framework looks at what was sent before a route asks who sent it; the answer is the other way round. */
  function refusalBefore(code: Failed["code"], request: Request, path: string): AppError | undefined {
    if (code !== "VALIDATION" && code !== "PARSE") return undefined
    const audience = table().audienceOf(request.method, path)
    try {
      if (audience !== undefined) doors[audience]?.(request)
      return undefined
    } catch (error) {
      if (error instanceof AppError) return error
      throw error
    }
  }

  function wrongAddress(request: Request, path: string): AppError {
    const methods = table().methodsAt(path)
    if (methods.length === 0) return new AppError("not_found", "There is nothing at this address.")
    const allow = methods.join(", ")
    return new AppError("method_not_allowed", `This address does not answer to ${request.method}, but to ${allow}.`, {
      allow,
    })
  }

  // Named one by one: the framework reads this source, and a context that is handed on whole makes it read every body.
  return ({ code, error, request, path }: Failed): Response | Promise<Response> => {
    const isLost = code === "NOT_FOUND"
    const known = isLost
      ? wrongAddress(request, path)
      : error instanceof AppError
        ? error
        : (refusalBefore(code, request, path) ?? fromFramework(code, error, request))
    if (!known) log.error("request.failed", { path, method: request.method, ...describeError(error) })
    const isRead = request.method === "GET"
    const area = /^\/(operator|admin)(?:\/|$)/.exec(path)?.[1]
    if (known?.code === "unauthorized" && isRead && area && !path.endsWith("/stream"))
      return redirectTo(`/${area}/sign-in?next=${encodeURIComponent(path)}`)
    const refused = known ?? (area ? notKeptOfOurs(error) : notKept(error))
    const problem = refused ? inWordsOf(request, path, problemOf(refused)) : internalProblem
    return problemPage(request, path, problem) ?? problemResponse(problem)
  }
}

const forVisitors = /^\/(?:api\/widget|appointments)\//

/** The widget shows what is refused as it comes, and a browser says which language its visitor reads. */
function inWordsOf(request: Request, path: string, problem: Problem): Problem {
  if (!forVisitors.test(path)) return problem
  // “Too fast” is not why a full disk asks to wait.
  const wait = problem.code === "rate_limited" ? problem.retryAfter : undefined
  return { ...problem, detail: refusalIn(localeAsked(request), problem.detail, wait) }
}
