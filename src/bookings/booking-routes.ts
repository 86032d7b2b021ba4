import { Elysia } from "elysia"
import { bookingAdminRoutes } from "./admin-routes"
import { bookingPageRoutes } from "./page-routes"
import { bookingTypeApiRoutes } from "./type-api-routes"
import { bookingWidgetRoutes } from "./widget-routes"

type Deps = Parameters<typeof bookingWidgetRoutes>[0] &
  Parameters<typeof bookingTypeApiRoutes>[0] &
  Parameters<typeof bookingPageRoutes>[0] &
  Parameters<typeof bookingAdminRoutes>[0]

/** Times to book: in the widget, on the page that a letter links to, and for owners. */
export const bookingRoutes = (deps: Deps) =>
  new Elysia({ name: "bookings" })
    .use(bookingWidgetRoutes(deps))
    .use(bookingTypeApiRoutes(deps))
    .use(bookingPageRoutes(deps))
    .use(bookingAdminRoutes(deps))
