import { ErrorPage } from "../../views/layout/error-page"
import { AppError } from "../errors"
import { htmlPage, redirectTo } from "./html"
import { type Problem, problemOf } from "./problem"
import { themeOf } from "./theme"

/** Whether htmx asked: the answer is then a fragment, not a page. */
export const wantsFragment = (request: Request): boolean => request.headers.get("hx-request") === "true"

/** Asked for by somebody who looks at what comes: an address that was typed, followed or sent by a form. */
const isNavigation = (request: Request, path: string): boolean =>
  !path.startsWith("/api/") && !wantsFragment(request) && (request.headers.get("accept") ?? "").includes("text/html")

/** A problem as a sentence on a page, for whoever reads it in a browser; others are given the document. */
export function problemPage(request: Request, path: string, problem: Problem): Response | undefined {
  if (!isNavigation(request, path)) return undefined
  const base = /^\/(?:operator|admin)(?=\/|$)/.exec(path)?.[0]
  return errorPage(request, problem, base ? cameFrom(request, base) : "/")
}

const errorPage = (request: Request, { title, detail, status }: Problem, back: string): Response =>
  htmlPage(<ErrorPage title={title} sentence={detail} back={back} theme={themeOf(request)} />, status)

/**
 * Where a sign-in may lead: a path of this server's own pages, whatever the address bar says. It goes into a header.
 */
export const safeNext = (next: string | undefined, base: string): string =>
  next && /^[\x21-\x7e]+$/.test(next) && (next === base || next.startsWith(`${base}/`) || next.startsWith(`${base}?`))
    ? next
    : base

/** The page of this area that the request came from: what is sent off has no page of its own to go back to. */
function cameFrom(request: Request, base: string): string {
  const from = request.method === "GET" ? undefined : URL.parse(request.headers.get("referer") ?? "")
  return from && from.host === new URL(request.url).host ? safeNext(from.pathname + from.search, base) : base
}

/**
 * Refusals as a person reads them: signed out leads to the sign-in and back; anything else is a sentence on a page.
 * @param base `/operator` or `/admin`: where its sign-in is.
 */
export async function asPage(
  request: Request,
  base: string,
  act: () => Response | Promise<Response>,
): Promise<Response> {
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const problem = problemOf(error)
    const { status, detail } = problem
    if (wantsFragment(request)) {
      return new Response(detail, { status, headers: { "content-type": "text/plain; charset=utf-8" } })
    }
    if (status === 401) {
      const { pathname, search } = new URL(request.url)
      const next = request.method === "GET" ? pathname + search : cameFrom(request, base)
      return redirectTo(`${base}/sign-in${next === base ? "" : `?next=${encodeURIComponent(next)}`}`)
    }
    return errorPage(request, problem, cameFrom(request, base))
  }
}
