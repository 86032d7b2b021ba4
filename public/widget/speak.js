/** What those parts of the widget say that are scripts of their own: each brings all languages, for it is loaded seldom. */

const languages = ["en", "es", "de", "fr", "pt", "it", "nl"]

/** Both ways of writing Norwegian read the one; Chinese is written in two. @param {string} lang */
const listed = (lang) =>
  ["nb", "nn"].includes(lang) ? "no" : lang === "zh" && /-(hant|tw|hk|mo)/i.test(navigator.language) ? "zh-hant" : lang

/**
 * @template {string} Key
 * @param {Record<Key, string>} texts one line a text: English, Spanish, German, French, Portuguese, Italian, Dutch
 * @param {Record<string, string>} further of further languages all texts, in the order of the above
 * @param {string} lang
 */
export function speak(texts, further, lang) {
  const at = Math.max(0, languages.indexOf(lang))
  const own = further[listed(lang)]?.split("|")
  const keys = Object.keys(texts)
  /** @param {Key} key @param {string} [value] what is filled in */
  return (key, value = "") => (own?.[keys.indexOf(key)] ?? texts[key].split("|")[at] ?? "").replace("{}", value)
}
