import { Elysia } from "elysia"
import { settingAdminRoutes } from "./admin-routes"
import { settingApiRoutes } from "./api-routes"

type Deps = Parameters<typeof settingApiRoutes>[0] & Parameters<typeof settingAdminRoutes>[0]

export const settingRoutes = (deps: Deps) =>
  new Elysia({ name: "settings" }).use(settingApiRoutes(deps)).use(settingAdminRoutes(deps))
