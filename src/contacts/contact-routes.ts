import { Elysia } from "elysia"
import { contactAdminRoutes } from "./admin-routes"
import { contactApiRoutes } from "./api-routes"
import { contactPages } from "./contact-pages"
import { followUpRoutes } from "./follow-up-routes"

type Deps = Parameters<typeof followUpRoutes>[0] &
  Parameters<typeof contactApiRoutes>[0] &
  Parameters<typeof contactAdminRoutes>[0] &
  Parameters<typeof contactPages>[0]

/**
 * Contacts and what is to be done for them. Fixed paths come before those with parameters, which would match them too.
 */
export const contactRoutes = (deps: Deps) =>
  new Elysia({ name: "contacts" })
    .use(followUpRoutes(deps))
    .use(contactApiRoutes(deps))
    .use(contactAdminRoutes(deps))
    .use(contactPages(deps))
