import { Elysia } from "elysia"
import { ConfirmPage } from "../../views/admin/confirm"
import type { FormState } from "../../views/admin/form"
import type { AdminFrame } from "../../views/admin/frame"
import { NoChatbotPage, RulesPage, rulesPath } from "../../views/admin/rules"
import { RuleCheck, RuleEditorPage, RuleFields } from "../../views/admin/rules-editor"
import { WhatIf } from "../../views/admin/what-if"
import type { Auth } from "../accounts/auth"
import type { Person } from "../accounts/person-store"
import type { Chatbot } from "../chatbots/chatbot"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { ChatbotCommands } from "../chatbots/commands"
import { AppError } from "../errors"
import { createAdminPage } from "../http/admin-page"
import { type Form, readForm, refusalOf } from "../http/form"
import { htmlFragment, htmlPage, redirectTo } from "../http/html"
import { wantsFragment } from "../http/page-request"
import type { QueueStore } from "../queues/queue-store"
import type { JudgementStore } from "./judgement-store"
import { describeRule, type Rule, type RuleInput } from "./rule"
import { emptyDraft, emptyRow, type RuleDraft, type RuleRow, readDraft, toDraft } from "./rule-rows"
import { ruleTemplates } from "./rule-templates"
import type { TriedPlan, TryPlan } from "./try-plan"

type Deps = {
  auth: Auth
  chatbots: ChatbotStore
  chatbotCommands: ChatbotCommands
  queues: Pick<QueueStore, "list">
  judgements: JudgementStore
  tryPlan: TryPlan
  now: () => number
}

const base = "/admin/rules"
const [reportMs, tried] = [90 * 86_400_000, 500]

