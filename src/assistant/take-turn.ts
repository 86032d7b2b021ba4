import type { Chatbot } from "../chatbots/chatbot"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import { type StandingBounds, standingBounds } from "../conversations/bounds"
import type { DetailCapture, KeptDetails } from "../conversations/capture-details"
import { type ConversationCommands, type Signal, systemActor } from "../conversations/commands"
import type { Conversation, ConversationStore, EscalationReason } from "../conversations/conversation-store"
import { isAssistants } from "../conversations/lifecycle"
import type { Database, Tx } from "../db/database"
import { type Breach, findBreach } from "../escalation/breach"
import type { JudgementStore } from "../escalation/judgement-store"
import type { RuleContext } from "../escalation/rules"
import { type Doubt, moods, type Opinion, opinionPays, type Pull, pullOf } from "../escalation/second-opinion"
import type { Decision, TurnFeatures } from "../escalation/types"
import { type Actor, isMessage, type SignalKind, type StoredEvent } from "../events/event"
import { type EventStore, visitorTopic } from "../events/event-store"
import type { Signals } from "../events/signals"
import type { Log } from "../log"
import type { QueueStore } from "../queues/queue-store"
import type { VisitorStore } from "../visitors/visitor-store"
import { type Answer, type Answerer, AnswererError, type Times, type TurnMessage } from "./answerer"
import type { SecondOpinions } from "./second-opinions"
import { unsureText } from "./wording"

export type TurnOutcome = "replied" | "escalated" | "overtaken"

/** What the judgement says of a conversation: on the visitor's words alone, or with the answer that would be given. */
export type Judgement = {
  decision: Decision
  reason: EscalationReason | undefined
  signals: Signal[]
  /** What each message showed that was judged here, oldest first: kept, so that it need not be read again. */
  turns: JudgedTurn[]
  /** The queue that a rule names, by its id or its name. */
  queue?: string
  priority?: number
  /** The words of a rule, in place of an answer. */
  answer?: string
  /** What the visitor reads at once where much is at stake. */
  say?: string
  asksContact: boolean
  /** Where another reading of the newest message would change the decision. */
  doubt?: Doubt
}

export type JudgedTurn = {
  /** The visitor's message. */
  eventId: number
  at: number
  features: TurnFeatures
  context: Omit<RuleContext, "words" | "frustration" | "likeness">
  decision: Decision
  reason: SignalKind | null
  /** The name of the rule that decided. */
  rule: string | null
}

export type Judge = (input: {
  chatbot: Chatbot
  conversation: Conversation
  events: readonly StoredEvent[]
  answer: Answer | undefined
  /** What rules may ask about the visitor. */
  facts?: RuleContext
  /** What earlier messages showed, by their place in the log. */
  known?: ReadonlyMap<number, TurnFeatures>
  /** What a second model said of the newest message, and what that comes to. */
  second?: { opinion: Opinion; pull: Pull } | undefined
}) => Judgement

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

/** Signals that operators with a seat of this chatbot get. */
const chatbotTopic = (chatbotId: string) => `chatbot:${chatbotId}`

const trialLength = 30

/**
 * One answer of the assistant. Thinking takes seconds and happens outside any transaction, so an operator may take over
 * meanwhile: what was thought is then dropped, in the same transaction that would have said it.
 */
