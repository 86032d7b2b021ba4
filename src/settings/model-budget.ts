import type { Database } from "../db/database"
import type { SettingStore } from "./setting-store"

type Usage = { day: string; answers: number }
export type ModelBudget = ReturnType<typeof createModelBudget>

/** How many answers the model gave today, and whether it may give another. A day begins at midnight UTC. */
export function createModelBudget({ db, settings, now }: { db: Database; settings: SettingStore; now: () => number }) {
  let usage: Usage | undefined
  const today = () => new Date(now()).toISOString().slice(0, 10)

  function used(): number {
    usage ??= settings.find<Usage>("model-usage") ?? { day: "", answers: 0 }
    return usage.day === today() ? usage.answers : 0
  }
  const limit = () => settings.find<{ answersPerDay?: number }>("model")?.answersPerDay ?? null

  return {
    used,
    isSpent(): boolean {
      const most = limit()
      return most !== null && used() >= most
    },
    /** Written down before the model is asked: a restart begins no new day. */
    async count(): Promise<void> {
      const counted = { day: today(), answers: used() + 1 }
      usage = counted
      await db.write((tx) => settings.save(tx, "model-usage", counted, now()))
    },
  }
}
