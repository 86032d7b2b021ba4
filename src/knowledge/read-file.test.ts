import { describe, expect, test } from "bun:test"
import { deflateRawSync } from "node:zlib"
import { docxOf, encryptedPdf, pdfOf, zipOf } from "../testing/files"
import { readUpload } from "./read-upload"

const file = (name: string, content: string | Uint8Array<ArrayBuffer>) => new File([content], name)
const refusalOf = async (name: string, content: string | Uint8Array<ArrayBuffer>) => {
  const error = await readUpload(file(name, content)).catch((caught: Error) => caught)
  return { code: (error as { code?: string }).code, message: (error as Error).message }
}

describe("files that can be read", () => {
  test("a PDF is read page by page, and its name is its title", async () => {
    const pdf = pdfOf(["Parcels to Spain take four days.\nParcels to Ireland take two.", "Returns are free."])

    const read = await readUpload(file("delivery-times.pdf", pdf))

    expect(read).toMatchObject({ kind: "file", title: "delivery times" })
    expect((read as { text: string }).text).toBe(
      "Parcels to Spain take four days.\nParcels to Ireland take two.\n\nReturns are free.",
    )
  })

  test("lines of a PDF that end in a price are a table, under the line above them", async () => {
    const list =
      "Price list\nValid from May.\nLadies\nCut and dry, short 48 EUR\nPerm ..... from 89.50 EUR\nGents\nShave 28 EUR"
    const { text } = (await readUpload(file("prices.pdf", pdfOf([list])))) as { text: string }
    const head = "|  |  |\n| --- | --- |"
    expect(text).toContain(`## Ladies\n\n${head}\n| Cut and dry, short | 48 EUR |\n| Perm | from 89.50 EUR |`)
    expect(text).toContain(`## Gents\n\n${head}\n| Shave | 28 EUR |`)
    const prose = pdfOf(["Delivery within Ireland costs 5 EUR\nand takes two days."])
    expect(((await readUpload(file("delivery.pdf", prose))) as { text: string }).text).not.toContain("|")
  })

  test("what names the columns of a price list is the head of its table", async () => {
    const list = pdfOf(["Full list 2026\nJob Price\nFit a tap 145 EUR\nPower flush 420 EUR"])
    const { text } = (await readUpload(file("list.pdf", list))) as { text: string }
    expect(text).toContain("| Job | Price |\n| --- | --- |\n| Fit a tap | 145 EUR |")
    expect(text).not.toContain("##")
  })

  test("a Word document keeps its headings", async () => {
    const read = await readUpload(file("handbook.docx", docxOf(["# Opening hours", "We are open from nine to six."])))

    expect((read as { text: string }).text).toBe("# Opening hours\n\nWe are open from nine to six.")
  })

  test("of an HTML page only the content is read, without menus and banners", async () => {
    const html = `<html><head><title>Prices – Luma</title><script>var a = 1</script></head><body>
      <nav><a href="/">Home</a></nav><div id="cookie-banner">We use cookies. <button>Accept</button></div>
      <main><h1>Prices</h1><p>All prices include tax.</p><details><summary>Is there a discount?</summary><p hidden>Ten percent for students of any school.</p></details>
      <table><tr><th>Shoe</th><th>Price</th></tr><tr><td>Trail</td><td>90 €</td></tr></table></main>
      <footer>Imprint</footer></body></html>`

    const read = await readUpload(file("prices.html", html))

    const { text } = read as { text: string }
    expect(text).toContain("# Prices")
    expect(text).toContain("#### Is there a discount?\n\nTen percent for students")
    expect(text).toContain("| Shoe | Price |\n| --- | --- |\n| Trail | 90 € |")
    expect(text).not.toMatch(/Home|cookies|Imprint|Accept|var a/)
  })

  test("a CSV of questions and answers becomes questions and answers", async () => {
    const csv = '\uFEFFQuestion;Answer\n"Do you ship to Spain?";"Yes; in four days."\nOnly a question;\n'

    const read = await readUpload(file("faq.csv", csv))

    expect(read).toEqual({
      kind: "file",
      title: "faq",
      pairs: [{ questions: ["Do you ship to Spain?"], answer: "Yes; in four days." }],
    })
  })

  test("each row of another CSV says what its columns are called", async () => {
    const read = await readUpload(file("shops.csv", "City,Street\nLisbon,Rua A 1\nPorto,Rua B 2\n"))

    expect((read as { text: string }).text).toBe("City: Lisbon; Street: Rua A 1\n\nCity: Porto; Street: Rua B 2")
  })

  test("a text that another system wrote as UTF-16 is read", async () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("Öffnungszeiten: neun bis sechs", "utf16le")])

    expect(await readUpload(file("zeiten.txt", bytes))).toMatchObject({ text: "Öffnungszeiten: neun bis sechs" })
  })
})

