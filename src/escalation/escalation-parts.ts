/** Builds the escalation parts from the dependencies that `app.ts` hands in. */

import type { Database } from "../db/database"
import { createJudge } from "./judge-conversation"
import { createJudgementStore } from "./judgement-store"
import { meaning } from "./meaning"
import { createTryPlan } from "./try-plan"
import { warmUp } from "./warm-up"

export function createEscalationParts({ db, newId }: { db: Database; newId: () => string }) {
  const judgements = createJudgementStore(db)
  return {
    judgements,
    judge: createJudge(meaning),
    tryPlan: createTryPlan({ judgements, newId, ...meaning }),
    warmUp: () => warmUp(meaning),
  }
}
