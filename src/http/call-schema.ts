import { t } from "elysia"

const listed = (tag: "Owner" | "Operator") => (summary: string) => ({ detail: { tags: [tag], summary } })

/** Under whom a call stands in the API's description, and what it does there. */
export const ownerDetail = listed("Owner")
export const operatorDetail = listed("Operator")

/** Left out, null or words. */
export const optionalText = (maxLength: number) => t.Optional(t.Nullable(t.String({ maxLength })))
