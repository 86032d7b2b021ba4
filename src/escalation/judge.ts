import { detectConfusion } from "./confusion"
import { moodFeatures } from "./features"
import { detectFrustration } from "./frustration"
import { detectHighStakes } from "./high-stakes"
import { detectHotLead } from "./hot-lead"
import { detectHumanRequest } from "./human-request"
import { beginning, decide, type Progress } from "./policy"
import { detectRepetition } from "./repetition"
import { wordsIn } from "./rule-words"
import { isSmallTalk } from "./small-talk"
import { toPlain } from "./text"
import type {
  FoundEntry,
  JudgementDeps,
  JudgementSettings,
  Signal,
  Situation,
  Turn,
  TurnFeatures,
  Verdict,
} from "./types"

/** Judges the newest visitor turn in the light of the whole conversation. `known` are the features stored for the
 * earlier visitor turns: with them only the newest text is read. */
export function judge(
  turns: Turn[],
  settings: JudgementSettings,
  deps: JudgementDeps,
  situation: Situation = {},
  known: TurnFeatures[] = [],
): Verdict {
  const exchanges = toExchanges(turns)
  let progress: Progress = beginning()
  let verdict: Verdict = {
    decision: "answer",
    reason: null,
    signals: [],
    numbers: [],
    open: { escalate: true, offer: true },
    features: noFeatures,
  }
  exchanges.forEach((_, index) => {
    const isNewest = index === exchanges.length - 1
    const stored = isNewest ? undefined : known[index]
    const { features, signals } = stored ? { features: stored, signals: [] } : analyse(exchanges, index, deps)
    // What happened before is history: only the newest turn is decided under today's situation.
    const { weighed, next } = decide(progress, features, settings, isNewest ? situation : {})
    progress = next
    if (isNewest) verdict = { ...weighed, signals, features }
  })
  return verdict
}

// So little of a request is none, under any plan.
const negligible = 0.05

/** One visitor turn with what stood before it and the retrieval that followed. */
type Exchange = {
  at: number
  history: Turn[]
  text: string
  confidence?: number
  found: readonly FoundEntry[]
  quoted: readonly string[] | undefined
  isChoice: boolean
  fresh: boolean
}

function toExchanges(turns: Turn[]): Exchange[] {
  const exchanges: Exchange[] = []
  let operatorSpoke = false
  turns.forEach((turn, at) => {
    if (turn.role === "operator") operatorSpoke = true
    if (turn.role !== "visitor") return
    const answer = turns[at + 1]?.role === "ai" ? turns[at + 1] : undefined
    exchanges.push({
      at,
      history: turns.slice(0, at + 1),
      text: turn.text,
      confidence: turn.confidence ?? answer?.confidence,
      found: turn.found ?? answer?.found ?? [],
      quoted: turn.quoted ?? answer?.quoted,
      isChoice: turn.isChoice === true,
      fresh: operatorSpoke,
    })
    operatorSpoke = false
  })
  return exchanges
}

function analyse(
  exchanges: Exchange[],
  index: number,
  deps: JudgementDeps,
): { features: TurnFeatures; signals: Signal[] } {
  const { text, history, confidence, isChoice, fresh } = exchanges[index]!
  const plain = toPlain(text)
  const smallTalk = isSmallTalk(plain)
  const mood = moodFeatures(plain)
  // A conversation that opens with “Hello!” is friendly; only later is a lone “hello!” one that waited too long.
  const isGreeting = index === 0 && smallTalk
  // What was chosen are the content's words: “Broken on arrival” says nothing of who chose it.
  const isCalm = isGreeting || isChoice
  const frustration = isCalm ? none("frustration") : detectFrustration(plain, mood)
  const confusion = isCalm ? none("confusion") : detectConfusion(plain, mood)
  const { signal: request, declined, reply } = detectHumanRequest(history, plain, mood)
  const { signal: stakes, stakes: stakesKind } = detectHighStakes(isChoice ? toPlain("") : plain)
  const intent = detectHotLead(plain)
  const earlier = fresh || smallTalk || isChoice ? [] : questionsOfEpisode(exchanges, index)
  const { signal: repetition, asked } = detectRepetition(exchanges[index]!, earlier, deps)
  const unanswered: Signal = {
    kind: "low_confidence",
    score: confidence === undefined || smallTalk ? 0 : 1 - confidence,
    evidence: [],
  }
  const signals = [request, stakes, frustration, repetition, unanswered, confusion, intent].filter(
    ({ score }) => score > 0.05,
  )
  const before = history.at(-2)
  return {
    signals,
    features: {
      frustration: round(frustration.score),
      confusion: round(confusion.score),
      request: round(request.score),
      ...(declined && { declined }),
      stakes: stakes.score,
      ...(stakesKind && { stakesKind }),
      intent: round(intent.score),
      repetition: round(repetition.score),
      asked,
      ...(confidence !== undefined && { confidence: round(confidence) }),
      ...(smallTalk && { smallTalk }),
      ...(fresh && { fresh }),
      ...(before?.offeredPerson && { offered: true }),
      ...(before?.role === "ai" && { afterAnswer: true }),
      ...((reply.asks > negligible || Object.keys(reply).length > 1) && { reply }),
      words: wordsIn(plain).map((word) => word.hash),
    },
  }
}

const none = (kind: Signal["kind"]): Signal => ({ kind, score: 0, evidence: [] })

function questionsOfEpisode(exchanges: Exchange[], index: number): Exchange[] {
  let first = index
  while (first > 0 && !exchanges[first]!.fresh) first--
  return exchanges.slice(first, index).filter(({ text, isChoice }) => !isChoice && !isSmallTalk(text))
}

const round = (value: number) => Math.round(value * 1000) / 1000

const noFeatures: TurnFeatures = {
  frustration: 0,
  confusion: 0,
  request: 0,
  stakes: 0,
  intent: 0,
  repetition: 0,
  asked: 1,
  words: [],
}