/** The owner's rules without code: a list, an editor of rows, and what a change would have done before it is saved. */
export const ruleAdminRoutes = ({ auth, chatbots, chatbotCommands, queues, judgements, tryPlan, now }: Deps) => {
  const page = createAdminPage(auth)
  const back = (id: string, word = "saved") => redirectTo(`${rulesPath(id)}?done=${word}#rules`)

  function rulesOf(chatbot: Chatbot, frame: AdminFrame, form: FormState, trial?: TriedPlan) {
    return (
      <RulesPage
        frame={frame}
        chatbot={chatbot}
        chatbots={chatbots.list()}
        form={form}
        rules={chatbot.escalation.rules.map((rule) => ({ ...rule, sentence: sentenceOf(rule) }))}
        templates={ruleTemplates.map(({ use, title, rules }) => ({
          use,
          title,
          rules: rules.map((rule) => ({ name: rule.name, sentence: sentenceOf(withKnownQueue(rule)) })),
        }))}
        report={judgements.countByTrigger(chatbot.id, now() - reportMs, now() + 1)}
        tried={trial}
      />
    )
  }

  /** A queue by its name, as people know it. */
  function sentenceOf(rule: Pick<Rule, "when" | "action">): string {
    const { action } = rule
    const queue = action.kind === "escalate" ? queues.list().find(({ id }) => id === action.queue) : undefined
    const said = describeRule(queue ? { ...rule, action: { kind: "escalate", queue: queue.name } } : rule)
    return said.replace(/^Escalate/, "Call a person").replace(" to “", " in the queue “")
  }

  /** Templates name queues that a business may not have. */
  function withKnownQueue(rule: Rule): Rule {
    const { action } = rule
    if (action.kind !== "escalate" || !action.queue) return rule
    const wanted = action.queue.toLowerCase()
    const found = queues.list().find(({ name }) => name.toLowerCase() === wanted)
    return { ...rule, action: found ? { kind: "escalate", queue: found.id } : { kind: "escalate" } }
  }

  function ruleOf(chatbot: Chatbot, id: string): Rule {
    const rule = chatbot.escalation.rules.find((one) => one.id === id)
    if (!rule) throw new AppError("not_found", "There is no such rule any more. It may have been deleted.")
    return rule
  }

  const saveRules = (owner: Person, chatbot: Chatbot, rules: RuleInput[]) =>
    chatbotCommands.update(owner, chatbot.id, { escalation: { rules } })

  /** The chatbot's rules with this one in its place, or at the end. */
  const withRule = ({ escalation: { rules } }: Chatbot, rule: Rule, id: string | undefined): Rule[] =>
    id ? rules.map((one) => (one.id === id ? rule : one)) : [...rules, rule]

  function check(chatbot: Chatbot, draft: RuleDraft, id: string | undefined) {
    const read = readDraft(draft, id ?? "new")
    if ("errors" in read) return { errors: read.errors }
    const changed = withRule(chatbot, read.rule, id)
    return { errors: {}, sentence: sentenceOf(read.rule), tried: tryPlan(chatbot, { rules: changed }, tried) }
  }

  function editor(frame: AdminFrame, chatbot: Chatbot, draft: RuleDraft | undefined, id?: string, refused?: string) {
    const rule = id && !draft ? ruleOf(chatbot, id) : undefined
    const checked = draft ? check(chatbot, draft, id) : { errors: {}, sentence: rule && sentenceOf(rule) }
    const errors: Record<string, string> = { ...checked.errors, ...(refused ? { name: refused } : {}) }
    return (
      <RuleEditorPage
        frame={frame}
        chatbot={chatbot}
        ruleId={id}
        draft={draft}
        queues={queues.list()}
        checked={{ ...checked, errors }}
        refused={refused !== undefined}
      />
    )
  }

  /** One form, several buttons: what changes its shape answers it anew, the rest saves. */
  const post = (request: Request, chatbotId: string, id?: string) =>
    page(request, async (owner, frame) => {
      const chatbot = chatbots.get(chatbotId)
      if (id) ruleOf(chatbot, id)
      const form = await readForm(request)
      const act = form.all("do").at(-1) ?? "save"
      const draft = reshaped(draftOf(form), act)
      const action = id ? rulesPath(chatbotId, `/rule/${encodeURIComponent(id)}`) : rulesPath(chatbotId, "/new")
      if (act !== "save") {
        if (!wantsFragment(request)) return htmlPage(editor(frame, chatbot, draft, id))
        if (act === "check") return htmlFragment(<RuleCheck action={action} {...check(chatbot, draft, id)} />)
        return htmlFragment(<RuleFields action={action} draft={draft} queues={queues.list()} errors={{}} />)
      }
      const read = readDraft(draft, id ?? "new")
      if ("errors" in read) return htmlPage(editor(frame, chatbot, draft, id, ""), 400)
      try {
        // Without an id it is given one.
        await saveRules(owner, chatbot, withRule(chatbot, { ...read.rule, id: id ?? "" }, id))
        return back(chatbotId)
      } catch (error) {
        const { status, errors, error: whole } = refusalOf(error)
        return htmlPage(editor(frame, chatbot, draft, id, whole ?? Object.values(errors)[0] ?? ""), status)
      }
    })

  return new Elysia({ name: "rule-admin", prefix: base, detail: { hide: true } })
    .get("/", ({ request }) =>
      page(request, (_, frame) => {
        const first = chatbots.list()[0]
        return first ? redirectTo(rulesPath(first.id)) : htmlPage(<NoChatbotPage frame={frame} />)
      }),
    )
    .get("/:id", ({ request, params }) =>
      page(request, (_, frame) => {
        const chatbot = chatbots.get(params.id)
        const values = { sensitivity: String(chatbot.escalation.sensitivity) }
        return htmlPage(rulesOf(chatbot, frame, { values }))
      }),
    )
    .post("/:id", ({ request, params }) =>
      page(request, async (owner, frame) => {
        const chatbot = chatbots.get(params.id)
        const form = await readForm(request)
        const values = { sensitivity: form.text("sensitivity") }
        const escalation = { sensitivity: values.sensitivity ? Number(values.sensitivity) : Number.NaN }
        try {
          if (form.text("do") === "try") {
            const found = tryPlan(chatbot, { escalation }, tried)
            return wantsFragment(request)
              ? htmlFragment(<WhatIf tried={found} />)
              : htmlPage(rulesOf(chatbot, frame, { values }, found))
          }
          await chatbotCommands.update(owner, chatbot.id, { escalation })
          return redirectTo(`${rulesPath(chatbot.id)}?done=saved`)
        } catch (error) {
          const { status, errors, error: whole } = refusalOf(error)
          return htmlPage(rulesOf(chatbot, frame, { values, error: whole ?? Object.values(errors)[0] }), status)
        }
      }),
    )
    .get("/:id/new", ({ request, params }) =>
      page(request, (_, frame) => htmlPage(editor(frame, chatbots.get(params.id), emptyDraft))),
    )
    .post("/:id/new", ({ request, params }) => post(request, params.id))
    .post("/:id/templates", ({ request, params }) =>
      page(request, async (owner) => {
        const form = await readForm(request)
        const template = ruleTemplates.find(({ use }) => use === form.text("use"))
        if (!template) throw new AppError("not_found", "There is no such set of rules.")
        const chatbot = chatbots.get(params.id)
        const { rules } = chatbot.escalation
        // Added twice, a set is not there twice.
        const fresh = template.rules.filter(({ id }) => !rules.some((one) => one.id === id)).map(withKnownQueue)
        await saveRules(owner, chatbot, [...rules, ...fresh])
        return back(chatbot.id, "added")
      }),
    )
    .get("/:id/rule/:rule", ({ request, params }) =>
      page(request, (_, frame) => {
        const chatbot = chatbots.get(params.id)
        return htmlPage(editor(frame, chatbot, toDraft(ruleOf(chatbot, params.rule)), params.rule))
      }),
    )
    .post("/:id/rule/:rule", ({ request, params }) => post(request, params.id, params.rule))
    .post("/:id/rule/:rule/act", ({ request, params }) =>
      page(request, async (owner) => {
        const chatbot = chatbots.get(params.id)
        const form = await readForm(request)
        await saveRules(owner, chatbot, acted(chatbot.escalation.rules, ruleOf(chatbot, params.rule), form.text("do")))
        return back(chatbot.id)
      }),
    )
    .get("/:id/rule/:rule/delete", ({ request, params }) =>
      page(request, (_, frame) => {
        const chatbot = chatbots.get(params.id)
        const rule = ruleOf(chatbot, params.rule)
        return htmlPage(
          <ConfirmPage
            frame={frame}
            section="rules"
            title={`Delete the rule “${rule.name}”?`}
            action={rulesPath(chatbot.id, `/rule/${encodeURIComponent(rule.id)}/delete`)}
            back={{ href: rulesPath(chatbot.id), label: "Rules" }}
            word="Delete rule"
          >
            <p>{sentenceOf(rule)} This would no longer happen.</p>
          </ConfirmPage>,
        )
      }),
    )
    .post("/:id/rule/:rule/delete", ({ request, params }) =>
      page(request, async (owner) => {
        const chatbot = chatbots.get(params.id)
        await saveRules(
          owner,
          chatbot,
          chatbot.escalation.rules.filter(({ id }) => id !== params.rule),
        )
        return back(chatbot.id, "deleted")
      }),
    )
}

