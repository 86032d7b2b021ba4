import type { AuditStore } from "../accounts/audit-store"
import type { Person } from "../accounts/person-store"
import type { Config } from "../config"
import type { Database } from "../db/database"
import { AppError } from "../errors"
import type { SettingStore } from "./setting-store"

export type StoredModel = { apiKey?: string; baseUrl?: string; model?: string }
/** Null or empty takes a value away; what is left out stays. */
export type ModelChange = { apiKey?: string | null; baseUrl?: string | null; model?: string | null }

type Deps = {
  db: Database
  settings: SettingStore
  config: Pick<Config, "anthropic">
  audit: AuditStore
  now: () => number
}

export type ModelSettingCommands = ReturnType<typeof createModelSettings>

/** Which model converses. What the owner sets here goes before the environment; the key is never given out again. */
export function createModelSettings({ db, settings, config, audit, now }: Deps) {
  const stored = () => settings.find<StoredModel>("model") ?? {}

  function changed(change: ModelChange): StoredModel {
    const before = stored()
    const pick = (name: keyof StoredModel) =>
      (change[name] === undefined ? before[name] : change[name])?.trim() || undefined
    const apiKey = pick("apiKey")
    const baseUrl = pick("baseUrl")?.replace(/\/+$/, "")
    const model = pick("model")
    if (apiKey && !/^[\x21-\x7e]+$/.test(apiKey))
      throw new AppError("validation", "A key has no spaces. Copy it again.", { field: "apiKey" })
    if (baseUrl && !["http:", "https:"].includes(URL.parse(baseUrl)?.protocol ?? ""))
      throw new AppError("validation", "The address starts with https:// or http://.", { field: "baseUrl" })
    return { ...(apiKey ? { apiKey } : {}), ...(baseUrl ? { baseUrl } : {}), ...(model ? { model } : {}) }
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
