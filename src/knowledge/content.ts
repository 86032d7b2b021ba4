import type { AuditStore } from "../accounts/audit-store"
import type { TrialOptions, TryQuestion } from "../assistant/try-question"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { Database } from "../db/database"
import type { EventStore } from "../events/event-store"
import type { Job } from "../jobs/timer-loop"
import type { SettingStore } from "../settings/setting-store"
import { createEffects } from "./effects"
import { createGapCommands } from "./gap-commands"
import { createGapLog } from "./gap-log"
import { createGapStore } from "./gap-store"
import { createGoldenCommands } from "./golden-commands"
import { createGoldenRuns } from "./golden-runs"
import { createGoldenStore } from "./golden-store"
import type { Knowledge } from "./knowledge"
import { createPassageCommands } from "./passage-commands"
import { createPassageStore } from "./passage-store"
import { createWarnings } from "./passage-warnings"
import { createReadingEffects } from "./reading-effects"
import type { Retrieve } from "./retrieve"
import type { SourceCommands } from "./source-commands"
import { createSynonymCommands } from "./synonym-commands"

type Deps = {
  db: Database
  chatbots: ChatbotStore
  knowledge: Knowledge
  sources: SourceCommands
  tryQuestion: TryQuestion
  answererWith: (retrieve: Retrieve) => NonNullable<TrialOptions["answerer"]>
  isHeeded: Parameters<typeof createWarnings>[0]["isHeeded"]
  modelName: () => string
  events: EventStore
  settings: SettingStore
  audit: AuditStore
  now: () => number
  newId: () => string
}

export type Content = ReturnType<typeof createContent>

/** What keeps content good once it is there: passages in hand, synonyms, warnings, gaps, golden questions. */
export function createContent(deps: Deps) {
  const { db, chatbots, knowledge, sources, tryQuestion, answererWith, modelName, audit, now, newId } = deps
  const { events, settings, isHeeded } = deps
  const { store, synonyms } = knowledge
  const ask: TryQuestion = (chatbot, question, signal, options) =>
    tryQuestion(chatbot, question, signal, { ...options, suggestsNothing: true })
  const passages = createPassageStore(db)
  const golden = createGoldenStore(db)
  const gaps = createGapStore(db, events)
  const gapLog = createGapLog({ db, events, chatbots, gaps, settings, now })
  const goldenRuns = createGoldenRuns({ db, chatbots, knowledge, golden, ask, modelName, now })
  const jobs: Job[] = [
    { name: "gaps", everyMs: 2000, run: () => gapLog.runDue() },
    { name: "golden-questions", everyMs: 3000, run: () => goldenRuns.runDue() },
  ]
  return {
    passages,
    passageCommands: createPassageCommands({ db, chatbots, passages, store, replace: sources.replace, audit, now }),
    synonyms,
    synonymCommands: createSynonymCommands({ db, chatbots, synonyms, store, audit, now, newId }),
    warningsOf: createWarnings({ knowledge, passages, isHeeded, now }),
    golden,
    goldenCommands: createGoldenCommands({ db, chatbots, golden, audit, now, newId }),
    goldenRuns,
    gaps,
    gapCommands: createGapCommands({ db, chatbots, gaps, add: sources.add, audit, now }),
    gapLog,
    ...createEffects({ knowledge, golden, ask, answererWith, askedLast: gapLog.askedLast }),
    effectsOfReading: createReadingEffects({ knowledge, golden }),
    /** What a trial with the model would cost, if there is one. */
    hasModel: () => modelName() !== "built-in",
    jobs,
  }
}
