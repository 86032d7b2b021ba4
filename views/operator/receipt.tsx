import type { Absence, Receipt, ReceiptState } from "../../src/conversations/receipt"
import { Icon, type IconName } from "../components/icon"
import { exactly } from "../components/time"

const looks: Record<ReceiptState, { icon: IconName; word: string; means: string }> = {
  sent: { icon: "check", word: "Sent", means: "Saved here. The visitor’s page has not confirmed it yet." },
  delivered: { icon: "check-check", word: "Delivered", means: "On the visitor’s page, not seen yet." },
  seen: { icon: "eye", word: "Seen", means: "It was on the visitor’s screen." },
  undelivered: { icon: "circle-alert", word: "Not delivered yet", means: "The visitor’s page has not received it." },
  emailed: { icon: "mail", word: "Emailed", means: "Not seen on the page: it was emailed to the visitor." },
}

const whys: Record<Absence, (name: string) => string> = {
  left: (name) => `${name} has left the page`,
  cut_off: (name) => `${name}’s connection is interrupted`,
  chat_closed: (name) => `${name} is on the website with the chat closed`,
  silent: (name) => `${name}’s page is not responding`,
  elsewhere: (name) => `${name} has since started another conversation`,
}

const seenWhen: Record<Absence, string> = {
  left: " They will see it when they come back.",
  cut_off: " They will see it when it is back.",
  chat_closed: " They will see it on the next page they open.",
  silent: " They will see it when it does.",
  elsewhere: "",
}

export type ReceiptProps = {
  receipt: Receipt | null
  /** Of the visitor; null for one who has not said it. */
  name: string | null
  /** When this was true: what comes late does not take the place of what is newer. */
  at: number
}

/** How far the newest words have got, beneath them. Read where it stands; what changes in it is not called out. */
export function ReceiptMark({ receipt, name, at }: ReceiptProps) {
  if (!receipt) return null
  const { eventId, state, absence, email } = receipt
  const { icon, word, means } = looks[state]
  return (
    <p
      class={`receipt ${state === "undelivered" ? "is-undelivered" : state}`}
      data-of={eventId}
      data-at={at}
      title={absence || state === "emailed" ? undefined : means}
      aria-live="off"
    >
      <Icon name={icon} />
      <span>
        <span class="receipt-word">
          {state === "undelivered" && absence === "elsewhere" ? "Not delivered" : word}
          {state === "emailed" && email ? ` to ${email.to}` : ""}
        </span>
        {state === "emailed" && email ? (
          <>
            {" "}
            at <Time at={email.at} />
          </>
        ) : null}
        {absence && state !== "emailed" ? (
          <>
            {state === "delivered" ? ", not seen: " : ": "}
            {whys[absence](name ?? "The visitor")}.
            <What absence={absence} email={email} />
          </>
        ) : null}
      </span>
    </p>
  )
}

/** What becomes of it now. */
function What({ absence, email }: { absence: Absence; email: Receipt["email"] }) {
  if (!email) return <>{seenWhen[absence]}</>
  switch (email.state) {
    case "failing":
      return <> The mail server has not taken the email to {email.to} yet; Baton will try again.</>
    case "refused":
      return <> The email to {email.to} was refused.</>
    default:
      return absence === "elsewhere" ? (
        <> It goes to {email.to} by email.</>
      ) : (
        <>
          {" "}
          If they do not come back, it is emailed to {email.to} at <Time at={email.at} />.
        </>
      )
  }
}

const Time = ({ at }: { at: string }) => (
  <time dateTime={at} title={exactly(at)} data-clock>
    {at.slice(11, 16)}
  </time>
)
