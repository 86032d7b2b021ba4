/** Pure: what a visitor leaves, or why it cannot be kept. */

import { isEmail, mostFields } from "../contacts/contact-field"
import { AppError } from "../errors"

const longestFieldName = 60

/** @throws AppError `validation` */
export function checkContact(body: {
  name?: string | null
  email?: string | null
  phone?: string | null
  company?: string | null
  fields?: Record<string, string>
}) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no table and no letter could carry them
  const text = (value: string | null | undefined) => value?.replace(/[\u0000-\u001f\u007f]+/g, " ").trim() || undefined
  const details = {
    ...(text(body.name) ? { name: text(body.name) } : {}),
    ...(text(body.email) ? { email: text(body.email) } : {}),
    ...(text(body.phone) ? { phone: text(body.phone) } : {}),
    ...(text(body.company) ? { company: text(body.company) } : {}),
    ...(body.fields && Object.keys(body.fields).length > 0 ? { fields: body.fields } : {}),
  }
  if (Object.keys(details).length === 0)
    throw new AppError("validation", "Give at least one way to reach you.", { field: "email" })
  if (details.email && !isEmail(details.email)) {
    throw new AppError("validation", "This is not an email address.", { field: "email" })
  }
  if (details.phone && !/\d{3}/.test(details.phone.replace(/\D/g, ""))) {
    throw new AppError("validation", "This is not a phone number.", { field: "phone" })
  }
  if (Object.keys(details.fields ?? {}).some((name) => name.trim() === "" || name.length > longestFieldName))
    throw new AppError("validation", `The name of a field has up to ${longestFieldName} characters.`, {
      field: "fields",
    })
  checkFieldCount(details.fields)
  return details
}

/** Also of what was left before, together with this. @throws AppError `validation` */
export function checkFieldCount(fields: Record<string, string> | undefined): void {
  if (Object.keys(fields ?? {}).length > mostFields)
    throw new AppError("validation", `A contact can have at most ${mostFields} fields.`, { field: "fields" })
}
