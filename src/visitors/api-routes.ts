import { Elysia, t } from "elysia"
import type { Auth } from "../accounts/auth"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import { ownerDetail as detail } from "../http/call-schema"
import type { VisitorCommands } from "./commands"
import type { VisitorSettingStore } from "./visitor-settings"

type Deps = { auth: Auth; chatbots: ChatbotStore; visitorSettings: VisitorSettingStore; commands: VisitorCommands }

export const visitorApiRoutes = ({ auth, chatbots, visitorSettings, commands }: Deps) =>
  new Elysia({ name: "visitor-api", prefix: "/api/v1/chatbots" })
    .get(
      "/:id/visitor-settings",
      ({ request, params }) => {
        auth.owner(request)
        chatbots.get(params.id)
        return { ...visitorSettings.get(params.id), hasIdentitySecret: commands.hasSecret(params.id) }
      },
      detail("What is done with visitors: live or not, addresses, who looks ready to buy"),
    )
    .put(
      "/:id/visitor-settings",
      ({ request, params, body }) => commands.change(auth.owner(request), params.id, body),
      {
        body: t.Object({
          live: t.Optional(t.Boolean()),
          keepAddress: t.Optional(t.Boolean()),
          intent: t.Optional(
            t.Object({
              threshold: t.Optional(t.Integer()),
              alert: t.Optional(t.Boolean()),
              greeting: t.Optional(t.String({ maxLength: 1000 })),
              rules: t.Optional(t.Array(t.Unknown(), { maxItems: 200 })),
            }),
          ),
        }),
        ...detail("Change some of it; rules are replaced whole"),
      },
    )
    .post(
      "/:id/identity-secret",
      async ({ request, params, set }) => {
        const secret = await commands.makeSecret(auth.owner(request), params.id)
        set.status = 201
        return { secret }
      },
      detail("A new secret for signing identities, shown only once; the one before stops working"),
    )
    .delete(
      "/:id/identity-secret",
      async ({ request, params, set }) => {
        await commands.removeSecret(auth.owner(request), params.id)
        set.status = 204
      },
      detail("No secret: identities are then no longer verified"),
    )
