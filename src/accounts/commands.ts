import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { Database, Tx } from "../db/database"
import { AppError } from "../errors"
import type { Availability, Person, PersonStore, Role } from "./person-store"
import { hashToken, type Session, type SessionStore } from "./session-store"

type Deps = {
  db: Database
  people: PersonStore
  sessions: SessionStore
  chatbots: ChatbotStore
  now: () => number
  newId: () => string
  newToken: () => string
  /** What somebody holds goes back to the queue, in the write in which they go. @returns how many conversations. */
  returnHeld: (tx: Tx, personId: string) => number
  /** Somebody leaves one browser, in this write. */
  signedOut: (tx: Tx, session: Pick<Session, "personId" | "tokenHash">) => void
}

type PersonUpdate = {
  email?: string | undefined
  name?: string | undefined
  password?: string | undefined
  isOwner?: boolean | undefined
  isOperator?: boolean | undefined
  disabled?: boolean | undefined
  seats?: string[] | undefined
  /** The most conversations that may be assigned to them at once. */
  openLimit?: number | undefined
}

export type AccountCommands = ReturnType<typeof createAccountCommands>
/** Rung when somebody's availability, seat or role changed. */
export const peopleTopic = "people"

const sessionMs = { browser: 14 * 24 * 3600 * 1000, api: 365 * 24 * 3600 * 1000 }
export const minPasswordLength = 8
// Verified against when there is no such account, so that the time taken does not tell whether there is.
const nobodysHash = Bun.password.hashSync("nobody has this password", {
  algorithm: "argon2id",
  memoryCost: 19_456,
  timeCost: 2,
})

export const hashPassword = (password: string) =>
  Bun.password.hash(password, { algorithm: "argon2id", memoryCost: 19_456, timeCost: 2 })

