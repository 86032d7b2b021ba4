import type { Database, Tx } from "../db/database"
import { AppError } from "../errors"

export type Availability = "online" | "away" | "offline"
export type Role = "operator" | "owner"

/** Somebody who works here: an owner, an operator, or both. */
export type Person = {
  id: string
  email: string
  name: string
  isOwner: boolean
  isOperator: boolean
  availability: Availability
  /** Why somebody is away, in their words; kept for reports. */
  awayReason: string | null
  /** The most conversations that may be assigned to them at once. */
  openLimit: number
  preferences: Record<string, unknown>
  createdAt: number
  disabledAt: number | null
}

export type PersonStore = ReturnType<typeof createPersonStore>

type Row = {
  id: string
  email: string
  name: string
  password_hash: string
  is_owner: number
  is_operator: number
  availability: Availability
  away_reason: string | null
  open_limit: number
  preferences: string
  created_at: number
  disabled_at: number | null
}

export function createPersonStore(db: Database) {
  const insert = db.inWrite<[string, string, string, string, number, number, number]>(
    "INSERT INTO people (id, email, name, password_hash, is_owner, is_operator, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
  )
  const update = db.inWrite<[string, string, number, number, number | null, string]>(
    "UPDATE people SET email = ?, name = ?, is_owner = ?, is_operator = ?, disabled_at = ? WHERE id = ?",
  )
  const setPassword = db.inWrite<[string, string]>("UPDATE people SET password_hash = ? WHERE id = ?")
  const setAvailability = db.inWrite<[Availability, string | null, string]>(
    "UPDATE people SET availability = ?, away_reason = ? WHERE id = ?",
  )
  const insertChange = db.inWrite<[string, Availability, string | null, number]>(
    "INSERT INTO availability_changes (person_id, availability, reason, at) VALUES (?, ?, ?, ?)",
  )
  const setOpenLimit = db.inWrite<[number, string]>("UPDATE people SET open_limit = ? WHERE id = ?")
  const setPreferences = db.inWrite<[string, string]>("UPDATE people SET preferences = ? WHERE id = ?")
  const inWriteById = db.inWrite<[string], Row>("SELECT * FROM people WHERE id = ?")
  const inWriteByEmail = db.inWrite<[string], Row>("SELECT * FROM people WHERE email = ?")
  const otherOwners = db.inWrite<[string], { n: number }>(
    "SELECT count(*) AS n FROM people WHERE is_owner = 1 AND disabled_at IS NULL AND id <> ?",
  )
  const addSeat = db.inWrite<[string, string, number]>(
    "INSERT INTO seats (chatbot_id, person_id, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
  )
  const removeSeat = db.inWrite<[string, string]>("DELETE FROM seats WHERE chatbot_id = ? AND person_id = ?")
  const inWriteSeatsOf = db.inWrite<[string], { chatbot_id: string }>(
    "SELECT chatbot_id FROM seats WHERE person_id = ? ORDER BY chatbot_id",
  )
  const seatsTaken = db.inWrite<[string, string], { n: number }>(`
    SELECT count(*) AS n FROM seats JOIN people ON people.id = seats.person_id
    WHERE chatbot_id = ? AND person_id <> ? AND disabled_at IS NULL`)

  const byId = db.onRead<[string], Row>("SELECT * FROM people WHERE id = ?")
  const byEmail = db.onRead<[string], Row>("SELECT * FROM people WHERE email = ? AND disabled_at IS NULL")
  const all = db.onRead<[], Row>("SELECT * FROM people ORDER BY created_at, id")
  const seatsOf = db.onRead<[string], { chatbot_id: string }>(
    "SELECT chatbot_id FROM seats WHERE person_id = ? ORDER BY chatbot_id",
  )
  // The cast is for speed: for a bare parameter SQLite would plan this anew each time it is asked.
  const seated = db.onRead<[string], Row>(`
    SELECT people.* FROM people JOIN seats ON seats.person_id = people.id
    WHERE chatbot_id = CAST(? AS TEXT) AND is_operator = 1 AND disabled_at IS NULL ORDER BY people.name`)
  const count = db.onRead<[], { n: number }>("SELECT count(*) AS n FROM people")

  return {
    insert(
      _: Tx,
      it: Omit<Person, "availability" | "awayReason" | "openLimit" | "preferences" | "disabledAt">,
      passwordHash: string,
    ): void {
      if (inWriteByEmail.get(it.email)) {
        throw new AppError("conflict", "Somebody with this email address already exists.", { field: "email" })
      }
      insert.run(it.id, it.email, it.name, passwordHash, it.isOwner ? 1 : 0, it.isOperator ? 1 : 0, it.createdAt)
    },
    /** @throws AppError `conflict` when another person has the email address. */
    update(_: Tx, it: Pick<Person, "id" | "email" | "name" | "isOwner" | "isOperator" | "disabledAt">): void {
      const holder = inWriteByEmail.get(it.email)
      if (holder && holder.id !== it.id) {
        throw new AppError("conflict", "Somebody with this email address already exists.", { field: "email" })
      }
      update.run(it.email, it.name, it.isOwner ? 1 : 0, it.isOperator ? 1 : 0, it.disabledAt, it.id)
    },
    savePassword: (_: Tx, id: string, hash: string) => void setPassword.run(hash, id),
    /** What somebody says of themselves, and the record of it. */
    saveAvailability(_: Tx, id: string, availability: Availability, reason: string | null, at: number): void {
      setAvailability.run(availability, reason, id)
      insertChange.run(id, availability, reason, at)
    },
    saveOpenLimit: (_: Tx, id: string, limit: number) => void setOpenLimit.run(limit, id),
    savePreferences: (_: Tx, id: string, preferences: Record<string, unknown>) =>
      void setPreferences.run(JSON.stringify(preferences), id),
    getInWrite(_: Tx, id: string): Person {
      const row = inWriteById.get(id)
      if (!row) throw new AppError("not_found", "There is no such person.")
      return fromRow(row)
    },
    /** Whether this is still their password. */
    hasPasswordInWrite: (_: Tx, id: string, hash: string): boolean => inWriteById.get(id)?.password_hash === hash,
    countOtherOwners: (_: Tx, id: string): number => otherOwners.get(id)!.n,
    addSeat: (_: Tx, chatbotId: string, personId: string, at: number) => void addSeat.run(chatbotId, personId, at),
    removeSeat: (_: Tx, chatbotId: string, personId: string) => void removeSeat.run(chatbotId, personId),
    listSeatsInWrite: (_: Tx, personId: string): string[] => inWriteSeatsOf.all(personId).map((row) => row.chatbot_id),
    /** Seats of a chatbot that other people hold now. */
    countSeatsOfOthers: (_: Tx, chatbotId: string, personId: string): number => seatsTaken.get(chatbotId, personId)!.n,

    find(id: string): Person | undefined {
      const row = byId.get(id)
      return row && fromRow(row)
    },
    findWithPassword(email: string): { person: Person; passwordHash: string } | undefined {
      const row = byEmail.get(email)
      return row && { person: fromRow(row), passwordHash: row.password_hash }
    },
    list: (): Person[] => all.all().map(fromRow),
    /** Operators who may sign in. */
    listOperators: (): Person[] =>
      all
        .all()
        .map(fromRow)
        .filter(({ isOperator, disabledAt }) => isOperator && disabledAt === null),
    listSeats: (personId: string): string[] => seatsOf.all(personId).map((row) => row.chatbot_id),
    /** Operators who hold a seat of this chatbot. */
    listSeated: (chatbotId: string): Person[] => seated.all(chatbotId).map(fromRow),
    isEmpty: (): boolean => count.get()!.n === 0,
  }
}

const fromRow = (row: Row): Person => ({
  id: row.id,
  email: row.email,
  name: row.name,
  isOwner: row.is_owner === 1,
  isOperator: row.is_operator === 1,
  availability: row.availability,
  awayReason: row.away_reason,
  openLimit: row.open_limit,
  preferences: JSON.parse(row.preferences),
  createdAt: row.created_at,
  disabledAt: row.disabled_at,
})
