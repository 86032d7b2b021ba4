/** Which field of a request was wrong and how, out of what its schema says of it. Pure. */

type Schema = { type?: string; const?: unknown; minimum?: number; maximum?: number; anyOf?: Schema[] }

export type WrongValue = {
  path?: string
  summary?: string
  message?: string
  value?: unknown
  schema?: Schema
  /** For one of several kinds: what was wrong for each of them. */
  errors?: Iterable<WrongValue>[]
}

const isInside = (found: WrongValue, outer: WrongValue) => (found.path?.length ?? 0) > (outer.path?.length ?? 0)
const fits = ({ type }: Schema, value: unknown) => type === typeof value
const isWord = ({ const: word }: Schema) => word !== undefined

/** “Neither an object nor null” is no help where the object has a wrong field: that one is meant. */
function innermost(found: WrongValue): WrongValue {
  const kinds = (found.errors ?? []).flatMap((errors) => [...errors].slice(0, 1))
  if (kinds.length === 0 || kinds.every(({ schema }) => schema && isWord(schema))) return found
  const meant =
    kinds.find((kind) => isInside(kind, found)) ?? kinds.find(({ schema }) => schema && fits(schema, found.value))
  return meant && !numberOf(found.schema) ? innermost(meant) : found
}

/** A number may also come as text, as in an address: then it is one of two kinds. */
function numberOf(schema: Schema | undefined): Schema | undefined {
  const kinds = [schema, ...(schema?.anyOf ?? [])]
  const found = kinds.find((kind) => kind?.type === "integer" || kind?.type === "number")
  return found && { ...found, ...schema, type: found.type! }
}

function wordsFor({ schema, summary, message }: WrongValue): string {
  const number = numberOf(schema)
  const kinds = schema?.anyOf?.map((kind) => (isWord(kind) ? `“${kind.const}”` : kind.type)) ?? []
  if (!number && kinds.length > 0 && kinds.every(Boolean)) return `must be ${kinds.join(" or ")}`
  if (!number) return summary ?? message ?? "does not have the right form"
  const { type, minimum: from, maximum: to } = number
  const range =
    from !== undefined && to !== undefined
      ? ` from ${from} to ${to}`
      : from !== undefined
        ? `, ${from} or more`
        : to !== undefined
          ? `, at most ${to}`
          : ""
  return `must be a ${type === "integer" ? "whole " : ""}number${range}`
}

/** @param fieldOf for a value of which only itself is known: where in the request it stands. */
export function describeWrongValue(
  all: readonly WrongValue[],
  fieldOf: (value: unknown) => string | undefined,
): { field: string | undefined; words: string } {
  const first = all.find(({ path }) => path !== undefined)
  if (!first) return { field: undefined, words: "does not have the right form" }
  const found = innermost(first)
  const field = found.path?.replace(/^\//, "").replaceAll("/", ".") || fieldOf(found.value)
  return { field, words: wordsFor(found) }
}
