import { Elysia, t } from "elysia"
import type { Auth } from "../accounts/auth"
import type { Person } from "../accounts/person-store"
import { AppError } from "../errors"
import type { ConversationReader } from "./read-model"
import { fillReply, firstNameOf } from "./reply-placeholders"
import type { StoredReplyCommands } from "./stored-reply-commands"
import type { StoredReply, StoredReplyStore } from "./stored-reply-store"

export type StoredReplyDeps = {
  auth: Auth
  reader: Pick<ConversationReader, "item">
  storedReplies: StoredReplyStore
  replyCommands: StoredReplyCommands
}

const detail = (tag: "Owner" | "Operator", summary: string) => ({ detail: { tags: [tag], summary } })
const change = {
  title: t.String({ description: "What it is found by" }),
  text: t.String({ description: "Markdown; {{name}}, {{operator}} and {{chatbot}} are filled in" }),
  chatbotId: t.Optional(t.Nullable(t.String({ description: "Null: for every chatbot" }))),
}

/** What this operator may put into this conversation, filled in for it. @throws AppError `not_found` */
export function repliesFor(deps: Pick<StoredReplyDeps, "reader" | "storedReplies">, id: string, person: Person) {
  const item = deps.reader.item(id, person.id)
  if (!item) throw new AppError("not_found", "There is no such conversation, or it is not yours to see.")
  const { visitor, chatbot } = item
  const known = { name: firstNameOf(visitor.name), operator: person.name, chatbot: chatbot.name }
  const items = deps.storedReplies
    .listFor(chatbot.id)
    .map((reply) => ({ id: reply.id, title: reply.title, text: fillReply(reply.text, known) }))
  return { item, items }
}

/** Stored replies through the API: owners keep them, operators use them and add what they wrote. */
export const storedReplyApiRoutes = (deps: StoredReplyDeps) => {
  const { auth, storedReplies, replyCommands } = deps
  const shown = ({ createdAt, updatedAt, ...reply }: StoredReply) => ({
    ...reply,
    createdAt: new Date(createdAt).toISOString(),
    updatedAt: new Date(updatedAt).toISOString(),
  })

  return new Elysia({ name: "stored-reply-api", prefix: "/api/v1" })
    .get(
      "/conversations/:id/replies",
      ({ request, params }) => ({ items: repliesFor(deps, params.id, auth.operator(request)).items, next: null }),
      detail("Operator", "The stored replies for this conversation, filled in"),
    )
    .post(
      "/conversations/:id/replies",
      async ({ request, params, body, set }) => {
        const person = auth.operator(request)
        const { item } = repliesFor(deps, params.id, person)
        const reply = await replyCommands.add(person, { ...body, chatbotId: item.chatbot.id })
        set.status = 201
        return { reply: shown(reply) }
      },
      {
        body: t.Object({ title: change.title, text: change.text }),
        ...detail("Operator", "Store a reply for this conversation's chatbot"),
      },
    )
    .get(
      "/replies",
      ({ request }) => {
        auth.owner(request)
        return { items: storedReplies.list().map(shown), next: null }
      },
      detail("Owner", "The stored replies of the team"),
    )
    .post(
      "/replies",
      async ({ request, body, set }) => {
        const reply = await replyCommands.add(auth.owner(request), { ...body, chatbotId: body.chatbotId ?? null })
        set.status = 201
        return { reply: shown(reply) }
      },
      { body: t.Object(change), ...detail("Owner", "Store a reply") },
    )
    .get(
      "/replies/:id",
      ({ request, params }) => {
        auth.owner(request)
        return { reply: shown(storedReplies.get(params.id)) }
      },
      detail("Owner", "One of them"),
    )
    .put(
      "/replies/:id",
      async ({ request, params, body }) => ({
        reply: shown(await replyCommands.update(auth.owner(request), params.id, body)),
      }),
      { body: t.Partial(t.Object(change)), ...detail("Owner", "Change a stored reply") },
    )
    .delete(
      "/replies/:id",
      async ({ request, params, set }) => {
        await replyCommands.remove(auth.owner(request), params.id)
        set.status = 204
      },
      detail("Owner", "Delete a stored reply"),
    )
}
