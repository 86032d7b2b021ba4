import { Elysia } from "elysia"
import { type ContentHead, contentPath, sourcePath } from "../../views/admin/content"
import type { AdminFrame } from "../../views/admin/frame"
import { type NewVersionState, SourcePage, type UploadState } from "../../views/admin/source"
import type { Auth } from "../accounts/auth"
import type { Person } from "../accounts/person-store"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import { AppError } from "../errors"
import { createAdminPage, done } from "../http/admin-page"
import { type Form, readForm, refusalOf } from "../http/form"
import { htmlPage } from "../http/html"
import { cutPage } from "./chunk"
import type { Content } from "./content"
import { draftOf } from "./content-draft"
import { contentHead } from "./content-head"
import { createHeldUploads } from "./held-uploads"
import type { NewSource } from "./index-source"
import type { Knowledge } from "./knowledge"
import { readUpload } from "./read-upload"
import type { SourceCommands } from "./source-commands"
import { createSourceView, isList } from "./source-view"

type Deps = {
  auth: Auth
  chatbots: ChatbotStore
  knowledge: Knowledge
  sources: SourceCommands
  content: Pick<Content, "effectsOf">
  now: () => number
  newId: () => string
}

/** Files as content: new ones, and new versions of what was uploaded before. */
export const fileAdminRoutes = ({ auth, chatbots, knowledge, sources, content, now, newId }: Deps) => {
  const page = createAdminPage(auth)
  const held = createHeldUploads({ now, newId })
  const { valuesOf, viewOf } = createSourceView(knowledge)
  const headOf = (chatbotId: string) => contentHead(chatbots, chatbotId)

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
    request: Request,
  ) {
    const added = given.flatMap((each) => draftOf(each) ?? [])
    if (added.length === 0) return undefined
    const effects = await content.effectsOf(chatbots.get(chatbotId), { added, replaces }, [], request.signal)
    return effects.isSerious ? effects : undefined
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

  return new Elysia({ name: "file-admin", prefix: "/admin", detail: { hide: true } })
    .get("/chatbots/:id/content/new/file", ({ request, params }) =>
      page(request, (_, frame) =>
        htmlPage(<SourcePage frame={frame} chatbot={headOf(params.id)} kind="file" form={{ values: {} }} />),
      ),
    )
    .post("/chatbots/:id/content/new/file", ({ request, params }) =>
      page(request, async (owner, frame) =>
        addFiles(owner, headOf(params.id), request, await readForm(request), frame),
      ),
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
              form={{ values: valuesOf(source) }}
              source={viewOf(source)}
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
          return done(sourcePath(chatbot.id, source.id), "saved")
        } catch (error) {
          const { status, errors, error: whole } = refusalOf(error)
          return again({ error: errors.file ?? whole ?? Object.values(errors)[0] ?? "" }, status)
        }
      }),
    )
}

const titleOfSource = (given: NewSource): string =>
  given.kind === "qa"
    ? (given.questions[0] ?? "")
    : given.title || ("text" in given && cutPage(given.text).title) || "A file"
