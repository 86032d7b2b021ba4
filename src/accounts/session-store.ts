import type { Database, Tx } from "../db/database"
import type { Role } from "./person-store"

export type Session = {
  tokenHash: string
  personId: string
  role: Role
  kind: "browser" | "api"
  /** “Chrome on Android”; empty where nobody said it. */
  browser: string
  createdAt: number
  expiresAt: number
  /** Kept now and then, not with each request. */
  seenAt: number
}
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
  browser: string
  seen_at: number
}

export const hashToken = (token: string) => new Bun.CryptoHasher("sha256").update(token).digest("base64url")

/** Sessions are looked up by the hash of a random token, so there is nothing to compare in constant time. */
export function createSessionStore(db: Database) {
  const insert = db.inWrite<[string, string, Role, "browser" | "api", string, number, number, string, number]>(`
    INSERT INTO sessions (token_hash, person_id, role, kind, name, created_at, expires_at, browser, seen_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const remove = db.inWrite<[string]>("DELETE FROM sessions WHERE token_hash = ?")
  const removeOf = db.inWrite<[string]>("DELETE FROM sessions WHERE person_id = ?")
  const removeAs = db.inWrite<[string, Role]>("DELETE FROM sessions WHERE person_id = ? AND role = ?")
  const removeOne = db.inWrite<[string, string]>(
    "DELETE FROM sessions WHERE person_id = ? AND token_hash = ? AND kind = 'browser'",
  )
  const removeOthers = db.inWrite<[string, string]>(
    "DELETE FROM sessions WHERE person_id = ? AND token_hash <> ? AND kind = 'browser'",
  )
  const setSeen = db.inWrite<[number, string]>("UPDATE sessions SET seen_at = ? WHERE token_hash = ?")
  const removeOld = db.inWrite<[number]>("DELETE FROM sessions WHERE expires_at < ?")
  const removeApi = db.inWrite<[string]>("DELETE FROM sessions WHERE token_hash = ? AND kind = 'api'")
  const api = db.onRead<[], Row>("SELECT * FROM sessions WHERE kind = 'api' ORDER BY created_at DESC, token_hash")
  const ofPerson = db.onRead<[string, number], Row>(`
    SELECT * FROM sessions WHERE person_id = ? AND expires_at > ? AND kind = 'browser'
    ORDER BY seen_at DESC, token_hash`)
  const byHash = db.onRead<[string], Row>("SELECT * FROM sessions WHERE token_hash = ?")

  return {
    insert(_: Tx, it: Session & { name: string }): void {
      const { tokenHash, personId, role, kind, name, createdAt, expiresAt, browser, seenAt } = it
      insert.run(tokenHash, personId, role, kind, name, createdAt, expiresAt, browser, seenAt)
    },
    remove: (_: Tx, tokenHash: string) => void remove.run(tokenHash),
    removeOf: (_: Tx, personId: string) => void removeOf.run(personId),
    removeAs: (_: Tx, personId: string, role: Role) => void removeAs.run(personId, role),
    /** Whether this person had such a session in a browser. */
    removeOne: (_: Tx, personId: string, tokenHash: string): boolean => removeOne.run(personId, tokenHash).changes > 0,
    /** All of this person's browsers but one. Keys for programs stay. @returns how many there were. */
    removeOthers: (_: Tx, personId: string, kept: string): number => removeOthers.run(personId, kept).changes,
    saveSeen: (_: Tx, tokenHash: string, at: number) => void setSeen.run(at, tokenHash),
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
      return row && fromRow(row)
    },
    /** The browsers in which somebody is signed in, seen last first. */
    listOf: (personId: string, now: number): Session[] => ofPerson.all(personId, now).map(fromRow),
  }
}

const fromRow = (row: Row): Session => ({
  tokenHash: row.token_hash,
  personId: row.person_id,
  role: row.role,
  kind: row.kind,
  browser: row.browser,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
  seenAt: row.seen_at,
})
