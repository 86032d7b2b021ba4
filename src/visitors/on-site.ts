import type { VisitorDetail, VisitorItem } from "../../views/operator/visitor-props"
import type { Person, PersonStore } from "../accounts/person-store"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { ContactStore } from "../contacts/contact-store"
import type { ConversationStore } from "../conversations/conversation-store"
import { AppError } from "../errors"
import { noIntent, type Presence } from "./presence"
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
}

export type OnSite = ReturnType<typeof createOnSite>

const mostListed = 200
const shownTrail = 6

/** What operators see of the visitors of their chatbots: who is there, and one of them with all that is known. */
export function createOnSite(deps: Deps) {
  const { people, chatbots, visitors, contacts, conversations, presence, hasStream, isLive } = deps

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

    /** Who looks readiest to buy comes first, then whoever came last. */
    list(person: Person): { items: VisitorItem[]; total: number } {
      const here = presence.list(people.listSeats(person.id))
      const items = here.slice(0, mostListed).flatMap(({ visitorId }) => {
        const visitor = visitors.find(visitorId)
        return visitor ? [toItem(visitor)] : []
      })
      const need = ({ intent }: VisitorItem) => (intent.isHigh ? intent.score : 0)
      items.sort((a, b) => need(b) - need(a) || b.arrivedAt.localeCompare(a.arrivedAt) || a.id.localeCompare(b.id))
      return { items, total: here.length }
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

const iso = (at: number) => new Date(at).toISOString()

const countries = new Intl.DisplayNames(["en"], { type: "region" })

/** “Ireland” of `en-IE`; a language alone has no country. */
export function countryOf(locale: string): string | null {
  try {
    const { region } = new Intl.Locale(locale)
    return region ? (countries.of(region) ?? null) : null
  } catch {
    // A browser may send anything.
    return null
  }
}
