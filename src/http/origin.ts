import type { Config } from "../config"
import { senderOf } from "./body-limit"

type ServerLike = { requestIP(request: Request): { address: string } | null } | null

export type Origins = ReturnType<typeof createOrigins>

/** Where a request comes from and which address this server has in it, behind as many proxies as are configured. */
export function createOrigins({ publicUrl, trustProxy }: Pick<Config, "publicUrl" | "trustProxy">) {
  function forwarded(request: Request, name: string): string | undefined {
    if (trustProxy === 0) return undefined
    const values =
      request.headers
        .get(name)
        ?.split(",")
        .map((value) => value.trim()) ?? []
    // Counted from the right: what stands further left was written by whoever sent the request.
    return values.at(-trustProxy) || undefined
  }

  /** This server's address as the client sees it, without a trailing slash. */
  function own(request: Request): string {
    if (publicUrl) return publicUrl
    const url = new URL(request.url)
    const protocol = forwarded(request, "x-forwarded-proto") ?? url.protocol.slice(0, -1)
    const host = forwarded(request, "x-forwarded-host") ?? request.headers.get("host") ?? url.host
    return `${protocol === "https" ? "https" : "http"}://${host}`
  }

  return {
    own,
    address: (request: Request, server: ServerLike): string =>
      forwarded(request, "x-forwarded-for") ?? server?.requestIP(senderOf(request))?.address ?? "unknown",
    isSecure: (request: Request): boolean => own(request).startsWith("https:"),
    /** Whether a request with a cookie was made by one of our own pages. Browsers cannot be made to lie about these. */
    isSameOrigin(request: Request): boolean {
      const site = request.headers.get("sec-fetch-site")
      if (site) return site === "same-origin"
      const origin = request.headers.get("origin")
      if (origin === null) return false
      return origin === new URL(own(request)).origin || URL.parse(origin)?.host === request.headers.get("host")
    },
  }
}
