import { Elysia, t } from "elysia"
import type { Auth } from "../accounts/auth"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import { AppError } from "../errors"
import type { Content } from "./content"
import { answerDraft, textDraft } from "./content-draft"
import type { Draft, Effects } from "./effects"
import type { Knowledge } from "./knowledge"
import { passageIdOf } from "./passage-api-routes"

type Deps = { auth: Auth; chatbots: ChatbotStore; knowledge: Knowledge; content: Content }

const id = (description: string) => t.Optional(t.String({ maxLength: 100, description }))
const body = t.Object({
  source: t.Optional(
    t.Object(
      {
        kind: t.Union([t.Literal("text"), t.Literal("qa")]),
        title: t.Optional(t.String({ maxLength: 200 })),
        text: t.Optional(t.String({ description: "Markdown; of a text" })),
        questions: t.Optional(t.Array(t.String({ maxLength: 1000 }), { maxItems: 100 })),
        answer: t.Optional(t.String({ maxLength: 20_000 })),
      },
      { description: "Content that would be added" },
    ),
  ),
  replaces: id("With `source`: the content in whose place it comes"),
  remove: id("Content that would be deleted"),
  passage: t.Optional(
    t.Object(
      { id: t.String({ maxLength: 20 }), text: t.Optional(t.String()), isOff: t.Optional(t.Boolean()) },
      { description: "A passage that would say something else, or be switched off" },
    ),
  ),
})

export const publicContentEffects = ({ broken, mended, tried, contradictions, asked }: Effects) => ({
  breaks: broken.length > 0,
  golden: { tried, broken, mended: mended.map(({ question }) => question) },
  contradictions,
  asked,
})

/** What an owner's script would change of the content, before it does: as the admin's forms say it. */
export const contentEffectsApiRoutes = ({ auth, chatbots, knowledge, content }: Deps) => {
  function draftOf(chatbotId: string, { source, replaces, remove, passage }: typeof body.static): Draft {
    if ([source, remove, passage].filter((each) => each !== undefined).length !== 1)
      throw new AppError("validation", "Say one change: a source, one to remove, or a passage.", { field: "source" })
    if (remove !== undefined)
      return { without: knowledge.passagesOfSource(knowledge.get(chatbotId, remove).id).map((each) => each.id) }
    if (passage) {
      const { id: known, title, headings } = content.passages.get(chatbotId, passageIdOf(passage.id))
      if (passage.isOff) return { without: [known] }
      const text = passage.text?.trim()
      if (!text) throw new AppError("validation", "Write something, or switch the passage off.", { field: "passage" })
      return { changed: { id: known, title, headings, text } }
    }
    const { kind, title, text = "", questions = [], answer = "" } = source!
    if (replaces !== undefined) knowledge.get(chatbotId, replaces)
    const added = kind === "qa" ? answerDraft({ questions, answer }) : textDraft({ text, ...(title ? { title } : {}) })
    if (!added) throw new AppError("validation", "There is nothing in it to answer from.", { field: "source" })
    return { added, replaces }
  }

  return new Elysia({ name: "content-effects-api", prefix: "/api/v1/chatbots/:id" }).post(
    "/content/effects",
    async ({ request, params, body: wish }) => {
      auth.owner(request)
      const chatbot = chatbots.get(params.id)
      const asked = wish.source?.kind === "qa" ? (wish.source.questions ?? []).slice(0, 1) : []
      const draft = draftOf(chatbot.id, wish)
      const effects = await content.effectsOf(chatbot, draft, asked, request.signal)
      return publicContentEffects(effects)
    },
    {
      body,
      detail: {
        tags: ["Owner"],
        summary: "What a change of the content would do, with nothing saved",
        description:
          "Golden questions are asked of the content as it is and as it would be. `contradictions`: what it says otherwise " +
          "than the rest. `asked`: what the first question of a new answer would be answered.",
      },
    },
  )
}
