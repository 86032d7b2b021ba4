import { Elysia } from "elysia"
import { ruleAdminRoutes } from "./admin-routes"
import { judgementApiRoutes } from "./api-routes"

type Deps = Parameters<typeof judgementApiRoutes>[0] & Parameters<typeof ruleAdminRoutes>[0]

/** When a person is called, for owners: the API and the admin's pages. */
export const ruleRoutes = (deps: Deps) =>
  new Elysia({ name: "rules" }).use(judgementApiRoutes(deps)).use(ruleAdminRoutes(deps))
