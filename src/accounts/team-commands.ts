import type { Database } from "../db/database"
import { AppError } from "../errors"
import type { AuditStore } from "./audit-store"
import { type AccountCommands, peopleTopic } from "./commands"
import type { Person, PersonStore, Role } from "./person-store"
import { type ApiToken, hashToken, type SessionStore } from "./session-store"

type Deps = {
  db: Database
  people: PersonStore
  sessions: SessionStore
  accounts: AccountCommands
  audit: AuditStore
  now: () => number
  newPassword: () => string
}

export type PersonChange = {
  name?: string | undefined
  email?: string | undefined
  password?: string | undefined
  roles?: Role[] | undefined
  seats?: string[] | undefined
  disabled?: boolean | undefined
  /** The most conversations that may be assigned to them at once. */
  openLimit?: number | undefined
}

export type TeamCommands = ReturnType<typeof createTeamCommands>

/** What an owner does to the people who work here, with who did it. */
export function createTeamCommands({ db, people, sessions, accounts, audit, now, newPassword }: Deps) {
  const note = (owner: Person, action: string, subject: string) =>
    db.write((tx) => audit.note(tx, owner.id, action, subject, now()))

  async function limit(id: string, openLimit: number | undefined): Promise<void> {
    if (openLimit !== undefined) await db.write((tx) => people.saveOpenLimit(tx, id, openLimit))
  }

  function checkLimit(openLimit: number | undefined): void {
    if (openLimit === undefined || (Number.isInteger(openLimit) && openLimit >= 1 && openLimit <= 200)) return
    throw new AppError("validation", "Choose a whole number from 1 to 200.", { field: "openLimit" })
  }

  return {
    /**
     * Without a password one is made, to be shown once.
     * @throws AppError `conflict` (email), `validation`, `seat_limit`
     */
    async add(
      owner: Person,
      given: PersonChange & { name: string; email: string },
    ): Promise<{ person: Person; madePassword: string | undefined }> {
      const { name, email, roles = ["operator"], seats = [] } = given
      checkLimit(given.openLimit)
      const madePassword = given.password ? undefined : newPassword()
      const person = await accounts.addPerson({
        name,
        email,
        password: given.password || madePassword!,
        isOwner: roles.includes("owner"),
        isOperator: roles.includes("operator"),
        seats: [...new Set(seats)],
      })
      await limit(person.id, given.openLimit)
      await note(owner, "person.added", `${person.name} (${roles.join(", ")})`)
      return { person, madePassword }
    },

    /** What the change leaves out stays. @throws AppError as `add`, `not_found`, `conflict` for the only owner */
    async update(owner: Person, id: string, change: PersonChange): Promise<Person> {
      const before = people.find(id)
      if (!before) throw new AppError("not_found", "There is no such person.")
      checkLimit(change.openLimit)
      const roles = change.roles
      const person = await accounts.updatePerson(id, {
        name: change.name,
        email: change.email,
        password: change.password || undefined,
        isOwner: roles?.includes("owner"),
        isOperator: roles?.includes("operator"),
        disabled: change.disabled,
        seats: change.seats && [...new Set(change.seats)],
      })
      const what =
        change.disabled === undefined || change.disabled === (before.disabledAt !== null)
          ? "person.changed"
          : change.disabled
            ? "person.disabled"
            : "person.enabled"
      await limit(id, change.openLimit)
      await note(owner, what, person.name)
      return person
    },

    /** @throws AppError `validation` */
    async createToken(owner: Person, name: string, role: Role): Promise<{ token: string; entry: ApiToken }> {
      const trimmed = name.trim()
      if (!trimmed) throw new AppError("validation", "Say what the token is for.", { field: "name" })
      if (role === "operator" && !owner.isOperator)
        throw new AppError("validation", "You hold no operator's seat, so a token of yours cannot act as operator.", {
          field: "role",
        })
      const token = await accounts.createApiToken(owner, role, trimmed.slice(0, 80))
      await note(owner, "token.created", trimmed)
      return { token, entry: sessions.listApiTokens().find(({ id }) => id === hashToken(token))! }
    },

    /** @throws AppError `not_found` */
    async revokeToken(owner: Person, id: string): Promise<void> {
      await db.write((tx) => {
        if (!sessions.removeApiToken(tx, id)) throw new AppError("not_found", "There is no such token any more.")
        audit.note(tx, owner.id, "token.revoked", id.slice(0, 8), now())
        // Streams that were opened with it end.
        tx.ring(peopleTopic)
      })
    },
  }
}
