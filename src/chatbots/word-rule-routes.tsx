import { Elysia } from "elysia"
import { chatbotPath } from "../../views/admin/chatbot-frame"
import { ChatbotPersonPage } from "../../views/admin/chatbot-person"
import { ConfirmPage } from "../../views/admin/confirm"
import type { Auth } from "../accounts/auth"
import { AppError } from "../errors"
import { createAdminPage } from "../http/admin-page"
import { takeForm } from "../http/form"
import { htmlPage, redirectTo } from "../http/html"
import type { ChatbotStore } from "./chatbot-store"
import type { ChatbotCommands } from "./commands"
import { personTab } from "./settings-tabs"
import { wordRulesOf } from "./word-rules"

type Deps = { auth: Auth; chatbots: ChatbotStore; chatbotCommands: ChatbotCommands }

/** Words that call a person, edited beside what else calls one. */
export const wordRuleRoutes = ({ auth, chatbots, chatbotCommands }: Deps) => {
  const page = createAdminPage(auth)

  const saveRule = (request: Request, id: string, ruleId: string): Promise<Response> =>
    page(request, (owner, frame) => {
      const chatbot = chatbots.get(id)
      const { rules } = chatbot.escalation
      const isNew = ruleId === "new"
      const at = isNew ? rules.length : rules.findIndex((each) => each.id === ruleId)
      if (!isNew && !wordRulesOf(chatbot).some((each) => each.id === ruleId))
        throw new AppError("not_found", "There is no such rule any more. Add it again.")
      return takeForm(
        request,
        async (form) => {
          const typed = { name: form.text("name"), phrases: form.lines("phrases"), enabled: form.isChecked("enabled") }
          // Where it sends people to has no field here, and stays.
          const rule = isNew ? { ...typed, id: "" } : { ...typed, id: ruleId, action: rules[at]?.action }
          const after = [...rules.slice(0, at), rule, ...rules.slice(at + 1)]
          await chatbotCommands.update(owner, id, { escalation: { rules: after } })
          return redirectTo(`${chatbotPath(id, "person")}?done=saved#rules`)
        },
        (refused, status) => {
          // `rules.2.phrases` is `phrases` in the form of that one rule; what has no field here is said above it.
          const { name, phrases, ...elsewhere } = Object.fromEntries(
            Object.entries(refused.errors).map(([field, message]) => [field.split(".").at(-1)!, message]),
          )
          const errors = { ...(name ? { name } : {}), ...(phrases ? { phrases } : {}) }
          const error = refused.error ?? Object.values(elsewhere)[0]
          return htmlPage(
            <ChatbotPersonPage
              frame={frame}
              chatbot={{ id: chatbot.id, name: chatbot.name }}
              form={{ values: personTab.values(chatbot) }}
              rules={wordRulesOf(chatbot)}
              refused={{ id: ruleId, form: { values: refused.values, errors, error } }}
              tried={{ modelAnswers: undefined }}
            />,
            status,
          )
        },
      )
    })

  return (
    new Elysia({ name: "word-rules", prefix: "/admin", detail: { hide: true } })
      // Where a refused form leaves the address bar: opened again, it is the page that the form stands on.
      .get("/chatbots/:id/rules", ({ params }) => redirectTo(`${chatbotPath(params.id, "person")}#rules`))
      .get("/chatbots/:id/rules/:rule", ({ params }) => redirectTo(`${chatbotPath(params.id, "person")}#rules`))
      .post("/chatbots/:id/rules", ({ request, params }) => saveRule(request, params.id, "new"))
      .post("/chatbots/:id/rules/:rule", ({ request, params }) => saveRule(request, params.id, params.rule))
      .get("/chatbots/:id/rules/:rule/delete", ({ request, params }) =>
        page(request, (_, frame) => {
          const chatbot = chatbots.get(params.id)
          const rule = wordRulesOf(chatbot).find(({ id }) => id === params.rule)
          if (!rule) throw new AppError("not_found", "There is no such rule any more.")
          return htmlPage(
            <ConfirmPage
              frame={frame}
              section="chatbots"
              title={`Delete the rule “${rule.name}”?`}
              action={`${chatbotPath(chatbot.id)}/rules/${encodeURIComponent(rule.id)}/delete`}
              back={{ href: chatbotPath(chatbot.id, "person"), label: chatbot.name }}
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
          return redirectTo(`${chatbotPath(params.id, "person")}?done=deleted#rules`)
        }),
      )
  )
}
