/** A recap without a model: what was wanted, what was done, how it ended. Pure. */

import { isMessage, type StoredEvent } from "../events/event"

const clip = (text: string, length: number) => {
  const flat = text.replace(/\s+/g, " ").trim()
  return flat.length <= length ? flat : `${flat.slice(0, length - 1).trimEnd()}…`
}

export function writeRecap(events: readonly StoredEvent[]): string {
  const messages = events.filter(isMessage)
  const asked = messages.filter(({ actor }) => actor.kind === "visitor")
  const answered = messages.filter(({ actor }) => actor.kind === "ai")
  const byPerson = messages.filter(({ actor }) => actor.kind === "operator")
  const contact = events.filter((event) => event.type === "contact").at(-1)
  const lines: string[] = []
  const first = asked[0]
  if (first) lines.push(`Wanted: “${clip(first.payload.text, 140)}”`)
  const last = asked.at(-1)
  if (last && last !== first) lines.push(`Last said: “${clip(last.payload.text, 140)}”`)
  if (answered.length > 0) lines.push(`The AI answered ${answered.length === 1 ? "once" : `${answered.length} times`}.`)
  const reply = byPerson.at(-1)
  if (reply) lines.push(`${reply.actor.name} wrote: “${clip(reply.payload.text, 200)}”`)
  if (contact?.type === "contact") {
    const { name, email, phone } = contact.payload
    lines.push(`Contact: ${[name, email, phone].filter(Boolean).join(", ")}`)
  }
  return lines.join("\n") || "Nothing was said."
}

/** Two lines for the row in the queue: what the visitor wants, and what was tried. */
export function writeBrief(events: readonly StoredEvent[], after: number): string {
  const recent = events.filter(({ id }) => id > after)
  const asked = recent.filter(isMessage).filter(({ actor }) => actor.kind === "visitor")
  const tried = recent.filter((event) => event.type === "tried")
  const mood = recent.filter((event) => event.type === "signal" && event.payload.kind === "frustration").length > 0
  // Anger says how they feel; what they want stands in the other messages, if there are any.
  const angry = new Set(
    recent.flatMap((event, index) => {
      const before = recent.slice(0, index).findLast(isMessage)
      return event.type === "signal" && event.payload.kind === "frustration" && before ? [before.id] : []
    }),
  )
  const calm = asked.filter(({ id }) => !angry.has(id))
  const longest = (calm.length > 0 ? calm : asked).reduce<string>(
    (best, { payload }) => (payload.text.length > best.length ? payload.text : best),
    "",
  )
  if (!longest) return ""
  const sources = [
    ...new Set(
      tried
        .flatMap((event) => (event.type === "tried" ? event.payload.sources.slice(0, 1) : []))
        .map(({ title }) => title),
    ),
  ]
  const done =
    tried.length === 0
      ? "Nothing was tried yet"
      : sources.length > 0
        ? `The AI quoted ${sources.slice(0, 2).join(" and ")}`
        : "The AI found nothing that fits"
  return `Wants: ${clip(longest, 120)}\n${done}${mood ? "; upset" : ""}.`
}
