import { renderToString } from "preact-render-to-string"
import { Mail, type MailProps } from "../../views/mail/mail"
import type { PersonStore } from "../accounts/person-store"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { ContactStore } from "../contacts/contact-store"
import type { FollowUpStore } from "../contacts/follow-up-store"
import type { Conversation } from "../conversations/conversation-store"
import type { Receipts } from "../conversations/receipts"
import { isMessage, type MessageEvent } from "../events/event"
import type { EventStore } from "../events/event-store"
import type { Signals } from "../events/signals"
import { visitorTopic } from "../events/topics"
import { dateStyleOf, directionOf, languageOf } from "../languages/sentences"
import type { AvailabilityBoard } from "../queues/availability"
import type { AlertFactReader, AlertFacts } from "./alert-facts"
import type { AlertSettings } from "./alert-settings"
import type { ContinueLinks } from "./continue-link"
import { type Continuity, continuityKey } from "./continuity"
import type { Letter } from "./email"
import { letterTexts } from "./letter-texts"
import type { Outcome } from "./outbox"
import type { Along, Delivery, OutboxStore } from "./outbox-store"
import { whereToStop } from "./team"

/** What a row of the outbox holds. All but a finished letter are written when they are sent, from what is true then. */
export type EmailPayload =
  | { is: "letter"; letter: Omit<Letter, "to"> }
  | { is: "ladder"; since: number }
  | { is: "continuity" }
  | { is: "back"; since: number }
  | { is: "transcript" }
  /** Follow-ups that became due. */
  | { is: "due"; ids: string[] }

type Deps = {
  events: EventStore
  people: PersonStore
  signals: Signals
  alertSettings: AlertSettings
  facts: AlertFactReader
  links: ContinueLinks
  store: Pick<OutboxStore, "findLastSent" | "listDue">
  continuity: Pick<Continuity, "freeAt">
  receipts: Pick<Receipts, "of">
  board: Pick<AvailabilityBoard, "isAnybodyOnline">
  followUps: Pick<FollowUpStore, "listStillDue">
  contacts: Pick<ContactStore, "find">
  chatbots: Pick<ChatbotStore, "find">
  now: () => number
}

type Written = { letter: Letter; eventId?: number; along?: Along[] } | Outcome

const mostLines = 10
/** Whoever is due so soon after the first is named with them: a mailbox gets a letter a minute at most. */
const gatherMs = 60_000
const mostGathered = 500

