/** The owner's words for visitors of other languages. Pure. */

import { AppError } from "../errors"
import { checkLanguage } from "../languages/names"

/** `label`: on the button of the closed widget. */
type Words = { welcome: string; suggestions: string[]; prompt: string; label: string }
/** By language code; an empty welcome means the chatbot's own. */
export type Texts = Record<string, Words>
export type TextsChange = Record<string, { [K in keyof Words]?: Readonly<Words[K]> | undefined } | null>

const mostLanguages = 20

/** Each language that is given takes the place of the one before; null or all empty removes it. @throws AppError `validation` */
export function changeTexts(before: Texts, change: TextsChange): Texts {
  const after = { ...before }
  for (const [given, words] of Object.entries(change)) {
    const found = checkLanguage(given)
    // Words go by the language alone: “de-AT” would be read by nobody.
    if ("problem" in found || !/^[a-z]{2,3}$/i.test(given.trim()))
      throw new AppError(
        "validation",
        "problem" in found ? found.problem : `Write “${found.code}” without its country.`,
        {
          field: `texts.${given}`,
        },
      )
    const language = found.code
    const welcome = words?.welcome?.trim() ?? ""
    const prompt = words?.prompt?.trim() ?? ""
    const label = words?.label?.trim() ?? ""
    const suggestions = [...new Set((words?.suggestions ?? []).map((each) => each.trim()).filter(Boolean))]
    const refuse = (part: string, message: string) =>
      new AppError("validation", message, { field: `texts.${language}.${part}` })
    if (welcome.length > 500) throw refuse("welcome", "At most 500 characters.")
    if (prompt.length > 200) throw refuse("prompt", "At most 200 characters.")
    if (label.length > 24) throw refuse("label", "At most 24 characters.")
    if (suggestions.length > 6) throw refuse("suggestions", `At most 6 questions; here are ${suggestions.length}.`)
    if (suggestions.some((each) => each.length > 80))
      throw refuse("suggestions", "Each can have 80 characters at most.")
    if (!welcome && !prompt && !label && suggestions.length === 0) delete after[language]
    else after[language] = { welcome, suggestions, prompt, label }
  }
  if (Object.keys(after).length > mostLanguages)
    throw new AppError("validation", `At most ${mostLanguages} languages.`, { field: "texts" })
  return after
}

type Speaking = {
  welcome: string
  suggestions: string[]
  contactForm: { prompt: string } | null
  appearance: { label?: string }
  texts: Texts
}

/** The words for a visitor of this language, each as the chatbot has it where the language has none. */
export function wordsFor(chatbot: Speaking, locale: string): Words {
  const own =
    chatbot.texts[
      locale
        .slice(0, 3)
        .replace(/[-_].*$/, "")
        .toLowerCase()
    ]
  return {
    welcome: own?.welcome || chatbot.welcome,
    suggestions: own && own.suggestions.length > 0 ? own.suggestions : chatbot.suggestions,
    prompt: own?.prompt || (chatbot.contactForm?.prompt ?? ""),
    label: own?.label || (chatbot.appearance.label ?? ""),
  }
}
