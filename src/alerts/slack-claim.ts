import { AppError } from "../errors"
import { createSeal } from "./sealed"

export type SlackClaims = ReturnType<typeof createSlackClaims>
type Deps = { key: string; publicUrl: () => string; now: () => number }

const lifetimeMs = 15 * 60_000

/**
 * Who somebody is in Slack, signed by us and shown to nobody but them. Opened where they are signed in as an operator and
 * confirmed there, it links the two.
 */
export function createSlackClaims({ key, publicUrl, now }: Deps) {
  const { seal, open } = createSeal(key, "slack-claim", lifetimeMs, now)

  return {
    make: (slackUserId: string): string => `${publicUrl()}/operator/slack?claim=${seal(slackUserId)}`,
    /** @throws AppError `not_found` for a claim that is not ours or too old. */
    read(claim: string): string {
      const opened = open(claim, 1)
      if (!opened) throw new AppError("not_found", "This link is not complete. Click the button in Slack again.")
      const again = "This link was good for 15 minutes. Click a button in Slack again for a new one."
      if (opened.isTooOld) throw new AppError("not_found", again)
      return opened.fields[0]!
    },
  }
}
