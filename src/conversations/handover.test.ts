/**
 * The handover under everything at once: visitors, two operators and an assistant that is late, fails or breaks, over
 * real HTTP and real streams that are cut and resumed, on a store whose process is stopped and killed. After each run
 * the log is read as an auditor would, and every invariant of the lifecycle is checked against it.
 *
 * A failure prints its seed and path; run it again with `MODEL_SEED=… MODEL_PATH=…`. Commands are plain data, so that
 * the shrunk counterexample can be read, and pasted into `play`.
 *
 * That it can fail was tried by breaking the product, one line at a time; each of these was found within 20 runs: the
 * revision check of take-turn (an AI word after a takeover), the look-up by clientId, the cursor of event-stream and of
 * recent-events (an event twice), `refuseIfColleagues` (two holders), `oweTurn` on a hand-back (silence), the choice of
 * what visitors may see, the check of `lastSeenEventId`, and the listening before the reading (a stream that goes deaf).
 */

import { afterAll, beforeAll, expect, test } from "bun:test"
import fc from "fast-check"
import type { StoredEvent } from "../events/event"
import { noa, sam } from "../testing/cast"
import type { Answer, OperatorClient, VisitorClient } from "../testing/clients"
import { type Ack, auditAcks, auditConversation, auditVisitorsView } from "../testing/handover-audit"
import { type Command, command, type Operator, type Reader, type Simple, type Who } from "../testing/handover-commands"
import type { StreamFrame, StreamReader } from "../testing/read-stream"
import { createScriptedAnswerer, type ScriptedTurn } from "../testing/scripted-answerer"
import { startTestApp, type TestApp } from "../testing/test-app"
import { until } from "../testing/until"

const topics = [
  ...["Do you sell brown boots", "When is the shop open", "Is there parking nearby", "Can I pay in cash"],
  ...["Which wax suits suede", "Do laces come in green", "How wide is size nine", "Where is my parcel"],
  ...["Is the heel replaceable", "Do you ship to Norway", "Are the soles vegan", "May I bring my dog"],
]

/** One browser's view of the log, over any number of connections. */
type Trail = { frames: StreamFrame[]; cursor: number; stream: StreamReader | undefined }

let app: TestApp
let late = false
const answerer = createScriptedAnswerer(() => late)
let counter = 0

beforeAll(async () => {
  app = await startTestApp({
    answers: answerer,
    // The words are not what is tested here: only what calls a person for certain should.
    chatbot: { escalation: { threshold: 0.5, sensitivity: 0, promiseSeconds: 120, rules: [] } },
  })
})
afterAll(async () => {
  for (const each of answerer.turns) each.answer("over")
  await app.stop()
})