export function createAccountCommands({ db, people, sessions, chatbots, now, newId, newToken, ...deps }: Deps) {
  const mayAct = (person: Person, role: Role) => (role === "owner" ? person.isOwner : person.isOperator)

  type Started = { kind: "browser" | "api"; name?: string; browser?: string; passwordHash?: string }
  async function startSession(person: Person, role: Role, started: Started): Promise<string> {
    const { kind, name = "", browser = "", passwordHash } = started
    const token = newToken()
    const at = now()
    await db.write((tx) => {
      // Changed while it was compared: whoever was to be signed out by that does not come in behind it.
      if (passwordHash !== undefined && !people.hasPasswordInWrite(tx, person.id, passwordHash)) throw nobody(role)
      // Nor does whoever was disabled meanwhile: what is kept now would be good again once they are enabled.
      const current = people.getInWrite(tx, person.id)
      if (current.disabledAt !== null || !mayAct(current, role)) throw nobody(role)
      sessions.removeExpired(tx, at)
      const expiresAt = at + sessionMs[kind]
      sessions.insert(tx, {
        tokenHash: hashToken(token),
        personId: person.id,
        role,
        kind,
        name,
        createdAt: at,
        expiresAt,
        browser,
        seenAt: at,
      })
      // Who signs in to the desk is there to work; who said “away” before stays away.
      if (role === "operator" && current.availability === "offline")
        people.saveAvailability(tx, person.id, "online", null, at)
      tx.ring(peopleTopic)
    })
    return token
  }

  return {
    /** @throws AppError `unauthorized`, in the same words and time whatever was wrong. */
    async signIn(
      email: string,
      password: string,
      role: Role,
      browser = "",
    ): Promise<{ token: string; person: Person }> {
      const found = people.findWithPassword(email.trim())
      const isRight = await Bun.password.verify(password, found?.passwordHash ?? nobodysHash)
      if (!found || !isRight || !mayAct(found.person, role)) throw nobody(role)
      const { person, passwordHash } = found
      const token = await startSession(person, role, { kind: "browser", browser, passwordHash })
      return { token, person: people.find(person.id)! }
    },

    createApiToken: (person: Person, role: Role, name: string) => startSession(person, role, { kind: "api", name }),

    /**
     * Streams that were opened with it end at once, and with the last of them the person's presence. One write: a crash must
     * not leave a visitor with somebody who has gone.
     */
    async signOut(token: string): Promise<void> {
      const session = sessions.find(hashToken(token))
      await db.write((tx) => {
        sessions.remove(tx, hashToken(token))
        if (session) deps.signedOut(tx, session)
        tx.ring(peopleTopic)
      })
    },

    /** @returns how many conversations went back to the queue, since whoever is offline holds none. */
    setAvailability(personId: string, availability: Availability, reason?: string): Promise<number> {
      return db.write((tx) => {
        people.saveAvailability(tx, personId, availability, reason?.trim() || null, now())
        tx.ring(peopleTopic)
        return availability === "offline" ? deps.returnHeld(tx, personId) : 0
      })
    },

    /**
     * @param also what is kept with it, in the same write.
     * @throws AppError `conflict` (email), `validation`, `seat_limit`
     */
    async addPerson(
      details: {
        email: string
        name: string
        password: string
        isOwner: boolean
        isOperator: boolean
        seats: string[]
        openLimit?: number | undefined
      },
      also: (tx: Tx) => void = () => undefined,
    ): Promise<Person> {
      checkDetails(details)
      checkRoles(details)
      const passwordHash = await hashPassword(details.password)
      const id = newId()
      await db.write((tx) => {
        const at = now()
        people.insert(
          tx,
          {
            id,
            email: details.email.trim(),
            name: details.name.trim(),
            isOwner: details.isOwner,
            isOperator: details.isOperator,
            createdAt: at,
          },
          passwordHash,
        )
        if (details.openLimit !== undefined) people.saveOpenLimit(tx, id, details.openLimit)
        for (const chatbotId of details.isOperator ? details.seats : []) giveSeat(tx, chatbotId, id)
        also(tx)
        tx.ring(peopleTopic)
      })
      return people.find(id)!
    },

    /**
     * What is left out stays as it is by the time of the write: a change of somebody else's is not undone by this one.
     * Of seats that are named, the others are given up. Who is disabled is signed out everywhere.
     * @param also what is kept with it, in the same write; told how they were before.
     */
    async updatePerson(
      id: string,
      change: PersonUpdate,
      also: (tx: Tx, before: Person) => void = () => undefined,
    ): Promise<Person> {
      checkDetails(change)
      const passwordHash = change.password ? await hashPassword(change.password) : undefined
      await db.write((tx) => {
        const before = people.getInWrite(tx, id)
        const { email = before.email, name = before.name, disabled = before.disabledAt !== null } = change
        const { isOwner = before.isOwner, isOperator = before.isOperator } = change
        checkRoles({ isOwner, isOperator })
        const disabledAt = disabled ? (before.disabledAt ?? now()) : null
        people.update(tx, { id, email: email.trim(), name: name.trim(), isOwner, isOperator, disabledAt })
        if (passwordHash) people.savePassword(tx, id, passwordHash)
        if (passwordHash || disabled) sessions.removeOf(tx, id)
        // What another role opened stays open: an owner who takes a seat is in the middle of their admin.
        if (!isOwner) sessions.removeAs(tx, id, "owner")
        if (!isOperator) sessions.removeAs(tx, id, "operator")
        const held = people.listSeatsInWrite(tx, id)
        const seats = isOperator && !disabled ? (change.seats ?? held) : []
        for (const chatbotId of held) if (!seats.includes(chatbotId)) people.removeSeat(tx, chatbotId, id)
        for (const chatbotId of seats) giveSeat(tx, chatbotId, id)
        if (!isOwner || disabled) {
          if (before.isOwner && people.countOtherOwners(tx, id) === 0)
            throw new AppError("conflict", "This is the only owner. Make somebody else an owner first.")
        }
        if (change.openLimit !== undefined) people.saveOpenLimit(tx, id, change.openLimit)
        also(tx, before)
        tx.ring(peopleTopic)
      })
      return people.find(id)!
    },
  }

  function giveSeat(tx: Parameters<PersonStore["addSeat"]>[0], chatbotId: string, personId: string): void {
    const chatbot = chatbots.get(chatbotId)
    const taken = people.countSeatsOfOthers(tx, chatbotId, personId)
    if (chatbot.seats !== null && taken >= chatbot.seats) {
      const seats = chatbot.seats === 1 ? "1 seat, and it is" : `${chatbot.seats} seats, and all are`
      throw new AppError("seat_limit", `${chatbot.name} has ${seats} taken. Free one, or raise the number of seats.`, {
        field: "seats",
      })
    }
    people.addSeat(tx, chatbotId, personId, now())
  }
}

const nobody = (role: Role) => new AppError("unauthorized", `No ${role} with this email address and password.`)

const problem = (field: string, message: string) => new AppError("validation", message, { field })

/** What of it is given. */
function checkDetails({ email, name, password }: Pick<PersonUpdate, "email" | "name" | "password">): void {
  if (email !== undefined && !/^[^\s@]+@[^\s@]+$/.test(email.trim()))
    throw problem("email", "This is not an email address.")
  if (name !== undefined && !name.trim()) throw problem("name", "A name is needed: visitors read it.")
  if (password !== undefined && password.length < minPasswordLength)
    throw problem("password", `A password needs at least ${minPasswordLength} characters.`)
}

function checkRoles({ isOwner, isOperator }: Pick<Person, "isOwner" | "isOperator">): void {
  if (!isOwner && !isOperator) throw problem("role", "Choose owner, operator or both.")
}
