/** Where a visitor is, as far as the server knows: what is said beneath an operator's words and beside them. Pure. */

import type { Link } from "./connections"

/**
 * *connected*: their page gets news. *between_pages*: not just now, as happens from one page to the next. *left*: they have
 * gone. *cut_off*: their page was connected and is no more. *chat_closed*: they are on the website with the chat closed,
 * which then holds no connection.
 */
export type Whereabouts = "connected" | "between_pages" | "left" | "cut_off" | "chat_closed"

export type SeenOfVisitor = {
  link: Link
  /** When they were last heard of otherwise: a page that they opened. */
  heardAt: number
  /** Their page is open, as far as is known: they have not said goodbye. */
  isOnPage: boolean
  now: number
}

/** From one page to the next a browser says goodbye and comes back; its connection goes and comes. */
export const betweenPagesMs = 5000

export function whereaboutsOf({ link, heardAt, isOnPage, now }: SeenOfVisitor): Whereabouts {
  if (link.by !== null) return "connected"
  if (now - Math.max(link.since, heardAt) < betweenPagesMs) return "between_pages"
  if (!isOnPage) return "left"
  return link.lostAt === null ? "chat_closed" : "cut_off"
}