describe("texts as other programs write them", () => {
  const windows = (text: string) =>
    Uint8Array.from(text, (letter) => ({ "–": 0x96, "€": 0x80 })[letter] ?? letter.charCodeAt(0))
  const textOf = async (name: string, content: string | Uint8Array<ArrayBuffer>) => {
    const read = await readUpload(file(name, content))
    return "text" in read ? read.text : "pairs" in read ? read.pairs : undefined
  }

  test("Excel's CSV in Western Windows letters keeps its umlauts, dashes and euros", async () => {
    const csv = windows("Frage;Antwort\nWas kostet Größe 45?;Nichts extra – 0 €.\n")
    expect(await textOf("faq.csv", csv)).toEqual([
      { questions: ["Was kostet Größe 45?"], answer: "Nichts extra – 0 €." },
    ])
  })

  test("Central European letters are told from Western ones", async () => {
    const polish: Record<string, number> = { ż: 0xbf, ó: 0xf3, ć: 0xe6, ą: 0xb9, ę: 0xea, ł: 0xb3 }
    const said = "Buty należy zwrócić w ciągu dwóch tygodni; opłatę pokrywa sklep."
    const bytes = Uint8Array.from(said, (letter) => polish[letter] ?? letter.charCodeAt(0))
    expect(await textOf("pl.txt", bytes)).toBe(said)
  })

  test("what older programs of a Mac write is read, and letters of Windows are not taken for it", async () => {
    const mac: Record<string, number> = { ä: 0x8a, ö: 0x9a, ü: 0x9f, ß: 0xa7, é: 0x8e, è: 0x8f, à: 0x88, "’": 0xd5 }
    const asMac = (said: string) => Uint8Array.from(said, (letter) => mac[letter] ?? letter.charCodeAt(0))
    for (const said of [
      "Die Rückgabe ist möglich. Größe 45 kostet nichts.",
      "L’été, la livraison est gratuite à Genève.",
    ])
      expect(await textOf("mac.txt", asMac(said))).toBe(said)

    expect(
      await textOf("price.txt", Uint8Array.from([...Buffer.from("Price"), 0x87, ...Buffer.from(" and more")])),
    ).toBe("Price‡ and more")
    const polish: Record<string, number> = { ó: 0xf3, ź: 0x9f, ń: 0xf1, ą: 0xb9, ę: 0xea, ś: 0x9c }
    const late = "Późny grudzień: śledź w październiku, ćwierć gęsi są później"
    const bytes = Uint8Array.from(late, (letter) => ({ ...polish, ć: 0xe6 })[letter] ?? letter.charCodeAt(0))
    expect(await textOf("late.txt", bytes)).not.toMatch(/[ü•ö]/)
    const slovene: Record<string, number> = { š: 0x9a, ž: 0x9e, Š: 0x8a }
    const said = "Šivanje in košnja, že od leta 1990."
    expect(
      await textOf(
        "sl.txt",
        Uint8Array.from(said, (letter) => slovene[letter] ?? letter.charCodeAt(0)),
      ),
    ).toBe(said)
  })

  test("Cyrillic or Greek letters of older programs are refused with what to do", async () => {
    const cyrillic = Uint8Array.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2, 0x2c, 0x20, 0xec, 0xe8, 0xf0, 0x2e])
    const { code, message } = await refusalOf("цены.txt", cyrillic)
    expect(code).toBe("unsupported_media")
    expect(message).toContain("save it as UTF-8: in Excel as “CSV UTF-8”")
  })

  test("the line in which Excel names its separator is no row", async () => {
    expect(await textOf("faq.csv", "\uFEFFsep=;\r\nQuestion;Answer\r\nA, b?;Yes\r\n")).toEqual([
      { questions: ["A, b?"], answer: "Yes" },
    ])
  })

  test("a saved web page is read in the encoding that it names, and UTF-16 without a mark is known by its noughts", async () => {
    const html = windows(
      '<html><head><meta charset="iso-8859-1"></head><body><main><h1>Öffnung</h1><p>Außer sonntags.</p></main></body></html>',
    )
    expect(await textOf("zeiten.html", html)).toContain("Außer sonntags.")
    expect(await textOf("hours.txt", Buffer.from("The shop opens at nine.", "utf16le"))).toBe("The shop opens at nine.")
  })
})

