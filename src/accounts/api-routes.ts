import { Elysia, t } from "elysia"
import { AppError } from "../errors"
import { deviceOf } from "../http/device"
import type { Host } from "../http/host"
import type { Origins } from "../http/origin"
import type { RateLimits } from "../http/rate-limit"
import type { Auth, SignedIn } from "./auth"
import type { AccountCommands } from "./commands"
import { checkNewPassword, type OwnAccount } from "./own-account"
import type { Person, PersonStore, Role } from "./person-store"

type Deps = {
  auth: Auth
  accounts: AccountCommands
  people: PersonStore
  origins: Origins
  limits: RateLimits
  host: Host
  own: OwnAccount
}

export const availability = t.Union([t.Literal("online"), t.Literal("away"), t.Literal("offline")])

const publicPerson = ({ id, name, email, isOwner, isOperator, availability }: Person, role: Role) => ({
  id,
  name,
  email,
  role,
  roles: [...(isOwner ? ["owner"] : []), ...(isOperator ? ["operator"] : [])],
  availability,
})

/** Signing in, with the tries counted; shared by the API and the sign-in pages. */
export function createSignIn({
  accounts,
  origins,
  limits,
  host,
}: Pick<Deps, "accounts" | "origins" | "limits" | "host">) {
  /** @throws AppError `unauthorized`, `rate_limited` */
  return async function signIn(request: Request, email: string, password: string, role: Role) {
    const address = origins.address(request, host.server)
    const account = email.trim().toLowerCase()
    await limits.countSignIn(account, address)
    const browser = deviceOf(request.headers.get("user-agent") ?? "")
    const result = await accounts.signIn(email, password, role, browser)
    await limits.forgetSignIn(account, address)
    return result
  }
}

/** Changing one's own password, with wrong ones counted as at the sign-in; shared by the API and the page. */
export function createPasswordChange({
  own,
  origins,
  limits,
  host,
}: Pick<Deps, "own" | "origins" | "limits" | "host">) {
  /** @throws AppError `validation` with the field, `rate_limited` */
  return async function changePassword(
    request: Request,
    { person, token }: SignedIn,
    given: { current: string; password: string },
  ): Promise<number> {
    const address = origins.address(request, host.server)
    const account = person.email.toLowerCase()
    // Before anything is counted: who sends what is refused anyway must not begin their guesses anew by it.
    checkNewPassword(given.password)
    await limits.countSignIn(account, address)
    const forget = () => limits.forgetSignIn(account, address)
    try {
      const ended = await own.changePassword(person, token, given)
      await forget()
      return ended
    } catch (error) {
      // Only a wrong password is a try.
      if (error instanceof AppError && error.extra.field !== "current") await forget()
      throw error
    }
  }
}

export const accountApiRoutes = ({
  auth,
  accounts,
  people,
  signIn,
  own,
  changePassword,
}: Deps & { signIn: ReturnType<typeof createSignIn>; changePassword: ReturnType<typeof createPasswordChange> }) =>
  new Elysia({ name: "account-api", prefix: "/api/v1" })
    .post(
      "/session",
      async ({ request, body }) => {
        const { token, person } = await signIn(request, body.email, body.password, body.role)
        return { token, user: publicPerson(person, body.role) }
      },
      {
        body: t.Object({
          email: t.String({ maxLength: 200 }),
          password: t.String({ maxLength: 500 }),
          role: t.Union([t.Literal("operator"), t.Literal("owner")]),
          otp: t.Optional(t.String()),
        }),
        detail: { tags: ["Account"], security: [], summary: "Sign in" },
      },
    )
    .delete(
      "/session",
      async ({ request, set }) => {
        await accounts.signOut(auth.anybody(request).token)
        set.status = 204
      },
      { detail: { tags: ["Account"], summary: "Sign out" } },
    )
    .get(
      "/me",
      ({ request }) => {
        const { person, session } = auth.anybody(request)
        return { ...publicPerson(person, session.role), seats: people.listSeats(person.id) }
      },
      { detail: { tags: ["Account"], summary: "Who this is" } },
    )
    .put(
      "/me/password",
      async ({ request, body }) => ({ ended: await changePassword(request, auth.anybody(request), body) }),
      {
        body: t.Object({ current: t.String({ maxLength: 500 }), password: t.String({ maxLength: 500 }) }),
        detail: { tags: ["Account"], summary: "Another password; every other browser is signed out" },
      },
    )
    .get(
      "/me/sessions",
      ({ request }) => {
        const { person, token } = auth.anybody(request)
        return { items: own.listSessions(person, token), next: null }
      },
      { detail: { tags: ["Account"], summary: "The browsers in which one is signed in" } },
    )
    .delete(
      "/me/sessions/:id",
      async ({ request, params, set }) => {
        await own.endSession(auth.anybody(request).person, params.id)
        set.status = 204
      },
      { detail: { tags: ["Account"], summary: "Sign one of them out" } },
    )
    .put(
      "/me/availability",
      async ({ request, body }) => {
        const person = auth.operator(request)
        const returned = await accounts.setAvailability(person.id, body.availability, body.reason ?? undefined)
        return { availability: body.availability, returned }
      },
      {
        body: t.Object({ availability, reason: t.Optional(t.Nullable(t.String({ maxLength: 200 }))) }),
        detail: {
          tags: ["Operator"],
          summary: "Say whether you take conversations; offline returns yours to the queue",
        },
      },
    )
