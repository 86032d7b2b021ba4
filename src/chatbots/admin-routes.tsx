import { Elysia } from "elysia"
import { ChatbotBasicsPage } from "../../views/admin/chatbot-basics"
import { ChatbotListPage, type ChatbotSummary, NewChatbotPage } from "../../views/admin/chatbot-list"
import { ChatbotLooksPage } from "../../views/admin/chatbot-looks"
import { ChatbotPersonPage, type RuleView } from "../../views/admin/chatbot-person"
import { ChatbotWebsitePage } from "../../views/admin/chatbot-website"
import { ConfirmPage } from "../../views/admin/confirm"
import type { FormState, Values } from "../../views/admin/form"
import type { AdminFrame } from "../../views/admin/frame"
import { OverviewPage, type Step } from "../../views/admin/overview"
import { PreviewPage } from "../../views/admin/preview"
import type { Auth } from "../accounts/auth"
import type { PersonStore } from "../accounts/person-store"
import { AppError } from "../errors"
import { createAdminPage, done } from "../http/admin-page"
import { type Form, readForm, refusalOf } from "../http/form"
import { htmlPage, pageHeaders, redirectTo } from "../http/html"
import type { Origins } from "../http/origin"
import type { Knowledge } from "../knowledge/knowledge"
import type { AvailabilityBoard } from "../queues/availability"
import type { VisitorStore } from "../visitors/visitor-store"
import { snippetOf } from "./api-routes"
import type { Chatbot } from "./chatbot"
import type { ChatbotChange } from "./chatbot-change"
import type { ChatbotStore } from "./chatbot-store"
import type { ChatbotCommands } from "./commands"

type Deps = {
  auth: Auth
  chatbots: ChatbotStore
  chatbotCommands: ChatbotCommands
  people: PersonStore
  visitors: Pick<VisitorStore, "countOnWebsites">
  knowledge: Knowledge
  board: AvailabilityBoard
  origins: Origins
}

/** Each tab of a chatbot: what its form holds, and what it means. */
type Tab = {
  name: "basics" | "person" | "looks" | "website"
  path: "" | "/person" | "/looks" | "/website"
  values: (chatbot: Chatbot) => Values
  change: (form: Form) => ChatbotChange
}

const checked = (name: string, on: boolean): Values => (on ? { [name]: "on" } : {})
const contactFields = ["name", "email", "phone", "company"] as const

