/** What a message may be. Pure. */

import { AppError } from "../errors"

export const maxTextLength = 8000
export const maxAttachments = 5

/** @throws AppError `validation` (nothing said) or `too_large`, naming the field. */
export function checkText(text: string, attachments: number): string {
  const trimmed = (text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text).trim()
  if (trimmed === "" && attachments === 0) throw new AppError("validation", "Write something first.", { field: "text" })
  if (trimmed.length > maxTextLength) {
    throw new AppError(
      "too_large",
      `This message has ${trimmed.length} characters; ${maxTextLength} are the most. Shorten it, or send it in parts.`,
      { field: "text" },
    )
  }
  return trimmed
}

const clientIdForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** @throws AppError `validation` when it is no UUID. */
export function checkClientId(clientId: string): string {
  if (clientIdForm.test(clientId)) return clientId.toLowerCase()
  throw new AppError("validation", "clientId must be a UUID that the client makes for this message.", {
    field: "clientId",
  })
}
