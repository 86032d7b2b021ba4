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

/** A cursor that is a number. @throws AppError `validation` */
export function numberCursor(cursor: string | undefined): number {
  if (cursor === undefined) return Number.MAX_SAFE_INTEGER
  if (!/^\d{1,15}$/.test(cursor))
    throw new AppError("validation", "This is no cursor of this list.", { field: "cursor" })
  return Number(cursor)
}
