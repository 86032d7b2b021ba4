import { Elysia } from "elysia"
import { ChatbotBasicsPage } from "../../views/admin/chatbot-basics"
import { ChatbotImportPage } from "../../views/admin/chatbot-import"
import { ChatbotLanguagesPage } from "../../views/admin/chatbot-languages"
import { ChatbotLimitsPage } from "../../views/admin/chatbot-limits"
import { ChatbotListPage, NewChatbotPage } from "../../views/admin/chatbot-list"
import { ChatbotLooksPage } from "../../views/admin/chatbot-looks"
import { ChatbotPersonPage, type RuleView } from "../../views/admin/chatbot-person"
import { ChatbotWebsitePage } from "../../views/admin/chatbot-website"
import { ConfirmPage } from "../../views/admin/confirm"
import type { TriedSettings } from "../../views/admin/effects"
import type { FormState, Values } from "../../views/admin/form"
import type { AdminFrame } from "../../views/admin/frame"
import { PreviewPage } from "../../views/admin/preview"
import type { Auth } from "../accounts/auth"
import type { PersonStore } from "../accounts/person-store"
import type { ConversationStore } from "../conversations/conversation-store"
import { openWords } from "../conversations/open-words"
import { AppError } from "../errors"
import { createAdminPage, done } from "../http/admin-page"
import { type Form, readForm, refusalOf, takeForm } from "../http/form"
import { htmlPage, pageHeaders, redirectTo } from "../http/html"
import type { Origins } from "../http/origin"
import type { Content } from "../knowledge/content"
import { mostWithModel } from "../knowledge/effects"
import type { Knowledge } from "../knowledge/knowledge"
import { languageCodes } from "../languages/names"
import { spokenLanguages } from "../languages/sentences"
import type { AvailabilityBoard } from "../queues/availability"
import { fileResponse, snippetOf } from "./api-routes"
import { type Chatbot, hasUploadedPicture } from "./chatbot"
import { type ChatbotChange, changeChatbot } from "./chatbot-change"
import type { ChatbotFiles } from "./chatbot-file"
import type { ChatbotStore } from "./chatbot-store"
import { createSummaryOf } from "./chatbot-summary"
import type { ChatbotCommands } from "./commands"
import { adviceTopics } from "./limits"
import { ownPagePath } from "./page-routes"
import { readPicture } from "./read-picture"
import type { Sightings } from "./sightings"
import { wordsFor } from "./texts"

type Deps = {
  auth: Auth
  chatbots: ChatbotStore
  chatbotCommands: ChatbotCommands
  people: PersonStore
  conversations: Pick<ConversationStore, "countOpen">
  knowledge: Knowledge
  board: AvailabilityBoard
  origins: Origins
  chatbotFiles: ChatbotFiles
  sightings: Sightings
  content: Pick<Content, "effectsOfSettings" | "hasModel">
}

/** Each tab of a chatbot: what its form holds, and what it means. */
type Tab = {
  name: "basics" | "limits" | "person" | "looks" | "languages" | "website"
  path: "" | "/limits" | "/person" | "/looks" | "/languages" | "/website"
  values: (chatbot: Chatbot) => Values
  change: (form: Form, chatbot: Chatbot) => ChatbotChange
  /** It changes what is answered: tried before it is saved. */
  isTried?: boolean
}

const checked = (name: string, on: boolean): Values => (on ? { [name]: "on" } : {})
const contactFields = ["name", "email", "phone", "company"] as const

