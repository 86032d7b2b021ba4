import { Elysia } from "elysia"
import { operatorApiRoutes } from "./api-routes"
import { closingPages } from "./closing-pages"
import { createDeskAnswers } from "./desk-answer"
import { operatorPages } from "./operator-pages"
import { storedReplyApiRoutes } from "./stored-reply-api-routes"
import { storedReplyRoutes } from "./stored-reply-routes"

type Deps = Parameters<typeof operatorApiRoutes>[0] &
  Parameters<typeof createDeskAnswers>[0] &
  Omit<Parameters<typeof operatorPages>[0], "answers"> &
  Omit<Parameters<typeof closingPages>[0], "answers"> &
  Parameters<typeof storedReplyApiRoutes>[0] &
  Parameters<typeof storedReplyRoutes>[0]

/** Conversations for operators: the API and the desk. */
export const conversationRoutes = (deps: Deps) => {
  const answers = createDeskAnswers(deps)
  return new Elysia({ name: "conversations" })
    .use(operatorApiRoutes(deps))
    .use(operatorPages({ ...deps, answers }))
    .use(closingPages({ ...deps, answers }))
    .use(storedReplyApiRoutes(deps))
    .use(storedReplyRoutes(deps))
}
