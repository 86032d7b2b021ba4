/** What a returned letter says (RFC 3464). Pure. */

/**
 * Why a letter was returned for good; undefined for delays, automatic replies and everything else that is no failure.
 * @param text the letter as it came, or within JSON, where line ends are written `\n`.
 */
export function readReturn(text: string): string | undefined {
  const lines = text.replace(/\\r\\n|\\n|\r\n/g, "\n").replace(/\n[ \t]+/g, " ")
  const field = (name: string) => new RegExp(`^${name}:[ \\t]*(.+)$`, "im").exec(lines)?.[1]?.trim()
  const action = field("Action")?.toLowerCase()
  const status = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(field("Status") ?? "")?.[0]
  if (action !== "failed" || !status?.startsWith("5")) return undefined
  const said = field("Diagnostic-Code")?.replace(/^smtp;\s*/i, "")
  return (said ?? status).replace(/\s+/g, " ").slice(0, 300)
}
