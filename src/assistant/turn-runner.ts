import { systemActor } from "../conversations/actors"
import type { ConversationCommands } from "../conversations/commands"
import type { ConversationStore } from "../conversations/conversation-store"
import type { Database } from "../db/database"
import type { Doorbell } from "../events/doorbell"
import { conversationTopic, turnsTopic } from "../events/topics"
import { describeError, type Log } from "../log"
import type { TurnOutcome } from "./turn-endings"

type Deps = {
  db: Database
  conversations: ConversationStore
  commands: ConversationCommands
  doorbell: Doorbell
  takeTurn: (id: string, signal: AbortSignal, onText: () => void) => Promise<TurnOutcome>
  log: Log
  onOutcome?: (outcome: TurnOutcome) => void
}

type Running = { controller: AbortController; upTo: number; revision: number; hasSpoken: boolean }

const atOnce = 64
const retryMs = 5000

/**
 * One turn a conversation at a time, driven by the log: whoever is owed an answer is found by a column that survives a
 * restart, and the bell only says that it is worth looking.
 */
export function createTurnRunner({ db, conversations, commands, doorbell, takeTurn, log, onOutcome }: Deps) {
  const running = new Map<string, Running>()
  const idle = new Set<() => void>()
  let isStopped = false
  let isLooking = false
  let retry: ReturnType<typeof setTimeout> | undefined

  function look(): void {
    isLooking = false
    if (isStopped) return
    try {
      for (const id of conversations.listOwed()) {
        const current = running.get(id)
        if (current) restartIfOutdated(id, current)
        else if (running.size < atOnce) begin(id)
      }
    } catch (error) {
      // A store that cannot be read just now is asked again: whoever is owed an answer stays so.
      log.error("turn.look_failed", describeError(error))
      retryLater()
    }
  }

  /** The visitor wrote on before a word was said: the answer is to all of it. */
  function restartIfOutdated(id: string, current: Running): void {
    if (current.hasSpoken) return
    const conversation = conversations.find(id)
    if (conversation?.turnDue && conversation.turnDue > current.upTo)
      current.controller.abort(new Error("the visitor wrote on"))
  }

  function begin(id: string): void {
    const conversation = conversations.find(id)
    if (!conversation?.turnDue) return
    const controller = new AbortController()
    const own: Running = { controller, upTo: conversation.turnDue, revision: conversation.revision, hasSpoken: false }
    running.set(id, own)
    void run(id, own)
  }

  async function run(id: string, own: Running): Promise<void> {
    const { controller } = own
    const stopListening = doorbell.listen(conversationTopic(id), () => {
      if (conversations.find(id)?.revision !== own.revision) controller.abort(new Error("overtaken"))
    })
    let hasFailed = false
    try {
      onOutcome?.(
        await takeTurn(id, controller.signal, () => {
          own.hasSpoken = true
        }),
      )
    } catch (error) {
      // Erased while it was thought about: nobody is left to be answered.
      if (isErased(id)) onOutcome?.("overtaken")
      else {
        log.error("turn.failed", { conversation: id, ...describeError(error) })
        hasFailed = !(await rescue(id, own.revision))
      }
    } finally {
      stopListening()
      running.delete(id)
    }
    if (isStopped) {
      if (running.size === 0) for (const done of idle) done()
    } else if (hasFailed) retryLater()
    else schedule()
  }

  /** Where not even that can be read, somebody may still be waiting for an answer. */
  function isErased(id: string): boolean {
    try {
      return conversations.find(id) === undefined
    } catch {
      return false
    }
  }

  /** Never silence: a bug of ours is a reason to call a person, like any other failure. */
  async function rescue(id: string, revision: number): Promise<boolean> {
    try {
      await db.write((tx) => {
        const current = conversations.getInWrite(tx, id)
        if (current.revision !== revision) return
        // A person is called already: it is for them, and not owed for ever.
        if (current.lifecycle.state === "waiting") conversations.finishTurn(tx, id, current.visitorEventId)
        if (current.lifecycle.state !== "ai") return
        const reason = { kind: "ai_failure", text: "The AI could not answer (internal error)", score: 1 }
        commands.escalateInWrite(tx, current, { actor: systemActor, reason, signals: [] })
      })
      return true
    } catch (error) {
      if (isErased(id)) return true
      log.error("turn.rescue_failed", { conversation: id, ...describeError(error) })
      return false
    }
  }

  function retryLater(): void {
    retry ??= setTimeout(() => {
      retry = undefined
      look()
    }, retryMs)
  }

  function schedule(): void {
    if (isLooking || isStopped) return
    isLooking = true
    queueMicrotask(look)
  }

  const stopListening = doorbell.listen(turnsTopic, schedule)

  return {
    /** Takes up what a stop or a crash left owed. */
    start: schedule,
    get runningCount(): number {
      return running.size
    },
    /** Aborts what is under way; it stays owed, and the next start takes it up. */
    async stop(): Promise<void> {
      isStopped = true
      stopListening()
      clearTimeout(retry)
      if (running.size === 0) return
      const done = new Promise<void>((resolve) => idle.add(resolve))
      for (const { controller } of running.values()) controller.abort(new Error("stopping"))
      await done
    },
  }
}
