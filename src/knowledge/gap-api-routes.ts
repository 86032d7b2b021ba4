import { Elysia, t } from "elysia"
import type { Auth } from "../accounts/auth"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import { ownerDetail as detail } from "../http/call-schema"
import { publicSource } from "./api-routes"
import type { Content } from "./content"
import type { GapGroup } from "./gap-groups"

type Deps = { auth: Auth; chatbots: ChatbotStore; content: Content }

/** Questions that the content served badly, for owners. */
export const gapApiRoutes = ({ auth, chatbots, content }: Deps) => {
  const { gapCommands } = content
  return new Elysia({ name: "gap-api", prefix: "/api/v1/chatbots/:id" })
    .get(
      "/gaps",
      ({ request, params }) => {
        auth.owner(request)
        return { items: gapCommands.groupsOf(chatbots.get(params.id).id).map(publicGap), next: null }
      },
      detail("Questions that were not answered, grouped by likeness, with counts by week"),
    )
    .get(
      "/gaps/:gap",
      ({ request, params }) => {
        auth.owner(request)
        const group = gapCommands.getGroup(params.id, params.gap)
        const { questions, answer, personal } = gapCommands.draftOf(group)
        return { gap: publicGap(group), draft: { questions, answer, personal } }
      },
      { params: gapParams(), ...detail("One of them, with an answer drafted from an operator's reply") },
    )
    .post(
      "/gaps/:gap/answer",
      async ({ request, params, body, set }) => {
        const source = await gapCommands.answer(auth.owner(request), params.id, params.gap, body)
        set.status = 201
        return { source: publicSource(source) }
      },
      {
        params: gapParams(),
        body: t.Object({
          questions: t.Array(t.String({ maxLength: 1000 }), { maxItems: 100 }),
          answer: t.String({ maxLength: 20_000 }),
        }),
        ...detail("Add the answer, by an owner's word"),
      },
    )
    .post(
      "/gaps/:gap/dismiss",
      async ({ request, params, set }) => {
        await gapCommands.dismiss(auth.owner(request), params.id, params.gap)
        set.status = 204
      },
      { params: gapParams(), ...detail("Set it aside") },
    )
    .post(
      "/gaps/:gap/reopen",
      async ({ request, params, set }) => {
        await gapCommands.reopen(auth.owner(request), params.id, params.gap)
        set.status = 204
      },
      { params: gapParams(), ...detail("Take up again what was set aside") },
    )
}

const gapParams = () => t.Object({ id: t.String(), gap: t.Integer({ minimum: 1 }) })

const publicGap = ({ id, question, questions, state, whys, weeks, lastAt }: GapGroup) => ({
  ...{ id, question, state, weeks },
  count: questions.length,
  conversations: new Set(questions.map(({ conversationId }) => conversationId)).size,
  reasons: Object.fromEntries(whys),
  questions: questions.map(({ text, why, at }) => ({ text, reason: why, at: new Date(at).toISOString() })),
  lastAt: new Date(lastAt).toISOString(),
})
