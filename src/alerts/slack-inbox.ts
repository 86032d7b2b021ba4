import type { Person, PersonStore } from "../accounts/person-store"
import { topicsOf } from "../conversations/bounds"
import type { ConversationCommands } from "../conversations/commands"
import type { Conversation } from "../conversations/conversation-store"
import { writeRecap } from "../conversations/recap"
import type { Database } from "../db/database"
import { AppError } from "../errors"
import type { EventStore } from "../events/event-store"
import { describeError, type Log } from "../log"
import { checkText } from "../messages/message"
import type { PostMessage } from "../messages/post-message"
import type { AvailabilityBoard } from "../queues/availability"
import type { AlertFactReader } from "./alert-facts"
import type { Outbox } from "./outbox"
import type { SlackApp } from "./slack-app"
import type { SlackMessage } from "./slack-blocks"
import { escaped, section } from "./slack-blocks"
import type { SlackClaims } from "./slack-claim"
import type { SlackStore } from "./slack-store"
import { fromSlackText, meantForColleagues, slackClientId } from "./slack-text"
import { actions, connectMessage, type DialogName, dialog } from "./slack-thread-blocks"
import { slackAppTarget } from "./slack-threads"

type SlackText = {
  type?: string
  channel?: string
  ts?: string
  thread_ts?: string
  /** Who wrote what the thread hangs on. */
  parent_user_id?: string
  user?: string
  bot_id?: string
  subtype?: string
  text?: string
  files?: unknown[]
}
type Action = { action_id?: string; value?: string; action_ts?: string; confirm?: unknown }
/** What of Slack's payloads is looked at; each of it may be missing. */
export type SlackPayload = {
  type?: string
  challenge?: unknown
  team_id?: string
  team?: { id?: string } | null
  user?: { id?: string; team_id?: string }
  event?: SlackText
  actions?: Action[]
  channel?: { id?: string }
  container?: { channel_id?: string; message_ts?: string }
  message?: { ts?: string }
  trigger_id?: string
  view?: {
    id?: string
    callback_id?: string
    private_metadata?: string
    state?: { values?: Record<string, { text?: { value?: string | null } }> }
  }
}

export type Closing = (id: string, person: Person, words: { recap: string }) => Promise<Conversation>

type Deps = {
  db: Database
  app: SlackApp
  store: SlackStore
  claims: SlackClaims
  outbox: () => Outbox
  events: EventStore
  people: PersonStore
  facts: AlertFactReader
  commands: ConversationCommands
  postMessage: PostMessage
  closing: Closing
  board: AvailabilityBoard
  now: () => number
  log: Log
}

export type SlackInbox = ReturnType<typeof createSlackInbox>

/** A remark that only one person in Slack sees. `about`: what it answers, so that a repeat is not answered twice. */
type Remark = { channel: string; user: string; threadTs?: string | undefined; about: string }

const replies = new Set([undefined, "thread_broadcast", "file_share"])
/** An ended Slack dialog answers within the request. */
type DialogAnswer = { response_action: "errors"; errors: Record<string, string> } | undefined

/**
 * What comes from Slack, however it came. One rule above all: only a reply in a conversation's thread, by somebody who is
 * linked to an operator, reaches the visitor. Everything else stays in Slack, and whoever wrote it is told why.
 * Everything here may come twice, and then does nothing the second time.
 */
