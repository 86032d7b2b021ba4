import { describe, expect, test } from "bun:test"
import { type GlossaryLanguage, glossaryLanguages, meanings } from "./glossary"
import { translationsOf } from "./translate"

const into =
  (...languages: GlossaryLanguage[]) =>
  (language: GlossaryLanguage) =>
    languages.includes(language)

describe("a question in another language", () => {
  test("is put into the words of the content, and names stay as they are", () => {
    expect(translationsOf("Was kostet ein Doppelzimmer in der Marienburg?", into("en"))).toEqual([
      { language: "en", text: "how much double room marienburg", isNeeded: true },
    ])
    expect(translationsOf("¿A qué hora es el desayuno?", into("en", "de")).map(({ text }) => text)).toEqual([
      "when breakfast",
      "wann frühstück",
    ])
    expect(translationsOf("can I pay by card", into("fr"))[0]!.text).toBe("paiement carte")
  })

  test("is known by its words where it is too short to tell", () => {
    expect(translationsOf("Parkplätze?", into("en"))[0]!.text).toBe("parking")
    expect(translationsOf("piscine ?", into("en"))[0]!.text).toBe("pool")
    // The content's own word asks in the content's own language.
    expect(translationsOf("restaurant?", into("en"))).toEqual([])
  })

  test("with an article that is written together, and a compound, is read in its parts", () => {
    expect(translationsOf("Faut-il réserver à l’avance ?", into("en"))[0]!.text).toBe("need booking in advance")
    expect(translationsOf("Was kosten eure Kinderhelme?", into("en"))[0]!.text).toBe("how much child helmet")
  })

  test("says whether the content is in its own language, too", () => {
    expect(translationsOf("Haben Sie einen Aufzug?", into("en", "de"))).toEqual([
      { language: "en", text: "is there lift", isNeeded: false },
    ])
  })

  test("of which more is strange than known is not put into words that it does not say", () => {
    expect(translationsOf("Gibt es Kajaks und Luftmatratzen?", into("en"))).toEqual([])
    expect(translationsOf("Wie lange?", into("en"))).toEqual([])
    expect(translationsOf("Har ni öppet på söndagar?", into("en"))).toEqual([])
    expect(translationsOf("Do you have a lift?", into("en"))).toEqual([])
    expect(translationsOf("Haben Sie einen Aufzug?", into())).toEqual([])
  })
})

test("each meaning has a word in each language, and the first one is whole", () => {
  for (const { ways } of meanings)
    for (const language of glossaryLanguages) {
      expect(ways[language].every((way) => /\p{L}/u.test(way))).toBeTrue()
      expect(ways[language][0]).not.toEndWith("*")
    }
})