const tabs: Tab[] = [
  {
    name: "basics",
    path: "",
    values: ({ name, persona, welcome, suggestions, locale, aiEnabled }) => ({
      name,
      persona,
      welcome,
      suggestions: suggestions.join("\n"),
      locale,
      ...checked("aiEnabled", aiEnabled),
    }),
    change: (form) => ({
      name: form.text("name"),
      persona: form.text("persona"),
      welcome: form.text("welcome"),
      suggestions: form.lines("suggestions"),
      locale: form.text("locale"),
      aiEnabled: form.isChecked("aiEnabled"),
    }),
  },
  {
    name: "person",
    path: "/person",
    values: ({ escalation, fallback }) => ({
      "escalation.sensitivity": String(escalation.sensitivity),
      "escalation.threshold": String(escalation.threshold),
      "escalation.promiseSeconds": String(escalation.promiseSeconds),
      "fallback.email": fallback.email ?? "",
      ...checked("fallback.captureContact", fallback.captureContact),
    }),
    change: (form) => ({
      escalation: {
        sensitivity: numberOf(form.text("escalation.sensitivity")),
        threshold: numberOf(form.text("escalation.threshold")),
        promiseSeconds: numberOf(form.text("escalation.promiseSeconds")),
      },
      fallback: { captureContact: form.isChecked("fallback.captureContact"), email: form.text("fallback.email") },
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
      "appearance.avatar": appearance.avatar ?? "",
      "contactForm.prompt": contactForm?.prompt ?? "",
      ...Object.fromEntries((contactForm?.fields ?? []).map((field) => [`contactForm.${field}`, "on"])),
    }),
    change: (form) => ({
      appearance: {
        color: form.text("appearance.color"),
        font: form.text("appearance.font"),
        theme: form.text("appearance.theme"),
        position: form.text("appearance.position"),
        avatar: form.text("appearance.avatar"),
      },
      contactForm: {
        fields: contactFields.filter((field) => form.isChecked(`contactForm.${field}`)),
        prompt: form.text("contactForm.prompt"),
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

/** The AI's picture comes from the business's own website. */
const previewPolicy = pageHeaders["content-security-policy"]!.replace("img-src 'self'", "img-src 'self' https:")

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

/** An empty field is no number, and not zero. */
const numberOf = (text: string): number => (text.trim() ? Number(text.replace(",", ".")) : Number.NaN)

/** The admin's overview and the settings of each chatbot. */
export const chatbotAdminRoutes = (deps: Deps) => {
  const { auth, chatbots, chatbotCommands, people, visitors, knowledge, board, origins } = deps
  const page = createAdminPage(auth)
  const pathOf = (id: string) => `/admin/chatbots/${encodeURIComponent(id)}`

  const summaryOf = ({ id, name, aiEnabled, seats, origins: websites }: Chatbot): ChatbotSummary => ({
    id,
    name,
    aiEnabled,
    seats,
    sources: knowledge.list(id).length,
    seatsTaken: people.listSeated(id).length,
    online: board.isAnybodyOnline(id),
    websites: websites.length,
  })

  function stepsOf(list: ChatbotSummary[]): Step[] {
    const first = list[0]
    const path = first ? pathOf(first.id) : "/admin/chatbots/new"
    const taught = list.some(({ sources }) => sources > 0)
    return [
      {
        title: "Make a chatbot",
        help: "Its name, its first words and how it speaks.",
        href: first ? "/admin/chatbots" : "/admin/chatbots/new",
        word: first ? "Look" : "Make",
        done: first !== undefined,
      },
      {
        title: "Teach it",
        help: "Add what your customers ask about: texts, files, questions and answers.",
        href: first ? `${path}/content` : path,
        word: "Add content",
        done: taught,
      },
      {
        title: "Give somebody a seat",
        help: "Operators answer when a person is needed.",
        href: "/admin/team",
        word: "Team",
        done: list.some(({ seatsTaken }) => seatsTaken > 0),
      },
      {
        title: "Put it on your website",
        help: "Allow your website and paste one line.",
        href: first ? `${path}/website` : path,
        word: "Get the snippet",
        done: list.some(({ websites }) => websites > 0),
      },
    ]
  }

  function tabPage(request: Request, frame: AdminFrame, chatbot: Chatbot, tab: Tab["name"], form: FormState) {
    const common = { frame, chatbot: { id: chatbot.id, name: chatbot.name }, form }
    switch (tab) {
      case "basics":
        return <ChatbotBasicsPage {...common} />
      case "person":
        return <ChatbotPersonPage {...common} rules={wordRules(chatbot)} />
      case "looks":
        return <ChatbotLooksPage {...common} />
      case "website": {
        const own = origins.own(request)
        return (
          <ChatbotWebsitePage
            {...common}
            snippet={snippetOf(own, chatbot.id)}
            visitors={visitors.countOnWebsites(chatbot.id, `${own}/`)}
          />
        )
      }
    }
  }

  const app = new Elysia({ name: "chatbot-admin", prefix: "/admin", detail: { hide: true } })
    .get("/", ({ request }) =>
      page(request, (_, frame) => {
        const list = chatbots.list().map(summaryOf)
        return htmlPage(<OverviewPage frame={frame} steps={stepsOf(list)} chatbots={list} />)
      }),
    )
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
      page(request, async (owner, frame) => {
        const form = await readForm(request)
        try {
          const chatbot = await chatbotCommands.create(owner, {
            name: form.text("name"),
            locale: form.text("locale"),
            aiEnabled: form.isChecked("aiEnabled"),
            origins: form.lines("origins"),
          })
          return done(`${pathOf(chatbot.id)}/content`, "made")
        } catch (error) {
          const { status, ...refused } = refusalOf(error)
          return htmlPage(<NewChatbotPage frame={frame} form={{ values: form.values(), ...refused }} />, status)
        }
      }),
    )
    .get("/chatbots/:id/preview", ({ request, params }) =>
      page(request, () => {
        const { id, name } = chatbots.get(params.id)
        return htmlPage(<PreviewPage name={name} chatbotId={id} />, 200, { "content-security-policy": previewPolicy })
      }),
    )
    .get("/chatbots/:id/delete", ({ request, params }) =>
      page(request, (_, frame) => {
        const { id, name } = chatbots.get(params.id)
        return htmlPage(
          <ConfirmPage
            frame={frame}
            section="chatbots"
            title={`Delete ${name}?`}
            action={`${pathOf(id)}/delete`}
            back={{ href: pathOf(id), label: name }}
            word="Delete for ever"
          >
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

  for (const { name, path, values, change } of tabs) {
    app
      .get(`/chatbots/:id${path}`, ({ request, params }) =>
        page(request, (_, frame) => {
          const chatbot = chatbots.get(params.id)
          return htmlPage(tabPage(request, frame, chatbot, name, { values: values(chatbot) }))
        }),
      )
      .post(`/chatbots/:id${path}`, ({ request, params }) =>
        page(request, async (owner, frame) => {
          const form = await readForm(request)
          try {
            await chatbotCommands.update(owner, params.id, change(form))
            return done(`${pathOf(params.id)}${path}`, "saved")
          } catch (error) {
            const { status, ...refused } = refusalOf(error)
            const state = { values: form.values(), ...refused }
            return htmlPage(tabPage(request, frame, chatbots.get(params.id), name, state), status)
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
            form={{ values: tabs[1]!.values(chatbot) }}
            rules={wordRules(chatbot)}
            refused={{ id: ruleId, form: state }}
          />,
          status,
        )
      }
    })
  }
}
