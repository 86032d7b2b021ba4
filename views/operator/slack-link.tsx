import { Button, LinkButton } from "../components/button"
import { Callout } from "../components/callout"
import type { Theme } from "../layout/page"
import { ActPage } from "./act-page"
import type { Viewer } from "./props"

type SlackLinkProps = {
  theme: Theme
  person: Viewer
  team: string
  /** Their name in Slack, where they are linked. */
  linked: string | undefined
  /** Somebody in Slack asks to be this operator. */
  asked: { claim: string; name: string } | undefined
}

/** Who this operator is in Slack, confirmed by themselves. */
export function SlackLinkPage({ theme, person, team, linked, asked }: SlackLinkProps) {
  const place = team ? ` in ${team}` : ""
  return (
    <ActPage title="Your Slack account" theme={theme} viewer={person}>
      <h2>Your Slack account</h2>
      {asked && asked.name !== linked ? (
        <form class="form" method="post" action="/operator/slack">
          <p>
            Link <strong>{asked.name}</strong>
            {place} to <strong>{person.name}</strong> ({person.email})?
          </p>
          <p class="soft">
            What {asked.name} replies in a conversation’s thread then goes to the visitor in your name.
          </p>
          <Callout icon="triangle-alert" tone="danger">
            <p>Only if you clicked “Link my account” in Slack yourself, just now. If somebody sent you this: cancel.</p>
          </Callout>
          <input type="hidden" name="claim" value={asked.claim} />
          <div class="dialog-actions">
            <LinkButton href="/operator">Cancel</LinkButton>
            <Button variant="primary" name="act" value="link">
              Link this account
            </Button>
          </div>
        </form>
      ) : linked ? (
        <form class="form" method="post" action="/operator/slack">
          <p role="status">
            You are <strong>{linked}</strong>
            {place}. Your replies in a conversation’s thread go to the visitor.
          </p>
          <div class="dialog-actions">
            <Button name="act" value="unlink">
              Unlink
            </Button>
            <LinkButton href="/operator" variant="primary">
              To the desk
            </LinkButton>
          </div>
        </form>
      ) : (
        <>
          <p>
            You are not linked to a Slack account. Press a button under an alert in Slack, or write in its thread: Slack
            then shows you “Link my account”.
          </p>
          <div class="dialog-actions">
            <LinkButton href="/operator">To the desk</LinkButton>
          </div>
        </>
      )}
    </ActPage>
  )
}
