import type { Database } from "../db/database"
import type { ModelBudget } from "./model-budget"
import type { StoredModel } from "./model-settings"
import type { SettingStore } from "./setting-store"

type Usage = { day: string; asked: number; changed: number }
export type OpinionBudget = ReturnType<typeof createOpinionBudget>

/** What an owner who has set nothing allows: a hundred of the default model's cost about a cent. */
export const opinionsPerDay = 100

type Deps = { db: Database; settings: SettingStore; answers: Pick<ModelBudget, "isSpent">; now: () => number }

/**
 * How many second opinions were asked for today, and whether another may be. They have a limit of their own, and end with
 * the day's answers: once those are used up, nothing more is asked of any model until midnight UTC.
 */
export function createOpinionBudget({ db, settings, answers, now }: Deps) {
  let held: Usage | undefined
  const key = "opinion-usage"
  const set = () => settings.find<StoredModel>("model")?.secondOpinions ?? {}

  function today(): Usage {
    const day = new Date(now()).toISOString().slice(0, 10)
    held ??= settings.find<Usage>(key)
    return held?.day === day ? held : { day, asked: 0, changed: 0 }
  }

  const keep = async (usage: Usage): Promise<void> => {
    held = usage
    await db.write((tx) => settings.save(tx, key, usage, now()))
  }

  return {
    asked: () => today().asked,
    /** Of today's, those after which something else was decided than without them. */
    changed: () => today().changed,
    mayAsk: (): boolean => !set().off && !answers.isSpent() && today().asked < (set().perDay ?? opinionsPerDay),
    /** Written down before the model is asked: one that comes too late was paid for all the same. */
    count: () => keep({ ...today(), asked: today().asked + 1 }),
    countChange: () => keep({ ...today(), changed: today().changed + 1 }),
  }
}
