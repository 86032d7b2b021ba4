import { asSent, type DataSet, type Row } from "./data-set"
import { judge } from "./judge"
import { defaultSettings } from "./policy"
import { type SetResult, setResult, timed } from "./set-result"
import type { FoundEntry, JudgementDeps, Turn, TurnFeatures } from "./types"

/** Asks the content of the knowledge base of that name, without the entries it is to lack. */
export type AskKnowledge = (base: string, question: string) => Promise<Answered | undefined> | Answered | undefined
/** Entries, the best first. */
export type Answered = { found: FoundEntry[]; confidence: number }

/** The turns at which a person should be called and was; null: at none. */
type Outcome = { expected: number | null; called: number | null }

/** The conversation is judged turn by turn, each turn with what stood before it, until a person is called. */
export async function evaluateDialogues(
  { set, rows }: DataSet,
  deps: JudgementDeps,
  ask: AskKnowledge,
): Promise<SetResult> {
  const times: number[] = []
  const outcomes: Outcome[] = []
  for (const row of rows) {
    const turns = row.turns as unknown[]
    const transcript = turns.map(toSaid)
    const called = transcript.some((turn) => turn !== undefined)
      ? judgeTranscript(transcript, deps, times)
      : await judgeComposed(row, deps, ask, times)
    const expected = typeof row.escalate_turn === "number" ? row.escalate_turn : null
    outcomes.push({ expected, called })
  }
  return setResult(set, rows.length, figures(outcomes), times)
}

type Said = Pick<Turn, "role" | "text"> | "unheard" | undefined

/** As data sets of dialogues call whoever asks, and what nobody hears; everybody else answers. */
const asking = ["user", "visitor", "customer", "client", "human"]
const unheard = ["system", "tool", "function"]

/** A turn of a transcript, which has a role; undefined for what is none. */
function toSaid(turn: unknown): Said {
  const { role, text, content } = (turn ?? {}) as Record<string, unknown>
  const [who, said] = Array.isArray(turn) ? turn : [role, text ?? content]
  if (typeof who !== "string") return undefined
  // A call of a tool has a role, and says nothing to anybody.
  if (unheard.includes(who.toLowerCase()) || typeof said !== "string") return "unheard"
  return { role: asking.includes(who.toLowerCase()) ? "visitor" : "ai", text: asSent(said) }
}

/** Turns are counted as the data counts them, also those that nobody hears. */
function judgeTranscript(turns: Said[], deps: JudgementDeps, times: number[]): number | null {
  const said: Turn[] = []
  const known: TurnFeatures[] = []
  for (const [index, turn] of turns.entries()) {
    if (!turn || turn === "unheard") continue
    said.push(turn)
    if (turn.role !== "visitor") continue
    const start = performance.now()
    const { decision, features } = judge(said, defaultSettings, deps, {}, known)
    times.push(performance.now() - start)
    known.push(features)
    if (decision === "escalate") return index
  }
  return null
}

async function judgeComposed(
  row: Row,
  deps: JudgementDeps,
  ask: AskKnowledge,
  times: number[],
): Promise<number | null> {
  const said: Turn[] = []
  const known: TurnFeatures[] = []
  for (const [index, turn] of (row.turns as ({ text?: unknown } | string | null)[]).entries()) {
    const text = asSent(typeof turn === "string" ? turn : turn?.text)
    const found = await ask(String(row.kb), text)
    said.push({ role: "visitor", text, confidence: found?.confidence, found: found?.found })
    const { decision, features } = await timed(times, () => judge(said, defaultSettings, deps, {}, known))
    known.push(features)
    if (decision === "escalate") return index
    // What the AI said is not in the data; that it said something is.
    said.push({ role: "ai", text: "" })
  }
  return null
}

function figures(outcomes: Outcome[]): Record<string, number> {
  const needing = outcomes.filter(({ expected }) => expected !== null)
  const none = outcomes.filter(({ expected }) => expected === null)
  const share = (part: Outcome[], whole: Outcome[]) => (whole.length === 0 ? Number.NaN : part.length / whole.length)
  const exact = needing.filter(({ expected, called }) => expected === called)
  const called = outcomes.filter((outcome) => outcome.called !== null)
  const precision = share(exact, called)
  const recall = share(exact, needing)
  return {
    precision,
    recall,
    f1: exact.length === 0 ? 0 : (2 * precision * recall) / (precision + recall),
    false_escalations: share(
      none.filter((outcome) => outcome.called !== null),
      none,
    ),
    early: share(
      needing.filter(({ expected, called: at }) => at !== null && at < expected!),
      needing,
    ),
    missed: share(
      needing.filter(({ expected, called: at }) => at === null || at > expected!),
      needing,
    ),
  }
}

export const hasTurns = (row: unknown): boolean => {
  const turns = (row as Row | null)?.turns
  return Array.isArray(turns) && turns.length > 0
}
