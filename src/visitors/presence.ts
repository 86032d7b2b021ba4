/** Who is on the website now. In memory only: a restart asks the streams and the next pages again. */

import type { Link } from "./connections"
import type { Intent } from "./intent"
import { betweenPagesMs, type SeenOfVisitor } from "./whereabouts"

export type Here = {
  visitorId: string
  chatbotId: string
  /** The beginning of the visit. */
  arrivedAt: number
  lastSeenAt: number
  leftAt: number | null
  intent: Intent
  /** What the widget says of its own accord, until somebody speaks. */
  greeting: string | null
  /** The conversation in which it stands that they look ready to buy. */
  flaggedIn: string | null
  /** The owner, who looks at the widget in the admin: no visitor of the website. */
  isPreview: boolean
}

/** The admin carries the real widget, for its owner to look at. `own`: this server's address. */
export const isPreviewPage = (url: string, own: string): boolean => url.startsWith(`${own}/admin/`)

export type Presence = ReturnType<typeof createPresence>

type Deps = {
  /** Whether this visitor's browser holds a stream. */
  hasStream: (visitorId: string) => boolean
  linkOf: (visitorId: string) => Link
  now: () => number
  onChange: (chatbotId: string, visitorId: string) => void
}

/** Without a stream nobody says that they are still reading. */
const quietMs = 10 * 60_000
const mostKept = 20_000

export const noIntent: Intent = { score: 0, isHigh: false, reasons: [] }

export function createPresence({ hasStream, linkOf, now, onChange }: Deps) {
  const here = new Map<string, Here>()

  const isHere = ({ visitorId, lastSeenAt, leftAt }: Here): boolean =>
    hasStream(visitorId) ||
    (leftAt === null ? now() - lastSeenAt < quietMs : now() - leftAt < betweenPagesMs && now() - lastSeenAt < quietMs)

  const isOnWebsite = (chatbotIds: readonly string[]) => (entry: Here) =>
    chatbotIds.includes(entry.chatbotId) && !entry.isPreview && isHere(entry)

  return {
    /** A page, a word or a stream of theirs. A new visit begins with a clean sheet. */
    see(visitorId: string, chatbotId: string, arrivedAt: number, isPreview: boolean): Here {
      const known = here.get(visitorId)
      const isSame = known?.arrivedAt === arrivedAt
      const entry: Here = isSame
        ? Object.assign(known, { lastSeenAt: now(), leftAt: null, isPreview })
        : {
            visitorId,
            chatbotId,
            arrivedAt,
            lastSeenAt: now(),
            leftAt: null,
            intent: noIntent,
            greeting: null,
            flaggedIn: null,
            isPreview,
          }
      // The oldest stands first, and is the first to be forgotten.
      here.delete(visitorId)
      here.set(visitorId, entry)
      if (here.size > mostKept) here.delete(here.keys().next().value!)
      onChange(chatbotId, visitorId)
      return entry
    },
    touch(visitorId: string): void {
      const entry = here.get(visitorId)
      if (!entry) return
      entry.lastSeenAt = now()
      entry.leftAt = null
    },
    leave(visitorId: string): void {
      const entry = here.get(visitorId)
      if (!entry) return
      entry.leftAt = now()
      onChange(entry.chatbotId, entry.visitorId)
    },
    forget(visitorId: string): void {
      const entry = here.get(visitorId)
      here.delete(visitorId)
      if (entry) onChange(entry.chatbotId, entry.visitorId)
    },
    find(visitorId: string): Here | undefined {
      const entry = here.get(visitorId)
      return entry && isHere(entry) ? entry : undefined
    },
    /** What tells where they are. */
    seen(visitorId: string): SeenOfVisitor {
      const entry = here.get(visitorId)
      const isOnPage = entry?.leftAt === null && isHere(entry)
      return { link: linkOf(visitorId), heardAt: entry?.lastSeenAt ?? 0, isOnPage, now: now() }
    },
    /** Whoever looks at them is told to look again. */
    announce: onChange,
    known: (visitorId: string): Here | undefined => here.get(visitorId),
    /** Those who were seen last come first. */
    list: (chatbotIds: readonly string[]): Here[] => [...here.values()].filter(isOnWebsite(chatbotIds)).reverse(),
    count(chatbotIds: readonly string[]): number {
      const isCounted = isOnWebsite(chatbotIds)
      let count = 0
      for (const entry of here.values()) if (isCounted(entry)) count++
      return count
    },
    /** Drops who has gone. */
    sweep(): void {
      for (const entry of here.values()) {
        if (isHere(entry)) continue
        here.delete(entry.visitorId)
        onChange(entry.chatbotId, entry.visitorId)
      }
    },
  }
}
