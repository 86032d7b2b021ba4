import type { Auth } from "../accounts/auth"
import { AppError } from "../errors"
import { readText } from "./body-limit"
import { createRouteTable, type Route, type RouteTable } from "./route-table"
import { unknownFieldIn } from "./unknown-field"

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

  /** @returns the request, to be read once more. @throws AppError `validation`, naming the field and what was meant. */
  return async function checkFields(request: Request, path: string): Promise<Request> {
    const { method, headers } = request
    const mayHave = path.startsWith("/api/v1/") && method !== "GET" && method !== "HEAD"
    if (!mayHave || !headers.get("content-type")?.startsWith("application/json")) return request
    table ??= createRouteTable(routes(), [])
    const schema = table.bodyOf(method, path)
    if (!schema || !isAdmitted(request, table.audienceOf(method, path))) return request
    const { text, again } = await readText(request).catch(() => {
      throw new AppError("validation", "The body did not arrive whole.", { field: "body" })
    })
    const changes = method === "PUT" || method === "PATCH"
    const found = unknownFieldIn(schema, parsed(text), changes)
    if (!found) return again
    const { field, nearest, known } = found
    const meant = nearest ? `Did you mean “${nearest}”?` : `It knows ${known.join(", ")}.`
    throw new AppError("validation", `This call has no field “${field}”. ${meant}`, {
      field,
      ...(nearest ? { nearest } : {}),
    })
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
