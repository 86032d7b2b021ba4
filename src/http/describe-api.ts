/** The framework's document of the API, with what it cannot know: what calls answer, and which bodies may be left out. Pure. */

type Schema = { type?: string | string[]; format?: string; properties?: Record<string, Schema>; items?: Schema }
type Body = { required?: boolean; content?: Record<string, { schema?: Schema }> }
type Operation = { tags?: string[]; security?: unknown[]; responses?: Record<string, unknown>; requestBody?: Body }
export type ApiDocument = { paths: Record<string, Record<string, Operation>> }
type Route = { method: string; path: string; handler?: unknown }

const successes: Record<string, string> = {
  "200": "Done",
  "201": "Made, and on disk",
  "202": "Taken on, and on disk",
  "204": "Done, and nothing to be read",
}

const refusal = {
  description: "Refused: `code` says why, `field` what of it was wrong",
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
}

/** A handler says itself what it answers when all went well; its own source cannot be out of date. */
function statusOf({ handler }: Route): string {
  return /\bstatus\s*=\s*(20\d)\b/.exec(String(handler))?.[1] ?? "200"
}

const carriesFile = (schema: Schema | undefined): boolean =>
  schema?.format === "binary" ||
  [...Object.values(schema?.properties ?? {}), schema?.items].some((it) => it && carriesFile(it))

function describeBody(body: Body): Body {
  const content = body.content ?? {}
  const schema = Object.values(content)[0]?.schema
  const upload = content["multipart/form-data"]
  return {
    ...body,
    // What may be null may also be left out.
    required: !schema?.type?.includes("null"),
    ...(upload && carriesFile(upload.schema) && isOnlyFile(upload.schema)
      ? { content: { "multipart/form-data": upload } }
      : {}),
  }
}

/** Where a file is one way among others, the others come as JSON. */
const isOnlyFile = ({ properties = {} }: Schema & { required?: string[] } = {}) =>
  Object.values(properties).every((it) => carriesFile(it))

export function describeApi<T extends ApiDocument>(document: T, routes: readonly Route[]): T {
  const byCall = new Map(
    routes.map((route) => [`${route.method.toLowerCase()} ${route.path.replace(/:([^/]+)/g, "{$1}")}`, route]),
  )
  const describe = (call: string, operation: Operation): Operation => {
    const route = byCall.get(call)
    const status = route ? statusOf(route) : "200"
    return {
      ...operation,
      ...(operation.requestBody ? { requestBody: describeBody(operation.requestBody) } : {}),
      responses: { ...(operation.responses ?? { [status]: { description: successes[status] } }), default: refusal },
    }
  }
  const paths = Object.fromEntries(
    Object.entries(document.paths).map(([path, methods]) => [
      path,
      Object.fromEntries(
        Object.entries(methods).map(([method, operation]) => [method, describe(`${method} ${path}`, operation)]),
      ),
    ]),
  )
  return { ...document, paths }
}
