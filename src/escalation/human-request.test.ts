import { describe, expect, test } from "bun:test"
import { detectHumanRequest } from "./human-request"
import { defaultSettings, thresholdsOf } from "./policy"
import type { Turn } from "./types"

const threshold = thresholdsOf(defaultSettings).request

const score = (text: string, before?: Turn) =>
  detectHumanRequest([...(before ? [before] : []), { role: "visitor", text }]).signal.score

describe("a visitor who asks for a person is heard in their own words", () => {
  for (const text of [
    "can I talk to a human?",
    "Agent please",
    "𝓽𝓪𝓵𝓴 𝓽𝓸 𝓪 𝓱𝓾𝓶𝓪𝓷",
    "is there a real person there",
    "I'd rather speak with someone",
    "put me through to your manager",
    "can someone call me",
    "please have somebody contact me",
    "get me a live agent now!!",
    "connect me to customer executive",
    "I want to speak to an insurance representative",
    "how do i talk to a hunan agent",
    "I don't want to talk to a bot",
    "Could you transfer me to a human agent? I'd like to see if they can assist me",
    "Isn't there a supervisor or someone else who might have a way to help?",
    "let me speak to your boss",
    "is anyone there who can help me?",
    "quiero hablar con una persona",
    "¿Puedo hablar con un agente humano?",
    "páseme con un asesor por favor",
    "Ich möchte mit einem Menschen sprechen",
    "Kann ich bitte mit einem Mitarbeiter reden?",
    "verbinden Sie mich mit dem Kundendienst",
    "je voudrais parler à un conseiller",
    "passez-moi un humain svp",
    "quero falar com um atendente",
    "tem alguém aí?",
    "vorrei parlare con un operatore",
    "c'è qualcuno con cui posso parlare?",
    "ik wil een medewerker spreken",
    "kan ik met een echt persoon praten?",
    "is anybody real there",
    "give me a phone call please, +44 20 7946 0000",
    "can a human look at this",
    "enough of the bot, a person please",
    "connect me with sales",
    "I'd like a word with whoever runs the front desk",
    "hello? any humans?",
    "can you have one of your nurses ring me this afternoon",
    "would a colleague of yours be free for two minutes",
    "can we do this over the phone with somebody",
    "¿me puede atender alguien?",
    "prefiero hablar por teléfono con alguien",
    "bitte einen Mitarbeiter",
    "kann ich mit jemandem aus der Buchhaltung reden?",
    "gibt es hier auch echte Menschen?",
    "quelqu'un peut me rappeler ?",
    "alguém pode me ligar?",
  ]) {
    test(`“${text}” asks for a person`, () => expect(score(text)).toBeGreaterThanOrEqual(threshold))
  }
})

describe("a visitor who only speaks of a person does not call one", () => {
  for (const text of [
    "are you a robot?",
    "am I talking to a real person?",
    "your agent told me it would arrive on Monday",
    "I spoke to someone yesterday about this",
    "call mom",
    "someone stole my card",
    "can someone help me top up my card?",
    "I want to send money to another person",
    "a table for four people",
    "No, you don't need to transfer me to a real person",
    "I don't want to talk to a person",
    "please don't call me",
    "no quiero hablar con un agente",
    "ich möchte nicht mit einem Mitarbeiter sprechen",
    "je ne veux pas parler à un conseiller",
    "não quero falar com um atendente",
    "non voglio parlare con un operatore",
    "ik wil niet met een medewerker spreken",
    "how do I become an agent for your company",
    "the delivery person left it at the door",
    "good bot",
    "can I bring another person to the treatment",
    "can I give someone a voucher",
    "can people join the class without a membership",
    "can a person with diabetes use the sauna",
    "can an agent book on behalf of a client",
    "is anybody else having trouble with the app",
    "quanto costa per persona?",
    "It's nice to know I have someone to reach out to",
  ]) {
    test(`“${text}” asks for nobody`, () => expect(score(text)).toBeLessThan(threshold))
  }
})

describe("an offered person", () => {
  const offer: Turn = { role: "ai", text: "Would you like me to connect you with a colleague?" }
  for (const text of [
    "yes please",
    "Yes, please.",
    "sure",
    "ok that would be great",
    "sí, por favor",
    "ja gerne",
    "oui",
    "graag",
  ]) {
    test(`is accepted by “${text}”`, () => expect(score(text, offer)).toBeGreaterThan(0.5))
  }
  test("is not accepted by a no", () => {
    const { signal, declined } = detectHumanRequest([offer, { role: "visitor", text: "no thanks" }])
    expect(signal.score).toBeLessThan(threshold)
    expect(declined).toBe(true)
  })
  test("must have been offered: a yes to another question calls nobody", () => {
    expect(score("yes please", { role: "ai", text: "Shall I send you the invoice by email?" })).toBeLessThan(threshold)
  })
})

test("the words that ask are marked in the visitor's own text", () => {
  const text = "Thanks, but could you please connect me to a human agent now?"
  const { signal } = detectHumanRequest([{ role: "visitor", text }])
  const { start, end, text: quoted } = signal.evidence[0]!
  expect(text.slice(start, end)).toBe(quoted)
  expect(quoted).toContain("human agent")
})
