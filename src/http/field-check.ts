import type { Auth } from "../accounts/auth"
import { AppError } from "../errors"
import { readText } from "./body-limit"
import { createRouteTable, type Route, type RouteTable } from "./route-table"
import { type UnknownField, unknownFieldIn } from "./unknown-field"

type Deps = { auth: Pick<Auth, "operator" | "owner" | "anybody">; routes: () => readonly Route[] }

export type FieldCheck = ReturnType<typeof createFieldCheck>

/**
 * Calls of operators, owners and scripts: a misspelt field would be ignored, and look like success. Visitors' calls stay as
 * tolerant as they are, since a widget of yesterday talks to a server of today.
 */
export function createFieldCheck({ auth, routes }: Deps) {
  let table: RouteTable | undefined
  const doors: Record<string, (request: Request) => unknown> = {
    Operator: auth.operator,
    Owner: auth.owner,
    Account: auth.anybody,
  }

  /** Who may is said before what is wrong: whoever may not is told so by the route. */
  function isAdmitted(request: Request, audience: string | undefined): boolean {
    if (audience === undefined || !doors[audience]) return false
    try {
      doors[audience](request)
      return true
    } catch (error) {
      if (error instanceof AppError) return false
      throw error
    }
  }

  function tableOf(): RouteTable {
    table ??= createRouteTable(routes(), [])
    return table
  }

  function refuseSlip(found: UnknownField | undefined, what: "field" | "parameter"): void {
    if (!found) return
    const { field, nearest, known } = found
    const meant = nearest ? `Did you mean “${nearest}”?` : `It knows ${known.join(", ")}.`
    throw new AppError("validation", `This call has no ${what} “${field}”. ${meant}`, {
      field,
      ...(nearest ? { nearest } : {}),
    })
  }

  return {
    /**
     * A list that is asked for with a misspelt parameter would be answered with all there is. What is like none that the
     * call knows was added by a program on the way, or by the caller for itself, and is nobody's mistake.
     * @throws AppError `validation`
     */
    checkQuery(request: Request, path: string): void {
      const { method, url } = request
      const start = url.indexOf("?")
      if (start === -1 || !path.startsWith("/api/v1/")) return
      const asked = method === "HEAD" ? "GET" : method
      const schema = tableOf().schemaOf("query", asked, path)
      if (!schema || !isAdmitted(request, tableOf().audienceOf(asked, path))) return
      const given = Object.fromEntries(new URLSearchParams(url.slice(start)))
      refuseSlip(unknownFieldIn(schema, given, false), "parameter")
    },

    /** @returns the request, to be read once more. @throws AppError `validation`, naming the field and what was meant. */
    async checkFields(request: Request, path: string): Promise<Request> {
      const { method, headers } = request
      if (!path.startsWith("/api/v1/") || !headers.get("content-type")?.startsWith("application/json")) return request
      const schema = tableOf().schemaOf("body", method, path)
      if (!schema || !isAdmitted(request, tableOf().audienceOf(method, path))) return request
      const { text, again } = await readText(request).catch(() => {
        throw new AppError("validation", "The body did not arrive whole.", { field: "body" })
      })
      refuseSlip(unknownFieldIn(schema, parsed(text), method === "PUT" || method === "PATCH"), "field")
      return again
    },
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The framework says so.
    return undefined
  }
}
