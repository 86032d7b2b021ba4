import type { ComponentChildren } from "preact"
import { Button, type ButtonLook } from "../components/button"
import { FormError } from "../components/field"

/** What stands in the fields: as stored, or as typed where it was refused. */
export type Values = Record<string, string>
export type Errors = Record<string, string>

/** A form's state on its page. `error`: what is wrong with the whole, where no field is to blame. */
export type FormState = { values: Values; errors?: Errors | undefined; error?: string | undefined }

type AdminFormProps = {
  action: string
  /** Where something outside the form is about it. */
  id?: string | undefined
  /** Files, or texts longer than a plain form may carry. */
  upload?: boolean
  /** Warns before what was typed is left behind. */
  guard?: boolean
  error?: string | undefined
  errors?: Errors | undefined
  save?: ComponentChildren
  icon?: ButtonLook["icon"]
  /** Beside the button: another way out. */
  more?: ComponentChildren
  children: ComponentChildren
}

/** One form, one button, and beside it whether all is saved. */
export function AdminForm(props: AdminFormProps) {
  const { action, id, upload, guard = true, error, errors = {}, save = "Save", icon, more, children } = props
  const count = Object.keys(errors).length
  return (
    <form
      class="form"
      id={id}
      method="post"
      action={action}
      enctype={upload ? "multipart/form-data" : undefined}
      data-guard={guard ? "" : undefined}
      novalidate
    >
      <FormError>{error ?? (count > 0 ? "Not saved: please correct what is marked below." : undefined)}</FormError>
      {children}
      <div class="save-bar">
        <Button variant="primary" icon={icon}>
          {save}
        </Button>
        {more}
        <span class="save-state" data-save-state aria-live="polite" />
      </div>
    </form>
  )
}

type GroupProps = {
  title: string
  /** For links to it. */
  id?: string
  help?: ComponentChildren
  /** Whose words are written in it: the preview speaks it meanwhile. */
  language?: string
  children: ComponentChildren
}

/** Fields that belong together, with a word on what they are for. */
export function Group({ title, id, help, language, children }: GroupProps) {
  return (
    <fieldset class="group" id={id} data-language={language}>
      <legend>{title}</legend>
      {help ? <p class="group-help">{help}</p> : null}
      <div class="group-fields">{children}</div>
    </fieldset>
  )
}

type SliderProps = {
  label: string
  name: string
  value: string
  step: number
  low: string
  high: string
  /** What each stretch means; `{}` is the share in per cent. */
  words: string[]
  help?: ComponentChildren
}

export function Slider({ label, name, value, step, low, high, words, help }: SliderProps) {
  const share = Number(value) || 0
  const said = words[Math.min(words.length - 1, Math.floor(share * words.length))] ?? ""
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <input
        class="range"
        type="range"
        id={name}
        name={name}
        min="0"
        max="1"
        step={step}
        value={value}
        aria-describedby={`${name}-words${help ? ` ${name}-help` : ""}`}
        data-words={JSON.stringify(words)}
      />
      <div class="range-ends" aria-hidden="true">
        <span>{low}</span>
        <span>{high}</span>
      </div>
      <output class="range-words" id={`${name}-words`} for={name}>
        {said.replace("{}", `${Math.round(share * 100)}\u00a0%`)}
      </output>
      {help ? (
        <p class="field-help" id={`${name}-help`}>
          {help}
        </p>
      ) : null}
    </div>
  )
}

type CopyBoxProps = { id: string; text: string; label: string }

/** To be copied by a button, or by hand. */
export function CopyBox({ id, text, label }: CopyBoxProps) {
  return (
    <div class="copy-box">
      {/* Focusable, because a region that scrolls must be reachable by keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <section class="code" tabIndex={0} aria-label={label}>
        <code id={id}>{text}</code>
      </section>
      <Button type="button" icon="copy" class="needs-script" data-copy={id} aria-label={`Copy ${label.toLowerCase()}`}>
        <span data-copy-word aria-live="polite">
          Copy
        </span>
      </Button>
    </div>
  )
}

/** What each field of a form is given: its name, what stands in it, and what is wrong with it. */
export const fieldsOf =
  ({ values, errors = {} }: Pick<FormState, "values" | "errors">) =>
  (name: string, usual = "") => ({ name, value: values[name] ?? usual, error: errors[name] })
