/** Between Slack's way of writing and ours. Pure. */

import { createHash } from "node:crypto"

/** A message that came from Slack carries it in its `clientId`, so that it is not told there again. */
const mark = "51acc0de"

/**
 * The same message in Slack is always the same message here, however often Slack delivers it and under however many
 * events: a channel and a `ts` name exactly one.
 */
export function slackClientId(...parts: string[]): string {
  const hash = createHash("sha256").update(parts.join("\n")).digest("hex")
  return `${mark}-${hash.slice(0, 4)}-8${hash.slice(4, 7)}-8${hash.slice(7, 10)}-${hash.slice(10, 22)}`
}

export const isFromSlack = (clientId: string | null): boolean => clientId?.startsWith(`${mark}-`) ?? false

/** Slack's markup as Markdown. */
export function fromSlackText(text: string): string {
  return text
    .split(/(```[\s\S]*?```|`[^`\n]*`)/)
    .map((part, index) => (index % 2 === 1 ? unescaped(part) : outsideCode(part)))
    .join("")
    .trim()
}

const outsideCode = (text: string): string =>
  unescaped(
    text
      .replace(/<(?:mailto:|tel:)[^|>]*\|([^>]*)>/g, "$1")
      .replace(/<(?:mailto:|tel:)([^>]*)>/g, "$1")
      .replace(/<(https?:[^|>]*)\|([^>]*)>/g, (_, url: string, label: string) =>
        label === url || url.endsWith(label) ? url : `[${label}](${url})`,
      )
      .replace(/<(https?:[^>]*)>/g, "$1")
      .replace(/<[#@!][^|>]*\|([^>]*)>/g, "$1")
      .replace(/<[#@!]([^>]*)>/g, "$1")
      .replace(/(^|[\s(])\*(\S(?:[^*\n]*\S)?)\*(?=$|[\s).,!?;:])/gm, "$1**$2**")
      .replace(/(^|[\s(])~(\S(?:[^~\n]*\S)?)~(?=$|[\s).,!?;:])/gm, "$1~~$2~~"),
  )

const unescaped = (text: string) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&")

/**
 * Why words in a thread are rather meant for colleagues. What might be is not sent: a remark that reaches the visitor
 * cannot be taken back, a reply that did not can be sent again.
 */
export function meantForColleagues(text: string): "mention" | "prefix" | undefined {
  if (/<(?:@[UW]|!(?:here|channel|everyone|subteam))/.test(text)) return "mention"
  return /^\s*(?:[*_]*)(?:note|notes|internal|intern|private|fyi|todo|nota|notiz)(?:[*_]*)\s*(?:[:：]|[-–—]\s)/i.test(
    text,
  )
    ? "prefix"
    : undefined
}
