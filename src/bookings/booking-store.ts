import type { Database, Tx } from "../db/database"
import { AppError } from "../errors"
import { cursorOfPlace, oldestPlace, pageOf, placeOf } from "../http/paging"
import type { Busy } from "./slots"

export type BookingKind = "booking" | "callback"
export type BookingType = {
  id: string
  chatbotId: string
  kind: BookingKind
  name: string
  minutes: number
  /** Minutes kept free before and after. */
  bufferBefore: number
  bufferAfter: number
  /** How many may be booked for the same time. */
  capacity: number
  /** How many may come with one booking; more is for a person to arrange. */
  groupLimit: number
  noticeMinutes: number
  horizonDays: number
  /** Null: the chatbot's. */
  hours: Record<string, unknown> | null
  enabled: boolean
  createdAt: number
  updatedAt: number
}

export type BookingContact = { name?: string; email?: string; phone?: string }
export type Booking = {
  id: string
  chatbotId: string
  typeId: string | null
  visitorId: string | null
  conversationId: string | null
  kind: BookingKind
  name: string
  startsAt: number
  endsAt: number
  contact: BookingContact
  note: string
  people: number
  locale: string
  timeZone: string
  clientId: string | null
  /** Counts changes: calendars take only a newer invitation. */
  sequence: number
  createdAt: number
  updatedAt: number
  cancelledAt: number | null
}

export type BookingStore = ReturnType<typeof createBookingStore>

type BookingPage = { chatbot?: string | null | undefined; limit: number; cursor?: string | undefined }
type TypeRow = Omit<BookingType, "hours" | "enabled"> & { hours: string | null; enabled: number }
type Row = Omit<Booking, "contact"> & { contact: string }

const typeColumns = `id, chatbot_id AS chatbotId, kind, name, minutes, buffer_before AS bufferBefore,
  buffer_after AS bufferAfter, capacity, group_limit AS groupLimit, notice_minutes AS noticeMinutes,
  horizon_days AS horizonDays, hours, enabled, created_at AS createdAt, updated_at AS updatedAt`
const columns = `id, chatbot_id AS chatbotId, type_id AS typeId, visitor_id AS visitorId,
  conversation_id AS conversationId, kind, name, starts_at AS startsAt, ends_at AS endsAt, contact, note, people, locale,
  time_zone AS timeZone, client_id AS clientId, sequence, created_at AS createdAt, updated_at AS updatedAt,
  cancelled_at AS cancelledAt`