const tabs: Tab[] = [
  {
    name: "basics",
    path: "",
    values: ({ name, welcome, suggestions, locale, aiEnabled }) => ({
      name,
      welcome,
      suggestions: suggestions.join("\n"),
      locale,
      ...checked("aiEnabled", aiEnabled),
    }),
    change: (form) => ({
      name: form.text("name"),
      welcome: form.text("welcome"),
      suggestions: form.lines("suggestions"),
      locale: form.text("locale"),
      aiEnabled: form.isChecked("aiEnabled"),
    }),
  },
  {
    name: "limits",
    isTried: true,
    path: "/limits",
    values: ({ persona, limits }) => ({
      persona,
      "limits.tone": limits.tone,
      "limits.length": limits.length,
      ...Object.fromEntries(limits.languages.map((code) => [`limits.languages.${code}`, "on"])),
      "limits.never": limits.never.join("\n"),
      "limits.topics": limits.topics.join("\n"),
      ...Object.fromEntries(limits.advice.map((kind) => [`limits.advice.${kind}`, "on"])),
    }),
    change: (form, chatbot) => ({
      persona: form.text("persona"),
      limits: {
        tone: form.text("limits.tone"),
        length: form.text("limits.length"),
        languages: languagesOf(form, chatbot),
        never: form.lines("limits.never"),
        topics: form.lines("limits.topics"),
        advice: adviceTopics.filter((kind) => form.isChecked(`limits.advice.${kind}`)),
      },
    }),
  },
  {
    name: "languages",
    path: "/languages",
    values: ({ texts }) =>
      Object.fromEntries(
        Object.entries(texts).flatMap(([language, { welcome, suggestions, prompt, label = "" }]) => [
          [`texts.${language}.label`, label],
          [`texts.${language}.welcome`, welcome],
          [`texts.${language}.suggestions`, suggestions.join("\n")],
          [`texts.${language}.prompt`, prompt],
        ]),
      ),
    change: (form) => ({ texts: textsOf(form) }),
  },
  {
    name: "person",
    isTried: true,
    path: "/person",
    values: ({ escalation, fallback }) => ({
      "escalation.sensitivity": String(escalation.sensitivity),
      "escalation.threshold": String(escalation.threshold),
      "escalation.promiseSeconds": String(escalation.promiseSeconds),
      "fallback.email": fallback.email ?? "",
      ...checked("fallback.captureContact", fallback.captureContact),
      ...checked("fallback.keepAnswering", !!fallback.keepAnswering),
      ...checked("fallback.callback", !!fallback.callback),
    }),
    change: (form) => ({
      escalation: {
        sensitivity: numberOf(form.text("escalation.sensitivity")),
        threshold: numberOf(form.text("escalation.threshold")),
        promiseSeconds: numberOf(form.text("escalation.promiseSeconds")),
      },
      fallback: {
        captureContact: form.isChecked("fallback.captureContact"),
        keepAnswering: form.isChecked("fallback.keepAnswering"),
        callback: form.isChecked("fallback.callback"),
        email: form.text("fallback.email"),
      },
    }),
  },
  {
    name: "looks",
    path: "/looks",
    values: ({ appearance, contactForm }) => ({
      "appearance.color": appearance.color ?? "",
      "appearance.font": appearance.font ?? "",
      "appearance.theme": appearance.theme ?? "",
      "appearance.position": appearance.position ?? "",
      "appearance.avatar": hasUploadedPicture(appearance) ? "" : (appearance.avatar ?? ""),
      "appearance.icon": appearance.icon ?? "",
      "appearance.label": appearance.label ?? "",
      "appearance.side": appearance.side ?? "",
      "appearance.bottom": appearance.bottom ?? "",
      "appearance.phoneSide": appearance.phoneSide ?? "",
      "appearance.phoneBottom": appearance.phoneBottom ?? "",
      "appearance.hidden": appearance.hidden ?? "",
      "contactForm.prompt": contactForm?.prompt ?? "",
      "contactForm.consent": contactForm?.consent ?? "",
      ...Object.fromEntries((contactForm?.fields ?? []).map((field) => [`contactForm.${field}`, "on"])),
    }),
    change: (form) => ({
      appearance: {
        color: form.text("appearance.color"),
        font: form.text("appearance.font"),
        theme: form.text("appearance.theme"),
        position: form.text("appearance.position"),
        ...avatarOf(form),
        icon: form.text("appearance.icon"),
        label: form.text("appearance.label"),
        side: form.text("appearance.side"),
        bottom: form.text("appearance.bottom"),
        phoneSide: form.text("appearance.phoneSide"),
        phoneBottom: form.text("appearance.phoneBottom"),
        hidden: form.text("appearance.hidden"),
      },
      contactForm: {
        fields: contactFields.filter((field) => form.isChecked(`contactForm.${field}`)),
        prompt: form.text("contactForm.prompt"),
        consent: form.text("contactForm.consent"),
      },
    }),
  },
  {
    name: "website",
    path: "/website",
    values: ({ origins }) => ({ origins: origins.join("\n") }),
    change: (form) => ({ origins: form.lines("origins") }),
  },
]

/** The AI's picture may come from the business's own website. */
const pictured = {
  "content-security-policy": pageHeaders["content-security-policy"]!.replace("img-src 'self'", "img-src 'self' https:"),
}

/** Only words that call a person are edited here; whatever else a rule may be is kept as it is. */
function wordRules({ escalation }: Chatbot): RuleView[] {
  return escalation.rules.flatMap((rule) => {
    const { phrases, when, action } = rule as {
      phrases?: string[]
      when?: { kind: string; phrases?: string[] }
      action?: { kind: string }
    }
    const words = phrases ?? (when?.kind === "words" && action?.kind === "escalate" ? when.phrases : undefined)
    return words ? [{ id: rule.id, name: rule.name, enabled: rule.enabled, phrases: words }] : []
  })
}