function acted(rules: readonly Rule[], rule: Rule, act: string): Rule[] {
  if (act === "on" || act === "off") return rules.map((one) => (one === rule ? { ...one, enabled: act === "on" } : one))
  const others = rules.filter((one) => one !== rule)
  const at = rules.indexOf(rule) + (act === "up" ? -1 : act === "down" ? 1 : 0)
  return others.toSpliced(Math.max(0, at), 0, rule)
}

const isText = (kind: string) => kind === "words" || kind === "topic"

function draftOf(form: Form): RuleDraft {
  const rows: RuleRow[] = []
  for (let at = 0; form.all(`rows.${at}.kind`).length > 0; at++) {
    const part = (name: string) => form.text(`rows.${at}.${name}`)
    const kind = part("kind")
    // Words are no number of messages: what was typed for another kind goes with it.
    const isSame = part("was") === kind || (isText(kind) && isText(part("was")))
    rows.push({
      join: part("join") === "or" ? "or" : "and",
      not: form.isChecked(`rows.${at}.not`),
      kind,
      value: isSame ? part("value") : "",
      field: (isSame && part("field")) || (kind === "contact_field" ? "email" : ""),
      from: part("from"),
      until: part("until"),
      days: form.all(`rows.${at}.days`),
    })
  }
  return {
    name: form.text("name"),
    enabled: form.isChecked("enabled"),
    rows,
    action: {
      kind: form.text("action.kind"),
      queue: form.text("action.queue"),
      level: form.text("action.level") || "high",
      text: form.text("action.text"),
    },
  }
}

function reshaped(draft: RuleDraft, act: string): RuleDraft {
  if (act === "add") return { ...draft, rows: [...draft.rows, emptyRow] }
  const removed = /^remove\.(\d+)$/.exec(act)?.[1]
  return removed ? { ...draft, rows: draft.rows.filter((_, at) => at !== Number(removed)) } : draft
}
