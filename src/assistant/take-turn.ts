import type { Chatbot } from "../chatbots/chatbot"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import { standingBounds } from "../conversations/bounds"
import type { DetailCapture, KeptDetails } from "../conversations/capture-details"
import type { ConversationCommands } from "../conversations/commands"
import type { Conversation, ConversationStore } from "../conversations/conversation-store"
import { isAssistants } from "../conversations/lifecycle"
import type { Signal } from "../conversations/moves"
import type { Database, Tx } from "../db/database"
import { findBreach } from "../escalation/breach"
import type { Judge, Judgement } from "../escalation/judgement"
import type { JudgementStore } from "../escalation/judgement-store"
import type { RuleContext } from "../escalation/rules"
import { moods, type Opinion, opinionPays, type Pull, pullOf } from "../escalation/second-opinion"
import type { Actor, StoredEvent } from "../events/event"
import type { EventStore } from "../events/event-store"
import type { Signals } from "../events/signals"
import { chatbotTopic, visitorTopic } from "../events/topics"
import type { Log } from "../log"
import type { QueueStore } from "../queues/queue-store"
import type { VisitorStore } from "../visitors/visitor-store"
import { createAnswerRequest } from "./answer-request"
import { type Answer, type Answerer, AnswererError, type AnswerFailure, leadingTitles, type Times } from "./answerer"
import { type ModelViews, type Reconsidered, viewsOf } from "./model-views"
import type { SecondOpinions } from "./second-opinions"
import { type Broken, createTurnEndings, type Turn, type TurnEndings, type TurnOutcome } from "./turn-endings"
import { historyOf, queryOf, unansweredAfter, visitorsWords } from "./turn-history"
import { unsureText } from "./wording"

export type TurnDeps = {
  db: Database
  conversations: ConversationStore
  events: EventStore
  commands: ConversationCommands
  chatbots: ChatbotStore
  queues: Pick<QueueStore, "findNamed">
  visitors: VisitorStore
  signals: Signals
  /** What may be looked up and booked, where there is something to book. */
  timesFor: (conversation: Conversation, said: readonly string[]) => Times | undefined
  /** Asked for each turn: the owner may have entered a key meanwhile. */
  answererFor: (chatbot: Chatbot) => Answerer
  judge: Judge
  /** Asked where the judgement is in doubt and it pays. */
  secondOpinions: SecondOpinions
  factsOf: (conversation: Conversation) => RuleContext
  judgements: JudgementStore
  /** Hears contact details in what visitors say. */
  details: Pick<DetailCapture, "hear" | "alsoAsk">
  log: Log
  now: () => number
  newId: () => string
}

/** A turn while it is thought about: with what it may look at, and the ways in which it may end. */
type Thinking = Turn &
  TurnEndings & {
    chatbot: Chatbot
    stored: readonly StoredEvent[]
    signal: AbortSignal
    /** Called when the first words were shown: from then on the turn is let finish. */
    onText: () => void
    tell: (event: "delta" | "typing", data: Record<string, unknown>) => void
    judgeWith: (answer?: Answer, second?: Second) => Judgement
    breachBy: (sources?: string[]) => Broken | undefined
  }

/**
 * One answer of the assistant. Thinking takes seconds and happens outside any transaction, so an operator may take over
 * meanwhile: what was thought is then dropped, in the same transaction that would have said it.
 */
