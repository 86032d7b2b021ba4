import { afterAll, beforeAll, expect, test } from "bun:test"
import { openContent } from "../testing/content"
import { createBuiltInAnswerer } from "./built-in"

const outdoor = {
  pages: [
    "# Fell & Ford\n\nBoots and jackets, tested on the fells. Free UK delivery over £50.",
    "# Walking boots\n\nFrom £145, in leather and fabric.\n\n## Boot fitting\n\nFree, takes 40 minutes, bring your walking socks.",
    "# Waterproof jackets\n\nFrom £110. The Keswick jacket carries a lifetime warranty against leaking.\n\n## Repairs\n\nWe patch tears for £12. Wash the jacket first.",
    "# Delivery\n\n| Service | Time | Price |\n| --- | --- | --- |\n| Standard | 3–5 working days | £3.95 |\n| Express | next working day | £7.50 |\n\nStandard delivery is free on orders over £50.\n\n## Outside the UK\n\nWe send to all EU countries and Norway for £14.50.",
    "# Workshop\n\nMost repairs take three days.\n\n| Job | Price |\n| --- | --- |\n| New zip | £28 |\n| Resole, adult | £85 |\n| Resole, child | £60 |",
    "# Around us\n\n## Bicycles\n\nWe lend our guests two bicycles for nothing.\n\n## Dogs\n\nOne small dog is welcome, £10 a night.",
    "# Help\n\nWrite to help@fellandford.example or call 01539 555 061.\n\n## Gift cards\n\nFrom £10. They last two years.",
  ],
  faq: [
    ["Do you have a room on the ground floor?", "Yes, room 1 has two steps."],
    ["Do you guarantee your rucksacks?", "Our rucksacks have a ten-year guarantee."],
  ],
} as const
const salon = {
  pages: [
    "# Leistungen\n\n## Hausbesuche\n\nWer nicht mehr gut zu Fuß ist, den besuchen wir montags daheim. Die Anfahrt kostet 12 €.",
    "# Preise\n\n| Leistung | Preis |\n| --- | --- |\n| Bart trimmen | 18 € |\n| Brautfrisur mit Probe | 220 € |\n\nStudierende bekommen 10 % Nachlass.\n\n## Geschenkideen\n\nGutscheine gibt es an der Kasse. Sie gelten drei Jahre.",
    "# Termine\n\n## Öffnungszeiten\n\n| Tag | Zeiten |\n| --- | --- |\n| Montag | geschlossen |\n| Dienstag bis Freitag | 9–19 Uhr |\n| Samstag | 9–15 Uhr |",
    "# Kontakt\n\nLindenstraße 8, Köln. E-Mail salon@haarwerk.example, Telefon 0221 5550177.",
  ],
  faq: [
    ["Was kostet ein Herrenhaarschnitt?", "Waschen und Schneiden kostet für Herren 34 €."],
    ["Und was zahlen Kinder?", "Bis zwölf Jahre kostet der Schnitt 19 €."],
    ["Wie lange dauert eine Färbung?", "Etwa 90 Minuten."],
  ],
} as const
const workshop = {
  pages: [
    "# Cykelverkstaden\n\n## Uthyrning\n\nEn stadscykel kostar 150 kr per dag och en lådcykel 400 kr.\n\n## Fraktkostnad\n\nInom Sverige tar vi 59 kr och över 600 kr är det gratis.\n\n## Garantivillkor\n\nPå ramen fem år och på resten två år.",
  ],
  faq: [],
} as const
const clinic = {
  pages: [
    "# Servicios\n\n## Visitas a domicilio\n\nVamos a tu casa los martes y jueves por la tarde.\n\n## Vacunas\n\nLos cachorros se vacunan a las 6, 9 y 12 semanas.",
    "# Dónde estamos\n\nCalle Palencia 30, Granada.\n\n## Horario\n\nDe lunes a viernes de 10:00 a 20:30.\n\n## Cómo llegar\n\nHay un parking público en la calle de al lado.",
  ],
  faq: [["¿Vendéis pienso?", "Sí, de dos marcas."]],
} as const
const bikes = {
  pages: [
    "# Bikes\n\n## E-bikes\n\nCube and Riese & Müller, from €2,190. A test ride is free.\n\n## Accessories\n\nHelmets, locks, child seats and panniers. We don't stock clothing.\n\n## Second-hand\n\nUsed bikes come with a 3-month warranty. We buy your old bike if you buy a new one from us.",
    "# Bike hire\n\n## Rates\n\n| Bike | Day | Week |\n| --- | --- | --- |\n| Hybrid | €25 | €110 |\n| E-bike | €45 | €210 |\n| Child trailer | €15 | €65 |\n\n## What you need\n\nPhoto ID and a deposit of €50. A helmet and a lock are included.\n\n## Groups\n\nTen per cent off for six bikes or more.\n\n## Damage and theft\n\nTheft cover costs €3 a day. Without it you pay the value of the bike.",
    "# Workshop\n\n## Pick-up and drop-off\n\nWe collect and return your bike in Galway for €10.\n\n## Your first check is free\n\nAfter six weeks, for every new bike.\n\n## Paying\n\nBy card or cash, but no American Express.\n\n## Discounts\n\nOver-65s and nurses get 10 % off labour.",
    "# Visit\n\n## Address, phone number and email\n\nHarbour Cycles, 18 Quay Street, Galway H91 X2P4 · +353 91 555 027\n\n## Getting here\n\nTwo minutes from Eyre Square. We are closed from 24 December to 2 January.",
  ],
  faq: [],
} as const
const team = {
  pages: [
    "# Our team\n\n## Tessa Hale\n\nOwner. Cuts short hair and curls. Works Tuesday to Friday.\n\n## Marco Bellini\n\nColourist. Balayage and colour correction. Speaks Italian.",
  ],
  faq: [],
} as const
const nursery = {
  pages: [
    "# Obstbäume\n\nÜber 60 Sorten. Alle Gehölze haben ein Jahr Anwachsgarantie.\n\n| Art | Busch | Hochstamm |\n| --- | --- | --- |\n| Apfel | 29,90 € | 59,90 € |\n| Birne | 32,90 € | 62,90 € |\n| Süßkirsche | 34,90 € | 64,90 € |\n| Zwetschge | 31,90 € | 60,90 € |",
    "# Hecken\n\nFür Sichtschutz empfehlen wir Hainbuche, ab 3,20 € pro Stück.",
    "# Besuch\n\n## Adresse\n\nBaumschule Lindner\nAm Weiher 12\n79292 Pfaffenweiler\n\n## Anfahrt\n\nVon Freiburg über die B3 bis Schallstadt. Parkplätze sind vorhanden.\n\n## Öffnungszeiten\n\nMontag bis Freitag 8:30–18:00 Uhr\nSamstag 8:30–14:00 Uhr",
  ],
  faq: [],
} as const
const guests = {
  pages: [
    "# The Harbour House\n\n## Rooms and prices\n\nPrices are per night and include breakfast, VAT and wifi.\n\n## Check-in and check-out\n\nCheck-in is from 3 pm. Check-out is until 11 am.\n\n## Parking\n\nOur car park behind the house costs £8 a night.\n\n## Pets\n\nDogs are welcome on the ground floor.",
  ],
  faq: [],
} as const
const hairdresser = {
  pages: [
    "# Studio Nine\n\n## Prices\n\n| Service | Price |\n| --- | --- |\n| Ladies' cut and blow-dry | €55 |\n| Men's cut | €28 |\n| Full colour | from €85 |\n| Highlights | from €110 |\n| Beard | €15 |\n| Wedding hair | €150 |",
  ],
  faq: [],
} as const
const gym = {
  pages: [
    "# Forge Gym\n\n## Membership\n\n| Plan | Per month | What it includes |\n| --- | --- | --- |\n| Off-peak | £22 | Weekdays 9 am to 4 pm |\n| Full | £36 | Every day, all classes |\n| Student | £26 | As Full, with a card |\n\nThere is no joining fee. Day pass £8.\n\n## Personal training\n\n£40 an hour, or ten sessions for £350. The first half hour is free for members.\n\n## Classes\n\nSpin, yoga and boxing. Book in the app from seven days ahead.",
  ],
  faq: [],
} as const
const contents = { guests, gym, hairdresser, en: outdoor, de: salon, sv: workshop, es: clinic, bikes, nursery, team }
const locales = {
  guests: "en",
  gym: "en",
  hairdresser: "en",
  en: "en",
  de: "de",
  sv: "sv",
  es: "es",
  bikes: "en",
  nursery: "de",
  team: "en",
}

