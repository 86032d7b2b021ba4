import { expect, test } from "bun:test"
import { asksIfAnybodyIsThere } from "./is-anybody-there"

test.each([
  ["Is anybody there?", "en"],
  ["is anyone here", "en"],
  ["Hello?", "en"],
  ["hello??? anyone?", "en"],
  ["Hello, are you still there?", "en"],
  ["hello hello", "en"],
  ["Helloooo?", "en"],
  ["How long do I have to wait?", "en"],
  ["When will somebody be back?", "en"],
  ["Hola, ¿hay alguien ahí?", "es"],
  ["Hallo, ist da jemand?", "de"],
  ["Ist jemand da?", "de"],
  ["Wie lange muss ich noch warten?", "de"],
  ["Allô ? Il y a quelqu'un ?", "fr"],
  ["Tem alguém aí?", "pt"],
  ["C'è qualcuno?", "it"],
  ["Is daar iemand?", "nl"],
] as const)("“%s” asks whether somebody is there", (text, language) => {
  expect(asksIfAnybodyIsThere(text, "en")).toBe(language)
})

test("a word of several languages is heard in the one that is spoken", () => {
  expect(asksIfAnybodyIsThere("Hallo?", "nl")).toBe("nl")
  expect(asksIfAnybodyIsThere("Hallo?", "de")).toBe("de")
})

test.each([
  "Hello",
  "Hi!",
  "Is anybody there who knows about boots?",
  "Hello? I need my order number",
  "Are the boots there?",
  "How long does shipping take?",
  "How long is the warranty?",
  "When are you open?",
  "",
  "???",
])("“%s” does not", (text) => {
  expect(asksIfAnybodyIsThere(text, "en")).toBeUndefined()
})
