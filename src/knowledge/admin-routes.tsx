import { Elysia } from "elysia"
import { ConfirmPage } from "../../views/admin/confirm"
import { type ContentHead, ContentPage, contentPath, Meaning } from "../../views/admin/content"
import type { FormState } from "../../views/admin/form"
import type { AdminFrame } from "../../views/admin/frame"
import { type NewVersionState, type SourceKind, SourcePage, type UploadState } from "../../views/admin/source"
import { WebsitePage, WebsiteState } from "../../views/admin/website"
import type { AfterReading } from "../../views/admin/website-effects"
import { WebsiteFormPage } from "../../views/admin/website-form"
import type { Auth } from "../accounts/auth"
import type { Person } from "../accounts/person-store"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import { AppError } from "../errors"
import { createAdminPage, done } from "../http/admin-page"
import { type Form, readForm, refusalOf, takeForm } from "../http/form"
import { htmlFragment, htmlPage, redirectTo } from "../http/html"
import { renderMarkdown } from "../messages/render-markdown"
import { cutPage } from "./chunk"
import type { Content } from "./content"
import { draftOf } from "./content-draft"
import { contentHead } from "./content-head"
import type { Crawler } from "./crawl"
import type { Effects } from "./effects"
import { createHeldUploads } from "./held-uploads"
import type { NewSource } from "./index-source"
import type { Knowledge } from "./knowledge"
import { readUpload } from "./read-upload"
import type { SourceCommands } from "./source-commands"
import type { Source } from "./source-store"
import type { PageState, WebsiteWish } from "./website"

type Deps = {
  auth: Auth
  chatbots: ChatbotStore
  knowledge: Knowledge
  crawler: Crawler
  sources: SourceCommands
  content: Content
  now: () => number
  newId: () => string
}

const kinds: readonly string[] = ["text", "file", "qa"] satisfies SourceKind[]
const pagesShown = 100

