import { Button } from "../components/button"
import { FormError, TextField } from "../components/field"
import { Icon } from "../components/icon"
import { Table } from "../components/table"
import { Ago, Exact } from "../components/time"
import { Page, type Theme } from "../layout/page"
import { Beside, besideData, DeskBar } from "./list-page"
import type { Viewer } from "./props"

export type SessionView = {
  id: string
  browser: string
  role: "operator" | "owner"
  signedInAt: string
  lastSeenAt: string
  isCurrent: boolean
}

type AccountPageProps = {
  theme: Theme
  viewer: Viewer
  sessions: SessionView[]
  /** What was just done. */
  done?: string | undefined
  errors: Record<string, string>
  error?: string | undefined
  now: number
}

const path = "/operator/account"

/** One's own account: what an operator may change without an owner. */
export function AccountPage({ theme, viewer, sessions, done, errors, error, now }: AccountPageProps) {
  return (
    <Page title="Your account" theme={theme} scripts={["/beside.js"]} bodyClass="act-page" data={besideData(viewer)}>
      <DeskBar viewer={viewer} theme={theme} />
      <main class="card act-card alerts-setup account" id="main" tabIndex={-1}>
        <h1>Your account</h1>
        {done ? (
          <p class="admin-saved" role="status">
            <Icon name="circle-check" />
            {done}
          </p>
        ) : null}
        <p>
          <strong>{viewer.name}</strong> · {viewer.email}
          <br />
          <span class="soft">Visitors read your name. An owner changes it, and your email address, in the team.</span>
        </p>

        <h2 id="password-title">Password</h2>
        <form class="form" method="post" action={`${path}/password`} aria-labelledby="password-title">
          <FormError>{error}</FormError>
          {/* Password managers find by it whose password this is. */}
          <input type="hidden" name="username" value={viewer.email} autocomplete="username" />
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
            help="At least 8 characters. You are signed out everywhere but here."
            {...said(errors.password)}
          />
          <TextField
            label="New password again"
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
          {sessions.map((it) => (
            <tr>
              <td>
                {it.browser || "Another program"}
                {it.role === "owner" ? <span class="soft"> · as owner</span> : null}
              </td>
              <td data-label="Last seen">
                {it.isCurrent ? "This browser, now" : <Ago at={it.lastSeenAt} now={now} />}
              </td>
              <td data-label="Signed in">
                <Exact at={it.signedInAt} />
              </td>
              <td>
                {it.isCurrent ? null : (
                  <form method="post" action={`${path}/sessions/${encodeURIComponent(it.id)}/end`}>
                    <Button small icon="log-out" aria-label={`Sign out: ${it.browser || "another program"}`}>
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
        <p class="soft">Last seen is noted every few minutes.</p>
      </main>
      <Beside />
    </Page>
  )
}

const said = (error: string | undefined) => (error ? { error } : {})
