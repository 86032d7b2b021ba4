import type { ComponentChildren } from "preact"
import { Button, LinkButton } from "../components/button"
import { Callout } from "../components/callout"
import { type AdminFrame, AdminPage } from "./frame"

type ConfirmProps = {
  frame: AdminFrame
  section:
    | "chatbots"
    | "content"
    | "rules"
    | "visitors"
    | "team"
    | "queues"
    | "replies"
    | "bookings"
    | "contacts"
    | "alerts"
    | "settings"
  title: string
  action: string
  back: { href: string; label: string }
  /** The act in its own words, on the button. */
  word: string
  children: ComponentChildren
  /** What has to be chosen with it. */
  fields?: ComponentChildren
  /** Why it was refused. */
  error?: string | undefined
}

/** What cannot be undone asks, on a page of its own: with or without a script. */
export function ConfirmPage({ frame, section, title, action, back, word, children, fields, error }: ConfirmProps) {
  return (
    <AdminPage frame={frame} section={section} title={title} back={back}>
      <Callout icon="triangle-alert" tone="danger">
        {children}
      </Callout>
      {error ? (
        <p class="form-error" role="alert">
          {error}
        </p>
      ) : null}
      <form method="post" action={action} class="form">
        {fields}
        <div class="button-row">
          <Button variant="danger" icon="trash-2">
            {word}
          </Button>
          <LinkButton href={back.href}>Keep</LinkButton>
        </div>
      </form>
    </AdminPage>
  )
}
