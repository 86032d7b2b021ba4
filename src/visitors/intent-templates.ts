/** Sets of rules an owner can start from, for who looks ready to buy. Copied, they belong to the chatbot. Pure. */

import type { IntentRule } from "./intent"

type IntentTemplate = { use: "shop" | "services" | "campaigns"; title: string; rules: IntentRule[] }

export const intentTemplates: readonly IntentTemplate[] = [
  {
    use: "shop",
    title: "A shop: full carts, checkouts, people who come back",
    rules: [
      {
        id: "shop-cart",
        name: "Full cart",
        enabled: true,
        points: 50,
        all: [{ kind: "attribute", name: "cart value", is: "at_least", value: "100" }],
      },
      {
        id: "shop-checkout",
        name: "At the checkout",
        enabled: true,
        points: 40,
        all: [{ kind: "page", contains: "/checkout" }],
      },
      {
        id: "shop-returning",
        name: "Came back",
        enabled: true,
        points: 20,
        all: [{ kind: "visits", atLeast: 2 }],
      },
      {
        id: "shop-thorough",
        name: "Looks around",
        enabled: true,
        points: 15,
        all: [
          { kind: "pages", atLeast: 5 },
          { kind: "seconds", atLeast: 180 },
        ],
      },
    ],
  },
  {
    use: "services",
    title: "Services and software: prices, demos, contact pages",
    rules: [
      {
        id: "services-pricing",
        name: "Looked at the prices",
        enabled: true,
        points: 40,
        all: [{ kind: "page", contains: "/pricing" }],
      },
      {
        id: "services-demo",
        name: "Looked at the demo",
        enabled: true,
        points: 40,
        all: [{ kind: "page", contains: "/demo" }],
      },
      {
        id: "services-returning",
        name: "Comes again and again",
        enabled: true,
        points: 25,
        all: [{ kind: "visits", atLeast: 3 }],
      },
      {
        id: "services-careers",
        name: "Looks for a job",
        enabled: true,
        points: -60,
        all: [{ kind: "page", contains: "/careers" }],
      },
    ],
  },
  {
    use: "campaigns",
    title: "Campaigns: people who came by an advertisement and stayed",
    rules: [
      {
        id: "campaigns-paid",
        name: "Came by an advertisement",
        enabled: true,
        points: 30,
        all: [{ kind: "campaign", contains: "cpc" }],
      },
      {
        id: "campaigns-stayed",
        name: "Stayed",
        enabled: true,
        points: 30,
        all: [
          { kind: "campaign", contains: "cpc" },
          { kind: "seconds", atLeast: 120 },
        ],
      },
    ],
  },
]
