import { Elysia } from "elysia"
import { contentPath, sourcePath } from "../../views/admin/content"
import { WebsiteState } from "../../views/admin/website"
import { WebsiteFormPage } from "../../views/admin/website-form"
import type { Auth } from "../accounts/auth"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import { createAdminPage, done } from "../http/admin-page"
import { type Form, takeForm } from "../http/form"
import { htmlFragment, htmlPage, redirectTo } from "../http/html"
import { contentHead } from "./content-head"
import type { SourceCommands } from "./source-commands"
import type { WebsiteWish } from "./website"
import { createWebsiteView } from "./website-view"

type Deps = Parameters<typeof createWebsiteView>[0] & {
  auth: Auth
  chatbots: ChatbotStore
  sources: SourceCommands
  now: () => number
}

/** Websites as content: which are read, how far, and how the reading goes on. */
export const websiteAdminRoutes = (deps: Deps) => {
  const { auth, chatbots, sources, now } = deps
  const page = createAdminPage(auth)
  const viewOf = createWebsiteView(deps)
  const headOf = (chatbotId: string) => contentHead(chatbots, chatbotId)

  const turn =
    (act: SourceCommands["readWebsite"]) =>
    ({ request, params }: { request: Request; params: { id: string; source: string } }) =>
      page(request, async (owner) => {
        const { id } = await act(owner, params.id, params.source)
        return redirectTo(sourcePath(params.id, id))
      })

  return new Elysia({ name: "website-admin", prefix: "/admin", detail: { hide: true } })
    .get("/chatbots/:id/content/new/website", ({ request, params }) =>
      page(request, (_, frame) =>
        htmlPage(<WebsiteFormPage frame={frame} chatbot={headOf(params.id)} form={{ values: {} }} />),
      ),
    )
    .post("/chatbots/:id/content/new/website", ({ request, params }) =>
      page(request, (owner, frame) => {
        const chatbot = headOf(params.id)
        return takeForm(
          request,
          async (form) => {
            const { id } = await sources.addWebsite(owner, chatbot.id, wishOf(form))
            return redirectTo(sourcePath(chatbot.id, id))
          },
          (refused, status) => htmlPage(<WebsiteFormPage frame={frame} chatbot={chatbot} form={refused} />, status),
        )
      }),
    )
    .get("/chatbots/:id/content/:source/settings", ({ request, params }) =>
      page(request, (_, frame) => {
        const chatbot = headOf(params.id)
        const { source, site } = sources.getWebsite(chatbot.id, params.source)
        const values = {
          url: site.startUrl,
          include: site.include.join("\n"),
          exclude: site.exclude.join("\n"),
          maxPages: String(site.maxPages),
          maxDepth: String(site.maxDepth),
        }
        return htmlPage(<WebsiteFormPage frame={frame} chatbot={chatbot} form={{ values }} source={source} />)
      }),
    )
    .post("/chatbots/:id/content/:source/settings", ({ request, params }) =>
      page(request, (owner, frame) => {
        const chatbot = headOf(params.id)
        const { source } = sources.getWebsite(chatbot.id, params.source)
        return takeForm(
          request,
          async (form) => {
            await sources.changeWebsite(owner, chatbot.id, source.id, wishOf(form))
            return done(sourcePath(chatbot.id, source.id), "saved")
          },
          (refused, status) =>
            htmlPage(<WebsiteFormPage frame={frame} chatbot={chatbot} form={refused} source={source} />, status),
        )
      }),
    )
    .get("/chatbots/:id/content/:source/progress", ({ request, params }) =>
      page(request, async () => {
        const chatbot = headOf(params.id)
        const { source, site } = sources.getWebsite(chatbot.id, params.source)
        const asked = new URL(request.url).searchParams
        const shown = await viewOf(source, asked)
        const answer = htmlFragment(<WebsiteState path={contentPath(chatbot.id)} {...shown} now={now()} />)
        // The acts beside the heading are others now.
        if (asked.has("reading") && site.state !== "reading") answer.headers.set("hx-refresh", "true")
        return answer
      }),
    )
    .post("/chatbots/:id/content/:source/reading", turn(sources.readWebsite))
    .post("/chatbots/:id/content/:source/pause", turn(sources.pauseWebsite))
    .post("/chatbots/:id/content/:source/cancel", turn(sources.cancelWebsite))
}

const wishOf = (form: Form): WebsiteWish => ({
  url: form.text("url"),
  include: form.lines("include"),
  exclude: form.lines("exclude"),
  maxPages: numberOf(form.text("maxPages")),
  maxDepth: numberOf(form.text("maxDepth")),
})

/** Left empty: as usual. What is no number is refused with the others. */
const numberOf = (text: string) => (text.trim() ? Number(text.replaceAll(",", "")) : undefined)
