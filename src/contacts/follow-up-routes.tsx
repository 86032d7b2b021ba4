import { Elysia, t } from "elysia"
import { FollowUpsPage } from "../../views/operator/follow-ups"
import type { Auth } from "../accounts/auth"
import type { Person, PersonStore } from "../accounts/person-store"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { ConversationStore } from "../conversations/conversation-store"
import { AppError } from "../errors"
import { htmlPage, redirectTo } from "../http/html"
import { asPage } from "../http/page-request"
import { themeOf } from "../http/theme"
import type { ContactStore } from "./contact-store"
import type { FollowUp, FollowUpStore } from "./follow-up-store"
import type { FollowUpCommands } from "./follow-ups"

type Deps = {
  auth: Auth
  people: PersonStore
  chatbots: ChatbotStore
  contacts: ContactStore
  conversations: ConversationStore
  followUps: FollowUpStore
  commands: FollowUpCommands
  now: () => number
}

const path = "/operator/follow-ups"
const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())
const detail = (summary: string) => ({ detail: { tags: ["Operator"], summary } })

/** The tasks of a desk: a list for operators, and the same as an API. */
export const followUpRoutes = (deps: Deps) => {
  const { auth, people, chatbots, contacts, conversations, followUps, commands, now } = deps

  const shown = (it: FollowUp) => {
    const contact = it.contactId ? contacts.find(it.contactId) : undefined
    return {
      id: it.id,
      chatbot: { id: it.chatbotId, name: chatbots.find(it.chatbotId)?.name ?? "" },
      conversationId: it.conversationId,
      contact: contact ? { name: contact.name, email: contact.email, phone: contact.phone } : null,
      owner: it.ownerId ? { id: it.ownerId, name: people.find(it.ownerId)?.name ?? "" } : null,
      text: it.text,
      dueAt: iso(it.dueAt)!,
      createdAt: iso(it.createdAt)!,
      doneAt: iso(it.doneAt),
      doneBy: it.doneBy ? (people.find(it.doneBy)?.name ?? null) : null,
    }
  }

  const page = (request: Request, act: (person: Person) => Response | Promise<Response>) =>
    asPage(request, "/operator", () => act(auth.operator(request)))

  return new Elysia({ name: "follow-ups" })
    .get(
      "/api/v1/follow-ups",
      ({ request, query }) => {
        const person = auth.operator(request)
        const found = query.state === "done" ? followUps.listDone(person.id) : followUps.listOpen(person.id)
        return { items: found.map(shown), next: null }
      },
      {
        query: t.Object({ state: t.Optional(t.Union([t.Literal("open"), t.Literal("done")])) }),
        ...detail("Follow-ups: those due first come first"),
      },
    )
    .post(
      "/api/v1/follow-ups",
      async ({ request, body, set }) => {
        const person = auth.operator(request)
        const conversation = conversations.getForOperator(body.conversationId, person.id)
        const dueAt = body.dueAt === undefined ? now() + 24 * 3600_000 : Date.parse(body.dueAt)
        if (!Number.isFinite(dueAt)) throw new AppError("validation", "Write a time in ISO 8601.", { field: "dueAt" })
        set.status = 201
        return {
          followUp: shown(
            await commands.addByOperator(person, {
              chatbotId: conversation.chatbotId,
              conversationId: conversation.id,
              contactId: null,
              text: body.text,
              dueAt,
              ownerId: body.ownerId,
            }),
          ),
        }
      },
      {
        body: t.Object({
          conversationId: t.String(),
          text: t.String(),
          dueAt: t.Optional(t.String()),
          ownerId: t.Optional(t.String()),
        }),
        ...detail("Note something to be done"),
      },
    )
    .post(
      "/api/v1/follow-ups/:id/done",
      async ({ request, params, body }) => ({
        followUp: shown(await commands.mark(params.id, auth.operator(request), body?.done ?? true)),
      }),
      {
        body: t.Optional(t.Nullable(t.Object({ done: t.Optional(t.Boolean()) }))),
        ...detail("Mark it done; {done: false} opens it again"),
      },
    )

    .get(
      path,
      ({ request, query }) =>
        page(request, (person) =>
          htmlPage(
            <FollowUpsPage
              theme={themeOf(request)}
              open={followUps.listOpen(person.id).map(shown)}
              done={followUps.listDone(person.id, 20).map(shown)}
              marked={query.marked}
              viewerId={person.id}
              now={now()}
            />,
          ),
        ),
      { query: t.Object({ marked: t.Optional(t.String()) }), detail: { hide: true } },
    )
    .post(
      `${path}/:id/done`,
      ({ request, params, body }) =>
        page(request, async (person) => {
          const isDone = body?.done !== "false"
          await commands.mark(params.id, person, isDone)
          return redirectTo(isDone ? `${path}?marked=${encodeURIComponent(params.id)}` : path)
        }),
      { body: t.Optional(t.Nullable(t.Object({ done: t.Optional(t.String()) }))), detail: { hide: true } },
    )
}
