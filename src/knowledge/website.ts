import { AppError } from "../errors"
import { normalise } from "./website-address"

const defaultPages = 200
const mostPages = 5000
const defaultDepth = 4
const mostDepth = 10
/** How the reason begins of a page that is skipped because its row goes on for ever. */
export const endlessRow = "One of a row of pages without end"

/** What an owner asks for; what is left out is as usual. */
export type WebsiteWish = {
  url: string
  include?: readonly string[] | undefined
  exclude?: readonly string[] | undefined
  maxPages?: number | undefined
  maxDepth?: number | undefined
}
export type WebsitePlan = { startUrl: string; include: string[]; exclude: string[]; maxPages: number; maxDepth: number }

export type WebsiteState = "reading" | "paused" | "cancelled" | "done"
export type PageState = "queued" | "read" | "skipped" | "gone"

export type Website = WebsitePlan & {
  sourceId: string
  chatbotId: string
  origin: string
  state: WebsiteState
  isSeeded: boolean
  waitUntil: number | undefined
  nextAt: number | undefined
  startedAt: number
  finishedAt: number | undefined
}
export type WebsitePage = {
  id: number
  url: string
  depth: number
  state: PageState
  reason: string | undefined
  title: string | undefined
  etag: string | undefined
  lastModified: string | undefined
  contentHash: string | undefined
  documentId: string | undefined
  tries: number
  readAt: number | undefined
}
export type Progress = Record<PageState, number> & { found: number; secondsLeft: number | null }

/** @throws AppError `validation` naming the field. */
export function planOf(wish: WebsiteWish): WebsitePlan {
  const typed = wish.url.trim()
  const startUrl = normalise(/^[a-z]+:/i.test(typed) && !/^[\w.-]+:\d+/.test(typed) ? typed : `https://${typed}`)
  if (!typed || !startUrl || !new URL(startUrl).hostname)
    throw new AppError("validation", "Write the website's address, such as https://shop.example.", { field: "url" })
  return {
    startUrl,
    include: patterns(wish.include, "include"),
    exclude: patterns(wish.exclude, "exclude"),
    maxPages: whole(wish.maxPages ?? defaultPages, 1, mostPages, "maxPages"),
    maxDepth: whole(wish.maxDepth ?? defaultDepth, 0, mostDepth, "maxDepth"),
  }
}

function patterns(given: readonly string[] = [], field: string): string[] {
  const kept = [...new Set(given.map((each) => each.trim()).filter(Boolean))]
  if (kept.length > 50) throw new AppError("validation", "There can be 50 patterns at most.", { field })
  if (kept.some((each) => each.length > 300 || each.split("*").length > 6))
    throw new AppError("validation", "A pattern can have 300 characters and five * at most.", { field })
  return kept
}

function whole(given: number, min: number, max: number, field: string): number {
  if (Number.isInteger(given) && given >= min && given <= max) return given
  throw new AppError("validation", `Write a whole number from ${min} to ${max.toLocaleString("en")}.`, { field })
}
