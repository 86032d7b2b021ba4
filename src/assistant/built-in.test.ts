import { expect, test } from "bun:test"
import type { Retrieve } from "../knowledge/retrieve"
import { always, ask, delivery, found, request } from "../testing/ask-built-in"
import type { TurnMessage } from "./answerer"
import { createBuiltInAnswerer } from "./built-in"

test("a row of a table is quoted as it is read, not as it is written", async () => {
  const { text, citations } = await ask(always(delivery), [{ text: "What does delivery to Spain cost?" }])

  expect(text).toContain("**Spain**")
  expect(citations[0]!.quote).toContain("Spain: €12.90")
  expect(citations[0]!.quote).not.toContain("|")
})

test("the sentence that answers is given with its source", async () => {
  const { text, citations, confidence, tried } = await ask(always(delivery), [
    { text: "How long does it take to Spain?" },
  ])

  expect(text).toContain("Parcels to Spain take four to six working days.")
  expect(text).toEndWith("[1]")
  expect(citations).toEqual([{ title: "Delivery › Prices", url: "/delivery", quote: expect.stringContaining("Spain") }])
  expect(confidence).toBe(0.9)
  expect(tried.sources).toEqual([{ passageId: 7, title: "Delivery", url: "/delivery", score: 1.235 }])
})

test("the row that the question names is enough, though every row is about what was asked", async () => {
  const table = delivery.slice(delivery.indexOf("|"))
  const named = await ask(always(`Delivery prices:\n\n${table}`), [{ text: "delivery to Spain" }])
  expect(named.text).toContain("Spain")
  expect(named.text).not.toContain("Poland")
  const all = await ask(always(`Delivery prices:\n\n${table}`), [{ text: "what does delivery cost?" }])
  expect(all.text).toContain("Spain")
  expect(all.text).toContain("Poland")
})

test("a row is called by its name, not by a word that some rows happen to hold", async () => {
  const table =
    "| How | Time |\n| --- | --- |\n| Letter | 4 days |\n| Parcel | 2 days |\n| Courier | next morning |\n| Freight | one week |"
  const { text } = await ask(always(`Delivery times:\n\n${table}`), [{ text: "how many days does delivery take?" }])
  expect(text).toContain("Courier")
  expect(text).toContain("Parcel")
})

test("of a table the row that was asked for is read out, since a chat window is too narrow for a table", async () => {
  const table = delivery.slice(delivery.indexOf("|"))
  const { text } = await ask(always(table), [{ text: "price for Croatia" }])

  expect(text).toBe("- **Croatia**: €15.90 [1]")
})

test("a short list is given whole, with the line that introduces it", async () => {
  const list =
    "Bring these to your fitting:\n\n- the shoes you wear most\n- the socks you wear with them\n- your insoles"
  const { text } = await ask(always(list), [{ text: "what should I bring to the fitting" }])

  expect(text).toBe(list)
})

/** Two sections of one page, found about as well. */
function eitherOf(confidence: number): Retrieve {
  const [passage] = found("", confidence).passages
  const sections = [
    ["Late returns", "Bring it back by six. Each hour that begins after that costs £15."],
    ["Lateness on Sundays", "On Sundays the yard is closed. A return on Monday before nine costs nothing more."],
  ]
  const passages = sections.map(([headings = "", text = ""], at) => ({
    ...passage!,
    ...{ id: at, position: at, title: "Opening times", headings, text, url: "/times", score: 1.5 - at / 10 },
  }))
  return () => ({ ...found("", confidence), passages })
}

test("where it is hard to say which of two sections answers, both are quoted under their names", async () => {
  const question = [{ text: "what happens if we return it late" }]
  const { text, citations } = await ask(eitherOf(0.5), question)
  expect(text).toStartWith("**Late returns**\n\nBring it back by six.")
  expect(text).toContain("[1]\n\n**Lateness on Sundays**\n\nOn Sundays the yard is closed.")
  expect(text).toEndWith("[2]")
  expect(citations.map(({ title }) => title)).toEqual([
    "Opening times › Late returns",
    "Opening times › Lateness on Sundays",
  ])

  const sure = await ask(eitherOf(0.9), question)
  expect(sure.citations).toHaveLength(1)
  expect(sure.text).toStartWith("Bring it back by six.")
})

