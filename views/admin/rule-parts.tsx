import type { ComponentChildren } from "preact"
import { Button } from "../components/button"
import { Icon } from "../components/icon"
import type { Errors } from "./form"
import { Group } from "./form"

/** What the rules of escalation and those of buying have in common: their lists, their conditions, their check. */

export type RuleLine = { id: string; name: string; enabled: boolean; sentence: string }
export type TemplateLine = { use: string; title: string; rules: { name: string; sentence: string }[] }

/** @param path the rule's own; `children` are further things to do with it. */
export function RuleItem({ rule, path, children }: { rule: RuleLine; path: string; children?: ComponentChildren }) {
  const { name, enabled, sentence } = rule
  return (
    <li class="rule-item" data-off={enabled ? undefined : ""}>
      <div class="rule-main">
        <a class="rule-title" href={path}>
          {name}
        </a>
        <p class="soft">{sentence}</p>
      </div>
      <form class="rule-acts" method="post" action={`${path}/act`}>
        <button
          type="submit"
          class="switch"
          name="do"
          value={enabled ? "off" : "on"}
          role="switch"
          aria-checked={enabled ? "true" : "false"}
          aria-label={`${name} is in use`}
        >
          <span class="switch-track" aria-hidden="true" />
          {enabled ? "On" : "Off"}
        </button>
        {children}
        <a class="button button-quiet button-small" href={`${path}/delete`} aria-label={`Delete “${name}”`}>
          Delete…
        </a>
      </form>
    </li>
  )
}

export function Templates({ action, templates }: { action: string; templates: TemplateLine[] }) {
  return (
    <ul class="templates">
      {templates.map(({ use, title, rules }) => (
        <li>
          <details>
            <summary>{title}</summary>
            <ul class="soft">
              {rules.map(({ name, sentence }) => (
                <li>
                  <strong>{name}.</strong> {sentence}
                </li>
              ))}
            </ul>
          </details>
          <form method="post" action={action}>
            <Button small icon="plus" name="use" value={use} aria-label={`Add: ${title}`}>
              Add
            </Button>
          </form>
        </li>
      ))}
    </ul>
  )
}

/** A choice that changes which fields there are has them drawn anew. Without a script a button beside them does the same. */
export const redrawOn = (action: string) => ({
  "hx-post": action,
  "hx-trigger": "change",
  "hx-target": "#rule-fields",
  "hx-swap": "outerHTML",
  "hx-include": "closest form",
  "hx-vals": '{"do":"draw"}',
})

/** All that depends on what was chosen; drawn anew by the server when a choice changes. */
export function RuleFieldset({ children }: { children: ComponentChildren }) {
  return (
    <div id="rule-fields" class="rule-fields">
      {/* What Enter does in a field: otherwise it would press the first button there is. */}
      <button type="submit" class="hidden-visually" tabIndex={-1} aria-hidden="true" />
      {children}
    </div>
  )
}

/** @param add what the button says that adds a condition. */
export function Conditions({ action, add, children }: { action: string; add: string; children: ComponentChildren }) {
  return (
    <Group title="When the visitor …">
      <ol class="rule-rows">{children}</ol>
      <div class="button-row">
        <Button small icon="plus" name="do" value="add" hx-post={action} hx-target="#rule-fields" hx-swap="outerHTML">
          {add}
        </Button>
        <Button small class="without-script" name="do" value="draw">
          Show the fields of what I chose
        </Button>
      </div>
    </Group>
  )
}

type ConditionProps = {
  at: number
  count: number
  action: string
  kinds: { value: string; label: string }[]
  kind: string
  /** Before the condition: how it is joined to the one above. */
  join?: ComponentChildren
  /** Beside what it asks. */
  more?: ComponentChildren
  /** What it asks it of. */
  children: ComponentChildren
}

export const rowName = (at: number) => (part: string) => `rows.${at}.${part}`

export function Condition({ at, count, action, kinds, kind, join, more, children }: ConditionProps) {
  const name = rowName(at)
  return (
    <li class="rule-row" aria-label={`Condition ${at + 1}`}>
      {join}
      <div class="rule-row-body">
        <div class="rule-row-head">
          <input type="hidden" name={name("was")} value={kind} />
          <select class="select" name={name("kind")} aria-label={`Condition ${at + 1}`} {...redrawOn(action)}>
            {kinds.map(({ value, label }) => (
              <option value={value} selected={value === kind}>
                {label}
              </option>
            ))}
          </select>
          {more}
          {count > 1 ? (
            <button
              type="submit"
              class="button button-quiet button-icon"
              name="do"
              value={`remove.${at}`}
              aria-label={`Remove condition ${at + 1}`}
              title="Remove"
              hx-post={action}
              hx-target="#rule-fields"
              hx-swap="outerHTML"
            >
              <Icon name="x" />
            </button>
          ) : null}
        </div>
        {children}
      </div>
    </li>
  )
}

type CheckProps = {
  action: string
  /** The rule as a sentence; none while something is missing. */
  sentence?: string | undefined
  errors: Errors
  children?: ComponentChildren
}

/** What the rule says, looked at anew while it is typed; `children` are what it would have done. */
export function CheckedRule({ action, sentence, errors, children }: CheckProps) {
  return (
    <section
      id="rule-check"
      class="rule-check"
      aria-live="polite"
      aria-label="What this rule does"
      hx-post={action}
      hx-trigger="input from:'closest form' delay:400ms, change from:'closest form' delay:400ms"
      hx-include="closest form"
      hx-vals='{"do":"check"}'
      hx-swap="outerHTML"
    >
      {sentence ? (
        <>
          <p class="rule-sentence">
            <Icon name="circle-check" /> {sentence}
          </p>
          {children}
        </>
      ) : (
        <p class="soft">
          <Icon name="info" /> Not complete yet: {Object.values(errors)[0]}
        </p>
      )}
      <Button small class="without-script" name="do" value="check">
        Check it
      </Button>
    </section>
  )
}
