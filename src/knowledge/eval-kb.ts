import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { basename, join } from "node:path"
import { defaultChatbot } from "../chatbots/chatbot"
import { createChatbotStore } from "../chatbots/chatbot-store"
import { openDatabase } from "../db/open"
import { hasText, jsonlIn, listed, readRows } from "../escalation/data-set"
import type { Evidence } from "./confidence"
import { readQuestions } from "./encode-apart"
import { createPassageIndex } from "./retrieve"
import { createSourceStore, type NewDocument } from "./source-store"

/** A row of `kb.jsonl`. */
export type KbEntry = { id: string; title: string; questions: string[]; answer: string; hole: boolean }
/** A row of `queries.jsonl`. */
export type KbQuery = { id: string; text: string; answers: string[]; kind: string }
type SetResult = {
  set: string
  n: number
  metrics: Record<string, number | null | { accuracy: number | null; share: number }>
  ms_p50: number
  ms_p99: number
}

/** The confidence from which on an answer is given, unless a chatbot has its own. */
const shippedThreshold = 0.4
const reliable = 0.8
const deep = 50

/** Puts entries into a store of their own, and asks them as a chatbot's content is asked. `close` removes it. */
export async function createRanker(entries: readonly KbEntry[], phrasings = 10) {
  const folder = mkdtempSync(join(tmpdir(), "baton-eval-"))
  const { db } = openDatabase(folder, () => {})
  const store = createSourceStore(db)
  const { retrieve, prepare } = createPassageIndex(store)
  const chatbotId = "eval"
  const documents = documentsOf(entries, phrasings)
  const chatbot = { ...defaultChatbot, id: chatbotId, name: "eval", createdAt: 0, updatedAt: 0 }
  await db.write((tx) => {
    createChatbotStore(db).save(tx, chatbot)
    store.insertInWrite({ id: "source", chatbotId, kind: "text", title: "eval", at: 0 })
    store.replaceDocumentsInWrite(
      chatbotId,
      "source",
      documents.map(({ document }) => document),
      0,
    )
  })
  const idOf = new Map<number, string>()
  const ids = documents.flatMap(({ ids }) => ids)
  for (const [place, { id }] of store.passagesOf(chatbotId).entries()) idOf.set(id, ids[place]!)

  await prepare(chatbotId, Number.POSITIVE_INFINITY)

  return {
    async ask(text: string): Promise<{
      id: string | undefined
      confidence: number
      ranked: { id: string; score: number }[]
      evidence: Evidence
    }> {
      await readQuestions([text], Number.POSITIVE_INFINITY)
      const { confidence, passages, evidence } = retrieve(chatbotId, text, deep)
      const ranked = passages.map(({ id, score }) => ({ id: idOf.get(id)!, score }))
      return { id: ranked[0]?.id, confidence, ranked, evidence }
    },
    async close() {
      await db.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

// What stands before «#» names the page that a passage was cut from.
function documentsOf(entries: readonly KbEntry[], phrasings: number): { document: NewDocument; ids: string[] }[] {
  const pages = new Map<string, { document: NewDocument; ids: string[] }>()
  for (const entry of entries) {
    const asked = entry.questions.slice(0, phrasings)
    const page = entry.id.includes("#") && asked.length === 0 ? entry.id.slice(0, entry.id.indexOf("#")) : entry.id
    let found = pages.get(page)
    if (!found) {
      const document = {
        id: page,
        title: entry.title,
        url: undefined,
        text: "",
        questions: asked,
        contentHash: page,
        passages: [],
      }
      found = { document, ids: [] }
      pages.set(page, found)
    }
    found.document.passages = [...found.document.passages, { headings: "", text: entry.answer }]
    found.ids.push(entry.id)
  }
  return [...pages.values()]
}

export type Observation = { right: boolean; answerable: boolean; confidence: number; evidence: Evidence }

type KnowledgeBase = { set: string; name: string; entries: KbEntry[]; queries: KbQuery[]; skipped: number }

/** The knowledge bases under `directory`: folders in those that begin with cd_kb, or such a folder itself. */
export function knowledgeBasesIn(directory: string): KnowledgeBase[] {
  return listed(directory)
    .filter((kind) => kind.startsWith("cd_kb"))
    .flatMap((kind) => ["", ...listed(join(directory, kind))].map((name) => [kind, name] as const))
    .map(([kind, name]) => [join(kind, name), join(directory, kind, name)] as const)
    .filter(([, folder]) => jsonlIn(folder).some(isOf("kb")))
    .map(([set, folder]) => ({ set, name: basename(set), ...readKnowledgeBase(folder) }))
}

const isOf = (what: "kb" | "queries") => (file: string) => file.startsWith(what)

/** What a row lacks is empty; a row without an id or a text is left out and counted, and so is a question for nothing that is there. */
export function readKnowledgeBase(folder: string): { entries: KbEntry[]; queries: KbQuery[]; skipped: number } {
  const rowsOf = (what: "kb" | "queries", isRow: (row: unknown) => boolean) => {
    const files = jsonlIn(folder)
      .filter(isOf(what))
      .map((file) => readRows(join(folder, file), isRow))
    return { rows: files.flatMap(({ rows }) => rows), skipped: files.reduce((sum, { skipped }) => sum + skipped, 0) }
  }
  const kb = rowsOf("kb", hasId)
  const asked = rowsOf("queries", hasText)
  const entries = kb.rows.map(
    (row): KbEntry => ({
      id: String(row.id),
      title: textIn(row.title),
      questions: listOf(row.questions),
      answer: textIn(row.answer),
      hole: row.hole === true,
    }),
  )
  const known = new Set(entries.map(({ id }) => id))
  const all = asked.rows.map(({ id, text, answers, kind }): KbQuery => {
    const ids = listOf(answers)
    return {
      id: String(id),
      text,
      answers: ids,
      kind: typeof kind === "string" ? kind : ids.length > 0 ? "in" : "near",
    }
  })
  const queries = all.filter(({ answers }) => answers.length === 0 || answers.some((id) => known.has(id)))
  return { entries, queries, skipped: kb.skipped + asked.skipped + all.length - queries.length }
}

const hasId = (row: unknown) => ["string", "number"].includes(typeof (row as { id?: unknown } | null)?.id)
const textIn = (value: unknown) => (typeof value === "string" ? value : "")
const listOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value])
    .filter((each) => typeof each === "string" || typeof each === "number")
    .map(String)

/** Every question against the entries that are no holes, with what was found and whether it was right. */
export async function observe(entries: readonly KbEntry[], queries: readonly KbQuery[]): Promise<Observation[]> {
  const present = entries.filter(({ hole }) => !hole)
  const ids = new Set(present.map(({ id }) => id))
  const ranker = await createRanker(present)
  const seen: Observation[] = []
  for (const query of queries) {
    if (query.kind === "routing") continue
    const answers = query.answers.filter((id) => ids.has(id))
    const { id, confidence, evidence } = await ranker.ask(query.text)
    seen.push({ right: id !== undefined && answers.includes(id), answerable: answers.length > 0, confidence, evidence })
  }
  await ranker.close()
  return seen
}

/** Prints nothing. */
export async function evaluateKnowledgeBase({ set, entries, queries }: KnowledgeBase): Promise<SetResult> {
  const asked = queries.filter(({ kind, answers }) => kind === "in" && answers.length > 0)
  const times: number[] = []
  const ten = await retrieval(entries, asked, 10, times)
  const one = await retrieval(entries, asked, 1, [])
  const seen = await observe(entries, queries)
  const answerable = seen.filter((one) => one.answerable)
  const unanswerable = seen.filter((one) => !one.answerable)
  const given = seen.filter(({ confidence }) => confidence >= shippedThreshold)
  const sure = seen.filter(({ confidence }) => confidence >= reliable)
  const sorted = times.sort((a, b) => a - b)
  return {
    set,
    n: asked.length,
    metrics: {
      r1: ten.r1,
      r3: ten.r3,
      mrr: ten.mrr,
      r1_k1: one.r1,
      answerable_auroc: auroc(answerable.map(confidenceOf), unanswerable.map(confidenceOf)),
      refused: share(unanswerable, ({ confidence }) => confidence < shippedThreshold),
      right: share(answerable, ({ confidence, right }) => right && confidence >= shippedThreshold),
      wrong_of_answered: share(given, ({ right }) => !right),
      reliability: {
        accuracy: share(sure, ({ right }) => right),
        share: rounded(sure.length / Math.max(seen.length, 1)),
      },
    },
    ms_p50: rounded(sorted[Math.floor(sorted.length * 0.5)] ?? 0),
    ms_p99: rounded(sorted[Math.floor(sorted.length * 0.99)] ?? 0),
  }
}

async function retrieval(entries: readonly KbEntry[], queries: readonly KbQuery[], phrasings: number, times: number[]) {
  const ranker = await createRanker(entries, phrasings)
  // What is read at the first question of a process is no retrieval.
  await ranker.ask("warm up")
  let first = 0
  let three = 0
  let reciprocal = 0
  for (const { text, answers } of queries) {
    const start = performance.now()
    const { ranked } = await ranker.ask(text)
    times.push(performance.now() - start)
    const place = ranked.findIndex(({ id }) => answers.includes(id))
    if (place === 0) first += 1
    if (place >= 0 && place < 3) three += 1
    if (place >= 0) reciprocal += 1 / (place + 1)
  }
  await ranker.close()
  const count = Math.max(queries.length, 1)
  return { r1: rounded(first / count), r3: rounded(three / count), mrr: rounded(reciprocal / count) }
}

function confidenceOf({ confidence }: Observation): number {
  return confidence
}

function share<T>(list: readonly T[], is: (one: T) => boolean): number | null {
  return list.length === 0 ? null : rounded(list.filter(is).length / list.length)
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000
}

/** How often one that should stand higher does, ties counted half. */
export function auroc(higher: readonly number[], lower: readonly number[]): number | null {
  if (higher.length === 0 || lower.length === 0) return null
  const sorted = [...lower].sort((a, b) => a - b)
  const below = (value: number, orEqual: boolean) => {
    let low = 0
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (sorted[middle]! < value || (orEqual && sorted[middle] === value)) low = middle + 1
      else high = middle
    }
    return low
  }
  let wins = 0
  for (const value of higher) wins += (below(value, false) + below(value, true)) / 2
  return rounded(wins / higher.length / lower.length)
}
