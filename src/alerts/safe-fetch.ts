/** Requests to addresses that people type in: public ones only, each checked at the moment of connecting. */

import { promises as dns, type LookupAddress } from "node:dns"
import http from "node:http"
import https from "node:https"
import zlib from "node:zlib"
import ipaddr from "ipaddr.js"
import { AppError } from "../errors"

export type SafeRequest = {
  method?: string
  headers?: Record<string, string>
  body?: string | Uint8Array
  signal?: AbortSignal | undefined
  /** More than the usual 16 kB, for whoever reads the answer and not only its head. */
  maxBytes?: number
}
/** The body is cut at 16 kB where no other size is asked for: nobody reads more of a stranger's answer. */
type SafeAnswer = { status: number; statusText: string; headers: Record<string, string>; body: string }

type SafeReading = {
  headers?: Record<string, string>
  signal: AbortSignal
  maxBytes: number
  /** Asked when the head has arrived; what is not wanted is not loaded. */
  wants?: (contentType: string) => boolean
}
/** `body`: undefined where it was not wanted or is larger than asked for. */
export type SafePage = {
  status: number
  headers: Record<string, string>
  body: Uint8Array | undefined
  isTooLarge: boolean
}

export type SafeFetch = ReturnType<typeof createSafeFetch>

/** Why a request was not made; a sentence for the log of deliveries and for whoever typed the address. */
export class AddressRefused extends Error {
  override name = "AddressRefused"
}

const maxBodyBytes = 16 * 1024
/** As long as a name server may take: whoever typed the address waits for it. */
const usualResolveMs = 5000
/** Public by its number, and yet the inside of a cloud. */
const insideClouds = new Set(["168.63.129.16"])
// They carry an IPv4 address within. The other ranges that do, or that are not for the public, the library knows.
const compatible = ipaddr.parseCIDR("::/96")

/** Loopback, private, link-local, metadata, multicast, reserved; also where IPv6 only wraps one of these. */
export function isPrivateAddress(address: string): boolean {
  // A zone (`%eth0`) exists only on local links.
  if (address.includes("%") || !ipaddr.isValid(address)) return true
  const parsed = ipaddr.process(address)
  if (parsed.range() !== "unicast" || insideClouds.has(parsed.toString())) return true
  return parsed.kind() === "ipv6" && parsed.match(compatible as [ipaddr.IPv6, number])
}

/**
 * @param allowPrivate hosts, addresses or CIDRs that may be reached though private.
 * @param resolve for tests: what a name stands for, and how long that may take.
 */
