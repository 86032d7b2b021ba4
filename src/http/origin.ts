import type { Config } from "../config"
import { AppError } from "../errors"
import { bearerOf } from "./bearer"
import { senderOf } from "./body-limit"

/** A name, an IPv4 or an IPv6 address, with a port or without: what else is sent as one makes no address. */
export const hostForm = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i

/** Whether an address only works on this machine (localhost). */
export const isOnlyHere = (origin: string): boolean =>
  /^(?:localhost|127\.[\d.]+|\[::1\]|0\.0\.0\.0)$/.test(new URL(origin).hostname)

type ServerLike = { requestIP(request: Request): { address: string } | null } | null

export type Origins = ReturnType<typeof createOrigins>

/** Where a request comes from and which address this server has in it, behind as many proxies as are configured. */
export function createOrigins({ publicUrl, trustProxy }: Pick<Config, "publicUrl" | "trustProxy">) {
  function forwardedAll(request: Request, name: string): string[] {
    if (trustProxy === 0) return []
    const values = request.headers.get(name)?.split(",") ?? []
    return values.map((value) => value.trim())
  }

  function forwarded(request: Request, name: string): string | undefined {
    const values = forwardedAll(request, name)
    // Counted from the right: what stands further left was written by whoever sent the request.
    return values.at(-trustProxy) || undefined
  }

  /** Most proxies pass the scheme on that they were told, and add none. A client that lies about it only deceives itself. */
  const forwardedProtocol = (request: Request) =>
    forwarded(request, "x-forwarded-proto") ?? forwardedAll(request, "x-forwarded-proto")[0]

  /** This server's address as the client sees it, without a trailing slash. */
  function own(request: Request): string {
    if (publicUrl) return publicUrl
    const url = new URL(request.url)
    const protocol = forwardedProtocol(request) ?? url.protocol.slice(0, -1)
    const passedOn = forwarded(request, "x-forwarded-host")
    const host = passedOn && hostForm.test(passedOn) ? passedOn : (request.headers.get("host") ?? url.host)
    return `${protocol === "https" ? "https" : "http"}://${host}`
  }

  /** Whether a request with a cookie was made by one of our own pages. Browsers cannot be made to lie about these. */
  function isSameOrigin(request: Request): boolean {
    const site = request.headers.get("sec-fetch-site")
    if (site) return site === "same-origin"
    const origin = request.headers.get("origin")
    if (origin === null) return false
    return origin === new URL(own(request)).origin || URL.parse(origin)?.host === request.headers.get("host")
  }

  /**
   * A proxy that keeps the address to itself makes our own pages look like somebody else's, so both are named.
   * @throws AppError `forbidden` unless the request was made by one of our own pages.
   */
  function requireSameOrigin(request: Request): void {
    if (isSameOrigin(request)) return
    const origin = request.headers.get("origin")
    const why = "This request did not come from one of Baton's own pages. Reload the page and try again."
    const hint = `Baton knows itself as ${new URL(own(request)).origin}, and the page is of ${origin}. If that is Baton behind a proxy, set BATON_URL, or let the proxy pass the Host header on.`
    throw new AppError("forbidden", origin && origin !== "null" ? `${why} ${hint}` : why)
  }

  /**
   * Whether somebody opened a page of ours themselves, in a browser: neither a script's request, whose Host is whatever it
   * wrote, nor a stranger's link. Browsers say nothing of where from over plain HTTP.
   */
  function isNavigation(request: Request): boolean {
    const site = request.headers.get("sec-fetch-site")
    return bearerOf(request) === undefined && (site === null || site === "none" || site === "same-origin")
  }

  return {
    own,
    isNavigation,
    address: (request: Request, server: ServerLike): string =>
      forwarded(request, "x-forwarded-for") ?? server?.requestIP(senderOf(request))?.address ?? "unknown",
    isSecure: (request: Request): boolean => own(request).startsWith("https:"),
    requireSameOrigin,
  }
}
