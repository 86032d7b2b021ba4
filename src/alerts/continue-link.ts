import { AppError } from "../errors"
import { createSeal } from "./sealed"

export type ContinueLinks = ReturnType<typeof createContinueLinks>
type Deps = { key: string; publicUrl: () => string; now: () => number }

const lifetimeMs = 30 * 24 * 3600_000

/**
 * Links in letters that reopen a conversation. What stands in the address is no visitor token: it only proves that the
 * letter was ours, and is exchanged for a token by a page of ours, which programs that look at links do not do.
 */
export function createContinueLinks({ key, publicUrl, now }: Deps) {
  const { seal, open } = createSeal(key, "continue", lifetimeMs, now)

  return {
    make: (claim: { visitorId: string; chatbotId: string }): string =>
      `${publicUrl()}/continue/${seal(claim.visitorId, claim.chatbotId)}`,
    /** @throws AppError `not_found` for a link that is not ours or too old. */
    read(link: string): { visitorId: string; chatbotId: string } {
      const opened = open(link, 2)
      if (!opened) throw new AppError("not_found", "This link is not complete. Copy the whole of it from the email.")
      if (opened.isTooOld)
        throw new AppError("not_found", "This link is too old. Write to us on our website; we are glad to help.")
      const [visitorId, chatbotId] = opened.fields as [string, string]
      return { visitorId, chatbotId }
    },
  }
}