const { knowledge, addChatbot, close } = openContent()
beforeAll(async () => {
  for (const [id, { pages, faq }] of Object.entries(contents)) {
    await addChatbot(id, locales[id as keyof typeof contents])
    for (const text of pages) await knowledge.add(id, { kind: "file", text })
    const pairs = faq.map(([question, answer]) => ({ questions: [question], answer }))
    if (pairs.length > 0) await knowledge.add(id, { kind: "file", title: "FAQ", pairs })
    await knowledge.prepare(id, Number.POSITIVE_INFINITY)
  }
})
afterAll(close)

/** @param said messages one after the other, with a stroke between them. */
async function answerTo(chatbotId: keyof typeof contents, said: string): Promise<string | undefined> {
  const { answer } = createBuiltInAnswerer({ ...knowledge })
  const history = said.split(" / ").map((text) => ({ role: "visitor" as const, name: "", text, at: 0 }))
  const asked = { chatbotId, chatbotName: "Shop", persona: "", locale: locales[chatbotId], history }
  const found = await answer({ ...asked, page: undefined, threshold: 0.4 }, () => {}, new AbortController().signal)
  return found.confidence >= 0.4 ? found.text : undefined
}

test.each([
  ["a row is answered by its name", "en", "zip repair cost", "£28"],
  ["a list of prices goes before the sentence that makes an exception of it", "en", "delivery cost?", "£3.95"],
  ["the row has what is asked for", "de", "was kostet eine brautfrisur", "220 €"],
  ["who it is for decides", "de", "was kostet ein kinderhaarschnitt?", "19 €"],
  ["who it is for decides in a table, too", "en", "how much is a resole for my son", "£60"],
  ["a country is one of those abroad", "en", "how much is delivery to france", "£14.50"],
  ["an address to write to", "en", "whats the email address", "help@fellandford.example"],
  ["an address to write to", "de", "emailadresse?", "salon@haarwerk.example"],
  ["a number to call", "en", "phone no pls", "01539"],
  ["a subject alone", "en", "gift cards", "£10"],
  ["how long it holds", "en", "do gift cards expire", "two years"],
  ["what follows on names nothing itself", "en", "do you have bikes / how much", "for nothing"],
  ["what follows on changes for whom", "en", "price to resole boots for my son / and for adults?", "£85"],
  ["two questions in small letters", "en", "can i bring my dog? do you have gift cards", "£10 a night"],
  [
    "a day is no misspelling of another, and a table of hours is told whole",
    "de",
    "habt ihr sonntags geöffnet",
    "9–19",
  ],
  ["in what it is put together with", "de", "gibt es studentenrabatt", "10 %"],
  ["in another sentence than the name of it", "de", "wie lange gilt ein gutschein", "drei Jahre"],
  ["what every shop is asked, in other words", "de", "kommt ihr auch nach hause?", "daheim"],
  ["what every shop is asked, in other words", "sv", "kan man hyra en cykel", "150 kr"],
  ["what every shop is asked, in other words", "es", "donde puedo aparcar", "parking"],
  ["what every shop is asked, in other words", "es", "a que hora cerráis", "20:30"],
  ["what every shop is asked, in other words", "es", "donde estais", "Calle Palencia"],
  ["in another spelling", "bikes", "how much to hire an ebike for a week", "€210"],
  ["in another spelling", "bikes", "can i test ride an ebike", "test ride is free"],
  ["a heading of small words", "bikes", "what do I need to rent a bike", "Photo ID"],
  ["what is said in figures", "bikes", "is there a discount for groups", "Ten per cent"],
  ["what is said in figures", "bikes", "do you give senior discounts", "10 %"],
  ["by its short name", "bikes", "do you take amex", "American Express"],
  ["what comes and goes", "bikes", "do you collect bikes for repair?", "€10"],
  ["the heading is the answer", "bikes", "is the first check free?", "**Your first check is free**"],
  ["where it is", "bikes", "where are you?", "18 Quay Street"],
  ["where it is", "nursery", "wo seid ihr", "Am Weiher 12\n79292"],
  ["where it is, whatever was spoken of", "bikes", "is the first check free? / where are you", "18 Quay Street"],
  ["what is asked beside one's own address", "en", "zip repair cost? my email is ann@mail.example", "£28"],
  ["as people type", "en", "wats ur price for a resole", "£85"],
  ["the name of whom is asked for", "team", "who does curly hair", "**Tessa Hale**"],
  ["a feast by its date", "bikes", "are you closed at christmas", "24 December"],
  ["in the row that is a part of the word", "nursery", "Was kosten Apfelbäume?", "29,90 €"],
  ["in the row that the word is a part of", "nursery", "was kostet ein hochstamm kirsche", "64,90 €"],
] as const)("%s (%s): “%s”", async (_, language, question, words) => {
  expect(await answerTo(language, question)).toContain(words)
})

