import { AppError } from "../errors"

/** A server that the owner names, with what it asks for. */
export type ServerEntry = { apiKey?: string; baseUrl?: string; model?: string }
/** Null or empty takes a value away; what is left out stays. */
export type ServerChange = { apiKey?: string | null; baseUrl?: string | null; model?: string | null }

/** @throws AppError `validation` */
export function readServerEntry(before: ServerEntry, change: ServerChange): ServerEntry {
  const pick = (name: keyof ServerEntry) =>
    (change[name] === undefined ? before[name] : change[name])?.trim() || undefined
  const apiKey = pick("apiKey")
  const baseUrl = pick("baseUrl")?.replace(/\/+$/, "")
  const model = pick("model")
  if (apiKey && !/^[\x21-\x7e]+$/.test(apiKey))
    throw new AppError("validation", "A key has no spaces. Copy it again.", { field: "apiKey" })
  if (baseUrl) checkAddress(baseUrl)
  return { ...(apiKey ? { apiKey } : {}), ...(baseUrl ? { baseUrl } : {}), ...(model ? { model } : {}) }
}

function checkAddress(baseUrl: string): void {
  const refuse = (words: string) => new AppError("validation", words, { field: "baseUrl" })
  const url = URL.parse(baseUrl)
  if (!url || !["http:", "https:"].includes(url.protocol)) throw refuse("The address starts with https:// or http://.")
  if (url.username || url.password || url.search || url.hash)
    throw refuse("The address is only the server's, without a name, a password or a question mark.")
}

export const originOf = (baseUrl: string | undefined): string | undefined =>
  baseUrl ? URL.parse(baseUrl)?.origin : undefined

/**
 * A saved key is not sent to a server that it was not entered for.
 * @param usual where what has no address of its own goes.
 */
export function withoutStrayKey<Change extends ServerChange>(
  before: ServerEntry,
  change: Change,
  usual: string | undefined,
): Change {
  const was = originOf(before.baseUrl ?? usual)
  const is = change.baseUrl === undefined ? was : originOf(change.baseUrl?.trim() || usual)
  return change.apiKey === undefined && was !== is ? { ...change, apiKey: null } : change
}
