import { createHmac, timingSafeEqual } from "node:crypto"

/** Who the business's website says that a visitor is, and how much of it is signed. */
export type Identity = {
  id: string
  email?: string | undefined
  name?: string | undefined
  /** The id is signed with the chatbot's secret. */
  verified: boolean
  /** So is the email address, together with the id. */
  emailVerified?: boolean | undefined
}

export type GivenIdentity = {
  id: string
  email?: string | null | undefined
  name?: string | null | undefined
  hash?: string | null | undefined
}

/**
 * Signed is either the id alone, or the id and the email address with a line break between. With the id alone a
 * customer could claim another's address beside their own id, so the address then counts as hearsay.
 */
const signatureOf = (secret: string, id: string, email?: string): Buffer =>
  createHmac("sha256", secret)
    .update(email === undefined ? id : `${id}\n${email}`)
    .digest()

/** @returns undefined for a signature that is missing or wrong where one is required. */
export function checkIdentity(given: GivenIdentity, secret: string | undefined): Identity | undefined {
  const identity = {
    id: given.id,
    ...(given.email ? { email: given.email } : {}),
    ...(given.name ? { name: given.name } : {}),
  }
  if (!secret) return { ...identity, verified: false }
  const hash = /^[\da-f]{64}$/i.test(given.hash ?? "") ? Buffer.from(given.hash!, "hex") : Buffer.alloc(32)
  // Both are compared whichever holds, so that the time says nothing of either. A line break in an id could stand for
  // the one between.
  const signsId = timingSafeEqual(hash, signatureOf(secret, given.id))
  const signsBoth = timingSafeEqual(hash, signatureOf(secret, given.id, given.email ?? ""))
  if (given.id.includes("\n") || !(signsId || signsBoth)) return undefined
  return { ...identity, verified: true, emailVerified: signsBoth && Boolean(given.email) }
}
