import { Elysia } from "elysia"
import { operatorApiRoutes } from "./api-routes"
import { operatorPages } from "./operator-pages"
import { storedReplyApiRoutes } from "./stored-reply-api-routes"
import { storedReplyRoutes } from "./stored-reply-routes"

type Deps = Parameters<typeof operatorApiRoutes>[0] &
  Parameters<typeof operatorPages>[0] &
  Parameters<typeof storedReplyApiRoutes>[0] &
  Parameters<typeof storedReplyRoutes>[0]

/** Conversations for operators: the API and the desk. */
export const conversationRoutes = (deps: Deps) =>
  new Elysia({ name: "conversations" })
    .use(operatorApiRoutes(deps))
    .use(operatorPages(deps))
    .use(storedReplyApiRoutes(deps))
    .use(storedReplyRoutes(deps))
