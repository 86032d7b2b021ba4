/** What a message may be. Pure. */

import { AppError } from "../errors"

const maxTextLength = 8000
export const maxAttachments = 5

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const unshowable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g
/** Not only space, and not only what changes how other characters are shown; U+2800 is Braille for nothing. */
const visible = /[^\s\p{Default_Ignorable_Code_Point}\u2800]/u

/** @throws AppError `validation` (nothing said) or `too_large`, naming the field. */
export function checkText(text: string, attachments: number): string {
  const lines = text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text
  const trimmed = lines.replace(unshowable, "").toWellFormed().trim()
  if (attachments === 0 && !visible.test(trimmed))
    throw new AppError("validation", "Write something first.", { field: "text" })
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
