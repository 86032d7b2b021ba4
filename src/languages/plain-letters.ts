/** Words as they are compared where people type them with or without their marks. Pure. */

/** Lower case, without accents; questions end in the one mark. */
export const plainLetters = (text: string): string =>
  text
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .replace(/ß/g, "ss")
    .replace(/[？؟]/g, "?")

/** Letters that are no letter with a mark, and are left out on other keyboards. */
const typedOtherwise: [letter: RegExp, forms: string][] = [
  [/ł/g, "[łl]"],
  [/ø/g, "(?:ø|oe?)"],
  [/æ/g, "(?:æ|ae)"],
  [/ı/g, "[ıi]"],
]

/** A pattern that was written with its accents, for plain letters. No classes such as `\S`: their letters fall too. */
export const plainForms = (forms: string): string =>
  typedOtherwise.reduce((plain, [letter, typed]) => plain.replace(letter, typed), plainLetters(forms))

export const wholePlain = (forms: string): RegExp => new RegExp(`^(?:${plainForms(forms)})$`)
