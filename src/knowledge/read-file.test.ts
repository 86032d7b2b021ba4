import { describe, expect, test } from "bun:test"
import { docxOf, encryptedPdf, pdfOf, zipOf } from "../testing/files"
import { readUpload } from "./read-upload"

const file = (name: string, content: string | Uint8Array) => new File([content as never], name)
const refusalOf = async (name: string, content: string | Uint8Array) => {
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
    ["latin.csv", new Uint8Array([0x61, 0xe4, 0x0a]), "unsupported_media", /called a text but is none/],
    ["half.csv", "question,answer\nOnly asked,\n", "validation", /No row has both/],
    ["open.csv", 'question,answer\n"never closed,x\n', "validation", /no readable CSV/],
    ["rows.csv", `a,b\n${"1,2\n".repeat(5002)}`, "too_large", /more than 5,000 rows/],
  ] as const)("%s", async (name, content, code, message) => {
    const refused = await refusalOf(name, content)

    expect(refused.code).toBe(code)
    expect(refused.message).toMatch(message)
    expect(refused.message).toStartWith(`${name}: `)
  })
})
