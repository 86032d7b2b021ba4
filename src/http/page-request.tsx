import { ErrorPage } from "../../views/layout/error-page"
import { AppError } from "../errors"
import { htmlPage, redirectTo } from "./html"
import { problemOf } from "./problem"
import { themeOf } from "./theme"

/** Asked for by htmx: the answer is a fragment, not a page. */
export const wantsFragment = (request: Request): boolean => request.headers.get("hx-request") === "true"

/** Where a sign-in may lead: a path of this server's own pages, whatever the address bar says. It goes into a header. */
export const safeNext = (next: string | undefined, base: string): string =>
  next && /^[\x21-\x7e]+$/.test(next) && (next === base || next.startsWith(`${base}/`) || next.startsWith(`${base}?`))
    ? next
    : base

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
    const { status, title, detail } = problemOf(error)
    if (wantsFragment(request)) {
      return new Response(detail, { status, headers: { "content-type": "text/plain; charset=utf-8" } })
    }
    if (status === 401) {
      const { pathname, search } = new URL(request.url)
      const next = request.method === "GET" ? `?next=${encodeURIComponent(pathname + search)}` : ""
      return redirectTo(`${base}/sign-in${next}`)
    }
    return htmlPage(<ErrorPage title={title} sentence={detail} back={base} theme={themeOf(request)} />, status)
  }
}