test("what an operator is to send says one thing", async () => {
  const { text } = await ask(eitherOf(0.5), [{ text: "what happens if we return it late" }], { draftsFor: "Dana" })
  expect(text).toContain("Bring it back by six.")
  expect(text).not.toContain("Sundays")
})

test("nothing is said that is not in the content", async () => {
  const { text, citations } = await ask(always(delivery), [{ text: "Do you deliver to Spain by drone?" }])

  const said = text.replace("[1]", "").trim()
  // A row is read out without its bars; the words are the content's own, in their order.
  const words = (line: string) => line.match(/[\p{L}\p{N}€.,]+/gu)!.join(" ")
  for (const sentence of said.split(/(?<=\.) |\n+/)) expect(words(delivery)).toContain(words(sentence))
  expect(citations).toHaveLength(1)
})

test("below the threshold no content is shown or streamed, and what was tried is told", async () => {
  const { text, citations, confidence, pieces, tried } = await ask(always(delivery, 0.2), [
    { text: "Do you sell boats?" },
  ])

  expect(text).not.toContain("Spain")
  expect(citations).toEqual([])
  expect(confidence).toBeLessThanOrEqual(0.2)
  expect(pieces).toEqual([])
  expect(tried.sources).toHaveLength(1)
})

test("the answer comes in pieces that make it up", async () => {
  const { text, pieces } = await ask(always(delivery), [{ text: "How long does it take to Spain?" }])

  expect(pieces.length).toBeGreaterThan(2)
  expect(pieces.join("")).toBe(text)
})

test("greetings, thanks and goodbyes are answered in their language and cite nothing", async () => {
  for (const [said, start] of [
    ["Hi!", "Hello"],
    ["¡Hola!", "¡Hola"],
    ["Guten Tag", "Hallo"],
    ["merci beaucoup", "Avec plaisir"],
    ["obrigada", "De nada"],
    ["ok thanks, bye", "Goodbye"],
    ["Tschüß", "Auf Wiedersehen"],
    ["Buongiorno!", "Buongiorno"],
    ["grazie mille", "Prego"],
    ["Goedemiddag", "Hallo! Waarmee"],
    ["Dank u wel!", "Graag gedaan"],
    ["tot ziens", "Tot ziens"],
  ] as const) {
    const { text, confidence, citations } = await ask(always(delivery), [{ text: said }])
    expect(text).toStartWith(start)
    expect(confidence).toBe(1)
    expect(citations).toEqual([])
  }
})

test.each([
  "no thanks",
  "No, thank you.",
  "nein danke",
  "non merci",
  "no gracias",
  "não, obrigado",
  "no grazie",
  "nee, dank je",
])("“%s” to the question whether to get a person is no question: it is not asked again", async (text) => {
  const { citations, confidence, text: said } = await ask(always(delivery), [{ text }])
  expect({ citations, confidence }).toEqual({ citations: [], confidence: 1 })
  expect(said).not.toContain("Shall I get")
})

test("a word that two languages share is read in the visitor's", async () => {
  for (const [said, locale, start] of [
    ["Ciao", "it-IT", "Buongiorno"],
    ["Ciao", "de", "Auf Wiedersehen"],
    ["no", "it", "Va bene"],
    ["hallo", "nl-BE", "Hallo! Waarmee"],
    ["Super!", "fr", "Avec plaisir"],
  ] as const)
    expect((await ask(always(delivery), [{ text: said }], { locale })).text).toStartWith(start)
})

test("thanks with a question in it is a question", async () => {
  const { citations } = await ask(always(delivery), [{ text: "thanks, and how long to Spain?" }])

  expect(citations).toHaveLength(1)
})

