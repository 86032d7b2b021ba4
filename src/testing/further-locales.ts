/** As browsers name the languages in which the widget speaks and the assistant has no words of its own. */
export const furtherLocales = [
  "ar",
  "tr",
  "pl",
  "sv",
  "da",
  "nb-NO",
  "fi",
  "cs",
  "ru",
  "uk",
  "zh-CN",
  "zh-TW",
  "ja",
  "ko",
  "hi",
]