/** Writes the letters. A letter that no longer matters is an outcome instead. */
export function createLetters(deps: Deps) {
  const { events, people, signals, alertSettings, facts, links, store, now } = deps

  const gone: Outcome = { is: "withdrawn", answer: "The conversation is gone" }
  const isThere = (visitorId: string) => signals.hasListeners(visitorTopic(visitorId))
  /** A phone in a pocket keeps its connection for hours and answers nothing; who only asks now and then holds none. */
  function isReached(conversation: Conversation): boolean {
    const receipt = deps.receipts.of(conversation)
    return receipt && receipt.absence !== "elsewhere" ? receipt.absence === null : isThere(conversation.visitorId)
  }
  const linkOf = ({ conversation }: AlertFacts) =>
    links.make({ visitorId: conversation.visitorId, chatbotId: conversation.chatbotId })

  const minutesOf = ({ waitingSince }: AlertFacts) => Math.max(1, Math.round((now() - waitingSince!) / 60_000))
  const wants = ({ reason, brief, page }: AlertFacts) => [
    ...(reason ? [`Why: ${reason}`] : []),
    ...brief.split("\n").filter(Boolean),
    ...(page ? [`Page: ${page}`] : []),
  ]
  const isStillSo = (found: AlertFacts, { payload }: Delivery) =>
    found.waitingSince === (payload as { since: number }).since

  function ladder(to: string, found: AlertFacts): Letter {
    const { visitor, chatbot, link, conversation } = found
    const minutes = minutesOf(found)
    return write(to, `${visitor} has been waiting for ${minutes} min · ${chatbot}`, {
      locale: "en",
      title: `${visitor} is waiting for a person`,
      paragraphs: [
        `Nobody has taken the conversation in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`,
        ...wants(found),
      ],
      button: { label: "Open the conversation", href: link },
      footer: `Baton sends this to operators and owners of ${chatbot} when a visitor waits. An owner changes it in the admin, under Alerts.`,
      thread: conversation.id,
    })
  }

  /** Of all for whom the same mailbox is due now or at once. Each keeps its row until the letter has gone. */
  function gathered(delivery: Delivery, first: AlertFacts): Written {
    const { target } = delivery
    const others = store
      .listDue({ channel: "email", target }, now() + gatherMs, mostGathered)
      .filter((each) => each.id !== delivery.id && (each.payload as EmailPayload).is === "ladder")
      .flatMap((row) => {
        const found = facts.read(row.conversationId)
        return found && isStillSo(found, row) ? [{ row, found }] : []
      })
    if (others.length === 0) return { letter: ladder(target, first) }
    const all = [first, ...others.map(({ found }) => found)].sort((a, b) => a.waitingSince! - b.waitingSince!)
    const title = `${all.length} visitors are waiting`
    const more = all.length - mostLines
    const letter = write(target, `${title}, the longest for ${minutesOf(all[0]!)} min`, {
      locale: "en",
      title: `${title} for a person`,
      paragraphs: ["Nobody has taken these conversations yet."],
      lines: all.slice(0, mostLines).map((found) => ({
        who: `${found.visitor} · ${found.chatbot}`,
        at: `${minutesOf(found)} min`,
        text: wants(found).join("\n"),
        href: found.link,
      })),
      ...(more > 0 ? { after: `${more} more ${more === 1 ? "is" : "are"} in the line.` } : {}),
      button: { label: "Open the desk", href: `${alertSettings.publicUrl()}/operator` },
      footer:
        "Baton sends this to operators and owners when visitors wait. An owner changes it in the admin, under Alerts.",
    })
    return { letter, along: others.map(({ row: { id, eventId } }) => ({ id, eventId })) }
  }

  /** What is still to be done of it when the letter goes. */
  function due(to: string, ids: string[]): Written {
    const open = deps.followUps.listStillDue(ids, now())
    if (open.length === 0) return { is: "withdrawn", answer: "It is done, or due later" }
    const desk = `${alertSettings.publicUrl()}/operator`
    const title = open.length === 1 ? "A follow-up is due" : `${open.length} follow-ups are due`
    const more = open.length - mostLines
    const letter = write(to, open.length === 1 ? `Due now: ${open[0]!.text}` : title, {
      locale: "en",
      title,
      paragraphs: [],
      lines: open.slice(0, mostLines).map(({ text, chatbotId, contactId, conversationId }) => {
        const { name = null, phone = null, email = null } = deps.contacts.find(contactId ?? "") ?? {}
        return {
          who: text,
          text: [name, phone, email, deps.chatbots.find(chatbotId)?.name].filter(Boolean).join(" · "),
          ...(conversationId ? { href: `${desk}/conversations/${encodeURIComponent(conversationId)}` } : {}),
        }
      }),
      ...(more > 0 ? { after: `${more} more ${more === 1 ? "is" : "are"} due.` } : {}),
      button: { label: "All follow-ups", href: `${desk}/follow-ups` },
      footer: `Baton sends this to whoever a follow-up is given to, when it is due. ${whereToStop}`,
    })
    return { letter }
  }

  function continuity(delivery: Delivery, found: AlertFacts): Written {
    const { conversation, chatbot, timeZone } = found
    if (isReached(conversation)) return later()
    const last = store.findLastSent(continuityKey(conversation.id))
    const after = Math.max(conversation.visitorReadId, last?.eventId ?? 0)
    const replies = events
      .list(conversation.id, after)
      .filter(isMessage)
      .filter(({ actor }) => actor.kind === "operator")
    const newest = replies.at(-1)
    if (!newest) return { is: "withdrawn", answer: "The visitor has read it" }
    const free = deps.continuity.freeAt(conversation.id)
    if (free > now()) return { is: "postponed", until: free }
    const { name } = newest.actor
    const more = replies.length - mostLines
    const texts = letterTexts(conversation.locale, { shop: chatbot, name, n: more, zone: timeZone })
    const letter = write(delivery.target, texts.reply, {
      locale: languageOf(conversation.locale),
      title: texts.reply,
      paragraphs: [texts.replied],
      lines: replies.slice(0, mostLines).map((each) => lineOf(each, texts, found)),
      after: more > 0 ? `${texts.more} ${texts.times}` : texts.times,
      button: { label: texts.open, href: linkOf(found) },
      footer: texts.why,
      thread: conversation.id,
      replyTo: found.replyTo,
    })
    return { letter, eventId: newest.id }
  }

  /** They are still on the page, only not looking: not yet. */
  function later(): Outcome {
    return { is: "postponed", until: now() + Math.max(1, alertSettings.times().continuityAfter) * 60_000 }
  }

  function back(to: string, found: AlertFacts): Written {
    const { conversation, chatbot } = found
    if (!deps.board.isAnybodyOnline(conversation.chatbotId))
      return { is: "withdrawn", answer: "Nobody is there any more" }
    if (isThere(conversation.visitorId)) return { is: "withdrawn", answer: "The visitor is there and sees it" }
    const texts = letterTexts(conversation.locale, { shop: chatbot })
    return {
      letter: write(to, texts.back, {
        locale: languageOf(conversation.locale),
        title: texts.back,
        paragraphs: [texts.isBack],
        button: { label: texts.open, href: linkOf(found) },
        footer: texts.why,
        thread: conversation.id,
        replyTo: found.replyTo,
      }),
    }
  }

  function transcript(to: string, found: AlertFacts): Written {
    const { conversation, chatbot, timeZone } = found
    const texts = letterTexts(conversation.locale, { shop: chatbot, zone: timeZone })
    const said = events.listVisible(conversation.id).filter(isMessage)
    return {
      letter: write(to, texts.transcript, {
        locale: languageOf(conversation.locale),
        title: texts.transcript,
        paragraphs: [texts.hereIs, texts.times],
        lines: said.map((each) => lineOf(each, texts, found)),
        footer: texts.why,
        thread: conversation.id,
        replyTo: found.replyTo,
      }),
    }
  }

  return {
    isThere,
    write(delivery: Delivery): Written {
      const { target } = delivery
      const payload = delivery.payload as EmailPayload
      if (payload.is === "letter") return { letter: { ...payload.letter, to: target } }
      if (payload.is === "due") return due(target, payload.ids)
      const found = facts.read(delivery.conversationId)
      if (!found) return gone
      switch (payload.is) {
        case "ladder": {
          if (!isStillSo(found, delivery)) return { is: "withdrawn", answer: "Nobody is waiting any more" }
          const isKnown = people.list().some(({ email, disabledAt }) => email === target && disabledAt === null)
          return isKnown ? gathered(delivery, found) : { is: "withdrawn", answer: "They no longer work here" }
        }
        case "continuity":
          return continuity(delivery, found)
        case "back":
          if (found.waitingSince !== payload.since) return { is: "withdrawn", answer: "They are no longer waiting" }
          return back(target, found)
        case "transcript":
          return transcript(target, found)
      }
    },
    trial: (to: string): Letter =>
      write(to, "Baton can reach you by email", {
        locale: "en",
        title: "Baton can reach you by email",
        paragraphs: ["This is a test from the admin; nobody is waiting."],
        footer: "Sent because an owner pressed “Send a test”.",
      }),
    /** Of others' words, as they are now. */
    compose: ({ to, subject, calendar, ...body }: Composed): Letter => ({
      ...write(to, subject, body),
      ...(calendar ? { calendar } : {}),
    }),
    /** A letter of our own to somebody who works here. */
    plain: (to: string, title: string, paragraphs: string[], href: string): Letter =>
      write(to, title, {
        locale: "en",
        title,
        paragraphs,
        button: { label: "Open Baton", href },
        footer: "Baton sends this to its owners.",
      }),
  }
}

