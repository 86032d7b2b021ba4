import { Elysia, t } from "elysia"
import type { Auth } from "../accounts/auth"
import type { PersonStore } from "../accounts/person-store"
import type { TryQuestion } from "../assistant/try-question"
import { AppError } from "../errors"
import { ownerDetail as detail } from "../http/call-schema"
import type { Origins } from "../http/origin"
import type { Content } from "../knowledge/content"
import type { Chatbot } from "./chatbot"
import { changeChatbot } from "./chatbot-change"
import type { ChatbotFile, ChatbotFiles } from "./chatbot-file"
import type { ChatbotStore } from "./chatbot-store"
import type { ChatbotCommands } from "./commands"
import { publicEffects } from "./public-effects"
import { readPicture } from "./read-picture"

type Deps = {
  auth: Auth
  chatbots: ChatbotStore
  chatbotCommands: ChatbotCommands
  chatbotFiles: ChatbotFiles
  people: PersonStore
  tryQuestion: TryQuestion
  origins: Origins
  content: Pick<Content, "effectsOfSettings">
}

const optional = (maxLength: number, description?: string) =>
  t.Optional(t.String({ maxLength, ...(description ? { description } : {}) }))
const nullable = (maxLength: number, description?: string) =>
  t.Optional(t.Nullable(t.String({ maxLength, ...(description ? { description } : {}) })))

/** Checked whole by `checkRules`, which names the part that is wrong. */
export const ruleInput = t.Object({
  id: t.Optional(t.String({ maxLength: 100 })),
  name: t.String({ maxLength: 200 }),
  enabled: t.Optional(t.Boolean()),
  when: t.Optional(t.Unknown({ description: "A condition: all, any, not, words, topic, page, campaign, …" })),
  action: t.Optional(
    t.Unknown({ description: "What it does: escalate, offer, alert, capture_lead, priority, answer" }),
  ),
  phrases: t.Optional(
    t.Array(t.String({ maxLength: 200 }), {
      maxItems: 200,
      description: "In place of both: any of these calls a person",
    }),
  ),
})

