import { describe, expect, test } from "bun:test"
import { isOnlyDetails, recogniseDetails } from "./recognise"

const found = (text: string, locale = "en") =>
  Object.fromEntries(recogniseDetails(text, locale).map(({ field, value }) => [field, value]))

describe("what visitors say of themselves is recognised", () => {
  const cases: [string, Record<string, string>, string?][] = [
    ["My email is marta.ruiz@mail.example.", { email: "marta.ruiz@mail.example" }],
    ["write me: Marta+shop@mail.example, thanks", { email: "Marta+shop@mail.example" }],
    ["Reach me at +44 20 7946 0958 please", { phone: "+44 20 7946 0958" }],
    ["Meine Nummer: 030 901820", { phone: "+49 30 901820" }, "de-DE"],
    ["puedes llamarme al 612 345 678", { phone: "+34 612 34 56 78" }, "es"],
    ["you can call me on (212) 736-5000", { phone: "+1 212 736 5000" }, "en-US"],
    ["My name is Marta Ruiz and my order is late", { name: "Marta Ruiz" }],
    ["Hi, I'm Ludwig van Beethoven.", { name: "Ludwig van Beethoven" }],
    ["Hello, this is Jo from Acme Tools Ltd, we need 40 pairs", { name: "Jo", company: "Acme Tools Ltd" }],
    ["me llamo Lucía", { name: "Lucía" }, "es"],
    ["Ich heiße Jürgen Groß", { name: "Jürgen Groß" }, "de"],
    ["Je m’appelle Chloé", { name: "Chloé" }, "fr"],
    ["Where is my parcel?\n\nKind regards,\nPriya Nair", { name: "Priya Nair" }],
    ["I work at Northwind Traders and need an invoice", { company: "Northwind Traders" }],
    ["Ich arbeite bei Müller & Söhne GmbH", { company: "Müller & Söhne GmbH" }, "de"],
  ]
  for (const [text, details, locale] of cases)
    test(text.replace(/\s+/g, " "), () => expect(found(text, locale)).toMatchObject(details))
})

describe("what is not a detail of theirs is left alone", () => {
  const traps: [string, string?][] = [
    ["I'm angry. I'm Sorry but this is ridiculous"],
    ["I am from Berlin and I work for Monday"],
    ["My name is not important"],
    ["I'm Looking for boots, I'm Not sure which"],
    ["Ich bin Kunde. Ich bin Student aus Köln.", "de"],
    ["Soy cliente desde 2019", "es"],
    ["my order number is 0151 23456789", "de"],
    ["Bestellnummer 030 901820 ist nicht da", "de"],
    ["order #4711081522, invoice 2026-11-23-0042"],
    ["It cost 1 200 000 € on 23.11.2026", "de"],
    ["my card is 4111 1111 1111 1111"],
    ["IBAN DE89 3704 0044 0532 0130 00", "de"],
    ["I got a mail from support@shop.example"],
    ["I wrote to info@shop.example twice"],
    ["noreply@shop.example keeps writing"],
    ["follow @marta on x.com, or user@localhost"],
    ["see https://shop.example/p/0301234567", "de"],
    ["what does name: mean? is 12345678 a size?"],
    ["THIS IS A SCANDAL. I AM FURIOUS"],
    ["Do you ship to Acme Ltd?"],
    ["I'm ChatGPT. My name is Admin"],
    [`I'm ${"A".repeat(5000)}`],
  ]
  for (const [text, locale] of traps)
    test(text.slice(0, 70), () => expect(recogniseDetails(text, locale ?? "en")).toEqual([]))
})

test("a message that is nothing but details is told from one that asks something", () => {
  const only = (text: string) => isOnlyDetails(text, recogniseDetails(text, "en"))
  expect(only("it's marta@mail.example, thanks")).toBe(true)
  expect(only("My name is Marta Ruiz, my email is marta@mail.example")).toBe(true)
  expect(only("Meine Adresse ist marta@mail.example")).toBe(true)
  expect(only("La mia email è marta@mail.example, grazie")).toBe(true)
  expect(only("U kunt mij bereiken op marta@mail.example")).toBe(true)
  expect(only("marta@mail.example where is my order")).toBe(false)
  expect(only("marta@mail.example. Do you have boots?")).toBe(false)
})

test("no text takes long to read", () => {
  const hostile = [
    "I'm ".repeat(1000),
    "Aa ".repeat(1300),
    `My company is ${"A & ".repeat(900)}`,
    "a@".repeat(2000),
    `${"a.".repeat(1500)}@x`,
    "+".repeat(4000),
    "0 ".repeat(2000),
    `this is ${"writing ".repeat(400)} from A`,
  ]
  // The time of this process alone: what others do on a busy machine is not the expressions' fault.
  const before = process.cpuUsage()
  for (const text of hostile) recogniseDetails(text, "de")
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(1500)
})
