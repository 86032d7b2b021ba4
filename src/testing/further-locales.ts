/** As browsers name the languages that Baton speaks besides the first seven. */
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
