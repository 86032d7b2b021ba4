import { createHmac, timingSafeEqual } from "node:crypto"
import { AppError } from "../errors"

export type SlackClaims = ReturnType<typeof createSlackClaims>

const lifetimeMs = 15 * 60_000

/**
 * Who somebody is in Slack, signed by us and shown to nobody but them. Opened where they are signed in as an operator and
 * confirmed there, it links the two.
 */
export function createSlackClaims({
  key,
  publicUrl,
  now,
}: {
  key: string
  publicUrl: () => string
  now: () => number
}) {
  const sign = (body: string) =>
    createHmac("sha256", key).update(`slack-claim:${body}`).digest("base64url").slice(0, 32)

  return {
    make(slackUserId: string): string {
      const body = `${slackUserId}~${(now() + lifetimeMs).toString(36)}`
      return `${publicUrl()}/operator/slack?claim=${encodeURIComponent(`${body}~${sign(body)}`)}`
    },
    /** @throws AppError `not_found` for a claim that is not ours or too old. */
    read(claim: string): string {
      const [slackUserId, until, signature] = claim.split("~")
      const expected = Buffer.from(sign(`${slackUserId}~${until}`))
      const given = Buffer.from(signature ?? "")
      if (!slackUserId || !until || given.length !== expected.length || !timingSafeEqual(given, expected))
        throw new AppError("not_found", "This link is not complete. Click the button in Slack again.")
      if (Number.parseInt(until, 36) < now())
        throw new AppError(
          "not_found",
          "This link was good for 15 minutes. Click a button in Slack again for a new one.",
        )
      return slackUserId
    },
  }
}
