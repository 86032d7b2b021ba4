import { describe, expect, setDefaultTimeout, test } from "bun:test"
import { createWebsiteReading } from "../testing/reading-website"
import { links } from "../testing/website"

setDefaultTimeout(30_000)

const reading = createWebsiteReading()
const { start, again, finished, read } = reading

describe("what most pages of a website say", () => {
  const foot =
    "<div><div>Quay Bikes, 18 Quay Street, Galway · <a href='tel:+35391555027'>+353 91 555 027</a></div><div>Tue–Fri 9.30–18.00, Sun closed</div></div>"
  /** As themes make them that name nothing: a banner above, how to reach them below. */
  const bare = (title: string, body: string, banner = "Free helmet with every bike in December!") =>
    `<!doctype html><html lang="en"><head><title>${title} — Quay Bikes</title></head><body><div>${banner}</div>
     <div>${links("/", "/hire", "/bikes", "/visit")}</div><div><h2>${title}</h2>${body}</div>${foot}</body></html>`
  const passagesOf = (id: string) =>
    reading.app.parts.knowledge.passagesOfSource(id).map(({ headings, text }) => ({ headings, text }))
  const shop = () =>
    start({
      "/": bare("Ride", "<p>New and used bikes, and a workshop that tells you the price first.</p>"),
      "/hire": bare("Hire", "<p>A hybrid costs 25 euros a day, an e-bike 45 euros.</p>"),
      "/bikes": bare("Bikes", "<p>Bikes for children from 190 euros, for adults from 450 euros.</p>"),
      "/visit": bare("Visit", "<p>Two minutes from the station, and no steps at the door.</p>"),
    })

  test("is kept on one of them, away from what that page says itself, and found by what it is", async () => {
    await shop()
    const { id } = await read()
    const passages = passagesOf(id)
    const having = (words: string) => passages.filter(({ text }) => text.includes(words))
    for (const words of ["Free helmet", "18 Quay Street", "Sun closed"]) expect(having(words)).toHaveLength(1)
    expect(having("18 Quay Street")[0]!.headings).toBe("Address, phone number and email")
    expect(having("Sun closed")).toEqual([{ headings: "Opening hours", text: "Tue–Fri 9.30–18.00, Sun closed" }])
    expect(having("25 euros a day")).toEqual([
      { headings: "", text: "A hybrid costs 25 euros a day, an e-bike 45 euros." },
    ])
    expect(having("workshop")[0]!.text).not.toContain("Quay Street")
  })

  test("is judged anew with each reading, and pages that stay the same are written no second time", async () => {
    await shop()
    const { id } = await read()
    const before = reading.app.parts.knowledge.passagesOfSource(id).map((passage) => passage.id)
    await again(id)
    await finished(id)
    expect(reading.app.parts.knowledge.passagesOfSource(id).map((passage) => passage.id)).toEqual(before)

    const banner = "Closed on the first of May."
    for (const [path, title] of [
      ["/hire", "Hire"],
      ["/bikes", "Bikes"],
      ["/visit", "Visit"],
    ] as const)
      reading.site.pages.set(path, bare(title, `<p>All about ${title}, in a sentence of its own.</p>`, banner))
    await again(id)
    await finished(id)
    const having = (words: string) => passagesOf(id).filter(({ text }) => text.includes(words))
    expect(having("Closed on the first of May")).toHaveLength(1)
    expect(having("Free helmet")).toHaveLength(1)
    expect(having("18 Quay Street")).toHaveLength(1)
  })

  test("stays where only two pages are alike", async () => {
    await start({
      "/": bare("Ride", "<p>New and used bikes, and a workshop that tells you the price first.</p>"),
      "/hire": bare("Hire", "<p>A hybrid costs 25 euros a day, an e-bike 45 euros.</p>"),
    })
    const { id } = await read()
    expect(passagesOf(id).filter(({ text }) => text.includes("Free helmet"))).toHaveLength(2)
  })
})
