import type { Database } from "../db/database"
import type { Golden, GoldenResult } from "./golden"

export type RunReason = "content" | "settings" | "model" | "questions" | "schedule" | "hand"
/** What answered: changes of it are why the questions are asked again. */
export type Fingerprint = { content: number; settings: string; model: string; questions: string }
type GoldenRun = {
  id: number
  reason: RunReason
  fingerprint: Fingerprint
  startedAt: number
  finishedAt: number | undefined
}

type Row = { id: string; question: string; outcome: Golden["outcome"]; source: string | null; wording: string | null }
type RunRow = { id: number; reason: RunReason; fingerprint: string; started_at: number; finished_at: number | null }
type ResultRow = {
  question_id: string
  passed: number
  outcome: GoldenResult["outcome"]
  answer: string
  source: string
  confidence: number | null
}

const keptRuns = 20

export type GoldenStore = ReturnType<typeof createGoldenStore>

/** `…InWrite` functions belong inside `db.write`; the others read what is committed. */
export function createGoldenStore(db: Database) {
  const columns = "id, question, outcome, source, wording"
  const list = db.onRead<[string], Row>(
    `SELECT ${columns} FROM golden_questions WHERE chatbot_id = ? ORDER BY created_at, id`,
  )
  const listNow = db.inWrite<[string], Row>(`SELECT ${columns} FROM golden_questions WHERE chatbot_id = ?`)
  const asked = db.onRead<[], { chatbot_id: string }>("SELECT DISTINCT chatbot_id FROM golden_questions")
  const insert = db.inWrite<[string, string, string, string, string | null, string | null, number]>(
    `INSERT INTO golden_questions (id, chatbot_id, question, outcome, source, wording, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  )
  const update = db.inWrite<[string, string, string | null, string | null, string, string]>(
    "UPDATE golden_questions SET question = ?, outcome = ?, source = ?, wording = ? WHERE chatbot_id = ? AND id = ?",
  )
  const remove = db.inWrite<[string, string]>("DELETE FROM golden_questions WHERE chatbot_id = ? AND id = ?")
  const runs = db.onRead<[string], RunRow>(
    `SELECT id, reason, fingerprint, started_at, finished_at FROM golden_runs
     WHERE chatbot_id = ? ORDER BY id DESC LIMIT ${keptRuns}`,
  )
  const results = db.onRead<[number], ResultRow>(
    "SELECT question_id, passed, outcome, answer, source, confidence FROM golden_results WHERE run_id = ?",
  )
  const insertRun = db.inWrite<[string, string, string, number], { id: number }>(
    "INSERT INTO golden_runs (chatbot_id, reason, fingerprint, started_at) VALUES (?, ?, ?, ?) RETURNING id",
  )
  const removeOpen = db.inWrite<[string]>("DELETE FROM golden_runs WHERE chatbot_id = ? AND finished_at IS NULL")
  const finish = db.inWrite<[number, number]>("UPDATE golden_runs SET finished_at = ? WHERE id = ?")
  const removeOld = db.inWrite<[string, string]>(
    `DELETE FROM golden_runs WHERE chatbot_id = ?
       AND id NOT IN (SELECT id FROM golden_runs WHERE chatbot_id = ? ORDER BY id DESC LIMIT ${keptRuns})`,
  )
  const insertResult = db.inWrite<[number, number, string, string, string, number | null, string]>(
    `INSERT OR REPLACE INTO golden_results (run_id, question_id, passed, outcome, answer, source, confidence)
     SELECT ?, id, ?, ?, ?, ?, ? FROM golden_questions WHERE id = ?`,
  )

  return {
    list: (chatbotId: string): Golden[] => list.all(chatbotId).map(toGolden),
    listInWrite: (chatbotId: string): Golden[] => listNow.all(chatbotId).map(toGolden),
    chatbotsAsked: (): string[] => asked.all().map(({ chatbot_id }) => chatbot_id),
    insertInWrite({ id, question, outcome, source, wording }: Golden, chatbotId: string, at: number): void {
      insert.run(id, chatbotId, question, outcome, source ?? null, wording ?? null, at)
    },
    updateInWrite: ({ id, question, outcome, source, wording }: Golden, chatbotId: string): boolean =>
      update.run(question, outcome, source ?? null, wording ?? null, chatbotId, id).changes > 0,
    removeInWrite: (chatbotId: string, id: string): boolean => remove.run(chatbotId, id).changes > 0,
    /** Newest first. */
    runsOf: (chatbotId: string): GoldenRun[] => runs.all(chatbotId).map(toRun),
    resultsOf: (runId: number): Map<string, GoldenResult> =>
      new Map(
        results.all(runId).map(({ question_id, passed, ...rest }) => [question_id, { ...rest, passed: passed === 1 }]),
      ),
    /** What was begun and not finished was overtaken. */
    beginInWrite(chatbotId: string, reason: RunReason, fingerprint: Fingerprint, at: number): number {
      removeOpen.run(chatbotId)
      return insertRun.get(chatbotId, reason, JSON.stringify(fingerprint), at)!.id
    },
    saveInWrite(runId: number, id: string, { passed, outcome, answer, source, confidence }: GoldenResult): void {
      insertResult.run(runId, passed ? 1 : 0, outcome, answer, source, confidence, id)
    },
    finishInWrite(chatbotId: string, runId: number, at: number): void {
      finish.run(at, runId)
      removeOld.run(chatbotId, chatbotId)
    },
  }
}

const toGolden = ({ source, wording, ...row }: Row): Golden => ({
  ...row,
  source: source ?? undefined,
  wording: wording ?? undefined,
})

const toRun = (row: RunRow): GoldenRun => ({
  id: row.id,
  reason: row.reason,
  fingerprint: JSON.parse(row.fingerprint) as Fingerprint,
  startedAt: row.started_at,
  finishedAt: row.finished_at ?? undefined,
})
