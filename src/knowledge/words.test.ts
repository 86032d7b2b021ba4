import { expect, test } from "bun:test"
import { createLexicon, repairEveryday } from "./lexicon"
import { stem } from "./stem"
import { meantBy } from "./synonyms"
import { isEnglish, isFunctionWord, wordsOf } from "./words"

test("words come in plain form, with contractions and shorthand written out", () => {
  expect(wordsOf("Can't u send it to MÁLAGA? It's Ana’s, don’t…")).toEqual(
    "can not you send it to malaga it ana do not".split(" "),
  )
})

test("writing without spaces is read in pairs of letters, and what is in Latin letters among it as words", () => {
  expect(wordsOf("退款政策,iPhone手机?")).toEqual(["退款", "款政", "政策", "iphone", "手机"])
  expect(wordsOf("配送料はガ")).toEqual(["配送", "送料", "料は", "はガ"])
  expect(wordsOf("ที่ไหน")).toEqual(["ที่ไ", "ไห", "หน"])
})

test("vowel signs stay part of a word, and accents fall in whichever way they are written", () => {
  expect(wordsOf("हिन्दी में")).toHaveLength(2)
  expect(wordsOf("re\u0301sume\u0301")).toEqual(wordsOf("résumé"))
})

test("stems are Porter's", () => {
  const pairs = {
    deliveries: "deliveri",
    delivered: "deliv",
    relational: "relat",
    hopping: "hop",
    sky: "sky",
    ponies: "poni",
  }
  for (const [word, root] of Object.entries(pairs)) expect(stem(word)).toBe(root)
})

test("a misspelt word is repaired to a word of the collection, and a real one is left alone", () => {
  const lexicon = createLexicon()
  lexicon.add(wordsOf("delivery of parcels, refund, cancel an order"))

  expect(lexicon.repair("dilivery")).toBe("delivery")
  expect(lexicon.repair("cacnel")).toBe("cancel")
  expect(lexicon.repair("whey")).toBe("whey")
  expect(lexicon.repair("ordre")).toBe("order")
})

test("a misspelt word of questions is not taken for a rare word of the collection", () => {
  const lexicon = createLexicon()
  lexicon.add(wordsOf("we match the price, and the shoes come in a line of colours"))

  expect(lexicon.repair("mutch")).toBe("much")
  expect(lexicon.repair("matsh")).toBe("match")
  expect(lexicon.repair("shose")).toBe("shoes")
})

test("what is said in several words is understood as one", () => {
  expect(meantBy(wordsOf("how do I get my money back"))).toContain("refund")
  expect(meantBy(wordsOf("can I send the shoes back"))).toContain("return")
})

test("what people say at a counter comes down to what is written there", () => {
  const said: [string, string][] = [
    ["how do i get out of my contract", "cancel"],
    ["can you put my sub on hold", "pause"],
    ["could i drop the van off on sunday", "return"],
    ["does it talk to quickbooks", "connect"],
    ["how much is it to Dublin", "ireland"],
  ]
  for (const [question, word] of said) expect(meantBy(wordsOf(question))).toContain(word)
  expect(meantBy(wordsOf("can I talk to someone"))).not.toContain("connect")
  expect(meantBy(wordsOf("how big is the deposit"))).not.toContain("size")
})

test("where the collection has nothing like it, a misspelt English word is still told by the words of every business", () => {
  expect(repairEveryday("subscripton")).toBe("subscription")
  expect(repairEveryday("cancle")).toBe("cancel")
  expect(repairEveryday("quickbooks")).toBe("quickbooks")
  expect(isEnglish(wordsOf("how do i cancle it"))).toBe(true)
  expect(isEnglish(wordsOf("ich habe eine Allergie"))).toBe(false)
})

test("synonyms count as alike and strangers do not", () => {
  const lexicon = createLexicon()
  lexicon.add(["postage", "giraffe"])
  const { ids, values } = lexicon.alike("shipping")
  const likeness = Object.fromEntries(Array.from(ids, (id, i) => [lexicon.wordAt(id), values[i]!]))

  expect(likeness.postage).toBeGreaterThan(0.6)
  expect(likeness.giraffe ?? 0).toBeLessThan(0.3)
})

test("small words of other languages say as little as English ones, but for those that mean something in English", () => {
  const said = wordsOf(
    "Wo kann ich eine Torte bestellen? ¿Dónde puedo pagar con tarjeta? Comment payer avec une carte ?",
  )
  const telling = said.filter((word) => !isFunctionWord(word))

  expect(telling).toEqual(["torte", "bestellen", "pagar", "tarjeta", "payer", "carte"])
  for (const word of ["hat", "pour", "hay", "sale"]) expect(isFunctionWord(word)).toBe(false)
})

test("a letter and a word are one word, and the word", () => {
  expect(wordsOf("E-Bikes, T-Shirt, Wi-Fi, E-Mail-Adresse, pick-up")).toEqual([
    "ebikes",
    "bikes",
    "tshirt",
    "shirt",
    "wifi",
    "email",
    "mail",
    "adresse",
    "pick",
    "up",
  ])
})
