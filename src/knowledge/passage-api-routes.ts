import { Elysia, t } from "elysia"
import type { Auth } from "../accounts/auth"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import { AppError } from "../errors"
import { ownerDetail as detail } from "../http/call-schema"
import { pageOf, pageQuery } from "../http/paging"
import type { Content } from "./content"
import { type PassageFilter, passageFilters, type TendedPassage } from "./passage-store"

type Deps = { auth: Auth; chatbots: ChatbotStore; content: Content }

const publicPassage = (passage: TendedPassage) => {
  const { id, source, title, headings, questions, text, url, isOff, isPinned, care } = passage
  return {
    id: String(id),
    source: { id: source.id, kind: source.kind, title: source.title },
    ...{ title, headings, questions, text, url: url ?? null, isOff, isPinned },
    isEdited: care !== undefined && care.text !== null,
    /** What the page says now, where that is not what stands here. */
    pageSays: care?.isGone ? "" : (care?.changed ?? null),
    changedAt: new Date(passage.changedAt).toISOString(),
    readAt: passage.readAt === undefined ? null : new Date(passage.readAt).toISOString(),
  }
}

/** Passages one by one, and words that mean the same. */
export const passageApiRoutes = ({ auth, chatbots, content }: Deps) => {
  const { passages, passageCommands, synonyms, synonymCommands, warningsOf } = content
  return new Elysia({ name: "passage-api", prefix: "/api/v1/chatbots/:id" })
    .get(
      "/passages",
      ({ request, params, query }) => {
        auth.owner(request)
        const { id } = chatbots.get(params.id)
        const { source, filter = "", q = "", cursor = "0", limit = 50 } = query
        if (!(passageFilters as readonly string[]).includes(filter))
          throw new AppError("validation", "filter is one of edited, changed, pinned, off.", { field: "filter" })
        if (!/^\d{1,15}$/.test(cursor))
          throw new AppError("validation", "This is not a cursor of this list.", { field: "cursor" })
        const wish = { source, filter: filter as PassageFilter, words: q, after: Number(cursor), limit: limit + 1 }
        const { items, next } = pageOf(passages.list(id, wish), limit, (last) =>
          String(q.trim() ? Number(cursor) + limit : last.id),
        )
        return { items: items.map(publicPassage), next }
      },
      {
        query: t.Object({
          ...pageQuery,
          source: t.Optional(t.String({ maxLength: 100 })),
          filter: t.Optional(t.String({ description: "edited, changed, pinned or off", maxLength: 20 })),
          q: t.Optional(t.String({ maxLength: 200, description: "Words to find: the best passage first" })),
        }),
        ...detail("What it answers from, passage by passage"),
      },
    )
    .get(
      "/passages/warnings",
      ({ request, params }) => {
        auth.owner(request)
        return warningsOf(chatbots.get(params.id).id)
      },
      detail("Passages that contradict each other, are out of date, say next to nothing, or give orders to an AI"),
    )
    .put(
      "/passages/:passage",
      async ({ request, params, body }) => {
        const person = auth.owner(request)
        const id = await passageCommands.change(person, params.id, passageIdOf(params.passage), body)
        return { passage: publicPassage(passages.get(params.id, id)) }
      },
      {
        body: t.Object({
          text: t.Optional(t.String()),
          isOff: t.Optional(t.Boolean()),
          isPinned: t.Optional(t.Boolean()),
        }),
        ...detail("Change a passage's words, switch it off, or have it always considered"),
      },
    )
    .post(
      "/passages/:passage/restore",
      async ({ request, params, set }) => {
        await passageCommands.restore(auth.owner(request), params.id, passageIdOf(params.passage))
        set.status = 204
      },
      detail("The page's own words again"),
    )
    .post(
      "/passages/:passage/keep",
      async ({ request, params, set }) => {
        await passageCommands.keep(auth.owner(request), params.id, passageIdOf(params.passage))
        set.status = 204
      },
      detail("What the page says now was looked at; the owner's words stand"),
    )
    .get(
      "/synonyms",
      ({ request, params }) => {
        auth.owner(request)
        return { items: synonyms.list(chatbots.get(params.id).id), next: null }
      },
      detail("Words that mean the same in this business"),
    )
    .post(
      "/synonyms",
      async ({ request, params, body, set }) => {
        const group = await synonymCommands.add(auth.owner(request), params.id, body.words)
        set.status = 201
        return { group }
      },
      { body: t.Object({ words: t.Array(t.String(), { maxItems: 50 }) }), ...detail("Add words that mean the same") },
    )
    .delete(
      "/synonyms/:group",
      async ({ request, params, set }) => {
        await synonymCommands.remove(auth.owner(request), params.id, params.group)
        set.status = 204
      },
      detail("Delete a group of words"),
    )
}

/** @throws AppError `not_found` */
export function passageIdOf(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new AppError("not_found", "This passage is not there any more.")
  return Number(text)
}
