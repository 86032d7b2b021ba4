import { Elysia } from "elysia"
import { accountPages } from "./account-pages"
import { accountApiRoutes, createPasswordChange, createSignIn } from "./api-routes"
import { teamAdminRoutes } from "./operators-admin-routes"
import { teamApiRoutes } from "./operators-api-routes"
import { signInPages } from "./sign-in-pages"

type Deps = Parameters<typeof createSignIn>[0] &
  Omit<Parameters<typeof accountApiRoutes>[0], "signIn" | "changePassword"> &
  Omit<Parameters<typeof accountPages>[0], "changePassword"> &
  Parameters<typeof teamApiRoutes>[0] &
  Parameters<typeof teamAdminRoutes>[0] &
  Omit<Parameters<typeof signInPages>[0], "signIn">

/** Signing in, for both roles, and the people of the team. */
export const accountRoutes = (deps: Deps) => {
  const signIn = createSignIn(deps)
  const changePassword = createPasswordChange(deps)
  return new Elysia({ name: "accounts" })
    .use(accountApiRoutes({ ...deps, signIn, changePassword }))
    .use(accountPages({ ...deps, changePassword }))
    .use(teamApiRoutes(deps))
    .use(teamAdminRoutes(deps))
    .use(signInPages({ ...deps, signIn }))
}
