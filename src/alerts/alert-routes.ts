import { Elysia } from "elysia"
import { alertAdminRoutes } from "./admin-routes"
import { alertApiRoutes } from "./api-routes"
import { bounceRoutes } from "./bounce-routes"
import { hubspotRoutes } from "./hubspot-routes"
import { alertOperatorRoutes } from "./operator-routes"
import { slackRoutes } from "./slack-routes"
import { alertVisitorRoutes } from "./visitor-routes"

type Deps = Parameters<typeof alertApiRoutes>[0] &
  Parameters<typeof alertAdminRoutes>[0] &
  Parameters<typeof alertOperatorRoutes>[0] &
  Parameters<typeof bounceRoutes>[0] &
  Parameters<typeof slackRoutes>[0] &
  Parameters<typeof alertVisitorRoutes>[0] &
  Parameters<typeof hubspotRoutes>[0]

/** What leaves the server and what comes back to it: settings for owners, subscriptions, Slack, returned mail. */
export const alertRoutes = (deps: Deps) =>
  new Elysia({ name: "alerts" })
    .use(alertApiRoutes(deps))
    .use(alertAdminRoutes(deps))
    .use(alertOperatorRoutes(deps))
    .use(bounceRoutes(deps))
    .use(slackRoutes(deps))
    .use(alertVisitorRoutes(deps))
    .use(hubspotRoutes(deps))
