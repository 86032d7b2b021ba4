import { AppError } from "../errors"
import { checkRules, type RuleInput } from "../escalation/rule"
import { checkHours } from "../queues/hours"
import {
  type Appearance,
  type Chatbot,
  type ContactField,
  type ContactForm,
  type EscalationSettings,
  type FallbackSettings,
  normaliseOrigin,
} from "./chatbot"
import { changeLimits, type LimitsChange } from "./limits"
import { changeTexts, type TextsChange } from "./texts"

/** What an owner may send: any part of a chatbot; what is left out stays. */
export type ChatbotChange = {
  name?: string | undefined
  aiEnabled?: boolean | undefined
  persona?: string | undefined
  welcome?: string | undefined
  suggestions?: string[] | undefined
  origins?: string[] | undefined
  seats?: number | null | undefined
  queueId?: string | null | undefined
  locale?: string | undefined
  escalation?: Partial<Omit<EscalationSettings, "rules">> & { rules?: RuleInput[] | undefined }
  fallback?: Partial<FallbackSettings>
  hours?: Record<string, unknown> | undefined
  contactForm?: { fields: string[]; prompt: string; consent?: string | undefined } | null | undefined
  appearance?: { [K in keyof Appearance]?: string | null | undefined }
  limits?: LimitsChange
  texts?: TextsChange
  hasPage?: boolean | undefined
}

const refuse = (field: string, message: string) => new AppError("validation", message, { field })
const contactFields: readonly string[] = ["name", "email", "phone", "company"] satisfies ContactField[]

/**
 * The chatbot with the change made. Pure: what needs the store (queue, seats taken) is checked by the command.
 * @throws AppError `validation` naming the field.
 */
export function changeChatbot(before: Chatbot, change: ChatbotChange, newId: () => string): Chatbot {
  const after = { ...before }
  if (change.name !== undefined)
    after.name = text("name", change.name, 1, 60, "Give the chatbot a name: visitors read it.")
  if (change.aiEnabled !== undefined) after.aiEnabled = change.aiEnabled
  if (change.persona !== undefined) after.persona = text("persona", change.persona, 0, 4000)
  if (change.welcome !== undefined) after.welcome = text("welcome", change.welcome, 0, 500)
  if (change.suggestions !== undefined) after.suggestions = lines("suggestions", change.suggestions, 6, 80)
  if (change.origins !== undefined)
    after.origins = change.origins
      .filter((each) => each.trim())
      .map(originOf)
      .filter(isFirst)
  if (change.seats !== undefined) after.seats = change.seats === null ? null : whole("seats", change.seats, 1, 10_000)
  if (change.queueId !== undefined) after.queueId = change.queueId
  if (change.locale !== undefined) after.locale = localeOf(change.locale)
  if (change.escalation) after.escalation = escalationOf(before.escalation, change.escalation, newId)
  if (change.fallback) after.fallback = fallbackOf(before.fallback, change.fallback)
  if (change.hours !== undefined) after.hours = { ...checkHours(change.hours) }
  if (change.contactForm !== undefined) after.contactForm = contactFormOf(change.contactForm)
  if (change.appearance) after.appearance = appearanceOf(before.appearance, change.appearance)
  if (change.limits) after.limits = changeLimits(before.limits, change.limits)
  if (change.texts) after.texts = changeTexts(before.texts, change.texts)
  if (change.hasPage !== undefined) after.hasPage = change.hasPage
  return after
}

function escalationOf(
  before: EscalationSettings,
  change: NonNullable<ChatbotChange["escalation"]>,
  newId: () => string,
): EscalationSettings {
  const after = { ...before }
  if (change.threshold !== undefined) after.threshold = share("escalation.threshold", change.threshold)
  if (change.sensitivity !== undefined) after.sensitivity = share("escalation.sensitivity", change.sensitivity)
  if (change.promiseSeconds !== undefined)
    after.promiseSeconds = whole("escalation.promiseSeconds", change.promiseSeconds, 10, 3600)
  if (change.rules !== undefined) after.rules = checkRules(change.rules, newId)
  return after
}

