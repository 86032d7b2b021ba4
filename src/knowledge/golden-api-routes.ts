import { Elysia, t } from "elysia"
import type { Auth } from "../accounts/auth"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import { ownerDetail as detail } from "../http/call-schema"
import type { Content } from "./content"
import { goldenRows } from "./golden-view"

type Deps = { auth: Auth; chatbots: ChatbotStore; content: Content }

const body = t.Object({
  question: t.String({ maxLength: 1000 }),
  outcome: t.Optional(t.String({ description: "answers or calls_person", maxLength: 20 })),
  source: t.Optional(t.String({ description: "The page or title that it is to be answered from", maxLength: 500 })),
  wording: t.Optional(t.String({ description: "Words the answer must contain, one a line", maxLength: 2000 })),
})

/** Golden questions, for owners. */
export const goldenApiRoutes = ({ auth, chatbots, content }: Deps) => {
  const { golden, goldenCommands, goldenRuns } = content
  return new Elysia({ name: "golden-api", prefix: "/api/v1/chatbots/:id" })
    .get(
      "/golden",
      ({ request, params }) => {
        auth.owner(request)
        const { rows, runs } = goldenRows(golden, chatbots.get(params.id).id)
        return { items: rows, next: null, runs }
      },
      detail("Golden questions, how each is answered, and what got better or worse"),
    )
    .post(
      "/golden",
      async ({ request, params, body: wish, set }) => {
        const question = await goldenCommands.add(auth.owner(request), params.id, wish)
        set.status = 201
        return { question }
      },
      { body, ...detail("Add a golden question") },
    )
    .put(
      "/golden/:question",
      async ({ request, params, body: wish }) => ({
        question: await goldenCommands.change(auth.owner(request), params.id, params.question, wish),
      }),
      { body, ...detail("Change a golden question") },
    )
    .delete(
      "/golden/:question",
      async ({ request, params, set }) => {
        await goldenCommands.remove(auth.owner(request), params.id, params.question)
        set.status = 204
      },
      detail("Delete a golden question"),
    )
    .post(
      "/golden/runs",
      async ({ request, params }) => {
        auth.owner(request)
        await goldenRuns.runNow(params.id)
        const { rows, runs } = goldenRows(golden, params.id)
        return { items: rows, run: runs[0] ?? null }
      },
      detail("Ask all golden questions now"),
    )
}
