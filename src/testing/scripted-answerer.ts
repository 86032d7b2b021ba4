/** An answerer whose every word the test decides, and when: for what no real provider can be made to do on command. */

import { type Answer, type Answerer, AnswererError, type AnswerFailure, type TurnRequest } from "../assistant/answerer"

export type ScriptedTurn = {
  request: TurnRequest
  /** The newest thing that the visitor said. */
  question: string
  isAborted(): boolean
  /** Shows words while they are made. */
  say(piece: string): void
  /** Ends the turn with an answer. */
  answer(text: string, more?: Partial<Answer>): void
  /** Ends the turn as a provider fails. */
  fail(failure: AnswerFailure): void
  /** Ends the turn as a bug of ours does. */
  break(): void
}

export type ScriptedAnswerer = ReturnType<typeof createScriptedAnswerer>

/**
 * @param isLate asked at the start of each turn: a late one does not heed its abort and answers when it is told to, as a
 * provider does whose last bytes are already on the way.
 */
export function createScriptedAnswerer(isLate: () => boolean = () => false) {
  const pending = new Set<ScriptedTurn>()

  const answerer: Answerer = {
    name: "built-in",
    answer(request, onText, signal) {
      const { promise, resolve, reject } = Promise.withResolvers<Answer>()
      const late = isLate()
      const question = request.history.findLast(({ role }) => role === "visitor")?.text ?? ""
      const end = (settle: () => void) => {
        if (pending.delete(turn)) settle()
      }
      const turn: ScriptedTurn = {
        request,
        question,
        isAborted: () => signal.aborted,
        say: (piece) => onText(piece),
        answer: (text, more = {}) =>
          end(() =>
            resolve({ text, citations: [], confidence: 0.95, tried: { query: question, sources: [] }, ...more }),
          ),
        fail: (failure) => end(() => reject(new AnswererError(failure, "Scripted."))),
        break: () => end(() => reject(new TypeError("Scripted: undefined is not a function"))),
      }
      pending.add(turn)
      if (!late) signal.addEventListener("abort", () => end(() => reject(signal.reason)), { once: true })
      return promise
    },
  }

  return {
    ...answerer,
    /** Turns that are under way, oldest first. */
    get turns(): ScriptedTurn[] {
      return [...pending]
    },
  }
}
