import { Elysia, t } from "elysia"
import type { Auth } from "../accounts/auth"
import { AppError } from "../errors"
import type { Content } from "../knowledge/content"
import { mostWithModel, type SettingsDraft } from "../knowledge/effects"
import { readGroup } from "../knowledge/owner-synonyms"
import { chatbotChange } from "./api-routes"
import { changeChatbot } from "./chatbot-change"
import type { ChatbotStore } from "./chatbot-store"
import { publicEffects } from "./public-effects"

type Deps = {
  auth: Auth
  chatbots: ChatbotStore
  content: Pick<Content, "effectsOfSettings" | "hasModel">
}

/** What an owner's script would change, before it does: as the admin's forms say it. */
export const effectsApiRoutes = ({ auth, chatbots, content }: Deps) =>
  new Elysia({ name: "effects-api", prefix: "/api/v1" }).post(
    "/chatbots/:id/effects",
    async ({ request, params, body }) => {
      auth.owner(request)
      const chatbot = chatbots.get(params.id)
      const { synonyms, withModel = false, ...change } = body
      if (withModel && !content.hasModel())
        throw new AppError("validation", "There is no model to try it with.", { field: "withModel" })
      if (withModel && synonyms)
        throw new AppError("validation", "Synonyms are tried without the model: try them by themselves.", {
          field: "withModel",
        })
      const draft: SettingsDraft = { settings: changeChatbot(chatbot, change, () => "") }
      if (synonyms) draft.synonyms = groupsOf(synonyms)
      return publicEffects(await content.effectsOfSettings(chatbot, draft, withModel, request.signal))
    },
    {
      body: t.Object({
        name: t.Optional(t.String({ maxLength: 200 })),
        ...chatbotChange,
        synonyms: t.Optional(
          t.Array(t.Array(t.String(), { maxItems: 50 }), {
            maxItems: 500,
            description: "All groups of synonyms as they would be; left out: as they are",
          }),
        ),
        withModel: t.Optional(
          t.Boolean({
            description: `Asks the model instead: ${mostWithModel} questions, twice each, of the day's budget. Shows tone and persona too`,
          }),
        ),
      }),
      detail: {
        tags: ["Owner"],
        summary: "What a change of the settings would do, with nothing saved",
        description:
          "Golden questions, and what visitors asked last, are asked with the settings as they are and as they would be. " +
          "`breaks`: a golden question that passes now would not. The body is that of `PUT /api/v1/chatbots/{id}`.",
      },
    },
  )

function groupsOf(given: readonly (readonly string[])[]): string[][] {
  const groups: string[][] = []
  for (const words of given) groups.push(readGroup(words, groups))
  return groups
}
