import { Elysia, t } from "elysia"
import { Suggested } from "../../views/operator/suggestion"
import type { Auth } from "../accounts/auth"
import type { ConversationStore } from "../conversations/conversation-store"
import type { EventStore } from "../events/event-store"
import { htmlFragment, redirectTo } from "../http/html"
import { asPage, wantsFragment } from "../http/page-request"
import type { Content } from "./content"

type Deps = {
  auth: Auth
  content: Content
  conversations: Pick<ConversationStore, "getForOperator">
  events: Pick<EventStore, "list">
}

const body = t.Object({ eventId: t.Integer({ description: "The operator's message" }) })

/** An operator's reply, put forward as an answer for everybody. An owner decides. */
export const suggestionOperatorRoutes = ({ auth, content, conversations, events }: Deps) => {
  const suggest = async (request: Request, id: string, eventId: number) => {
    const person = auth.operator(request)
    const { chatbotId } = conversations.getForOperator(id, person.id)
    await content.gapCommands.suggest(person, chatbotId, events.list(id), eventId)
  }
  return new Elysia({ name: "suggestion-operator" })
    .post(
      "/operator/conversations/:id/suggestions",
      ({ request, params, body: { eventId } }) =>
        asPage(request, "/operator", async () => {
          await suggest(request, params.id, eventId)
          if (wantsFragment(request)) return htmlFragment(<Suggested />)
          return redirectTo(`/operator/conversations/${encodeURIComponent(params.id)}`)
        }),
      { body, detail: { hide: true } },
    )
    .post(
      "/api/v1/conversations/:id/suggestions",
      async ({ request, params, body: { eventId }, set }) => {
        await suggest(request, params.id, eventId)
        set.status = 204
      },
      { body, detail: { tags: ["Operator"], summary: "Put an operator's reply forward as an answer for everybody" } },
    )
}
