import { Elysia } from "elysia"
import { visitorAdminRoutes } from "./admin-routes"
import { visitorApiRoutes } from "./api-routes"
import { visitorOperatorRoutes } from "./operator-routes"

type Deps = Parameters<typeof visitorApiRoutes>[0] &
  Parameters<typeof visitorAdminRoutes>[0] &
  Parameters<typeof visitorOperatorRoutes>[0]

/** Visitors: who is there, for operators, and how they are known, for owners. */
export const visitorRoutes = (deps: Deps) =>
  new Elysia({ name: "visitors" })
    .use(visitorApiRoutes(deps))
    .use(visitorAdminRoutes(deps))
    .use(visitorOperatorRoutes(deps))
