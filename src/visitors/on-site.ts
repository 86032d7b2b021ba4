import type { VisitorDetail, VisitorItem } from "../../views/operator/visitor-props"
import type { Person, PersonStore } from "../accounts/person-store"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { ContactStore } from "../contacts/contact-store"
import type { ConversationStore } from "../conversations/conversation-store"
import { AppError } from "../errors"
import { iso } from "../http/iso"
import { pageOf } from "../http/paging"
import type { Intent } from "./intent"
import { type Here, noIntent, type Presence } from "./presence"
import type { Visitor, VisitorStore } from "./visitor-store"

type Deps = {
  people: PersonStore
  chatbots: ChatbotStore
  visitors: VisitorStore
  contacts: Pick<ContactStore, "find">
  conversations: Pick<ConversationStore, "findLatestOfVisitor" | "listOfVisitor">
  presence: Presence
  hasStream: (visitorId: string) => boolean
  /** Whether closed widgets of this chatbot hold a stream. */
  isLive: (chatbotId: string) => boolean
  now: () => number
}

type VisitorsHere = { items: VisitorItem[]; total: number; next: string | null }
export type OnSite = ReturnType<typeof createOnSite>

const usuallyListed = 100
/** With so many somebody moves at every moment: then all desks of the same chatbots share one look a second. */
const isBusy = 50
const shownTrail = 6

