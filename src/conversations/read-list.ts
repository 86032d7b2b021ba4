import type { ConversationItem } from "../../views/operator/props"
import type { Database } from "../db/database"
import { AppError } from "../errors"
import type { ConversationState } from "../events/event"
import { cursorOfPlace, newestPlace, oldestPlace, placeOf } from "../http/paging"
import { inSlices } from "../jobs/in-slices"
import type { ConversationRow, ConversationStore } from "./conversation-store"
import { type ItemReader, type ItemRow, movedAt, seated, selectItem } from "./read-item"
import { findIn, wantedWords } from "./search-conversations"

type Deps = { db: Database; conversations: ConversationStore; items: ItemReader }

type ConversationPage = { items: ConversationItem[]; next: string | null }
type ListFilter = {
  state?: string | undefined
  queue?: string | undefined
  /** `me`, `none` or a person's id. */
  assignee?: string | undefined
  chatbot?: string | undefined
  cursor?: string | undefined
  limit?: number | undefined
}

/** What a search looks at first, before it reads what was said. */
type FindableRow = Pick<ConversationRow, "id" | "closed_at" | "updated_at" | "waiting_since"> & {
  name: string | null
  email: string | null
  identity_name: string | null
}
type Placed = Pick<ConversationRow, "id" | "closed_at" | "updated_at" | "waiting_since">

const selectFindable = `
  SELECT c.id, c.closed_at, c.updated_at, c.waiting_since, k.name, k.email, v.identity ->> '$.name' AS identity_name
  FROM whole_conversations c
  JOIN visitors v ON v.id = c.visitor_id
  LEFT JOIN contacts k ON k.id = v.contact_id
  WHERE ${seated}`

/** Looked through before anything else goes on. */
const lookedAtOnce = 40
const searchSliceMs = 2

