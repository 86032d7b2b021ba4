import { unnamedVisitor } from "../conversations/actors"
import type { Database } from "../db/database"
import { isMessage, type MessageEvent } from "../events/event"
import type { EventStore } from "../events/event-store"
import { choiceOf } from "../languages/choice"

export type GapReason = "unanswered" | "failed" | "escalated" | "barely" | "badly_rated"
export type GapState = "open" | "dismissed" | "answered"
/** A visitor's question that the content served badly. */
export type GapQuestion = {
  eventId: number
  conversationId: string
  text: string
  why: GapReason
  confidence: number | null
  at: number
  state: GapState
  settledAt: number | undefined
  sourceId: string | undefined
}
export type Reply = {
  eventId: number
  /** What the visitor it was written to was called in the conversation, from the question on. */
  visitorNames: string[]
  text: string
  name: string
  at: number
  isSuggested: boolean
  /** It is the AI's, to what the visitor chose among what it suggested. */
  choice?: string
}

type Row = {
  event_id: number
  conversation_id: string
  text: string
  why: GapReason
  confidence: number | null
  at: number
  state: GapState
  settled_at: number | null
  source_id: string | null
}

export type GapStore = ReturnType<typeof createGapStore>

const mostReplies = 4
/** Of a source, under an answer of the AI. */
const mark = /\s*\[\d+\]/g

/** What the visitor chose right after the question that this follows on, and the answer to it. */
function choiceIn([offer, chosen, answer]: readonly MessageEvent[]) {
  if (chosen?.actor.kind !== "visitor" || answer?.actor.kind !== "ai") return undefined
  const text = choiceOf(chosen.payload.text, offer?.payload.suggestions ?? [])
  return text !== undefined && (answer.payload.citations?.length ?? 0) > 0 ? { text, answer } : undefined
}
const { name: unnamed } = unnamedVisitor("")

/** What weighs more takes the place of what was noted before. */
const weight = `CASE why WHEN 'badly_rated' THEN 5 WHEN 'escalated' THEN 4 WHEN 'failed' THEN 3 WHEN 'unanswered' THEN 2
  WHEN 'barely' THEN 1 ELSE 0 END`

