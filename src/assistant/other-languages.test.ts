import { afterAll, describe, expect, test } from "bun:test"
import { openContent } from "../testing/content"
import { createBuiltInAnswerer } from "./built-in"

type Shop = {
  content: readonly (readonly [question: string, answer: string])[]
  /** In other words than the content's own, with what the answer has to hold; none: it is not answered. */
  asked: Record<string, string | undefined>
}

const shops: Record<string, Shop> = {
  de: {
    content: [
      ["Macht ihr auch Maniküre?", "Nein, wir machen nur Haare und Bärte."],
      ["Wann habt ihr geöffnet?", "Wir haben Dienstag bis Freitag von 9 bis 18 Uhr geöffnet, am Samstag bis 14 Uhr."],
      ["Was kostet ein Herrenhaarschnitt?", "Ein Herrenhaarschnitt kostet 32 Euro, mit Waschen 38 Euro."],
      ["Brauche ich einen Termin?", "Am besten mit Termin. Ohne Termin warten Sie etwa eine Stunde."],
      ["Gibt es Parkplätze?", "Hinter dem Haus sind vier Parkplätze."],
      ["Womit kann ich bezahlen?", "Bar, mit EC-Karte oder Kreditkarte."],
    ],
    asked: {
      "Wann seid ihr offen?": "9 bis 18",
      "Wie teuer ist ein Männerhaarschnitt?": "32 Euro",
      "Wo kann ich parken?": "vier Parkplätze",
      "Kann ich mit Karte zahlen?": "EC-Karte",
      "Was kostet ein Hund?": undefined,
      "Habt ihr auch einen Aufzug?": undefined,
    },
  },
  nl: {
    content: [
      ["Wat zijn de openingstijden?", "Wij zijn van dinsdag tot en met zaterdag open, van 10 tot 18 uur."],
      ["Wat kost een fiets huren?", "Een fiets huren kost 15 euro per dag."],
      ["Kan ik bij jullie parkeren?", "Er is een parkeergarage om de hoek."],
      ["Hoe kan ik betalen?", "Met pin, contant of met een creditcard."],
      ["Repareren jullie ook elektrische fietsen?", "Ja, alle merken, binnen drie dagen."],
    ],
    asked: {
      "Wanneer zijn jullie gesloten?": "10 tot 18",
      "Wat is de prijs voor een huurfiets?": "15 euro",
      "Is er een parkeerplaats?": "parkeergarage",
      "Verkopen jullie ook honden?": undefined,
    },
  },
  es: {
    content: [
      ["¿Cuál es vuestro horario?", "De martes a sábado, de 10 a 20 horas."],
      ["¿Cuánto cuesta una limpieza?", "Una limpieza cuesta 60 euros."],
      ["¿Cómo puedo pagar?", "En efectivo o con tarjeta."],
      ["¿Hacen envíos?", "Sí, a toda la península en dos días."],
      ["¿Puedo devolver un producto?", "Sí, durante 30 días con el ticket."],
    ],
    asked: {
      "¿A qué hora abren?": "10 a 20",
      "¿Qué precio tiene la limpieza?": "60 euros",
      "¿Aceptan tarjeta?": "tarjeta",
      "¿Cuánto tarda la entrega?": "dos días",
      "¿Tienen perros?": undefined,
    },
  },
  fr: {
    content: [
      ["Quels sont vos horaires ?", "Du mardi au samedi, de 9 h à 19 h."],
      ["Combien coûte une coupe ?", "Une coupe coûte 35 euros."],
      ["Comment puis-je payer ?", "En espèces ou par carte."],
      ["Livrez-vous à domicile ?", "Oui, dans toute la ville sous deux jours."],
      ["Peut-on se garer près du salon ?", "Un parking gratuit se trouve derrière le salon."],
    ],
    asked: {
      "Vous êtes ouverts quand ?": "9 h à 19 h",
      "Quel est le prix d'une coupe ?": "35 euros",
      "La livraison prend combien de temps ?": "deux jours",
      "Où stationner ?": "parking",
      "Vendez-vous des chiens ?": undefined,
    },
  },
  it: {
    content: [
      ["Quali sono gli orari?", "Dal martedì al sabato, dalle 9 alle 19."],
      ["Quanto costa un taglio?", "Un taglio costa 30 euro."],
      ["Come posso pagare?", "In contanti o con la carta."],
      ["Fate spedizioni?", "Sì, in tutta Italia in due giorni."],
      ["C'è un parcheggio?", "Dietro al negozio ci sono quattro posti."],
    ],
    asked: {
      "Quando siete aperti?": "9 alle 19",
      "Che prezzo ha il taglio?": "30 euro",
      "Consegnate anche a Roma?": "due giorni",
      "Dove posso parcheggiare?": "quattro posti",
      "Vendete cani?": undefined,
    },
  },
  pt: {
    content: [
      ["Qual é o horário?", "De terça a sábado, das 10 às 19 horas."],
      ["Quanto custa um corte?", "Um corte custa 20 euros."],
      ["Como posso pagar?", "Em dinheiro ou com cartão."],
      ["Fazem entregas?", "Sim, em todo o país em dois dias."],
      ["Posso devolver um produto?", "Sim, durante 30 dias com o recibo."],
    ],
    asked: {
      "A que horas abrem?": "10 às 19",
      "Qual o preço do corte?": "20 euros",
      "Vocês trocam produtos?": "30 dias",
      "Vendem cães?": undefined,
    },
  },
}

const { knowledge, addChatbot, close } = openContent()
afterAll(close)

async function answererOf(chatbotId: string, { content }: Shop) {
  await addChatbot(chatbotId, chatbotId)
  for (const [question, answer] of content)
    await knowledge.add(chatbotId, { kind: "qa", questions: [question], answer })
  await knowledge.prepare(chatbotId, Number.POSITIVE_INFINITY)
  return createBuiltInAnswerer({ retrieve: knowledge.retrieve })
}

describe("what every shop is asked is answered in other words than the content's, and what it does not hold is not", () => {
  for (const [language, shop] of Object.entries(shops))
    test(language, async () => {
      const answerer = await answererOf(language, shop)
      const wrong: string[] = []
      for (const [text, held] of Object.entries(shop.asked)) {
        const history = [{ role: "visitor" as const, name: "", text, at: 0 }]
        const asked = { chatbotId: language, chatbotName: "Shop", persona: "", locale: language, history }
        const answer = await answerer.answer(
          { ...asked, page: undefined, threshold: 0.4 },
          () => {},
          new AbortController().signal,
        )
        const isAnswered = answer.confidence >= 0.4
        const isRight = held === undefined ? !isAnswered : isAnswered && answer.text.includes(held)
        if (!isRight) wrong.push(`${text} (${answer.confidence.toFixed(2)}) ${answer.text}`)
      }
      expect(wrong).toEqual([])
    })
})
