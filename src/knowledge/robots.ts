import robotsParser from "robots-parser"

const userAgent = "BatonBot"
/** Who asks, and where its owner is to be found. */
export const userAgentHeader = (version: string) =>
  `Mozilla/5.0 (compatible; ${userAgent}/${version}; reads for the website's own chat)`

export type Robots = { mayVisit(address: string): boolean; delayMs: number; sitemaps: string[] }

const longestDelayMs = 30_000

/** What a `robots.txt` allows us. */
export function readRobots(address: string, text: string): Robots {
  // It exports one function; its types say that it exports a module with one.
  const robots = (robotsParser as unknown as (url: string, text: string) => import("robots-parser").Robot)(
    address,
    text,
  )
  return {
    // The library knows nothing of addresses elsewhere; those are not visited anyhow.
    mayVisit: (page) => robots.isAllowed(page, userAgent) !== false,
    delayMs: Math.min(longestDelayMs, (robots.getCrawlDelay(userAgent) ?? 0) * 1000),
    sitemaps: robots.getSitemaps(),
  }
}
