import { Elysia } from "elysia"
import { AskForm, AskPage, Talk, TalkSays, type TalkView } from "../../views/admin/ask"
import type { Auth } from "../accounts/auth"
import type { Trial, TrialTurn, TryQuestion } from "../assistant/try-question"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import { AppError } from "../errors"
import { createAdminPage } from "../http/admin-page"
import { type Form, readForm } from "../http/form"
import { htmlFragment, htmlPage } from "../http/html"
import { wantsFragment } from "../http/page-request"
import { renderMarkdown } from "../messages/render-markdown"
import { plainOf } from "./chunk"
import type { Content } from "./content"
import { contentHead } from "./content-head"
import type { Knowledge } from "./knowledge"
import { passageIdOf } from "./passage-api-routes"

type Deps = { auth: Auth; chatbots: ChatbotStore; knowledge: Knowledge; content: Content; tryQuestion: TryQuestion }

const longestQuestion = 2000
const mostTurns = 20

/** The playground: a talk as a visitor would have it, with everything behind the answers. */
export const askAdminRoutes = ({ auth, chatbots, knowledge, content, tryQuestion }: Deps) => {
  const page = createAdminPage(auth)

  async function talkOf(
    chatbotId: string,
    question: string,
    earlier: TrialTurn[],
    signal: AbortSignal,
  ): Promise<TalkView> {
    const trial = await tryQuestion(chatbots.get(chatbotId), question, signal, { earlier })
    const { answer, ...found } = trial
    const turn = turnOf(trial)
    return {
      earlier: earlier.map((each) => ({
        question: each.question,
        html: renderMarkdown(each.answer),
        isUnsure: each.isUnsure,
      })),
      trial: {
        ...found,
        passages: found.passages.map((passage) => ({
          ...passage,
          html: renderMarkdown(passage.text),
          isPinned: knowledge.findPassage(passage.id)?.isPinned ?? false,
        })),
        answerHtml: answer && renderMarkdown(answer.text),
        answerText: plainOf(answer?.text ?? ""),
        citations: answer?.citations ?? [],
        suggestions: answer?.suggestions ?? [],
      },
      before: earlier.length > 0 ? JSON.stringify(earlier) : "",
      after: JSON.stringify([...earlier, ...(turn ? [turn] : [])].slice(-mostTurns)),
    }
  }

  return new Elysia({ name: "ask-admin", prefix: "/admin/chatbots/:id/content", detail: { hide: true } })
    .get("/ask", ({ request, params }) =>
      page(request, (_, frame) => {
        const question = new URL(request.url).searchParams.get("question")?.slice(0, longestQuestion) ?? ""
        return htmlPage(<AskPage frame={frame} chatbot={contentHead(chatbots, params.id)} question={question} />)
      }),
    )
    .post("/ask", ({ request, params }) =>
      page(request, async (_, frame) => {
        const chatbot = contentHead(chatbots, params.id)
        const form = await readForm(request)
        const question = questionOf(form)
        if (!question) {
          const error = "Write a question first."
          if (wantsFragment(request))
            return htmlFragment(
              <AskForm chatbotId={chatbot.id} label="Ask as a visitor would" question="" error={error} turns="" />,
            )
          return htmlPage(<AskPage frame={frame} chatbot={chatbot} question="" error={error} />, 400)
        }
        const talk = await talkOf(chatbot.id, question, turnsOf(form), request.signal)
        if (wantsFragment(request)) return talkAsked(chatbot.id, talk)
        return htmlPage(<AskPage frame={frame} chatbot={chatbot} question={question} talk={talk} />)
      }),
    )
    .post("/ask/passages/:passage", ({ request, params }) =>
      page(request, async (owner, frame) => {
        const chatbot = contentHead(chatbots, params.id)
        const form = await readForm(request)
        const id = passageIdOf(params.passage)
        await content.passageCommands.change(owner, chatbot.id, id, { text: form.text("text") })
        const talk = await talkOf(chatbot.id, questionOf(form), turnsOf(form), request.signal)
        talk.saved = "Saved, and asked again."
        if (wantsFragment(request)) return talkAsked(chatbot.id, talk)
        return htmlPage(<AskPage frame={frame} chatbot={chatbot} question="" talk={talk} />)
      }),
    )
}

const talkAsked = (chatbotId: string, talk: TalkView) =>
  htmlFragment(
    <>
      <Talk chatbotId={chatbotId} talk={talk} />
      <TalkSays {...talk} />
    </>,
  )

const questionOf = (form: Form) => form.text("question").trim().slice(0, longestQuestion)

function turnOf({ question, outcome, answer, confidence, passages }: Trial): TrialTurn | undefined {
  if (!answer || outcome === "calls_person") return undefined
  const source = passages[0]?.title ?? ""
  const { text, suggestions = [] } = answer
  const isUnsure = outcome === "unsure"
  return { question, answer: text, confidence: confidence ?? 1, source, isUnsure, suggestions: [...suggestions] }
}

/** What the page carried along; nobody but its owner reads it. @throws AppError `validation` */
function turnsOf(form: Form): TrialTurn[] {
  const text = form.text("turns")
  if (!text) return []
  try {
    const given = JSON.parse(text) as Partial<TrialTurn>[]
    return given.slice(-mostTurns).map(({ question, answer, confidence, source, isUnsure, suggestions }) => ({
      question: String(question ?? "").slice(0, longestQuestion),
      answer: String(answer ?? "").slice(0, 10_000),
      confidence: Math.min(1, Math.max(0, Number(confidence) || 0)),
      source: String(source ?? "").slice(0, 500),
      isUnsure: isUnsure === true,
      suggestions: Array.isArray(suggestions) ? suggestions.slice(0, 10).map((each) => String(each).slice(0, 200)) : [],
    }))
  } catch {
    throw new AppError("validation", "The talk so far did not arrive whole. Begin anew.", { field: "turns" })
  }
}
