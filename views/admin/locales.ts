import { languageName, ownLanguageName } from "../components/language-name"

/** The languages that Baton speaks to visitors by itself. */
export const locales = [
  ...["en", "es", "de", "fr", "pt", "it", "nl"],
  ...["pl", "cs", "ru", "uk", "tr", "sv", "da", "no", "fi", "ar", "hi", "ja", "ko", "zh"],
].map((value) => ({
  value,
  label: ownLanguageName(value),
}))

/** With the chatbot's own, where it was set to another through the API. */
export const localesWith = (value: string) =>
  locales.some((each) => each.value === value) ? locales : [...locales, { value, label: languageName(value) }]