type Body = Omit<MailProps, "dir"> & { after?: string; thread?: string; replyTo?: string | null }
type Composed = Body & Pick<Letter, "to" | "subject" | "calendar">

/** The same words twice: as HTML, and as text for those who read text. */
function write(to: string, subject: string, { after, thread, replyTo, ...mail }: Body): Letter {
  const { paragraphs, lines = [], button, footer } = mail
  const text = [
    ...paragraphs,
    ...lines.map(
      ({ who, at, text: said, href }) =>
        `${who}${at ? ` · ${at}` : ""}\n${said.replace(/^/gm, "> ")}${href ? `\n${href}` : ""}`,
    ),
    ...(after ? [after] : []),
    ...(button ? [`${button.label}: ${button.href}`] : []),
    `-- \n${footer}`,
  ].join("\n\n")
  const html = `<!doctype html>${renderToString(<Mail {...mail} dir={directionOf(mail.locale)} paragraphs={after ? [...paragraphs, after] : paragraphs} />)}`
  // One line, whatever a visitor called themselves.
  return {
    to,
    subject: subject.replace(/\s+/g, " ").trim(),
    text,
    html,
    ...(thread ? { thread } : {}),
    ...(replyTo ? { replyTo } : {}),
  }
}

const lineOf = (
  { actor, at, payload }: MessageEvent,
  texts: { you: string; assistant: string },
  { conversation: { locale }, timeZone }: Pick<AlertFacts, "conversation" | "timeZone">,
) => ({
  who: actor.kind === "visitor" ? texts.you : actor.kind === "ai" ? `${actor.name} (${texts.assistant})` : actor.name,
  at: momentIn(dateStyleOf(locale), timeZone, at),
  text: [
    payload.text,
    ...(payload.suggestions ?? []).map((each) => `– ${each}`),
    ...(payload.attachments ?? []).map(({ name }) => `[${name}]`),
  ]
    .filter(Boolean)
    .join("\n"),
})

/** As people of that language write it; the zone is said once in the letter. */
const momentIn = (style: string, timeZone: string, at: number): string =>
  new Intl.DateTimeFormat(style === "en" ? "en-GB" : style, {
    ...{ day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" },
    hourCycle: "h23",
    timeZone,
  }).format(at)