/** The lists of conversations that an operator sees, whole, searched and counted. */
export function createListReader({ db, conversations, items: { toItem, item } }: Deps) {
  type Filter = Record<string, string | number | null>
  const filters = `
    AND ($queue IS NULL OR c.queue_id = $queue)
    AND ($chatbot IS NULL OR c.chatbot_id = $chatbot)
    AND ($assignee IS NULL OR ($assignee = 'none' AND c.operator_id IS NULL) OR c.operator_id = $assignee)`
  // Each by an index of its own: with one statement for all of them the closed ones of years are looked through each time.
  function listing<Row extends Placed>(columns: string) {
    const page = (which: string, at: string, [order, sign]: ["ASC", ">"] | ["DESC", "<"]) =>
      db.onRead<Filter, Row>(`${columns} AND ${which} ${filters}
        AND (${at}, c.id) ${sign} ($at, $id) ORDER BY ${at} ${order}, c.id ${order} LIMIT $limit`)
    const longestWaiting = page("c.state = 'waiting'", "c.waiting_since", ["ASC", ">"])
    const newestIn = page("c.state = $state", "c.updated_at", ["DESC", "<"])
    const newestOpen = page("c.state IN ('ai', 'waiting', 'human')", "c.updated_at", ["DESC", "<"])
    const newestClosed = page("c.closed_at IS NOT NULL", "c.closed_at", ["DESC", "<"])
    return (wanted: Filter & { limit: number }): Row[] => {
      switch (wanted.state) {
        case "waiting":
          return longestWaiting.all(wanted)
        case "closed":
          return newestClosed.all(wanted)
        case null:
          // Only with a person is it somebody's: the closed ones of years need not be looked through.
          if (wanted.assignee !== null && wanted.assignee !== "none")
            return newestIn.all({ ...wanted, state: "human" satisfies ConversationState })
          return [...newestOpen.all(wanted), ...newestClosed.all(wanted)]
            .sort((a, b) => movedAt(b) - movedAt(a) || (a.id < b.id ? 1 : -1))
            .slice(0, wanted.limit)
        default:
          return newestIn.all(wanted)
      }
    }
  }
  const find = listing<ItemRow>(selectItem)
  const findable = listing<FindableRow>(selectFindable)
  const said = db.onRead<[string], { text: string }>(
    "SELECT payload ->> '$.text' AS text FROM conversation_events WHERE conversation_id = ? AND type = 'message' ORDER BY id",
  )
  const counts = db.onRead<{ person: string }, { state: string; mine: number; n: number }>(`
    SELECT state, coalesce(operator_id = $person, 0) AS mine, count(*) AS n FROM conversations
    WHERE chatbot_id IN (SELECT chatbot_id FROM seats WHERE person_id = $person) AND state IN ('ai', 'waiting', 'human')
    GROUP BY 1, 2`)
  const countWaiting = db.onRead<[string], { n: number }>(`
    SELECT count(*) AS n FROM conversations
    WHERE state = 'waiting' AND chatbot_id IN (SELECT chatbot_id FROM seats WHERE person_id = ?)`)

  /** @throws AppError `validation` for a state or cursor that is none. */
  function toFilter(personId: string, filter: ListFilter) {
    // What is left empty is not asked for.
    const given = (value: string | undefined) => value?.trim() || undefined
    const [state, cursor] = [given(filter.state), given(filter.cursor)]
    const [queue, chatbot, assignee] = [given(filter.queue), given(filter.chatbot), given(filter.assignee)]
    if (state && !["ai", "waiting", "human", "closed"].includes(state)) {
      throw new AppError("validation", "state must be ai, waiting, human or closed.", { field: "state" })
    }
    // Always a place to go on from: “or none” would look through all that stands before it.
    const place = placeOf(cursor, state === "waiting" ? oldestPlace : newestPlace)
    const limit = Math.min(Math.max(filter.limit ?? 50, 1), 200)
    const wanted = {
      person: personId,
      state: state ?? null,
      queue: queue ?? null,
      chatbot: chatbot ?? null,
      assignee: (assignee === "me" ? personId : assignee) ?? null,
      ...place,
    }
    return { wanted, limit }
  }

  const momentOf = (row: Placed, state: string | null) => (state === "waiting" ? row.waiting_since! : movedAt(row))
  const cursorAt = (row: Placed, state: string | null) => cursorOfPlace({ at: momentOf(row, state), id: row.id })

  type Found = { row: FindableRow; match: string }

  function* lookThrough(
    wanted: ReturnType<typeof toFilter>["wanted"],
    words: readonly string[],
    most: number,
    signal: AbortSignal | undefined,
  ): Generator<undefined, Found[]> {
    const found: Found[] = []
    for (let place = wanted; ; ) {
      const rows = findable({ ...place, limit: lookedAtOnce })
      for (const row of rows) {
        if (signal?.aborted) return found
        const names = [row.name, row.email, row.identity_name].filter((name) => name !== null)
        const match = findIn({ names, said: () => said.all(row.id).map(({ text }) => text) }, words)
        if (match !== undefined) found.push({ row, match })
        if (found.length === most) return found
        yield
      }
      const last = rows.at(-1)
      if (!last || rows.length < lookedAtOnce) return found
      place = { ...place, at: momentOf(last, wanted.state), id: last.id }
    }
  }

  return {
    /** @throws AppError `validation` for a state or cursor that is none. */
    list(personId: string, filter: ListFilter): ConversationPage {
      const { wanted, limit } = toFilter(personId, filter)
      const rows = find({ ...wanted, limit: limit + 1 })
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      const isLine = shown.filter(({ state }) => state === "waiting").length > 1
      const places = isLine ? conversations.placesInLine() : undefined
      const items = shown.map((row) => toItem(row, places))
      return { items, next: rows.length > limit && last ? cursorAt(last, wanted.state) : null }
    },

    /**
     * As `list`, of those that have all words of `query` in them, in the visitor's name or in what was said. What was said in
     * years is looked through a few conversations at a time, so that nobody who chats waits for it.
     * @param signal given up by whoever asked: what was found until then is the answer.
     * @throws AppError `validation` for a state or cursor that is none.
     */
    async search(personId: string, query: string, filter: ListFilter, signal?: AbortSignal): Promise<ConversationPage> {
      const { wanted, limit } = toFilter(personId, filter)
      const found = await inSlices(lookThrough(wanted, wantedWords(query), limit + 1, signal), searchSliceMs)
      const shown = found.slice(0, limit)
      const last = shown.at(-1)?.row
      const items = shown.flatMap(({ row, match }) => {
        const shownItem = item(row.id, personId)
        return shownItem ? [match ? { ...shownItem, match } : shownItem] : []
      })
      return { items, next: found.length > limit && last ? cursorAt(last, wanted.state) : null }
    },

    /** How many conversations this operator sees, by who holds them. */
    counts(personId: string): { waiting: number; mine: number; ai: number; colleagues: number } {
      const result = { waiting: 0, mine: 0, ai: 0, colleagues: 0 }
      for (const { state, mine, n } of counts.all({ person: personId })) {
        if (state === "human") result[mine ? "mine" : "colleagues"] += n
        else if (state === "waiting" || state === "ai") result[state] += n
      }
      return result
    },

    /** Asked for by every page beside the desk whenever something moved: the others are many, who waits is few. */
    countWaiting: (personId: string): number => countWaiting.get(personId)!.n,
  }
}
