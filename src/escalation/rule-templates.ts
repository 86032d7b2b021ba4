import type { Rule } from "./rule"

export type RuleTemplate = { use: "sales" | "support" | "booking" | "billing"; title: string; rules: Rule[] }

/** Where an owner may begin. They are copied and then belong to the chatbot. */
export const ruleTemplates: RuleTemplate[] = [
  {
    use: "sales",
    title: "Sales: bring hot leads to a person",
    rules: [
      {
        id: "sales-pricing",
        name: "Asks about pricing",
        enabled: true,
        when: { kind: "words", phrases: ["pricing", "price list", "quote", "discount", "how much for a team"] },
        action: { kind: "escalate", queue: "sales" },
      },
      {
        id: "sales-demo",
        name: "Wants a demo",
        enabled: true,
        when: { kind: "topic", examples: ["I would like to see a demo", "can you show me the product"] },
        action: { kind: "capture_lead" },
      },
      {
        id: "sales-returning",
        name: "Comes back to the pricing page",
        enabled: true,
        when: { kind: "all", of: [{ kind: "returning_visitor" }, { kind: "page", contains: "/pricing" }] },
        action: { kind: "alert" },
      },
    ],
  },
  {
    use: "support",
    title: "Support: nobody is left without an answer",
    rules: [
      {
        id: "support-unresolved",
        name: "Five messages without a resolution",
        enabled: true,
        when: { kind: "unresolved_messages", atLeast: 5 },
        action: { kind: "escalate", queue: "support" },
      },
      {
        id: "support-upset",
        name: "Very upset",
        enabled: true,
        when: { kind: "frustration", above: 0.8 },
        action: { kind: "priority", level: "urgent" },
      },
      {
        id: "support-outage",
        name: "Reports an outage",
        enabled: true,
        when: { kind: "words", phrases: ["outage", "is down", "not loading", "data loss"] },
        action: { kind: "escalate", queue: "support" },
      },
    ],
  },
  {
    use: "booking",
    title: "Booking: special requests go to a person",
    rules: [
      {
        id: "booking-group",
        name: "Large group or event",
        enabled: true,
        when: {
          kind: "words",
          phrases: ["group of", "large group", "wedding", "birthday party", "company event", "conference"],
        },
        action: { kind: "escalate", queue: "bookings" },
      },
      {
        id: "booking-custom",
        name: "Custom date or late change",
        enabled: true,
        when: {
          kind: "topic",
          examples: ["can you open on another date for us", "I need to change my booking for today"],
        },
        action: { kind: "offer" },
      },
    ],
  },
  {
    use: "billing",
    title: "Billing: refunds, contracts and disputes go to a person",
    rules: [
      {
        id: "billing-refund",
        name: "Refund or dispute",
        enabled: true,
        when: {
          kind: "words",
          phrases: ["refund", "money back", "chargeback", "dispute", "charged twice", "wrong invoice"],
        },
        action: { kind: "escalate", queue: "billing" },
      },
      {
        id: "billing-contract",
        name: "Contract or cancellation",
        enabled: true,
        when: { kind: "words", phrases: ["contract", "cancel my subscription", "terminate", "notice period"] },
        action: { kind: "offer" },
      },
    ],
  },
]