/** `…InWrite` functions belong inside `db.write`; the others read what is committed. */
export function createGapStore(db: Database, events: Pick<EventStore, "list">) {
  const note = db.inWrite<[string, number | null, number]>(`
    INSERT INTO gap_questions (event_id, conversation_id, chatbot_id, why, confidence, at)
    SELECT id, conversation_id, chatbot_id, ?, ?, at FROM events WHERE id = ? AND type = 'message'
    ON CONFLICT (event_id) DO UPDATE SET why = excluded.why
      WHERE ${weight.replaceAll("why", "excluded.why")} > ${weight.replaceAll("why", "gap_questions.why")}`)
  const list = db.onRead<[string, number, number], Row>(`
    SELECT g.event_id, g.conversation_id, e.payload ->> '$.text' AS text, g.why, g.confidence, g.at, g.state,
      g.settled_at, g.source_id
    FROM gap_questions g JOIN events e ON e.id = g.event_id
    WHERE g.chatbot_id = ? AND g.at >= ? AND g.why <> 'well_rated' ORDER BY g.at DESC LIMIT ?`)
  const countOpen = db.onRead<[string, number], { n: number }>(`
    SELECT count(*) AS n FROM gap_questions
    WHERE chatbot_id = ? AND at >= ? AND state = 'open' AND why <> 'well_rated'`)
  const settle = db.inWrite<{
    state: GapState
    at: number | null
    source: string | null
    chatbot: string
    ids: string
  }>(`
    UPDATE gap_questions SET state = $state, settled_at = $at, source_id = $source
    WHERE chatbot_id = $chatbot AND event_id IN (SELECT value FROM json_each($ids))`)
  const settleSuggestions = db.inWrite<{ at: number; chatbot: string; ids: string }>(`
    UPDATE answer_suggestions SET settled_at = $at
    WHERE chatbot_id = $chatbot AND settled_at IS NULL AND event_id IN (SELECT value FROM json_each($ids))`)
  const suggestedReplies = db.onRead<[number], { reply_event_id: number }>(
    "SELECT reply_event_id FROM answer_suggestions WHERE event_id = ?",
  )
  const suggest = db.inWrite<{ reply: number; question: number; person: string; at: number }>(`
    INSERT INTO answer_suggestions (reply_event_id, event_id, chatbot_id, person_id, at)
    SELECT r.id, q.id, r.chatbot_id, $person, $at FROM events r, events q
    WHERE r.id = $reply AND q.id = $question AND q.conversation_id IS r.conversation_id ON CONFLICT DO NOTHING`)
  const suggestions = db.onRead<[string], { event_id: number }>(
    "SELECT event_id FROM answer_suggestions WHERE chatbot_id = ? AND settled_at IS NULL",
  )
  const good = db.onRead<[string], { event_id: number; conversation_id: string }>(`
    SELECT event_id, conversation_id FROM gap_questions WHERE chatbot_id = ? AND why = 'well_rated'
    ORDER BY at DESC LIMIT 20`)
  const removeOld = db.inWrite<[number]>("DELETE FROM gap_questions WHERE at < ?")

  return {
    noteInWrite: (why: GapReason | "well_rated", confidence: number | null, eventId: number): void =>
      void note.run(why, confidence, eventId),
    /** Newest first. */
    list: (chatbotId: string, from: number, limit: number): GapQuestion[] =>
      list.all(chatbotId, from, limit).map((row) => ({
        eventId: row.event_id,
        conversationId: row.conversation_id,
        text: row.text,
        why: row.why,
        confidence: row.confidence,
        at: row.at,
        state: row.state,
        settledAt: row.settled_at ?? undefined,
        sourceId: row.source_id ?? undefined,
      })),
    countOpen: (chatbotId: string, from: number): number => countOpen.get(chatbotId, from)!.n,
    settleInWrite(chatbotId: string, ids: readonly number[], state: GapState, at: number, sourceId?: string): void {
      const list = JSON.stringify(ids)
      settle.run({ state, at: state === "open" ? null : at, source: sourceId ?? null, chatbot: chatbotId, ids: list })
      if (state !== "open") settleSuggestions.run({ at, chatbot: chatbotId, ids: list })
    },
    /** What answered it later in the same conversation: operators' words, and what the visitor chose among what was suggested. */
    repliesTo({ conversationId, eventId }: GapQuestion): Reply[] {
      const kept = new Set(suggestedReplies.all(eventId).map((row) => row.reply_event_id))
      const log = events.list(conversationId, eventId - 1)
      const visitors = log.filter(({ actor }) => actor.kind === "visitor")
      const visitorNames = [...new Set(visitors.map(({ actor }) => actor.name))].filter((name) => name !== unnamed)
      const said = log.filter(isMessage).filter(({ id }) => id > eventId)
      const choice = choiceIn(said)
      return said
        .filter((event) => event.actor.kind === "operator" || event === choice?.answer)
        .slice(0, mostReplies)
        .map((event) => ({
          ...{ eventId: event.id, visitorNames, text: event.payload.text, name: event.actor.name, at: event.at },
          isSuggested: kept.has(event.id),
          ...(event === choice?.answer ? { choice: choice.text, text: event.payload.text.replace(mark, "") } : {}),
        }))
    },
    suggestInWrite: (reply: number, question: number, person: string, at: number): void =>
      void suggest.run({ reply, question, person, at }),
    /** Questions with a reply that an operator holds worth keeping. */
    suggestedOf: (chatbotId: string): Set<number> =>
      new Set(suggestions.all(chatbotId).map(({ event_id }) => event_id)),
    /** Questions of conversations that were rated well, with the answer that the AI gave. */
    goodAnswers(chatbotId: string): { question: string; answer: string; source: string }[] {
      const seen = new Set<string>()
      return good.all(chatbotId).flatMap(({ event_id, conversation_id }) => {
        const [asked, ...after] = events.list(conversation_id, event_id - 1).filter(isMessage)
        const answer = after.find(({ actor }) => actor.kind === "ai")
        const [citation] = answer?.payload.citations ?? []
        if (!asked || !answer || !citation) return []
        // Asked again and again in the same words, it is one question.
        const words = asked.payload.text.trim().toLowerCase()
        if (seen.has(words)) return []
        seen.add(words)
        const text = answer.payload.text.replace(mark, "")
        const source = citation.url || citation.title
        return [{ question: asked.payload.text, answer: text.length > 240 ? `${text.slice(0, 239)}…` : text, source }]
      })
    },
    removeOldInWrite: (before: number): void => void removeOld.run(before),
  }
}
