import type { Contact } from "./contact-store"

const heads = ["name", "email", "phone", "company", "fields", "created_at", "updated_at"]

/** RFC 4180, with a byte order mark so that spreadsheets read it as UTF-8. */
export function contactsCsv(contacts: readonly Contact[]): string {
  const rows = contacts.map(({ name, email, phone, company, fields, createdAt, updatedAt }) => [
    name,
    email,
    phone,
    company,
    Object.entries(fields)
      .map(([key, value]) => `${key}: ${value}`)
      .join("; "),
    new Date(createdAt).toISOString(),
    new Date(updatedAt).toISOString(),
  ])
  return `\ufeff${[heads, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`
}

/** A visitor chose these words, and a spreadsheet would run what begins like a formula. */
function cell(value: string | null): string {
  const text = value ?? ""
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
