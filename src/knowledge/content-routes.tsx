import { Elysia } from "elysia"
import { contentAdminRoutes } from "./admin-routes"
import { sourceApiRoutes } from "./api-routes"
import { askAdminRoutes } from "./ask-admin-routes"
import { contentEffectsApiRoutes } from "./effects-api-routes"
import { fileAdminRoutes } from "./file-admin-routes"
import { gapAdminRoutes } from "./gap-admin-routes"
import { gapApiRoutes } from "./gap-api-routes"
import { goldenAdminRoutes } from "./golden-admin-routes"
import { goldenApiRoutes } from "./golden-api-routes"
import { passageAdminRoutes } from "./passage-admin-routes"
import { passageApiRoutes } from "./passage-api-routes"
import { suggestionOperatorRoutes } from "./suggestion-operator-routes"
import { websiteAdminRoutes } from "./website-admin-routes"

type Deps = Parameters<typeof contentAdminRoutes>[0] &
  Parameters<typeof fileAdminRoutes>[0] &
  Parameters<typeof websiteAdminRoutes>[0] &
  Parameters<typeof sourceApiRoutes>[0] &
  Parameters<typeof passageApiRoutes>[0] &
  Parameters<typeof contentEffectsApiRoutes>[0] &
  Parameters<typeof passageAdminRoutes>[0] &
  Parameters<typeof askAdminRoutes>[0] &
  Parameters<typeof goldenAdminRoutes>[0] &
  Parameters<typeof goldenApiRoutes>[0] &
  Parameters<typeof gapAdminRoutes>[0] &
  Parameters<typeof gapApiRoutes>[0] &
  Parameters<typeof suggestionOperatorRoutes>[0]

/**
 * Everything about content, for owners: the API and the admin's pages. Fixed paths come before those with parameters,
 * which would match them too.
 */
export const contentRoutes = (deps: Deps) =>
  new Elysia({ name: "content" })
    .use(sourceApiRoutes(deps))
    .use(passageApiRoutes(deps))
    .use(contentEffectsApiRoutes(deps))
    .use(goldenApiRoutes(deps))
    .use(gapApiRoutes(deps))
    .use(passageAdminRoutes(deps))
    .use(gapAdminRoutes(deps))
    .use(askAdminRoutes(deps))
    .use(goldenAdminRoutes(deps))
    .use(websiteAdminRoutes(deps))
    .use(fileAdminRoutes(deps))
    .use(contentAdminRoutes(deps))
    .use(suggestionOperatorRoutes(deps))
