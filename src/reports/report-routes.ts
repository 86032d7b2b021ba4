import { Elysia } from "elysia"
import { reportAdminRoutes } from "./admin-routes"
import { reportApiRoutes } from "./api-routes"

type Deps = Parameters<typeof reportApiRoutes>[0] & Parameters<typeof reportAdminRoutes>[0]

export const reportRoutes = (deps: Deps) =>
  new Elysia({ name: "reports" }).use(reportApiRoutes(deps)).use(reportAdminRoutes(deps))
