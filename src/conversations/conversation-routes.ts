import { Elysia } from "elysia"
import { actPages } from "./act-pages"
import { operatorApiRoutes } from "./api-routes"
import { closingPages } from "./closing-pages"
import { createDeskAnswers } from "./desk-answer"
import { operatorPages } from "./operator-pages"
import { storedReplyApiRoutes } from "./stored-reply-api-routes"
import { storedReplyRoutes } from "./stored-reply-routes"
import { createWholeDesk } from "./whole-desk"

type Deps = Parameters<typeof operatorApiRoutes>[0] &
  Parameters<typeof createDeskAnswers>[0] &
  Parameters<typeof createWholeDesk>[0] &
  Omit<Parameters<typeof operatorPages>[0], "answers" | "wholeDesk"> &
  Omit<Parameters<typeof actPages>[0], "answers" | "wholeDesk"> &
  Omit<Parameters<typeof closingPages>[0], "answers"> &
  Parameters<typeof storedReplyApiRoutes>[0] &
  Parameters<typeof storedReplyRoutes>[0]

/** Conversations for operators: the API and the desk. */
export const conversationRoutes = (deps: Deps) => {
  const answers = createDeskAnswers(deps)
  const wholeDesk = createWholeDesk(deps)
  return new Elysia({ name: "conversations" })
    .use(operatorApiRoutes(deps))
    .use(operatorPages({ ...deps, answers, wholeDesk }))
    .use(actPages({ ...deps, answers, wholeDesk }))
    .use(closingPages({ ...deps, answers }))
    .use(storedReplyApiRoutes(deps))
    .use(storedReplyRoutes(deps))
}
