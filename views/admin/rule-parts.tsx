import type { ComponentChildren } from "preact"
import { Button } from "../components/button"
import { Icon } from "../components/icon"
import type { Errors } from "./form"
import { Group } from "./form"

/** What the rules of escalation and those of buying have in common: their lists, their conditions, their check. */

export type RuleLine = { id: string; name: string; enabled: boolean; sentence: string }
export type TemplateLine = {
  use: string
  title: string
  rules: { name: string; sentence: string }[]
  /** All of its rules are there already. */
  isAdded?: boolean
}

type RuleItemProps = {
  rule: RuleLine
  /** The rule's own. */
  path: string
  /** Further things to do with it. */
  children?: ComponentChildren
  /** How it is taken away, where not by a page that asks. */
  remove?: ComponentChildren
  /** What is drawn anew after an act, where not the whole page. */
  redraws?: string
}

export function RuleItem({ rule, path, children, remove, redraws }: RuleItemProps) {
  const { id, name, enabled, sentence } = rule
  const inPlace = redraws
    ? { "hx-post": `${path}/act`, "hx-target": redraws, "hx-select": redraws, "hx-swap": "outerHTML" }
    : {}
  return (
    <li class="rule-item" data-off={enabled ? undefined : ""}>
      {redraws ? (
        <span class="rule-grip needs-script" draggable title="Drag to another place" aria-hidden="true">
          <Icon name="grip-vertical" />
        </span>
      ) : null}
      <div class="rule-main">
        <a class="rule-title" href={path}>
          {name}
        </a>
        <p class="soft">{sentence}</p>
      </div>
      <form class="rule-acts" method="post" action={`${path}/act`} {...inPlace}>
        <button
          type="submit"
          class="switch"
          id={`switch-${id}`}
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
        {remove ?? (
          <a class="button button-quiet button-small" href={`${path}/delete`} aria-label={`Delete “${name}”`}>
            Delete…
          </a>
        )}
      </form>
    </li>
  )
}

type TemplatesProps = {
  action: string
  templates: TemplateLine[]
  /** Whether a set may be tried on the past before it is added. */
  canTry?: boolean
}

export function Templates({ action, templates, canTry = false }: TemplatesProps) {
  return (
    <ul class="templates">
      {templates.map(({ use, title, rules, isAdded }) => (
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
            {canTry && !isAdded ? (
              <form
                method="post"
                action={action}
                hx-post={action}
                hx-target={`#try-${use}`}
                hx-swap="outerHTML"
                hx-include="[name=last]"
              >
                <input type="hidden" name="use" value={use} />
                <Button small name="do" value="try" aria-label={`See what would change: ${title}`}>
                  See what would change
                </Button>
              </form>
            ) : null}
            {canTry && !isAdded ? <div id={`try-${use}`} /> : null}
          </details>
          {isAdded ? (
            <span class="badge" data-holder="human">
              <Icon name="circle-check" />
              Added
            </span>
          ) : (
            <form method="post" action={action}>
              <Button small icon="plus" name="use" value={use} aria-label={`Add: ${title}`}>
                Add
              </Button>
            </form>
          )}
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

/**
 * All that depends on what was chosen; drawn anew by the server when a choice changes. What asks for that may do nothing
 * else: it is asked again where somebody typed on meanwhile.
 */
export function RuleFieldset({ children }: { children: ComponentChildren }) {
  return (
    <div id="rule-fields" class="rule-fields" data-drawn-from-fields>
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
        <Button
          id="add-condition"
          small
          icon="plus"
          name="do"
          value="add"
          hx-post={action}
          hx-target="#rule-fields"
          hx-swap="outerHTML"
        >
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
  /** Where the keyboard goes on after a row was added or taken away. */
  isFocused?: boolean
  /** Before the condition: how it is joined to the one above. */
  join?: ComponentChildren
  /** Beside what it asks. */
  more?: ComponentChildren
  /** What it asks it of. */
  children: ComponentChildren
}

export const rowName = (at: number) => (part: string) => `rows.${at}.${part}`

export function Condition({ at, count, action, kinds, kind, isFocused, join, more, children }: ConditionProps) {
  const name = rowName(at)
  return (
    <li class="rule-row" aria-label={`Condition ${at + 1}`}>
      {join}
      <div class="rule-row-body">
        <div class="rule-row-head">
          <input type="hidden" name={name("was")} value={kind} />
          <select
            class="select"
            id={name("kind")}
            name={name("kind")}
            aria-label={`Condition ${at + 1}`}
            autofocus={isFocused}
            {...redrawOn(action)}
          >
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
  /** The form that is looked at. */
  form: string
  /** The rule as a sentence; none while something is missing. */
  sentence?: string | undefined
  errors: Errors
  children?: ComponentChildren
}

/** What the rule says, looked at anew while it is typed; `children` are what it would have done. */
export function CheckedRule({ action, form, sentence, errors, children }: CheckProps) {
  return (
    <section
      id="rule-check"
      class="rule-check"
      aria-live="polite"
      aria-label="What this rule does"
      hx-post={action}
      hx-trigger={`input from:#${form} delay:400ms, change from:#${form} delay:400ms`}
      hx-include={`#${form}`}
      hx-sync="this:replace"
      hx-vals='{"do":"check"}'
      // Itself it stays: what was typed while an answer was on its way waits in it for its turn.
      hx-select="#rule-check > *"
      hx-swap="innerHTML"
    >
      {sentence ? (
        <>
          <p class="rule-sentence">
            <Icon name="circle-check" /> <span>{sentence}</span>
          </p>
          {children}
        </>
      ) : (
        <p class="soft">
          <Icon name="info" /> <span>Not complete yet: {Object.values(errors)[0]}</span>
        </p>
      )}
      <Button small class="without-script" form={form} name="do" value="check">
        Check it
      </Button>
    </section>
  )
}
