/** Pure: what an embedding model is asked for, how its vectors are kept, and what a likeness of its own scale means. */

/** Which is which matters to models that were taught so. */
export type EmbeddedAs = "question" | "passage"
/**
 * @property middle the likeness at which a passage answers as likely as not.
 * @property trust how far this model can be believed, 0 to 1.
 */
export type LikenessScale = { middle: number; slope: number; trust: number }

// Models that were trained with words before the text find markedly less without them.
const prefixes: readonly [RegExp, Record<EmbeddedAs, string>][] = [
  [/nomic-embed-text/i, { question: "search_query: ", passage: "search_document: " }],
  [/embeddinggemma/i, { question: "task: search result | query: ", passage: "title: none | text: " }],
  [/mxbai-embed-large/i, { question: "Represent this sentence for searching relevant passages: ", passage: "" }],
  [/\be5-(?:small|base|large)(?!.*instruct)/i, { question: "query: ", passage: "passage: " }],
]

export function asGiven(model: string, as: EmbeddedAs, text: string): string {
  const found = prefixes.find(([name]) => name.test(model))
  return (found?.[1][as] ?? "") + text
}

const mostQuestions = 10
/** Some 1,500 tokens. Passages are shorter; what an owner wrote by hand may not be. */
const mostCharacters = 6000

/** The words of a passage by which it is found. */
export function embeddedText(passage: { title: string; headings: string; questions: readonly string[]; text: string }) {
  const { title, headings, questions, text } = passage
  return [...new Set([title, headings, ...questions.slice(0, mostQuestions), text])]
    .filter(Boolean)
    .join("\n")
    .slice(0, mostCharacters)
    .toWellFormed()
}

/** A byte a dimension: a quarter of the memory, and the order stays what it was. */
export function packVector(vector: Float32Array): Int8Array {
  let greatest = 0
  for (const value of vector) greatest = Math.max(greatest, Math.abs(value))
  return Int8Array.from(vector, (value) => Math.round((value / greatest) * 127))
}

export function likeness(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [product, first, second] = [0, 0, 0]
  for (let d = 0; d < a.length; d++) {
    product += a[d]! * b[d]!
    first += a[d]! * a[d]!
    second += b[d]! * b[d]!
  }
  return product / Math.sqrt(first * second || 1)
}

/** How likely a passage of this likeness answers, 0 to 1. */
export function answersBy({ middle, slope, trust }: LikenessScale, similarity: number): number {
  return trust / (1 + Math.exp(-slope * (similarity - middle)))
}

/**
 * Each: a question, what answers it, and what is about the same without answering it. What one model calls .4 another
 * calls .8; by these the scale of a model is known before it sees any content.
 */
export const probes: readonly (readonly [string, string, string])[] = [
  [
    "Can I get my money back?",
    "If you change your mind, send it back and we refund your money within 14 days.",
    "Prices include VAT, and your money is taken when the order leaves our house.",
  ],
  [
    "How long does delivery take?",
    "Delivery takes three to five working days within the country.",
    "Delivery is free for orders above fifty euros.",
  ],
  [
    "What are your opening hours on Saturday?",
    "Our opening hours: Monday to Friday from nine to six, Saturday from ten to two.",
    "You find our shop in the old town, opposite the station.",
  ],
  [
    "How do I reset my password?",
    "To reset your password, click “Forgot password” on the sign-in page and follow the link in the email.",
    "A password must have twelve characters, one of them a digit.",
  ],
  [
    "Is there parking near the restaurant?",
    "Guests can leave their car for free: the parking behind the restaurant has twenty places.",
    "The restaurant has forty seats and a garden that is open in summer.",
  ],
  [
    "Which payment methods do you accept?",
    "For payment we accept Visa, Mastercard, PayPal and bank transfer.",
    "The invoice is sent by email after the payment.",
  ],
  [
    "Can I bring my dog?",
    "A dog is welcome in all rooms for ten euros a night.",
    "Breakfast can be brought to the rooms for five euros.",
  ],
  [
    "How can I cancel my subscription?",
    "You can cancel your subscription in your account at any time; it ends with the month.",
    "The subscription costs nine euros a month and has no limits.",
  ],
  [
    "Do you repair broken zips?",
    "Yes, we repair a broken zip within a week for eighteen euros.",
    "Our jackets have two pockets with a zip each.",
  ],
  [
    "Is the warranty two years?",
    "The warranty covers faults of material for two years from the day of purchase.",
    "This model has been sold for two years and comes in three colours.",
  ],
  [
    "Was kostet der Versand nach Österreich?",
    "Der Versand nach Österreich kostet 8,90 Euro.",
    "Der Versand erfolgt klimaneutral mit der Post.",
  ],
  [
    "¿Puedo cambiar la talla de mis zapatos?",
    "Si la talla no es la correcta, puedes cambiar los zapatos gratis en 30 días.",
    "Los zapatos se fabrican a mano en una talla única.",
  ],
]

/** @returns undefined where the model does not tell what answers from what does not. */
export function scaleOf(
  questions: readonly ArrayLike<number>[],
  answers: readonly ArrayLike<number>[],
  others: readonly ArrayLike<number>[],
): LikenessScale | undefined {
  const right = questions.map((question, k) => likeness(question, answers[k]!))
  const wrong = questions.map((question, k) =>
    Math.max(
      likeness(question, others[k]!),
      ...answers.filter((_, other) => other !== k).map((answer) => likeness(question, answer)),
    ),
  )
  const [answering, not] = [median(right), median(wrong)]
  const apart = answering - not
  if (!(apart > 0.01)) return undefined
  // Two bells of one width: the more they overlap, the less a likeness says. At most nine to one at the medians.
  const width = (spread(right, answering) + spread(wrong, not)) / 2
  const hits = right.filter((likely, k) => likely > wrong[k]!).length / right.length
  return { middle: (answering + not) / 2, slope: Math.min(apart / width, (2 * Math.log(9)) / apart), trust: hits ** 2 }
}

function spread(values: readonly number[], around: number): number {
  return values.reduce((sum, value) => sum + (value - around) ** 2, 0) / values.length
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}
