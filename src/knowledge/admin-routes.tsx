import { Elysia } from "elysia"
import { ConfirmPage } from "../../views/admin/confirm"
import { ContentPage, contentPath, Meaning, type SourceRow, sourcePath } from "../../views/admin/content"
import type { FormState } from "../../views/admin/form"
import { SourcePage } from "../../views/admin/source"
import { WebsitePage } from "../../views/admin/website"
import type { Auth } from "../accounts/auth"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import { AppError } from "../errors"
import { createAdminPage, done } from "../http/admin-page"
import { type Form, takeForm } from "../http/form"
import { htmlFragment, htmlPage, redirectTo } from "../http/html"
import { renderMarkdown } from "../messages/render-markdown"
import type { Content } from "./content"
import { draftOf } from "./content-draft"
import { contentHead } from "./content-head"
import type { Crawler } from "./crawl"
import type { Effects } from "./effects"
import type { NewSource } from "./index-source"
import type { Knowledge } from "./knowledge"
import type { SourceCommands } from "./source-commands"
import type { Source } from "./source-store"
import { createSourceView, isList } from "./source-view"
import { createWebsiteView } from "./website-view"

type Deps = {
  auth: Auth
  chatbots: ChatbotStore
  knowledge: Knowledge
  crawler: Crawler
  sources: SourceCommands
  content: Content
  now: () => number
}

type WrittenKind = "text" | "qa"