/** Any part of a chatbot. */
export const chatbotChange = {
  aiEnabled: t.Optional(t.Boolean({ description: "Off: every visitor goes straight to the queue" })),
  persona: optional(5000, "How the AI speaks, and what it should know of the business"),
  welcome: optional(1000),
  suggestions: t.Optional(t.Array(t.String({ maxLength: 200 }), { maxItems: 20 })),
  origins: t.Optional(
    t.Array(t.String({ maxLength: 300 }), { maxItems: 200, description: "Websites that may carry it" }),
  ),
  seats: t.Optional(t.Nullable(t.Integer({ description: "How many operators; null: unlimited" }))),
  queueId: nullable(100),
  locale: optional(35),
  escalation: t.Optional(
    t.Object({
      threshold: t.Optional(t.Number({ description: "0 to 1: less sure answers are not given" })),
      sensitivity: t.Optional(t.Number({ description: "0 to 1: calls a person rarely … early" })),
      promiseSeconds: t.Optional(t.Integer({ description: "After so long a waiting visitor is told something new" })),
      rules: t.Optional(t.Array(ruleInput)),
    }),
  ),
  fallback: t.Optional(
    t.Object({
      captureContact: t.Optional(t.Boolean()),
      email: nullable(200),
      keepAnswering: t.Optional(t.Boolean({ description: "The AI goes on trying while nobody is online" })),
      callback: t.Optional(t.Boolean({ description: "Offers a call in a free slot" })),
    }),
  ),
  hours: t.Optional(
    t.Record(t.String(), t.Unknown(), {
      description:
        "{timeZone, weekly: {mon: [{from, to}]}, exceptions: [{date, until?, ranges, name?}]}; {} is always open",
    }),
  ),
  contactForm: t.Optional(
    t.Nullable(
      t.Object({
        fields: t.Array(t.String({ maxLength: 20 })),
        prompt: t.String({ maxLength: 500 }),
        consent: t.Optional(t.String({ maxLength: 400, description: "What a visitor agrees to by sending it" })),
      }),
    ),
  ),
  appearance: t.Optional(
    t.Object({
      color: nullable(20),
      position: nullable(10),
      font: nullable(100),
      theme: nullable(10),
      avatar: nullable(1000, "An https address; an uploaded picture is a path of this server. Empty: none"),
      icon: nullable(10),
      label: nullable(60, "Words on the button"),
      side: nullable(10, "Distance from the side of the window, in pixels"),
      bottom: nullable(10, "Distance from the bottom of the window, in pixels"),
      phoneSide: nullable(10, "The same on a phone; empty: as elsewhere"),
      phoneBottom: nullable(10),
      hidden: nullable(10, "yes: no button until the website opens the chat"),
    }),
  ),
  limits: t.Optional(
    t.Object(
      {
        tone: optional(20, "friendly, plain, formal or playful"),
        length: optional(20, "short, medium or long"),
        languages: t.Optional(
          t.Array(t.String({ maxLength: 35 }), { description: "The only ones it answers in; []: any" }),
        ),
        never: t.Optional(t.Array(t.String({ maxLength: 500 }), { description: "Words it must never say or promise" })),
        advice: t.Optional(
          t.Array(t.String({ maxLength: 20 }), { description: "medical, legal, financial: to a person" }),
        ),
        topics: t.Optional(t.Array(t.String({ maxLength: 500 }), { description: "Subjects that go to a person" })),
      },
      { description: "What the AI is held to, whoever answers" },
    ),
  ),
  texts: t.Optional(
    t.Record(
      t.String({ maxLength: 35 }),
      t.Nullable(
        t.Object({
          welcome: optional(1000),
          suggestions: t.Optional(t.Array(t.String({ maxLength: 200 }), { maxItems: 20 })),
          prompt: optional(500),
          label: optional(60, "Words on the button"),
        }),
      ),
      { description: "The words for visitors of another language, by its code; null removes them" },
    ),
  ),
  hasPage: t.Optional(t.Boolean({ description: "Whether /c/ID is there, to share without a website" })),
}

