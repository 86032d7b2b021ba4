/** Which language a text is in, by its small words; and which of the owner's languages serves a visitor. Pure. */

const smallWords: Record<string, string> = {
  en: "the and is are you your for with this that of to in it we can not have on our will be as at or if",
  de: "der die das und ist sind sie ihr für mit dass nicht ein eine von zu wir den im auf es werden bei oder wenn ihre",
  es: "el la los las y es son usted su para con que de en no una por se lo puede nuestro como si está más",
  fr: "le la les et est sont vous votre pour avec que de en ne pas une par sur nous des du au est ce dans si",
  pt: "o a os as e é são você seu para com que de em não uma por se no na nosso como está mais ou dos",
  it: "il la gli e è sono lei suo per con che di in non una da si nel della dei come se più le",
  nl: "de het en is zijn u uw voor met dat van te in niet een op wij kan bij of als onze worden",
  pl: "i w na z do nie jest się to że dla o za po jak czy od są lub",
}
const sets = Object.entries(smallWords).map(([language, words]) => ({ language, words: new Set(words.split(" ")) }))

/** Undefined where the text is too short, or the languages too close, to tell. */
export function spokenLanguage(text: string): string | undefined {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? []
  if (words.length < 5) return undefined
  const scores = sets
    .map(({ language, words: small }) => ({ language, count: words.filter((word) => small.has(word)).length }))
    .sort((a, b) => b.count - a.count)
  const [first, second] = scores
  if (!first || !second || first.count < 2 || first.count < words.length * 0.12) return undefined
  return first.count >= second.count * 1.3 ? first.language : undefined
}

/** The visitor's own where it is allowed, else the owner's first. */
export function localeWithin(allowed: readonly string[], locale: string): string {
  const own = locale.toLowerCase().split(/[-_]/)[0] ?? ""
  return allowed.length === 0 || allowed.includes(own) ? locale : (allowed[0] ?? locale)
}
