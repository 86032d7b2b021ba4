import { Elysia, t } from "elysia"
import { AppError } from "../errors"
import { ownerDetail as detail } from "../http/call-schema"
import { numberCursor, pageOf, pageQuery } from "../http/paging"
import type { AuditStore } from "./audit-store"
import type { Auth } from "./auth"
import type { Person, PersonStore } from "./person-store"
import type { SessionStore } from "./session-store"
import type { TeamCommands } from "./team-commands"

type Deps = { auth: Auth; people: PersonStore; sessions: SessionStore; audit: AuditStore; team: TeamCommands }

const roles = t.Array(t.Union([t.Literal("operator"), t.Literal("owner")]), { minItems: 1 })
const person = {
  name: t.String({ maxLength: 100 }),
  email: t.String({ maxLength: 200 }),
  password: t.Optional(t.String({ maxLength: 500, description: "Left out: one is made and returned only once" })),
  roles: t.Optional(roles),
  openLimit: t.Optional(t.Integer({ description: "The most conversations assigned to them at once" })),
  seats: t.Optional(t.Array(t.String({ maxLength: 100 }), { description: "Ids of the chatbots they answer for" })),
}

/** The people who work here, their seats, the tokens of their programs, and who changed what. */
export const teamApiRoutes = ({ auth, people, sessions, audit, team }: Deps) => {
  const shown = ({ id, name, email, isOwner, isOperator, availability, openLimit, createdAt, disabledAt }: Person) => ({
    id,
    name,
    email,
    roles: [...(isOwner ? ["owner"] : []), ...(isOperator ? ["operator"] : [])],
    seats: people.listSeats(id),
    availability,
    openLimit,
    disabled: disabledAt !== null,
    createdAt: new Date(createdAt).toISOString(),
  })
  const nameOf = (id: string | null) => {
    const found = id === null ? undefined : people.find(id)
    return found ? { id: found.id, name: found.name } : null
  }

  return new Elysia({ name: "team-api", prefix: "/api/v1" })
    .get(
      "/operators",
      ({ request }) => {
        auth.owner(request)
        return { items: people.list().map(shown), next: null }
      },
      detail("Operators and owners, with their seats"),
    )
    .get(
      "/operators/:id",
      ({ request, params }) => {
        auth.owner(request)
        const found = people.find(params.id)
        if (!found) throw new AppError("not_found", "There is no such person.")
        return shown(found)
      },
      detail("One person"),
    )
    .post(
      "/operators",
      async ({ request, body, set }) => {
        const added = await team.add(auth.owner(request), body)
        set.status = 201
        const made = added.madePassword ? { password: added.madePassword } : {}
        return { ...shown(added.person), ...made }
      },
      { body: t.Object(person), ...detail("Add somebody; 409 seat_limit when a chatbot's seats are taken") },
    )
    .put(
      "/operators/:id",
      async ({ request, params, body }) => shown(await team.update(auth.owner(request), params.id, body)),
      {
        body: t.Object({
          ...person,
          name: t.Optional(person.name),
          email: t.Optional(person.email),
          disabled: t.Optional(t.Boolean()),
        }),
        ...detail("Change somebody; what is left out stays"),
      },
    )
    .delete(
      "/operators/:id",
      async ({ request, params, set }) => {
        await team.update(auth.owner(request), params.id, { disabled: true })
        set.status = 204
      },
      detail("Disable somebody: signed out at once, seats freed, name kept in old conversations"),
    )

    .get(
      "/tokens",
      ({ request }) => {
        auth.owner(request)
        return { items: sessions.listApiTokens().map((each) => publicToken(each, nameOf(each.personId))), next: null }
      },
      detail("API tokens; the tokens themselves are not kept"),
    )
    .post(
      "/tokens",
      async ({ request, body, set }) => {
        const owner = auth.owner(request)
        const made = await team.createToken(owner, body.name, body.role ?? "owner")
        set.status = 201
        return { token: made.token, ...publicToken(made.entry, nameOf(owner.id)) }
      },
      {
        body: t.Object({
          name: t.String({ maxLength: 200 }),
          role: t.Optional(t.Union([t.Literal("operator"), t.Literal("owner")])),
        }),
        ...detail("Make an API token; shown only once"),
      },
    )
    .delete(
      "/tokens/:id",
      async ({ request, params, set }) => {
        await team.revokeToken(auth.owner(request), params.id)
        set.status = 204
      },
      detail("Revoke an API token"),
    )

    .get(
      "/audit",
      ({ request, query }) => {
        auth.owner(request)
        const limit = query.limit ?? 50
        const { items, next } = pageOf(audit.list(numberCursor(query.cursor), limit + 1), limit, ({ id }) => String(id))
        return {
          items: items.map(({ personId, at, ...entry }) => ({
            ...entry,
            person: nameOf(personId),
            at: new Date(at).toISOString(),
          })),
          next,
        }
      },
      { query: t.Object(pageQuery), ...detail("Who changed what, newest first") },
    )
}

const publicToken = (
  { id, name, role, createdAt, expiresAt }: ReturnType<SessionStore["listApiTokens"]>[number],
  person: { id: string; name: string } | null,
) => ({
  id,
  name,
  role,
  person,
  createdAt: new Date(createdAt).toISOString(),
  expiresAt: new Date(expiresAt).toISOString(),
})