export function createBookingStore(db: Database) {
  const saveType = db.inWrite<Record<string, unknown>>(`
    INSERT INTO booking_types (id, chatbot_id, kind, name, minutes, buffer_before, buffer_after, capacity, group_limit,
      notice_minutes, horizon_days, hours, enabled, created_at, updated_at)
    VALUES ($id, $chatbotId, $kind, $name, $minutes, $bufferBefore, $bufferAfter, $capacity, $groupLimit,
      $noticeMinutes, $horizonDays, $hours, $enabled, $createdAt, $updatedAt)
    ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name, minutes = excluded.minutes,
      buffer_before = excluded.buffer_before, buffer_after = excluded.buffer_after, capacity = excluded.capacity,
      group_limit = excluded.group_limit, notice_minutes = excluded.notice_minutes,
      horizon_days = excluded.horizon_days, hours = excluded.hours, enabled = excluded.enabled,
      updated_at = excluded.updated_at`)
  const removeType = db.inWrite<[string]>("DELETE FROM booking_types WHERE id = ?")
  const typeSql = `SELECT ${typeColumns} FROM booking_types`
  const typeInWrite = db.inWrite<[string], TypeRow>(`${typeSql} WHERE id = ?`)
  const typeById = db.onRead<[string], TypeRow>(`${typeSql} WHERE id = ?`)
  const typesInWrite = db.inWrite<[string], TypeRow>(`${typeSql} WHERE chatbot_id = ? ORDER BY created_at, id`)
  const typesOf = db.onRead<[string], TypeRow>(`${typeSql} WHERE chatbot_id = ? ORDER BY created_at, id`)

  const insert = db.inWrite<Record<string, unknown>>(`
    INSERT INTO bookings (id, chatbot_id, type_id, visitor_id, conversation_id, kind, name, starts_at, ends_at,
      busy_from, busy_to, contact, note, people, locale, time_zone, client_id, created_at, updated_at)
    VALUES ($id, $chatbotId, $typeId, $visitorId, $conversationId, $kind, $name, $startsAt, $endsAt, $busyFrom, $busyTo,
      $contact, $note, $people, $locale, $timeZone, $clientId, $createdAt, $updatedAt)`)
  const setTime = db.inWrite<[number, number, number, number, number, string]>(`
    UPDATE bookings SET starts_at = ?, ends_at = ?, busy_from = ?, busy_to = ?, sequence = sequence + 1, updated_at = ?
    WHERE id = ?`)
  const setCancelled = db.inWrite<[number, number, string]>(
    "UPDATE bookings SET cancelled_at = ?, sequence = sequence + 1, updated_at = ? WHERE id = ?",
  )
  const inWriteById = db.inWrite<[string], Row>(`SELECT ${columns} FROM bookings WHERE id = ?`)
  const byId = db.onRead<[string], Row>(`SELECT ${columns} FROM bookings WHERE id = ?`)
  const byClientId = db.inWrite<[string, string], Row>(
    `SELECT ${columns} FROM bookings WHERE visitor_id = ? AND client_id = ?`,
  )
  const same = db.inWrite<[string, string, number], Row>(`
    SELECT ${columns} FROM bookings WHERE visitor_id = ? AND type_id = ? AND starts_at = ? AND cancelled_at IS NULL`)
  const upcoming = db.inWrite<[string, number], { n: number }>(
    "SELECT count(*) AS n FROM bookings WHERE visitor_id = ? AND cancelled_at IS NULL AND ends_at > ?",
  )
  const busySql = `SELECT busy_from AS "from", busy_to AS "to" FROM bookings
    WHERE type_id = ? AND cancelled_at IS NULL AND busy_to > ? AND busy_from < ? AND id <> ?`
  const busyInWrite = db.inWrite<[string, number, number, string], Busy>(busySql)
  const busy = db.onRead<[string, number, number, string], Busy>(busySql)
  const ofOperator = db.onRead<Record<string, unknown>, Row>(`
    SELECT ${columns} FROM bookings
    WHERE chatbot_id IN (SELECT chatbot_id FROM seats WHERE person_id = $person)
      AND ends_at >= $from AND ($chatbot IS NULL OR chatbot_id = $chatbot) AND (starts_at, id) > ($at, $id)
    ORDER BY starts_at, id LIMIT $limit`)

  return {
    saveType: (_: Tx, it: BookingType) =>
      void saveType.run({ ...it, hours: it.hours && JSON.stringify(it.hours), enabled: Number(it.enabled) }),
    removeType: (_: Tx, id: string) => void removeType.run(id),
    findType(id: string): BookingType | undefined {
      const row = typeById.get(id)
      return row && toType(row)
    },
    findTypeInWrite(_: Tx, id: string): BookingType | undefined {
      const row = typeInWrite.get(id)
      return row && toType(row)
    },
    listTypes: (chatbotId: string): BookingType[] => typesOf.all(chatbotId).map(toType),
    listTypesInWrite: (_: Tx, chatbotId: string): BookingType[] => typesInWrite.all(chatbotId).map(toType),

    countUpcoming: (_: Tx, visitorId: string, now: number): number => upcoming.get(visitorId, now)!.n,
    insert: (_: Tx, it: Booking, kept: Busy) =>
      void insert.run({ ...it, contact: JSON.stringify(it.contact), busyFrom: kept.from, busyTo: kept.to }),
    move: (_: Tx, id: string, { startsAt, endsAt }: Pick<Booking, "startsAt" | "endsAt">, kept: Busy, at: number) =>
      void setTime.run(startsAt, endsAt, kept.from, kept.to, at, id),
    cancel: (_: Tx, id: string, at: number) => void setCancelled.run(at, at, id),
    /** @throws AppError `not_found` */
    getInWrite(_: Tx, id: string): Booking {
      const row = inWriteById.get(id)
      if (!row) throw new AppError("not_found", "There is no such booking any more.")
      return toBooking(row)
    },
    find(id: string): Booking | undefined {
      const row = byId.get(id)
      return row && toBooking(row)
    },
    findRepeated(_: Tx, visitorId: string, typeId: string, startsAt: number, clientId: string | null) {
      const row = (clientId && byClientId.get(visitorId, clientId)) || same.get(visitorId, typeId, startsAt)
      return row ? toBooking(row) : undefined
    },
    /** @param except a booking that is being moved keeps no time from itself. */
    listBusyInWrite: (_: Tx, typeId: string, from: number, to: number, except = ""): Busy[] =>
      busyInWrite.all(typeId, from, to, except),
    listBusy: (typeId: string, from: number, to: number, except = ""): Busy[] => busy.all(typeId, from, to, except),
    /**
     * What is to come, soonest first; cancelled ones too, so that nobody wonders where one went.
     * @throws AppError `validation` for a cursor that is none.
     */
    listForOperator(person: string, from: number, { chatbot = null, limit, cursor }: BookingPage) {
      const wanted = { person, from, chatbot, limit: limit + 1, ...placeOf(cursor, oldestPlace) }
      const found = ofOperator.all(wanted).map(toBooking)
      return pageOf(found, limit, (last) => cursorOfPlace({ at: last.startsAt, id: last.id }))
    },
  }
}

const toType = (row: TypeRow): BookingType => ({
  ...row,
  hours: row.hours ? JSON.parse(row.hours) : null,
  enabled: row.enabled === 1,
})
const toBooking = (row: Row): Booking => ({ ...row, contact: JSON.parse(row.contact) })