/** The content of each chatbot, and a box to ask it. */
export const contentAdminRoutes = ({ auth, chatbots, knowledge, crawler, sources, content, now, newId }: Deps) => {
  const page = createAdminPage(auth)
  const held = createHeldUploads({ now, newId })

  const headOf = (chatbotId: string) => contentHead(chatbots, chatbotId)

  function kindOf(text: string): SourceKind {
    if (!kinds.includes(text)) throw new AppError("not_found", "There is nothing at this address.")
    return text as SourceKind
  }

  function stored(source: Source): FormState["values"] {
    const [document] = knowledge.documentsOf(source.id)
    const url = source.url ?? ""
    return source.kind === "qa"
      ? { questions: document?.questions.join("\n") ?? "", answer: document?.text ?? "", url }
      : { title: source.title, text: document?.text ?? "", url }
  }

  /** A list of questions is changed by uploading it again: as one text it would lose its questions. */
  const isList = (source: Source) => source.kind === "file" && source.pages > 1

  function websiteView({ id, title, url, error, passages }: Source) {
    const site = crawler.websites.find(id)!
    const at = (moment: number | undefined) => (moment === undefined ? null : new Date(moment).toISOString())
    return {
      ...{ id, title, passages, startUrl: url ?? site.startUrl, error: error ?? null, state: site.state },
      ...crawler.progressOf(id),
      waitUntil: at(site.waitUntil),
      nextAt: at(site.nextAt),
      finishedAt: at(site.finishedAt),
    }
  }

  /** What the reading did to the golden questions, and of each that is worse the piece that it is answered from now. */
  async function afterReading(source: Source): Promise<AfterReading | undefined> {
    const found = content.effectsOfReading(source, crawler.websites.find(source.id)!)
    if (found?.state !== "asked" || found.worse.length === 0) return found
    await knowledge.readQuestions(
      source.chatbotId,
      found.worse.map(({ question }) => question),
    )
    const worse = found.worse.map((each) => {
      const [first] = knowledge.retrieve(source.chatbotId, each.question, 1).passages
      const passage = first && content.passages.find(source.chatbotId, first.id)
      return { ...each, piece: passage?.source.id === source.id ? passage.id : null }
    })
    return { ...found, worse }
  }

  /** A page of the list of pages, as the address asks for it. */
  function listOf(id: string, request: Request) {
    const asked = new URL(request.url).searchParams
    const given = asked.get("show") ?? ""
    const show = (["read", "skipped", "queued", "gone"].includes(given) ? given : "") as PageState | ""
    const after = Number(asked.get("after")) || 0
    const found = crawler.websites.listPages(id, show, after, pagesShown + 1)
    const rows = found.slice(0, pagesShown).map(({ url, title, state, reason }) => ({
      ...{ url, state },
      title: title ?? null,
      reason: reason ?? null,
    }))
    return { show, rows, next: found.length > pagesShown ? String(found[pagesShown - 1]!.id) : null }
  }

  const sourceView = (source: Source) => ({
    id: source.id,
    title: source.title,
    passages: knowledge.passagesOfSource(source.id).map(({ headings, text }) => ({
      title: headings,
      html: renderMarkdown(text),
    })),
  })

  /** Each file by itself: a wrong one does not hold up the others. */
  async function readFiles(files: File[]) {
    const read: NewSource[] = []
    const refused: string[] = []
    for (const file of files) {
      try {
        read.push(await readUpload(file))
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        refused.push(error.message)
      }
    }
    return { read, refused }
  }

  /** What new content would do, if that is worth a thought before it is there. */
  async function effectsOfNew(
    chatbotId: string,
    given: readonly NewSource[],
    replaces: string | undefined,
    it: Request,
  ) {
    const added = given.flatMap((each) => draftOf(each) ?? [])
    if (added.length === 0) return undefined
    const effects = await content.effectsOf(chatbots.get(chatbotId), { added, replaces }, [], it.signal)
    return effects.isSerious ? effects : undefined
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

  /** Files are tried on the golden questions first; those that would break some wait for a second yes. */
  async function addFiles(owner: Person, chatbot: ContentHead, request: Request, form: Form, frame: AdminFrame) {
    const again = (files: Partial<UploadState>, errors: Record<string, string> = {}, status = 400) => {
      const error = files.added?.length || files.waiting ? "Not every file was taken." : undefined
      const state = { values: {}, errors, ...(errors.file && error ? { error } : {}) }
      return htmlPage(<SourcePage {...{ frame, chatbot, files }} kind="file" form={state} />, status)
    }
    const files = form.files("file")
    const token = form.text("held")
    const second = files.length === 0 && token ? held.take(token, owner.id, chatbot.id) : undefined
    if (!second && files.length === 0) {
      const isLate = token !== ""
      return again(
        {},
        { file: isLate ? "That was too long ago. Choose the files again." : "Choose at least one file." },
      )
    }
    const { read, refused } = second ? { read: second, refused: [] as string[] } : await readFiles(files)
    const errors = (): Record<string, string> => (refused.length > 0 ? { file: refused.join("\n") } : {})
    const effects = second ? undefined : await effectsOfNew(chatbot.id, read, undefined, request)
    if (effects) {
      const titles = read.map(titleOfSource)
      const waiting = { token: held.hold({ ownerId: owner.id, place: chatbot.id, sources: read }), titles, effects }
      return again({ waiting }, errors(), refused.length > 0 ? 400 : 200)
    }
    const added: string[] = []
    for (const given of read) {
      try {
        added.push((await sources.add(owner, chatbot.id, given)).title)
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        refused.push(`${titleOfSource(given)}: ${error.message}`)
      }
    }
    return refused.length > 0 ? again({ added }, errors()) : done(contentPath(chatbot.id), "added")
  }

  const turn =
    (act: SourceCommands["readWebsite"]) =>
    ({ request, params }: { request: Request; params: { id: string; source: string } }) =>
      page(request, async (owner) => {
        const { id } = await act(owner, params.id, params.source)
        return redirectTo(`${contentPath(params.id)}/${encodeURIComponent(id)}`)
      })

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
        const found = words ? knowledge.retrieve(chatbot.id, words, 8).passages.filter(({ score }) => score > 0) : []
        const search = words && {
          words,
          found: found.map(({ title, headings, text }) => ({
            title: headings ? `${title} › ${headings}` : title,
            html: renderMarkdown(text),
          })),
        }
        const rows = knowledge.list(chatbot.id).map((source) => {
          const { id, kind, title, status, error, pages, passages, updatedAt } = source
          const site = kind === "website" ? crawler.websites.find(id) : undefined
          const after = site && content.effectsOfReading(source, site)
          return {
            ...{ id, kind, title, status, pages, passages },
            error: error ?? null,
            worse: after?.state === "asked" ? after.worse.length : 0,
            updatedAt: new Date(updatedAt).toISOString(),
          }
        })
        return htmlPage(
          <ContentPage
            frame={frame}
            chatbot={chatbot}
            sources={rows}
            now={now()}
            meaning={knowledge.embeddingOf(chatbot.id)}
            search={search || undefined}
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
            return redirectTo(`${contentPath(chatbot.id)}/${encodeURIComponent(id)}`)
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
            return done(`${contentPath(chatbot.id)}/${encodeURIComponent(source.id)}`, "saved")
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
        const path = contentPath(chatbot.id)
        const list = listOf(source.id, request)
        const shown = { path, website: websiteView(source), list, after: await afterReading(source), now: now() }
        const answer = htmlFragment(<WebsiteState {...shown} />)
        // The acts beside the heading are others now.
        const wasReading = new URL(request.url).searchParams.has("reading")
        if (wasReading && site.state !== "reading") answer.headers.set("hx-refresh", "true")
        return answer
      }),
    )
    .post("/chatbots/:id/content/:source/reading", turn(sources.readWebsite))
    .post("/chatbots/:id/content/:source/pause", turn(sources.pauseWebsite))
    .post("/chatbots/:id/content/:source/cancel", turn(sources.cancelWebsite))

    .get("/chatbots/:id/content/new/:kind", ({ request, params }) =>
      page(request, (_, frame) => {
        const questions = new URL(request.url).searchParams.get("question")?.slice(0, 1000) ?? ""
        const form = { values: { questions } }
        return htmlPage(<SourcePage frame={frame} chatbot={headOf(params.id)} kind={kindOf(params.kind)} form={form} />)
      }),
    )
    .post("/chatbots/:id/content/new/:kind", ({ request, params }) =>
      page(request, async (owner, frame) => {
        const chatbot = headOf(params.id)
        const kind = kindOf(params.kind)
        const form = await readForm(request)
        const again = (form: FormState, status: number, effects?: Effects) =>
          htmlPage(<SourcePage {...{ frame, chatbot, kind, form, effects }} />, status)
        if (kind === "file") return addFiles(owner, chatbot, request, form, frame)
        try {
          const given = sourceOf(kind, form)
          const effects = await effectsFor(chatbot.id, given, form, undefined, request.signal)
          if (effects) return again({ values: form.values() }, 200, effects)
          await sources.add(owner, chatbot.id, given)
          return done(contentPath(chatbot.id), "added")
        } catch (error) {
          const { status, ...refused } = refusalOf(error)
          return again({ values: form.values(), ...refused }, status)
        }
      }),
    )

    .get("/chatbots/:id/content/:source", ({ request, params }) =>
      page(request, async (_, frame) => {
        const chatbot = headOf(params.id)
        const source = knowledge.get(chatbot.id, params.source)
        if (source.kind === "website") {
          const list = listOf(source.id, request)
          const after = await afterReading(source)
          const website = websiteView(source)
          return htmlPage(<WebsitePage {...{ frame, chatbot, website, list, after, now: now() }} />)
        }
        const kind = source.kind === "qa" ? "qa" : "text"
        return htmlPage(
          <SourcePage
            frame={frame}
            chatbot={chatbot}
            kind={kind}
            isFixed={isList(source)}
            form={{ values: stored(source) }}
            source={sourceView(source)}
            newVersion={source.kind === "file" ? {} : undefined}
          />,
        )
      }),
    )
    .post("/chatbots/:id/content/:source", ({ request, params }) =>
      page(request, async (owner, frame) => {
        const chatbot = headOf(params.id)
        const source = knowledge.get(chatbot.id, params.source)
        if (source.kind === "website" || isList(source))
          throw new AppError("conflict", "This is changed where it came from: it cannot be written here.")
        const form = await readForm(request)
        const kind = source.kind === "qa" ? "qa" : "text"
        try {
          const given = sourceOf(kind, form)
          const effects = await effectsFor(chatbot.id, given, form, source.id, request.signal)
          if (effects) {
            const shown = { frame, chatbot, kind, effects, form: { values: form.values() } } as const
            return htmlPage(<SourcePage {...shown} source={sourceView(source)} />)
          }
          await sources.replace(
            owner,
            chatbot.id,
            source.id,
            source.kind === "file" ? ({ ...given, kind: "file" } as NewSource) : given,
          )
          return done(`${contentPath(chatbot.id)}/${encodeURIComponent(source.id)}`, "saved")
        } catch (error) {
          const { status, ...refused } = refusalOf(error)
          const state = { values: form.values(), ...refused }
          return htmlPage(
            <SourcePage frame={frame} chatbot={chatbot} kind={kind} form={state} source={sourceView(source)} />,
            status,
          )
        }
      }),
    )
    .post("/chatbots/:id/content/:source/file", ({ request, params }) =>
      page(request, async (owner, frame) => {
        const chatbot = headOf(params.id)
        const source = knowledge.get(chatbot.id, params.source)
        if (source.kind !== "file") throw new AppError("conflict", "This content did not come from a file.")
        const again = (newVersion: NewVersionState, status = 200) =>
          htmlPage(
            <SourcePage
              {...{ frame, chatbot, newVersion }}
              kind="text"
              isFixed={isList(source)}
              form={{ values: stored(source) }}
              source={sourceView(source)}
            />,
            status,
          )
        const form = await readForm(request)
        const [file] = form.files("file")
        const token = form.text("held")
        const [second] = (!file && token && held.take(token, owner.id, source.id)) || []
        if (!file && !second)
          return again({ error: token ? "That was too long ago. Choose the file again." : "Choose the file." }, 400)
        try {
          const given = second ?? (await readUpload(file!))
          const effects = second ? undefined : await effectsOfNew(chatbot.id, [given], source.id, request)
          if (effects) {
            const waiting = held.hold({ ownerId: owner.id, place: source.id, sources: [given] })
            return again({ waiting: { token: waiting, titles: [titleOfSource(given)], effects } })
          }
          await sources.replace(owner, chatbot.id, source.id, { ...given, ...(source.url ? { url: source.url } : {}) })
          return done(`${contentPath(chatbot.id)}/${encodeURIComponent(source.id)}`, "saved")
        } catch (error) {
          const { status, errors, error: whole } = refusalOf(error)
          return again({ error: errors.file ?? whole ?? Object.values(errors)[0] ?? "" }, status)
        }
      }),
    )
    .get("/chatbots/:id/content/:source/delete", ({ request, params }) =>
      page(request, async (_, frame) => {
        const chatbot = headOf(params.id)
        const { id, title } = knowledge.get(chatbot.id, params.source)
        const without = knowledge.passagesOfSource(id).map((passage) => passage.id)
        const effects = await content.effectsOf(chatbots.get(chatbot.id), { without }, [], request.signal)
        const broken = effects.broken.map(({ question }) => `“${question}”`)
        const path = `${contentPath(chatbot.id)}/${encodeURIComponent(id)}`
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

const titleOfSource = (given: NewSource): string =>
  given.kind === "qa"
    ? (given.questions[0] ?? "")
    : given.title || ("text" in given && cutPage(given.text).title) || "A file"

/** Saved anyway holds for what was looked at, not for what was typed since. */
const confirmation = (form: Form) => `${form.text("questions")}\n${form.text("answer")}${form.text("text")}`

const wishOf = (form: Form): WebsiteWish => ({
  url: form.text("url"),
  include: form.lines("include"),
  exclude: form.lines("exclude"),
  maxPages: numberOf(form.text("maxPages")),
  maxDepth: numberOf(form.text("maxDepth")),
})

/** Left empty: as usual. What is no number is refused with the others. */
const numberOf = (text: string) => (text.trim() ? Number(text.replaceAll(",", "")) : undefined)

function sourceOf(kind: "text" | "qa", form: Form): NewSource {
  const url = form.text("url")
  if (kind === "qa") return { kind, questions: form.lines("questions"), answer: form.text("answer"), url }
  const title = form.text("title").trim()
  return { kind, text: form.text("text"), url, ...(title ? { title } : {}) }
}
