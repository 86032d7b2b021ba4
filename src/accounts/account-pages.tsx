import { Elysia } from "elysia"
import { AdminAccountPage } from "../../views/admin/account"
import { AccountPage } from "../../views/operator/account"
import { AppError } from "../errors"
import { readForm } from "../http/form"
import { htmlPage, redirectTo } from "../http/html"
import { asPage } from "../http/page-request"
import { problemOf } from "../http/problem"
import { themeOf } from "../http/theme"
import type { createPasswordChange } from "./api-routes"
import type { Auth, SignedIn } from "./auth"
import type { OwnAccount } from "./own-account"
import type { Role } from "./person-store"

type Deps = {
  auth: Auth
  own: OwnAccount
  changePassword: ReturnType<typeof createPasswordChange>
  now: () => number
}

/** By the word in the address: a stranger's link cannot make the page say something else. */
const doneWords: Record<string, string> = {
  password: "Your password is changed. You are signed out everywhere else.",
  ended: "Signed out there.",
  others: "You are signed out everywhere else.",
}

/** One's own account, in the desk and in the admin: the password, and where one is signed in. */
export const accountPages = (deps: Deps) =>
  new Elysia({ name: "account-pages" }).use(pagesOf(deps, "operator")).use(pagesOf(deps, "owner"))

function pagesOf({ auth, own, changePassword, now }: Deps, role: Role) {
  const home = role === "owner" ? "/admin" : "/operator"
  const path = `${home}/account`
  const page = (request: Request, act: (signedIn: SignedIn) => Response | Promise<Response>) =>
    asPage(request, home, () => act(auth.require(request, role)))

  function show(request: Request, { person, token }: SignedIn, refused?: AppError): Response {
    const { status, retryAfter } = refused ? problemOf(refused) : { status: 200, retryAfter: undefined }
    const headers: Record<string, string> = typeof retryAfter === "number" ? { "retry-after": String(retryAfter) } : {}
    const field = refused?.extra.field
    const theme = themeOf(request)
    const account = {
      path,
      sessions: own.listSessions(person, token),
      done: doneWords[new URL(request.url).searchParams.get("done") ?? ""],
      errors: refused && typeof field === "string" ? { [field]: refused.message } : {},
      error: refused && field === undefined ? refused.message : undefined,
      now: now(),
    }
    const shown =
      role === "owner" ? (
        <AdminAccountPage frame={{ theme, owner: { name: person.name, email: person.email } }} account={account} />
      ) : (
        <AccountPage theme={theme} viewer={person} account={account} />
      )
    return htmlPage(shown, status, headers)
  }

  return new Elysia({ name: `account-pages-${role}`, prefix: path, detail: { hide: true } })
    .get("/", ({ request }) => page(request, (signedIn) => show(request, signedIn)))
    .post("/password", ({ request }) =>
      page(request, async (signedIn) => {
        const form = await readForm(request)
        const password = form.text("password")
        try {
          if (form.text("again") !== password)
            throw new AppError("validation", "This is not the same as above.", { field: "again" })
          await changePassword(request, signedIn, { current: form.text("current"), password })
        } catch (error) {
          if (!(error instanceof AppError) || !["validation", "rate_limited"].includes(error.code)) throw error
          return show(request, signedIn, error)
        }
        return redirectTo(`${path}?done=password`)
      }),
    )
    .get("/password", () => redirectTo(path))
    .post("/sessions/:id/end", ({ request, params }) =>
      page(request, async ({ person }) => {
        await own.endSession(person, params.id)
        return redirectTo(`${path}?done=ended`)
      }),
    )
    .post("/sessions/end-others", ({ request }) =>
      page(request, async ({ person, token }) => {
        await own.endOthers(person, token)
        return redirectTo(`${path}?done=others`)
      }),
    )
}