test("a Word document whose directory lies about its size is refused before it fills the memory", async () => {
  const packed = deflateRawSync(Buffer.alloc(400 * 1024 * 1024, 97), { level: 1 })
  const before = process.memoryUsage().rss
  const refused = await refusalOf("bomb.docx", zipOf({ "word/document.xml": packed }, 1000, 8))
  expect(refused).toEqual({ code: "too_large", message: "bomb.docx: Unpacked, this document is too large." })
  expect(process.memoryUsage().rss - before).toBeLessThan(250 * 1024 * 1024)
})

describe("a file that cannot be read says why, in one sentence", () => {
  test.each([
    ["broken.pdf", "%PDF-1.4 and then nothing", "validation", /This PDF is broken/],
    ["named.pdf", "just words", "validation", /is called a PDF but is none/],
    ["secret.pdf", encryptedPdf(), "validation", /protected by a password/],
    ["scan.pdf", pdfOf([""]), "validation", /pictures of pages and no text/],
    ["empty.pdf", "", "validation", /The file is empty/],
    ["broken.docx", "PK and nothing", "validation", /none, or it is broken/],
    ["other.docx", zipOf({ "a.txt": "no document" }), "validation", /Word document is broken/],
    ["bomb.docx", zipOf({ "a.txt": "x" }, 2_000_000_000), "too_large", /Unpacked, this document is too large/],
    ["old.docx", new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]), "validation", /password, or an old \.doc/],
    ["letter.doc", "x", "unsupported_media", /old Word document. Save it as .docx/],
    ["photo.png", "x", "unsupported_media", /Only PDF, Word/],
    ["blank.txt", "  \n ", "validation", /There is no text in this file/],
    ["binary.txt", new Uint8Array([65, 0, 66]), "unsupported_media", /called a text but is none/],
    [
      "greek.csv",
      new Uint8Array([...Buffer.from("a;b\n"), 0xe1, 0xe2, 0xe3, 0xe4, 0xe5]),
      "unsupported_media",
      /save it as UTF-8: in Excel/,
    ],
    ["noise.txt", new Uint8Array([0x61, 0xe4, 0x81, 0x62, 0x9d, 0x63]), "unsupported_media", /is not UTF-8/],
    ["half.csv", "question,answer\nOnly asked,\n", "validation", /No row has both/],
    [
      "open.csv",
      'question,answer\n"never closed,x\n',
      "validation",
      /no readable CSV: in line 2 a quotation mark opens/,
    ],
    ["rows.csv", `a,b\n${"1,2\n".repeat(5002)}`, "too_large", /more than 5,000 rows/],
  ] as const)("%s", async (name, content, code, message) => {
    const refused = await refusalOf(name, content)

    expect(refused.code).toBe(code)
    expect(refused.message).toMatch(message)
    expect(refused.message).toStartWith(`${name}: `)
  })
})