test("a question that follows on is searched for together with the one before", async () => {
  const asked: string[] = []
  const retrieve: Retrieve = (_, question) => {
    asked.push(question)
    return found(delivery, question.includes("price") ? 0.8 : 0.1)
  }
  const { confidence } = await ask(retrieve, [
    { text: "what is the price of delivery to Ireland" },
    { role: "ai", text: "€4.95" },
    { text: "and to Spain?" },
  ])

  expect(asked).toEqual(["and to Spain?", "what is the price of delivery to and to Spain?"])
  expect(confidence).toBe(0.8)
})

test("what an operator said is repeated with the operator's name", async () => {
  const history: Partial<TurnMessage>[] = [
    { text: "my boots are torn" },
    { role: "operator", name: "Ana", text: "I am sorry. Your replacement boots leave on Friday." },
    { role: "handback", name: "Ana", text: "" },
    { text: "when do the replacement boots leave?" },
  ]
  const { text, citations, confidence } = await ask(always(delivery, 0.3), history)

  expect(text).toBe("Ana said: “Your replacement boots leave on Friday.”")
  expect(citations).toEqual([])
  expect(confidence).toBeGreaterThan(0.6)
})

test("a whisper is never shown to the visitor", async () => {
  const { text } = await ask(always(delivery, 0.1), [
    { role: "whisper", name: "Ana", text: "Offer a refund of 20 euros for the torn boots." },
    { text: "can I have a refund of the torn boots?" },
  ])

  expect(text).not.toContain("20 euros")
})

test("an aborted answer stops with the reason of the abort", async () => {
  const takeover = new AbortController()
  const reason = new Error("taken over")
  const pieces: string[] = []
  const answer = createBuiltInAnswerer({ retrieve: always(delivery) }).answer(
    request([{ text: "How long does it take to Spain?" }]),
    (piece) => {
      pieces.push(piece)
      takeover.abort(reason)
    },
    takeover.signal,
  )

  expect(answer).rejects.toBe(reason)
  await answer.catch(() => {})
  expect(pieces).toHaveLength(1)
})

test("a row is not called by name by a word that says little of the question", async () => {
  const table = [
    "| What you bought | Time to return |",
    "| --- | --- |",
    "| Full price | 30 days |",
    "| Sale items | 14 days |",
    "| Running shoes after a gait analysis | 21 days, for an exchange |",
  ].join("\n")
  const rarity = (word: string) => (word === "shoes" ? 0.1 : 0.6)
  const retrieve: Retrieve = () => ({ ...found(table, 0.9), rarity })

  const all = await ask(retrieve, [{ text: "How long do I have to return shoes?" }])
  expect(all.text).toContain("30 days")
  const one = await ask(retrieve, [{ text: "How long can I return shoes after a gait analysis?" }])
  expect(one.text).toContain("21 days")
  expect(one.text).not.toContain("30 days")
})

test("whoever asks is told that it is an AI, and never something of the content", async () => {
  const content = always("We sell nine models of work shoes, and a robot.", 0.9)
  for (const text of ["Are you a robot?", "am i talking to a real person", "who are you??", "Hi, are you human?"]) {
    const answer = await ask(content, [{ text }])
    expect([text, answer.text]).toEqual([text, expect.stringContaining("I’m an AI assistant, not a person")])
  }
  expect((await ask(content, [{ text: "¿Eres un robot?" }])).text).toContain("asistente de IA")
  expect((await ask(content, [{ text: "Bist du ein Mensch?" }])).text).toContain("KI-Assistent")
  expect((await ask(content, [{ text: "Sei un robot?" }])).text).toContain("assistente IA")
  expect((await ask(content, [{ text: "Ben je een robot?" }])).text).toContain("AI-assistent")
  expect((await ask(content, [{ text: "Do you sell a robot?" }])).text).toContain("work shoes")
})

test("a thumb up is thanks, and question marks alone do not answer the last question once more", async () => {
  const content = always("We sell nine models of work shoes.", 0.9)
  const before = { text: "Which work shoes are there?" }

  expect((await ask(content, [before, { text: "👍🏽" }])).text).toContain("welcome")
  expect((await ask(content, [before, { text: "???" }])).confidence).toBe(0)
})

