/**
 * A field that was most likely meant for another one: what is not known is ignored, so that clients may send more than they
 * must, but a misspelt name would look like success. Pure.
 */

import { editDistance } from "../languages/edit-distance"

export type Schema = {
  type?: string
  properties?: Record<string, Schema>
  additionalProperties?: unknown
  patternProperties?: unknown
  items?: Schema
  anyOf?: Schema[]
  allOf?: Schema[]
}

export type UnknownField = {
  /** With what it stands in: `fallback.capturContact`. */
  field: string
  /** What was most likely meant; undefined where nothing of the body is known. */
  nearest: string | undefined
  known: string[]
}

/** @param changes whether the call changes what is there: then a body of which nothing is known would change nothing. */
export function unknownFieldIn(schema: Schema | undefined, value: unknown, changes: boolean): UnknownField | undefined {
  const kinds = schema ? kindsOf(schema) : []
  if (Array.isArray(value)) return firstOf(value, (each, at) => inItem(kinds, each, at))
  if (value === null || typeof value !== "object") return undefined
  const objects = kinds.filter(({ properties }) => properties !== undefined)
  // Where names are free, none is wrong.
  if (objects.length === 0 || kinds.some(isOpen)) return undefined
  const given = Object.keys(value)
  const known = [...new Set(objects.flatMap(({ properties }) => Object.keys(properties!)))]
  const free = known.filter((name) => !given.includes(name))
  for (const name of given) {
    if (known.includes(name)) {
      const inside = objects.flatMap(({ properties }) => properties![name] ?? [])
      const found = unknownFieldIn({ anyOf: inside }, (value as Record<string, unknown>)[name], false)
      if (found) return { ...found, field: `${name}.${found.field}` }
      continue
    }
    // What is empty asks for nothing, so nothing of it is lost.
    const nearest = isEmpty((value as Record<string, unknown>)[name]) ? undefined : nearestOf(name, free)
    if (nearest) return { field: name, nearest, known }
  }
  const isLost = changes && given.length > 0 && !given.some((name) => known.includes(name))
  return isLost ? { field: given[0]!, nearest: undefined, known } : undefined
}

function inItem(kinds: readonly Schema[], value: unknown, at: number): UnknownField | undefined {
  const found = unknownFieldIn({ anyOf: kinds.flatMap(({ items }) => items ?? []) }, value, false)
  return found && { ...found, field: `${at}.${found.field}` }
}

const kindsOf = (schema: Schema): Schema[] => {
  const more = [...(schema.anyOf ?? []), ...(schema.allOf ?? [])]
  return more.length > 0 ? more.flatMap(kindsOf) : [schema]
}
const isOpen = ({ type, properties, additionalProperties, patternProperties }: Schema) =>
  Boolean(additionalProperties) || patternProperties !== undefined || (type === "object" && properties === undefined)

function firstOf<T, R>(list: readonly T[], look: (each: T, at: number) => R | undefined): R | undefined {
  for (const [at, each] of list.entries()) {
    const found = look(each, at)
    if (found) return found
  }
}

const isEmpty = (value: unknown) =>
  value === null || value === "" || (typeof value === "object" && Object.keys(value).length === 0)

/**
 * So near that nobody would mean something else: other capitals or dashes, a slip of the finger, two in a long name. One and
 * many of a thing are two names, which clients have side by side (`role` of a sign-in, `roles` of a person).
 */
function nearestOf(name: string, known: readonly string[]): string | undefined {
  const bare = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, "").toLowerCase()
  const most = name.length < 4 ? 0 : name.length < 8 ? 1 : 2
  const near = known
    .map((each) => ({ each, slips: editDistance(bare(name), bare(each), most) }))
    .filter(({ each, slips }) => slips <= most && bare(each) !== `${bare(name)}s` && bare(name) !== `${bare(each)}s`)
    .sort((a, b) => a.slips - b.slips)
  return near[0]?.each
}
