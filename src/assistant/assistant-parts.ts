/** Builds the assistant's parts from the dependencies that `app.ts` hands in. */

import type { Config } from "../config"
import { createRuleFacts } from "../escalation/rule-facts"
import type { Knowledge } from "../knowledge/knowledge"
import type { Retrieve } from "../knowledge/retrieve"
import type { AnswerHours } from "../queues/answer-hours"
import type { ModelBudget } from "../settings/model-budget"
import type { OpinionBudget } from "../settings/opinion-budget"
import type { SettingStore } from "../settings/setting-store"
import { createAnswerMeanwhile } from "./answer-meanwhile"
import type { Answerer } from "./answerer"
import { withBudget } from "./budget"
import { createBuiltInAnswerer } from "./built-in"
import { createAnswererChoice } from "./choose-answerer"
import { createDraftClosing } from "./draft-closing"
import { createDraftReply } from "./draft-reply"
import { isHeeded } from "./guard"
import { createModelWatch } from "./model-watch"
import { type AnswerAvailability, withHours, withTimes, withTopics } from "./routine-answers"
import { createSecondOpinions } from "./second-opinions"
import { withSuggestions } from "./suggestions"
import { createTakeTurn, type TurnDeps } from "./take-turn"
import { type ModelSettings, modelAdvice, tryModel } from "./try-model"
import { createTryQuestion } from "./try-question"
import { createTurnRunner } from "./turn-runner"

type Deps = Omit<TurnDeps, "answererFor" | "factsOf" | "secondOpinions"> &
  Parameters<typeof createRuleFacts>[0] &
  Pick<Parameters<typeof createTurnRunner>[0], "doorbell" | "onOutcome"> & {
    /** Answers every chatbot instead of what the configuration and the settings name. */
    answerer: Answerer | undefined
    environment: Config["anthropic"]
    settings: SettingStore
    budget: ModelBudget
    opinions: OpinionBudget
    knowledge: Knowledge
    attachments: Parameters<typeof createAnswererChoice>[0]["attachments"]
    openings: AnswerHours
    fallback: Parameters<typeof createAnswerMeanwhile>[0]["fallback"]
    answerAvailability: AnswerAvailability | undefined
    /** For a model, which books by itself. */
    answerRoutine: AnswerAvailability | undefined
  }

export function createAssistantParts(deps: Deps) {
  const { conversations, knowledge, openings, answerAvailability, answerRoutine, budget, judge, now } = deps
  const { retrieve, prepare, readQuestions } = knowledge
  const answererWith = (found: Retrieve) =>
    withTopics(createBuiltInAnswerer({ retrieve: found, readQuestions, answerAvailability }))
  const builtIn = createBuiltInAnswerer({ retrieve, prepare, readQuestions, answerAvailability })
  const watch = createModelWatch(now)
  const choice = createAnswererChoice({
    ...deps,
    around: (model) =>
      withTopics(withTimes(withSuggestions(withBudget(watch.over(model), budget), builtIn), answerRoutine)),
    builtIn: withTopics(withHours(builtIn, openings.answer)),
  })
  const answererFor = () => deps.answerer ?? choice.answerer()
  const secondOpinions = createSecondOpinions({ ...deps, budget: deps.opinions, connection: choice.connection })
  const takeTurn = createTakeTurn({ ...deps, answererFor, secondOpinions, factsOf: createRuleFacts(deps) })
  const answerMeanwhile = createAnswerMeanwhile({
    ...deps,
    answererFor,
    standIn: deps.answerer ? undefined : choice.builtIn,
  })

  return {
    runner: createTurnRunner({
      ...deps,
      takeTurn: (id, signal, onText) =>
        (conversations.find(id)?.lifecycle.state === "waiting" ? answerMeanwhile : takeTurn)(id, signal, onText),
    }),
    /** The built-in answerer over other content than the chatbot's. */
    answererWith,
    isHeeded,
    modelName: choice.name,
    /** What the model in use lacks, as far as the last question showed it. */
    modelTrouble() {
      if (choice.answerer().name === "built-in" || !watch.trouble) return undefined
      const { failure, count, since } = watch.trouble
      return { advice: modelAdvice[failure], count, since }
    },
    tryQuestion: createTryQuestion({ answererFor, judge, findPassage: knowledge.findPassage, now }),
    draftReply: createDraftReply({ ...deps, answererFor }),
    draftClosing: createDraftClosing({ ...deps, connection: choice.connection }),
    tryModel: (model: ModelSettings, signal: AbortSignal) => tryModel(model, now, signal),
  }
}
