/** Builds the setting parts from the dependencies that `app.ts` hands in. */

import { createEmbeddingSettings } from "./embedding-settings"
import { createModelBudget } from "./model-budget"
import { createModelSettings } from "./model-settings"
import { createOpinionBudget } from "./opinion-budget"
import { createSettingStore } from "./setting-store"

type Deps = Omit<
  Parameters<typeof createModelSettings>[0] & Parameters<typeof createEmbeddingSettings>[0],
  "settings" | "budget" | "opinions"
>

export function createSettingParts(deps: Deps) {
  const settings = createSettingStore(deps.db)
  const budget = createModelBudget({ ...deps, settings })
  const opinions = createOpinionBudget({ ...deps, settings, answers: budget })
  return {
    settings,
    budget,
    opinions,
    modelSettings: createModelSettings({ ...deps, settings, budget, opinions }),
    embeddingSettings: createEmbeddingSettings({ ...deps, settings }),
  }
}
