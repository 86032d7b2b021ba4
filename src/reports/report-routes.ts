import { Elysia } from "elysia"
import { reportAdminRoutes } from "./admin-routes"
import { reportApiRoutes } from "./api-routes"
import { overviewRoutes } from "./overview-routes"

type Deps = Parameters<typeof reportApiRoutes>[0] &
  Parameters<typeof reportAdminRoutes>[0] &
  Parameters<typeof overviewRoutes>[0]

export const reportRoutes = (deps: Deps) =>
  new Elysia({ name: "reports" }).use(overviewRoutes(deps)).use(reportApiRoutes(deps)).use(reportAdminRoutes(deps))
