import { createHmac, timingSafeEqual } from "node:crypto"
import { AppError } from "../errors"

export type ContinueLinks = ReturnType<typeof createContinueLinks>

const lifetimeMs = 30 * 24 * 3600_000

/**
 * Links in letters that reopen a conversation. What stands in the address is no visitor token: it only proves that the
 * letter was ours, and is exchanged for a token by a page of ours, which programs that look at links do not do.
 */
export function createContinueLinks({
  key,
  publicUrl,
  now,
}: {
  key: string
  publicUrl: () => string
  now: () => number
}) {
  const sign = (body: string) => createHmac("sha256", key).update(`continue:${body}`).digest("base64url").slice(0, 32)

  return {
    make(claim: { visitorId: string; chatbotId: string }): string {
      const body = [claim.visitorId, claim.chatbotId, (now() + lifetimeMs).toString(36)].join("~")
      return `${publicUrl()}/continue/${encodeURIComponent(`${body}~${sign(body)}`)}`
    },
    /** @throws AppError `not_found` for a link that is not ours or too old. */
    read(link: string): { visitorId: string; chatbotId: string } {
      const [visitorId, chatbotId, until, signature] = link.split("~")
      const expected = Buffer.from(sign([visitorId, chatbotId, until].join("~")))
      const given = Buffer.from(signature ?? "")
      if (!visitorId || !chatbotId || !until || given.length !== expected.length || !timingSafeEqual(given, expected))
        throw new AppError("not_found", "This link is not complete. Copy the whole of it from the email.")
      if (Number.parseInt(until, 36) < now())
        throw new AppError("not_found", "This link is too old. Write to us on our website; we are glad to help.")
      return { visitorId, chatbotId }
    },
  }
}
