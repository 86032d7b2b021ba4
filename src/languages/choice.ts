/** Which of several things that were offered somebody names without its words: “the second one”, “2”. Pure. */

const ordinals = [
  /^(?:first|1st|erste[nrs]?|primer[oa]?|premi[eè]re?|prim[oa]|primeir[oa]|eerste)$/,
  /^(?:second|2nd|zweite[nrs]?|segund[oa]|deuxi[eè]me|second[eoa]|tweede)$/,
  /^(?:third|3rd|dritte[nrs]?|tercer[oa]?|troisi[eè]me|terz[oa]|terceir[oa]|derde)$/,
]
const last = /^(?:last|letzte[nrs]?|[uú]ltim[oa]|derni[eè]re?|laatste)$/
/** What stands beside it and says nothing. */
const beside =
  /^(?:the|one|option|number|nr|no|answer|please|pls|das|die|den|der|bitte|nummer|el|la|lo|opci[oó]n|n[uú]mero|por|favor|le|l|num[eé]ro|s|il|te|pla[iî]t|vous|svp|per|favore|o|a|op[cç][aã]o|de|het|optie|graag)$/

/** The words of what was chosen; undefined where none was. */
export function choiceOf(said: string, offered: readonly string[]): string | undefined {
  const plain = plainOf(said)
  const named = offered.find((each) => plainOf(each) === plain)
  if (named) return named
  const telling = plain.split(" ").filter((word) => !beside.test(word))
  const [word = ""] = telling
  if (telling.length !== 1) return undefined
  if (/^[1-9]$/.test(word)) return offered[Number(word) - 1]
  if (last.test(word)) return offered.at(-1)
  const place = ordinals.findIndex((ordinal) => ordinal.test(word))
  return place < 0 ? undefined : offered[place]
}

const noneOfThem =
  /^(?:no )?(?:none|neither|nothing|none of (?:these|those|them|the above|that)|not (?:these|those|any of (?:these|those|them))|something else|(?:an)?other|keine?[rs]?(?: davon| von (?:beiden|diesen|denen))?|nichts davon|weder noch|(?:et)?was anderes|ning[uú]n[oa]?(?: de (?:est[ao]s|ell[ao]s|l[ao]s dos))?|otra cosa|aucune?(?: d entre (?:eux|elles)| de ceux ci| des (?:deux|trois))?|autre chose|nessun[oa]?(?: di quest[ei])?|altro|nenhuma?(?: dest[ea]s)?|outra coisa|geen(?: van (?:deze|die|beide))?|iets anders)$/

/** Whether somebody says that none of it is meant, and nothing else. A bare “no” may be to whatever was asked beside it. */
export const isNoneOfThem = (said: string): boolean => noneOfThem.test(plainOf(said))

const plainOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
