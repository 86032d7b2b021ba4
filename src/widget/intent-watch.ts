import type { PromisingVisitor } from "../alerts/tell-visitor"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import { systemActor } from "../conversations/actors"
import type { ConversationCommands } from "../conversations/commands"
import type { Conversation, ConversationStore } from "../conversations/conversation-store"
import type { Database, Tx } from "../db/database"
import type { Signals } from "../events/signals"
import { chatbotTopic, visitorTopic } from "../events/topics"
import { describeError, type Log } from "../log"
import { type Intent, momentsOf, scoreIntent } from "../visitors/intent"
import type { Here, Presence } from "../visitors/presence"
import type { VisitorSettingStore } from "../visitors/visitor-settings"
import type { VisitorStore } from "../visitors/visitor-store"

type Deps = {
  db: Database
  visitors: VisitorStore
  chatbots: ChatbotStore
  conversations: ConversationStore
  commands: ConversationCommands
  settings: VisitorSettingStore
  presence: Presence
  signals: Signals
  /** Where alerts leave the server, in the write that finds somebody promising. */
  tell: (tx: Tx, visitor: PromisingVisitor) => void
  nameOf: (visitorId: string) => string | undefined
  log: Log
  now: () => number
}

export type IntentWatch = ReturnType<typeof createIntentWatch>

/** Looks again at whoever does something: the score is for the desk, and the first high one of a visit is told. */
export function createIntentWatch(deps: Deps) {
  const { db, visitors, chatbots, conversations, commands, settings, presence, signals, tell, nameOf, log, now } = deps
  let lookedAt = now()

  function scoreOf(visitorId: string) {
    const visitor = visitors.find(visitorId)
    const found = visitors.findVisit(visitorId)
    if (!visitor || !found) return undefined
    const { visit, count } = found
    const pages = visitors.listPages(visitorId, visit.id)
    const intent = scoreIntent(settings.get(visitor.chatbotId).intent, {
      pages,
      campaign: visit.campaign,
      referrer: visit.referrer,
      locale: visitor.locale,
      visits: count,
      seconds: (now() - visit.startedAt) / 1000,
      attributes: visitor.attributes,
    })
    return { visit, intent, page: pages.at(-1)?.url ?? visit.landingUrl }
  }

  function flag(tx: Tx, conversation: Conversation, { score, reasons }: Intent, told: boolean): void {
    commands.append(tx, conversation, systemActor, {
      type: "signal",
      payload: {
        kind: "high_intent",
        score: score / 100,
        evidence: reasons.map(({ rule, points, text }) => ({ text, why: `${rule} ${points > 0 ? "+" : ""}${points}` })),
        ...(told ? { told: true } : {}),
      },
    })
  }

  const openOf = (tx: Tx, visitorId: string) => {
    const latest = conversations.findLatestOfVisitorInWrite(tx, visitorId)
    return latest?.lifecycle.state === "closed" ? undefined : latest
  }

  async function look(entry: Here): Promise<void> {
    const { visitorId, chatbotId } = entry
    const { intent: rules } = settings.get(chatbotId)
    if (rules.rules.length === 0) return
    const found = scoreOf(visitorId)
    if (!found) return
    const { visit, intent, page } = found
    entry.intent = intent
    if (!intent.isHigh || visit.alertedAt !== null) return
    const name = nameOf(visitorId) ?? "A visitor"
    const chatbot = chatbots.get(chatbotId).name
    const reasons = intent.reasons.map(({ rule, text }) => `${rule} (${text})`)
    const told = await db.write((tx) => {
      if (!visitors.noteAlerted(tx, visit.id, now())) return undefined
      const open = openOf(tx, visitorId)
      if (open) flag(tx, open, intent, !rules.alert)
      else if (rules.alert) tell(tx, { visitorId, chatbotId, chatbot, name, page, score: intent.score, reasons })
      return { conversationId: open?.id }
    })
    if (!told) return
    if (told.conversationId) {
      entry.flaggedIn = told.conversationId
      return
    }
    if (rules.alert) {
      const data = { visitorId, name, chatbot, page, score: intent.score, reasons }
      signals.send(chatbotTopic(chatbotId), { event: "promising", data })
    }
    if (rules.greeting) {
      entry.greeting = rules.greeting
      signals.send(visitorTopic(visitorId), { event: "greeting", data: { text: rules.greeting } })
    }
  }

  return {
    look,

    /** They have begun to talk: whoever reads it sees why they matter. Nobody is disturbed a second time. */
    async spoke(visitorId: string, conversationId: string): Promise<void> {
      const entry = presence.known(visitorId)
      if (!entry) return
      entry.greeting = null
      if (!entry.intent.isHigh || entry.flaggedIn === conversationId) return
      entry.flaggedIn = conversationId
      try {
        await db.write((tx) => {
          const open = openOf(tx, visitorId)
          if (open?.id === conversationId) flag(tx, open, entry.intent, true)
        })
      } catch (error) {
        log.error("intent.flag_failed", describeError(error))
      }
    },

    /** Time passes, too: those for whom it has just made a difference. */
    async lookAgain(): Promise<void> {
      const [from, until] = [lookedAt, now()]
      lookedAt = until
      for (const { id } of chatbots.list()) {
        const moments = momentsOf(settings.get(id).intent)
        if (moments.length === 0) continue
        for (const entry of presence.list([id])) {
          const isDue = moments.some((seconds) => {
            const at = entry.arrivedAt + seconds * 1000
            return at > from && at <= until
          })
          if (isDue) await look(entry)
        }
      }
    },
  }
}
