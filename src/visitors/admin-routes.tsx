import { Elysia } from "elysia"
import { ConfirmPage } from "../../views/admin/confirm"
import type { FormState } from "../../views/admin/form"
import type { AdminFrame } from "../../views/admin/frame"
import { IntentEditorPage, IntentFields } from "../../views/admin/intent-editor"
import { CheckedRule, focusAfter } from "../../views/admin/rule-parts"
import { NoVisitorsPage, VisitorSettingsPage, visitorsPath } from "../../views/admin/visitors"
import type { Auth } from "../accounts/auth"
import type { Chatbot } from "../chatbots/chatbot"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import { AppError } from "../errors"
import { createAdminPage } from "../http/admin-page"
import { type Form, readForm, takeForm } from "../http/form"
import { htmlFragment, htmlPage, redirectTo } from "../http/html"
import { wantsFragment } from "../http/page-request"
import type { VisitorCommands } from "./commands"
import { describeIntentRule, type IntentRule } from "./intent"
import {
  emptyIntentDraft,
  emptyIntentRow,
  type IntentDraft,
  type IntentRow,
  readIntentDraft,
  toIntentDraft,
} from "./intent-rows"
import { intentTemplates } from "./intent-templates"
import type { VisitorSettingStore } from "./visitor-settings"

type Deps = { auth: Auth; chatbots: ChatbotStore; visitorSettings: VisitorSettingStore; commands: VisitorCommands }

