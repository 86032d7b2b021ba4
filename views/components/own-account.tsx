import { Button } from "./button"
import { FormError, TextField } from "./field"
import { Saved } from "./saved"
import { Table } from "./table"
import { Ago, Exact } from "./time"

type SessionView = {
  id: string
  browser: string
  role: "operator" | "owner"
  signedInAt: string
  lastSeenAt: string
  isCurrent: boolean
}

export type OwnAccountProps = {
  /** Where the page is; what is sent goes below it. */
  path: string
  person: { name: string; email: string }
  /** Who changes what stands above the password. */
  hint: string
  sessions: SessionView[]
  /** What was just done. */
  done?: string | undefined
  errors: Record<string, string>
  error?: string | undefined
  now: number
}

/** One's own account: the password, and where one is signed in. */
export function OwnAccount({ path, person, hint, sessions, done, errors, error, now }: OwnAccountProps) {
  return (
    <>
      <Saved>{done}</Saved>
      <p>
        <strong>{person.name}</strong> · {person.email}
        <br />
        <span class="soft">{hint}</span>
      </p>

      <h2 id="password-title">Password</h2>
      <form class="form" method="post" action={`${path}/password`} aria-labelledby="password-title">
        <FormError>{error}</FormError>
        {/* Password managers find by it whose password this is. */}
        <input type="hidden" name="username" value={person.email} autocomplete="username" />
        <TextField
          label="Current password"
          name="current"
          type="password"
          autocomplete="current-password"
          maxLength={500}
          required
          {...said(errors.current)}
        />
        <TextField
          label="New password"
          name="password"
          type="password"
          autocomplete="new-password"
          minLength={8}
          maxLength={500}
          required
          help="At least 8 characters. You will be signed out everywhere else."
          {...said(errors.password)}
        />
        <TextField
          label="Repeat the new password"
          name="again"
          type="password"
          autocomplete="new-password"
          maxLength={500}
          required
          {...said(errors.again)}
        />
        <div class="button-row">
          <Button variant="primary">Change password</Button>
        </div>
      </form>

      <h2 id="sessions">Where you are signed in</h2>
      <Table
        caption="Where you are signed in"
        columns={[
          { label: "Browser" },
          { label: "Last seen" },
          { label: "Signed in" },
          { label: "Act", isUnseen: true },
        ]}
        isStacked
      >
        {sessions.map((session) => (
          <tr>
            <td>
              {session.browser || "Another program"}
              {session.role === "owner" ? <span class="soft"> · as owner</span> : null}
            </td>
            <td data-label="Last seen">
              {session.isCurrent ? "This browser, now" : <Ago at={session.lastSeenAt} now={now} />}
            </td>
            <td data-label="Signed in">
              <Exact at={session.signedInAt} />
            </td>
            <td>
              {session.isCurrent ? null : (
                <form method="post" action={`${path}/sessions/${encodeURIComponent(session.id)}/end`}>
                  <Button small icon="log-out" aria-label={`Sign out: ${session.browser || "another program"}`}>
                    Sign out
                  </Button>
                </form>
              )}
            </td>
          </tr>
        ))}
      </Table>
      {sessions.filter(({ isCurrent }) => !isCurrent).length > 1 ? (
        <form method="post" action={`${path}/sessions/end-others`}>
          <Button icon="log-out">Sign out everywhere else</Button>
        </form>
      ) : null}
      <p class="soft">Last seen is updated every few minutes.</p>
    </>
  )
}

const said = (error: string | undefined) => (error ? { error } : {})
