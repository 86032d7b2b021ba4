/** Guests from abroad ask an English hotel in their own languages, and nothing but its English pages answers. */

import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { openContent } from "../testing/content"
import type { TurnRequest } from "./answerer"
import { createBuiltInAnswerer } from "./built-in"

const pages = `# The Harbour House Hotel
Twenty rooms by the sea in Lyme Regis, run by the Doyle family.

## Rooms and prices
| Room | Low season | High season |
| --- | --- | --- |
| Single | £75 | £95 |
| Double | £110 | £145 |
| Family room | £150 | £190 |
| Sea view suite | £180 | £240 |

Prices are per night and include breakfast, VAT and wifi.

## Breakfast
Breakfast is served from 7.30 to 10 am, on Sundays until 11. We have vegan and gluten-free bread. Guests who leave early get a packed breakfast if they ask the evening before.

## Check-in and check-out
Check in from 3 pm to 9 pm. If you arrive later, call us and we will leave the key in the safe. Check out by 11 am. We keep your luggage for free.

## Parking
Our car park behind the house has twelve spaces, £8 a night. Please reserve. There are two chargers for electric cars.

## Pets
Dogs are welcome on the ground floor, £12 a night. Cats and other animals are not allowed.

## Cancellation
Cancel free of charge up to 48 hours before arrival. After that we charge the first night.

## Payment
We take Visa, Mastercard, cash and bank transfer. American Express is not accepted. A deposit of 20 % is taken when you book.

## Children
Children under 4 stay free. A cot costs £10 a night, an extra bed £25. We have high chairs and a play corner.

## Sauna and pool
The sauna is open daily from 4 pm to 9 pm and free for guests. The indoor pool is heated to 28 degrees. Towels and bathrobes are at the reception.

## Restaurant
Our restaurant serves dinner from 6 pm to 9 pm, closed on Mondays. Book a table by phone.

## Getting here
1 Marine Parade, Lyme Regis DT7 3JE. From Axminster station take bus X51; a taxi costs about £20. The beach is 100 metres away.

## Accessibility
There is a lift, and two rooms are suited to wheelchairs.

## Smoking
Smoking is not allowed in the house. There is a terrace for smokers.

## Contact
Phone 01297 555 010, email hello@harbourhouse.example.`

/** With what the answer has to hold; none where the pages do not say it. */
const asked: [locale: string, question: string, held: string | undefined][] = [
  ["de", "was kostet ein Doppelzimmer?", "£110"],
  ["de", "Ist das Frühstück inklusive?", "include breakfast"],
  ["de", "wann gibt es frühstück", "7.30"],
  ["de", "Ab wann kann ich einchecken?", "3 pm"],
  ["de", "Bis wann müssen wir auschecken?", "11 am"],
  ["de", "habt ihr parkplätze", "car park"],
  ["de", "Darf ich meinen Hund mitbringen?", "Dogs"],
  ["de", "Kann ich kostenlos stornieren?", "48 hours"],
  ["de", "nehmen sie kreditkarten", "Visa"],
  ["de", "Gibt es WLAN im Zimmer?", "wifi"],
  ["de", "wie weit ist es zum strand", "100 metres"],
  ["de", "habt ihr eine sauna", "sauna"],
  ["de", "gibt es einen aufzug", "lift"],
  ["de", "was kostet ein kinderbett", "£10"],
  ["de", "Kann ich mein E-Auto laden?", "chargers"],
  ["de", "wie komme ich vom bahnhof zu euch", "X51"],
  ["de", "kann man bei euch abends essen", "dinner"],
  ["de", "darf man rauchen", "Smoking"],
  ["de", "bekomme ich das zimmer auch mit meerblick", "Sea view"],
  ["de", "habt ihr ein fitnessstudio", undefined],
  ["de", "Kann ich Fahrräder mieten?", undefined],
  ["es", "¿Cuánto cuesta una habitación doble?", "£110"],
  ["es", "a qué hora es el desayuno", "7.30"],
  ["es", "¿Tienen aparcamiento?", "car park"],
  ["es", "se admiten perros?", "Dogs"],
  ["es", "¿Puedo cancelar gratis?", "48 hours"],
  ["es", "a qué hora es la entrada", "3 pm"],
  ["es", "¿Hay piscina?", "pool"],
  ["es", "puedo pagar con tarjeta", "Visa"],
  ["es", "dónde está el hotel", "Marine Parade"],
  ["es", "¿hay ascensor?", "lift"],
  ["es", "Llegamos muy tarde por la noche, ¿es un problema?", "key in the safe"],
  ["es", "¿Tienen gimnasio?", undefined],
  ["fr", "Combien coûte une chambre double ?", "£110"],
  ["fr", "à quelle heure est le petit déjeuner", "7.30"],
  ["fr", "Y a-t-il un parking ?", "car park"],
  ["fr", "les chiens sont-ils acceptés", "Dogs"],
  ["fr", "puis-je annuler sans frais", "48 hours"],
  ["fr", "avez vous une piscine", "pool"],
  ["fr", "Peut-on payer en espèces ?", "cash"],
  ["fr", "à quelle heure faut-il libérer la chambre", "11 am"],
  ["fr", "est-ce que la plage est loin", "100 metres"],
  ["fr", "avez-vous un lit bébé", "cot"],
  ["fr", "Organisez-vous des mariages ?", undefined],
  ["it", "Quanto costa una camera doppia?", "£110"],
  ["it", "A che ora è la colazione?", "7.30"],
  ["it", "c'è il parcheggio?", "car park"],
  ["it", "accettate animali", "Dogs"],
  ["it", "posso pagare con carta", "Visa"],
  ["it", "c'è il wifi", "wifi"],
  ["it", "avete un ristorante", "restaurant"],
  ["it", "avete una palestra?", undefined],
  ["pt", "quanto custa um quarto duplo", "£110"],
  ["pt", "Tem estacionamento?", "car park"],
  ["pt", "a que horas é o pequeno-almoço", "7.30"],
  ["pt", "posso levar o meu cão", "Dogs"],
  ["pt", "aceitam cartão de crédito", "Visa"],
  ["pt", "há elevador?", "lift"],
  ["nl", "wat kost een tweepersoonskamer", "£110"],
  ["nl", "Hoe laat is het ontbijt?", "7.30"],
  ["nl", "kan ik bij jullie parkeren", "car park"],
  ["nl", "mag mijn hond mee", "Dogs"],
  ["nl", "kan ik gratis annuleren", "48 hours"],
  ["nl", "hebben jullie een zwembad", "pool"],
  ["nl", "is er een lift", "lift"],
]

