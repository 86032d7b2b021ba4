/** The contract's one shape of an event, in history and in streams. Pure. */

import type { AttachmentRef, Audience, PublicEvent, StoredEvent } from "../events/event"
import { escapeHtml, renderMarkdown } from "./render-markdown"

const attachmentBase: Record<Audience, string> = { both: "/api/widget/attachments/", operators: "/api/v1/attachments/" }

/** @param audience who reads it: the visitor's copy (`both`) has no reasons and no confidence. */
export function toPublicEvent(event: StoredEvent, audience: Audience): PublicEvent {
  const { id, conversationId, actor, clientId, at, type } = event
  // Built by hand and not by spreading: each message of everybody passes here.
  const head: PublicEvent = { id, conversationId, at: isoOf(at), type, actor }
  if (clientId !== null) head.clientId = clientId
  if (event.type === "message") {
    const { text, attachments, citations = [], confidence, offer, suggestions, slots } = event.payload
    head.text = text
    // What a visitor types is words: only those who answer for the business write Markdown.
    head.html = actor.kind === "visitor" ? renderPlain(text) : renderMarkdown(text)
    head.attachments = attachments?.map((it): AttachmentRef => ({ ...it, url: attachmentBase[audience] + it.id })) ?? []
    head.citations = citations
    if (offer) head.offer = offer
    if (suggestions) head.suggestions = suggestions
    if (slots) head.slots = slots
    if (audience === "operators" && confidence !== undefined) head.confidence = confidence
    return head
  }
  if (event.type === "state" && audience === "both") return { ...head, from: event.payload.from, to: event.payload.to }
  return { ...head, ...event.payload }
}

let lastAt = -1
let lastIso = ""
/** What arrives together has the same moment. */
function isoOf(at: number): string {
  if (at !== lastAt) {
    lastIso = new Date(at).toISOString()
    lastAt = at
  }
  return lastIso
}

/** Nothing in it but words in one paragraph. */
const isBare = (text: string) => !/[&<>"'\n]|:\/\//.test(text)
const link = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/g

function renderPlain(text: string): string {
  if (isBare(text)) return `<p>${text}</p>`
  const linked = escapeHtml(text).replace(
    link,
    (url) => `<a href="${url}" rel="noopener noreferrer nofollow" target="_blank">${url}</a>`,
  )
  return linked
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${paragraph.replace(/\n/g, "<br>")}</p>`)
    .join("")
}

type Written = { json: string; frame: Uint8Array | undefined }
export type EventFrames = ReturnType<typeof createEventFrames>

/** Events that are remembered at least; older ones are made again when somebody catches up. */
const remembered = 2000

/** Events as they leave the server, each written once however many read it. Events never change, so neither do these. */
export function createEventFrames() {
  // Two halves, of which the older one is dropped whole: to drop one for each that comes costs more than the rest.
  let young = new Map<number, Written>()
  let old = new Map<number, Written>()
  const encoder = new TextEncoder()

  function writtenOf(event: StoredEvent, audience: Audience): Written {
    const key = audience === "both" ? event.id : -event.id
    const known = young.get(key) ?? old.get(key)
    if (known) return known
    const written: Written = { json: JSON.stringify(toPublicEvent(event, audience)), frame: undefined }
    if (young.size >= remembered) {
      old = young
      young = new Map()
    }
    young.set(key, written)
    return written
  }

  return {
    jsonOf: (event: StoredEvent, audience: Audience): string => writtenOf(event, audience).json,
    /** As server-sent events carry it. */
    frameOf(event: StoredEvent, audience: Audience): Uint8Array {
      const written = writtenOf(event, audience)
      written.frame ??= encoder.encode(`id: ${event.id}\nevent: ${event.type}\ndata: ${written.json}\n\n`)
      return written.frame
    },
  }
}
