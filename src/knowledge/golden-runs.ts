import { createHash } from "node:crypto"
import type { TryQuestion } from "../assistant/try-question"
import type { Chatbot } from "../chatbots/chatbot"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { Database } from "../db/database"
import type { GoldenResult } from "./golden"
import { resultOf } from "./golden"
import type { Fingerprint, GoldenStore, RunReason } from "./golden-store"
import type { Knowledge } from "./knowledge"

type Deps = {
  db: Database
  chatbots: ChatbotStore
  knowledge: Pick<Knowledge, "versionOf">
  golden: GoldenStore
  ask: TryQuestion
  /** Names what answers: a change of it asks the questions again. */
  modelName: () => string
  now: () => number
}

/** Changes come several at a time: the questions are asked when it has been quiet for so long. */
const settleMs = 10_000
const scheduleMs = 24 * 60 * 60_000
/** A slice of work between which chats go first. */
const sliceMs = 25

/** Asks the golden questions again in the background, after each change and once a day. */
export function createGoldenRuns({ db, chatbots, knowledge, golden, ask, modelName, now }: Deps) {
  const waiting = new Map<string, { print: string; since: number }>()
  const running = new Map<string, { done: number; total: number }>()
  const stop = new AbortController()

  function fingerprintOf(chatbot: Chatbot): Fingerprint {
    const { persona, limits, locale, escalation, aiEnabled } = chatbot
    return {
      content: knowledge.versionOf(chatbot.id),
      settings: hash([persona, limits, locale, escalation, aiEnabled]),
      model: modelName(),
      questions: hash(golden.list(chatbot.id)),
    }
  }

  /** Why it is time, once it is. */
  function dueOf(chatbot: Chatbot): RunReason | undefined {
    const print = fingerprintOf(chatbot)
    const last = golden.runsOf(chatbot.id).find(({ finishedAt }) => finishedAt !== undefined)
    const at = now()
    if (last && JSON.stringify(last.fingerprint) === JSON.stringify(print)) {
      waiting.delete(chatbot.id)
      return at - last.startedAt >= scheduleMs ? "schedule" : undefined
    }
    const text = JSON.stringify(print)
    const seen = waiting.get(chatbot.id)
    if (seen?.print !== text) {
      waiting.set(chatbot.id, { print: text, since: at })
      return undefined
    }
    if (at - seen.since < settleMs) return undefined
    waiting.delete(chatbot.id)
    return last ? reasonOf(last.fingerprint, print) : "questions"
  }

  async function run(chatbot: Chatbot, reason: RunReason): Promise<void> {
    if (running.has(chatbot.id)) return
    const questions = golden.list(chatbot.id)
    const progress = { done: 0, total: questions.length }
    running.set(chatbot.id, progress)
    try {
      const print = fingerprintOf(chatbot)
      const id = await db.write(() => golden.beginInWrite(chatbot.id, reason, print, now()))
      let since = performance.now()
      const found: [string, GoldenResult][] = []
      for (const question of questions) {
        if (stop.signal.aborted) return
        const trial = await ask(chatbot, question.question, stop.signal)
        // A model that is down says nothing of the answers: what was not asked is not worse.
        if (!trial.failure) found.push([question.id, resultOf(question, trial)])
        progress.done += 1
        if (performance.now() - since < sliceMs) continue
        await new Promise((resolve) => setTimeout(resolve, sliceMs))
        since = performance.now()
      }
      await db.write(() => {
        for (const [question, result] of found) golden.saveInWrite(id, question, result)
        golden.finishInWrite(chatbot.id, id, now())
      })
    } catch (error) {
      if (!stop.signal.aborted) throw error
    } finally {
      running.delete(chatbot.id)
    }
  }

  return {
    /** Begins what is due, one chatbot after the other. */
    async runDue(): Promise<void> {
      for (const id of golden.chatbotsAsked()) {
        const chatbot = chatbots.find(id)
        const reason = chatbot && dueOf(chatbot)
        if (chatbot && reason) await run(chatbot, reason)
      }
    },
    /** Now, by an owner's wish. @throws AppError `not_found` */
    runNow: (chatbotId: string): Promise<void> => run(chatbots.get(chatbotId), "hand"),
    progressOf: (chatbotId: string): { done: number; total: number } | undefined => running.get(chatbotId),
    stop: (): void => stop.abort(),
  }
}

function reasonOf(before: Fingerprint, after: Fingerprint): RunReason {
  if (before.model !== after.model) return "model"
  if (before.settings !== after.settings) return "settings"
  return before.content !== after.content ? "content" : "questions"
}

const hash = (value: unknown): string =>
  createHash("sha256").update(JSON.stringify(value)).digest("base64url").slice(0, 22)
