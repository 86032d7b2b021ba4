import { Elysia } from "elysia"
import type { FormState } from "../../views/admin/form"
import type { AdminFrame } from "../../views/admin/frame"
import { GuideContentPage } from "../../views/admin/guide-content"
import { type GuideHead, guidePath } from "../../views/admin/guide-frame"
import { GuideLooksPage } from "../../views/admin/guide-looks"
import { GuideStartPage } from "../../views/admin/guide-start"
import { type GuideAnswer, GuideTryPage } from "../../views/admin/guide-try"
import { GuideWebsitePage } from "../../views/admin/guide-website"
import { locales } from "../../views/admin/locales"
import type { Auth } from "../accounts/auth"
import { nameFrom } from "../accounts/name-from"
import type { TryQuestion } from "../assistant/try-question"
import { AppError } from "../errors"
import { createAdminPage, done } from "../http/admin-page"
import { readForm, takeForm } from "../http/form"
import { htmlPage, redirectTo } from "../http/html"
import { isOnlyHere, type Origins } from "../http/origin"
import { readUpload } from "../knowledge/read-upload"
import type { SourceCommands } from "../knowledge/source-commands"
import { spokenLanguage } from "../languages/sentences"
import { renderMarkdown } from "../messages/render-markdown"
import { snippetOf } from "./api-routes"
import type { Chatbot } from "./chatbot"
import type { ChatbotStore } from "./chatbot-store"
import { createGuideCommands } from "./guide-commands"
import type { GuideStep, GuideStore } from "./guide-store"
import { createGuideView } from "./guide-view"
import { ownPagePath } from "./page-routes"

type Deps = Parameters<typeof createGuideView>[0] &
  Parameters<typeof createGuideCommands>[0] & {
    auth: Auth
    chatbots: ChatbotStore
    sources: SourceCommands
    tryQuestion: TryQuestion
    guides: GuideStore
    origins: Origins
  }

