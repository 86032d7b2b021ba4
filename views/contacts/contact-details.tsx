import { Button, LinkButton } from "../components/button"
import { FormError, Select, TextField } from "../components/field"
import type { ContactProps } from "./contact"
import { contactPath, type FieldPlan } from "./props"

export function DetailsForm({ place, contact, stages, owners, fields, tags, form }: ContactProps) {
  const errors = form?.errors ?? {}
  const value = (name: string, stored: string | null) => form?.values[name] ?? stored ?? ""
  const field = (name: "name" | "email" | "phone" | "company", label: string, type: "text" | "email" | "tel") => (
    <TextField
      label={label}
      name={name}
      type={type}
      value={value(name, contact[name])}
      {...(errors[name] ? { error: errors[name] } : {})}
      autocomplete="off"
    />
  )
  const planned = new Set(fields.map(({ key }) => key))
  const others = Object.entries(contact.fields).filter(([key]) => !planned.has(key))
  return (
    <form class="form contact-details" method="post" action={contactPath(place, contact.id)} data-guard="" novalidate>
      <h2>Details</h2>
      <FormError>{form?.error}</FormError>
      {field("name", "Name", "text")}
      {field("email", "Email", "email")}
      {field("phone", "Phone", "tel")}
      {field("company", "Company", "text")}
      <Select
        label="Stage"
        name="stageId"
        value={value("stageId", contact.stageId)}
        options={[{ value: "", label: "None" }, ...stages.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <Select
        label="Owner"
        name="ownerId"
        value={value("ownerId", contact.ownerId)}
        options={[{ value: "", label: "Nobody" }, ...owners.map(({ id, name }) => ({ value: id, label: name }))]}
      />
      <TextField
        label="Tags"
        name="tags"
        value={value("tags", contact.tags.join(", "))}
        {...(errors.tags ? { error: errors.tags } : {})}
        help={`Separated by commas.${tags.length > 0 ? ` In use: ${tags.slice(0, 8).join(", ")}.` : ""}`}
        autocomplete="off"
      />
      {fields.map((plan) => {
        const name = `field:${plan.key}`
        return <PlannedField plan={plan} value={value(name, contact.fields[plan.key] ?? "")} error={errors[name]} />
      })}
      {others.map(([key, stored]) => (
        <TextField label={key} name={`field:${key}`} value={value(`field:${key}`, stored)} autocomplete="off" />
      ))}
      <div class="save-bar">
        <Button variant="primary">Save</Button>
        <span class="save-state" data-save-state aria-live="polite" />
      </div>
    </form>
  )
}

function PlannedField({ plan, value, error }: { plan: FieldPlan; value: string; error: string | undefined }) {
  const { key, label, kind, options } = plan
  const common = { label, name: `field:${key}`, value, ...(error ? { error } : {}) }
  if (kind === "choice" || kind === "yes_no") {
    const words = kind === "choice" ? options.map((each) => ({ value: each, label: each })) : yesNo
    return <Select {...common} options={[{ value: "", label: "–" }, ...words]} />
  }
  const inputs = { text: {}, number: { inputMode: "decimal" as const }, date: { type: "date" as const } }
  return <TextField {...common} {...inputs[kind]} autocomplete="off" />
}

const yesNo = [
  { value: "yes", label: "Yes" },
  { value: "no", label: "No" },
]

/** By hand: somebody who called, or who was met at a fair. */
export function NewContact({ place, form }: Pick<ContactProps, "place" | "form">) {
  const { values = {}, errors = {}, error } = form ?? {}
  const field = (name: string, label: string, type: "text" | "email" | "tel") => (
    <TextField
      label={label}
      name={name}
      type={type}
      value={values[name] ?? ""}
      {...(errors[name] ? { error: errors[name] } : {})}
      autocomplete="off"
    />
  )
  return (
    <form class="form" method="post" action={`${place.base}/new`} data-guard="" novalidate>
      <FormError>{error}</FormError>
      {field("name", "Name", "text")}
      {field("email", "Email", "email")}
      {field("phone", "Phone", "tel")}
      {field("company", "Company", "text")}
      <div class="button-row">
        <Button variant="primary">Add</Button>
        <LinkButton href={place.base}>Cancel</LinkButton>
      </div>
    </form>
  )
}
