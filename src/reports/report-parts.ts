/** Builds the report parts from the dependencies that `app.ts` hands in. */

import { createLastActiveChatbot } from "./last-active-chatbot"
import { createReport } from "./report"
import { createToday } from "./today"
import { createTroubles } from "./troubles"

type Deps = Parameters<typeof createReport>[0] &
  Parameters<typeof createToday>[0] &
  Parameters<typeof createTroubles>[0]

export function createReportParts(deps: Deps) {
  return {
    report: createReport(deps),
    lastActiveChatbot: createLastActiveChatbot(deps.db),
    today: createToday(deps),
    troubles: createTroubles(deps),
  }
}