test("how to get there is never answered with what was spoken of before", async () => {
  expect(await answerTo("en", "gift cards?")).toContain("two years")
  expect((await answerTo("en", "gift cards? / how do i get there")) ?? "").not.toContain("two years")
})

test("what is one word or two is found as either, and of several things that are asked for each is", async () => {
  expect(await answerTo("guests", "What time is checkout?")).toContain("11 am")
  expect(await answerTo("guests", "when is check out")).toContain("11 am")
  const several = await answerTo("guests", "Do you have parking, wifi and a sauna?")
  expect(several).toContain("£8 a night")
  expect(several).toContain("wifi")
  expect(several).toContain("a sauna")
  // What is said in several clauses is no list of things.
  expect(await answerTo("guests", "I lost my parking ticket, and a dog bit me")).toBeUndefined()
})

test("“no fee” is a price, and goes before a table of others", async () => {
  const told = await answerTo("gym", "is there a joining fee")
  expect(told).toContain("no joining fee")
  expect(told).not.toContain("£36")
  expect(await answerTo("gym", "how much is it per month?")).toContain("£36")
  expect(await answerTo("gym", "personal trainer cost")).toContain("£40 an hour")
})

test("of a table only the row that was asked for is told", async () => {
  expect(await answerTo("nursery", "Was kosten Apfelbäume?")).not.toContain("Birne")
  expect(await answerTo("nursery", "was kostet ein hochstamm kirsche")).not.toContain("Birne")
  expect(await answerTo("bikes", "how much to hire an ebike for a week")).not.toContain("Hybrid")
  const haircut = await answerTo("hairdresser", "how much is a haircut")
  expect(haircut).toContain("€28")
  expect(haircut).not.toContain("Wedding")
})

test.each([
  ["what is asked in the same way", "en", "do you have a pool"],
  ["what is lent and not sold", "en", "do you sell bicycles"],
  ["what is only mentioned", "en", "do you sell socks"],
  ["what holds for another product", "en", "warranty on boots"],
  ["another animal", "en", "can i bring my cat"],
  ["what begins like it", "de", "was kostet eine dauerwelle"],
  ["what shares nothing but the verb", "de", "macht ihr auch nägel"],
  ["what shares nothing but the verb", "es", "vendéis correas"],
  ["what is only made likewise", "sv", "säljer ni mopeder"],
  ["what is only lent", "bikes", "do you do bike insurance"],
  ["whom it names not", "bikes", "student discount?"],
  ["what is sold and not lent", "bikes", "do you have child seats for hire?"],
  ["what goes with it", "bikes", "do you sell cycling jerseys"],
] as const)("not answered by %s (%s): “%s”", async (_, language, question) => {
  expect(await answerTo(language, question)).toBeUndefined()
})
