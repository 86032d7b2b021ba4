import { Elysia } from "elysia"
import type { FormState } from "../../views/admin/form"
import type { AdminFrame } from "../../views/admin/frame"
import { focusAfter } from "../../views/admin/rule-parts"
import { NoChatbotPage, RulesPage, rulesPath } from "../../views/admin/rules"
import { newRule, RuleCheck, type RuleChoices, RuleEditorPage, RuleFields } from "../../views/admin/rules-editor"
import { trials, usualTrial, WhatIf } from "../../views/admin/what-if"
import type { Auth } from "../accounts/auth"
import type { Person } from "../accounts/person-store"
import type { Chatbot } from "../chatbots/chatbot"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { ChatbotCommands } from "../chatbots/commands"
import type { ContactStore } from "../contacts/contact-store"
import { AppError } from "../errors"
import { createAdminPage } from "../http/admin-page"
import { type Form, readForm, refusalOf } from "../http/form"
import { htmlFragment, htmlPage, redirectTo } from "../http/html"
import { wantsFragment } from "../http/page-request"
import type { QueueStore } from "../queues/queue-store"
import type { VisitorStore } from "../visitors/visitor-store"
import type { JudgementStore } from "./judgement-store"
import { describeRule, type Rule, type RuleInput } from "./rule"
import { zoneOf } from "./rule-facts"
import { emptyDraft, emptyRow, type RuleDraft, type RuleRow, readDraft, toDraft } from "./rule-rows"
import { ruleTemplates } from "./rule-templates"
import { createRuleUndo, type RuleChange } from "./rule-undo"
import type { TriedPlan, TryPlan } from "./try-plan"

type Deps = {
  auth: Auth
  chatbots: ChatbotStore
  chatbotCommands: ChatbotCommands
  queues: Pick<QueueStore, "list" | "findNamed">
  contacts: Pick<ContactStore, "listFields">
  visitors: Pick<VisitorStore, "listAttributeNames">
  judgements: JudgementStore
  tryPlan: TryPlan
  now: () => number
  newId: () => string
}

const base = "/admin/rules"
const reportMs = 90 * 86_400_000

/** By the word in the address: a stranger's link cannot make the page say something else. */
const tellings: Record<string, string> = {
  undone: "Undone.",
  late: "The rules were changed meanwhile: this can no longer be taken back.",
  there: "All rules of this set are there already.",
  gone: "This rule no longer exists. It may have been deleted.",
}

const trialOf = (form: Form): number => trials.find((count) => String(count) === form.text("last")) ?? usualTrial