function fallbackOf(before: FallbackSettings, change: NonNullable<ChatbotChange["fallback"]>): FallbackSettings {
  const after = { ...before }
  if (change.captureContact !== undefined) after.captureContact = change.captureContact
  if (change.keepAnswering !== undefined) after.keepAnswering = change.keepAnswering
  if (change.callback !== undefined) after.callback = change.callback
  if (change.email !== undefined) {
    const email = change.email?.trim() || null
    if (email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
      throw refuse("fallback.email", "This is not an email address.")
    after.email = email
  }
  return after
}

function contactFormOf(form: NonNullable<ChatbotChange["contactForm"]> | null): ContactForm {
  if (!form) return null
  const unknown = form.fields.find((field) => !contactFields.includes(field))
  if (unknown) throw refuse("contactForm.fields", `“${unknown}” is not one of name, email, phone, company.`)
  const fields = form.fields.filter(isFirst) as ContactField[]
  if (fields.length === 0) return null
  const consent = text("contactForm.consent", form.consent ?? "", 0, 400)
  return { fields, prompt: text("contactForm.prompt", form.prompt, 0, 200), ...(consent ? { consent } : {}) }
}

function appearanceOf(before: Appearance, change: NonNullable<ChatbotChange["appearance"]>): Appearance {
  const given = { ...before, ...change }
  const after: Appearance = {}
  const color = given.color?.trim()
  if (color) {
    const short = /^#([\da-f])([\da-f])([\da-f])$/i.exec(color)
    const full = short ? `#${short[1]}${short[1]}${short[2]}${short[2]}${short[3]}${short[3]}` : color
    if (!/^#[\da-f]{6}$/i.test(full)) throw refuse("appearance.color", "Write the colour like #3e63dd.")
    after.color = full.toLowerCase()
  }
  const avatar = given.avatar?.trim()
  if (avatar && avatar === before.avatar) after.avatar = avatar
  else if (avatar) {
    if (URL.parse(avatar)?.protocol !== "https:")
      throw refuse("appearance.avatar", "The picture needs an address that starts with https://.")
    after.avatar = text("appearance.avatar", avatar, 0, 500)
  }
  const font = given.font?.trim()
  if (font) {
    if (!/^[\p{L}\p{N} _-]{1,60}$/u.test(font))
      throw refuse("appearance.font", "Write the name of one font that your website loads, such as Inter.")
    after.font = font
  }
  if (given.position) after.position = oneOf("appearance.position", given.position, ["right", "left"] as const)
  if (given.icon) after.icon = oneOf("appearance.icon", given.icon, ["chat", "help", "ai", "human"] as const)
  if (given.label?.trim()) after.label = text("appearance.label", given.label, 0, 24)
  for (const edge of ["side", "bottom", "phoneSide", "phoneBottom"] as const)
    if (given[edge]?.trim()) after[edge] = `${whole(`appearance.${edge}`, Number(given[edge]), 0, 200)}`
  if (given.hidden) after.hidden = oneOf("appearance.hidden", given.hidden, ["yes"] as const)
  if (given.theme) after.theme = oneOf("appearance.theme", given.theme, ["auto", "light", "dark"] as const)
  return after
}

function originOf(given: string): string {
  const origin = normaliseOrigin(given)
  if (!origin) throw refuse("origins", `“${given.trim()}” is not a website. Write it like https://www.example.com.`)
  return origin
}

function localeOf(given: string): string {
  try {
    const [locale] = Intl.getCanonicalLocales(given.trim())
    if (locale) return locale
  } catch {
    // Not a language tag: refused below, as an empty one is.
  }
  throw refuse("locale", "Write the language as a code, such as en, de or pt-BR.")
}

function lines(field: string, given: readonly string[], most: number, longest: number): string[] {
  const kept = given
    .map((each) => each.trim())
    .filter(Boolean)
    .filter(isFirst)
  if (kept.length > most) throw refuse(field, `At most ${most} lines; here are ${kept.length}.`)
  if (kept.some((each) => each.length > longest)) throw refuse(field, `Each can have ${longest} characters at most.`)
  return kept
}

function text(field: string, given: string, least: number, most: number, missing = "This is needed."): string {
  const trimmed = given.trim()
  if (trimmed.length < least) throw refuse(field, missing)
  if (trimmed.length > most) throw refuse(field, `At most ${most} characters; this has ${trimmed.length}.`)
  return trimmed
}

function share(field: string, given: number): number {
  if (!(given >= 0 && given <= 1)) throw refuse(field, "A number from 0 to 1.")
  return given
}

function whole(field: string, given: number, least: number, most: number): number {
  if (!Number.isInteger(given) || given < least || given > most)
    throw refuse(field, `A whole number from ${least} to ${most}.`)
  return given
}

function oneOf<T extends string>(field: string, given: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === given)
  if (!found) throw refuse(field, `One of ${choices.join(", ")}.`)
  return found
}

const isFirst = (each: string, at: number, all: readonly string[]) => all.indexOf(each) === at
