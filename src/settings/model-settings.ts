import type { AuditStore } from "../accounts/audit-store"
import type { Person } from "../accounts/person-store"
import type { Config } from "../config"
import type { Database } from "../db/database"
import { AppError } from "../errors"
import type { ModelBudget } from "./model-budget"
import { type OpinionBudget, opinionsPerDay } from "./opinion-budget"
import { originOf, readServerEntry, type ServerChange, type ServerEntry, withoutStrayKey } from "./server-entry"
import type { SettingStore } from "./setting-store"

export type StoredModel = ServerEntry & {
  answersPerDay?: number
  secondOpinions?: { off?: true; perDay?: number; model?: string }
}
export type ModelChange = ServerChange & {
  /** What it may cost: so many answers a day, then the built-in answerer goes on. */
  answersPerDay?: number | null
  /** A second, cheaper model that is asked where the detectors are in doubt. Null or empty takes a value away. */
  secondOpinions?: { isOn?: boolean | undefined; perDay?: number | null | undefined; model?: string | null | undefined }
}

type Deps = {
  db: Database
  settings: SettingStore
  config: Pick<Config, "anthropic">
  audit: AuditStore
  budget: Pick<ModelBudget, "used" | "isSpent">
  opinions: Pick<OpinionBudget, "asked" | "changed">
  now: () => number
}

/** Where a model is asked for, if nobody says another address. */
export const providersAddress = "https://api.anthropic.com"

/** A key goes only where it was entered for: with an address of one's own the environment's stays unused. */
export function usedModel(own: StoredModel, environment: Config["anthropic"]): Config["anthropic"] {
  const usual = environment.baseUrl ?? providersAddress
  const isElsewhere = originOf(own.baseUrl || usual) !== originOf(usual)
  return {
    apiKey: own.apiKey || (isElsewhere ? undefined : environment.apiKey),
    baseUrl: own.baseUrl || environment.baseUrl,
    model: own.model || environment.model,
  }
}

export type ModelSettingCommands = ReturnType<typeof createModelSettings>

/** Which model converses. What the owner sets here goes before the environment; the key is never given out again. */
export function createModelSettings({ db, settings, config, audit, budget, opinions, now }: Deps) {
  const stored = () => settings.find<StoredModel>("model") ?? {}

  function changed(change: ModelChange, before: StoredModel): StoredModel {
    const entry = readServerEntry(before, withoutStrayKey(before, change, config.anthropic.baseUrl ?? providersAddress))
    const answersPerDay = change.answersPerDay === undefined ? before.answersPerDay : change.answersPerDay
    if (answersPerDay != null && !isNumberOfADay(answersPerDay))
      throw new AppError("validation", "Write a whole number, or nothing for no limit.", { field: "answersPerDay" })
    const secondOpinions = opinionsAfter(before.secondOpinions ?? {}, change.secondOpinions ?? {})
    return {
      ...entry,
      ...(answersPerDay == null ? {} : { answersPerDay }),
      ...(Object.keys(secondOpinions).length > 0 ? { secondOpinions } : {}),
    }
  }
  const effective = (own: StoredModel) => usedModel(own, config.anthropic)

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
        secondOpinions: {
          isOn: !own.secondOpinions?.off,
          perDay: own.secondOpinions?.perDay ?? opinionsPerDay,
          model: own.secondOpinions?.model ?? null,
          askedToday: opinions.asked(),
          changedToday: opinions.changed(),
        },
        fromEnvironment: {
          hasApiKey: config.anthropic.apiKey !== undefined,
          baseUrl: config.anthropic.baseUrl ?? null,
          model: config.anthropic.model ?? null,
        },
        answerer: used.apiKey || used.baseUrl ? ("anthropic" as const) : ("built-in" as const),
      }
    },
    /** What a test with these values would use. @throws AppError `validation` */
    preview: (change: ModelChange) => effective(changed(change, stored())),
    /** @throws AppError `validation` */
    async save(person: Person, change: ModelChange): Promise<void> {
      await db.write((tx) => {
        settings.save(tx, "model", changed(change, settings.findInWrite<StoredModel>(tx, "model") ?? {}), now())
        audit.note(tx, person.id, "settings.changed", "Model", now())
      })
    },
  }
}

const isNumberOfADay = (count: number) => Number.isInteger(count) && count >= 0 && count <= 1_000_000

/** @throws AppError `validation` */
function opinionsAfter(
  before: NonNullable<StoredModel["secondOpinions"]>,
  change: NonNullable<ModelChange["secondOpinions"]>,
): NonNullable<StoredModel["secondOpinions"]> {
  const isOff = change.isOn === undefined ? before.off : !change.isOn
  const perDay = change.perDay === undefined ? before.perDay : change.perDay
  const model = (change.model === undefined ? before.model : change.model)?.trim()
  if (perDay != null && !isNumberOfADay(perDay))
    throw new AppError("validation", "Write a whole number, or nothing for the usual limit.", { field: "perDay" })
  return { ...(isOff ? { off: true } : {}), ...(perDay == null ? {} : { perDay }), ...(model ? { model } : {}) }
}