function textsOf(form: Form): NonNullable<ChatbotChange["texts"]> {
  const words = (prefix: string) => ({
    welcome: form.text(`${prefix}.welcome`),
    suggestions: form.lines(`${prefix}.suggestions`),
    prompt: form.text(`${prefix}.prompt`),
    label: form.text(`${prefix}.label`),
  })
  const known = Object.keys(form.values()).flatMap((name) => /^texts\.([a-z]{2,3})\.welcome$/.exec(name)?.[1] ?? [])
  const texts: NonNullable<ChatbotChange["texts"]> = {}
  for (const language of known) if (language !== "new") texts[language] = words(`texts.${language}`)
  const added = form.text("language")
  if (added) texts[added] = words("texts.new")
  else if (Object.values(words("texts.new")).flat().join("").trim())
    throw new AppError("validation", "Choose the language that these words are in.", { field: "language" })
  return texts
}

/** In the order they were saved in, since the first also answers those who write another: at first, the chatbot's own. */
function languagesOf(form: Form, { limits, locale }: Chatbot): string[] {
  const chosen = Object.keys(form.values()).flatMap((name) => /^limits\.languages\.(\w+)$/.exec(name)?.[1] ?? [])
  const order = [...limits.languages, locale.split("-")[0]!, ...chosen]
  return [...new Set(order)].filter((code) => chosen.includes(code))
}

/** The address has a field only where no uploaded picture stands in its place; that one goes when it is asked to. */
function avatarOf(form: Form): { avatar?: string } {
  if (form.isChecked("picture.remove")) return { avatar: "" }
  const [avatar] = form.all("appearance.avatar")
  return avatar === undefined ? {} : { avatar }
}

/** An empty field is no number, and not zero. */
const numberOf = (text: string): number => (text.trim() ? Number(text.replace(",", ".")) : Number.NaN)

