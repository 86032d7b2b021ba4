import type {
  ComponentChildren,
  InputHTMLAttributes,
  PartialInputHTMLAttributes,
  PartialSelectHTMLAttributes,
  TextareaHTMLAttributes,
} from "preact"
import { Icon } from "./icon"

type FieldFrame = {
  label: ComponentChildren
  name: string
  /** Needed only where a page has two fields of one name. */
  id?: string
  help?: ComponentChildren
  error?: string
}

type Own = "label" | "name" | "id" | "class" | "role" | "size" | "value" | "type"
type Value = { value?: string | number }
type TextFieldProps = FieldFrame & {
  type?: "text" | "email" | "password" | "url" | "search" | "number" | "tel" | "time" | "date" | "file"
  /** The id of a `<datalist>` with what may be meant. */
  list?: string
} & Value &
  Omit<PartialInputHTMLAttributes<HTMLInputElement>, Own>
type TextAreaProps = FieldFrame & Value & Omit<TextareaHTMLAttributes, Own>
type Options = { value: string; label: string }[]
type OptionGroup = { label?: string; options: Options }
type SelectRest = FieldFrame & Value & Omit<PartialSelectHTMLAttributes<HTMLSelectElement>, Own>
type SelectProps = SelectRest & { options: Options }
type SelectInProps = SelectRest & { groups: OptionGroup[] }

export function TextField({ label, name, id, help, error, ...rest }: TextFieldProps) {
  const field = { label, name, id, help, error }
  return (
    <Field {...field}>
      <input type="text" {...(rest as InputHTMLAttributes)} {...wiring(field)} class="input" />
    </Field>
  )
}

export function TextArea({ label, name, id, help, error, value, ...rest }: TextAreaProps) {
  const field = { label, name, id, help, error }
  return (
    <Field {...field}>
      <textarea {...rest} {...wiring(field)} class="textarea">
        {value}
      </textarea>
    </Field>
  )
}

export function Select({ options, ...rest }: SelectProps) {
  return <SelectIn {...rest} groups={[{ options }]} />
}

/** One of many, which stand together in groups. A group without a label is none. */
export function SelectIn({ label, name, id, help, error, groups, value, ...rest }: SelectInProps) {
  const field = { label, name, id, help, error }
  const optionsOf = ({ options }: OptionGroup) =>
    options.map((option) => (
      <option value={option.value} selected={option.value === value}>
        {option.label}
      </option>
    ))
  return (
    <Field {...field}>
      <select {...rest} {...wiring(field)} class="select">
        {groups.map((group) =>
          group.label ? <optgroup label={group.label}>{optionsOf(group)}</optgroup> : optionsOf(group),
        )}
      </select>
    </Field>
  )
}

type ChoiceProps = { label: ComponentChildren; help?: ComponentChildren } & Omit<
  PartialInputHTMLAttributes<HTMLInputElement>,
  "label" | "role" | "type"
> & { type?: "checkbox" | "radio" }

/** A checkbox, or with `type="radio"` one of several. */
export function Choice({ label, help, type = "checkbox", ...rest }: ChoiceProps) {
  return (
    <label class="choice">
      <input {...rest} type={type} />
      <span>
        {label}
        {help ? <small>{help}</small> : null}
      </span>
    </label>
  )
}

/** What was wrong with the whole form: one sentence at its top, announced. */
export function FormError({ children }: { children?: ComponentChildren }) {
  return children ? (
    <p class="form-error" role="alert">
      <Icon name="circle-alert" />
      <span>{children}</span>
    </p>
  ) : null
}

function Field({ children, ...field }: FieldFrame & { children: ComponentChildren }) {
  const id = field.id ?? field.name
  return (
    <div class="field">
      <label for={id}>{field.label}</label>
      {children}
      {field.error ? (
        <p class="field-error" id={`${id}-error`}>
          <Icon name="circle-alert" />
          {field.error}
        </p>
      ) : null}
      {field.help ? (
        <p class="field-help" id={`${id}-help`}>
          {field.help}
        </p>
      ) : null}
    </div>
  )
}

function wiring({ name, id = name, help, error }: FieldFrame) {
  const described = [error && `${id}-error`, help && `${id}-help`].filter(Boolean).join(" ")
  return {
    id,
    name,
    "aria-describedby": described || undefined,
    "aria-invalid": error ? ("true" as const) : undefined,
  }
}
