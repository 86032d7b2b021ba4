import type { Database, Tx } from "../db/database"
import type { Role } from "./person-store"

export type Session = { tokenHash: string; personId: string; role: Role; kind: "browser" | "api"; expiresAt: number }
export type SessionStore = ReturnType<typeof createSessionStore>

type Row = {
  token_hash: string
  person_id: string
  role: Role
  kind: "browser" | "api"
  name: string
  created_at: number
  expires_at: number
}

export const hashToken = (token: string) => new Bun.CryptoHasher("sha256").update(token).digest("base64url")

/** Sessions are looked up by the hash of a random token, so there is nothing to compare in constant time. */
export function createSessionStore(db: Database) {
  const insert = db.inWrite<[string, string, Role, "browser" | "api", string, number, number]>(`
    INSERT INTO sessions (token_hash, person_id, role, kind, name, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)`)
  const remove = db.inWrite<[string]>("DELETE FROM sessions WHERE token_hash = ?")
  const removeOf = db.inWrite<[string]>("DELETE FROM sessions WHERE person_id = ?")
  const removeOld = db.inWrite<[number]>("DELETE FROM sessions WHERE expires_at < ?")
  const byHash = db.onRead<[string], Row>("SELECT * FROM sessions WHERE token_hash = ?")

  return {
    insert(_: Tx, it: Session & { name: string; createdAt: number }): void {
      insert.run(it.tokenHash, it.personId, it.role, it.kind, it.name, it.createdAt, it.expiresAt)
    },
    remove: (_: Tx, tokenHash: string) => void remove.run(tokenHash),
    removeOf: (_: Tx, personId: string) => void removeOf.run(personId),
    removeExpired: (_: Tx, now: number) => void removeOld.run(now),
    find(tokenHash: string): Session | undefined {
      const row = byHash.get(tokenHash)
      if (!row) return undefined
      const { token_hash, person_id: personId, role, kind, expires_at: expiresAt } = row
      return { tokenHash: token_hash, personId, role, kind, expiresAt }
    },
  }
}
