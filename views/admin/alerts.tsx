import { Callout } from "../components/callout"
import { TextField } from "../components/field"
import { DeadLetters, type DeliveryRow, type FailingRow, NotYet } from "./alerts-deliveries"
import { EmailCard, type EmailCardProps } from "./alerts-email"
import { SlackAppCard, type SlackAppCardProps, SlackCard, type SlackCardProps } from "./alerts-slack"
import { WebhooksCard, type WebhooksCardProps } from "./alerts-webhook"
import { AdminForm, type FormState, fieldsOf } from "./form"
import { type AdminFrame, AdminPage } from "./frame"

export type AlertsPageProps = {
  frame: AdminFrame
  publicUrl: { address: string; isGuessed: boolean }
  timesForm: FormState
  failing: FailingRow[]
  dead: DeliveryRow[]
  pending: number
} & EmailCardProps &
  SlackCardProps &
  SlackAppCardProps &
  WebhooksCardProps

export function AlertsPage(props: AlertsPageProps) {
  const { frame, publicUrl, pending } = props
  return (
    <AdminPage
      frame={frame}
      section="alerts"
      title="Alerts"
      intro="Who is notified, and how, when a visitor needs a person. Operators set up notifications on their own devices from the desk’s menu."
    >
      {publicUrl.isGuessed ? (
        <Callout icon="info">
          <p>
            Links in emails and in Slack lead to <strong>{publicUrl.address}</strong>. If your visitors and operators
            use another address, set BATON_URL to it.
          </p>
        </Callout>
      ) : null}
      <NotYet {...props} />
      <DeadLetters {...props} />
      <EmailCard {...props} />
      <SlackCard {...props} />
      <SlackAppCard {...props} />
      <TimesCard {...props} />
      <WebhooksCard {...props} />
      {pending > 0 ? (
        <p class="soft">{pending === 1 ? "1 delivery is" : `${pending} deliveries are`} waiting to be sent.</p>
      ) : null}
    </AdminPage>
  )
}

function TimesCard({ timesForm }: AlertsPageProps) {
  const { errors = {}, error } = timesForm
  const fieldOf = fieldsOf(timesForm)
  return (
    <section class="card card-stack" id="times">
      <div class="card-head">
        <h2>When emails are sent</h2>
      </div>
      <AdminForm action="/admin/alerts/times#times" errors={errors} error={error}>
        <TextField
          label="To operators, after this many minutes of waiting"
          {...fieldOf("operatorsAfter")}
          help="If nobody has taken the conversation. 0: never."
          inputMode="numeric"
        />
        <TextField
          label="To owners, after this many minutes of waiting"
          {...fieldOf("ownersAfter")}
          help="If still nobody has. 0: never."
          inputMode="numeric"
        />
        <TextField
          label="To a visitor who has left, this many minutes after a reply"
          {...fieldOf("continuityAfter")}
          help="An operator’s reply follows by email, with a link that reopens the conversation. 0: never."
          inputMode="numeric"
        />
      </AdminForm>
    </section>
  )
}
