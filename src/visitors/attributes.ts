/** What the business's website says of a visitor: small, typed, bounded. Pure. */

type AttributeValue = string | number | boolean
export type Attributes = Record<string, AttributeValue>

export const mostAttributes = 50
const longestName = 40
const longestText = 200

/** @returns what may be kept, names to forget (set to null), and by name what was wrong with the rest. */
export function readAttributes(given: unknown): { kept: Attributes; forgotten: string[]; refused: Attributes } {
  const kept: [string, AttributeValue][] = []
  const forgotten: string[] = []
  const refused: [string, string][] = []
  const isRecord = typeof given === "object" && given !== null && !Array.isArray(given)
  for (const [written, value] of isRecord ? Object.entries(given) : []) {
    const name = written.trim()
    if (!isName(name)) refused.push([written.slice(0, longestName), nameRule])
    else if (value === null) forgotten.push(name)
    else if (typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value)))
      kept.push([name, value])
    else if (typeof value === "string" && value.length <= longestText) kept.push([name, value.toWellFormed()])
    else refused.push([name, valueRule])
    if (refused.length > mostAttributes) break
  }
  return { kept: Object.fromEntries(kept), forgotten, refused: Object.fromEntries(refused) }
}

/** What was known, changed by what is said now. Of more than there is room for, the oldest names stay. */
export function mergeAttributes(known: Attributes, { kept, forgotten }: ReturnType<typeof readAttributes>): Attributes {
  const all = { ...known, ...kept }
  for (const name of forgotten) if (!Object.hasOwn(kept, name)) delete all[name]
  return Object.fromEntries(Object.entries(all).slice(0, mostAttributes))
}

// Letters of any script, as people name things; nothing that could be taken for code or for a prototype.
const isName = (name: string) => name.length <= longestName && /^\p{L}[\p{L}\p{N} _.-]*$/u.test(name)

const nameRule = `A name begins with a letter and has up to ${longestName} letters, digits, spaces, “_”, “.” or “-”.`
const valueRule = `A value is a text of up to ${longestText} characters, a number, true or false; null removes it.`

export const attributeText = (value: AttributeValue): string =>
  value === true ? "yes" : value === false ? "no" : String(value)
