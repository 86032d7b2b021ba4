/** What a stored reply leaves open, and how it is filled for one conversation. Pure. */

export const placeholders = ["name", "operator", "chatbot"] as const
type Placeholder = (typeof placeholders)[number]

const anyPlaceholder = /\{\{\s*([^{}]*?)\s*\}\}/g

/** Those that nothing is known of. */
export const unknownPlaceholders = (text: string): string[] =>
  [...text.matchAll(anyPlaceholder)]
    .filter(([, name]) => !(placeholders as readonly string[]).includes(name!.toLowerCase()))
    .map(([written]) => written)

/** What is not known is left out with the space before it: “Hi {{name}}, …” becomes “Hi, …”. */
export function fillReply(text: string, known: Record<Placeholder, string | null>): string {
  const wordFor = (name: string) => known[name.toLowerCase() as Placeholder]?.trim() ?? ""
  return text
    .replace(/^([ \t]*)\{\{\s*(\w+)\s*\}\}[,;:!]?[ \t]*(\S?)/gm, (whole, indent: string, name: string, next: string) =>
      wordFor(name) ? whole : indent + next.toUpperCase(),
    )
    .replace(/[ \t]*\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => {
      const value = wordFor(name)
      return value && /^[ \t]*/.exec(whole)![0] + value
    })
    .trim()
}

export const firstNameOf = (name: string | null): string | null => name?.trim().split(/\s+/)[0] || null

/** One visitor's words to everybody's: their first name is left open. */
export function openReply(text: string, visitorName: string | null): string {
  const first = firstNameOf(visitorName)
  if (!first || first.length < 2) return text
  const escaped = first.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, "gu"), "{{name}}")
}
