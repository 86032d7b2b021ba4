import { Elysia } from "elysia"
import type { EffectsView } from "../../views/admin/effects"
import type { FormState } from "../../views/admin/form"
import type { AdminFrame } from "../../views/admin/frame"
import { GapPage, type GapRow, GapsPage, gapPath } from "../../views/admin/gaps"
import type { Auth } from "../accounts/auth"
import type { TryQuestion } from "../assistant/try-question"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import { AppError } from "../errors"
import { createAdminPage, done } from "../http/admin-page"
import { type Form, readForm, refusalOf } from "../http/form"
import { htmlPage, redirectTo } from "../http/html"
import type { Content } from "./content"
import { answerDraft } from "./content-draft"
import { contentHead } from "./content-head"
import type { GapGroup } from "./gap-groups"
import type { GapReason } from "./gap-store"
import { resultOf } from "./golden"
import type { Knowledge } from "./knowledge"

type Deps = {
  auth: Auth
  chatbots: ChatbotStore
  knowledge: Knowledge
  content: Content
  tryQuestion: TryQuestion
  now: () => number
}

const mostShown = 100

const reasons: Record<GapReason, string> = {
  unanswered: "not answered",
  failed: "the model failed",
  escalated: "ended with a person",
  barely: "answered but hardly sure",
  badly_rated: "rated badly",
}

