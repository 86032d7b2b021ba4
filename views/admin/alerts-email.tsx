import { Button } from "../components/button"
import { Select, TextField } from "../components/field"
import { AdminForm, type FormState, fieldsOf } from "./form"
import type { AdminFrame } from "./frame"
import { type Trial, TrialResult } from "./trial"

export type EmailCardProps = {
  frame: AdminFrame
  email: { hasPassword: boolean; fromEnvironment: boolean } | undefined
  publicUrl: { address: string }
  emailForm: FormState
  bounceForm: FormState
  emailTrial?: Trial | undefined
}

export function EmailCard({ email, emailForm, emailTrial, bounceForm, publicUrl, frame }: EmailCardProps) {
  const { errors = {}, error } = emailForm
  const fieldOf = fieldsOf(emailForm)
  return (
    <section class="card card-stack" id="email">
      <div class="card-head">
        <h2>Email</h2>
        <span class="badge">
          {email ? (email.fromEnvironment ? "From the configuration" : "Set up") : "Not set up"}
        </span>
      </div>
      <p class="soft">
        For alerts that nobody reacted to, bookings, replies to visitors who have left, and transcripts.
      </p>
      <AdminForm
        action="/admin/alerts/email#email"
        errors={errors}
        error={error}
        more={
          email && !email.fromEnvironment ? (
            <Button name="act" value="remove">
              Remove
            </Button>
          ) : null
        }
      >
        <TextField label="Mail server" {...fieldOf("host")} placeholder="mail.example.com" autocomplete="off" />
        <Select
          label="Encryption"
          {...fieldOf("security", "starttls")}
          options={[
            { value: "starttls", label: "Standard (STARTTLS, port 587)" },
            { value: "tls", label: "From the start (TLS, port 465)" },
            { value: "none", label: "None (only for a server on this machine)" },
          ]}
        />
        <TextField label="Port" {...fieldOf("port")} inputMode="numeric" help="Leave empty for the standard one." />
        <TextField label="User name" {...fieldOf("user")} autocomplete="off" />
        <TextField
          label="Password"
          name="password"
          type="password"
          error={errors.password}
          placeholder={email?.hasPassword ? "Saved. Enter a new one to replace it" : ""}
          help="Kept on this server and never shown again."
          autocomplete="new-password"
        />
        <TextField label="Sender" {...fieldOf("from")} placeholder="Luma Shoes <chat@example.com>" autocomplete="off" />
      </AdminForm>
      {email ? (
        <form class="token-form" method="post" action="/admin/alerts/email/test#email">
          <TextField label="Send a test to" {...fieldOf("to", frame.owner.email)} type="email" autocomplete="off" />
          <Button icon="send-horizontal">Send a test</Button>
        </form>
      ) : null}
      <TrialResult trial={emailTrial} good="The mail server accepted it." />
      {email ? <ReturnedLetters bounceForm={bounceForm} publicUrl={publicUrl} /> : null}
    </section>
  )
}

/** What another mail server sends back hours later, after ours took it. */
function ReturnedLetters({ bounceForm, publicUrl }: Pick<EmailCardProps, "bounceForm" | "publicUrl">) {
  const { values, errors = {}, error } = bounceForm
  const fieldOf = fieldsOf(bounceForm)
  return (
    <details class="set-up" open={Boolean(values.address) || Object.keys(errors).length > 0}>
      <summary>Emails returned later</summary>
      <p class="soft">
        What your mail server refuses at once is shown here and in the conversation. What another server returns hours
        later goes to the sender, unless you name an address for it here and have everything that arrives there
        (including at addresses with a plus and anything after it) posted to{" "}
        <code>{publicUrl.address}/mail/returned</code>: by your mail server (in Postfix:{" "}
        <code>|curl --data-binary @- {publicUrl.address}/mail/returned</code>) or by a service that receives mail. Each
        email has its own signed return address, so nothing else is accepted.
      </p>
      <AdminForm action="/admin/alerts/returned#email" errors={errors} error={error}>
        <TextField
          label="Address for returned emails"
          {...fieldOf("address")}
          placeholder="returned@example.com"
          help="Leave empty and they go to the sender."
          autocomplete="off"
        />
      </AdminForm>
    </details>
  )
}
