import { Elysia } from "elysia"
import { contentAdminRoutes } from "./admin-routes"
import { sourceApiRoutes } from "./api-routes"
import { passageAdminRoutes } from "./passage-admin-routes"
import { passageApiRoutes } from "./passage-api-routes"

type Deps = Parameters<typeof contentAdminRoutes>[0] &
  Parameters<typeof sourceApiRoutes>[0] &
  Parameters<typeof passageApiRoutes>[0] &
  Parameters<typeof passageAdminRoutes>[0]

/** Everything about content, for owners: the API and the admin's pages. Fixed addresses stand before open ones. */
export const contentRoutes = (deps: Deps) =>
  new Elysia({ name: "content" })
    .use(sourceApiRoutes(deps))
    .use(passageApiRoutes(deps))
    .use(passageAdminRoutes(deps))
    .use(contentAdminRoutes(deps))
