import { expect, test } from "bun:test"
import { questionsIn } from "./questions-in"

test.each([
  ["What does delivery cost and how long does it take?", ["What does delivery cost", "how long does it take?"]],
  ["Do you repair zips? And what does it cost?", ["Do you repair zips?", "And what does it cost?"]],
  ["where are you, and when are you open", ["where are you", "when are you open"]],
  ["How much is the club and can I cancel it?", ["How much is the club", "can I cancel it?"]],
  [
    "I want to return a sale item, how long do I have and who pays for the postage?",
    ["I want to return a sale item, how long do I have", "who pays for the postage?"],
  ],
  ["Was kostet der Versand und wie lange dauert er?", ["Was kostet der Versand", "wie lange dauert er?"]],
  ["Wo seid ihr? Gibt es Parkplätze?", ["Wo seid ihr?", "Gibt es Parkplätze?"]],
  ["¿Cuánto cuesta el envío y cuánto tarda?", ["¿Cuánto cuesta el envío", "cuánto tarda?"]],
  ["Combien coûte la livraison et quand arrive-t-elle ?", ["Combien coûte la livraison", "quand arrive-t-elle ?"]],
  ["Wat kosten jullie brillen en hoe lang duurt het?", ["Wat kosten jullie brillen", "hoe lang duurt het?"]],
  ["Quanto costa la spedizione e quando arriva?", ["Quanto costa la spedizione", "quando arriva?"]],
  [
    "Hi! I bought boots last week. Can I swap them? What does that cost? I live in Cork.",
    ["Hi! I bought boots last week. Can I swap them?", "What does that cost? I live in Cork."],
  ],
])("“%s” asks several things", (message, questions) => {
  expect(questionsIn(message)).toEqual(questions)
})

test.each([
  "How long does delivery take?",
  "Where and when do you open?",
  "Do you have boots and shoes for kids?",
  "My boots are wet and when I walk they squeak",
  "I would like to know how you wash wool and what soap you use",
  "Hello, can you help me?",
  "Tell me about the club. It looks nice.",
  "",
])("“%s” is one question, or none", (message) => {
  expect(questionsIn(message)).toEqual([message])
})

test("two questions stand apart by the mark that their writing has", () => {
  expect(questionsIn("كم سعر التوصيل؟ متى تفتحون يوم الجمعة؟")).toHaveLength(2)
  expect(questionsIn("送料はいくらですか？駐車場はありますか？")).toHaveLength(2)
  expect(questionsIn("https://shop.example/?size=42 is out of stock")).toHaveLength(1)
})