/** The owner's rules without code: a list, an editor of rows, and what a change would have done before it is saved. */
export const ruleAdminRoutes = (deps: Deps) => {
  const { auth, chatbots, chatbotCommands, queues, contacts, visitors, judgements, tryPlan, now, newId } = deps
  const page = createAdminPage(auth)
  const undo = createRuleUndo(newId)

  type Shown = {
    form?: FormState
    trial?: TriedPlan
    last?: number
    change?: RuleChange | undefined
    told?: string | undefined
  }

  async function rulesOf(chatbot: Chatbot, frame: AdminFrame, { form, trial, last = usualTrial, change, told }: Shown) {
    const { sensitivity, threshold } = chatbot.escalation
    const before = { ...chatbot, escalation: { ...chatbot.escalation, rules: change?.before ?? [] } }
    return (
      <RulesPage
        frame={frame}
        chatbot={chatbot}
        chatbots={chatbots.list()}
        form={form ?? { values: { sensitivity: String(sensitivity), threshold: String(threshold) } }}
        rules={chatbot.escalation.rules.map((rule) => ({ ...rule, sentence: sentenceOf(rule) }))}
        templates={ruleTemplates.map(({ use, title, rules }) => ({
          use,
          title,
          rules: rules.map((rule) => ({ name: rule.name, sentence: sentenceOf(withKnownQueue(rule)) })),
          isAdded: rules.every(({ id }) => chatbot.escalation.rules.some((one) => one.id === id)),
        }))}
        report={judgements.countByTrigger(chatbot.id, now() - reportMs, now() + 1)}
        tried={trial}
        last={last}
        told={told}
        undo={change && { ...change, tried: await tryPlan(before, { rules: change.after }, usualTrial) }}
      />
    )
  }

  /** A queue by its name, as people know it. */
  const sentenceOf = (rule: Pick<Rule, "when" | "action">): string =>
    describeRule(rule, (wanted) => queues.findNamed(wanted)?.name)

  /** Templates name queues that a business may not have. */
  function withKnownQueue(rule: Rule): Rule {
    const { action } = rule
    if (action.kind !== "escalate" || !action.queue) return rule
    const found = queues.findNamed(action.queue)
    return { ...rule, action: found ? { kind: "escalate", queue: found.id } : { kind: "escalate" } }
  }

  function ruleOf(chatbot: Chatbot, id: string): Rule {
    const rule = chatbot.escalation.rules.find((one) => one.id === id)
    if (!rule) throw new AppError("not_found", "This rule no longer exists. It may have been deleted.")
    return rule
  }

  /** Saves them and leads back to the list, where the change can be taken back. */
  async function change(owner: Person, chatbot: Chatbot, rules: RuleInput[], said: string): Promise<Response> {
    const before = chatbot.escalation.rules
    const { escalation } = await chatbotCommands.update(owner, chatbot.id, { escalation: { rules } })
    const { id } = undo.note(chatbot.id, { before, after: escalation.rules, said })
    return redirectTo(`${rulesPath(chatbot.id)}?undo=${encodeURIComponent(id)}`)
  }

  /** The chatbot's rules with this one in its place, or at the end. */
  const withRule = ({ escalation: { rules } }: Chatbot, rule: Rule, id: string | undefined): Rule[] =>
    id ? rules.map((one) => (one.id === id ? rule : one)) : [...rules, rule]

  async function check(chatbot: Chatbot, draft: RuleDraft, id: string | undefined, last: number, signal?: AbortSignal) {
    const read = readDraft(draft, id ?? newRule)
    if ("errors" in read) return { errors: read.errors }
    const changed = withRule(chatbot, read.rule, id)
    return {
      errors: {},
      sentence: sentenceOf(read.rule),
      tried: await tryPlan(chatbot, { rules: changed }, last, signal),
    }
  }

  const choicesFor = (chatbot: Chatbot): RuleChoices => ({
    queues: queues.list(),
    contactFields: contacts.listFields(),
    attributes: [...new Set([...visitors.listAttributeNames(chatbot.id), "device", "timezone", "visits", "verified"])],
    timeZone: zoneOf(chatbot),
  })

  type Edited = { draft: RuleDraft | undefined; id?: string | undefined; last?: number; refused?: string | undefined }

  async function editor(frame: AdminFrame, chatbot: Chatbot, { draft, id, last = usualTrial, refused }: Edited) {
    const rule = id && !draft ? ruleOf(chatbot, id) : undefined
    const checked = draft ? await check(chatbot, draft, id, last) : { errors: {}, sentence: rule && sentenceOf(rule) }
    const errors: Record<string, string> = { ...checked.errors, ...(refused ? { name: refused } : {}) }
    return (
      <RuleEditorPage
        frame={frame}
        chatbot={chatbot}
        ruleId={id}
        draft={draft}
        choices={choicesFor(chatbot)}
        checked={{ ...checked, errors }}
        last={last}
        isRefused={refused !== undefined}
      />
    )
  }

  /** One form, several buttons: what changes its shape answers it anew, the rest saves. */
  const post = (request: Request, chatbotId: string, id?: string) =>
    page(request, async (owner, frame) => {
      const chatbot = chatbots.get(chatbotId)
      if (id) ruleOf(chatbot, id)
      const form = await readForm(request)
      const last = trialOf(form)
      const act = form.all("do").at(-1) ?? "save"
      const draft = reshaped(draftOf(form), act)
      const action = id ? rulesPath(chatbotId, `/rule/${encodeURIComponent(id)}`) : rulesPath(chatbotId, "/new")
      if (act !== "save") {
        if (!wantsFragment(request)) return htmlPage(await editor(frame, chatbot, { draft, id, last }))
        if (act === "check") {
          return htmlFragment(
            <RuleCheck action={action} ruleId={id} {...(await check(chatbot, draft, id, last, request.signal))} />,
          )
        }
        const fields = {
          action,
          draft,
          choices: choicesFor(chatbot),
          errors: {},
          focus: focusAfter(act, draft.rows.length),
        }
        return htmlFragment(<RuleFields {...fields} />)
      }
      const read = readDraft(draft, id ?? newRule)
      if ("errors" in read) return htmlPage(await editor(frame, chatbot, { draft, id, last, refused: "" }), 400)
      try {
        // Without an id it is given one.
        const rules = withRule(chatbot, { ...read.rule, id: id ?? "" }, id)
        return await change(owner, chatbot, rules, `${id ? "Saved" : "Added"} “${read.rule.name}”.`)
      } catch (error) {
        const { status, errors, error: whole } = refusalOf(error)
        const refused = whole ?? Object.values(errors)[0] ?? ""
        return htmlPage(await editor(frame, chatbot, { draft, id, last, refused }), status)
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
      page(request, async (_, frame) => {
        const chatbot = chatbots.get(params.id)
        const { searchParams } = new URL(request.url)
        const change = undo.find(chatbot.id, searchParams.get("undo"), chatbot.escalation.rules)
        return htmlPage(await rulesOf(chatbot, frame, { change, told: tellings[searchParams.get("told") ?? ""] }))
      }),
    )
    .post("/:id", ({ request, params }) =>
      page(request, async (owner, frame) => {
        const chatbot = chatbots.get(params.id)
        const form = await readForm(request)
        const values = { sensitivity: form.text("sensitivity"), threshold: form.text("threshold") }
        const escalation = { sensitivity: shareOf(values.sensitivity), threshold: shareOf(values.threshold) }
        const last = trialOf(form)
        try {
          if (form.text("do") === "try") {
            const trial = await tryPlan(chatbot, { escalation }, last, request.signal)
            return wantsFragment(request)
              ? htmlFragment(<WhatIf tried={trial} />)
              : htmlPage(await rulesOf(chatbot, frame, { form: { values }, trial, last }))
          }
          await chatbotCommands.update(owner, chatbot.id, { escalation })
          return redirectTo(`${rulesPath(chatbot.id)}?done=saved`)
        } catch (error) {
          const { status, errors, error: whole } = refusalOf(error)
          const refused = { values, error: whole ?? Object.values(errors)[0] }
          return htmlPage(await rulesOf(chatbot, frame, { form: refused, last }), status)
        }
      }),
    )
    .post("/:id/undo", ({ request, params }) =>
      page(request, async (owner) => {
        const chatbot = chatbots.get(params.id)
        const found = undo.find(chatbot.id, (await readForm(request)).text("undo"), chatbot.escalation.rules)
        if (!found) return redirectTo(`${rulesPath(chatbot.id)}?told=late`)
        await chatbotCommands.update(owner, chatbot.id, { escalation: { rules: found.before } })
        undo.forget(chatbot.id)
        return redirectTo(`${rulesPath(chatbot.id)}?told=undone`)
      }),
    )
    .get("/:id/new", ({ request, params }) =>
      page(request, async (_, frame) => htmlPage(await editor(frame, chatbots.get(params.id), { draft: emptyDraft }))),
    )
    .post("/:id/new", ({ request, params }) => post(request, params.id))
    .post("/:id/templates", ({ request, params }) =>
      page(request, async (owner, frame) => {
        const form = await readForm(request)
        const template = ruleTemplates.find(({ use }) => use === form.text("use"))
        if (!template) throw new AppError("not_found", "There is no such set of rules.")
        const chatbot = chatbots.get(params.id)
        const { rules } = chatbot.escalation
        // Added twice, a set is not there twice.
        const fresh = template.rules.filter(({ id }) => !rules.some((one) => one.id === id)).map(withKnownQueue)
        if (form.text("do") === "try") {
          const last = trialOf(form)
          const trial = await tryPlan(chatbot, { rules: [...rules, ...fresh] }, last)
          return wantsFragment(request)
            ? htmlFragment(<WhatIf tried={trial} id={`try-${template.use}`} />)
            : htmlPage(await rulesOf(chatbot, frame, { trial, last }))
        }
        if (fresh.length === 0) return redirectTo(`${rulesPath(chatbot.id)}?told=there`)
        const added = fresh.length === 1 ? "1 rule" : `${fresh.length} rules`
        return change(owner, chatbot, [...rules, ...fresh], `Added ${added} of “${template.title}”.`)
      }),
    )
    .get("/:id/rule/:rule", ({ request, params }) =>
      page(request, async (_, frame) => {
        const chatbot = chatbots.get(params.id)
        const draft = toDraft(ruleOf(chatbot, params.rule))
        return htmlPage(await editor(frame, chatbot, { draft, id: params.rule }))
      }),
    )
    .post("/:id/rule/:rule", ({ request, params }) => post(request, params.id, params.rule))
    .post("/:id/rule/:rule/act", ({ request, params }) =>
      page(request, async (owner) => {
        const chatbot = chatbots.get(params.id)
        const rule = chatbot.escalation.rules.find(({ id }) => id === params.rule)
        if (!rule) return redirectTo(`${rulesPath(chatbot.id)}?told=gone`)
        const act = (await readForm(request)).text("do")
        const { rules, said } = acted(chatbot.escalation.rules, rule, act)
        // The first one cannot go up.
        const before = chatbot.escalation.rules
        if (rules.length === before.length && rules.every((one, at) => one === before[at]))
          return redirectTo(rulesPath(chatbot.id))
        return change(owner, chatbot, rules, said)
      }),
    )
}

/** The rules after one of the list's buttons, and what was done. */
function acted(rules: readonly Rule[], rule: Rule, asked: string): { rules: Rule[]; said: string } {
  const [act, place] = asked.split(".")
  const name = `“${rule.name}”`
  const at = rules.indexOf(rule)
  const others = rules.filter((one) => one !== rule)
  switch (act) {
    case "on":
    case "off":
      return {
        rules: rules.map((one) => (one === rule ? { ...one, enabled: act === "on" } : one)),
        said: `Switched ${act} ${name}.`,
      }
    case "up":
    case "down":
      return {
        rules: others.toSpliced(Math.max(0, at + (act === "up" ? -1 : 1)), 0, rule),
        said: `Moved ${name} ${act}.`,
      }
    case "to": {
      const to = Math.min(others.length, Math.max(0, Number(place) || 0))
      return { rules: others.toSpliced(to, 0, rule), said: `Moved ${name} to place ${to + 1}.` }
    }
    case "duplicate":
      // Off until somebody has changed it: two of the same would do nothing more than one.
      return {
        rules: rules.toSpliced(at + 1, 0, { ...rule, id: "", name: copyName(rule.name, rules), enabled: false }),
        said: `Duplicated ${name}. The copy is off.`,
      }
    case "delete":
      return { rules: others, said: `Deleted ${name}.` }
    default:
      throw new AppError("validation", "A rule can be moved, switched, duplicated or deleted.", { field: "do" })
  }
}

function copyName(name: string, rules: readonly Rule[]): string {
  for (let number = 1; ; number++) {
    const ending = number === 1 ? " (copy)" : ` (copy ${number})`
    const copy = `${name.replace(/ \(copy(?: \d+)?\)$/, "").slice(0, 100 - ending.length)}${ending}`
    if (!rules.some((one) => one.name === copy)) return copy
  }
}

const shareOf = (text: string): number => (text.trim() ? Number(text) : Number.NaN)

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
      likeness: part("likeness"),
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