export function createSafeFetch(
  allowPrivate: readonly string[],
  resolve: (host: string) => Promise<LookupAddress[]> = (host) => dns.lookup(host, { all: true, verbatim: true }),
  { resolveMs = usualResolveMs } = {},
) {
  const hosts = new Set(allowPrivate.map((entry) => entry.toLowerCase()))
  const ranges = allowPrivate.flatMap((entry): [ipaddr.IPv4 | ipaddr.IPv6, number][] => {
    if (ipaddr.isValidCIDR(entry)) return [ipaddr.parseCIDR(entry)]
    if (!ipaddr.isValid(entry)) return []
    const address = ipaddr.parse(entry)
    return [[address, address.kind() === "ipv4" ? 32 : 128]]
  })
  const isNamed = (address: string) => {
    if (!ipaddr.isValid(address)) return false
    const parsed = ipaddr.process(address)
    // An address and a range of one kind each, which the types keep apart.
    return ranges.some(([range, bits]) => range.kind() === parsed.kind() && parsed.match(range as never, bits))
  }
  const isAllowed = (host: string, address: string) => hosts.has(host) || isNamed(address) || !isPrivateAddress(address)

  /** @throws AddressRefused, or the signal's reason: no name server is waited for longer than whoever asks waits. */
  async function resolvePublic(host: string, signal?: AbortSignal): Promise<LookupAddress[]> {
    const family = ipaddr.isValid(host) ? (ipaddr.parse(host).kind() === "ipv4" ? 4 : 6) : 0
    let found: LookupAddress[]
    try {
      found = family ? [{ address: host, family }] : await withinTime(resolve(host), resolveMs, signal)
    } catch (error) {
      if (signal?.aborted) throw tooLate()
      throw new AddressRefused(
        error === noAnswer
          ? `${host} could not be looked up: the name server of this machine does not answer.`
          : isNoName(error)
            ? `There is no address for ${host}.`
            : `${host} could not be looked up just now: the name server fails.`,
      )
    }
    // One private address among public ones is enough to refuse: which is taken is not ours to say.
    if (found.length === 0) throw new AddressRefused(`There is no address for ${host}.`)
    if (!found.every(({ address }) => isAllowed(host, address))) {
      throw new AddressRefused(
        `${host} is a private address. To reach it all the same, start Baton with BATON_ALLOW_PRIVATE=${host} (several with commas between them).`,
      )
    }
    return found
  }

  /** @throws AddressRefused */
  function parse(address: string): { url: URL; host: string } {
    const url = URL.parse(address)
    if (!url || !["http:", "https:"].includes(url.protocol))
      throw new AddressRefused("The address must start with https:// or http://.")
    if (url.username || url.password) throw new AddressRefused("The address must not contain a name or a password.")
    return {
      url,
      host: url.hostname
        .toLowerCase()
        .replace(/^\[|\]$/g, "")
        .replace(/\.$/, ""),
    }
  }

  /**
   * One request, no redirects: where a redirect would lead was not checked, and a hook has no reason to move.
   * @throws AddressRefused, or an Error in words when there was no answer.
   */
  async function safeFetch(address: string, request: SafeRequest = {}): Promise<SafeAnswer> {
    const { url, host } = parse(address)
    const { method = "POST", headers = {}, body = "", signal, maxBytes = maxBodyBytes } = request
    const found = await resolvePublic(host, signal)
    const length = typeof body === "string" ? Buffer.byteLength(body) : body.length
    return new Promise((settle, reject) => {
      const options: https.RequestOptions = {
        method,
        headers: { ...headers, "content-length": String(length), connection: "close" },
        ...(signal ? { signal } : {}),
        ...connectingTo(found),
      }
      const made = (url.protocol === "https:" ? https : http).request(url, options, (response) => {
        const chunks: Buffer[] = []
        let size = 0
        const finish = () => {
          settle({
            status: response.statusCode ?? 0,
            statusText: response.statusMessage ?? "",
            headers: Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)])),
            body: Buffer.concat(chunks).subarray(0, maxBytes).toString("utf8"),
          })
          response.destroy()
        }
        response.on("data", (chunk: Buffer) => {
          chunks.push(chunk)
          size += chunk.length
          if (size >= maxBytes) finish()
        })
        response.on("end", finish)
        response.on("error", (error) => reject(inWords(error)))
      })
      made.on("error", (error) => reject(inWords(error)))
      made.end(body)
    })
  }

  /**
   * Reads a page, unpacked, without following redirects: whoever follows one asks here again, and it is checked again.
   * @throws AddressRefused, or an Error in words when there was no answer.
   */
  async function read(address: string, { headers = {}, signal, maxBytes, wants }: SafeReading): Promise<SafePage> {
    const { url, host } = parse(address)
    const found = await resolvePublic(host, signal)
    return new Promise((settle, reject) => {
      const options: https.RequestOptions = {
        method: "GET",
        headers: { "accept-encoding": "gzip, deflate, br", ...headers, connection: "close" },
        signal,
        ...connectingTo(found),
      }
      const made = (url.protocol === "https:" ? https : http).request(url, options, (response) => {
        const given = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)]))
        const chunks: Buffer[] = []
        let size = 0
        const finish = (body: Uint8Array | undefined, isTooLarge = false) => {
          settle({ status: response.statusCode ?? 0, headers: given, body, isTooLarge })
          response.destroy()
        }
        if (wants && !wants(given["content-type"] ?? "")) return finish(undefined)
        // Counted after unpacking: a small parcel can hold a large page.
        const packed = given["content-encoding"]?.toLowerCase()
        const unpack = packed === "br" ? zlib.createBrotliDecompress() : packed ? zlib.createUnzip() : undefined
        const stream = unpack ? response.pipe(unpack) : response
        stream.on("data", (chunk: Buffer) => {
          chunks.push(chunk)
          size += chunk.length
          if (size > maxBytes) finish(undefined, true)
        })
        stream.on("end", () => finish(Buffer.concat(chunks)))
        for (const each of [response, stream]) each.on("error", (error) => reject(inWords(error)))
      })
      made.on("error", (error) => reject(inWords(error)))
      made.end()
    })
  }

  return Object.assign(safeFetch, {
    read,
    /** Before an address is kept. @throws AppError `validation` naming `field`. */
    async check(address: string, field: string): Promise<void> {
      try {
        await resolvePublic(parse(address).host)
      } catch (error) {
        if (error instanceof AddressRefused) throw new AppError("validation", error.message, { field })
        throw error
      }
    },
  })
}

