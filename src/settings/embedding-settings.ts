import type { AuditStore } from "../accounts/audit-store"
import type { Person } from "../accounts/person-store"
import type { Config } from "../config"
import type { Database } from "../db/database"
import { AppError } from "../errors"
import { readServerEntry, type ServerChange, type ServerEntry, withoutStrayKey } from "./server-entry"
import type { SettingStore } from "./setting-store"

export type UsedEmbeddings = { baseUrl: string; apiKey?: string | undefined; model: string }
type Deps = {
  db: Database
  settings: SettingStore
  config: Pick<Config, "embeddings">
  audit: AuditStore
  now: () => number
}

export type EmbeddingSettingCommands = ReturnType<typeof createEmbeddingSettings>

/** Which server gives embeddings, if any. What the owner sets here goes before the environment; the key is never given out again. */
export function createEmbeddingSettings({ db, settings, config, audit, now }: Deps) {
  const stored = () => settings.find<ServerEntry>("embeddings") ?? {}

  /** A key goes only where it was entered for: with an address of one's own the environment's stays unused. */
  function usedOf({ apiKey, baseUrl, model }: ServerEntry): UsedEmbeddings | undefined {
    const environment = config.embeddings
    if (baseUrl) return model ? { baseUrl, apiKey, model } : undefined
    if (!environment) return undefined
    return { ...environment, apiKey: apiKey ?? environment.apiKey, model: model ?? environment.model }
  }

  function changed(change: ServerChange, before: ServerEntry): ServerEntry {
    const entry = readServerEntry(before, withoutStrayKey(before, change, config.embeddings?.baseUrl))
    const { apiKey, baseUrl, model } = entry
    if (baseUrl && !model)
      throw new AppError("validation", "Name the model that this server should use.", { field: "model" })
    if (!baseUrl && (apiKey || model) && !config.embeddings)
      throw new AppError("validation", "Write the address of the server.", { field: "baseUrl" })
    return entry
  }

  return {
    /** What is used, with its key: for whoever asks the server. */
    used: () => usedOf(stored()),
    /** What may be shown: never the key. */
    shown() {
      const { apiKey, baseUrl, model } = stored()
      const environment = config.embeddings
      return {
        hasApiKey: apiKey !== undefined,
        baseUrl: baseUrl ?? null,
        model: model ?? null,
        fromEnvironment: {
          hasApiKey: environment?.apiKey !== undefined,
          baseUrl: environment?.baseUrl ?? null,
          model: environment?.model ?? null,
        },
        isOn: usedOf(stored()) !== undefined,
      }
    },
    /** What a test with these values would use. @throws AppError `validation` */
    preview(change: ServerChange): UsedEmbeddings {
      const used = usedOf(changed(change, stored()))
      if (!used) throw new AppError("validation", "Write the address of the server.", { field: "baseUrl" })
      return used
    },
    /** @throws AppError `validation` */
    async save(person: Person, change: ServerChange): Promise<void> {
      await db.write((tx) => {
        const before = settings.findInWrite<ServerEntry>(tx, "embeddings") ?? {}
        settings.save(tx, "embeddings", changed(change, before), now())
        audit.note(tx, person.id, "settings.changed", "Embeddings", now())
      })
    },
  }
}