/** As a download, with the chatbot's name. */
export function fileResponse(file: ChatbotFile): Response {
  const name = file.chatbot.name
    .normalize("NFD")
    .replace(/[^\w]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .toLowerCase()
  return new Response(`${JSON.stringify(file, null, 2)}\n`, {
    headers: {
      "content-type": "application/json",
      "content-disposition": `attachment; filename="${name || "chatbot"}.baton.json"`,
      "cache-control": "no-store",
    },
  })
}

/** What a website pastes, once, before the end of its pages. */
export const snippetOf = (origin: string, chatbotId: string) =>
  `<script src="${origin}/widget.js" data-chatbot="${chatbotId}" async></script>`

/** Chatbots for their owner: all that may be set, and a question tried on them. */
export const chatbotApiRoutes = ({
  auth,
  chatbots,
  chatbotCommands,
  chatbotFiles,
  people,
  tryQuestion,
  origins,
  content,
}: Deps) => {
  const publicChatbot = (request: Request, chatbot: Chatbot) => ({
    ...chatbot,
    createdAt: new Date(chatbot.createdAt).toISOString(),
    updatedAt: new Date(chatbot.updatedAt).toISOString(),
    seatsTaken: people.listSeated(chatbot.id).length,
    snippet: snippetOf(origins.own(request), chatbot.id),
    page: chatbot.hasPage ? `${origins.own(request)}/c/${encodeURIComponent(chatbot.id)}` : null,
  })

  return new Elysia({ name: "chatbot-api", prefix: "/api/v1" })
    .get(
      "/chatbots",
      ({ request }) => {
        auth.owner(request)
        return { items: chatbots.list().map((each) => publicChatbot(request, each)), next: null }
      },
      detail("All chatbots"),
    )
    .post(
      "/chatbots",
      async ({ request, body, set }) => {
        const chatbot = await chatbotCommands.create(auth.owner(request), body)
        set.status = 201
        return publicChatbot(request, chatbot)
      },
      { body: t.Object({ name: t.String({ maxLength: 200 }), ...chatbotChange }), ...detail("Make a chatbot") },
    )
    .get(
      "/chatbots/:id",
      ({ request, params }) => {
        auth.owner(request)
        return publicChatbot(request, chatbots.get(params.id))
      },
      detail("One chatbot"),
    )
    .put(
      "/chatbots/:id",
      async ({ request, params, body, query }) => {
        const owner = auth.owner(request)
        const wanted = query.effects
        if (!wanted) return publicChatbot(request, await chatbotCommands.update(owner, params.id, body))
        const before = chatbots.get(params.id)
        const draft = { settings: changeChatbot(before, body, () => "") }
        const effects = publicEffects(await content.effectsOfSettings(before, draft, false, request.signal))
        if (wanted === "refuse" && effects.breaks)
          throw new AppError("conflict", "Not saved: it would break golden questions.", { effects })
        return { ...publicChatbot(request, await chatbotCommands.update(owner, params.id, body)), effects }
      },
      {
        body: t.Object({ name: optional(200), ...chatbotChange }),
        query: t.Object({
          effects: t.Optional(
            t.Union([t.Literal("tell"), t.Literal("refuse")], {
              description:
                "tell: the answer says under `effects` what the change does to golden questions and to what visitors asked last. " +
                "refuse: the same, and a change that breaks a golden question is not saved (409)",
            }),
          ),
        }),
        ...detail("Change a chatbot; what is left out stays"),
      },
    )
    .delete(
      "/chatbots/:id",
      async ({ request, params, set }) => {
        await chatbotCommands.remove(auth.owner(request), params.id)
        set.status = 204
      },
      detail("Delete a chatbot with its content, visitors and conversations"),
    )

    .put(
      "/chatbots/:id/picture",
      async ({ request, params, body }) => {
        const owner = auth.owner(request)
        const picture = await readPicture(body.file)
        return publicChatbot(request, await chatbotCommands.update(owner, params.id, {}, picture))
      },
      {
        body: t.Object({ file: t.File({ description: "PNG, JPEG, WebP or GIF, 1 MB at most" }) }),
        ...detail("Upload the picture of the AI, in place of the one before"),
      },
    )
    .delete(
      "/chatbots/:id/picture",
      async ({ request, params, set }) => {
        await chatbotCommands.update(auth.owner(request), params.id, { appearance: { avatar: null } })
        set.status = 204
      },
      detail("Take the picture of the AI away"),
    )

    .get(
      "/chatbots/:id/export",
      ({ request, params }) => {
        auth.owner(request)
        return fileResponse(chatbotFiles.exportOf(params.id))
      },
      detail("The chatbot as one file: settings, rules, hours, content"),
    )
    .post(
      "/chatbots/import",
      async ({ request, body, set }) => {
        const owner = auth.owner(request)
        const { file } = body as { file?: unknown }
        const chatbot =
          file instanceof Blob ? await chatbotFiles.importFile(owner, file) : await chatbotFiles.importFrom(owner, body)
        set.status = 201
        return publicChatbot(request, chatbot)
      },
      {
        body: t.Unknown({
          description: "An exported file: as JSON, or in the field `file` of a form where it is large",
        }),
        ...detail("A new chatbot from a file; nothing is made unless all of it can be"),
      },
    )
    .post(
      "/chatbots/:id/duplicate",
      async ({ request, params, body, set }) => {
        const chatbot = await chatbotFiles.duplicate(auth.owner(request), params.id, body?.name)
        set.status = 201
        return publicChatbot(request, chatbot)
      },
      {
        body: t.Optional(t.Nullable(t.Object({ name: optional(60) }))),
        ...detail("A second chatbot like it, with its content"),
      },
    )

    .post(
      "/chatbots/:id/try",
      ({ request, params, body }) => {
        auth.owner(request)
        return tryQuestion(chatbots.get(params.id), body.question, request.signal)
      },
      {
        body: t.Object({ question: t.String({ minLength: 1, maxLength: 2000 }) }),
        ...detail("What it would answer, from which passages, and whether it would call a person; nothing is kept"),
      },
    )
}
