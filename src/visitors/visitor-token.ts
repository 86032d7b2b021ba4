import { timingSafeEqual } from "node:crypto"
import { AppError } from "../errors"

export type VisitorTokens = ReturnType<typeof createVisitorTokens>
type VisitorClaim = { visitorId: string; chatbotId: string }

const lifetimeMs = 180 * 24 * 3600 * 1000
const cacheSize = 20_000

/** The widget's signed tokens: they say who a browser is without a look-up in the store. */
export function createVisitorTokens({ key, now }: { key: string; now: () => number }) {
  const verified = new Map<string, VisitorClaim & { expiresAt: number }>()
  const sign = (body: string) => new Bun.CryptoHasher("sha256", key).update(body).digest("base64url")

  return {
    issue(claim: VisitorClaim): string {
      const body = `${claim.visitorId}.${claim.chatbotId}.${now().toString(36)}`
      return `${body}.${sign(body)}`
    },

    /** @throws AppError `unauthorized` for a token that is wrong or too old. */
    verify(token: string): VisitorClaim {
      const held = verified.get(token)
      if (held) {
        if (held.expiresAt > now()) return held
        throw expired()
      }
      const [visitorId, chatbotId, issued, signature, ...rest] = token.split(".")
      if (!visitorId || !chatbotId || !issued || !signature || rest.length > 0) throw wrong()
      const expected = Buffer.from(sign(`${visitorId}.${chatbotId}.${issued}`))
      const given = Buffer.from(signature)
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw wrong()
      const expiresAt = Number.parseInt(issued, 36) + lifetimeMs
      if (expiresAt <= now()) throw expired()
      const claim = { visitorId, chatbotId, expiresAt }
      verified.set(token, claim)
      if (verified.size > cacheSize) verified.delete(verified.keys().next().value!)
      return claim
    },
  }
}

const wrong = () => new AppError("unauthorized", "This visitor token is not valid. Start a new session.")
const expired = () => new AppError("unauthorized", "This visitor token has expired. Start a new session.")
