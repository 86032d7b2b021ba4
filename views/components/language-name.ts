const names = new Intl.DisplayNames("en", { type: "language", languageDisplay: "standard" })

/** “German” for “de”, “German (Austria)” for “de-AT”; what is no language tag stands for itself. */
export function languageName(locale: string): string {
  try {
    return names.of(locale) ?? locale
  } catch {
    return locale
  }
}

const itself = (code: string) => new Intl.DisplayNames(code, { type: "language" }).of(code)

/** “Deutsch” for “de”: what those who speak it look for. */
export const ownLanguageName = (code: string): string => {
  const name = itself(code) ?? code
  return name.charAt(0).toLocaleUpperCase(code) + name.slice(1)
}
