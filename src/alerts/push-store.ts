import type { Database, Tx } from "../db/database"

/** A browser that may be woken for somebody. */
export type PushSubscription = {
  id: string
  personId: string
  endpoint: string
  p256dh: string
  auth: string
  /** What it is, in a word, so that its owner can tell it from their others. */
  device: string
  createdAt: number
}

type Row = {
  id: string
  person_id: string
  endpoint: string
  p256dh: string
  auth: string
  device: string
  created_at: number
}

export type PushStore = ReturnType<typeof createPushStore>

export function createPushStore(db: Database) {
  // A browser has one subscription: whoever signs in there last is told there.
  const upsert = db.inWrite<[string, string, string, string, string, string, number]>(`
    INSERT INTO push_subscriptions (id, person_id, endpoint, p256dh, auth, device, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (endpoint) DO UPDATE SET
      person_id = excluded.person_id, p256dh = excluded.p256dh, auth = excluded.auth, device = excluded.device`)
  const removeOwn = db.inWrite<[string, string]>("DELETE FROM push_subscriptions WHERE endpoint = ? AND person_id = ?")
  const remove = db.inWrite<[string]>("DELETE FROM push_subscriptions WHERE id = ?")
  const inWriteByEndpoint = db.inWrite<[string], Row>("SELECT * FROM push_subscriptions WHERE endpoint = ?")
  const inWriteOf = db.inWrite<[string], Row>(
    "SELECT * FROM push_subscriptions WHERE person_id = ? ORDER BY created_at, id",
  )
  const byId = db.onRead<[string], Row>("SELECT * FROM push_subscriptions WHERE id = ?")
  const ofPerson = db.onRead<[string], Row>(
    "SELECT * FROM push_subscriptions WHERE person_id = ? ORDER BY created_at, id",
  )
  const any = db.onRead<[], { n: number }>("SELECT EXISTS (SELECT 1 FROM push_subscriptions) AS n")

  return {
    save(_: Tx, it: PushSubscription): PushSubscription {
      upsert.run(it.id, it.personId, it.endpoint, it.p256dh, it.auth, it.device, it.createdAt)
      return fromRow(inWriteByEndpoint.get(it.endpoint)!)
    },
    removeOwn: (_: Tx, endpoint: string, personId: string): boolean => removeOwn.run(endpoint, personId).changes > 0,
    remove: (_: Tx, id: string) => void remove.run(id),
    listOfInWrite: (_: Tx, personId: string): PushSubscription[] => inWriteOf.all(personId).map(fromRow),
    find(id: string): PushSubscription | undefined {
      const row = byId.get(id)
      return row && fromRow(row)
    },
    listOf: (personId: string): PushSubscription[] => ofPerson.all(personId).map(fromRow),
    hasAny: (): boolean => any.get()!.n === 1,
  }
}

const fromRow = (row: Row): PushSubscription => ({
  id: row.id,
  personId: row.person_id,
  endpoint: row.endpoint,
  p256dh: row.p256dh,
  auth: row.auth,
  device: row.device,
  createdAt: row.created_at,
})