test("of passages found nearly as well the one with what is asked for answers", async () => {
  const one = found("If you cannot come in opening hours, on Thursdays we are open until 20:00.", 0.8)
  const of = (headings: string, text: string, score: number) => ({ ...one.passages[0]!, headings, text, score })
  const retrieve: Retrieve = () => ({
    ...one,
    passages: [
      of("Collecting", "If you cannot come in opening hours, on Thursdays we are open until 20:00.", 2.8),
      of("Opening hours", "We are open from Monday to Friday, 9:00–18:00.", 2.4),
      of("What it costs", "A parcel costs €4.95.", 2.6),
    ],
  })

  expect((await ask(retrieve, [{ text: "opening hours" }])).text).toContain("Monday to Friday")
  expect((await ask(retrieve, [{ text: "How much is delivery?" }])).text).toContain("€4.95")

  const breads: Retrieve = () => ({
    ...one,
    passages: [
      of("Torten", "Eine Torte kostet ab 42 €.", 0.92),
      of("Brot", "Dinkelbrot: 5,80 €. Roggenbrot: 5,20 €.", 0.7),
    ],
  })
  expect((await ask(breads, [{ text: "Was kostet ein Dinkelbrot?" }])).text).toContain("5,80")
})

test("the number of an order is not answered by the last answer once more, unless the content knows it", async () => {
  const content = always("Orders that are late are sent again.")
  const before = { text: "my order hasn't come" }

  for (const text of ["order 4411", "it's LS-2048316", "4411", "meine Bestellnummer ist 2048316"])
    expect((await ask(content, [before, { text }])).confidence).toBe(0)
  expect((await ask(content, [before, { text: "can order 4411 be sent again" }])).confidence).toBeGreaterThan(0.4)
  const known = always("Order code 4411 stands for all bicycles.")
  expect((await ask(known, [{ text: "order code 4411" }])).text).toContain("all bicycles")
})

test("its own content is never taken for a promise that nobody made", async () => {
  const { text } = await ask(always("Spend €80 or more and we stamp your ticket for **one hour free**."), [
    { text: "What does parking cost?" },
  ])

  expect(text).toContain("one hour free")
})

test("a greeting before a question is not looked up with it", async () => {
  const asked: string[] = []
  const retrieve: Retrieve = (_, question) => {
    asked.push(question)
    return found(delivery, 0.8)
  }
  await ask(retrieve, [{ text: "Hi there! Thanks. How long does delivery to Spain take?" }])
  await ask(retrieve, [{ text: "Grüezi, wie lange dauert die Lieferung nach Spanien?" }], { locale: "de" })
  await ask(retrieve, [{ text: "Boots, sizes 40 and 41, in stock?" }])

  expect(asked).toEqual([
    "How long does delivery to Spain take?",
    "wie lange dauert die Lieferung nach Spanien?",
    "Boots, sizes 40 and 41, in stock?",
  ])
})

test("a passage that says nothing of the main words does not answer, in any language", async () => {
  const text = "The boots are in the window and you can buy them with the card that we sell for it."
  const umbrellas = await ask(always(text, 0.5), [{ text: "Do you sell umbrellas?" }])
  expect({ sure: umbrellas.confidence >= 0.4, citations: umbrellas.citations }).toEqual({ sure: false, citations: [] })

  expect((await ask(always(text, 0.5), [{ text: "Do you sell boots?" }])).citations).toHaveLength(1)
  const long = await ask(always(text, 0.5), [{ text: "Do you engrave brass bells and buy old lamps?" }])
  expect(long.citations).toEqual([])
  const german = "Die Stiefel sind im Fenster und Sie können sie mit der Karte bei uns kaufen."
  expect((await ask(always(german, 0.5), [{ text: "Verkauft ihr Schirme?" }])).citations).toEqual([])
  expect((await ask(always(german, 0.5), [{ text: "Verkauft ihr Stiefel?" }])).citations).toHaveLength(1)
})
