/** What the routes say of themselves: which methods an address has, and whom a call is for. Pure. */

import type { Schema } from "./unknown-field"

type Detail = { tags?: string[]; security?: unknown[] }
export type Route = { method: string; path: string; hooks?: { detail?: Detail; body?: unknown; query?: unknown } }

export type RouteTable = ReturnType<typeof createRouteTable>

const methodOrder = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]

/** @param files paths that are files. */
export function createRouteTable(routes: readonly Route[], files: readonly string[]) {
  const partsOf = (path: string) => path.replace(/\/$/, "").split("/")
  const isOpen = (part: string) => part.startsWith(":")
  const table = routes.map((route) => ({ ...route, parts: partsOf(route.path) }))
  const isFile = new Set(files)

  /** Those whose pattern it fits, the one that says most of it first. */
  function matching(path: string) {
    const asked = partsOf(path)
    return table
      .filter(
        ({ parts }) =>
          parts.length === asked.length &&
          parts.every((part, at) => (isOpen(part) ? asked[at] !== "" : part === asked[at])),
      )
      .sort((a, b) => a.parts.filter(isOpen).length - b.parts.filter(isOpen).length)
  }

  const routeAt = (method: string, path: string) => matching(path).find((route) => route.method === method)

  return {
    /** What a call may carry, in its body or in its address; undefined where nobody has said. */
    schemaOf: (part: "body" | "query", method: string, path: string): Schema | undefined => {
      const schema = routeAt(method, path)?.hooks?.[part]
      return typeof schema === "object" && schema !== null ? schema : undefined
    },

    /** Those that an address answers to, in the order in which they are usually told; none where nothing is. */
    methodsAt(path: string): string[] {
      const found = matching(path)
      const methods = new Set(found.map(({ method }) => method))
      if (isFile.has(path)) methods.add("GET")
      if (methods.has("GET") && !path.endsWith("/stream")) methods.add("HEAD")
      return methodOrder.filter((method) => methods.has(method))
    },

    /** Whose token the API's document says that a call needs: `Visitor`, `Operator`, `Owner`; undefined where none. */
    audienceOf(method: string, path: string): string | undefined {
      const detail = routeAt(method === "HEAD" ? "GET" : method, path)?.hooks?.detail
      return detail?.security?.length === 0 ? undefined : detail?.tags?.[0]
    },
  }
}
