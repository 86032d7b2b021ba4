import { type Row, readSets } from "./data-set"
import { judge } from "./judge"
import { defaultSettings } from "./policy"
import { type SetResult, setResult, timed } from "./set-result"
import type { FoundEntry, JudgementDeps, JudgementSettings, SignalKind, Turn, TurnFeatures } from "./types"

/** Asks the content of the knowledge base of that name, without the entries it is to lack. */
export type AskKnowledge = (base: string, question: string) => Promise<Answered | undefined> | Answered | undefined
/** Entries, the best first. */
export type Answered = { found: FoundEntry[]; confidence: number }

type Outcome = { expected: number | null; called: number | null; reason: SignalKind | null; row: Row }

/** The conversation is judged turn by turn, each turn with what stood before it, until a person is called. */
export async function evaluateDialogues(
  directory: string,
  deps: JudgementDeps,
  ask: AskKnowledge,
  settings: JudgementSettings = defaultSettings,
  watch: (outcome: Outcome) => void = () => {},
): Promise<SetResult[]> {
  const results: SetResult[] = []
  for (const [set, rows] of readSets(directory, "e_escalation", hasTurns)) {
    const times: number[] = []
    const outcomes: Outcome[] = []
    for (const row of rows) {
      const turns = row.turns as unknown[]
      const isTranscript = Array.isArray(turns[0])
      const called = isTranscript
        ? judgeTranscript(turns as [string, string][], deps, settings, times)
        : await judgeComposed(row, deps, ask, settings, times)
      const expected = typeof row.escalate_turn === "number" ? row.escalate_turn : null
      const outcome = { expected, called: called?.turn ?? null, reason: called?.reason ?? null, row }
      watch(outcome)
      outcomes.push(outcome)
    }
    results.push(setResult(set, rows.length, figures(outcomes), times))
  }
  return results
}

type Called = { turn: number; reason: SignalKind | null } | undefined

function judgeTranscript(
  turns: [string, string][],
  deps: JudgementDeps,
  settings: JudgementSettings,
  times: number[],
): Called {
  const said: Turn[] = []
  const known: TurnFeatures[] = []
  for (const [index, [role, text]] of turns.entries()) {
    const isVisitor = role === "user" || role === "visitor"
    said.push({ role: isVisitor ? "visitor" : "ai", text: String(text) })
    if (!isVisitor) continue
    const start = performance.now()
    const { decision, reason, features } = judge(said, settings, deps, {}, known)
    times.push(performance.now() - start)
    known.push(features)
    if (decision === "escalate") return { turn: index, reason }
  }
}

async function judgeComposed(
  row: Row,
  deps: JudgementDeps,
  ask: AskKnowledge,
  settings: JudgementSettings,
  times: number[],
): Promise<Called> {
  const said: Turn[] = []
  const known: TurnFeatures[] = []
  for (const [index, turn] of (row.turns as { text?: unknown }[]).entries()) {
    const text = String(turn.text ?? "")
    const found = await ask(String(row.kb), text)
    said.push({ role: "visitor", text, confidence: found?.confidence, found: found?.found })
    const { decision, reason, features } = await timed(times, () => judge(said, settings, deps, {}, known))
    known.push(features)
    if (decision === "escalate") return { turn: index, reason }
    // What the AI said is not in the data; that it said something is.
    said.push({ role: "ai", text: "" })
  }
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

const hasTurns = (row: unknown) => {
  const turns = (row as Row | null)?.turns
  return Array.isArray(turns) && turns.length > 0
}
