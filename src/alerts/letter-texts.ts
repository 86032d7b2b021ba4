/** What stands in the letters that visitors get, in their language. Pure. */

import { type Sentences, sentencesIn } from "../languages/sentences"

type LetterTexts = Sentences["letters"]

export function letterTexts(
  locale: string,
  fill: { shop: string; name?: string; n?: number; zone?: string },
): LetterTexts {
  const filled = (text: string) =>
    text.replace(/\{(shop|name|n|zone)\}/g, (_, key: keyof typeof fill) => String(fill[key] ?? ""))
  return Object.fromEntries(
    Object.entries(sentencesIn(locale).letters).map(([key, text]) => [key, filled(text)]),
  ) as LetterTexts
}
