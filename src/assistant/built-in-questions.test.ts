import { expect, test } from "bun:test"
import type { Retrieval, Retrieve } from "../knowledge/retrieve"
import { readHoursQuestion } from "../queues/hours-question"
import { always, ask, delivery, found, request } from "../testing/ask-built-in"
import { createBuiltInAnswerer } from "./built-in"
import { withHours } from "./routine-answers"

const shop: Record<string, Retrieval> = {
  cost: found("Delivery costs €4.95.", 0.8),
  long: found("A parcel takes two working days.", 0.7),
}
/** By the words of the question: what it costs and how long it takes, each in a passage of its own. */
const byWords: Retrieve = (_, question) => {
  const [key, retrieval] = Object.entries(shop).find(([word]) => question.includes(word)) ?? ["", found("Boots.", 0.1)]
  const id = 1 + Object.keys(shop).indexOf(key)
  const passages = retrieval.passages.map((passage) => ({ ...passage, id, documentId: key, headings: key }))
  return { ...retrieval, passages }
}

test("of two questions in one message each is answered, with its own source", async () => {
  const { text, citations, confidence, tried } = await ask(byWords, [
    { text: "What does it cost and how long does it take?" },
  ])

  expect(text).toBe("Delivery costs €4.95. [1]\n\nA parcel takes two working days. [2]")
  expect(citations.map(({ title }) => title)).toEqual(["Delivery › cost", "Delivery › long"])
  expect(tried.sources.map(({ score }) => score)).toEqual([1.235, 1.235])
  expect(confidence).toBe(0.7)
})

test("what of several questions the content does not hold is said, and a person offered for it", async () => {
  const asked = [{ text: "How long does a parcel take? Do you sell umbrellas?" }]
  const { text, open } = await ask(byWords, asked)

  expect(text).toBe(
    "A parcel takes two working days. [1]\n\nI found no answer to “Do you sell umbrellas?”. Shall I get a person for you?",
  )
  expect(open).toEqual(["Do you sell umbrellas?"])
  const drafted = await ask(byWords, asked, { draftsFor: "Dana" })
  expect(drafted.text).toBe("A parcel takes two working days. [1]")
  expect(drafted.open).toEqual(["Do you sell umbrellas?"])
})

test("a second question that points back is looked up with what the first was about", async () => {
  const asked: string[] = []
  await ask(
    (_, question) => {
      asked.push(question)
      return found(delivery, 0.8)
    },
    [{ text: "What does engraving cost and how long does it take?" }],
  )

  expect(asked).toContain("engraving how long does it take?")
  expect(asked).not.toContain("how long does it take?")
})

test("another day is asked for in the words of the question before, whatever days were named in between", async () => {
  const asked: string[] = []
  const retrieve: Retrieve = (_, question) => {
    asked.push(question)
    return found(delivery, 0.8)
  }
  const texts = ["What time do you close on Sundays?", "and Mondays?", "What about Friday?"]
  await ask(
    retrieve,
    texts.map((text) => ({ text })),
  )

  expect(asked[0]).toBe("What time do you close on What about Friday?")
  expect(asked).not.toContain("What about Friday?")
})

test("what the calendar knows and what the content says are both told, where a message asks for both", async () => {
  const isOpen = { asked: { about: "now" as const }, text: "We are open until 18:00." }
  const hours: Parameters<typeof withHours>[1] = (_, question) => (/open/.test(question) ? isOpen : undefined)
  const both = async (retrieve: Retrieve, text: string) => {
    const pieces: string[] = []
    const { answer } = withHours(createBuiltInAnswerer({ retrieve }), hours)
    const found = await answer(request([{ text }]), (piece) => pieces.push(piece), new AbortController().signal)
    expect(pieces.join("")).toBe(found.text)
    return found
  }

  const known = await both(always("Boots cost €90."), "Are you open now? And what do boots cost?")
  expect(known.text).toBe("We are open until 18:00.\n\nBoots cost €90. [1]")
  expect(known.citations).toHaveLength(1)

  const unknown = await both(always("Boots cost €90.", 0.1), "Do you sell umbrellas? Are you open now?")
  expect(unknown.text).toStartWith("We are open until 18:00.\n\nI found no answer to “Do you sell umbrellas?”.")
  expect(unknown.open).toEqual(["Do you sell umbrellas?"])

  expect((await both(always("Boots.", 0.1), "Hi! Are you open now?")).text).toBe("We are open until 18:00.")
})

test.each([
  ["en", "When are you open and how much is a call-out?", "A call-out is £65."],
  ["en", "Opening hours and call-out price?", "A call-out is £65."],
  ["de", "Wann habt ihr offen und was kostet die Anfahrt?", "Die Anfahrt kostet 25 €."],
  ["es", "¿A qué hora abren y cuánto cuesta la visita?", "La visita cuesta 25 €."],
  ["fr", "À quelle heure ouvrez-vous et combien coûte le déplacement ?", "Le déplacement coûte 25 €."],
  ["pt", "Quando abrem e quanto custa a deslocação?", "A deslocação custa 25 €."],
  ["it", "Quali sono gli orari e quanto costa la chiamata?", "La chiamata costa 25 €."],
  ["nl", "Wanneer zijn jullie open en wat kost een bezoek?", "Een bezoek kost 25 €."],
])("whoever asks for the hours and something else is told both (%s): “%s”", async (locale, text, said) => {
  const week: Parameters<typeof withHours>[1] = (_, question) => {
    const asked = readHoursQuestion(question, "2026-11-30")
    return asked && { asked, text: "Mon–Fri 8:00–18:00." }
  }
  const content =
    (about: string, text: string): Retrieve =>
    (chatbotId, asked, limit) =>
      asked.includes(about) ? always(text)(chatbotId, asked, limit) : always("Xyz.", 0.05)(chatbotId, asked, limit)
  const last = text.split(" ").at(-1)!.replace("?", "") || text.split(" ").at(-2)!
  const { answer } = withHours(createBuiltInAnswerer({ retrieve: content(last, said) }), week)
  const found = await answer({ ...request([{ text }]), locale }, () => {}, new AbortController().signal)
  expect(found.text).toBe(`Mon–Fri 8:00–18:00.\n\n${said} [1]`)
  expect(found.open).toBeUndefined()

  const { answer: unsure } = withHours(createBuiltInAnswerer({ retrieve: content("nothing", "") }), week)
  const half = await unsure({ ...request([{ text }]), locale }, () => {}, new AbortController().signal)
  expect(half.text).toStartWith("Mon–Fri 8:00–18:00.\n\n")
  expect(half.open).toHaveLength(1)
})

test("what the business wrote of its week goes before the hours that are set, with its number among the sources", async () => {
  const week: Parameters<typeof withHours>[1] = (_, question) => {
    const asked = readHoursQuestion(question, "2026-11-30")
    return asked && { asked, text: "From the calendar." }
  }
  const retrieve: Retrieve = (chatbotId, asked, limit) =>
    always(/open/.test(asked) ? "We are open from 9:00 to 17:00." : "Boots cost €90.")(chatbotId, asked, limit)
  const { answer } = withHours(createBuiltInAnswerer({ retrieve }), week)
  const text = "How much are boots and when are you open?"
  const found = await answer(request([{ text }]), () => {}, new AbortController().signal)
  expect(found.text).toBe("Boots cost €90. [1]\n\nWe are open from 9:00 to 17:00. [2]")
  expect(found.citations).toHaveLength(2)
})
