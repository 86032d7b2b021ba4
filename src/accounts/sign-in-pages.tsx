import { Elysia, t } from "elysia"
import { ActPage } from "../../views/operator/act-page"
import { LeaveForm } from "../../views/operator/leave"
import { SignInPage } from "../../views/sign-in/sign-in-page"
import { AppError } from "../errors"
import { htmlPage, redirectTo } from "../http/html"
import type { Origins } from "../http/origin"
import { asPage, safeNext } from "../http/page-request"
import { problemOf } from "../http/problem"
import { notKeptOfOurs } from "../http/store-trouble"
import { themeCookie, themeOf } from "../http/theme"
import type { createSignIn } from "./api-routes"
import type { Auth } from "./auth"
import type { AccountCommands } from "./commands"
import type { Role } from "./person-store"

type Deps = { auth: Auth; accounts: AccountCommands; origins: Origins; signIn: ReturnType<typeof createSignIn> } & {
  /** How many conversations somebody holds just now. */
  countHeldBy: (personId: string) => number
  /** The address under which an owner came to us is one that works. */
  learnAddress: (address: string) => Promise<void>
}

const doors: { role: Role; base: string }[] = [
  { role: "operator", base: "/operator" },
  { role: "owner", base: "/admin" },
]

/** Two doors, each with its own session, and the choice of theme, which both have. */
export const signInPages = (deps: Deps) => {
  const app = new Elysia({ name: "sign-in-pages" })
  for (const { role, base } of doors) app.use(door(deps, role, base))
  return app
}

function door({ auth, accounts, origins, signIn, countHeldBy, learnAddress }: Deps, role: Role, base: string) {
  const form = (
    request: Request,
    it: Omit<Parameters<typeof SignInPage>[0], "role" | "theme">,
    status = 200,
    headers = {},
  ) => htmlPage(<SignInPage role={role} theme={themeOf(request)} {...it} />, status, headers)

  return new Elysia({ name: `sign-in-pages${base}`, prefix: base, detail: { hide: true } })
    .get(
      "/sign-in",
      ({ request, query }) => {
        const next = safeNext(query.next, base)
        return auth.find(request, role)
          ? redirectTo(next)
          : form(request, { next, outside: auth.whyOutside(request, role) })
      },
      { query: t.Object({ next: t.Optional(t.String({ maxLength: 500 })) }) },
    )
    .post(
      "/sign-in",
      async ({ request, body }) => {
        const { email = "", password = "" } = body
        const next = safeNext(body.next, base)
        try {
          // A stranger's page must not be able to sign somebody in as somebody else.
          origins.requireSameOrigin(request)
          const { token } = await signIn(request, email, password, role)
          if (role === "owner") await learnAddress(origins.own(request))
          return redirectTo(next, { "set-cookie": auth.setCookie(request, role, token) })
        } catch (error) {
          const refused = error instanceof AppError ? error : notKeptOfOurs(error, "You cannot be signed in just now.")
          if (!refused) throw error
          const { status, retryAfter } = problemOf(refused)
          const headers = typeof retryAfter === "number" ? { "retry-after": String(retryAfter) } : {}
          return form(request, { email, error: refused.message, next }, status, headers)
        }
      },
      {
        body: t.Object({
          email: t.Optional(t.String({ maxLength: 200 })),
          password: t.Optional(t.String({ maxLength: 500 })),
          next: t.Optional(t.String({ maxLength: 500 })),
        }),
      },
    )
    .post(
      "/sign-out",
      ({ request, body }) =>
        asPage(request, base, async () => {
          const { token, session, person } = auth.require(request, role)
          const held = role === "operator" && body?.sure !== "true" ? countHeldBy(person.id) : 0
          if (held > 0) {
            return htmlPage(
              <ActPage title="Sign out?" theme={themeOf(request)} viewer={person}>
                <LeaveForm how="sign-out" held={held} />
              </ActPage>,
            )
          }
          await accounts.signOut(token)
          return redirectTo(`${base}/sign-in`, { "set-cookie": auth.clearCookie(session.role) })
        }),
      { body: t.Optional(t.Nullable(t.Object({ sure: t.Optional(t.String()) }))) },
    )
    .post(
      "/theme",
      ({ request, body }) => {
        const from = URL.parse(request.headers.get("referer") ?? "")
        const back = safeNext(from ? from.pathname + from.search : undefined, base)
        return redirectTo(back, { "set-cookie": themeCookie(body.theme) })
      },
      { body: t.Object({ theme: t.String({ maxLength: 20 }) }) },
    )
}