/** What operators see of the visitors of their chatbots: who is there, and one of them with all that is known. */
export function createOnSite(deps: Deps) {
  const { people, chatbots, visitors, contacts, conversations, presence, hasStream, isLive, now } = deps
  const looks = new Map<string, { second: number; list: VisitorsHere }>()

  // Who has moved up since stands on an earlier page.
  const cursorOf = ({ intent, arrivedAt, visitorId }: Here) => `${need(intent)}.${arrivedAt}.${visitorId}`
  function isAfter(here: Here, cursor: string): boolean {
    const [, score, at, visitorId] = /^(\d+)\.(\d+)\.(.+)$/.exec(cursor) ?? []
    if (visitorId === undefined)
      throw new AppError("validation", "This is not a cursor of this list.", { field: "cursor" })
    const place = { intent: { ...noIntent, isHigh: true, score: Number(score) }, arrivedAt: Number(at), visitorId }
    return inOrder(here, place) > 0
  }

  const contactOf = ({ contactId }: Visitor) => (contactId ? contacts.find(contactId) : undefined)

  function nameOf(visitor: Visitor): string | null {
    const contact = contactOf(visitor)
    return contact?.name ?? visitor.identity?.name ?? contact?.email ?? visitor.identity?.email ?? null
  }

  function toItem(visitor: Visitor): VisitorItem {
    const { id, chatbotId, identity, locale, timezone, device } = visitor
    const entry = presence.find(id)
    const found = visitors.findVisit(id)
    const visit = found?.visit
    const pages = visit ? visitors.listPages(id, visit.id).map(({ at, ...page }) => ({ ...page, at: iso(at) })) : []
    const latest = conversations.findLatestOfVisitor(id)
    const open = latest && latest.lifecycle.state !== "closed" ? latest : undefined
    return {
      id,
      chatbot: { id: chatbotId, name: chatbots.find(chatbotId)?.name ?? "" },
      name: nameOf(visitor),
      identity: identity && {
        id: identity.id,
        email: identity.email ?? null,
        verified: identity.verified,
        emailVerified: identity.emailVerified ?? false,
      },
      isHere: entry !== undefined,
      arrivedAt: iso(visit?.startedAt ?? visitor.createdAt),
      lastSeenAt: iso(visit?.lastSeenAt ?? visitor.lastSeenAt),
      page: pages.at(-1) ?? null,
      trail: pages.slice(-shownTrail),
      pages: pages.length,
      visits: found?.count ?? 0,
      referrer: visit?.referrer || null,
      campaign: visit && Object.keys(visit.campaign).length > 0 ? visit.campaign : null,
      landing: visit?.landingUrl ?? "",
      country: countryOf(locale),
      locale,
      timezone,
      device,
      intent: entry?.intent ?? noIntent,
      conversation: open
        ? {
            id: open.id,
            state: open.lifecycle.state,
            operator:
              open.lifecycle.state === "human" ? (people.find(open.lifecycle.operatorId)?.name ?? "A colleague") : null,
          }
        : null,
    }
  }

  function lookAt(here: Here[], limit: number, cursor?: string): VisitorsHere {
    // Whoever looks ready to buy is listed first, however many have come since.
    const sorted = here.toSorted(inOrder)
    const rest = cursor === undefined ? sorted : sorted.filter((each) => isAfter(each, cursor))
    const page = pageOf(rest, limit, cursorOf)
    const items = page.items.flatMap(({ visitorId }) => {
      const visitor = visitors.find(visitorId)
      return visitor ? [toItem(visitor)] : []
    })
    return { items, total: here.length, next: page.next }
  }

  /** Looked up through the operator's seats: whom they may not see is not there. @throws AppError `not_found` */
  function getForOperator(id: string, person: Person): Visitor {
    const visitor = visitors.find(id)
    if (visitor && people.listSeats(person.id).includes(visitor.chatbotId)) return visitor
    throw new AppError("not_found", "There is no such visitor, or they are not yours to see.")
  }

  return {
    getForOperator,
    nameOf(visitorId: string): string | undefined {
      const visitor = visitors.find(visitorId)
      return (visitor && nameOf(visitor)) ?? undefined
    },

    /** Who looks readiest to buy comes first, then whoever came last. @throws AppError `validation` for a cursor that is none. */
    list(
      person: Person,
      { cursor, limit = usuallyListed }: { cursor?: string | undefined; limit?: number | undefined } = {},
    ): VisitorsHere {
      const seats = people.listSeats(person.id)
      const here = presence.list(seats)
      if (cursor !== undefined || limit !== usuallyListed) return lookAt(here, limit, cursor)
      const key = seats.join()
      const second = Math.floor(now() / 1000)
      const held = looks.get(key)
      if (here.length >= isBusy && held?.second === second) return held.list
      const list = lookAt(here, limit)
      if (here.length >= isBusy) {
        if (looks.size > 100) looks.clear()
        looks.set(key, { second, list })
      }
      return list
    },

    /** @throws AppError `not_found` */
    detail(id: string, person: Person): VisitorDetail {
      const visitor = getForOperator(id, person)
      const item = toItem(visitor)
      const contact = contactOf(visitor)
      const found = visitors.findVisit(id)
      return {
        ...item,
        trail: found ? visitors.listPages(id, found.visit.id).map(({ at, ...page }) => ({ ...page, at: iso(at) })) : [],
        attributes: visitor.attributes,
        contact: contact
          ? {
              name: contact.name ?? null,
              email: contact.email ?? null,
              phone: contact.phone ?? null,
              company: contact.company ?? null,
            }
          : null,
        address: found?.visit.address ?? null,
        isReachable: hasStream(id),
        isLive: isLive(visitor.chatbotId),
        earlier: conversations
          .listOfVisitor(id, 20)
          .filter((one) => one.id !== item.conversation?.id)
          .map((one) => ({
            id: one.id,
            at: iso(one.createdAt),
            state: one.lifecycle.state,
            preview: one.recap ?? one.preview,
          })),
      }
    },
  }
}

type Ordered = Pick<Here, "intent" | "arrivedAt" | "visitorId">
const inOrder = (a: Ordered, b: Ordered): number =>
  need(b.intent) - need(a.intent) ||
  b.arrivedAt - a.arrivedAt ||
  (a.visitorId < b.visitorId ? -1 : a.visitorId > b.visitorId ? 1 : 0)

const need = ({ isHigh, score }: Intent) => (isHigh ? score : 0)

const countries = new Intl.DisplayNames(["en"], { type: "region" })

/** “Ireland” of `en-IE`; a language alone has no country. */
function countryOf(locale: string): string | null {
  try {
    const { region } = new Intl.Locale(locale)
    return region ? (countries.of(region) ?? null) : null
  } catch {
    // A browser may send anything.
    return null
  }
}
