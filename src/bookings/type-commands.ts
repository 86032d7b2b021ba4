import type { AuditStore } from "../accounts/audit-store"
import type { Person } from "../accounts/person-store"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { Database } from "../db/database"
import { AppError } from "../errors"
import { checkHours } from "../queues/hours"
import type { BookingStore, BookingType } from "./booking-store"

type Deps = {
  db: Database
  store: BookingStore
  chatbots: ChatbotStore
  audit: AuditStore
  now: () => number
  newId: () => string
}

export type BookingTypeChange = Omit<BookingType, "id" | "chatbotId" | "createdAt" | "updatedAt">
export type BookingTypeCommands = ReturnType<typeof createBookingTypeCommands>

/** The whole numbers of a type, and between what they lie. */
const bounds = {
  minutes: [5, 1440],
  bufferBefore: [0, 1440],
  bufferAfter: [0, 1440],
  capacity: [1, 1000],
  groupLimit: [1, 1000],
  noticeMinutes: [0, 525_600],
  horizonDays: [1, 366],
} as const satisfies Partial<Record<keyof BookingType, readonly [least: number, most: number]>>
type Count = keyof typeof bounds
// Keys of an object are texts to TypeScript, whatever the object.
const counts = Object.keys(bounds) as Count[]

/** What a new type is like where nothing else is said. */
export const usualType: Omit<BookingTypeChange, "name"> = {
  kind: "booking",
  minutes: 30,
  bufferBefore: 0,
  bufferAfter: 0,
  capacity: 1,
  groupLimit: 4,
  noticeMinutes: 60,
  horizonDays: 30,
  hours: null,
  enabled: true,
}

/** Each of a type's numbers, as it is read from a form, a file or another type. */
export const countsOf = <Value>(read: (field: Count) => Value): Record<Count, Value> =>
  Object.fromEntries(counts.map((field) => [field, read(field)])) as Record<Count, Value>

/** What an owner decides about what may be booked. */
export function createBookingTypeCommands({ db, store, chatbots, audit, now, newId }: Deps) {
  return {
    /** @param id of the type that is changed; without, one is added. @throws AppError `validation`, `not_found` */
    async save(owner: Person, chatbotId: string, change: BookingTypeChange, id?: string): Promise<BookingType> {
      chatbots.get(chatbotId)
      const checked = check(change)
      return db.write((tx) => {
        const before = id === undefined ? undefined : store.findTypeInWrite(tx, id)
        if (id !== undefined && before?.chatbotId !== chatbotId) throw missing()
        const at = now()
        const type = { ...checked, id: id ?? newId(), chatbotId, createdAt: before?.createdAt ?? at, updatedAt: at }
        store.saveType(tx, type)
        audit.note(tx, owner.id, before ? "booking_type.changed" : "booking_type.added", type.name, at)
        return type
      })
    },

    /** What was booked stands. @throws AppError `not_found` */
    remove(owner: Person, chatbotId: string, id: string): Promise<void> {
      return db.write((tx) => {
        const was = store.findTypeInWrite(tx, id)
        if (was?.chatbotId !== chatbotId) throw missing()
        store.removeType(tx, id)
        audit.note(tx, owner.id, "booking_type.removed", was.name, now())
      })
    },
  }
}

/** As a file has it. @throws AppError `validation` naming the place. */
export function checkBookingType(given: unknown, field: string): BookingTypeChange {
  const refuse = (message: string) => new AppError("validation", message, { field })
  if (typeof given !== "object" || given === null) throw refuse(`“${field}” is no object.`)
  const { name, kind, hours = null, enabled = true, ...rest } = given as Record<string, unknown>
  if (typeof name !== "string" || (kind !== "booking" && kind !== "callback") || typeof enabled !== "boolean")
    throw refuse(`“${field}” has no name, or is neither a booking nor a callback.`)
  if (hours !== null && (typeof hours !== "object" || Array.isArray(hours)))
    throw refuse(`“${field}.hours” is no object.`)
  try {
    // Whether they are numbers at all is looked at with their bounds.
    return check({
      name,
      kind,
      enabled,
      hours: hours as BookingTypeChange["hours"],
      ...countsOf((field) => rest[field] as number),
    })
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    throw refuse(`${error.message} (In the file at “${field}.${error.extra.field}”.)`)
  }
}

const missing = () => new AppError("not_found", "There is no such booking type any more.")

function check(change: BookingTypeChange): BookingTypeChange {
  const name = change.name.trim()
  if (!name || name.length > 60)
    throw new AppError("validation", "Give it a name of at most 60 characters.", { field: "name" })
  for (const field of counts) {
    const [least, most] = bounds[field]
    const value = change[field]
    if (!Number.isInteger(value) || value < least || value > most)
      throw new AppError("validation", `A whole number from ${least} to ${most}.`, { field })
  }
  return { ...change, name, hours: change.hours && { ...checkHours(change.hours) } }
}
