import { Button } from "../components/button"
import { FormError, TextField } from "../components/field"
import { Logo } from "../layout/logo"
import { Page, type Theme } from "../layout/page"

type SignInProps = {
  role: "operator" | "owner"
  theme: Theme
  /** What was typed, after a refusal. Never the password. */
  email?: string
  error?: string
  /** Why they stand here: their session is over, and what was open opens again, or they are signed in at the other door only. */
  outside?: "over" | { id: string } | undefined
  /** Where to go afterwards: a path of this server. */
  next?: string
}

const roles = {
  operator: {
    title: "Operator desk",
    action: "/operator/sign-in",
    other: { href: "/admin/sign-in", word: "Set up chatbots instead? Sign in as owner" },
  },
  owner: {
    title: "Admin",
    action: "/admin/sign-in",
    other: { href: "/operator/sign-in", word: "Answer visitors instead? Sign in as operator" },
  },
}

/** Two doors, because the two sessions open different things. */
export function SignInPage({ role, theme, email, error, outside, next }: SignInProps) {
  const { title, action, other } = roles[role]
  return (
    <Page title={`Sign in · ${title}`} theme={theme} bodyClass="sign-in">
      <main class="card sign-in-card" id="main" tabIndex={-1}>
        <Logo />
        <h1>{title}</h1>
        {outside && !error ? (
          <p class="soft" role="status">
            {outside === "over" ? (
              <>
                You have been signed out. Sign in to continue where you were
                {role === "operator" ? "; what you had started to write is kept." : "."}
              </>
            ) : role === "operator" ? (
              <>
                You are signed in as owner, and the desk is for operators. You can be both: tick “Operator” and a
                chatbot on <a href={`/admin/team/${encodeURIComponent(outside.id)}`}>your page</a>.
              </>
            ) : (
              "You are signed in as operator, and the admin is for owners."
            )}
          </p>
        ) : null}
        <form class="form" method="post" action={action}>
          {next ? <input type="hidden" name="next" value={next} /> : null}
          <FormError>{error}</FormError>
          <TextField
            label="Email"
            name="email"
            type="email"
            autocomplete="username"
            value={email}
            required
            autofocus={!email}
          />
          <TextField
            label="Password"
            name="password"
            type="password"
            autocomplete="current-password"
            required
            autofocus={Boolean(email)}
          />
          <Button variant="primary">Sign in</Button>
        </form>
        <p class="sign-in-other">
          <a href={other.href}>{other.word}</a>
        </p>
      </main>
    </Page>
  )
}
