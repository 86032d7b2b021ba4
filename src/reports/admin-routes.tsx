import { Elysia } from "elysia"
import { NoReportPage, ReportPage, reportPath, reportPeriods } from "../../views/admin/reports"
import type { Auth } from "../accounts/auth"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import { writeCsv } from "../contacts/contacts-csv"
import { AppError } from "../errors"
import { zoneOf } from "../escalation/rule-facts"
import { createAdminPage } from "../http/admin-page"
import { htmlPage, redirectTo } from "../http/html"
import type { ReadReport } from "./report"
import { reportTables } from "./report-tables"

type Deps = {
  auth: Auth
  chatbots: ChatbotStore
  report: ReadReport
  lastActiveChatbot: () => string | undefined
  now: () => number
}

const dayMs = 86_400_000

/** How it went: for the owner to see whether the AI carries what it can and calls when it should. */
export const reportAdminRoutes = ({ auth, chatbots, report, lastActiveChatbot, now }: Deps) => {
  const page = createAdminPage(auth)

  /** Of the day that it is where the business is. */
  const midnight = (chatbotId: string) =>
    Temporal.Instant.fromEpochMilliseconds(now())
      .toZonedDateTimeISO(zoneOf(chatbots.get(chatbotId)))
      .startOfDay().epochMilliseconds

  async function read(request: Request, chatbotId: string) {
    const asked = Number(new URL(request.url).searchParams.get("days"))
    const period = reportPeriods.find((days) => days === asked) ?? 30
    const to = now() + 1
    return { period, found: await report(chatbotId, period === 1 ? midnight(chatbotId) : to - period * dayMs, to) }
  }

  return new Elysia({ name: "report-admin", prefix: "/admin/reports", detail: { hide: true } })
    .get("/", ({ request }) =>
      page(request, (_, frame) => {
        const all = chatbots.list()
        const last = lastActiveChatbot()
        const first = all.find(({ id }) => id === last) ?? all[0]
        return first ? redirectTo(reportPath(first.id)) : htmlPage(<NoReportPage frame={frame} />)
      }),
    )
    .get("/:id", ({ request, params }) =>
      page(request, async (_, frame) => {
        const chatbot = chatbots.get(params.id)
        const { period, found } = await read(request, chatbot.id)
        return htmlPage(
          <ReportPage frame={frame} chatbot={chatbot} chatbots={chatbots.list()} period={period} report={found} />,
        )
      }),
    )
    .get("/:id/:table", ({ request, params }) =>
      page(request, async () => {
        const chatbot = chatbots.get(params.id)
        const table = /^(\w+)\.csv$/.exec(params.table)?.[1]
        const rowsOf = table !== undefined && Object.hasOwn(reportTables, table) ? reportTables[table] : undefined
        if (!rowsOf) throw new AppError("not_found", "There is no such report.")
        const { found } = await read(request, chatbot.id)
        return new Response(writeCsv(rowsOf(found)), {
          headers: {
            "content-type": "text/csv; charset=utf-8",
            "content-disposition": `attachment; filename="${table}-${found.days[0]?.day ?? "empty"}.csv"`,
            "cache-control": "no-store",
          },
        })
      }),
    )
}