export function createSlackInbox(deps: Deps) {
  const { db, app, store, claims, outbox, events, people, facts, commands, postMessage, closing, board, now, log } =
    deps

  /** The operator that somebody in Slack is. Being there in Slack is being there. */
  function operatorOf(slackUserId: string): Person | undefined {
    const link = store.findLinkOfUser(slackUserId)
    const person = link && people.find(link.personId)
    if (!person?.isOperator || person.disabledAt !== null) return undefined
    board.touch(person.id)
    return person
  }

  const say = ({ channel, user, threadTs, about }: Remark, message: SlackMessage) =>
    enqueueOnce(`slack-say:${about}:${user}`, { is: "remark", channel, user, threadTs, message })

  const sayWords = (remark: Remark, words: string) => say(remark, { text: escaped(words), blocks: [section(words)] })

  function enqueueOnce(key: string, payload: Record<string, unknown>): Promise<void> {
    return db.write((tx) => {
      if (outbox().store.findLatestByKey(tx, key)) return
      outbox().enqueue(tx, {
        channel: "slack",
        kind: "remark",
        target: slackAppTarget,
        key,
        payload,
        expiresAt: now() + 10 * 60_000,
      })
    })
  }

  /** Refusals are words for the person; anything else is a bug, and Slack brings it again. */
  async function orWords(act: () => Promise<unknown>): Promise<string | undefined> {
    try {
      await act()
      return undefined
    } catch (error) {
      if (error instanceof AppError) return error.message
      throw error
    }
  }

  /** A word of ours that is no alert, or one that a crash kept us from noting: who answers it may think that they are heard. */
  async function notHeard({ parent_user_id: by }: SlackText, remark: Remark): Promise<void> {
    if (!by || by !== app.active()?.botUserId || !operatorOf(remark.user)) return
    const why = "this message is no conversation’s alert. Answer under the alert, or in the desk."
    await sayWords(remark, `Not sent to a visitor: ${why}`)
  }

  async function message(event: SlackText): Promise<void> {
    const { channel, ts, thread_ts: threadTs, user, bot_id: botId, subtype, text = "", files = [] } = event
    if (!channel || !ts || !threadTs || threadTs === ts || !user || botId || !replies.has(subtype)) return
    const thread = store.findThreadAt(channel, threadTs)
    if (!thread) return notHeard(event, { channel, user, threadTs, about: threadTs })
    const remark: Remark = { channel, user, threadTs, about: ts }
    const person = operatorOf(user)
    if (!person) return say(remark, connectMessage(claims.make(user)))

    const kept = meantForColleagues(text)
    if (kept) {
      const why = kept === "mention" ? "it names a colleague" : "it looks like a note"
      return sayWords(remark, `Not sent to the visitor: ${why}. For colleagues, use the Note button above.`)
    }
    const words = fromSlackText(text)
    if (words === "" && files.length > 0)
      return sayWords(remark, "Not sent to the visitor: files go from the desk, not from Slack.")
    const { conversationId: id } = thread
    const refused = await orWords(() =>
      postMessage.fromOperator(id, person, { clientId: slackClientId(channel, ts), text: words }),
    )
    if (refused) return sayWords(remark, `Not sent to the visitor. ${refused}`)
    if (files.length > 0)
      return sayWords(remark, "Your words were sent; the file was not. Files go from the desk, not from Slack.")
    // Seen by everybody in the thread: this one has reached the conversation.
    return enqueueOnce(`slack-mark:${channel}:${ts}`, { is: "mark", channel, ts })
  }

  async function pressed(payload: SlackPayload): Promise<void> {
    const { user, channel, container, message: under, trigger_id: triggerId } = payload
    const [action] = payload.actions ?? []
    const name = action?.action_id
    const id = action?.value
    const place = channel?.id ?? container?.channel_id
    const known: string[] = Object.values(actions)
    if (!id || !name || !place || !user?.id || name === actions.open || !known.includes(name)) return
    const remark: Remark = {
      channel: place,
      user: user.id,
      threadTs: under?.ts ?? container?.message_ts,
      about: `${name}:${triggerId ?? action.action_ts}`,
    }
    const person = operatorOf(user.id)
    if (!person) return say(remark, connectMessage(claims.make(user.id)))
    if (name === actions.takeOver) {
      // Taken from a colleague only where Slack has asked whether that is meant.
      const isMeant = action.confirm !== undefined
      const refused = await orWords(() => commands.takeOver(id, person, isMeant))
      return refused ? sayWords(remark, refused) : undefined
    }
    const refused = await orWords(() => commands.onConversation(id, person, () => undefined))
    if (refused) return sayWords(remark, refused)
    const found = facts.read(id)
    const given = {
      who: [found?.visitor, found?.chatbot].filter(Boolean).join(" · "),
      ...(name === actions.close ? { recap: writeRecap(events.list(id)) } : {}),
    }
    // Slack opens a dialog only within three seconds, so this one call does not go through the outbox.
    const answer = await app.call("views.open", { trigger_id: triggerId, view: dialog(name as DialogName, id, given) })
    return answer.ok ? undefined : sayWords(remark, "Slack did not open the dialog. Press the button once more.")
  }

  async function answered({ user, view }: SlackPayload): Promise<DialogAnswer> {
    const id = view?.private_metadata
    if (!user?.id || !view?.id || !id) return undefined
    const { id: viewId } = view
    const name = view.callback_id as DialogName
    const values = view.state?.values ?? {}
    const text = (field: string) => values[field]?.text?.value?.trim() ?? ""
    const first = Object.keys(values)[0] ?? "text"
    const errors = (message: string, field = first): DialogAnswer => ({
      response_action: "errors",
      errors: { [field]: message },
    })
    const person = operatorOf(user.id)
    if (!person) return errors("Your Slack account is not linked to an operator any more.")
    const refused = await orWords(() => {
      switch (name) {
        case "note":
          return commands.addNote(id, person, slackClientId("note", viewId), checkText(text("text"), 0))
        case "hand_back":
          return commands.handBack(id, person, text("note"), {
            facts: text("facts"),
            bounds: { returnOn: topicsOf(text("returnOn")) },
          })
        case "close":
          return closing(id, person, { recap: text("recap") })
        default:
          throw new AppError("validation", "Baton does not know this dialog.")
      }
    })
    return refused ? errors(refused) : undefined
  }

  return {
    /** @param payload what Slack's Events API posts, or Socket Mode carries as `events_api`. */
    async event(payload: SlackPayload): Promise<void> {
      const settings = app.active()
      if (!settings || payload.team_id !== settings.teamId || payload.event?.type !== "message") return
      await message(payload.event)
    },

    /** @returns what Slack is to do with the dialog that was answered. */
    async interaction(payload: SlackPayload): Promise<DialogAnswer> {
      const settings = app.active()
      if (!settings || (payload.team?.id ?? payload.user?.team_id) !== settings.teamId) return undefined
      try {
        if (payload.type === "block_actions") await pressed(payload)
        else if (payload.type === "view_submission") return await answered(payload)
      } catch (error) {
        log.error("slack.interaction_failed", { type: String(payload.type), ...describeError(error) })
      }
      return undefined
    },
  }
}
