import type { Database, Tx } from "../db/database"
import type { WebhookEvent } from "./webhook-events"

export type Webhook = {
  id: string
  url: string
  description: string
  /** Empty: all of them. */
  events: WebhookEvent[]
  secret: string
  /** Signs beside the new one until the moment, so that the receiver can change over without losing any. */
  old: { secret: string; until: number } | null
  /** In a row. */
  failures: number
  failingSince: number | null
  disabled: { at: number; reason: string } | null
  createdAt: number
  updatedAt: number
}

type Row = {
  id: string
  url: string
  description: string
  events: string
  secret: string
  old_secret: string | null
  old_secret_until: number | null
  failures: number
  failing_since: number | null
  disabled_at: number | null
  disabled_reason: string | null
  created_at: number
  updated_at: number
}

export type WebhookStore = ReturnType<typeof createWebhookStore>

export function createWebhookStore(db: Database) {
  const upsert = db.inWrite<Record<string, unknown>>(`
    INSERT INTO webhooks (id, url, description, events, secret, old_secret, old_secret_until, failures, failing_since,
      disabled_at, disabled_reason, created_at, updated_at)
    VALUES ($id, $url, $description, $events, $secret, $old_secret, $old_secret_until, $failures, $failing_since,
      $disabled_at, $disabled_reason, $created_at, $updated_at)
    ON CONFLICT (id) DO UPDATE SET url = excluded.url, description = excluded.description, events = excluded.events,
      secret = excluded.secret, old_secret = excluded.old_secret, old_secret_until = excluded.old_secret_until,
      failures = excluded.failures, failing_since = excluded.failing_since, disabled_at = excluded.disabled_at,
      disabled_reason = excluded.disabled_reason, updated_at = excluded.updated_at`)
  const remove = db.inWrite<[string]>("DELETE FROM webhooks WHERE id = ?")
  const inWriteById = db.inWrite<[string], Row>("SELECT * FROM webhooks WHERE id = ?")
  const byId = db.onRead<[string], Row>("SELECT * FROM webhooks WHERE id = ?")
  const all = db.onRead<[], Row>("SELECT * FROM webhooks ORDER BY created_at, id")

  return {
    save(_: Tx, webhook: Webhook): void {
      upsert.run({
        id: webhook.id,
        url: webhook.url,
        description: webhook.description,
        events: JSON.stringify(webhook.events),
        secret: webhook.secret,
        old_secret: webhook.old?.secret ?? null,
        old_secret_until: webhook.old?.until ?? null,
        failures: webhook.failures,
        failing_since: webhook.failingSince,
        disabled_at: webhook.disabled?.at ?? null,
        disabled_reason: webhook.disabled?.reason ?? null,
        created_at: webhook.createdAt,
        updated_at: webhook.updatedAt,
      })
    },
    remove: (_: Tx, id: string) => void remove.run(id),
    findInWrite(_: Tx, id: string): Webhook | undefined {
      const row = inWriteById.get(id)
      return row && fromRow(row)
    },
    find(id: string): Webhook | undefined {
      const row = byId.get(id)
      return row && fromRow(row)
    },
    list: (): Webhook[] => all.all().map(fromRow),
  }
}

const fromRow = (row: Row): Webhook => ({
  id: row.id,
  url: row.url,
  description: row.description,
  events: JSON.parse(row.events),
  secret: row.secret,
  old: row.old_secret === null ? null : { secret: row.old_secret, until: row.old_secret_until! },
  failures: row.failures,
  failingSince: row.failing_since,
  disabled: row.disabled_at === null ? null : { at: row.disabled_at, reason: row.disabled_reason! },
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})
