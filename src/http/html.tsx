import type { VNode } from "preact"
import { renderToString } from "preact-render-to-string"

const policy =
  "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; form-action 'self'; frame-ancestors 'self'; base-uri 'none'; object-src 'none'"

/** Headers of every page of ours: nothing inline runs, nothing of others is loaded, nobody frames it. */
export const pageHeaders: Record<string, string> = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": policy,
  "cache-control": "no-store",
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "x-frame-options": "SAMEORIGIN",
}

export const htmlPage = (page: VNode, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(`<!doctype html>${renderToString(page)}`, { status, headers: { ...pageHeaders, ...headers } })

/** A piece of a page, for htmx. */
export const htmlFragment = (fragment: VNode, status = 200): Response =>
  new Response(renderToString(fragment), { status, headers: pageHeaders })

export const redirectTo = (location: string, headers: Record<string, string> = {}): Response =>
  new Response(null, { status: 303, headers: { location, "cache-control": "no-store", ...headers } })
