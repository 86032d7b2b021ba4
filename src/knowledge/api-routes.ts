import { Elysia, t } from "elysia"
import type { Auth } from "../accounts/auth"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import { AppError } from "../errors"
import { ownerDetail as detail } from "../http/call-schema"
import type { Content } from "./content"
import { draftOf } from "./content-draft"
import type { Crawler } from "./crawl"
import { publicContentEffects } from "./effects-api-routes"
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
  content: Pick<Content, "effectsOf" | "effectsOfReading">
}

const words = t.Union([t.Array(t.String({ maxLength: 1000 }), { maxItems: 100 }), t.String({ maxLength: 10_000 })])

const sourceBody = t.Object({
  kind: t.Optional(t.String({ description: "website, text, file or qa", maxLength: 20 })),
  title: t.Optional(t.String({ maxLength: 200 })),
  text: t.Optional(t.String({ description: "Markdown; for text and file" })),
  url: t.Optional(
    t.String({ maxLength: 2000, description: "Where visitors read more; of a website its start or sitemap" }),
  ),
  include: t.Optional(t.Array(t.String(), { description: "Website: only these, such as /help/*" })),
  exclude: t.Optional(t.Array(t.String(), { description: "Website: not these" })),
  maxPages: t.Optional(t.Number({ description: "Website: 200 unless said, 5,000 at most" })),
  maxDepth: t.Optional(t.Number({ description: "Website: links away from the start, 4 unless said" })),
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

const iso = (at: number | undefined) => (at === undefined ? null : new Date(at).toISOString())

/** A website's own: what it was asked for and how far it is; of other kinds nothing. */
function publicWebsite(crawler: Crawler, { id, kind }: Source) {
  const site = kind === "website" ? crawler.websites.find(id) : undefined
  if (!site) return {}
  const { state, startUrl, include, exclude, maxPages, maxDepth, waitUntil, nextAt, startedAt, finishedAt } = site
  return {
    website: {
      ...{ state, startUrl, include, exclude, maxPages, maxDepth },
      ...crawler.progressOf(id),
      waitUntil: iso(waitUntil),
      nextAt: iso(nextAt),
      startedAt: iso(startedAt),
      finishedAt: iso(finishedAt),
    },
  }
}

const pageStates: readonly string[] = ["", "queued", "read", "skipped", "gone"]

/** What a chatbot is trained on. */
export const sourceApiRoutes = ({ auth, chatbots, knowledge, crawler, sources, content }: Deps) => {
  const shown = (source: Source) => ({ ...publicSource(source), ...publicWebsite(crawler, source) })
  return new Elysia({ name: "source-api", prefix: "/api/v1/chatbots/:id" })
    .get(
      "/sources",
      ({ request, params }) => {
        auth.owner(request)
        const { id } = chatbots.get(params.id)
        return { items: knowledge.list(id).map(shown), next: null }
      },
      detail("Content with its status, pages, passages and error"),
    )
    .post(
      "/sources",
      async ({ request, params, query, body, set }) => {
        const person = auth.owner(request)
        const wanted = query.effects
        if (wanted !== undefined && wanted !== "refuse")
          throw new AppError("validation", "effects is refuse, or left out.", { field: "effects" })
        if (body.kind === "website") {
          if (wanted)
            throw new AppError("validation", "What a website would do is known when it was read.", { field: "effects" })
          set.status = 202
          return { source: shown(await sources.addWebsite(person, params.id, { url: "", ...wishOf(body) })) }
        }
        const read = await readBody(body)
        if (wanted) {
          const draft = { added: read.flatMap((each) => draftOf(each) ?? []) }
          const effects = await content.effectsOf(chatbots.get(params.id), draft, [], request.signal)
          if (effects.broken.length > 0)
            throw new AppError("conflict", "Not added: it would break golden questions.", {
              effects: publicContentEffects(effects),
            })
        }
        const added = []
        for (const given of read) added.push(publicSource(await sources.add(person, params.id, given)))
        set.status = 202
        return { source: added[0]!, ...(added.length > 1 ? { sources: added } : {}) }
      },
      {
        body: sourceBody,
        query: t.Object({
          effects: t.Optional(
            t.String({
              description:
                "refuse: what would break golden questions is not added, and the 409 says which, under `effects`",
            }),
          ),
        }),
        ...detail("Add content: a website, a text, a file, or questions with their answer"),
      },
    )
    .get(
      "/sources/:source",
      ({ request, params }) => {
        auth.owner(request)
        const source = knowledge.get(chatbots.get(params.id).id, params.source)
        // A website has a list of its own, page by page: all of its texts at once would hold up whoever is chatting.
        if (source.kind === "website") {
          const golden = content.effectsOfReading(source, crawler.websites.find(source.id)!) ?? null
          return { source: { ...shown(source), golden } }
        }
        return { source: shown(source), documents: knowledge.documentsOf(source.id) }
      },
      {
        detail: {
          tags: ["Owner"],
          summary: "One piece of content with what it was made of",
          description:
            "Of a website `golden` says which golden questions are answered worse since it was read: `asking` until all were asked again.",
        },
      },
    )
    .put(
      "/sources/:source",
      async ({ request, params, body }) => {
        const person = auth.owner(request)
        const { kind } = knowledge.get(chatbots.get(params.id).id, params.source)
        if (kind === "website")
          return { source: shown(await sources.changeWebsite(person, params.id, params.source, wishOf(body))) }
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
    .get(
      "/sources/:source/pages",
      ({ request, params, query }) => {
        auth.owner(request)
        const { source } = sources.getWebsite(chatbots.get(params.id).id, params.source)
        const { state = "", cursor = 0, limit = 100 } = query
        if (!pageStates.includes(state))
          throw new AppError("validation", "state is one of queued, read, skipped, gone.", { field: "state" })
        const found = crawler.websites.listPages(source.id, state as PageState | "", cursor, limit + 1)
        const items = found.slice(0, limit).map((page) => ({
          url: page.url,
          state: page.state,
          reason: page.reason ?? null,
          title: page.title ?? null,
          depth: page.depth,
          readAt: iso(page.readAt),
        }))
        return { items, next: found.length > limit ? String(found[limit - 1]!.id) : null }
      },
      {
        query: t.Object({
          state: t.Optional(t.String()),
          cursor: t.Optional(t.Integer({ minimum: 0 })),
          limit: t.Optional(t.Integer({ minimum: 1, maximum: 500 })),
        }),
        ...detail("The pages of a website: read, skipped and why"),
      },
    )
    .post(
      "/sources/:source/reading",
      async ({ request, params, set }) => {
        set.status = 202
        return { source: shown(await sources.readWebsite(auth.owner(request), params.id, params.source)) }
      },
      detail("Read a website again, or go on where it was paused"),
    )
    .post(
      "/sources/:source/pause",
      async ({ request, params }) => ({
        source: shown(await sources.pauseWebsite(auth.owner(request), params.id, params.source)),
      }),
      detail("Pause the reading of a website"),
    )
    .delete(
      "/sources/:source/reading",
      async ({ request, params }) => ({
        source: shown(await sources.cancelWebsite(auth.owner(request), params.id, params.source)),
      }),
      detail("Cancel the reading of a website; what was read stays"),
    )
}

const wishOf = ({ url, include, exclude, maxPages, maxDepth }: SourceBody): Partial<WebsiteWish> => ({
  ...(url === undefined ? {} : { url }),
  ...(include ? { include } : {}),
  ...(exclude ? { exclude } : {}),
  ...(maxPages === undefined ? {} : { maxPages }),
  ...(maxDepth === undefined ? {} : { maxDepth }),
})

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
    default:
      throw new AppError("validation", "kind is one of website, text, file, qa.", { field: "kind" })
  }
}
