import { AppError } from "../errors"
import type { OriginCheck } from "../widget/origin-check"
import { lengthOf, maxBytes, readWithin } from "./body-limit"
import type { FieldCheck } from "./field-check"
import type { Metrics } from "./metrics"
import { hostForm } from "./origin"
import { asPage } from "./page-request"
import { problemOf, problemResponse } from "./problem"
import type { StaticFiles } from "./static-files"

type Deps = {
  handle: (request: Request) => Response | Promise<Response>
  staticFiles: StaticFiles
  originCheck: OriginCheck
  metrics: Metrics
  tooLarge: (limit: number) => AppError
  fieldCheck: FieldCheck
  /** By the credential that it carries, if that holds. */
  roleOf: (request: Request) => "owner" | "operator" | undefined
}

/** What runs before the routes, for every request: static files, cross-origin headers, body limits, metrics. */
export function createHandler({ handle, staticFiles, originCheck, metrics, tooLarge, roleOf, fieldCheck }: Deps) {
  function refuse(request: Request, path: string, refusal: AppError): Response | Promise<Response> {
    const [, area] = /^(\/admin|\/operator)\//.exec(path) ?? []
    if (!area) return problemResponse(problemOf(refusal))
    return asPage(request, area, () => Promise.reject(refusal))
  }

  /** Nobody makes the server hold much before they have shown who they are: only an owner's request may be large. */
  async function answer(request: Request, path: string): Promise<Response> {
    const kind = request.headers.get("content-type")?.startsWith("multipart/") ? "upload" : "body"
    const length = lengthOf(request)
    const usual = maxBytes.others[kind]
    let whole = request
    if (length === undefined || length > usual) {
      const isOwners = path.startsWith("/admin/") || path.startsWith("/api/v1/")
      const most = isOwners ? maxBytes.owners[kind] : usual
      if (length !== undefined && length > most) return refuse(request, path, tooLarge(most))
      const role = isOwners ? roleOf(request) : undefined
      const limit = role === "owner" ? most : usual
      const read = length === undefined ? await readWithin(request, limit) : length > limit ? undefined : request
      if (!read) return refuse(request, path, isOwners && !role ? unknownSender : tooLarge(limit))
      whole = read
    }
    const isRead = request.method === "GET" || request.method === "HEAD"
    try {
      fieldCheck.checkQuery(whole, path)
      if (!isRead) return await handle(await fieldCheck.checkFields(whole, path))
    } catch (error) {
      if (error instanceof AppError) return problemResponse(problemOf(error))
      throw error
    }
    const response = staticFiles.respond(path, whole) ?? (await handle(whole))
    // What is private is kept by no cache.
    if (path.startsWith("/api/") && !response.headers.has("cache-control"))
      response.headers.set("cache-control", "no-store")
    return response
  }

  return async function serve(request: Request): Promise<Response> {
    const host = request.headers.get("host")
    if (host !== null && !hostForm.test(host)) return problemResponse(problemOf(wrongHost))
    const path = pathOf(request.url)
    // The framework measures what it would send, and a stream has no end.
    if (request.method === "HEAD" && path.endsWith("/stream")) return problemResponse(problemOf(noHead))
    if (!path.startsWith("/api/widget/")) {
      const response = await answer(request, path)
      metrics.countRequest(response.status)
      return response
    }
    const cors = originCheck.headers(request)
    if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: cors })
    const response = await answer(request, path)
    for (const name in cors) response.headers.set(name, cors[name]!)
    metrics.countRequest(response.status)
    return response
  }
}

const wrongHost = new AppError("validation", "The Host of this request can be none.", { field: "host" })

const noHead = new AppError("method_not_allowed", "A stream has no end to be measured. Open it with GET.", {
  allow: "GET",
})

const unknownSender = new AppError(
  "unauthorized",
  "Sign in first, or send a valid token: only an owner may send this much.",
)

/** The path of an absolute address, without building a URL object for every request. */
function pathOf(url: string): string {
  const start = url.indexOf("/", 8)
  if (start === -1) return "/"
  const end = url.indexOf("?", start)
  return end === -1 ? url.slice(start) : url.slice(start, end)
}
