import type { Database } from "../db/database"
import { AppError } from "../errors"
import type { AuditStore } from "./audit-store"
import { type AccountCommands, peopleTopic } from "./commands"
import type { Person, Role } from "./person-store"
import { type ApiToken, hashToken, type SessionStore } from "./session-store"

type Deps = {
  db: Database
  sessions: SessionStore
  accounts: AccountCommands
  audit: AuditStore
  now: () => number
  newPassword: () => string
}

type PersonChange = {
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
export function createTeamCommands({ db, sessions, accounts, audit, now, newPassword }: Deps) {
  const note = (owner: Person, action: string, subject: string) =>
    db.write((tx) => audit.note(tx, owner.id, action, subject, now()))

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
      const person = await accounts.addPerson(
        {
          name,
          email,
          password: given.password || madePassword!,
          isOwner: roles.includes("owner"),
          isOperator: roles.includes("operator"),
          seats: [...new Set(seats)],
          openLimit: given.openLimit,
        },
        (tx) => audit.note(tx, owner.id, "person.added", `${name.trim()} (${roles.join(", ")})`, now()),
      )
      return { person, madePassword }
    },

    /** What the change leaves out stays. @throws AppError as `add`, `not_found`, `conflict` for the only owner */
    async update(owner: Person, id: string, change: PersonChange): Promise<Person> {
      checkLimit(change.openLimit)
      const { name, email, password, roles, seats, disabled, openLimit } = change
      return accounts.updatePerson(
        id,
        {
          ...{ name, email, disabled, openLimit },
          password: password || undefined,
          isOwner: roles?.includes("owner"),
          isOperator: roles?.includes("operator"),
          seats: seats && [...new Set(seats)],
        },
        (tx, before) => {
          const isSame = disabled === undefined || disabled === (before.disabledAt !== null)
          const what = isSame ? "person.changed" : disabled ? "person.disabled" : "person.enabled"
          audit.note(tx, owner.id, what, name?.trim() || before.name, now())
        },
      )
    },

    /** @throws AppError `validation` */
    async createToken(owner: Person, name: string, role: Role): Promise<{ token: string; entry: ApiToken }> {
      const trimmed = name.trim()
      if (!trimmed) throw new AppError("validation", "Say what the token is for.", { field: "name" })
      if (role === "operator" && !owner.isOperator)
        throw new AppError("validation", "You hold no operator seat, so your token cannot act as operator.", {
          field: "role",
        })
      const token = await accounts.createApiToken(owner, role, trimmed.slice(0, 80))
      await note(owner, "token.created", trimmed)
      return { token, entry: sessions.listApiTokens().find(({ id }) => id === hashToken(token))! }
    },

    /** @throws AppError `not_found` */
    async revokeToken(owner: Person, id: string): Promise<void> {
      await db.write((tx) => {
        if (!sessions.removeApiToken(tx, id)) throw new AppError("not_found", "This token no longer exists.")
        audit.note(tx, owner.id, "token.revoked", id.slice(0, 8), now())
        // Streams that were opened with it end.
        tx.ring(peopleTopic)
      })
    },
  }
}
