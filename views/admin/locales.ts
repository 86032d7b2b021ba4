/** The languages that the widget speaks by itself. */
export const locales = [
  { value: "en", label: "English" },
  { value: "es", label: "Español" },
  { value: "de", label: "Deutsch" },
  { value: "fr", label: "Français" },
  { value: "pt", label: "Português" },
]

/** With the chatbot's own, where it was set to another through the API. */
export const localesWith = (value: string) =>
  locales.some((each) => each.value === value) ? locales : [...locales, { value, label: value }]
