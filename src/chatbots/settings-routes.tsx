import { Elysia } from "elysia"
import { ChatbotBasicsPage } from "../../views/admin/chatbot-basics"
import { chatbotPath } from "../../views/admin/chatbot-frame"
import { ChatbotLanguagesPage } from "../../views/admin/chatbot-languages"
import { ChatbotLimitsPage } from "../../views/admin/chatbot-limits"
import { ChatbotLooksPage } from "../../views/admin/chatbot-looks"
import { ChatbotPersonPage } from "../../views/admin/chatbot-person"
import { ChatbotWebsitePage } from "../../views/admin/chatbot-website"
import type { TriedSettings } from "../../views/admin/effects"
import type { FormState } from "../../views/admin/form"
import type { AdminFrame } from "../../views/admin/frame"
import { PreviewPage } from "../../views/admin/preview"
import type { Auth } from "../accounts/auth"
import { createAdminPage, done } from "../http/admin-page"
import { readForm, takeForm } from "../http/form"
import { htmlPage, pageHeaders, redirectTo } from "../http/html"
import type { Origins } from "../http/origin"
import type { Content } from "../knowledge/content"
import { mostWithModel } from "../knowledge/effects"
import { languageCodes } from "../languages/names"
import { spokenLanguages } from "../languages/sentences"
import { snippetOf } from "./api-routes"
import { type Chatbot, hasUploadedPicture } from "./chatbot"
import { changeChatbot } from "./chatbot-change"
import type { ChatbotStore } from "./chatbot-store"
import type { ChatbotCommands } from "./commands"
import { ownPagePath } from "./page-routes"
import { readPicture } from "./read-picture"
import { type Tab, tabs } from "./settings-tabs"
import type { Sightings } from "./sightings"
import { wordsFor } from "./texts"
import { wordRulesOf } from "./word-rules"

type Deps = {
  auth: Auth
  chatbots: ChatbotStore
  chatbotCommands: ChatbotCommands
  origins: Origins
  sightings: Sightings
  content: Pick<Content, "effectsOfSettings" | "hasModel">
}

/** The AI's picture may come from the business's own website. */
const pictured = {
  "content-security-policy": pageHeaders["content-security-policy"]!.replace("img-src 'self'", "img-src 'self' https:"),
}

/** The settings of each chatbot, a page for each tab, and the widget as they make it. */
export const chatbotSettingsRoutes = ({ auth, chatbots, chatbotCommands, origins, sightings, content }: Deps) => {
  const { effectsOfSettings, hasModel } = content
  const page = createAdminPage(auth)

  function tabPage(
    request: Request,
    frame: AdminFrame,
    chatbot: Chatbot,
    tab: Tab["name"],
    form: FormState,
    tried: Omit<TriedSettings, "modelAnswers"> = {},
  ) {
    const common = { frame, chatbot: { id: chatbot.id, name: chatbot.name }, form }
    const trial = { ...tried, modelAnswers: hasModel() ? 2 * mostWithModel : undefined }
    switch (tab) {
      case "basics":
        return <ChatbotBasicsPage {...common} />
      case "limits":
        return (
          <ChatbotLimitsPage
            {...common}
            tried={trial}
            languages={{ spoken: spokenLanguages, others: languageCodes, saved: chatbot.limits.languages }}
          />
        )
      case "languages":
        return (
          <ChatbotLanguagesPage
            {...common}
            languages={Object.keys(chatbot.texts)}
            choices={languageCodes}
            own={{ ...wordsFor({ ...chatbot, texts: {} }, ""), locale: chatbot.locale }}
          />
        )
      case "person":
        return <ChatbotPersonPage {...common} rules={wordRulesOf(chatbot)} tried={trial} />
      case "looks":
        return (
          <ChatbotLooksPage
            {...common}
            picture={hasUploadedPicture(chatbot.appearance) ? chatbot.appearance.avatar : undefined}
          />
        )
      case "website": {
        const own = origins.own(request)
        return (
          <ChatbotWebsitePage
            {...common}
            snippet={snippetOf(own, chatbot.id)}
            visitors={sightings.list(chatbot.id).filter(({ isAllowed }) => isAllowed).length}
            ownPage={own + ownPagePath(chatbot.id)}
            hasPage={chatbot.hasPage}
            site={chatbot.origins.find((origin) => origin !== "*")}
          />
        )
      }
    }
  }

  const routes = new Elysia({ name: "chatbot-settings", prefix: "/admin", detail: { hide: true } })
    .post("/chatbots/:id/page", ({ request, params }) =>
      page(request, async (owner) => {
        const hasPage = (await readForm(request)).text("hasPage") === "on"
        await chatbotCommands.update(owner, params.id, { hasPage })
        return redirectTo(`${chatbotPath(params.id, "website")}?done=saved#own-page`)
      }),
    )
    .get("/chatbots/:id/preview", ({ request, params }) =>
      page(request, () => {
        const { id, name } = chatbots.get(params.id)
        return htmlPage(<PreviewPage name={name} chatbotId={id} />, 200, pictured)
      }),
    )

  for (const { name, values, change, isTried } of tabs) {
    const path = name === "basics" ? "" : (`/${name}` as const)
    routes
      .get(`/chatbots/:id${path}`, ({ request, params }) =>
        page(request, (_, frame) => {
          const chatbot = chatbots.get(params.id)
          return htmlPage(tabPage(request, frame, chatbot, name, { values: values(chatbot) }), 200, pictured)
        }),
      )
      .post(`/chatbots/:id${path}`, ({ request, params }) =>
        page(request, (owner, frame) =>
          takeForm(
            request,
            async (form) => {
              const chatbot = chatbots.get(params.id)
              const wish = change(form, chatbot)
              const confirmed = JSON.stringify(wish)
              const act = form.text("act")
              if (isTried && (act || form.text("confirmed") !== confirmed)) {
                const draft = { settings: changeChatbot(chatbot, wish, () => "") }
                const effects = await effectsOfSettings(chatbot, draft, act === "model" && hasModel(), request.signal)
                const state = { values: form.values() }
                if (act || effects.isSerious)
                  return htmlPage(tabPage(request, frame, chatbot, name, state, { effects, confirmed }))
              }
              const [file] = form.files("picture")
              await chatbotCommands.update(owner, params.id, wish, file && (await readPicture(file)))
              return done(chatbotPath(params.id, name), "saved")
            },
            (refused, status, form) => {
              // No page can put a file back into its field.
              if (form.files("picture").length > 0)
                refused.errors.picture ??= "Choose the picture again: nothing was saved yet."
              return htmlPage(tabPage(request, frame, chatbots.get(params.id), name, refused), status, pictured)
            },
          ),
        ),
      )
  }
  return routes
}
