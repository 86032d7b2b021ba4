import type { AuditStore } from "../accounts/audit-store"
import type { Person } from "../accounts/person-store"
import type { Config } from "../config"
import type { Database } from "../db/database"
import { AppError } from "../errors"
import type { ModelBudget } from "./model-budget"
import { readServerEntry, type ServerChange, type ServerEntry } from "./server-entry"
import type { SettingStore } from "./setting-store"

export type StoredModel = ServerEntry & { answersPerDay?: number }
export type ModelChange = ServerChange & {
  /** What it may cost: so many answers a day, then the built-in answerer goes on. */
  answersPerDay?: number | null
}

type Deps = {
  db: Database
  settings: SettingStore
  config: Pick<Config, "anthropic">
  audit: AuditStore
  budget: Pick<ModelBudget, "used" | "isSpent">
  now: () => number
}

export type ModelSettingCommands = ReturnType<typeof createModelSettings>

/** Which model converses. What the owner sets here goes before the environment; the key is never given out again. */
export function createModelSettings({ db, settings, config, audit, budget, now }: Deps) {
  const stored = () => settings.find<StoredModel>("model") ?? {}

  function changed(change: ModelChange): StoredModel {
    const before = stored()
    const entry = readServerEntry(before, change)
    const answersPerDay = change.answersPerDay === undefined ? before.answersPerDay : change.answersPerDay
    if (answersPerDay != null && !(Number.isInteger(answersPerDay) && answersPerDay >= 0 && answersPerDay <= 1_000_000))
      throw new AppError("validation", "Write a whole number, or nothing for no limit.", { field: "answersPerDay" })
    return { ...entry, ...(answersPerDay == null ? {} : { answersPerDay }) }
  }
  const effective = (own: StoredModel) => ({
    apiKey: own.apiKey || config.anthropic.apiKey,
    baseUrl: own.baseUrl || config.anthropic.baseUrl,
    model: own.model || config.anthropic.model,
  })

  return {
    /** What may be shown: never the key. */
    shown() {
      const own = stored()
      const used = effective(own)
      return {
        hasApiKey: own.apiKey !== undefined,
        baseUrl: own.baseUrl ?? null,
        model: own.model ?? null,
        answersPerDay: own.answersPerDay ?? null,
        answersToday: budget.used(),
        isSpent: budget.isSpent(),
        fromEnvironment: {
          hasApiKey: config.anthropic.apiKey !== undefined,
          baseUrl: config.anthropic.baseUrl ?? null,
          model: config.anthropic.model ?? null,
        },
        answerer: used.apiKey || used.baseUrl ? ("anthropic" as const) : ("built-in" as const),
      }
    },
    /** What a test with these values would use. @throws AppError `validation` */
    preview: (change: ModelChange) => effective(changed(change)),
    /** @throws AppError `validation` */
    async save(person: Person, change: ModelChange): Promise<void> {
      const value = changed(change)
      await db.write((tx) => {
        settings.save(tx, "model", value, now())
        audit.note(tx, person.id, "settings.changed", "Model", now())
      })
    },
  }
}