/** The settings of each chatbot. */
export const chatbotAdminRoutes = (deps: Deps) => {
  const { auth, chatbots, chatbotCommands, conversations, chatbotFiles, origins, sightings } = deps
  const { effectsOfSettings, hasModel } = deps.content
  const page = createAdminPage(auth)
  const pathOf = (id: string) => `/admin/chatbots/${encodeURIComponent(id)}`

  const summaryOf = createSummaryOf(deps)

  function tabPage(
    request: Request,
    frame: AdminFrame,
    chatbot: Chatbot,
    tab: Tab["name"],
    form: FormState,
    tried: Omit<TriedSettings, "modelAnswers"> = {},
  ) {
    const common = { frame, chatbot: { id: chatbot.id, name: chatbot.name }, form }
    const trial = { ...tried, modelAnswers: hasModel() ? 2 * mostWithModel : undefined }
    switch (tab) {
      case "basics":
        return <ChatbotBasicsPage {...common} />
      case "limits":
        return (
          <ChatbotLimitsPage
            {...common}
            tried={trial}
            languages={{ spoken: spokenLanguages, others: languageCodes, saved: chatbot.limits.languages }}
          />
        )
      case "languages":
        return (
          <ChatbotLanguagesPage
            {...common}
            languages={Object.keys(chatbot.texts)}
            choices={languageCodes}
            own={{ ...wordsFor({ ...chatbot, texts: {} }, ""), locale: chatbot.locale }}
          />
        )
      case "person":
        return <ChatbotPersonPage {...common} rules={wordRules(chatbot)} tried={trial} />
      case "looks":
        return (
          <ChatbotLooksPage
            {...common}
            picture={hasUploadedPicture(chatbot.appearance) ? chatbot.appearance.avatar : undefined}
          />
        )
      case "website": {
        const own = origins.own(request)
        return (
          <ChatbotWebsitePage
            {...common}
            snippet={snippetOf(own, chatbot.id)}
            visitors={sightings.list(chatbot.id).filter(({ isAllowed }) => isAllowed).length}
            ownPage={own + ownPagePath(chatbot.id)}
            hasPage={chatbot.hasPage}
            site={chatbot.origins.find((origin) => origin !== "*")}
          />
        )
      }
    }
  }

  const app = new Elysia({ name: "chatbot-admin", prefix: "/admin", detail: { hide: true } })
    .get("/chatbots", ({ request }) =>
      page(request, (_, frame) =>
        htmlPage(<ChatbotListPage frame={frame} chatbots={chatbots.list().map(summaryOf)} />),
      ),
    )
    .get("/chatbots/new", ({ request }) =>
      page(request, (_, frame) =>
        htmlPage(<NewChatbotPage frame={frame} form={{ values: { locale: "en", aiEnabled: "on" } }} />),
      ),
    )
    .post("/chatbots/new", ({ request }) =>
      page(request, (owner, frame) =>
        takeForm(
          request,
          async (form) => {
            const chatbot = await chatbotCommands.create(owner, {
              name: form.text("name"),
              locale: form.text("locale"),
              aiEnabled: form.isChecked("aiEnabled"),
              origins: form.lines("origins"),
            })
            return done(`${pathOf(chatbot.id)}/content`, "made")
          },
          (refused, status) => htmlPage(<NewChatbotPage frame={frame} form={refused} />, status),
        ),
      ),
    )
    .get("/chatbots/import", ({ request }) =>
      page(request, (_, frame) => htmlPage(<ChatbotImportPage frame={frame} form={{ values: {} }} />)),
    )
    .post("/chatbots/import", ({ request }) =>
      page(request, (owner, frame) =>
        takeForm(
          request,
          async (form) => {
            const [file] = form.files("file")
            if (!file) throw new AppError("validation", "Choose the file.", { field: "file" })
            const chatbot = await chatbotFiles.importFile(owner, file)
            return done(pathOf(chatbot.id), "imported")
          },
          (refused, status) => htmlPage(<ChatbotImportPage frame={frame} form={refused} />, status),
        ),
      ),
    )
    .get("/chatbots/:id/export", ({ request, params }) =>
      page(request, () => fileResponse(chatbotFiles.exportOf(params.id))),
    )
    .post("/chatbots/:id/duplicate", ({ request, params }) =>
      page(request, async (owner) => done(pathOf((await chatbotFiles.duplicate(owner, params.id)).id), "duplicated")),
    )
    .post("/chatbots/:id/page", ({ request, params }) =>
      page(request, async (owner) => {
        const hasPage = (await readForm(request)).text("hasPage") === "on"
        await chatbotCommands.update(owner, params.id, { hasPage })
        return redirectTo(`${pathOf(params.id)}/website?done=saved#own-page`)
      }),
    )
    .get("/chatbots/:id/preview", ({ request, params }) =>
      page(request, () => {
        const { id, name } = chatbots.get(params.id)
        return htmlPage(<PreviewPage name={name} chatbotId={id} />, 200, pictured)
      }),
    )
    .get("/chatbots/:id/delete", ({ request, params }) =>
      page(request, (_, frame) => {
        const { id, name } = chatbots.get(params.id)
        const open = conversations.countOpen(id)
        const count = open.waiting + open.held + open.withAi
        return htmlPage(
          <ConfirmPage
            frame={frame}
            section="chatbots"
            title={`Delete ${name}?`}
            action={`${pathOf(id)}/delete`}
            back={{ href: pathOf(id), label: name }}
            word="Delete for ever"
          >
            {count > 0 ? (
              <p>
                <strong>Open just now: {openWords(open)}.</strong>{" "}
                {count === 1
                  ? "It ends at once, without a word: the chat goes from the visitor's window, the conversation from the desk."
                  : "They end at once, without a word: the chat goes from the visitors' windows, the conversations from the desk."}
                {open.waiting + open.held > 0
                  ? ` Have your team finish ${open.waiting + open.held === 1 ? "it" : "them"} first: nobody can be answered afterwards.`
                  : ""}
              </p>
            ) : (
              <p>Nobody is in a conversation with it just now.</p>
            )}
            <p>
              Its content, its visitors and all their conversations go with it, at once and for ever. On your website
              the chat disappears.
            </p>
          </ConfirmPage>,
        )
      }),
    )
    .post("/chatbots/:id/delete", ({ request, params }) =>
      page(request, async (owner) => {
        await chatbotCommands.remove(owner, params.id)
        return done("/admin/chatbots", "deleted")
      }),
    )
    // Where a refused form leaves the address bar: opened again, it is the page that the form stands on.
    .get("/chatbots/:id/rules", ({ params }) => redirectTo(`${pathOf(params.id)}/person#rules`))
    .get("/chatbots/:id/rules/:rule", ({ params }) => redirectTo(`${pathOf(params.id)}/person#rules`))
    .post("/chatbots/:id/rules", ({ request, params }) => saveRule(request, params.id, "new"))
    .post("/chatbots/:id/rules/:rule", ({ request, params }) => saveRule(request, params.id, params.rule))
    .get("/chatbots/:id/rules/:rule/delete", ({ request, params }) =>
      page(request, (_, frame) => {
        const chatbot = chatbots.get(params.id)
        const rule = wordRules(chatbot).find(({ id }) => id === params.rule)
        if (!rule) throw new AppError("not_found", "There is no such rule any more.")
        return htmlPage(
          <ConfirmPage
            frame={frame}
            section="chatbots"
            title={`Delete the rule “${rule.name}”?`}
            action={`${pathOf(chatbot.id)}/rules/${encodeURIComponent(rule.id)}/delete`}
            back={{ href: `${pathOf(chatbot.id)}/person`, label: chatbot.name }}
            word="Delete rule"
          >
            <p>These words no longer call a person by themselves: {rule.phrases.join(", ")}.</p>
          </ConfirmPage>,
        )
      }),
    )
    .post("/chatbots/:id/rules/:rule/delete", ({ request, params }) =>
      page(request, async (owner) => {
        const rules = chatbots.get(params.id).escalation.rules.filter(({ id }) => id !== params.rule)
        await chatbotCommands.update(owner, params.id, { escalation: { rules } })
        return redirectTo(`${pathOf(params.id)}/person?done=deleted#rules`)
      }),
    )

  for (const { name, path, values, change, isTried } of tabs) {
    app
      .get(`/chatbots/:id${path}`, ({ request, params }) =>
        page(request, (_, frame) => {
          const chatbot = chatbots.get(params.id)
          return htmlPage(tabPage(request, frame, chatbot, name, { values: values(chatbot) }), 200, pictured)
        }),
      )
      .post(`/chatbots/:id${path}`, ({ request, params }) =>
        page(request, async (owner, frame) => {
          const form = await readForm(request)
          const [file] = form.files("picture")
          try {
            const wish = change(form, chatbots.get(params.id))
            const confirmed = JSON.stringify(wish)
            const act = form.text("act")
            if (isTried && (act || form.text("confirmed") !== confirmed)) {
              const chatbot = chatbots.get(params.id)
              const draft = { settings: changeChatbot(chatbot, wish, () => "") }
              const effects = await effectsOfSettings(chatbot, draft, act === "model" && hasModel(), request.signal)
              const state = { values: form.values() }
              if (act || effects.isSerious)
                return htmlPage(tabPage(request, frame, chatbot, name, state, { effects, confirmed }))
            }
            await chatbotCommands.update(owner, params.id, wish, file && (await readPicture(file)))
            return done(`${pathOf(params.id)}${path}`, "saved")
          } catch (error) {
            const { status, ...refused } = refusalOf(error)
            // No page can put a file back into its field.
            if (file) refused.errors.picture ??= "Choose the picture again: nothing was saved yet."
            const state = { values: form.values(), ...refused }
            return htmlPage(tabPage(request, frame, chatbots.get(params.id), name, state), status, pictured)
          }
        }),
      )
  }
  return app

  function saveRule(request: Request, id: string, ruleId: string): Promise<Response> {
    return page(request, async (owner, frame) => {
      const form = await readForm(request)
      const chatbot = chatbots.get(id)
      const { rules } = chatbot.escalation
      const typed = { name: form.text("name"), phrases: form.lines("phrases"), enabled: form.isChecked("enabled") }
      const isNew = ruleId === "new"
      const at = isNew ? rules.length : rules.findIndex((each) => each.id === ruleId)
      if (!isNew && !wordRules(chatbot).some((each) => each.id === ruleId))
        throw new AppError("not_found", "There is no such rule any more. Add it again.")
      try {
        const after = [...rules.slice(0, at), { ...typed, id: isNew ? "" : ruleId }, ...rules.slice(at + 1)]
        await chatbotCommands.update(owner, id, { escalation: { rules: after } })
        return redirectTo(`${pathOf(id)}/person?done=saved#rules`)
      } catch (error) {
        const { status, errors, error: whole } = refusalOf(error)
        // `rules.2.phrases` is `phrases` in the form of that one rule.
        const own = Object.fromEntries(
          Object.entries(errors).map(([field, message]) => [field.split(".").at(-1)!, message]),
        )
        const state = { values: form.values(), errors: own, error: whole }
        return htmlPage(
          <ChatbotPersonPage
            frame={frame}
            chatbot={{ id: chatbot.id, name: chatbot.name }}
            form={{ values: tabs.find(({ name }) => name === "person")!.values(chatbot) }}
            rules={wordRules(chatbot)}
            refused={{ id: ruleId, form: state }}
            tried={{ modelAnswers: undefined }}
          />,
          status,
        )
      }
    })
  }
}
