/** What the routes say of themselves: which methods an address has, and whom a call is for. Pure. */

type Detail = { tags?: string[]; security?: unknown[] }
export type Route = { method: string; path: string; hooks?: { detail?: Detail } }

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

  return {
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
      const wanted = method === "HEAD" ? "GET" : method
      const detail = matching(path).find((route) => route.method === wanted)?.hooks?.detail
      return detail?.security?.length === 0 ? undefined : detail?.tags?.[0]
    },
  }
}
