/** What the pages of visitors are given, and what `GET /api/v1/visitors` answers. Times are ISO 8601. */

import type { ConversationState, IdentityView, IntentView, PageView } from "./props"

export type VisitorItem = {
  id: string
  chatbot: { id: string; name: string }
  /** Null for a visitor who has not said it. */
  name: string | null
  identity: IdentityView | null
  isHere: boolean
  arrivedAt: string
  lastSeenAt: string
  page: PageView | null
  /** The last pages of this visit, oldest first. */
  trail: PageView[]
  pages: number
  visits: number
  referrer: string | null
  campaign: Record<string, string> | null
  landing: string
  country: string | null
  locale: string
  timezone: string
  device: string
  intent: IntentView
  /** The one that is open. */
  conversation: { id: string; state: ConversationState; operator: string | null } | null
}

export type VisitorDetail = VisitorItem & {
  attributes: Record<string, string | number | boolean>
  contact: { name: string | null; email: string | null; phone: string | null; company: string | null } | null
  /** Only where the owner keeps it. */
  address: string | null
  /** Whether what an operator writes appears at once. */
  isReachable: boolean
  /** Whether it would, for whoever is there: “live visitors” is on. */
  isLive: boolean
  earlier: { id: string; at: string; state: ConversationState; preview: string }[]
}
