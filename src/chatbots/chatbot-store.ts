import type { Database, Tx } from "../db/database"
import { AppError } from "../errors"
import { fullRule, type Rule, type RuleInput } from "../escalation/rule"
import type { Chatbot } from "./chatbot"
import { defaultLimits } from "./limits"

export type ChatbotStore = ReturnType<typeof createChatbotStore>

type Row = {
  id: string
  name: string
  ai_enabled: number
  persona: string
  welcome: string
  suggestions: string
  origins: string
  seats: number | null
  queue_id: string | null
  locale: string
  escalation: string
  fallback: string
  hours: string
  contact_form: string
  appearance: string
  limits: string
  texts: string
  has_page: number
  created_at: number
  updated_at: number
}

/** Chatbots are few and read on every request, so they are held in memory and reloaded after each change. */
export function createChatbotStore(db: Database) {
  const upsert = db.inWrite<Row>(`
    INSERT INTO chatbots
      (id, name, ai_enabled, persona, welcome, suggestions, origins, seats, queue_id, locale, escalation, fallback, hours,
       contact_form, appearance, limits, texts, has_page, created_at, updated_at)
    VALUES
      ($id, $name, $ai_enabled, $persona, $welcome, $suggestions, $origins, $seats, $queue_id, $locale, $escalation, $fallback,
       $hours, $contact_form, $appearance, $limits, $texts, $has_page, $created_at, $updated_at)
    ON CONFLICT (id) DO UPDATE SET
      name = excluded.name, ai_enabled = excluded.ai_enabled, persona = excluded.persona, welcome = excluded.welcome,
      suggestions = excluded.suggestions, origins = excluded.origins, seats = excluded.seats, queue_id = excluded.queue_id,
      locale = excluded.locale, escalation = excluded.escalation, fallback = excluded.fallback, hours = excluded.hours,
      contact_form = excluded.contact_form, appearance = excluded.appearance,
      limits = excluded.limits, texts = excluded.texts, has_page = excluded.has_page, updated_at = excluded.updated_at`)
  const inWriteById = db.inWrite<[string], Row>("SELECT * FROM chatbots WHERE id = ?")
  const remove = db.inWrite<[string]>("DELETE FROM chatbots WHERE id = ?")
  const all = db.onRead<[], Row>("SELECT * FROM chatbots ORDER BY created_at, id")

  let held: Map<string, Chatbot> | undefined
  const map = () => (held ??= new Map(all.all().map((row) => [row.id, fromRow(row)])))

  return {
    /** Written; seen by readers after `refresh`, which `commands` call when the commit is on disk. */
    save: (_: Tx, chatbot: Chatbot) => void upsert.run(toRow(chatbot)),
    /**
     * As this transaction has it: two changes that share a commit must not undo each other. @throws AppError
     * `not_found`
     */
    getInWrite(_: Tx, id: string): Chatbot {
      const row = inWriteById.get(id)
      if (!row) throw new AppError("not_found", "There is no such chatbot. It may have been deleted.")
      return fromRow(row)
    },
    remove: (_: Tx, id: string) => void remove.run(id),
    refresh(): void {
      held = undefined
    },

    list: (): Chatbot[] => [...map().values()],
    find: (id: string): Chatbot | undefined => map().get(id),
    /** @throws AppError `not_found` */
    get(id: string): Chatbot {
      const chatbot = map().get(id)
      if (!chatbot) throw new AppError("not_found", "There is no such chatbot. Check the data-chatbot of the snippet.")
      return chatbot
    },
  }
}

function toRow(chatbot: Chatbot): Row {
  return {
    id: chatbot.id,
    name: chatbot.name,
    ai_enabled: chatbot.aiEnabled ? 1 : 0,
    persona: chatbot.persona,
    welcome: chatbot.welcome,
    suggestions: JSON.stringify(chatbot.suggestions),
    origins: JSON.stringify(chatbot.origins),
    seats: chatbot.seats,
    queue_id: chatbot.queueId,
    locale: chatbot.locale,
    escalation: JSON.stringify(chatbot.escalation),
    fallback: JSON.stringify(chatbot.fallback),
    hours: JSON.stringify(chatbot.hours),
    contact_form: JSON.stringify(chatbot.contactForm),
    appearance: JSON.stringify(chatbot.appearance),
    limits: JSON.stringify(chatbot.limits),
    texts: JSON.stringify(chatbot.texts),
    has_page: chatbot.hasPage ? 1 : 0,
    created_at: chatbot.createdAt,
    updated_at: chatbot.updatedAt,
  }
}

function fromRow(row: Row): Chatbot {
  return {
    id: row.id,
    name: row.name,
    aiEnabled: row.ai_enabled === 1,
    persona: row.persona,
    welcome: row.welcome,
    suggestions: JSON.parse(row.suggestions),
    origins: JSON.parse(row.origins),
    seats: row.seats,
    queueId: row.queue_id,
    locale: row.locale,
    escalation: escalationOf(JSON.parse(row.escalation)),
    fallback: JSON.parse(row.fallback),
    hours: JSON.parse(row.hours),
    contactForm: JSON.parse(row.contact_form),
    appearance: JSON.parse(row.appearance),
    limits: { ...defaultLimits, ...JSON.parse(row.limits) },
    texts: JSON.parse(row.texts),
    hasPage: row.has_page === 1,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

/** Rules of words alone, as the first databases have them, are read as what they mean. */
const escalationOf = (stored: Chatbot["escalation"] & { rules: RuleInput[] }): Chatbot["escalation"] => ({
  ...stored,
  rules: stored.rules.map((rule) => fullRule(rule) as Rule),
})
