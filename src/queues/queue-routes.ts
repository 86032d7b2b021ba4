import { Elysia } from "elysia"
import { queueAdminRoutes } from "./admin-routes"
import { queueApiRoutes } from "./api-routes"
import { teamViewRoutes } from "./team-routes"

type Deps = Parameters<typeof teamViewRoutes>[0] &
  Parameters<typeof queueApiRoutes>[0] &
  Parameters<typeof queueAdminRoutes>[0]

/** Queues: the team's page for operators, the API and the admin's pages for owners. */
export const queueRoutes = (deps: Deps) =>
  new Elysia({ name: "queues" }).use(teamViewRoutes(deps)).use(queueApiRoutes(deps)).use(queueAdminRoutes(deps))
