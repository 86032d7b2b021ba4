import type Anthropic from "@anthropic-ai/sdk"
import type { SlotOffer } from "../events/event"
import type { Times, TurnRequest } from "./answerer"
import type { Retrieve } from "./anthropic"
import type { Deadline } from "./deadline"
import { heeded } from "./guard"
import { type CitationStyle, fence, type Passage, sourceBlocks } from "./prompt"
import { asSent, type Part } from "./read-message"
import { CALL_PERSON, isTimesTool, readQueries, SEARCH, useTimes } from "./tools"

/** Look up, book, and once more if the time was just taken. */
const mostRounds = 4
/** The second one is for the words that the first one's titles tell. */
const mostSearches = 2
/** New passages of one search: what the first one brings is mostly enough, and each is read and paid for. */
const mostPassages = 6

/** What came of the calendar in this turn. */
type Calendar = { slots?: SlotOffer; isBooked?: true; needsPerson?: string; isAsked?: true }
/** What the model has before it; what it looks up comes to it. */
export type Found = { passages: readonly Passage[]; confidence: number }

type Deps = {
  request: TurnRequest
  found: Found
  style: CitationStyle
  retrieve: Retrieve
  /** What the content is made of, for a model whose words found nothing in it. */
  titles: () => readonly string[]
  deadline: Deadline
}

export type LookUps = ReturnType<typeof createLookUps>

/** What a model asks of the product in the middle of a turn: more of the content, and free times. */
export function createLookUps({ request, found, style, retrieve, titles, deadline }: Deps) {
  const passages: Passage[] = [...found.passages]
  const learnt: string[] = []
  const searched: string[] = []
  const calendar: Calendar = {}
  let { confidence } = found
  let rounds = 0
  let searches = 0

  async function useCalendar(times: Times, name: string, input: unknown): Promise<string> {
    const { text, slots, isBooked, needsPerson } = await useTimes(times, name, input)
    learnt.push(text)
    calendar.isAsked = true
    if (slots) calendar.slots = slots
    if (isBooked) calendar.isBooked = true
    if (needsPerson !== undefined) calendar.needsPerson = needsPerson
    return text
  }

  /** @returns what the model is told, and the documents that go with it. */
  async function search(input: unknown): Promise<{ text: string; fresh: Passage[] }> {
    const queries = readQueries(input).filter((query) => !searched.includes(query))
    if (queries.length === 0 || searches === mostSearches)
      return { text: "Nothing more can be searched for in this turn: go on with what there is.", fresh: [] }
    searches++
    searched.push(...queries)
    const before = passages.length
    for (const query of queries) {
      const more = heeded(await deadline.race(retrieve(request.chatbotId, query)))
      const known = new Set(passages.map(({ id }) => id))
      const fresh = more.passages.filter(({ id }) => !known.has(id))
      const room = Math.ceil(mostPassages / queries.length)
      passages.push(...fresh.slice(0, room))
      confidence = Math.max(confidence, more.confidence)
    }
    const fresh = passages.slice(before)
    if (fresh.length > 0)
      return { text: `Found: documents ${before + 1} to ${passages.length}, which follow. Some may not fit.`, fresh }
    const all = titles()
    // They are what the business says, so the answer may name them.
    learnt.push(...all)
    const contents =
      all.length > 0 ? `\n${fence("document", { title: "What the content is about" }, all.join("\n"))}` : ""
    return { text: `Nothing else was found.${contents}`, fresh: [] }
  }

  return {
    passages,
    learnt,
    calendar,
    get confidence() {
      return confidence
    },
    /** What was searched for beside the visitor's own words. */
    searched: searched as readonly string[],
    /** The turns of the conversation that answer what a message asks for; none where it asks for nothing. */
    async follow(parts: readonly Part[]): Promise<Anthropic.MessageParam[]> {
      const calls = parts.filter((part) => part.type === "tool_use")
      // Who has called a person searches no more: nothing that is found would be said.
      const isOver = calls.some(({ name }) => name === CALL_PERSON)
      const told = new Map<string, string>()
      const fresh: Passage[] = []
      const before = passages.length
      if (rounds++ < mostRounds)
        for (const { id, name, input } of calls) {
          // A takeover ends the turn before anything more is done in it.
          if (deadline.signal.aborted) break
          if (request.times && isTimesTool(name)) told.set(id, await useCalendar(request.times, name, input))
          else if (name === SEARCH && !isOver) {
            const result = await search(input)
            told.set(id, result.text)
            fresh.push(...result.fresh)
          }
        }
      if (told.size === 0) return []
      // The API wants a result for every call of a message, and all of them before anything else.
      const results = calls.map(({ id }) => ({
        type: "tool_result" as const,
        tool_use_id: id,
        content: told.get(id) ?? "Noted.",
      }))
      return [
        { role: "assistant", content: asSent(parts) },
        { role: "user", content: [...results, ...sourceBlocks(fresh, style, before)] },
      ]
    },
  }
}
