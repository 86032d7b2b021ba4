import type { ModelViews } from "../assistant/model-views"
import type { Database, Tx } from "../db/database"
import type { JudgedTurn } from "./judgement"
import type { Decision, TurnFeatures } from "./types"
import type { PastConversation } from "./what-if"

export type JudgementStore = ReturnType<typeof createJudgementStore>
export type FlagVerdict = "right" | "too_early" | "too_late" | "not_needed"
/** A message that was judged, with its place in the log, so that its words can be shown. */
export type PastTurn = PastConversation["turns"][number] & { eventId: number; at: number }
/** How often a trigger flagged, and what operators thought of it. */
export type TriggerCount = { kind: string; rule: string | null; flags: number } & Record<FlagVerdict, number>

/** What models thought of a message, beside what was noticed in it and decided. */
type ViewedTurn = {
  conversationId: string
  eventId: number
  at: number
  decision: Decision
  frustration: number
  views: ModelViews
}

type Row = { event_id: number; conversation_id: string; at: number; features: string; context: string }
type TextRow = { text: string }

/** What each judged message showed, for the next turn, for the chart in the desk, and for trying other plans on the past. */
export function createJudgementStore(db: Database) {
  const upsert = db.inWrite<
    [number, string, string, number, string, string, string, string | null, string | null, string | null]
  >(`
    INSERT INTO judgement_turns
      (event_id, conversation_id, chatbot_id, at, features, context, decision, reason, rule, model)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (event_id) DO UPDATE SET features = excluded.features, context = excluded.context,
      decision = excluded.decision, reason = excluded.reason, rule = excluded.rule, model = excluded.model`)
  const ofConversation = db.onRead<[string], Row>(
    "SELECT event_id, conversation_id, at, features, context FROM judgement_turns WHERE conversation_id = ? ORDER BY event_id",
  )
  const recent = db.onRead<[string, number], { id: string }>(`
    SELECT conversation_id AS id FROM judgement_turns WHERE chatbot_id = ?
    GROUP BY conversation_id ORDER BY max(event_id) DESC LIMIT ?`)
  // What is looked for stands only where it is true: that is found without reading the JSON of every turn.
  const viewed = db.onRead<
    { chatbot: string | null; first: number; to: number },
    Omit<ViewedTurn, "views"> & { model: string }
  >(`
    SELECT conversation_id AS conversationId, event_id AS eventId, at, decision,
      features ->> '$.frustration' AS frustration, model
    FROM judgement_turns
    WHERE event_id >= $first AND at < $to AND ($chatbot IS NULL OR chatbot_id = $chatbot)
      AND (instr(model, '"disagrees"') > 0 OR instr(model, '"second"') > 0)
    ORDER BY event_id DESC`)
  const textOf = db.onRead<[number], TextRow>("SELECT payload ->> '$.text' AS text FROM events WHERE id = ?")
  // The flag that was raised at the message stands right behind it.
  const nearestVerdict = db.onRead<[string, number, number], { verdict: FlagVerdict }>(`
    SELECT f.verdict FROM conversation_events e JOIN flag_feedback f ON f.event_id = e.id
    WHERE e.conversation_id = ? ORDER BY f.event_id < ?, abs(f.event_id - ?) LIMIT 1`)
  const byTrigger = db.onRead<{ chatbot: string | null; from: number; to: number }, TriggerCount & { newest: number }>(`
    SELECT e.payload ->> '$.kind' AS kind, e.payload ->> '$.rule.name' AS rule, max(e.id) AS newest, count(*) AS flags,
      count(*) FILTER (WHERE f.verdict = 'right') AS right,
      count(*) FILTER (WHERE f.verdict = 'too_early') AS too_early,
      count(*) FILTER (WHERE f.verdict = 'too_late') AS too_late,
      count(*) FILTER (WHERE f.verdict = 'not_needed') AS not_needed
    FROM events e LEFT JOIN flag_feedback f ON f.event_id = e.id
    WHERE e.type = 'signal' AND e.at >= $from AND e.at < $to
      -- A list of chatbots, so that their index is used: with “or all” the signals of years are looked through.
      AND e.chatbot_id IN (SELECT id FROM chatbots WHERE $chatbot IS NULL OR id = $chatbot)
    -- A rule is one, whatever it was called meanwhile; its name is that of its newest flag, as SQLite takes the row of max().
    GROUP BY 1, coalesce(e.payload ->> '$.rule.id', e.payload ->> '$.rule.name') ORDER BY flags DESC, kind, rule`)

  return {
    save(
      _: Tx,
      conversation: { id: string; chatbotId: string },
      turns: readonly JudgedTurn[],
      model?: ModelViews,
    ): void {
      for (const [index, turn] of turns.entries()) {
        const { eventId, at, features, context, decision, reason, rule } = turn
        upsert.run(
          eventId,
          conversation.id,
          conversation.chatbotId,
          at,
          JSON.stringify(features),
          JSON.stringify(context),
          decision,
          reason,
          rule,
          model !== undefined && index === turns.length - 1 ? JSON.stringify(model) : null,
        )
      }
    },

    /** What earlier messages showed, by their place in the log: they need not be read again. */
    featuresOf: (conversationId: string): Map<number, TurnFeatures> =>
      new Map(ofConversation.all(conversationId).map(({ event_id, features }) => [event_id, JSON.parse(features)])),

    /** How the visitor's frustration went, oldest first. */
    moodOf: (conversationId: string): { eventId: number; at: number; score: number }[] =>
      ofConversation.all(conversationId).map(({ event_id, at, features }) => ({
        eventId: event_id,
        at,
        score: (JSON.parse(features) as TurnFeatures).frustration,
      })),

    /** The last conversations that were judged, newest first. */
    listPast: (chatbotId: string, last: number): string[] => recent.all(chatbotId, last).map(({ id }) => id),

    /** What was judged in a conversation, oldest first. */
    pastOf: (conversationId: string): { id: string; turns: PastTurn[] } => ({
      id: conversationId,
      turns: ofConversation.all(conversationId).map(({ event_id, at, features, context }) => ({
        ...JSON.parse(features),
        context: JSON.parse(context),
        eventId: event_id,
        at,
      })),
    }),

    /** Where a second model was asked, or a model and the detectors saw something else, newest first. */
    listViewed: (chatbotId: string | null, first: number, to: number): ViewedTurn[] =>
      viewed
        .all({ chatbot: chatbotId, first, to })
        .map(({ model, ...turn }) => ({ ...turn, views: JSON.parse(model) })),

    textOf: (eventId: number): string => textOf.get(eventId)?.text ?? "",
    /** What an operator thought of the flag that was raised at this message, or else of the one nearest to it. */
    verdictOn: (conversationId: string, eventId: number): FlagVerdict | null =>
      nearestVerdict.get(conversationId, eventId, eventId)?.verdict ?? null,
    countByTrigger: (chatbotId: string | null, from: number, to: number): TriggerCount[] =>
      byTrigger.all({ chatbot: chatbotId, from, to }).map(({ newest: _, ...counts }) => counts),
  }
}
