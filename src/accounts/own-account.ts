import type { Database } from "../db/database"
import { AppError } from "../errors"
import type { AuditStore } from "./audit-store"
import { hashPassword, minPasswordLength, peopleTopic } from "./commands"
import type { Person, PersonStore, Role } from "./person-store"
import { hashToken, type SessionStore } from "./session-store"

type Deps = { db: Database; people: PersonStore; sessions: SessionStore; audit: AuditStore; now: () => number }

export type OwnAccount = ReturnType<typeof createOwnAccount>
/** Its id is the hash of the token: it finds the row and signs nobody in. */
type OwnSession = {
  id: string
  browser: string
  role: Role
  signedInAt: string
  lastSeenAt: string
  isCurrent: boolean
}

const refuse = (field: string, words: string) => new AppError("validation", words, { field })

/** @throws AppError `validation`, with the field */
export function checkNewPassword(password: string): void {
  if (password.length < minPasswordLength)
    throw refuse("password", `A password needs at least ${minPasswordLength} characters.`)
}

/** What everybody may do to their own account, whatever their role. */
export function createOwnAccount({ db, people, sessions, audit, now }: Deps) {
  return {
    /**
     * Whoever else is signed in with the old one is signed out; keys for programs stay.
     * @param password checked already.
     * @returns how many browsers that were.
     * @throws AppError `validation`, with the field `current` for a wrong password.
     */
    async changePassword(
      person: Pick<Person, "id" | "email" | "name">,
      token: string,
      { current, password }: { current: string; password: string },
    ): Promise<number> {
      const held = people.findWithPassword(person.email)?.passwordHash
      if (!held || !(await Bun.password.verify(current, held)))
        throw refuse("current", "This is not the password that you sign in with now.")
      if (password === current) throw refuse("password", "This is the password you already have.")
      const passwordHash = await hashPassword(password)
      return db.write((tx) => {
        // An owner has given them another one meanwhile: that is the one to be known.
        if (!people.hasPasswordInWrite(tx, person.id, held))
          throw refuse("current", "This is not the password that you sign in with now.")
        people.savePassword(tx, person.id, passwordHash)
        audit.note(tx, person.id, "password.changed", person.name, now())
        // Streams that were opened with the others end.
        tx.ring(peopleTopic)
        return sessions.removeOthers(tx, person.id, hashToken(token))
      })
    },

    listSessions(person: Pick<Person, "id">, token: string): OwnSession[] {
      const own = hashToken(token)
      return sessions.listOf(person.id, now()).map(({ tokenHash, browser, role, createdAt, seenAt }) => ({
        id: tokenHash,
        browser,
        role,
        signedInAt: new Date(createdAt).toISOString(),
        lastSeenAt: new Date(seenAt).toISOString(),
        isCurrent: tokenHash === own,
      }))
    },

    /** @throws AppError `not_found` for one that is not theirs. */
    async endSession(person: Pick<Person, "id" | "name">, id: string): Promise<void> {
      await db.write((tx) => {
        if (!sessions.removeOne(tx, person.id, id))
          throw new AppError("not_found", "You are not signed in there any more.")
        audit.note(tx, person.id, "session.ended", person.name, now())
        tx.ring(peopleTopic)
      })
    },

    /** @returns how many there were. */
    endOthers(person: Pick<Person, "id" | "name">, token: string): Promise<number> {
      return db.write((tx) => {
        const ended = sessions.removeOthers(tx, person.id, hashToken(token))
        if (ended > 0) audit.note(tx, person.id, "session.ended", person.name, now())
        tx.ring(peopleTopic)
        return ended
      })
    },
  }
}
