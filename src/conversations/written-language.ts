/** Which of the languages the assistant has words in a visitor writes, where that is beyond doubt. Pure. */

import { languageOf, spokenLanguages } from "./notices"

/** Small words. Those of languages that only look alike stand here too, so that Danish is not taken for German. */
const smallWords: Record<string, string> = {
  en: `the and is are you your for with this that of to it we can not have on our will be at if i my do does what how
    when where which would there from was has about please me a an or any`,
  de: `der die das und ist sind sie ihr für mit dass nicht ein eine einen von zu wir den im auf es werden bei oder wenn
    ich mein meine meinen was wie wann wo kann habe haben gibt nach bitte mir noch auch kostet lange möchte hat wird in
    euch ihnen aus zum zur an so`,
  es: `el la los las y es son usted su para con que de en no una un por se lo puede como si está más yo mi mis qué cómo
    cuándo dónde cuánto cuál cuando donde cuanto tengo quiero hay tiene puedo cuesta pero esta este ustedes del al me a`,
  fr: `le la les et est sont vous votre pour avec que de en ne pas une un par sur nous des du au ce dans si je mon ma mes
    quel quelle quand où comment combien ai puis il elle mais voudrais avez êtes cette y a me se`,
  pt: `o a os as e é são você seu para com que de em não uma um por se no na como está mais ou dos do da eu meu minha
    qual quando onde quanto tenho posso quero vocês custa mas me ao esta chega vai pode pela pelo minhas meus`,
  it: `il la gli e è sono per con che di in non una un si della dei come se più le io mio mia quale quando dove quanto
    ho posso vorrei avete cosa costa ma del al lo i mi a o su`,
  nl: `de het een is zijn u uw voor met dat van te in niet en op wij kan bij of als onze ik mijn wat hoe wanneer waar
    heb kunnen jullie naar hebben kost er maar wil die we me mij aan lang duurt hoeveel deze`,
  pl: "i w na z do nie jest się to że dla o za po jak czy od są lub mi ma",
  da: "det er jeg og til på ikke en et hvad at for med kan du hvor den min har vi i de der som af om så mig",
  sv: "det är jag och till på inte en ett vad att för med kan du hur var den min har vi i de som av om så mig",
  ro: "de la și în nu un o este pe cu să din ce pentru care cum eu mi ne se a",
  ca: "el la els les i és per amb que de en no una un es com si més jo meu quan on quant puc vull teniu al del què",
  af: "die en is nie van ek het my wat hoe vir met in op dit ons kan as sal by te",
}

const languages = Object.keys(smallWords)
/** A word that several languages share says little for each of them. */
const weights = new Map<string, { languages: string[]; weight: number }>()
for (const word of new Set(Object.values(smallWords).flatMap((words) => words.split(/\s+/)))) {
  const sharing = languages.filter((language) => smallWords[language]!.split(/\s+/).includes(word))
  weights.set(word, { languages: sharing, weight: 1 / sharing.length })
}

/** What is quoted, an address or a link is not the visitor's own language. */
const notTheirs = /[“"«„][^”"»“]*[”"»“]|\S+@\S+|\bhttps?:\S+/gu

const enoughWords = 4
/** Longer messages are pasted ones; their beginning tells as much. */
const readLength = 2000

/**
 * @param current the language they are spoken to in, which is left only for a message that has next to nothing of it.
 * @returns undefined where the message is short, mixed, or in no language that there are words in.
 */
export function writtenLanguage(text: string, current: string): string | undefined {
  const words =
    text
      .slice(0, readLength)
      .replace(notTheirs, " ")
      .toLowerCase()
      .match(/\p{L}+/gu) ?? []
  if (words.length < enoughWords) return undefined
  const scores = new Map(languages.map((language) => [language, 0]))
  for (const word of words) {
    const known = weights.get(word)
    for (const language of known?.languages ?? []) scores.set(language, scores.get(language)! + known!.weight)
  }
  const [first, ...others] = [...scores].sort(([, a], [, b]) => b - a)
  const [language, score] = first!
  if (!spokenLanguages.includes(language) || score < 1.75 || score < words.length * 0.2) return undefined
  const own = languageOf(current)
  const isClear = others.every(([other, its]) => score >= its * (other === own ? 5 : 2.5))
  return isClear ? language : undefined
}

/**
 * The locale a conversation goes on in after a message: the one it has, unless the message is clearly in another
 * language that the owner allows.
 * @param allowed languages the owner limits the assistant to; none is every one.
 */
export function localeAfter(text: string, current: string, allowed: readonly string[]): string {
  const written = writtenLanguage(text, current)
  if (!written || written === current.toLowerCase().split(/[-_]/)[0]) return current
  return allowed.length === 0 || allowed.includes(written) ? written : current
}
