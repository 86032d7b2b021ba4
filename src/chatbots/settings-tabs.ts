/** Each tab of a chatbot's settings: what its form holds, and what is meant by it. */

import type { Values } from "../../views/admin/form"
import { AppError } from "../errors"
import type { Form } from "../http/form"
import { type Chatbot, hasUploadedPicture } from "./chatbot"
import type { ChatbotChange } from "./chatbot-change"
import { adviceTopics } from "./limits"

export type Tab = {
  name: "basics" | "limits" | "person" | "looks" | "languages" | "website"
  values: (chatbot: Chatbot) => Values
  change: (form: Form, chatbot: Chatbot) => ChatbotChange
  /** It changes what is answered: tried before it is saved. */
  isTried?: boolean
}

const checked = (name: string, on: boolean): Values => (on ? { [name]: "on" } : {})
const contactFields = ["name", "email", "phone", "company"] as const

/** Also stands on the page around a refused rule. */
export const personTab: Tab = {
  name: "person",
  isTried: true,
  values: ({ escalation, fallback }) => ({
    "escalation.sensitivity": String(escalation.sensitivity),
    "escalation.threshold": String(escalation.threshold),
    "escalation.promiseSeconds": String(escalation.promiseSeconds),
    "fallback.email": fallback.email ?? "",
    ...checked("fallback.captureContact", fallback.captureContact),
    ...checked("fallback.keepAnswering", !!fallback.keepAnswering),
    ...checked("fallback.callback", !!fallback.callback),
  }),
  change: (form) => ({
    escalation: {
      sensitivity: numberOf(form.text("escalation.sensitivity")),
      threshold: numberOf(form.text("escalation.threshold")),
      promiseSeconds: numberOf(form.text("escalation.promiseSeconds")),
    },
    fallback: {
      captureContact: form.isChecked("fallback.captureContact"),
      keepAnswering: form.isChecked("fallback.keepAnswering"),
      callback: form.isChecked("fallback.callback"),
      email: form.text("fallback.email"),
    },
  }),
}