/** The content of each chatbot: the list with a box to search it, and what is written by hand. */
export const contentAdminRoutes = ({ auth, chatbots, knowledge, crawler, sources, content, now }: Deps) => {
  const page = createAdminPage(auth)
  const { valuesOf, viewOf } = createSourceView(knowledge)
  const websiteView = createWebsiteView({ knowledge, crawler, content })
  const headOf = (chatbotId: string) => contentHead(chatbots, chatbotId)

  function kindOf(text: string): WrittenKind {
    if (text !== "text" && text !== "qa") throw new AppError("not_found", "There is nothing at this address.")
    return text
  }

  /** What is found by these words, as visitors would find it. */
  function searchFor(chatbotId: string, words: string) {
    const found = knowledge.retrieve(chatbotId, words, 8).passages.filter(({ score }) => score > 0)
    return {
      words,
      found: found.map(({ title, headings, text }) => ({
        title: headings ? `${title} › ${headings}` : title,
        html: renderMarkdown(text),
      })),
    }
  }

  function rowOf(source: Source): SourceRow {
    const { id, kind, title, status, error, pages, passages, updatedAt } = source
    const site = kind === "website" ? crawler.websites.find(id) : undefined
    const after = site && content.effectsOfReading(source, site)
    return {
      ...{ id, kind, title, status, pages, passages },
      error: error ?? null,
      worse: after?.state === "asked" ? after.worse.length : 0,
      updatedAt: new Date(updatedAt).toISOString(),
    }
  }

  /** What an answer or a text would do, where it is asked for or is worth a thought before it is saved. */
  async function effectsFor(
    chatbotId: string,
    given: NewSource,
    form: Form,
    replaces: string | undefined,
    signal: AbortSignal,
  ): Promise<Effects | undefined> {
    const isConfirmed = form.text("confirmed") === confirmation(form)
    const isTried = form.text("act") === "try"
    if (isConfirmed && !isTried) return undefined
    const draft = draftOf(given)
    if (!draft) return undefined
    const asked = isTried && given.kind === "qa" ? given.questions.slice(0, 1) : []
    const change = { added: draft, replaces }
    const effects = await content.effectsOf(chatbots.get(chatbotId), change, asked, signal)
    return effects.isSerious || isTried ? effects : undefined
  }

  return new Elysia({ name: "content-admin", prefix: "/admin", detail: { hide: true } })
    .get("/content", ({ request }) =>
      page(request, () => {
        const [first] = chatbots.list()
        return redirectTo(first ? contentPath(first.id) : "/admin/chatbots/new")
      }),
    )
    .get("/chatbots/:id/content", ({ request, params }) =>
      page(request, async (_, frame) => {
        const chatbot = headOf(params.id)
        const words = new URL(request.url).searchParams.get("q")?.trim().slice(0, 200) ?? ""
        await knowledge.readQuestions(chatbot.id, [words])
        return htmlPage(
          <ContentPage
            frame={frame}
            chatbot={chatbot}
            sources={knowledge.list(chatbot.id).map(rowOf)}
            now={now()}
            meaning={knowledge.embeddingOf(chatbot.id)}
            search={words ? searchFor(chatbot.id, words) : undefined}
          />,
        )
      }),
    )

    .get("/chatbots/:id/content/meaning", ({ request, params }) =>
      page(request, () => {
        const { id } = headOf(params.id)
        const meaning = knowledge.embeddingOf(id)
        return htmlFragment(meaning ? <Meaning path={contentPath(id)} meaning={meaning} now={now()} /> : <div />)
      }),
    )
    .get("/chatbots/:id/content/new/:kind", ({ request, params }) =>
      page(request, (_, frame) => {
        const questions = new URL(request.url).searchParams.get("question")?.slice(0, 1000) ?? ""
        const form = { values: { questions } }
        return htmlPage(<SourcePage frame={frame} chatbot={headOf(params.id)} kind={kindOf(params.kind)} form={form} />)
      }),
    )
    .post("/chatbots/:id/content/new/:kind", ({ request, params }) =>
      page(request, (owner, frame) => {
        const chatbot = headOf(params.id)
        const kind = kindOf(params.kind)
        const again = (form: FormState, status: number, effects?: Effects) =>
          htmlPage(<SourcePage {...{ frame, chatbot, kind, form, effects }} />, status)
        return takeForm(
          request,
          async (form) => {
            const given = sourceOf(kind, form)
            const effects = await effectsFor(chatbot.id, given, form, undefined, request.signal)
            if (effects) return again({ values: form.values() }, 200, effects)
            await sources.add(owner, chatbot.id, given)
            return done(contentPath(chatbot.id), "added")
          },
          (refused, status) => again(refused, status),
        )
      }),
    )

    .get("/chatbots/:id/content/:source", ({ request, params }) =>
      page(request, async (_, frame) => {
        const chatbot = headOf(params.id)
        const source = knowledge.get(chatbot.id, params.source)
        if (source.kind === "website") {
          const shown = await websiteView(source, new URL(request.url).searchParams)
          return htmlPage(<WebsitePage {...{ frame, chatbot, ...shown, now: now() }} />)
        }
        const kind = source.kind === "qa" ? "qa" : "text"
        return htmlPage(
          <SourcePage
            frame={frame}
            chatbot={chatbot}
            kind={kind}
            isFixed={isList(source)}
            form={{ values: valuesOf(source) }}
            source={viewOf(source)}
            newVersion={source.kind === "file" ? {} : undefined}
          />,
        )
      }),
    )
    .post("/chatbots/:id/content/:source", ({ request, params }) =>
      page(request, (owner, frame) => {
        const chatbot = headOf(params.id)
        const source = knowledge.get(chatbot.id, params.source)
        if (source.kind === "website" || isList(source))
          throw new AppError("conflict", "This is changed where it came from: it cannot be written here.")
        const kind = source.kind === "qa" ? "qa" : "text"
        const again = (form: FormState, status: number, effects?: Effects) =>
          htmlPage(<SourcePage {...{ frame, chatbot, kind, form, effects }} source={viewOf(source)} />, status)
        return takeForm(
          request,
          async (form) => {
            const given = sourceOf(kind, form)
            const effects = await effectsFor(chatbot.id, given, form, source.id, request.signal)
            if (effects) return again({ values: form.values() }, 200, effects)
            await sources.replace(
              owner,
              chatbot.id,
              source.id,
              source.kind === "file" ? ({ ...given, kind: "file" } as NewSource) : given,
            )
            return done(sourcePath(chatbot.id, source.id), "saved")
          },
          (refused, status) => again(refused, status),
        )
      }),
    )
    .get("/chatbots/:id/content/:source/delete", ({ request, params }) =>
      page(request, async (_, frame) => {
        const chatbot = headOf(params.id)
        const { id, title } = knowledge.get(chatbot.id, params.source)
        const without = knowledge.passagesOfSource(id).map((passage) => passage.id)
        const effects = await content.effectsOf(chatbots.get(chatbot.id), { without }, [], request.signal)
        const broken = effects.broken.map(({ question }) => `“${question}”`)
        const path = sourcePath(chatbot.id, id)
        return htmlPage(
          <ConfirmPage
            frame={frame}
            section="content"
            title={`Delete “${title}”?`}
            action={`${path}/delete`}
            back={{ href: path, label: title }}
            word="Delete"
          >
            <p>{chatbot.name} no longer answers from it. Conversations that quoted it keep their words.</p>
            {broken.length > 0 ? (
              <p>
                <strong>This would break golden questions:</strong> {broken.join(", ")}.
              </p>
            ) : null}
          </ConfirmPage>,
        )
      }),
    )
    .post("/chatbots/:id/content/:source/delete", ({ request, params }) =>
      page(request, async (owner) => {
        await sources.remove(owner, params.id, params.source)
        return done(contentPath(params.id), "deleted")
      }),
    )
}

/** Saved anyway holds for what was looked at, not for what was typed since. */
const confirmation = (form: Form) => `${form.text("questions")}\n${form.text("answer")}${form.text("text")}`

function sourceOf(kind: WrittenKind, form: Form): NewSource {
  const url = form.text("url")
  if (kind === "qa") return { kind, questions: form.lines("questions"), answer: form.text("answer"), url }
  const title = form.text("title").trim()
  return { kind, text: form.text("text"), url, ...(title ? { title } : {}) }
}
