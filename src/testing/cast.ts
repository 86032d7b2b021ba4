/** Who plays in the tests. The same people everywhere, so that a failing test reads like a scene one already knows. */

export const password = "a long enough password"

/** Holds a seat of the shop. */
export const dana = { name: "Dana", email: "dana@shop.example" } as const
/** Holds a seat of the shop too. */
export const eli = { name: "Eli", email: "eli@shop.example" } as const
/** An operator without any seat: may sign in, may see nothing. */
export const uri = { name: "Uri", email: "uri@shop.example" } as const
/** Owns the shop and answers nobody. */
export const olga = { name: "Olga", email: "olga@shop.example" } as const

export const operators = { dana, eli, uri }
export type OperatorName = keyof typeof operators

/** Visitors, with the page on which each begins. */
export const noa = { page: { url: "https://shop.example/boots", title: "Boots", referrer: "" }, locale: "en" } as const
export const sam = { page: { url: "https://shop.example/sale", title: "Sale", referrer: "" }, locale: "de" } as const

/** The chatbot of most tests: the AI answers. */
export const shop = "shop"
/** Pure live chat: no AI. */
export const counter = "counter"
/** The queue of both. */
export const team = "team"
/** The website that may carry the widget. */
export const website = "https://shop.example"

/** What the shop's chatbot knows: enough for the built-in answerer to find something. */
export const content = [
  {
    title: "Returns",
    url: "https://shop.example/returns",
    text: "# Returns\n\nYou can return unworn shoes within 30 days of delivery. The return label is free.",
  },
  {
    title: "Delivery",
    url: "https://shop.example/delivery",
    text: "# Delivery\n\nDelivery within Ireland takes two working days. Delivery is free for orders over 80 euros.",
  },
]
/** A question that the content answers, and one that it does not. */
export const knownQuestion = "Within how many days can I return unworn shoes?"
export const unknownQuestion = "Does the harbour museum open on Sundays?"