async function play(commands: readonly Command[], areLate: boolean): Promise<void> {
  late = areLate
  const start = app.parts.events.latestId()
  const visitors: Record<Who, VisitorClient> = { noa: await app.visitor(noa), sam: await app.visitor(sam) }
  const operators: Record<Operator, OperatorClient> = {
    dana: await app.operator("dana"),
    eli: await app.operator("eli"),
  }
  const trails: Record<Reader, Trail> = {
    noa: { frames: [], cursor: 0, stream: undefined },
    sam: { frames: [], cursor: 0, stream: undefined },
    dana: { frames: [], cursor: start, stream: undefined },
    eli: { frames: [], cursor: start, stream: undefined },
  }
  const acks: Ack[] = []
  const said: Record<Reader, Ack[]> = { noa: [], sam: [], dana: [], eli: [] }
  let newest = start

  const conversationOf = (name: Who) => app.parts.conversations.findLatestOfVisitor(visitors[name].id)
  const logOf = (id: string) => app.parts.events.list(id)
  const turnAt = (index: number): ScriptedTurn | undefined => answerer.turns[index % Math.max(1, answerer.turns.length)]

  function known(answer: Answer): Answer {
    // Whatever is asked in whatever state, the answer is a result or a sentence, never a fault.
    if (answer.status >= 500 || ![200, 201, 202, 204, 409].includes(answer.status))
      throw new Error(`Answered ${answer.status} ${JSON.stringify(answer.body)}`)
    if (answer.status === 409) expect([answer.body.code, typeof answer.body.detail]).toEqual(["conflict", "string"])
    return answer
  }

  function keep(reader: Reader, answer: Answer, sent: Omit<Ack, "id">): void {
    if (answer.status !== 201) return
    const ack = { ...sent, id: answer.body.event.id }
    acks.push(ack)
    said[reader].push(ack)
    newest = Math.max(newest, ack.id)
  }

  const message = () => {
    counter += 1
    return {
      text: `${topics[counter % topics.length]}, number ${counter}?`,
      clientId: crypto.randomUUID(),
      after: newest,
    }
  }

  const postVisitor = ({ call }: VisitorClient, { text, clientId }: Pick<Ack, "text" | "clientId">) =>
    call("POST", "/api/widget/messages", { text, clientId })

  const postOperator = ({ call }: OperatorClient, id: string, act: string, body: unknown = {}) =>
    call("POST", `/api/v1/conversations/${id}/${act}`, body)

  /** @param alone nothing else happens meanwhile, so that the outcome can be foretold. */
  async function perform(it: Simple, alone: boolean): Promise<void> {
    switch (it.do) {
      case "say": {
        const sent = message()
        const answer = known(await postVisitor(visitors[it.who], sent))
        expect(answer.status).toBe(201)
        keep(it.who, answer, sent)
        return
      }
      case "sayTwice": {
        const sent = message()
        const both = await Promise.all([postVisitor(visitors[it.who], sent), postVisitor(visitors[it.who], sent)])
        expect(both.map(({ status }) => status)).toEqual([201, 201])
        expect(both[1].body.event.id).toBe(both[0].body.event.id)
        keep(it.who, both[0], sent)
        return
      }
      case "repeat": {
        const earlier = said[it.who].at(-1)
        if (!earlier) return
        const answer = known(await postVisitor(visitors[it.who], { ...earlier, text: "Other words" }))
        expect(answer.body.event).toMatchObject({ id: earlier.id, text: earlier.text })
        return
      }
      case "askForPerson":
        known(await visitors[it.who].call("POST", "/api/widget/human", {}))
        return
      case "leave":
        known(await visitors[it.who].call("POST", "/api/widget/close"))
        return
      case "stream":
        turnAt(it.turn)?.say("some words ")
        return
      case "break":
        turnAt(it.turn)?.break()
        return
      case "fail":
        turnAt(it.turn)?.fail(it.how)
        return
      case "answer": {
        const asked = turnAt(it.turn)
        if (it.how === "sure") asked?.answer(`Re: ${asked.question}`)
        else if (it.how === "unsure") asked?.answer("Perhaps", { confidence: 0.1 })
        else if (it.how === "person") asked?.answer("", { confidence: 0, wantsPerson: { reason: "Beyond me" } })
        else asked?.answer(" ")
        return
      }
    }
    const conversation = conversationOf(it.who)
    if (!conversation) return
    const { id } = conversation
    const operator = operators[it.by]
    switch (it.do) {
      case "takeOver": {
        const answer = known(await postOperator(operator, id, "takeover", it.force ? { force: true } : {}))
        if (alone && answer.status === 409 && conversation.lifecycle.state !== "closed") {
          expect(it.force).toBe(false)
          expect(answer.body.holder.name).not.toBe(operator.name)
          expect(answer.body.detail).toContain(answer.body.holder.name)
        }
        return
      }
      case "write": {
        const sent = message()
        const log = logOf(id)
        const latest = log.at(-1)?.id ?? 0
        const seen = it.seen === "latest" ? latest : (log[log.length >> 1]?.id ?? 0)
        const body = { ...sent, ...(it.seen === "nothing" ? {} : { lastSeenEventId: seen }) }
        const answer = known(await postOperator(operator, id, "messages", body))
        keep(it.by, answer, sent)
        const missedBy = (reply: StoredEvent) =>
          reply.type === "message" &&
          reply.actor.kind !== "visitor" &&
          reply.actor.id !== operator.id &&
          reply.id > seen
        if (answer.status === 201 && it.seen !== "nothing") {
          const missed = logOf(id).filter((event) => event.id < answer.body.event.id && missedBy(event))
          expect(missed).toEqual([])
        }
        if (answer.status === 409 && answer.body.events)
          expect(answer.body.events.map((event: StoredEvent) => event.id)).toEqual(
            logOf(id)
              .map((event) => event.id)
              .filter((each) => each > seen && each <= answer.body.events.at(-1).id),
          )
        const { lifecycle } = conversation
        if (alone && answer.status === 409 && !answer.body.events)
          expect(
            lifecycle.state === "closed" || (lifecycle.state === "human" && lifecycle.operatorId !== operator.id),
          ).toBe(true)
        return
      }
      case "rewrite": {
        const earlier = said[it.by].at(-1)
        if (!earlier) return
        const event = app.parts.events.find(earlier.id)!
        const answer = known(await postOperator(operator, event.conversationId, "messages", { ...earlier, text: "No" }))
        expect(answer.body.event).toMatchObject({ id: earlier.id, text: earlier.text })
        return
      }
      case "note":
      case "whisper": {
        const sent = message()
        const act = it.do === "note" ? "notes" : "whisper"
        const answers = [await postOperator(operator, id, act, sent), await postOperator(operator, id, act, sent)]
        known(answers[0]!)
        expect(answers[1]!.status).toBe(answers[0]!.status)
        if (answers[0]!.status !== 201) return
        expect(answers[1]!.body.event.id).toBe(answers[0]!.body.event.id)
        acks.push({ ...sent, id: answers[0]!.body.event.id })
        return
      }
      case "handBack":
        known(await postOperator(operator, id, "handback", { note: "Please go on" }))
        return
      case "close":
        known(await postOperator(operator, id, "closure", { recap: "auto", crmNote: "A note" }))
        return
      case "transfer": {
        const colleague = it.by === "dana" ? operators.eli : operators.dana
        const to = it.to === "queue" ? { queueId: "team" } : { operatorId: colleague.id }
        known(await postOperator(operator, id, "transfer", to))
      }
    }
  }

  const urlOf = (reader: Reader) => (reader === "noa" || reader === "sam" ? visitors[reader] : operators[reader])

  function connect(reader: Reader): void {
    const trail = trails[reader]
    trail.stream ??= urlOf(reader).stream(trail.cursor)
  }

  async function cut(reader: Reader): Promise<void> {
    const trail = trails[reader]
    if (!trail.stream) return
    await trail.stream.cut()
    trail.frames.push(...trail.stream.frames)
    trail.cursor = trail.stream.cursor
    trail.stream = undefined
  }

  async function restart(clean: boolean): Promise<void> {
    if (clean) {
      // A provider that never ends would hold up the stop; the SDK heeds its abort, the late one here is told to.
      let isOver = false
      const stopping = app.restart().finally(() => {
        isOver = true
      })
      await until(() => {
        for (const each of answerer.turns) if (each.isAborted()) each.answer("too late")
        return isOver
      }, "the server stops")
      await stopping
    } else await app.restart({ clean: false })
    for (const reader of Object.keys(trails) as Reader[]) {
      if (!trails[reader].stream) continue
      await trails[reader].stream.untilOver()
      await cut(reader)
      connect(reader)
    }
  }

  async function run(it: Command): Promise<void> {
    switch (it.do) {
      case "atOnce":
        await Promise.all(it.these.map((each) => perform(each, false)))
        return
      case "bothTakeOver": {
        const conversation = conversationOf(it.who)
        if (!conversation) return
        const { dana, eli } = operators
        const answers = await Promise.all([dana, eli].map((each) => postOperator(each, conversation.id, "takeover")))
        for (const answer of answers) known(answer)
        if (conversation.lifecycle.state !== "ai" && conversation.lifecycle.state !== "waiting") return
        expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
        const winner = answers[0]!.status === 200 ? dana : eli
        const { body } = answers.find(({ status }) => status === 409)!
        expect(body.holder).toEqual({ id: winner.id, name: winner.name })
        return
      }
      case "bothWrite": {
        const conversation = conversationOf(it.who)
        if (!conversation) return
        const seen = conversation.lastEventId
        const both = (["dana", "eli"] as const).map((name) => ({ name, sent: message() }))
        const answers = await Promise.all(
          both.map(({ name, sent }) =>
            postOperator(operators[name], conversation.id, "messages", { ...sent, lastSeenEventId: seen }),
          ),
        )
        answers.forEach((answer, index) => {
          keep(both[index]!.name, known(answer), both[index]!.sent)
        })
        const written = answers.filter(({ status }) => status === 201).length
        // None where it is closed, or where the AI's answer came in first and both are shown it.
        const isAnswered = answers.some(({ body }) =>
          body.events?.some((event: StoredEvent) => event.actor.kind === "ai"),
        )
        expect(written).toBe(conversation.lifecycle.state === "closed" || isAnswered ? 0 : 1)
        return
      }
      case "cut":
        return cut(it.reader)
      case "reconnect":
        return connect(it.reader)
      case "wait":
        app.clock.advance(it.minutes * 60_000)
        return app.tick()
      case "restart":
        return restart(it.clean)
      case "sayThroughCrash": {
        const sent = message()
        const lost = postVisitor(visitors[it.who], sent).catch(() => undefined)
        await restart(false)
        await lost
        // What a client does that has heard nothing: the same again.
        const answer = known(await postVisitor(visitors[it.who], sent))
        expect(answer.status).toBe(201)
        keep(it.who, answer, sent)
        return
      }
      case "writeThroughCrash": {
        const conversation = conversationOf(it.who)
        if (!conversation) return
        const sent = message()
        const post = () => postOperator(operators[it.by], conversation.id, "messages", sent)
        const lost = post().catch(() => undefined)
        await restart(false)
        const first = await lost
        const answer = known(await post())
        if (first?.status === 201) expect(answer.body.event.id).toBe(first.body.event.id)
        keep(it.by, answer, sent)
        return
      }
      default:
        return perform(it, true)
    }
  }

  /** Lets everything end that is under way. */
  async function settle(): Promise<void> {
    await until(() => {
      for (const each of answerer.turns) each.answer(`Re: ${each.question}`)
      return app.parts.runner.runningCount === 0 && app.parts.conversations.listOwed().length === 0
    }, "every turn ends")
    for (const reader of Object.keys(trails) as Reader[]) {
      connect(reader)
      const expected = expectedIds(reader)
      if (expected.length > 0)
        await trails[reader].stream!.until(() => cursorOf(reader) >= expected.at(-1)!, "the newest event")
      await cut(reader)
    }
  }

  const cursorOf = (reader: Reader) => trails[reader].stream?.cursor ?? trails[reader].cursor
  /** Asked of the file, and not of what the product remembers of it. */
  const expectedIds = (reader: Reader): number[] => {
    const isVisitor = reader === "noa" || reader === "sam"
    const sql = isVisitor
      ? "audience = 'both' AND id > ? AND conversation_id IN (SELECT id FROM conversations WHERE visitor_id = ?)"
      : "id > ? AND chatbot_id IN (SELECT chatbot_id FROM seats WHERE person_id = ?)"
    return app.db
      .onRead<[number, string], { id: number }>(`SELECT id FROM events WHERE ${sql} ORDER BY id`)
      .all(start, isVisitor ? visitors[reader].id : operators[reader].id)
      .map(({ id }) => id)
  }

  try {
    for (const reader of Object.keys(trails) as Reader[]) connect(reader)
    for (const each of commands) await run(each)
    await settle()

    for (const visitor of Object.values(visitors)) {
      for (const { id } of conversationsOf(visitor.id)) auditConversation(app, id)
    }
    auditAcks(app, acks)
    for (const reader of Object.keys(trails) as Reader[]) {
      expect(trails[reader].frames.flatMap(({ id }) => id ?? [])).toEqual(expectedIds(reader))
    }
    for (const reader of ["noa", "sam"] as const) auditVisitorsView(trails[reader].frames)
    const faults = app.logs.filter((line) => line.includes('"level":"error"') && !line.includes("Scripted"))
    expect(faults).toEqual([])
  } finally {
    for (const reader of Object.keys(trails) as Reader[]) await cut(reader)
    for (const each of answerer.turns) each.answer("over")
  }
}

const conversationsOf = (visitorId: string): { id: string }[] =>
  app.db.onRead<[string], { id: string }>("SELECT id FROM conversations WHERE visitor_id = ?").all(visitorId)

test("whatever happens at whatever moment, the handover keeps its seven promises", async () => {
  const { MODEL_SEED, MODEL_PATH, MODEL_RUNS = "80" } = process.env
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 1, maxLength: 40, size: "max" }), fc.boolean(), play),
    {
      numRuns: Number(MODEL_RUNS),
      ...(MODEL_SEED ? { seed: Number(MODEL_SEED) } : {}),
      ...(MODEL_PATH ? { path: MODEL_PATH, endOnFailure: true } : {}),
      interruptAfterTimeLimit: 45_000,
    },
  )
}, 120_000)
