import { createHmac, timingSafeEqual } from "node:crypto"

/**
 * Fields that travel in an address, with how long they are good for and a proof that they are ours.
 * @param purpose what is made for one thing is good for no other.
 */
export function createSeal(key: string, purpose: string, lifetimeMs: number, now: () => number) {
  const sign = (body: string) => createHmac("sha256", key).update(`${purpose}:${body}`).digest("base64url").slice(0, 32)

  return {
    seal(...fields: string[]): string {
      const body = [...fields, (now() + lifetimeMs).toString(36)].join("~")
      return encodeURIComponent(`${body}~${sign(body)}`)
    },
    /** @returns nothing where it is not ours, not whole, or not of so many fields. */
    open(sealed: string, count: number): { fields: string[]; isTooOld: boolean } | undefined {
      const parts = sealed.split("~")
      const signature = Buffer.from(parts.pop() ?? "")
      const expected = Buffer.from(sign(parts.join("~")))
      if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) return undefined
      const until = parts.pop()
      if (!until || parts.length !== count || parts.includes("")) return undefined
      return { fields: parts, isTooOld: Number.parseInt(until, 36) < now() }
    },
  }
}
