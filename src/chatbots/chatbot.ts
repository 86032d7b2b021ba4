/** What a chatbot is, and what may be set. Pure. */

import type { Rule } from "../escalation/rule"
import { sentencesIn } from "../languages/sentences"
import { defaultLimits, type Limits } from "./limits"
import type { Texts } from "./texts"

export type EscalationSettings = {
  /** Answers below this confidence are not given. 0 to 1. */
  threshold: number
  /** “Calls a person”: 0 rarely … 1 early. */
  sensitivity: number
  /** Seconds after which a visitor who waits is told something new. */
  promiseSeconds: number
  /** The owner's, in their order. */
  rules: Rule[]
}

export type FallbackSettings = {
  /** Asks for contact details when nobody is online. */
  captureContact: boolean
  /** An address to suggest, if there is one. */
  email: string | null
  /** The AI goes on trying while nobody is online. */
  keepAnswering?: boolean
  /** Offers a call in a free slot. */
  callback?: boolean
}

export type ContactField = "name" | "email" | "phone" | "company"
/** `consent`: what a visitor agrees to by sending it; kept with their contact as they read it. */
export type ContactForm = { fields: ContactField[]; prompt: string; consent?: string } | null

export type Appearance = {
  color?: string
  position?: "right" | "left"
  font?: string
  theme?: "auto" | "light" | "dark"
  /** An https address, or the path of an uploaded picture. */
  avatar?: string
  /** What the closed widget's button shows. */
  icon?: "chat" | "help" | "ai" | "human"
  /** Words on the button, which is then as wide as they are. */
  label?: string
  /** Distance from the side and from the bottom of the window, in pixels. */
  side?: string
  bottom?: string
  /** The same on a phone, where that is to be another. */
  phoneSide?: string
  phoneBottom?: string
  /** Without a button until the website opens it. */
  hidden?: "yes"
}

export type Chatbot = {
  id: string
  name: string
  aiEnabled: boolean
  persona: string
  welcome: string
  suggestions: string[]
  /** Origins that may carry the widget; the server's own always may. `*` allows every site. */
  origins: string[]
  /** How many operators may hold a seat; null: unlimited. */
  seats: number | null
  queueId: string | null
  locale: string
  escalation: EscalationSettings
  fallback: FallbackSettings
  hours: Record<string, unknown>
  contactForm: ContactForm
  appearance: Appearance
  /** What the AI is held to. */
  limits: Limits
  /** The welcome and its suggestions for visitors of other languages. */
  texts: Texts
  /** Whether it has a page of its own, to be shared without a website. */
  hasPage: boolean
  createdAt: number
  updatedAt: number
}

export const defaultChatbot: Omit<Chatbot, "id" | "name" | "createdAt" | "updatedAt"> = {
  aiEnabled: true,
  persona: "You are a friendly, concise assistant of this business.",
  welcome: "Hi! How can we help?",
  suggestions: [],
  origins: [],
  seats: 3,
  queueId: null,
  locale: "en",
  escalation: { threshold: 0.4, sensitivity: 0.5, promiseSeconds: 120, rules: [] },
  fallback: { captureContact: true, email: null, keepAnswering: true },
  hours: {},
  contactForm: null,
  appearance: {},
  limits: defaultLimits,
  texts: {},
  hasPage: true,
}

/** Where an uploaded picture is served. */
export const picturePath = (id: string): string => `/pictures/${id}`
export const hasUploadedPicture = ({ avatar }: Appearance): boolean => avatar?.startsWith(picturePath("")) ?? false

/** The first words of a new chatbot, in its language: they are the first that anybody reads of it. */
export const welcomeIn = (locale: string | undefined): string => sentencesIn(locale ?? "en").welcome

/**
 * The origin as browsers send it, or undefined if it is none.
 * People paste whole addresses; what counts is scheme, host and port.
 */
export function normaliseOrigin(text: string): string | undefined {
  const trimmed = text.trim()
  if (trimmed === "*") return "*"
  const url = URL.parse(/^[a-z]+:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`)
  if (!url || !["http:", "https:"].includes(url.protocol) || !url.hostname) return undefined
  return url.origin
}

/** Whether a page of this origin may carry the widget. No origin: not a browser's cross-origin request. */
export function isAllowedOrigin(
  chatbot: Pick<Chatbot, "origins">,
  origin: string | null,
  own: readonly string[],
): boolean {
  if (origin === null || own.includes(origin)) return true
  return chatbot.origins.some((each) => each === "*" || each === origin || each === twinOf(origin))
}

/** A name with and without its “www.” is one website, and belongs to one owner. */
const twinOf = (origin: string): string =>
  /^https?:\/\/www\./.test(origin) ? origin.replace("www.", "") : origin.replace("//", "//www.")