/** What an owner decides about visitors: who is worth an alert, how live it is, who may say who they are. */
export const visitorAdminRoutes = ({ auth, chatbots, visitorSettings, commands }: Deps) => {
  const page = createAdminPage(auth)
  const back = (id: string, word = "saved", at = "") => redirectTo(`${visitorsPath(id)}?done=${word}${at}`)
  const withSentence = (rule: IntentRule) => ({ ...rule, sentence: describeIntentRule(rule) })

  function show(frame: AdminFrame, chatbot: Chatbot, more: { intent?: FormState; secret?: string } = {}) {
    const { live, keepAddress, intent } = visitorSettings.get(chatbot.id)
    const { threshold, alert, greeting, rules } = intent
    const values = { threshold: String(threshold), greeting, ...(alert ? { alert: "on" } : {}) }
    return (
      <VisitorSettingsPage
        frame={frame}
        chatbot={chatbot}
        chatbots={chatbots.list()}
        intent={more.intent ?? { values }}
        site={{ live, keepAddress }}
        rules={rules.map(withSentence)}
        templates={intentTemplates.map(({ use, title, rules: own }) => ({
          use,
          title,
          rules: own.map(withSentence),
          isAdded: own.every(({ id }) => rules.some((one) => one.id === id)),
        }))}
        hasSecret={commands.hasSecret(chatbot.id)}
        secret={more.secret}
      />
    )
  }

  function ruleOf(chatbotId: string, id: string): IntentRule {
    const rule = visitorSettings.get(chatbotId).intent.rules.find((one) => one.id === id)
    if (!rule) throw new AppError("not_found", "This rule no longer exists. It may have been deleted.")
    return rule
  }

  const rulesOf = (chatbotId: string) => visitorSettings.get(chatbotId).intent.rules

  function check(draft: IntentDraft) {
    const read = readIntentDraft(draft, "new")
    return "errors" in read ? { errors: read.errors } : { errors: {}, sentence: describeIntentRule(read.rule) }
  }

  const editor = (frame: AdminFrame, chatbot: Chatbot, draft: IntentDraft, ruleId?: string, isRefused = false) => (
    <IntentEditorPage
      frame={frame}
      chatbot={chatbot}
      ruleId={ruleId}
      draft={draft}
      checked={check(draft)}
      isRefused={isRefused}
    />
  )

  /** One form, several buttons: what changes its shape answers it anew, the rest saves. */
  const post = (request: Request, chatbotId: string, ruleId?: string) =>
    page(request, async (owner, frame) => {
      const chatbot = chatbots.get(chatbotId)
      if (ruleId) ruleOf(chatbotId, ruleId)
      const form = await readForm(request)
      const act = form.all("do").at(-1) ?? "save"
      const draft = reshaped(draftOf(form), act)
      if (act !== "save") {
        const action = visitorsPath(chatbotId, ruleId ? `/rule/${encodeURIComponent(ruleId)}` : "/new")
        if (!wantsFragment(request)) return htmlPage(editor(frame, chatbot, draft, ruleId))
        return htmlFragment(
          act === "check" ? (
            <CheckedRule action={action} form="intent-form" {...check(draft)} />
          ) : (
            <IntentFields action={action} draft={draft} errors={{}} focus={focusAfter(act, draft.rows.length)} />
          ),
        )
      }
      const read = readIntentDraft(draft, ruleId ?? "")
      if ("errors" in read) return htmlPage(editor(frame, chatbot, draft, ruleId, true), 400)
      const before = rulesOf(chatbotId)
      const rules = ruleId ? before.map((one) => (one.id === ruleId ? read.rule : one)) : [...before, read.rule]
      await commands.change(owner, chatbotId, { intent: { rules } })
      return back(chatbotId, "saved", "#intent")
    })

  return new Elysia({ name: "visitor-admin", prefix: "/admin/visitors", detail: { hide: true } })
    .get("/", ({ request }) =>
      page(request, (_, frame) => {
        const first = chatbots.list()[0]
        return first ? redirectTo(visitorsPath(first.id)) : htmlPage(<NoVisitorsPage frame={frame} />)
      }),
    )
    .get("/:id", ({ request, params }) => page(request, (_, frame) => htmlPage(show(frame, chatbots.get(params.id)))))
    .post("/:id/intent", ({ request, params }) =>
      page(request, (owner, frame) => {
        const chatbot = chatbots.get(params.id)
        return takeForm(
          request,
          async (form) => {
            const threshold = form.text("threshold").trim()
            await commands.change(owner, chatbot.id, {
              intent: {
                threshold: threshold ? Number(threshold) : Number.NaN,
                alert: form.isChecked("alert"),
                greeting: form.text("greeting"),
              },
            })
            return back(chatbot.id, "saved", "#intent")
          },
          (refused, status) => htmlPage(show(frame, chatbot, { intent: refused }), status),
        )
      }),
    )
    .post("/:id/site", ({ request, params }) =>
      page(request, async (owner) => {
        const form = await readForm(request)
        const change = { live: form.isChecked("live"), keepAddress: form.isChecked("keepAddress") }
        await commands.change(owner, params.id, change)
        return back(params.id, "saved", "#site")
      }),
    )
    .post("/:id/templates", ({ request, params }) =>
      page(request, async (owner) => {
        const form = await readForm(request)
        const template = intentTemplates.find(({ use }) => use === form.text("use"))
        if (!template) throw new AppError("not_found", "There is no such set of rules.")
        const before = rulesOf(params.id)
        // Added twice, a set is not there twice.
        const fresh = template.rules.filter(({ id }) => !before.some((one) => one.id === id))
        await commands.change(owner, params.id, { intent: { rules: [...before, ...fresh] } })
        return back(params.id, "added", "#intent")
      }),
    )
    .get("/:id/new", ({ request, params }) =>
      page(request, (_, frame) => htmlPage(editor(frame, chatbots.get(params.id), emptyIntentDraft))),
    )
    .post("/:id/new", ({ request, params }) => post(request, params.id))
    .get("/:id/rule/:rule", ({ request, params }) =>
      page(request, (_, frame) =>
        htmlPage(editor(frame, chatbots.get(params.id), toIntentDraft(ruleOf(params.id, params.rule)), params.rule)),
      ),
    )
    .post("/:id/rule/:rule", ({ request, params }) => post(request, params.id, params.rule))
    .post("/:id/rule/:rule/act", ({ request, params }) =>
      page(request, async (owner) => {
        const form = await readForm(request)
        const rule = ruleOf(params.id, params.rule)
        const enabled = form.text("do") === "on"
        const rules = rulesOf(params.id).map((one) => (one === rule ? { ...one, enabled } : one))
        await commands.change(owner, params.id, { intent: { rules } })
        return back(params.id, "saved", "#intent")
      }),
    )
    .get("/:id/rule/:rule/delete", ({ request, params }) =>
      page(request, (_, frame) => {
        const rule = ruleOf(params.id, params.rule)
        return htmlPage(
          <ConfirmPage
            frame={frame}
            section="visitors"
            title={`Delete the rule “${rule.name}”?`}
            action={visitorsPath(params.id, `/rule/${encodeURIComponent(rule.id)}/delete`)}
            back={{ href: visitorsPath(params.id), label: "Visitors" }}
            word="Delete rule"
          >
            <p>{describeIntentRule(rule)} This would no longer count.</p>
          </ConfirmPage>,
        )
      }),
    )
    .post("/:id/rule/:rule/delete", ({ request, params }) =>
      page(request, async (owner) => {
        const rules = rulesOf(params.id).filter(({ id }) => id !== params.rule)
        await commands.change(owner, params.id, { intent: { rules } })
        return back(params.id, "deleted", "#intent")
      }),
    )
    .get("/:id/secret", ({ request, params }) =>
      page(request, (_, frame) => {
        const chatbot = chatbots.get(params.id)
        return htmlPage(
          <ConfirmPage
            frame={frame}
            section="visitors"
            title="Make another secret?"
            action={visitorsPath(chatbot.id, "/secret")}
            back={{ href: visitorsPath(chatbot.id), label: "Visitors" }}
            word="Make another"
          >
            <p>
              What your server signs with the current secret is refused from that moment on, until it has the new one.
            </p>
          </ConfirmPage>,
        )
      }),
    )
    .post("/:id/secret", ({ request, params }) =>
      page(request, async (owner, frame) => {
        const secret = await commands.makeSecret(owner, params.id)
        return htmlPage(show(frame, chatbots.get(params.id), { secret }))
      }),
    )
    .get("/:id/secret/remove", ({ request, params }) =>
      page(request, (_, frame) => {
        const chatbot = chatbots.get(params.id)
        return htmlPage(
          <ConfirmPage
            frame={frame}
            section="visitors"
            title="Remove the secret?"
            action={visitorsPath(chatbot.id, "/secret/remove")}
            back={{ href: visitorsPath(chatbot.id), label: "Visitors" }}
            word="Remove"
          >
            <p>Nobody is verified any more: customers no longer find their conversations on another device.</p>
          </ConfirmPage>,
        )
      }),
    )
    .post("/:id/secret/remove", ({ request, params }) =>
      page(request, async (owner) => {
        await commands.removeSecret(owner, params.id)
        return back(params.id, "deleted", "#identity")
      }),
    )
}

const isWords = (kind: string) => kind === "page" || kind === "campaign" || kind === "referrer"

function draftOf(form: Form): IntentDraft {
  const rows: IntentRow[] = []
  for (let at = 0; form.all(`rows.${at}.kind`).length > 0 && at < 20; at++) {
    const part = (name: string) => form.text(`rows.${at}.${name}`)
    const kind = part("kind")
    // Words are no number of visits: what was typed for another kind goes with it.
    const isSame = part("was") === kind || (isWords(kind) && isWords(part("was")))
    rows.push({ kind, value: isSame ? part("value") : "", name: part("name"), is: part("is") || emptyIntentRow.is })
  }
  return { name: form.text("name"), enabled: form.isChecked("enabled"), points: form.text("points"), rows }
}

function reshaped(draft: IntentDraft, act: string): IntentDraft {
  if (act === "add") return { ...draft, rows: [...draft.rows, emptyIntentRow] }
  const removed = /^remove\.(\d+)$/.exec(act)?.[1]
  return removed ? { ...draft, rows: draft.rows.filter((_, at) => at !== Number(removed)) } : draft
}
