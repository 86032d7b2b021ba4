import type { Chatbot } from "../chatbots/chatbot"
import type { ContactStore } from "../contacts/contact-store"
import type { Conversation } from "../conversations/conversation-store"
import { attributeText } from "../visitors/attributes"
import type { VisitorStore } from "../visitors/visitor-store"
import type { RuleContext } from "./rules"

/** What rules may ask about a visitor, read when a message is judged and kept with it. */
export function createRuleFacts({ visitors, contacts }: { visitors: VisitorStore; contacts: ContactStore }) {
  return (conversation: Conversation): RuleContext => {
    const visitor = visitors.find(conversation.visitorId)
    if (!visitor) return {}
    const visits = visitors.listVisits(visitor.id)
    const page = visitors.listTrail(visitor.id).at(-1)?.url
    const campaign = Object.values(visits.at(-1)?.campaign ?? {})
    const contact = visitor.contactId ? contacts.find(visitor.contactId) : undefined
    const { identity } = visitor
    const details = {
      name: contact?.name ?? identity?.name,
      email: contact?.email ?? identity?.email,
      phone: contact?.phone,
      company: contact?.company,
      ...contact?.fields,
    }
    return {
      ...(page ? { page } : {}),
      ...(campaign.length > 0 ? { campaign } : {}),
      contact: given(details),
      language: conversation.locale,
      returning: visits.length > 1,
      attributes: given({
        ...contact?.fields,
        ...Object.fromEntries(Object.entries(visitor.attributes).map(([name, value]) => [name, attributeText(value)])),
        device: visitor.device,
        timezone: visitor.timezone,
        visits: String(visits.length),
        verified: identity?.verified ? "yes" : undefined,
      }),
    }
  }
}

const given = (fields: Record<string, string | null | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => (value ? [[name, value]] : [])))

/** The business's own clock, where it has said which. */
export const zoneOf = ({ hours }: Pick<Chatbot, "hours">): string => {
  const { timeZone } = hours as { timeZone?: unknown }
  return typeof timeZone === "string" && timeZone ? timeZone : "UTC"
}

const clocks = new Map<string, Intl.DateTimeFormat>()
const days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]

export function timeIn(zone: string, at: number): { minutes: number; day: number } {
  let clock = clocks.get(zone)
  if (!clock) {
    const parts = { hour: "2-digit", minute: "2-digit", weekday: "short", hourCycle: "h23" } as const
    clock = new Intl.DateTimeFormat("en", { ...parts, timeZone: zone })
    clocks.set(zone, clock)
  }
  const read = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]))
  return { minutes: Number(read.hour) * 60 + Number(read.minute), day: days.indexOf(read.weekday ?? "") }
}
