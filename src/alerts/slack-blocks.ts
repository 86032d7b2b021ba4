/** What stands in Slack. Pure. */

import type { AlertFacts } from "./alert-facts"

export type SlackMessage = { text: string; blocks: Record<string, unknown>[] }

/** What visitors wrote goes into plain text, where no `<!channel>` and no link of theirs can come alive. */
export const plain = (text: string) => ({ type: "plain_text", text: text.slice(0, 2900) || "–", emoji: false })
export const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
export const section = (text: string) => ({ type: "section", text: plain(text) })
export const context = (...texts: string[]) => ({ type: "context", elements: texts.filter(Boolean).map(plain) })

export function alertMessage(facts: AlertFacts, again: boolean, now: number): SlackMessage {
  const { visitor, chatbot, reason, brief, page, link, waitingSince } = facts
  const minutes = waitingSince === null ? 0 : Math.floor((now - waitingSince) / 60_000)
  const heading = again
    ? `${visitor} is still waiting (${minutes === 1 ? "1 minute" : `${minutes} minutes`})`
    : `${visitor} is waiting for a person`
  return {
    text: escaped(`${heading} · ${chatbot}${reason ? `: ${reason}` : ""}`),
    blocks: [
      section(`${heading}${reason ? `\n${reason}` : ""}`),
      ...(brief ? [section(brief)] : []),
      context(chatbot, page ?? ""),
      {
        type: "actions",
        elements: [{ type: "button", style: "primary", text: plain("Open in Baton"), url: link, action_id: "open" }],
      },
    ],
  }
}

export function flaggedMessage(facts: AlertFacts, why: string): SlackMessage {
  const { visitor, chatbot, brief, page, link } = facts
  const heading = `${visitor} is talking to the AI and is worth a look`
  return {
    text: escaped(`${heading} · ${chatbot}: ${why}`),
    blocks: [
      section(`${heading}\n${why}`),
      ...(brief ? [section(brief)] : []),
      context(chatbot, page ?? ""),
      linkLine(link),
    ],
  }
}

/** An incoming webhook cannot change what it wrote; so it says what became of it. */
export function settledMessage(facts: AlertFacts, by: string, to: "ai" | "human" | "closed"): SlackMessage {
  const { visitor, chatbot, link } = facts
  const words = {
    human: `${by} has taken over ${visitor}`,
    ai: `${visitor} is with the AI again`,
    closed: `${visitor} has ended the conversation`,
  }[to]
  const text = to === "closed" && by !== "Visitor" ? `${by} has closed the conversation with ${visitor}` : words
  return { text: escaped(`${text} · ${chatbot}`), blocks: [context(text, chatbot), { ...linkLine(link) }] }
}

const linkLine = (link: string) => ({
  type: "context",
  elements: [{ type: "mrkdwn", text: `<${escaped(link)}|Open in Baton>` }],
})

export const trialMessage = (link: string): SlackMessage => ({
  text: "Baton can reach you here.",
  blocks: [section("Baton can reach you here. This is a test; nobody is waiting."), linkLine(link)],
})