/** From a name and an address to a chatbot on the owner's website. Each step stands by itself and can be left. */
export const guideRoutes = (deps: Deps) => {
  const { auth, chatbots, chatbotCommands, sources, tryQuestion, guides, origins, team } = deps
  const { readingOf, ideasOf, suggestionsOf, teamOf, sightingsOf } = createGuideView(deps)
  const { begin, reach, readWebsite, allow, allowWhereRead, giveSeat, finish } = createGuideCommands(deps)
  const page = createAdminPage(auth)

  function headOf(id: string, step: GuideStep): GuideHead & { chatbot: Chatbot } {
    const chatbot = chatbots.get(id)
    return { id, name: chatbot.name, step, reached: guides.find(id)?.step ?? "content", chatbot }
  }

  function startPage(frame: AdminFrame, form: FormState, status = 200) {
    const open = guides.listOpen().flatMap(({ chatbotId, step }) => {
      const chatbot = chatbots.find(chatbotId)
      return chatbot ? [{ id: chatbot.id, name: chatbot.name, step }] : []
    })
    const { name, email } = frame.owner
    const asksName = name === nameFrom(email)
    const values = asksName ? { ownName: name, ...form.values } : form.values
    return htmlPage(<GuideStartPage frame={frame} form={{ ...form, values }} open={open} asksName={asksName} />, status)
  }

  const contentPage = (frame: AdminFrame, id: string, form: FormState, status = 200) =>
    htmlPage(
      <GuideContentPage frame={frame} chatbot={headOf(id, "content")} reading={readingOf(id)} form={form} />,
      status,
    )

  const tryPage = (frame: AdminFrame, id: string, answer?: GuideAnswer, error?: string) =>
    htmlPage(
      <GuideTryPage
        frame={frame}
        chatbot={headOf(id, "try")}
        reading={readingOf(id)}
        ideas={ideasOf(id)}
        answer={answer}
        error={error}
      />,
      error ? 400 : 200,
    )

  const looksOf = ({ welcome, appearance }: Chatbot, suggestions: readonly string[]) => ({
    welcome,
    suggestions: suggestions.join("\n"),
    "appearance.color": appearance.color ?? "",
    "appearance.position": appearance.position ?? "",
  })

  function websitePage(request: Request, frame: AdminFrame, id: string, form: FormState, status = 200) {
    const { chatbot, ...head } = headOf(id, "website")
    const own = origins.own(request)
    return htmlPage(
      <GuideWebsitePage
        frame={frame}
        chatbot={head}
        team={teamOf(id)}
        snippet={snippetOf(own, id)}
        isLocal={isOnlyHere(own)}
        ownPage={chatbot.hasPage ? own + ownPagePath(id) : null}
        origins={chatbot.origins}
        sightings={sightingsOf(id)}
        form={form}
      />,
      status,
    )
  }

  return new Elysia({ name: "guide", prefix: "/admin/guide", detail: { hide: true } })
    .get("/", ({ request }) =>
      page(request, (_, frame) => startPage(frame, { values: { locale: preferredLocale(request) } })),
    )
    .post("/", ({ request }) =>
      page(request, (owner, frame) =>
        takeForm(
          request,
          async (form) => {
            const [name, website] = [form.text("name").trim(), form.text("website").trim()]
            const ownName = form.text("ownName").trim()
            if (ownName && ownName !== owner.name) await team.update(owner, owner.id, { name: ownName })
            const id = await begin(owner, { name, website, locale: form.text("locale") || "en" })
            return redirectTo(guidePath(id, "content"))
          },
          ({ errors: { url, origins: wrong, ...rest }, ...refused }, status) => {
            const field = url ?? wrong
            return startPage(frame, { ...refused, errors: { ...rest, ...(field ? { website: field } : {}) } }, status)
          },
        ),
      ),
    )
    .get("/:id/content", ({ request, params }) =>
      page(request, async (_, frame) => {
        await reach(chatbots.get(params.id).id, "content")
        return contentPage(frame, params.id, { values: {} })
      }),
    )
    .post("/:id/read", ({ request, params }) =>
      page(request, (owner, frame) =>
        takeForm(
          request,
          async (form) => {
            await readWebsite(owner, params.id, form.text("website").trim())
            return redirectTo(guidePath(params.id, "content"))
          },
          ({ values, errors, error = "" }, status) =>
            contentPage(frame, params.id, { values, errors: { website: errors.url ?? error } }, status),
        ),
      ),
    )
    .post("/:id/text", ({ request, params }) =>
      page(request, (owner, frame) =>
        takeForm(
          request,
          async (form) => {
            await sources.add(owner, params.id, { kind: "text", text: form.text("text") })
            return done(guidePath(params.id, "content"), "added")
          },
          (refused, status) => contentPage(frame, params.id, refused, status),
        ),
      ),
    )
    .post("/:id/files", ({ request, params }) =>
      page(request, async (owner, frame) => {
        const files = (await readForm(request)).files("file")
        const refused: string[] = files.length === 0 ? ["Choose at least one file."] : []
        for (const file of files) {
          try {
            await sources.add(owner, params.id, await readUpload(file))
          } catch (error) {
            if (!(error instanceof AppError)) throw error
            refused.push(error.message)
          }
        }
        if (refused.length === 0) return done(guidePath(params.id, "content"), "added")
        return contentPage(frame, params.id, { values: {}, errors: { file: refused.join(" ") } }, 400)
      }),
    )
    .get("/:id/try", ({ request, params }) =>
      page(request, async (_, frame) => {
        await reach(chatbots.get(params.id).id, "try")
        return tryPage(frame, params.id)
      }),
    )
    .post("/:id/try", ({ request, params }) =>
      page(request, async (_, frame) => {
        const chatbot = chatbots.get(params.id)
        const question = (await readForm(request)).text("question").trim().slice(0, 2000)
        if (!question) return tryPage(frame, params.id, undefined, "Write a question first.")
        const { outcome, answer, reason, failure } = await tryQuestion(chatbot, question, request.signal)
        return tryPage(frame, params.id, {
          question,
          outcome,
          // Its sources stand below: marks that lead to none would only be asked about.
          html: answer && renderMarkdown(answer.text.replace(/\s*\[\d+\]/g, "")),
          sources: answer?.citations ?? [],
          reason: failure ? `The model failed: ${failure}. Test it under Settings.` : reason,
        })
      }),
    )
    .get("/:id/looks", ({ request, params }) =>
      page(request, async (_, frame) => {
        await reach(chatbots.get(params.id).id, "looks")
        const head = headOf(params.id, "looks")
        const values = looksOf(head.chatbot, await suggestionsOf(head.chatbot, request.signal))
        return htmlPage(<GuideLooksPage frame={frame} chatbot={head} form={{ values }} />)
      }),
    )
    .post("/:id/looks", ({ request, params }) =>
      page(request, (owner, frame) =>
        takeForm(
          request,
          async (form) => {
            await chatbotCommands.update(owner, params.id, {
              welcome: form.text("welcome"),
              suggestions: form.lines("suggestions"),
              appearance: { color: form.text("appearance.color"), position: form.text("appearance.position") },
            })
            return redirectTo(guidePath(params.id, "website"))
          },
          (refused, status) =>
            htmlPage(<GuideLooksPage frame={frame} chatbot={headOf(params.id, "looks")} form={refused} />, status),
        ),
      ),
    )
    .get("/:id/website", ({ request, params }) =>
      page(request, async (owner, frame) => {
        await reach(chatbots.get(params.id).id, "website")
        await allowWhereRead(owner, params.id)
        return websitePage(request, frame, params.id, { values: {} })
      }),
    )
    .post("/:id/allow", ({ request, params }) =>
      page(request, (owner, frame) =>
        takeForm(
          request,
          async (form) => {
            await allow(owner, params.id, form.text("origin"))
            return redirectTo(guidePath(params.id, "website"))
          },
          ({ values, errors, error = "" }, status) =>
            websitePage(request, frame, params.id, { values, errors: { origin: errors.origins ?? error } }, status),
        ),
      ),
    )
    .post("/:id/seat", ({ request, params }) =>
      page(request, (owner, frame) =>
        takeForm(
          request,
          async (form) => {
            await giveSeat(owner, form.text("person"), chatbots.get(params.id).id)
            return redirectTo(guidePath(params.id, "website"))
          },
          (refused, status) => websitePage(request, frame, params.id, { ...refused, values: {} }, status),
        ),
      ),
    )
    .post("/:id/finish", ({ request, params }) =>
      page(request, async () => {
        const { id } = chatbots.get(params.id)
        await finish(id)
        return done("/admin", sightingsOf(id).some(({ isAllowed }) => isAllowed) ? "live" : "ready")
      }),
    )
}

/** The owner's own language is most likely their visitors'. */
function preferredLocale(request: Request): string {
  const wishes = (request.headers.get("accept-language") ?? "").split(",").map((wish) => wish.split(";")[0]!.trim())
  const known = locales.map(({ value }) => value)
  return wishes.map((wish) => spokenLanguage(wish)?.slice(0, 2)).find((wish) => wish && known.includes(wish)) ?? "en"
}