export const tabs: Tab[] = [
  {
    name: "basics",
    values: ({ name, welcome, suggestions, locale, aiEnabled }) => ({
      name,
      welcome,
      suggestions: suggestions.join("\n"),
      locale,
      ...checked("aiEnabled", aiEnabled),
    }),
    change: (form) => ({
      name: form.text("name"),
      welcome: form.text("welcome"),
      suggestions: form.lines("suggestions"),
      locale: form.text("locale"),
      aiEnabled: form.isChecked("aiEnabled"),
    }),
  },
  {
    name: "limits",
    isTried: true,
    values: ({ persona, limits }) => ({
      persona,
      "limits.tone": limits.tone,
      "limits.length": limits.length,
      ...Object.fromEntries(limits.languages.map((code) => [`limits.languages.${code}`, "on"])),
      "limits.never": limits.never.join("\n"),
      "limits.topics": limits.topics.join("\n"),
      ...Object.fromEntries(limits.advice.map((kind) => [`limits.advice.${kind}`, "on"])),
    }),
    change: (form, chatbot) => ({
      persona: form.text("persona"),
      limits: {
        tone: form.text("limits.tone"),
        length: form.text("limits.length"),
        languages: languagesOf(form, chatbot),
        never: form.lines("limits.never"),
        topics: form.lines("limits.topics"),
        advice: adviceTopics.filter((kind) => form.isChecked(`limits.advice.${kind}`)),
      },
    }),
  },
  {
    name: "languages",
    values: ({ texts }) =>
      Object.fromEntries(
        Object.entries(texts).flatMap(([language, { welcome, suggestions, prompt, label = "" }]) => [
          [`texts.${language}.label`, label],
          [`texts.${language}.welcome`, welcome],
          [`texts.${language}.suggestions`, suggestions.join("\n")],
          [`texts.${language}.prompt`, prompt],
        ]),
      ),
    change: (form) => ({ texts: textsOf(form) }),
  },
  personTab,
  {
    name: "looks",
    values: ({ appearance, contactForm }) => ({
      "appearance.color": appearance.color ?? "",
      "appearance.font": appearance.font ?? "",
      "appearance.theme": appearance.theme ?? "",
      "appearance.position": appearance.position ?? "",
      "appearance.avatar": hasUploadedPicture(appearance) ? "" : (appearance.avatar ?? ""),
      "appearance.icon": appearance.icon ?? "",
      "appearance.label": appearance.label ?? "",
      "appearance.side": appearance.side ?? "",
      "appearance.bottom": appearance.bottom ?? "",
      "appearance.phoneSide": appearance.phoneSide ?? "",
      "appearance.phoneBottom": appearance.phoneBottom ?? "",
      "appearance.hidden": appearance.hidden ?? "",
      "contactForm.prompt": contactForm?.prompt ?? "",
      "contactForm.consent": contactForm?.consent ?? "",
      ...Object.fromEntries((contactForm?.fields ?? []).map((field) => [`contactForm.${field}`, "on"])),
    }),
    change: (form) => ({
      appearance: {
        color: form.text("appearance.color"),
        font: form.text("appearance.font"),
        theme: form.text("appearance.theme"),
        position: form.text("appearance.position"),
        ...avatarOf(form),
        icon: form.text("appearance.icon"),
        label: form.text("appearance.label"),
        side: form.text("appearance.side"),
        bottom: form.text("appearance.bottom"),
        phoneSide: form.text("appearance.phoneSide"),
        phoneBottom: form.text("appearance.phoneBottom"),
        hidden: form.text("appearance.hidden"),
      },
      contactForm: {
        fields: contactFields.filter((field) => form.isChecked(`contactForm.${field}`)),
        prompt: form.text("contactForm.prompt"),
        consent: form.text("contactForm.consent"),
      },
    }),
  },
  {
    name: "website",
    values: ({ origins }) => ({ origins: origins.join("\n") }),
    change: (form) => ({ origins: form.lines("origins") }),
  },
]

function textsOf(form: Form): NonNullable<ChatbotChange["texts"]> {
  const words = (prefix: string) => ({
    welcome: form.text(`${prefix}.welcome`),
    suggestions: form.lines(`${prefix}.suggestions`),
    prompt: form.text(`${prefix}.prompt`),
    label: form.text(`${prefix}.label`),
  })
  const known = Object.keys(form.values()).flatMap((name) => /^texts\.([a-z]{2,3})\.welcome$/.exec(name)?.[1] ?? [])
  const texts: NonNullable<ChatbotChange["texts"]> = {}
  for (const language of known) if (language !== "new") texts[language] = words(`texts.${language}`)
  const added = form.text("language")
  if (added) texts[added] = words("texts.new")
  else if (Object.values(words("texts.new")).flat().join("").trim())
    throw new AppError("validation", "Choose the language that these words are in.", { field: "language" })
  return texts
}

/** In the order they were saved in, since the first also answers those who write another: at first, the chatbot's own. */
function languagesOf(form: Form, { limits, locale }: Chatbot): string[] {
  const chosen = Object.keys(form.values()).flatMap((name) => /^limits\.languages\.(\w+)$/.exec(name)?.[1] ?? [])
  const order = [...limits.languages, locale.split("-")[0]!, ...chosen]
  return [...new Set(order)].filter((code) => chosen.includes(code))
}

/** The address has a field only where no uploaded picture stands in its place; that one goes when it is asked to. */
function avatarOf(form: Form): { avatar?: string } {
  if (form.isChecked("picture.remove")) return { avatar: "" }
  const [avatar] = form.all("appearance.avatar")
  return avatar === undefined ? {} : { avatar }
}

/** An empty field is no number, and not zero. */
const numberOf = (text: string): number => (text.trim() ? Number(text.replace(",", ".")) : Number.NaN)
