import type { Holder } from "../components/holder"
import type { IconName } from "../components/icon"
import type { ConversationItem, SignalKind, TimelineEvent } from "./props"

/** A flag in the operator's words: the noun on the row, the icon beside it. */
export const flags: Record<SignalKind, { word: string; icon: IconName }> = {
  frustration: { word: "Frustrated", icon: "frown" },
  confusion: { word: "Confused", icon: "circle-question-mark" },
  repetition: { word: "Asked again", icon: "repeat-2" },
  high_stakes: { word: "Much at stake", icon: "triangle-alert" },
  low_confidence: { word: "AI is not sure", icon: "circle-question-mark" },
  rule: { word: "A rule", icon: "flag" },
  visitor_request: { word: "Asked for a person", icon: "hand" },
  high_intent: { word: "Ready to buy", icon: "target" },
  ai_request: { word: "AI asks for help", icon: "bot" },
  ai_failure: { word: "AI could not answer", icon: "circle-x" },
  second_opinion: { word: "Second opinion", icon: "scale" },
  bound: { word: "Wanted back", icon: "undo-2" },
}

/** What was flagged; a rule by its own name. */
export const flagWord = (kind: SignalKind, rule?: { name: string }): string =>
  rule ? `Rule “${rule.name}”` : (flags[kind]?.word ?? kind)

const otherReasons: Record<string, string> = {
  live_chat: "no AI here",
  operator_left: "the operator had to leave",
  transfer: "passed on",
}

/** A code of the log, in words. */
export const reasonWord = (reason: string): string =>
  otherReasons[reason] ??
  flags[reason as SignalKind]?.word.replace(/^[A-Z](?!I)/, (first) => first.toLowerCase()) ??
  reason

const languages = new Intl.DisplayNames(["en"], { type: "language" })

/** “German” for `de`; what is no code stays as it is. */
export function languageName(code: string): string {
  try {
    return languages.of(code) ?? code
  } catch {
    return code
  }
}

export const conversationPath = (id: string, rest = "") => `/operator/conversations/${encodeURIComponent(id)}${rest}`

export const visitorName = (visitor: ConversationItem["visitor"]) => visitor.name || "Visitor"

/** The word beside the icon: who holds it, by name where it is a person. */
export const holderName = ({ state, assignee }: Pick<ConversationItem, "state" | "assignee">): string | undefined =>
  state === "human" ? (assignee?.name ?? "A colleague") : undefined

/** In whose colour an event stands. */
export function holderOf(event: TimelineEvent): Holder | undefined {
  if (event.type === "state") return event.to
  if (event.actor.kind === "ai") return "ai"
  if (event.actor.kind === "operator") return "human"
  return undefined
}

/** “/returns” rather than the whole address: the shop knows its own name. */
export function path(url: string): string {
  try {
    return new URL(url).pathname
  } catch {
    return url
  }
}

/** One line of plain words from Markdown: what a row has room for. */
export const plain = (text: string): string =>
  text
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/\|?(?:\s*:?-{3,}:?\s*\|)+/g, " ")
    .replace(/[*_`~]{1,3}(?=\S)|(?<=\S)[*_`~]{1,3}|^#{1,6}\s|^>\s|^\s*[-+*]\s/gm, "")
    .replace(/\s*\|\s*/g, " ")
    .replace(/\s+/g, " ")
    .trim()

/** Where somebody came from, as people say it. */
export function origin(referrer: string | null, campaign: Record<string, string> | null): string | null {
  if (campaign?.source) return campaign.name ? `${campaign.source} · ${campaign.name}` : campaign.source
  if (!referrer) return null
  try {
    return new URL(referrer).hostname.replace(/^www\./, "")
  } catch {
    return referrer
  }
}

/** Only what a browser may safely follow: a visitor chose this text. */
export const safeHref = (url: string) => (/^(https?:\/\/|\/(?!\/))/i.test(url) ? url : undefined)

export const visitCount = (visits: number) => (visits <= 1 ? "first visit" : `${ordinal(visits)} visit`)

function ordinal(n: number): string {
  const last = n % 100 > 10 && n % 100 < 14 ? 0 : n % 10
  return `${n}${{ 1: "st", 2: "nd", 3: "rd" }[last] ?? "th"}`
}

export const percent = (share: number) => `${Math.round(share * 100)} %`
