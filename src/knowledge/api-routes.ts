import { Elysia, t } from "elysia"
import type { Auth } from "../accounts/auth"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import { AppError } from "../errors"
import type { NewSource } from "./index-source"
import type { Knowledge } from "./knowledge"
import { readUpload } from "./read-upload"
import type { SourceCommands } from "./source-commands"
import type { Source } from "./source-store"

type Deps = { auth: Auth; chatbots: ChatbotStore; knowledge: Knowledge; sources: SourceCommands }

const detail = (summary: string) => ({ detail: { tags: ["Owner"], summary } })
const words = t.Union([t.Array(t.String({ maxLength: 1000 }), { maxItems: 100 }), t.String({ maxLength: 10_000 })])

const sourceBody = t.Object({
  kind: t.Optional(t.String({ description: "text, file or qa", maxLength: 20 })),
  title: t.Optional(t.String({ maxLength: 200 })),
  text: t.Optional(t.String({ description: "Markdown; for text and file" })),
  url: t.Optional(t.String({ maxLength: 2000, description: "Where visitors read more" })),
  questions: t.Optional(words),
  question: t.Optional(t.String({ maxLength: 1000 })),
  answer: t.Optional(t.String({ maxLength: 20_000 })),
  file: t.Optional(
    t.Files({ description: "multipart/form-data: one or more files: PDF, Word, HTML, Markdown, text, CSV" }),
  ),
})
type SourceBody = typeof sourceBody.static

export const publicSource = ({ chatbotId: _, ...source }: Source) => ({
  ...source,
  url: source.url ?? null,
  error: source.error ?? null,
  createdAt: new Date(source.createdAt).toISOString(),
  updatedAt: new Date(source.updatedAt).toISOString(),
})

/** What a chatbot is trained on. */
export const sourceApiRoutes = ({ auth, chatbots, knowledge, sources }: Deps) =>
  new Elysia({ name: "source-api", prefix: "/api/v1/chatbots/:id" })
    .get(
      "/sources",
      ({ request, params }) => {
        auth.owner(request)
        const { id } = chatbots.get(params.id)
        return { items: knowledge.list(id).map(publicSource), next: null }
      },
      detail("Content with its status, pages, passages and error"),
    )
    .post(
      "/sources",
      async ({ request, params, body, set }) => {
        const person = auth.owner(request)
        const added = []
        for (const given of await readBody(body)) added.push(publicSource(await sources.add(person, params.id, given)))
        set.status = 202
        return { source: added[0]!, ...(added.length > 1 ? { sources: added } : {}) }
      },
      { body: sourceBody, ...detail("Add content: a text, a file, or questions with their answer") },
    )
    .get(
      "/sources/:source",
      ({ request, params }) => {
        auth.owner(request)
        const source = knowledge.get(chatbots.get(params.id).id, params.source)
        return { source: publicSource(source), documents: knowledge.documentsOf(source.id) }
      },
      detail("One piece of content with what it was made of"),
    )
    .put(
      "/sources/:source",
      async ({ request, params, body }) => {
        const person = auth.owner(request)
        const { kind } = knowledge.get(chatbots.get(params.id).id, params.source)
        const [given, ...more] = await readBody({ ...body, kind: body.kind ?? kind })
        if (!given || more.length > 0)
          throw new AppError("validation", "One file takes the place of one piece of content.", { field: "file" })
        return { source: publicSource(await sources.replace(person, params.id, params.source, given)) }
      },
      { body: sourceBody, ...detail("Replace a piece of content") },
    )
    .delete(
      "/sources/:source",
      async ({ request, params, set }) => {
        await sources.remove(auth.owner(request), params.id, params.source)
        set.status = 204
      },
      detail("Delete a piece of content"),
    )

/** Each file is read before the first is added: of a list with a wrong one, none is kept. */
async function readBody(body: SourceBody): Promise<NewSource[]> {
  const { title, url, text = "", questions, question, answer = "", file } = body
  const named = { ...(title ? { title } : {}), ...(url ? { url } : {}) }
  if (file && file.length > 0) {
    const read = await Promise.all(file.map(readUpload))
    return read.length === 1 ? [{ ...read[0]!, ...named } as NewSource] : read
  }
  switch (body.kind ?? "text") {
    case "text":
    case "file":
      return [{ kind: body.kind === "file" ? "file" : "text", text, ...named }]
    case "qa": {
      const asked = typeof questions === "string" ? questions.split("\n") : (questions ?? [])
      return [{ kind: "qa", questions: question ? [question, ...asked] : asked, answer, ...(url ? { url } : {}) }]
    }
    case "website":
      throw new AppError("validation", "Reading a website is not available yet. Add its texts as files.", {
        field: "kind",
      })
    default:
      throw new AppError("validation", "kind is one of text, file, qa.", { field: "kind" })
  }
}
