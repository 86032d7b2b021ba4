import { Elysia } from "elysia"
import { ConfirmPage } from "../../views/admin/confirm"
import type { FormState } from "../../views/admin/form"
import type { AdminFrame } from "../../views/admin/frame"
import { GoldenEditPage, GoldenPage, goldenPath } from "../../views/admin/golden"
import type { Auth } from "../accounts/auth"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import { AppError } from "../errors"
import { createAdminPage, done } from "../http/admin-page"
import { type Form, takeForm } from "../http/form"
import { htmlPage, redirectTo } from "../http/html"
import type { Content } from "./content"
import { contentHead } from "./content-head"
import { goldenRows } from "./golden-view"

type Deps = { auth: Auth; chatbots: ChatbotStore; content: Content; now: () => number }

/** Questions whose answer must not get worse, and what became of them. */
export const goldenAdminRoutes = ({ auth, chatbots, content, now }: Deps) => {
  const page = createAdminPage(auth)
  const { golden, goldenCommands, goldenRuns, gaps } = content

  function listPage(frame: AdminFrame, chatbotId: string, form: FormState, status = 200): Response {
    const chatbot = contentHead(chatbots, chatbotId)
    const known = new Set(golden.list(chatbot.id).map(({ question }) => question.toLowerCase()))
    const suggestions = gaps.goodAnswers(chatbot.id).filter(({ question }) => !known.has(question.toLowerCase()))
    return htmlPage(
      <GoldenPage
        frame={frame}
        chatbot={chatbot}
        now={now()}
        {...goldenRows(golden, chatbot.id)}
        progress={goldenRuns.progressOf(chatbot.id)}
        suggestions={suggestions.slice(0, 5)}
        form={form}
      />,
      status,
    )
  }

  function getGolden(chatbotId: string, id: string) {
    const found = golden.list(chatbots.get(chatbotId).id).find((each) => each.id === id)
    if (!found) throw new AppError("not_found", "This golden question is not there any more.")
    return found
  }

  return new Elysia({ name: "golden-admin", prefix: "/admin/chatbots/:id/content", detail: { hide: true } })
    .get("/golden", ({ request, params }) => page(request, (_, frame) => listPage(frame, params.id, { values: {} })))
    .post("/golden", ({ request, params }) =>
      page(request, (owner, frame) =>
        takeForm(
          request,
          async (form) => {
            await goldenCommands.add(owner, params.id, wishOf(form))
            return done(goldenPath(params.id), "added")
          },
          (refused, status) => listPage(frame, params.id, refused, status),
        ),
      ),
    )
    .post("/golden/run", ({ request, params }) =>
      page(request, async () => {
        await goldenRuns.runNow(params.id)
        return redirectTo(goldenPath(params.id))
      }),
    )
    .get("/golden/:question", ({ request, params }) =>
      page(request, (_, frame) => {
        const { id, question, outcome, source = "", wording = "" } = getGolden(params.id, params.question)
        const form = { values: { question, outcome, source, wording } }
        return htmlPage(<GoldenEditPage frame={frame} chatbot={contentHead(chatbots, params.id)} id={id} form={form} />)
      }),
    )
    .post("/golden/:question", ({ request, params }) =>
      page(request, (owner, frame) =>
        takeForm(
          request,
          async (form) => {
            await goldenCommands.change(owner, params.id, params.question, wishOf(form))
            return done(goldenPath(params.id), "saved")
          },
          (refused, status) => {
            const chatbot = contentHead(chatbots, params.id)
            return htmlPage(
              <GoldenEditPage frame={frame} chatbot={chatbot} id={params.question} form={refused} />,
              status,
            )
          },
        ),
      ),
    )
    .get("/golden/:question/delete", ({ request, params }) =>
      page(request, (_, frame) => {
        const { id, question } = getGolden(params.id, params.question)
        return htmlPage(
          <ConfirmPage
            frame={frame}
            section="content"
            title="Delete this golden question?"
            action={`${goldenPath(params.id)}/${encodeURIComponent(id)}/delete`}
            back={{ href: goldenPath(params.id), label: "Golden questions" }}
            word="Delete"
          >
            <p>“{question}” is not asked again after changes. What the chatbot answers stays the same.</p>
          </ConfirmPage>,
        )
      }),
    )
    .post("/golden/:question/delete", ({ request, params }) =>
      page(request, async (owner) => {
        await goldenCommands.remove(owner, params.id, params.question)
        return done(goldenPath(params.id), "deleted")
      }),
    )
}

const wishOf = (form: Form) => ({
  question: form.text("question"),
  outcome: form.text("outcome") || "answers",
  source: form.text("source"),
  wording: form.text("wording"),
})
