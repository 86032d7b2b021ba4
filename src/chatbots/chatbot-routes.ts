import { Elysia } from "elysia"
import { chatbotAdminRoutes } from "./admin-routes"
import { chatbotApiRoutes } from "./api-routes"
import { demoShopRoutes } from "./demo-shop"
import { effectsApiRoutes } from "./effects-api-routes"
import { guideRoutes } from "./guide-routes"
import { guideStreamRoutes } from "./guide-stream-routes"
import { ownPageRoutes } from "./page-routes"
import { pictureRoutes } from "./picture-routes"
import { chatbotSettingsRoutes } from "./settings-routes"
import { wordRuleRoutes } from "./word-rule-routes"

type Deps = Parameters<typeof chatbotApiRoutes>[0] &
  Parameters<typeof effectsApiRoutes>[0] &
  Parameters<typeof guideRoutes>[0] &
  Parameters<typeof guideStreamRoutes>[0] &
  Parameters<typeof ownPageRoutes>[0] &
  Parameters<typeof pictureRoutes>[0] &
  Parameters<typeof chatbotAdminRoutes>[0] &
  Parameters<typeof chatbotSettingsRoutes>[0] &
  Parameters<typeof wordRuleRoutes>[0]

/**
 * Chatbots, for owners, and the pages on which one can be met. Fixed paths come before those with parameters, which
 * would match them too.
 */
export const chatbotRoutes = (deps: Deps) =>
  new Elysia({ name: "chatbots" })
    .use(demoShopRoutes())
    .use(chatbotApiRoutes(deps))
    .use(effectsApiRoutes(deps))
    .use(guideRoutes(deps))
    .use(guideStreamRoutes(deps))
    .use(ownPageRoutes(deps))
    .use(pictureRoutes(deps))
    .use(chatbotAdminRoutes(deps))
    .use(chatbotSettingsRoutes(deps))
    .use(wordRuleRoutes(deps))