export function createTakeTurn(deps: TurnDeps) {
  const { db, conversations, events, commands, chatbots, visitors, signals, answererFor, judge, timesFor, newId } = deps
  const { factsOf, judgements, secondOpinions, details, log, now } = deps

  /** A queue that is gone leaves the conversation in its own. */
  const queueIdOf = ({ queue }: Judgement): string | undefined => queue && deps.queues.findNamed(queue)?.id

  function requestOf(conversation: Conversation, chatbot: Chatbot, stored: StoredEvent[]) {
    const page = visitors.listTrail(conversation.visitorId).at(-1)
    return {
      chatbotId: chatbot.id,
      chatbotName: chatbot.name,
      persona: chatbot.persona,
      limits: chatbot.limits,
      locale: conversation.locale,
      history: historyOf(stored),
      bounds: standingBounds(stored, now()),
      timezone: visitors.find(conversation.visitorId)?.timezone,
      times: timesFor(conversation, visitorsWords(stored)),
      page: page && { url: page.url, title: page.title },
      threshold: chatbot.escalation.threshold,
    }
  }

  /** @param onText called when the first words were shown: from then on the turn is let finish. */
  return async function takeTurn(id: string, signal: AbortSignal, onText: () => void): Promise<TurnOutcome> {
    const before = conversations.find(id)
    if (!before || before.turnDue === null || !isAssistants(before.lifecycle)) return "overtaken"
    const upTo = before.turnDue
    const chatbot = chatbots.get(before.chatbotId)
    const actor: Actor = { kind: "ai", id: chatbot.id, name: chatbot.name }
    const turn = newId()
    const topics = [visitorTopic(before.visitorId), chatbotTopic(chatbot.id)]
    const tell = (event: "delta" | "typing", data: Record<string, unknown>) => {
      for (const topic of topics) signals.send(topic, { event, data: { conversationId: id, ...data } })
    }

    /** Says nothing if the holder changed: then whoever holds it speaks. */
    const settle = (write: (tx: Tx, current: Conversation) => TurnOutcome): Promise<TurnOutcome> =>
      db.write((tx) => {
        const current = conversations.getInWrite(tx, id)
        return current.revision === before.revision ? write(tx, current) : "overtaken"
      })

    const escalate = (tx: Tx, current: Conversation, reason: EscalationReason, found: Signal[]): TurnOutcome => {
      commands.escalateInWrite(tx, current, { actor: systemActor, reason, signals: found })
      return "escalated"
    }

    const callPerson = (tx: Tx, current: Conversation, judged: Judgement): TurnOutcome => {
      const { say } = judged
      commands.escalateInWrite(tx, current, {
        actor: systemActor,
        reason: reasonOf(judged),
        signals: judged.signals,
        queueId: queueIdOf(judged),
        priority: priorityOf(current, judged),
        ...(say ? { say: { actor, text: say } } : {}),
      })
      askForContact(tx, current, judged)
      return "escalated"
    }

    /** Back to whoever set the bounds, with the words that broke them. */
    const giveBack = (tx: Tx, current: Conversation, { by }: StandingBounds, breach: Breach): TurnOutcome => {
      const signal: Signal = { kind: "bound", score: 1, evidence: breach.evidence }
      return escalate(tx, current, { kind: "bound", text: breach.text, score: 1, operatorId: by.id }, [signal])
    }

    const askForContact = (tx: Tx, current: Conversation, { asksContact }: Judgement): void => {
      if (asksContact) commands.notify(tx, current, "leave_contact")
    }

    /** What the assistant says, with what the judgement adds: flags that call nobody, a priority, a wish for an address. */
    const reply = (tx: Tx, current: Conversation, judged: Judgement, said: Said): TurnOutcome => {
      for (const found of judged.signals) commands.append(tx, current, systemActor, { type: "signal", payload: found })
      const priority = priorityOf(current, judged)
      if (priority !== undefined && priority !== current.priority) conversations.savePriority(tx, id, priority)
      const { asks, ...words } = said
      const payload = { ...words, ...(asks || judged.decision === "offer" ? { offer: true as const } : {}) }
      const event = commands.append(tx, current, actor, { type: "message", payload }, turn)
      conversations.noteReply(tx, id, event.id, said.text, "ai", event.at)
      askForContact(tx, current, judged)
      conversations.finishTurn(tx, id, upTo)
      return "replied"
    }

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

    /** The judgement, with a second opinion where one pays; without, as it was. What is said waits for it a moment at most. */
    const reconsider = async (alone: Judgement, reply: string, answer?: Answer): Promise<Reconsidered> => {
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

    const noteViews = async (outcome: TurnOutcome, { judged, second }: Reconsidered, views: ModelViews | undefined) => {
      const turn = judged.turns.at(-1)
      if (!views || !turn || outcome === "overtaken") return
      if (second?.changed) await secondOpinions.noteChange()
      // Numbers only: what was said stays in the conversation.
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

    const first = judgeWith()
    if (first.decision === "escalate") {
      return settle((tx, current) => {
        judgements.save(tx, current, first.turns)
        return callPerson(tx, current, first)
      })
    }
    // Before anything is thought: what an operator kept for themselves is not answered, by whichever answerer.
    const bounds = standingBounds(stored, now())
    const asked = bounds ? unansweredAfter(stored, bounds.eventId) : []
    const breachBy = (sources?: string[]) => {
      for (const text of bounds ? asked : []) {
        const breach = findBreach(bounds!, text, sources)
        if (breach) return breach
      }
      return undefined
    }
    const breach = breachBy()
    if (bounds && breach) {
      return settle((tx, current) => {
        judgements.save(tx, current, first.turns)
        return giveBack(tx, current, bounds, breach)
      })
    }
    const heard = first.answer || first.decision !== "answer" ? undefined : details.hear(before, stored)
    const byRule = first.answer ? { text: first.answer, query: queryOf(stored), answerer: "rule" } : undefined
    const ready: Ready | undefined = heard ? { ...heard, query: "", answerer: "details" } : byRule
    if (ready) {
      const { text, query, answerer, keeps, keep } = ready
      const seen = await reconsider(first, text)
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

    tell("typing", { actor, typing: true })
    let shown = 0
    let answer: Answer
    const answerer = answererFor(chatbot)
    try {
      answer = await answerer.answer(
        requestOf(before, chatbot, stored),
        (piece) => {
          if (signal.aborted) return
          if (shown === 0) onText()
          tell("delta", { turn, offset: shown, text: piece })
          shown += piece.length
        },
        signal,
      )
    } catch (error) {
      tell("delta", { turn, cancelled: true })
      tell("typing", { actor, typing: false })
      if (signal.aborted) return "overtaken"
      const failure = error instanceof AnswererError ? error.failure : "provider_error"
      return settle((tx, current) => {
        judgements.save(tx, current, first.turns)
        commands.append(tx, current, actor, {
          type: "tried",
          payload: {
            query: queryOf(stored),
            sources: [],
            confidence: 0,
            answerer: answerer.name,
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

    const alone = heeding(answer, judgeWith(answer))
    const outside = alone.decision === "escalate" ? undefined : breachBy(leadingTitles(answer))
    const isSure = answer.confidence >= chatbot.escalation.threshold
    const seen = outside
      ? { judged: alone }
      : await reconsider(alone, isSure ? answer.text : unsureText(before.locale), answer)
    if (signal.aborted) {
      tell("delta", { turn, cancelled: true })
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
          answerer: answerer.name,
          outcome: escalates ? "escalated" : "replied",
          ...(heldBack ? { failure: `held back (${heldBack})` } : {}),
          ...readingOf(answer),
          upTo,
        },
      })
      if (bounds && outside) return giveBack(tx, current, bounds, outside)
      if (escalates) return callPerson(tx, current, judged)
      // Below the threshold it says so, and never guesses. Its words ask whether to get a person, so the offer stands with
      // them whatever else was judged: a “yes please” to it has to be understood.
      const { slots } = answer
      const asks = answer.asks === true || (answer.open?.length ?? 0) > 0
      const sure = { text, citations, asks, ...(slots ? { slots } : {}) }
      const said = isSure ? sure : { text: unsureText(current.locale), asks: true }
      // Two questions at once would leave open which of them a yes answers.
      const also =
        isSure && judged.decision === "answer" && !slots && !asks ? details.alsoAsk(before, stored) : undefined
      const asking = also ? { text: `${said.text}\n\n${also.text}`, keeps: also.keeps } : {}
      return reply(tx, current, judged, { ...said, ...asking, confidence })
    })
    await noteViews(outcome, seen, views)
    // The finished message replaces what was streamed; where there is none, the partial answer is taken back.
    if (outcome !== "replied") tell("delta", { turn, cancelled: true })
    tell("typing", { actor, typing: false })
    return outcome
  }
}

/** A rule may put somebody behind the others, but not whoever was found pressing before. */
const priorityOf = ({ priority: now }: Conversation, { priority }: Judgement): number | undefined =>
  priority === undefined ? undefined : now > 0 ? Math.max(priority, now) : priority

type Said = {
  text: string
  confidence: number
  /** The text itself asks whether to get a person. */
  asks?: boolean
  citations?: Answer["citations"]
  slots?: Answer["slots"]
  keeps?: KeptDetails
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
type Reconsidered = {
  judged: Judgement
  second?: { needsPerson: boolean; mood: number; asksForPerson: boolean; pull: Pull; changed: boolean }
}
/** What models thought of a turn, in numbers: what was said stays in the conversation. */
export type ModelViews = {
  confidence?: number | null
  mood?: number
  wantsPerson?: boolean
  second?: NonNullable<Reconsidered["second"]>
  /** They and the detectors saw something else. */
  disagrees?: true
}

/** For the operator's brief. */
const readingOf = ({ verdict }: Answer): { intent?: string; missing?: string } => ({
  ...(verdict?.intent ? { intent: verdict.intent } : {}),
  ...(verdict?.missingInformation ? { missing: verdict.missingInformation } : {}),
})

const moodOf = (name: string): number => (Object.hasOwn(moods, name) ? moods[name as keyof typeof moods] : 0)

/** @param first what was decided on the visitor's words alone. */
function viewsOf({ judged, second }: Reconsidered, answer?: Answer, first?: Decision): ModelViews | undefined {
  const own = answer?.verdict && {
    confidence: answer.verdict.confidence ?? null,
    mood: moodOf(answer.verdict.mood),
    wantsPerson: answer.wantsPerson !== undefined,
  }
  if (!own && !second) return undefined
  const frustration = judged.turns.at(-1)?.features.frustration ?? 0
  const isFar = (mood: number | undefined) => mood !== undefined && Math.abs(mood - frustration) > 0.5
  const disagrees =
    isFar(own?.mood) || isFar(second?.mood) || second?.changed || (own?.wantsPerson && first === "answer")
  return { ...own, ...(second ? { second } : {}), ...(disagrees ? { disagrees: true as const } : {}) }
}

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

const reasonOf = ({ reason, signals }: Judgement): EscalationReason =>
  reason ?? { kind: signals[0]?.kind ?? "low_confidence", text: "Needs a person", score: signals[0]?.score ?? 1 }

const queryOf = (stored: readonly StoredEvent[]): string =>
  stored.filter(isMessage).findLast(({ actor }) => actor.kind === "visitor")?.payload.text ?? ""

/** The latest, and every word of an operator however old: a promise does not expire. */
export function historyOf(stored: readonly StoredEvent[]): TurnMessage[] {
  const all = stored.flatMap(toTurnMessage)
  return all.filter(({ role }, index) => index >= all.length - trialLength || (role !== "visitor" && role !== "ai"))
}

/** What an answer rests on: what it cites, or else what was found first. */
export const leadingTitles = ({ citations, tried }: Pick<Answer, "citations" | "tried">): string[] =>
  (citations.length > 0 ? citations : tried.sources.slice(0, 1)).map(({ title }) => title)

const visitorsWords = (stored: readonly StoredEvent[]): string[] =>
  stored.filter(isMessage).flatMap(({ actor, payload }) => (actor.kind === "visitor" ? [payload.text] : []))

/** What the visitor asked after an event and has had no answer to. */
function unansweredAfter(stored: readonly StoredEvent[], after: number): string[] {
  const answered = stored.reduce((upTo, event) => {
    const isAnswer = event.type === "tried" && event.payload.outcome === "replied"
    return isAnswer ? Math.max(upTo, event.payload.upTo ?? event.id) : upTo
  }, after)
  return stored
    .filter(isMessage)
    .filter(({ id, actor }) => id > answered && actor.kind === "visitor")
    .map(({ payload }) => payload.text)
}

function toTurnMessage(event: StoredEvent): TurnMessage[] {
  const { actor, at } = event
  if (event.type === "whisper") {
    const { text, handBack } = event.payload
    // What was decided stands like what was said: either answerer may repeat it.
    const facts = (handBack?.facts ?? []).map(
      (fact): TurnMessage => ({ role: "operator", name: actor.name, text: fact, at }),
    )
    return text ? [...facts, { role: "whisper", name: actor.name, text, at }] : facts
  }
  if (event.type === "notice" && event.payload.code === "handed_back") {
    return [{ role: "handback", name: actor.name, text: event.payload.text, at }]
  }
  if (!isMessage(event) || actor.kind === "system") return []
  const { text, attachments = [] } = event.payload
  const files = attachments.map(({ id, name, type, size }) => ({ id, name, type, size }))
  return [{ role: actor.kind, name: actor.name, text, at, ...(files.length > 0 ? { files } : {}) }]
}
