import type { AppError } from "../errors"
import type { OriginCheck } from "../widget/origin-check"
import type { Metrics } from "./metrics"
import { asPage } from "./page-request"
import { problemOf, problemResponse } from "./problem"
import type { StaticFiles } from "./static-files"

type Deps = {
  handle: (request: Request) => Response | Promise<Response>
  staticFiles: StaticFiles
  originCheck: OriginCheck
  metrics: Metrics
  tooLarge: (limit: number) => AppError
}

/** JSON and forms; and of those who write and upload the content. */
const maxBodyBytes = { others: 256 * 1024, owners: 5 * 1024 * 1024 }
/** Files with what a form adds to them; each file has a smaller limit of its own. */
const maxUploadBytes = { others: 12 * 1024 * 1024, owners: 62 * 1024 * 1024 }

/** What stands before the routes for every request: files, cross-origin headers, sizes, counts. */
export function createHandler({ handle, staticFiles, originCheck, metrics, tooLarge }: Deps) {
  async function answer(request: Request, path: string): Promise<Response> {
    const isUpload = request.headers.get("content-type")?.startsWith("multipart/") ?? false
    const who = path.startsWith("/admin/") || path.startsWith("/api/v1/") ? "owners" : "others"
    const limit = (isUpload ? maxUploadBytes : maxBodyBytes)[who]
    if (Number(request.headers.get("content-length") ?? 0) > limit) {
      const refusal = tooLarge(limit)
      const [, area] = /^(\/admin|\/operator)\//.exec(path) ?? []
      if (!area) return problemResponse(problemOf(refusal))
      return asPage(request, area, () => Promise.reject(refusal))
    }
    const isRead = request.method === "GET" || request.method === "HEAD"
    return (isRead && staticFiles.respond(path, request)) || handle(request)
  }

  return async function serve(request: Request): Promise<Response> {
    const path = pathOf(request.url)
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

/** The path of an absolute address, without building a URL object for every request. */
function pathOf(url: string): string {
  const start = url.indexOf("/", 8)
  if (start === -1) return "/"
  const end = url.indexOf("?", start)
  return end === -1 ? url.slice(start) : url.slice(start, end)
}
