/** What stands in Slack where it is talked both ways: the message a thread hangs on, its lines, its dialogs. Pure. */

import type { AlertFacts } from "./alert-facts"
import { context, escaped, plain, type SlackMessage, section } from "./slack-blocks"

type Block = Record<string, unknown>

export const actions = {
  takeOver: "take_over",
  note: "note",
  handBack: "hand_back",
  close: "close",
  open: "open",
} as const
export type DialogName = "note" | "hand_back" | "close"

/** What happened in a conversation, as one line of its thread. */
export type ThreadLine = { is: "said"; who: string; text: string } | { is: "happened"; text: string }

type Head = {
  facts: AlertFacts
  /** Who holds it, by name. */
  holder: string | undefined
  /** Who closed it. */
  closedBy: string | undefined
  /** Why it was worth a look while the AI has it. */
  flagged: string | undefined
}

/** The message in the channel. It always says what is true now: it is edited when that changes. */
export function headMessage({ facts, holder, closedBy, flagged }: Head): SlackMessage {
  const { conversation, visitor, chatbot, reason, brief, page } = facts
  const { state } = conversation.lifecycle
  const heading = {
    waiting: `${visitor} is waiting for a person`,
    human: `${holder ?? "An operator"} is talking with ${visitor}`,
    ai: flagged ? `${visitor} is talking to the AI and is worth a look` : `${visitor} is with the AI again`,
    closed: closedBy
      ? `${closedBy} closed the conversation with ${visitor}`
      : `The conversation with ${visitor} is over`,
  }[state]
  const why = state === "waiting" ? reason : state === "ai" ? flagged : undefined
  const isOpen = state === "waiting" || state === "ai"
  return {
    text: escaped(`${heading} · ${chatbot}${why ? `: ${why}` : ""}`),
    blocks: [
      section(`${heading}${why ? `\n${why}` : ""}`),
      ...(isOpen && brief ? [section(brief)] : []),
      context(chatbot, page ?? ""),
      ...(isOpen
        ? [context("A linked operator’s reply in this thread takes the conversation over and goes to the visitor.")]
        : state === "human"
          ? [context(`Replies in this thread by ${holder ?? "its operator"} go to the visitor; nobody else’s do.`)]
          : []),
      { type: "actions", elements: buttons(facts, holder) },
    ],
  }
}

function buttons({ conversation: { id, lifecycle }, link }: AlertFacts, holder: string | undefined): Block[] {
  const button = (action: string, text: string, more: Block = {}): Block => ({
    type: "button",
    text: plain(text),
    action_id: action,
    value: id,
    ...more,
  })
  const open: Block = { type: "button", text: plain("Open in Baton"), url: link, action_id: actions.open }
  const note = button(actions.note, "Note")
  switch (lifecycle.state) {
    case "waiting":
    case "ai":
      return [button(actions.takeOver, "Take over", { style: "primary" }), note, button(actions.close, "Close"), open]
    case "human":
      return [
        button(actions.handBack, "Hand back to the AI"),
        note,
        button(actions.close, "Close"),
        // From a colleague only on purpose.
        button(actions.takeOver, "Take over", {
          confirm: {
            title: plain("Take over?"),
            text: plain(`If somebody else has it (now: ${holder ?? "an operator"}), they are told that you took over.`),
            confirm: plain("Take over"),
            deny: plain("Cancel"),
          },
        }),
        open,
      ]
    case "closed":
      return [open]
  }
}

const mostLines = 20

/** Several lines as one message of the thread, for Slack takes one a second. */
export function linesMessage(lines: readonly ThreadLine[], heading?: string): SlackMessage {
  const shown = lines.slice(-mostLines)
  const hidden = lines.length - shown.length
  const first = shown[0]
  const text = heading ?? (first?.is === "said" ? `${first.who}: ${first.text}` : (first?.text ?? ""))
  return {
    text: escaped(text.slice(0, 300)),
    blocks: [
      ...(heading ? [context(heading)] : []),
      ...(hidden > 0
        ? [context(hidden === 1 ? "One earlier message is not shown" : `${hidden} earlier ones are not shown`)]
        : []),
      ...shown.flatMap((line): Block[] =>
        line.is === "happened" ? [context(line.text)] : [context(line.who), section(line.text)],
      ),
    ],
  }
}

