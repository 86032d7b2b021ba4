import { Elysia } from "elysia"
import { OwnPage } from "../../views/visitor/own-page"
import { AppError } from "../errors"
import { htmlPage, pageHeaders } from "../http/html"
import type { Origins } from "../http/origin"
import { asPage } from "../http/page-request"
import { sentencesIn } from "../languages/sentences"
import type { ChatbotStore } from "./chatbot-store"
import { wordsFor } from "./texts"

type Deps = { chatbots: ChatbotStore; origins: Origins }

/** The AI's picture comes from the business's own website. */
const policy = pageHeaders["content-security-policy"]!.replace("img-src 'self'", "img-src 'self' https:")

export const ownPagePath = (chatbotId: string) => `/c/${encodeURIComponent(chatbotId)}`

/** A chatbot's own page, to be shared by those who have no website, or not there. */
export const ownPageRoutes = ({ chatbots, origins }: Deps) =>
  new Elysia({ name: "own-page" }).get(
    "/c/:id",
    ({ request, params }) =>
      asPage(request, "/", () => {
        const chatbot = chatbots.find(params.id)
        if (!chatbot?.hasPage) throw new AppError("not_found", "There is no chat at this address.")
        const asked = request.headers.get("accept-language")?.split(",")[0] || chatbot.locale
        const { welcome } = wordsFor(chatbot, asked)
        const { avatar, color = null, theme = "auto" } = chatbot.appearance
        const own = origins.own(request)
        // Whoever shows a link to this page wants a whole address.
        const picture = avatar ? new URL(avatar, own).href : null
        return htmlPage(
          <OwnPage
            chatbot={{ id: chatbot.id, name: chatbot.name, welcome: welcome || chatbot.name, picture, color, theme }}
            url={own + ownPagePath(chatbot.id)}
            locale={chatbot.locale}
            script={sentencesIn(asked).pages.script}
          />,
          200,
          { "content-security-policy": policy, vary: "accept-language" },
        )
      }),
    { detail: { hide: true } },
  )