const { knowledge, addChatbot, close } = openContent()
beforeAll(async () => {
  for (const chatbotId of ["english", "both"]) {
    await addChatbot(chatbotId, "en")
    await knowledge.add(chatbotId, { kind: "file", text: pages })
  }
  const text = "# Frühstück\n\nDas Frühstück gibt es von 7:30 bis 10 Uhr, und wir packen es auch für Sie ein."
  await knowledge.add("both", { kind: "file", text })
  for (const chatbotId of ["english", "both"]) await knowledge.prepare(chatbotId, Number.POSITIVE_INFINITY)
})
afterAll(close)

function answerTo(chatbotId: string, locale: string, text: string, change: Partial<TurnRequest> = {}) {
  const history = [{ role: "visitor" as const, name: "", text, at: 0 }]
  const request = { chatbotId, chatbotName: "House", persona: "", locale, history, page: undefined, threshold: 0.4 }
  const { answer } = createBuiltInAnswerer({ ...knowledge })
  return answer({ ...request, ...change }, () => {}, new AbortController().signal)
}

describe("what guests from abroad ask is answered from English pages, and what these do not say is not", () => {
  for (const language of ["de", "es", "fr", "it", "pt", "nl"])
    test(language, async () => {
      const wrong: string[] = []
      for (const [locale, text, held] of asked) {
        if (locale !== language) continue
        const answer = await answerTo("english", locale, text)
        const isAnswered = answer.confidence >= 0.4
        const isRight = held === undefined ? !isAnswered : isAnswered && answer.text.includes(held)
        if (!isRight) wrong.push(`${text} (${answer.confidence.toFixed(2)}) ${answer.text}`)
      }
      expect(wrong).toEqual([])
    })
})

test("the answer says that it is in another language, once, and in the visitor's own", async () => {
  const { text, citations } = await answerTo("english", "de", "Darf ich rauchen?")
  expect(text).toStartWith("Das habe ich nur in einer anderen Sprache gefunden (Englisch):\n\nSmoking is not allowed")
  expect(citations[0]!.quote).toStartWith("Smoking is not allowed")
  const { text: several } = await answerTo("english", "es", "¿Cuánto cuesta una habitación doble? ¿Hay ascensor?")
  expect(several).toContain("£110")
  expect(several).toContain("There is a lift")
  expect(several.match(/Solo lo he encontrado en otro idioma \(inglés\):/g)).toHaveLength(1)
  // An operator who drafts a reply writes it themselves.
  const { text: draft } = await answerTo("english", "de", "Darf ich rauchen?", { draftsFor: "Dana" })
  expect(draft).toStartWith("Smoking is not allowed")
  // Where the visitor is spoken to in English, so is the answer.
  expect((await answerTo("english", "en", "Darf ich rauchen?")).text).toStartWith("Smoking is not allowed")
})

test("where the content says it in both languages, it is answered in the visitor's own", async () => {
  expect((await answerTo("both", "de", "Wann gibt es Frühstück?")).text).toStartWith("Das Frühstück gibt es")
  expect((await answerTo("both", "en", "When is breakfast?")).text).toStartWith("Breakfast is served")
  expect((await answerTo("both", "de", "Darf ich rauchen?")).text).toContain("Smoking is not allowed")
})
