/** The owner's words for visitors of other languages. Pure. */

import { AppError } from "../errors"

export type Words = { welcome: string; suggestions: string[]; prompt: string }
/** By language code; an empty welcome means the chatbot's own. */
export type Texts = Record<string, Words>
export type TextsChange = Record<
  string,
  { welcome?: string | undefined; suggestions?: readonly string[] | undefined; prompt?: string | undefined } | null
>

const mostLanguages = 20

/** Each language that is given takes the place of the one before; null or all empty removes it. @throws AppError `validation` */
export function changeTexts(before: Texts, change: TextsChange): Texts {
  const after = { ...before }
  for (const [given, words] of Object.entries(change)) {
    const language = given.trim().toLowerCase()
    const field = `texts.${given}`
    if (!/^[a-z]{2,3}$/.test(language))
      throw new AppError("validation", `“${given}” is no language. Write a code such as de.`, { field })
    const welcome = words?.welcome?.trim() ?? ""
    const prompt = words?.prompt?.trim() ?? ""
    const suggestions = [...new Set((words?.suggestions ?? []).map((each) => each.trim()).filter(Boolean))]
    const refuse = (part: string, message: string) =>
      new AppError("validation", message, { field: `texts.${language}.${part}` })
    if (welcome.length > 500) throw refuse("welcome", "At most 500 characters.")
    if (prompt.length > 200) throw refuse("prompt", "At most 200 characters.")
    if (suggestions.length > 6) throw refuse("suggestions", "At most 6.")
    if (suggestions.some((each) => each.length > 80))
      throw refuse("suggestions", "Each can have 80 characters at most.")
    if (!welcome && !prompt && suggestions.length === 0) delete after[language]
    else after[language] = { welcome, suggestions, prompt }
  }
  if (Object.keys(after).length > mostLanguages)
    throw new AppError("validation", `At most ${mostLanguages} languages.`, { field: "texts" })
  return after
}

/** The words for a visitor of this language, each as the chatbot has it where the language has none. */
export function wordsFor(
  chatbot: { welcome: string; suggestions: string[]; contactForm: { prompt: string } | null; texts: Texts },
  locale: string,
): Words {
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
  }
}
