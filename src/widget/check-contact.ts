/** Pure: what a visitor leaves, or why it cannot be kept. */

import { AppError } from "../errors"

/** @throws AppError `validation` */
export function checkContact(body: {
  name?: string | null
  email?: string | null
  phone?: string | null
  company?: string | null
  fields?: Record<string, string>
}) {
  const text = (value: string | null | undefined) => value?.trim() || undefined
  const details = {
    ...(text(body.name) ? { name: text(body.name) } : {}),
    ...(text(body.email) ? { email: text(body.email) } : {}),
    ...(text(body.phone) ? { phone: text(body.phone) } : {}),
    ...(text(body.company) ? { company: text(body.company) } : {}),
    ...(body.fields && Object.keys(body.fields).length > 0 ? { fields: body.fields } : {}),
  }
  if (Object.keys(details).length === 0)
    throw new AppError("validation", "Give at least one way to reach you.", { field: "email" })
  if (details.email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(details.email)) {
    throw new AppError("validation", "This is not an email address.", { field: "email" })
  }
  if (details.phone && !/\d{3}/.test(details.phone.replace(/\D/g, ""))) {
    throw new AppError("validation", "This is not a phone number.", { field: "phone" })
  }
  return details
}