/** Said in the channel too: whoever reads only that has to see it. */
export const calledMessage = (text: string): SlackMessage => ({ text: escaped(text), blocks: [section(text)] })

export const connectMessage = (link: string): SlackMessage => ({
  text: "Your Slack account is not linked to an operator yet, so this did not reach the visitor.",
  blocks: [
    section(
      "Your Slack account is not linked to an operator yet, so this did not reach the visitor.\nLink it once, signed in to Baton; then do it again.",
    ),
    {
      type: "actions",
      elements: [
        { type: "button", style: "primary", text: plain("Link my account"), url: link, action_id: actions.open },
      ],
    },
  ],
})

type View = Record<string, unknown>

/** A dialog over Slack. What it is about travels in it and comes back with the answer. */
export function dialog(name: DialogName, conversationId: string, given: { who: string; recap?: string }): View {
  const input = (id: string, label: string, more: Block & { hint?: string; optional?: boolean }): Block => {
    const { hint, optional = false, ...element } = more
    return {
      type: "input",
      block_id: id,
      optional,
      label: plain(label),
      ...(hint ? { hint: plain(hint) } : {}),
      element: { type: "plain_text_input", action_id: "text", ...element },
    }
  }
  const blocks = {
    note: [
      input("text", "Note", {
        multiline: true,
        focus_on_load: true,
        max_length: 3000,
        hint: "For colleagues. The visitor never sees it.",
      }),
    ],
    hand_back: [
      input("facts", "What you decided or promised", {
        multiline: true,
        optional: true,
        max_length: 1000,
        hint: "The AI may tell the visitor, in your name.",
      }),
      input("returnOn", "Give it back to me when they ask about", {
        optional: true,
        max_length: 500,
        placeholder: plain("price, refund"),
        hint: "Words or topics, separated by commas.",
      }),
      input("note", "A word for the AI", {
        multiline: true,
        optional: true,
        max_length: 2000,
        hint: "What to do next, or what not to say. The visitor does not see it.",
      }),
    ],
    close: [
      input("recap", "Recap", {
        multiline: true,
        optional: true,
        max_length: 3000,
        ...(given.recap ? { initial_value: given.recap.slice(0, 3000) } : {}),
        hint: "Stays with the conversation.",
      }),
    ],
  }[name]
  const words = {
    note: { title: "Note", submit: "Add note" },
    hand_back: { title: "Hand back to the AI", submit: "Hand back" },
    close: { title: "Close", submit: "Close" },
  }[name]
  return {
    type: "modal",
    callback_id: name,
    private_metadata: conversationId,
    title: plain(words.title),
    submit: plain(words.submit),
    close: plain("Cancel"),
    blocks: [context(given.who), ...blocks],
  }
}

/** What the owner pastes where Slack asks how the app is to be. */
export function manifest(publicUrl: string, mode: "socket" | "posted"): string {
  return JSON.stringify(
    {
      display_information: { name: "Baton", description: "Visitors who need a person, and replies to them" },
      features: { bot_user: { display_name: "Baton", always_online: true } },
      oauth_config: {
        scopes: { bot: ["channels:history", "chat:write", "groups:history", "reactions:write", "users:read"] },
      },
      settings: {
        event_subscriptions: {
          ...(mode === "posted" ? { request_url: `${publicUrl}/slack/events` } : {}),
          bot_events: ["message.channels", "message.groups"],
        },
        interactivity: {
          is_enabled: true,
          ...(mode === "posted" ? { request_url: `${publicUrl}/slack/interactions` } : {}),
        },
        org_deploy_enabled: false,
        socket_mode_enabled: mode === "socket",
        token_rotation_enabled: false,
      },
    },
    null,
    2,
  )
}
