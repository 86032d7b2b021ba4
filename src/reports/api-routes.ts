import { Elysia, t } from "elysia"
import type { Auth } from "../accounts/auth"
import { AppError } from "../errors"
import { mostDays, type ReadReport } from "./report"

type Deps = { auth: Auth; report: ReadReport; now: () => number }

const dayMs = 86_400_000
const usual = 30
const moment = t.Optional(t.String({ maxLength: 40, description: "ISO 8601; the last 30 days" }))

/** The figures of the admin's reports, for other programs. */
export const reportApiRoutes = ({ auth, report, now }: Deps) =>
  new Elysia({ name: "report-api", prefix: "/api/v1" }).get(
    "/reports",
    async ({ request, query }) => {
      auth.owner(request)
      const to = timeOf("to", query.to) ?? now() + 1
      const from = timeOf("from", query.from) ?? to - usual * dayMs
      if (from >= to) throw new AppError("validation", "from must be before to.", { field: "from" })
      if (to - from > mostDays * dayMs)
        throw new AppError("validation", `A report covers ${mostDays} days at most.`, { field: "from" })
      const found = await report(query.chatbot ?? null, from, to)
      return { ...found, from: new Date(from).toISOString(), to: new Date(to).toISOString() }
    },
    {
      query: t.Object({ from: moment, to: moment, chatbot: t.Optional(t.String({ maxLength: 100 })) }),
      detail: {
        tags: ["Owner"],
        summary:
          "Outcomes, calls by trigger with the operators' verdicts, where models disagreed, waits, and all per day",
      },
    },
  )

function timeOf(field: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const at = Date.parse(text)
  if (Number.isNaN(at)) throw new AppError("validation", `${field} must be a time such as 2026-11-22.`, { field })
  return at
}
