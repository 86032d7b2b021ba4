import { type Answerer, AnswererError, type AnswerFailure } from "./answerer"

type ModelTrouble = {
  failure: AnswerFailure
  /** Questions in a row that it did not answer, and since when. */
  count: number
  since: number
}

/** Not the server's doing: it answered, and would not say this. */
const ofTheQuestion: readonly AnswerFailure[] = ["refused"]

/**
 * Remembers whether the model answers, for the owner: visitors go to people meanwhile, who cannot repair it. Known until
 * the next answer, other settings, or a restart.
 */
export function createModelWatch(now: () => number) {
  let trouble: ModelTrouble | undefined

  return {
    /** Around a model that was chosen just now. */
    over(model: Answerer): Answerer {
      trouble = undefined
      return {
        name: model.name,
        async answer(request, onText, signal) {
          try {
            const answer = await model.answer(request, onText, signal)
            trouble = undefined
            return answer
          } catch (error) {
            if (error instanceof AnswererError && !signal.aborted && !ofTheQuestion.includes(error.failure))
              trouble = {
                failure: error.failure,
                count: (trouble?.count ?? 0) + 1,
                since: trouble?.since ?? now(),
              }
            throw error
          }
        },
      }
    },
    get trouble(): ModelTrouble | undefined {
      return trouble
    },
  }
}