export function createTakeTurn(deps: TurnDeps) {
  const { conversations, events, commands, chatbots, signals, answererFor, judge, timesFor, newId } = deps
  const { factsOf, judgements, secondOpinions, details, log, now } = deps
  const endingsOf = createTurnEndings(deps)
  const requestOf = createAnswerRequest(deps)

  /** What an operator kept for themselves is not answered, by whichever answerer. */
  function createBreachCheck(stored: readonly StoredEvent[]) {
    const bounds = standingBounds(stored, now())
    const asked = bounds ? unansweredAfter(stored, bounds.eventId) : []
    return (sources?: string[]): Broken | undefined => {
      for (const text of asked) {
        const breach = bounds && findBreach(bounds, text, sources)
        if (breach) return { bounds, breach }
      }
      return undefined
    }
  }

  function readyWords(first: Judgement, before: Conversation, stored: readonly StoredEvent[]): Ready | undefined {
    if (first.answer) return { text: first.answer, query: queryOf(stored), answerer: "rule" }
    const heard = first.decision === "answer" ? details.hear(before, stored) : undefined
    return heard && { ...heard, query: "", answerer: "details" }
  }

  /** The judgement, with a second opinion where one pays; without, as it was. What is said waits for it a moment at most. */
  async function reconsider(turn: Thinking, alone: Judgement, reply: string, answer?: Answer): Promise<Reconsidered> {
    const { actor, stored, signal, tell, judgeWith } = turn
    const { doubt } = alone
    const mood = answer?.verdict?.mood
    const isAsked = alone.decision !== "escalate" && opinionPays(doubt, mood) && secondOpinions.canAsk()
    if (!doubt || !isAsked) return { judged: alone }
    tell("typing", { actor, typing: true })
    const opinion = await secondOpinions.ask(historyOf(stored), reply, signal)
    if (!opinion) return { judged: alone }
    const pull = pullOf(opinion, doubt, mood)
    const judged = judgeWith(answer, { opinion, pull })
    const changed = judged.decision !== alone.decision
    const { needsPerson, asksForPerson } = opinion
    return { judged, second: { needsPerson, mood: moods[opinion.mood], asksForPerson, pull, changed } }
  }

  /** Numbers only: what was said stays in the conversation. */
  async function noteViews(outcome: TurnOutcome, { judged, second }: Reconsidered, views: ModelViews | undefined) {
    const turn = judged.turns.at(-1)
    if (!views || !turn || outcome === "overtaken") return
    if (second?.changed) await secondOpinions.noteChange()
    const { eventId: message, features } = turn
    if (second) log.info("judgement.second_opinion", { message, ...second })
    const { confidence, mood, wantsPerson, disagrees } = views
    const { frustration } = features
    if (disagrees)
      log.info("judgement.disagreement", {
        message,
        confidence,
        mood,
        wantsPerson,
        second: second?.mood,
        frustration,
      })
  }

  async function sayReady(turn: Thinking, first: Judgement, ready: Ready): Promise<TurnOutcome> {
    const { actor, upTo, signal, tell, settle, callPerson, reply } = turn
    const { text, query, answerer, keeps, keep } = ready
    const seen = await reconsider(turn, first, text)
    if (first.doubt) tell("typing", { actor, typing: false })
    // Whoever wrote on meanwhile gets one answer to all of it.
    if (signal.aborted) return "overtaken"
    const { judged } = seen
    const views = viewsOf(seen)
    const outcome = await settle((tx, current) => {
      const escalates = judged.decision === "escalate"
      judgements.save(tx, current, judged.turns, views)
      const outcome = escalates ? ("escalated" as const) : ("replied" as const)
      const tried = { query, sources: [], confidence: 1, answerer, outcome, upTo }
      const failure = escalates ? { failure: "a person was called instead" } : {}
      commands.append(tx, current, actor, { type: "tried", payload: { ...tried, ...failure } })
      if (escalates) return callPerson(tx, current, judged)
      keep?.(tx, current)
      return reply(tx, current, judged, { text, confidence: 1, ...(keeps ? { keeps } : {}) })
    })
    await noteViews(outcome, seen, views)
    return outcome
  }

  async function think(turn: Thinking, first: Judgement): Promise<TurnOutcome> {
    const { before, chatbot, actor, clientId, stored, signal, onText, tell } = turn
    tell("typing", { actor, typing: true })
    let shown = 0
    let answer: Answer
    const answerer = answererFor(chatbot)
    try {
      answer = await answerer.answer(
        {
          ...requestOf(before, chatbot, historyOf(stored)),
          bounds: standingBounds(stored, now()),
          times: timesFor(before, visitorsWords(stored)),
        },
        (piece) => {
          if (signal.aborted) return
          if (shown === 0) onText()
          tell("delta", { turn: clientId, offset: shown, text: piece })
          shown += piece.length
        },
        signal,
      )
    } catch (error) {
      tell("delta", { turn: clientId, cancelled: true })
      tell("typing", { actor, typing: false })
      if (signal.aborted) return "overtaken"
      const failure = error instanceof AnswererError ? error.failure : "provider_error"
      return fail(turn, first, failure, answerer.name)
    }

    return sayAnswer(turn, first, answer, answerer.name)
  }

  /** No answer is a reason to call a person: the visitor is never left in silence. */
  function fail(
    { actor, upTo, stored, settle, escalate }: Thinking,
    first: Judgement,
    failure: AnswerFailure,
    answererName: string,
  ) {
    return settle((tx, current) => {
      judgements.save(tx, current, first.turns)
      commands.append(tx, current, actor, {
        type: "tried",
        payload: {
          query: queryOf(stored),
          sources: [],
          confidence: 0,
          answerer: answererName,
          outcome: "escalated",
          failure,
          upTo,
        },
      })
      const text = `The AI could not answer (${failure.replaceAll("_", " ")})`
      const found: Signal = { kind: "ai_failure", score: 1, evidence: [{ text: failure, why: text }] }
      return escalate(tx, current, { kind: "ai_failure", text, score: 1 }, [found])
    })
  }

  async function sayAnswer(
    turn: Thinking,
    first: Judgement,
    answer: Answer,
    answererName: string,
  ): Promise<TurnOutcome> {
    const { before, chatbot, actor, upTo, clientId, stored, signal, tell, judgeWith, breachBy } = turn
    const { settle, giveBack, callPerson, reply } = turn
    const alone = heeding(answer, judgeWith(answer))
    const outside = alone.decision === "escalate" ? undefined : breachBy(leadingTitles(answer))
    const isSure = answer.confidence >= chatbot.escalation.threshold
    const seen = outside
      ? { judged: alone }
      : await reconsider(turn, alone, isSure ? answer.text : unsureText(before.locale, answer.suggestions), answer)
    if (signal.aborted) {
      tell("delta", { turn: clientId, cancelled: true })
      tell("typing", { actor, typing: false })
      return "overtaken"
    }
    const { judged } = seen
    const views = viewsOf(seen, answer, first.decision)
    const outcome = await settle((tx, current) => {
      const { tried, confidence, text, citations, heldBack } = answer
      const escalates = judged.decision === "escalate" || outside !== undefined
      judgements.save(tx, current, judged.turns, views)
      commands.append(tx, current, actor, {
        type: "tried",
        payload: {
          ...tried,
          confidence,
          answerer: answererName,
          outcome: escalates ? "escalated" : "replied",
          ...(heldBack ? { failure: `held back (${heldBack})` } : {}),
          ...readingOf(answer),
          upTo,
        },
      })
      if (outside) return giveBack(tx, current, outside)
      if (escalates) return callPerson(tx, current, judged)
      // Below the threshold it says so, and never guesses. Its words ask whether to get a person, so the offer stands with
      // them whatever else was judged: a “yes please” to it has to be understood.
      const { slots, suggestions } = answer
      const asks = answer.asks === true || (answer.open?.length ?? 0) > 0
      const sure = { text, citations, asks, ...(slots ? { slots } : {}) }
      const unsure = {
        text: unsureText(current.locale, suggestions),
        asks: true,
        ...(suggestions ? { suggestions } : {}),
      }
      const said = isSure ? sure : unsure
      // Two questions at once would leave open which of them a yes answers.
      const also =
        isSure && judged.decision === "answer" && !slots && !asks ? details.alsoAsk(before, stored) : undefined
      const asking = also ? { text: `${said.text}\n\n${also.text}`, keeps: also.keeps } : {}
      return reply(tx, current, judged, { ...said, ...asking, confidence })
    })
    await noteViews(outcome, seen, views)
    // The finished message replaces what was streamed; where there is none, the partial answer is taken back.
    if (outcome !== "replied") tell("delta", { turn: clientId, cancelled: true })
    tell("typing", { actor, typing: false })
    return outcome
  }

  /** @param onText called when the first words were shown: from then on the turn is let finish. */
  return async function takeTurn(id: string, signal: AbortSignal, onText: () => void): Promise<TurnOutcome> {
    const before = conversations.find(id)
    if (!before || before.turnDue === null || !isAssistants(before.lifecycle)) return "overtaken"
    const chatbot = chatbots.get(before.chatbotId)
    const actor: Actor = { kind: "ai", id: chatbot.id, name: chatbot.name }
    const begun: Turn = { clientId: newId(), before, actor, upTo: before.turnDue }
    const endings = endingsOf(begun)
    const { settle, escalate, callPerson, giveBack } = endings

    if (!chatbot.aiEnabled) {
      // Switched off since the conversation began: whom the AI no longer serves goes to a person, as a new visitor would.
      const reason = { kind: "live_chat", text: "The AI is switched off", score: 1 }
      return settle((tx, current) => escalate(tx, current, reason, []))
    }
    const stored = events.list(id)
    const known = judgements.featuresOf(id)
    const facts = factsOf(before)
    const judgeWith = (answer?: Answer, second?: Second) =>
      judge({ chatbot, conversation: before, events: stored, answer, facts, known, second })
    const topics = [visitorTopic(before.visitorId), chatbotTopic(chatbot.id)]
    const tell = (event: "delta" | "typing", data: Record<string, unknown>) => {
      for (const topic of topics) signals.send(topic, { event, data: { conversationId: id, ...data } })
    }

    const first = judgeWith()
    if (first.decision === "escalate") {
      return settle((tx, current) => {
        judgements.save(tx, current, first.turns)
        return callPerson(tx, current, first)
      })
    }
    const breachBy = createBreachCheck(stored)
    const broken = breachBy()
    if (broken) {
      return settle((tx, current) => {
        judgements.save(tx, current, first.turns)
        return giveBack(tx, current, broken)
      })
    }
    const turn: Thinking = { ...begun, ...endings, chatbot, stored, signal, onText, tell, judgeWith, breachBy }
    const ready = readyWords(first, before, stored)
    return ready ? sayReady(turn, first, ready) : think(turn, first)
  }
}

