import { t } from "elysia"
import { AppError } from "../errors"

/** Lists page by cursor: `?cursor=&limit=` → `{items, next}`. */
export const pageQuery = {
  cursor: t.Optional(t.String({ maxLength: 200, description: "`next` of the page before" })),
  limit: t.Optional(t.Integer({ minimum: 1, maximum: 200, description: "50 unless told" })),
}

/** @param found one more than the limit, so that it shows whether there is a next page. */
export function pageOf<T>(found: readonly T[], limit: number, cursorOf: (last: T) => string) {
  const items = found.slice(0, limit)
  return { items, next: found.length > limit ? cursorOf(items.at(-1)!) : null }
}

/** Where a list that is ordered by a moment goes on. The id decides between those of one moment. */
export type Place = { at: number; id: string }

/** Before everything, where the newest come first. */
export const newestPlace: Place = { at: Number.MAX_SAFE_INTEGER, id: "\uffff" }
/** Before everything, where the oldest come first. */
export const oldestPlace: Place = { at: Number.MIN_SAFE_INTEGER, id: "" }
export const cursorOfPlace = ({ at, id }: Place): string => `${at}.${id}`

/** A cursor that is a place. @param start where the first page begins. @throws AppError `validation` */
export function placeOf(cursor: string | undefined, start = newestPlace): Place {
  if (!cursor) return start
  const [, at, id] = /^(\d{1,15})\.(.+)$/.exec(cursor) ?? []
  if (id === undefined) throw new AppError("validation", "This is not a cursor of this list.", { field: "cursor" })
  return { at: Number(at), id }
}

/** A cursor that is a number. @throws AppError `validation` */
export function numberCursor(cursor: string | undefined): number {
  if (cursor === undefined) return Number.MAX_SAFE_INTEGER
  if (!/^\d{1,15}$/.test(cursor))
    throw new AppError("validation", "This is not a cursor of this list.", { field: "cursor" })
  return Number(cursor)
}