/** From a visitor's question that went unanswered to an answer, with the owner's yes in between. */
export const gapAdminRoutes = ({ auth, chatbots, knowledge, content, tryQuestion, now }: Deps) => {
  const page = createAdminPage(auth)
  const { gaps, gapCommands, effectsOf } = content

  async function gapPage(
    frame: AdminFrame,
    chatbotId: string,
    group: GapGroup,
    {
      form,
      effects,
      reply,
      status = 200,
      signal,
    }: {
      form?: FormState
      effects?: EffectsView
      reply?: number
      status?: number
      signal: AbortSignal
    },
  ): Promise<Response> {
    const chatbot = contentHead(chatbots, chatbotId)
    const draft = gapCommands.draftOf(group, reply)
    const sourceId = group.questions.findLast((each) => each.sourceId)?.sourceId
    const source = sourceId ? knowledge.list(chatbotId).find(({ id }) => id === sourceId) : undefined
    const chosen = draft.replies.find(({ eventId }) => eventId === reply) ?? draft.replies[0]
    const gap = {
      ...rowOf(group, gaps.suggestedOf(chatbotId)),
      questions: group.questions
        .toReversed()
        .slice(0, 30)
        .map(({ text, why, at }) => ({ text, why: reasons[why], at: new Date(at).toISOString() })),
      replies: draft.replies.map(({ eventId, name, text, at, isSuggested, choice }) => ({
        ...{ id: eventId, name, text, isSuggested, choice },
        at: new Date(at).toISOString(),
        isChosen: eventId === chosen?.eventId,
      })),
      personal: form ? [] : draft.personal,
      answered: source
        ? { sourceId: source.id, title: source.title, again: await askedAgain(chatbotId, group.question, signal) }
        : null,
    }
    const values = { questions: draft.questions.join("\n"), answer: draft.answer, url: "" }
    return htmlPage(
      <GapPage frame={frame} chatbot={chatbot} now={now()} gap={gap} form={form ?? { values }} effects={effects} />,
      status,
    )
  }

  async function askedAgain(chatbotId: string, question: string, signal: AbortSignal) {
    const trial = await tryQuestion(chatbots.get(chatbotId), question, signal)
    const { outcome, answer } = resultOf({ question, outcome: "answers", source: undefined, wording: undefined }, trial)
    return { question, outcome, answer }
  }

  return new Elysia({ name: "gap-admin", prefix: "/admin/chatbots/:id/content", detail: { hide: true } })
    .get("/gaps", ({ request, params }) =>
      page(request, (_, frame) => {
        const chatbot = contentHead(chatbots, params.id)
        const asked = new URL(request.url).searchParams
        const given = asked.get("show")
        const show = given === "answered" || given === "dismissed" ? given : "open"
        const groups = gapCommands.groupsOf(chatbot.id)
        const of = (one: "open" | "answered" | "dismissed") =>
          groups.filter(({ state }) => (state === "again" ? "open" : state) === one)
        const suggested = gaps.suggestedOf(chatbot.id)
        const rows = of(show).map((group) => rowOf(group, suggested))
        const undone = Number(asked.get("dismissed")) || 0
        const aside = groups.find(({ id, state }) => id === undone && state === "dismissed")
        return htmlPage(
          <GapsPage
            frame={frame}
            chatbot={chatbot}
            now={now()}
            show={show}
            rows={rows.sort((a, b) => Number(b.isSuggested) - Number(a.isSuggested)).slice(0, mostShown)}
            counts={{ open: of("open").length, answered: of("answered").length, dismissed: of("dismissed").length }}
            undo={aside ? { id: aside.id, question: aside.question } : null}
          />,
        )
      }),
    )
    .get("/gaps/:gap", ({ request, params }) =>
      page(request, (_, frame) => {
        const group = gapCommands.getGroup(params.id, idOf(params.gap))
        const reply = Number(new URL(request.url).searchParams.get("reply")) || undefined
        const { signal } = request
        return gapPage(frame, params.id, group, { signal, ...(reply ? { reply } : {}) })
      }),
    )
    .post("/gaps/:gap", ({ request, params }) =>
      page(request, async (owner, frame) => {
        const group = gapCommands.getGroup(params.id, idOf(params.gap))
        const form = await readForm(request)
        const given = readDraft(form)
        const { signal } = request
        const state = { values: form.values() }
        const isTried = form.text("act") === "try"
        const isConfirmed = form.text("confirmed") === `${form.text("questions")}\n${form.text("answer")}`
        const added = answerDraft(given)
        if (added && (isTried || !isConfirmed)) {
          const effects = await effectsOf(chatbots.get(params.id), { added }, [group.question], signal)
          if (isTried || effects.isSerious) return gapPage(frame, params.id, group, { form: state, effects, signal })
        }
        try {
          await gapCommands.answer(owner, params.id, group.id, given)
          return done(gapPath(params.id, group.id), "added")
        } catch (error) {
          const { status, ...refused } = refusalOf(error)
          return gapPage(frame, params.id, group, { form: { ...state, ...refused }, status, signal })
        }
      }),
    )
    .post("/gaps/:gap/dismiss", ({ request, params }) =>
      page(request, async (owner) => {
        const { id } = gapCommands.getGroup(params.id, idOf(params.gap))
        await gapCommands.dismiss(owner, params.id, id)
        return redirectTo(`${gapPath(params.id)}?dismissed=${id}`)
      }),
    )
    .post("/gaps/:gap/reopen", ({ request, params }) =>
      page(request, async (owner) => {
        await gapCommands.reopen(owner, params.id, idOf(params.gap))
        return redirectTo(gapPath(params.id))
      }),
    )
}

function rowOf(group: GapGroup, suggested: ReadonlySet<number>): GapRow {
  const { id, question, questions, whys, weeks, recent, before, lastAt, state } = group
  return {
    ...{ id, question, weeks, recent, before, state },
    times: questions.length,
    conversations: new Set(questions.map(({ conversationId }) => conversationId)).size,
    whys: whys.map(([why, times]) => (whys.length > 1 ? `${times}× ${reasons[why]}` : reasons[why])),
    lastAt: new Date(lastAt).toISOString(),
    isSuggested: questions.some(({ eventId }) => suggested.has(eventId)),
  }
}

const readDraft = (form: Form) => ({
  questions: form.lines("questions").flatMap((line) => line.trim() || []),
  answer: form.text("answer").trim(),
  url: form.text("url"),
})

function idOf(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new AppError("not_found", "This question is not there any more.")
  return Number(text)
}
