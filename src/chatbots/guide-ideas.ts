/** What a business's content lets its customers ask, in its own words. Pure. */

type Passage = { documentId: string; title: string; headings: string; text: string }

/** What is asked everywhere, in the languages that Baton speaks. */
const usual =
  /open|hours|price|pricing|rates|fees|shipping|delivery|return|refund|payment|parking|contact|booking|appointment|cancel|warranty|guarantee|size|öffnung|preis|versand|liefer|rückgabe|zahl|park|anfahrt|kontakt|termin|absag|garantie|größe|horario|precio|envío|entrega|devoluci|pago|contacto|cita|garantía|horaires|tarif|prix|livraison|retour|paiement|rendez|orari|prezz|spedizion|consegna|pagament|prenota|openingstijd|prijs|prijzen|bezorg|betal|afspraak/i
const legal =
  /impressum|imprint|datenschutz|privacy|\bagb\b|terms|conditions|cookie|legal|widerruf|disclaimer|mentions|aviso|privacidad|confidentialité|you may also|related/i

/** Those first that have a usual subject, a question or figures in them; of each page one, before any has two. */
export function ideasFrom(passages: readonly Passage[], most: number): string[] {
  const rated = passages.flatMap(({ documentId, title, headings, text }) => {
    const label = (headings.split(" › ").at(-1) || title).replace(/\s*[|–-]\s[^|–-]*$/, "").trim()
    const isQuestion = label.endsWith("?")
    if (label.length < 4 || label.length > (isQuestion ? 60 : 40) || legal.test(label) || legal.test(title)) return []
    const points = (usual.test(label) ? 4 : 0) + (isQuestion ? 3 : 0) + (/\d/.test(text) ? 2 : 0)
    return [{ documentId, label, points }]
  })
  const places = new Map<string, number>()
  const ordered = rated
    .toSorted((a, b) => b.points - a.points)
    .map((each) => {
      const place = places.get(each.documentId) ?? 0
      places.set(each.documentId, place + 1)
      return { ...each, place }
    })
    .toSorted((a, b) => a.place - b.place)
  return [...new Set(ordered.map(({ label }) => label))].slice(0, most)
}

const year = /\b(19|20)\d\d\b/
const elsewhere = /contact|kontakt|contatt|contat/i

/** Whether a visitor reads it as something to ask: “Contact” and “Prices 2027” are the names of pages. */
export const isWorthAsking = (idea: string): boolean =>
  idea.endsWith("?") || (idea.includes(" ") && usual.test(idea) && !year.test(idea) && !elsewhere.test(idea))
