import { Elysia } from "elysia"
import { arrivalRoutes } from "./arrival-routes"
import { visitorAttachmentRoutes } from "./attachment-routes"
import { visitorContactRoutes } from "./contact-routes"
import { visitorConversationRoutes } from "./conversation-routes"

type Deps = Parameters<typeof arrivalRoutes>[0] &
  Parameters<typeof visitorConversationRoutes>[0] &
  Parameters<typeof visitorContactRoutes>[0] &
  Parameters<typeof visitorAttachmentRoutes>[0]

/** The visitor's API. */
export const widgetRoutes = (deps: Deps) =>
  new Elysia({ name: "widget" })
    .use(arrivalRoutes(deps))
    .use(visitorConversationRoutes(deps))
    .use(visitorContactRoutes(deps))
    .use(visitorAttachmentRoutes(deps))