/** What is said without anybody having to think. */
type Ready = {
  text: string
  query: string
  answerer: string
  keeps?: KeptDetails
  keep?: (tx: Tx, current: Conversation) => void
}

type Second = { opinion: Opinion; pull: Pull }

/** For the operator's brief. */
const readingOf = ({ verdict }: Answer): { intent?: string; missing?: string } => ({
  ...(verdict?.intent ? { intent: verdict.intent } : {}),
  ...(verdict?.missingInformation ? { missing: verdict.missingInformation } : {}),
})

/**
 * Nothing to say is no answer, and a wish for a person is a wish, whatever the judgement thinks of the evidence: the
 * visitor is never left with silence, nor with an “I'll get somebody” that calls nobody.
 */
function heeding(answer: Answer, judged: Judgement): Judgement {
  if (judged.decision === "escalate" || (answer.text.trim() && !answer.wantsPerson)) return judged
  const kind = answer.wantsPerson ? "ai_request" : "ai_failure"
  const said = answer.wantsPerson?.reason ?? ""
  const text = answer.wantsPerson ? `The AI asks for a person: “${said}”` : "The AI had nothing to say"
  const evidence = [{ text: said, why: answer.wantsPerson ? "the AI asks for a person" : "an empty answer" }]
  const signals: Signal[] = [{ kind, score: 1, evidence }, ...judged.signals.filter((signal) => signal.kind !== kind)]
  return { ...judged, decision: "escalate", reason: { kind, text, score: 1 }, signals }
}