/**
 * All that were checked, one after the other until one answers: of two ways to a host the first is often dead (IPv6).
 * The types of node:https leave out what they pass on to `net.connect`.
 */
const connectingTo = (found: LookupAddress[]): https.RequestOptions & { autoSelectFamily: true } => ({
  agent: false,
  autoSelectFamily: true,
  // The name was looked at once and is not looked up again: between two answers it could have changed.
  lookup: (_, given, done) =>
    given.all
      ? (done as unknown as (error: null, all: LookupAddress[]) => void)(null, found)
      : done(null, found[0]!.address, found[0]!.family),
})

const noAnswer = new Error("no answer")
const tooLate = () => Object.assign(new Error("There was no answer in time"), { name: "TimeoutError" })
const isNoName = (error: unknown) => /NOTFOUND|NODATA|NONAME/.test((error as { code?: string }).code ?? "")

/** @throws noAnswer, the signal's reason, or what the work throws. */
async function withinTime<T>(work: Promise<T>, ms: number, signal: AbortSignal | undefined): Promise<T> {
  const late = Promise.withResolvers<never>()
  const onAbort = () => late.reject(signal?.reason)
  const timer = setTimeout(() => late.reject(noAnswer), ms)
  signal?.addEventListener("abort", onAbort, { once: true })
  try {
    signal?.throwIfAborted()
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener("abort", onAbort)
  }
}

const words: Record<string, string> = {
  ECONNREFUSED: "The connection was refused",
  ConnectionRefused: "The connection was refused",
  ECONNRESET: "The connection was cut",
  ETIMEDOUT: "The connection timed out",
  EHOSTUNREACH: "The host cannot be reached",
  ENETUNREACH: "The network cannot be reached",
  CERT_HAS_EXPIRED: "The certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "The certificate is self-signed",
  ERR_TLS_CERT_ALTNAME_INVALID: "The certificate is for another name",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "The certificate is signed by nobody known",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "The certificate is signed by nobody known",
  SELF_SIGNED_CERT_IN_CHAIN: "The certificate is signed by nobody known",
}

/** For what others send: their libraries wrap what the network said. */
export function networkWords(error: unknown): string {
  const { original = error } = error as { original?: unknown }
  if (!(original instanceof Error)) return "No answer"
  const isUnnamed = isNoName(original) || (original as { code?: string }).code === "EAI_AGAIN"
  return isUnnamed ? "There is no address for its name; is this server online?" : inWords(original).message
}

function inWords(error: Error): Error {
  const { code, name } = error as { code?: string; name: string }
  if (name === "AbortError" || name === "TimeoutError") return tooLate()
  if (code?.startsWith("HPE_")) return new Error(`What it answered is too much, or no HTTP (${code})`)
  if (code?.startsWith("ERR_SSL")) return new Error(`No secure connection (https) is answered there (${code})`)
  return code && words[code] ? new Error(`${words[code]} (${code})`) : error
}
