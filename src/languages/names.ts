/** Languages by their names, as people write them, and by their codes, as browsers do. Pure. */

const codes = `af ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja ka kk km
  kn ko ky lo lt lv mk ml mn mr ms my nb ne nl no pa pl pt ro ru si sk sl sq sr sv sw ta te tg th tk tl tr uk ur uz vi zh zu`
  .trim()
  .split(/\s+/)

const english = new Intl.DisplayNames("en", { type: "language" })

/** “German” for “de”; a code that nobody has named stands for itself. */
export const languageName = (code: string): string => english.of(code) ?? code

/** Those that an owner may choose from, by their names. */
export const languageCodes: readonly string[] = codes.toSorted((a, b) => languageName(a).localeCompare(languageName(b)))

const known = new Map<string, string>()
for (const code of codes) {
  const own = new Intl.DisplayNames(code, { type: "language" }).of(code)
  for (const name of [code, languageName(code), own]) if (name) known.set(name.toLowerCase(), code)
}

/** @returns the code of “German”, “Deutsch”, “de” or “de-AT”; undefined where it is no language. */
export function languageCode(written: string): string | undefined {
  const text = written.trim().toLowerCase()
  return known.get(text) ?? known.get(/^([a-z]{2})[-_][a-z0-9]{2,8}$/.exec(text)?.[1] ?? "")
}

const named = new Intl.DisplayNames("en", { type: "language", fallback: "none" })

/**
 * The language of what a script sent: “de”, “de-AT”.
 * @returns its code, or the sentence that says what is wrong with it.
 */
export function checkLanguage(given: string): { code: string } | { problem: string } {
  const text = given.trim()
  try {
    const { language } = new Intl.Locale(text)
    if (language.length <= 3 && named.of(language)) return { code: language }
  } catch {
    // No language tag.
  }
  const meant = languageCode(text)
  return {
    problem: meant
      ? `Write “${meant}” for ${languageName(meant)}.`
      : `“${text.slice(0, 40)}” is the code of no language. Write one such as en, de or pt.`,
  }
}
