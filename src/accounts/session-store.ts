import type { Database, Tx } from "../db/database"
import type { Role } from "./person-store"

export type Session = { tokenHash: string; personId: string; role: Role; kind: "browser" | "api"; expiresAt: number }
/** Its id is the hash of the token: it finds the row and signs nobody in. */
export type ApiToken = {
  id: string
  personId: string
  role: Role
  name: string
  createdAt: number
  expiresAt: number
}
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
  const removeApi = db.inWrite<[string]>("DELETE FROM sessions WHERE token_hash = ? AND kind = 'api'")
  const api = db.onRead<[], Row>("SELECT * FROM sessions WHERE kind = 'api' ORDER BY created_at DESC, token_hash")
  const byHash = db.onRead<[string], Row>("SELECT * FROM sessions WHERE token_hash = ?")

  return {
    insert(_: Tx, it: Session & { name: string; createdAt: number }): void {
      insert.run(it.tokenHash, it.personId, it.role, it.kind, it.name, it.createdAt, it.expiresAt)
    },
    remove: (_: Tx, tokenHash: string) => void remove.run(tokenHash),
    removeOf: (_: Tx, personId: string) => void removeOf.run(personId),
    removeExpired: (_: Tx, now: number) => void removeOld.run(now),
    /** Whether there was such a token. */
    removeApiToken: (_: Tx, tokenHash: string): boolean => removeApi.run(tokenHash).changes > 0,
    listApiTokens: (): ApiToken[] =>
      api.all().map(({ token_hash, person_id, role, name, created_at, expires_at }) => ({
        id: token_hash,
        personId: person_id,
        role,
        name,
        createdAt: created_at,
        expiresAt: expires_at,
      })),
    find(tokenHash: string): Session | undefined {
      const row = byHash.get(tokenHash)
      if (!row) return undefined
      const { token_hash, person_id: personId, role, kind, expires_at: expiresAt } = row
      return { tokenHash: token_hash, personId, role, kind, expiresAt }
    },
  }
}
