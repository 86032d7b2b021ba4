import { expect, test } from "bun:test"
import { cutPage } from "./chunk"
import { extractPage } from "./extract"

const says =
  "We repair bicycles of every make within three working days, and ring you before it costs more than forty euros."
const list = (...names: string[]) =>
  `<ul>${names.map((name) => `<li><a href="/${encodeURIComponent(name)}">${name}</a></li>`).join("")}</ul>`
const passagesOf = (body: string): string[] => {
  const { markdown, title } = extractPage(`<html><body>${body}</body></html>`, "https://shop.example/repairs")
  return cutPage(markdown, title).passages.map(({ headings, text }) => `${headings}: ${text}`)
}

const titles = ["How to clean a chain", "Choosing a saddle", "What a service costs"]
test.each([
  ["related articles", `<main><h1>Repairs</h1><p>${says}</p><h3>Related articles</h3>${list(...titles)}</main>`],
  ["related articles of no name", `<main><h1>Repairs</h1><p>${says}</p><h3>News</h3>${list(...titles)}</main>`],
  [
    "what is also for sale",
    `<main><h1>Repairs</h1><p>${says}</p><h2>You may also like</h2>${list("Bells", "Lamps")}</main>`,
  ],
  [
    "a German row of links",
    `<main><h1>Repairs</h1><p>${says}</p><h2>Das könnte Sie auch interessieren</h2><p><a href="/a">Kette</a> | <a href="/b">Sattel</a></p></main>`,
  ],
  [
    "a trail of pages",
    `<main><p><a href="/">Home</a> &gt; <a href="/shop">Shop</a> &gt; Repairs</p><h1>Repairs</h1><p>${says}</p></main>`,
  ],
  [
    "buttons to share",
    `<main><h1>Repairs</h1><p>${says}</p><p>Share this: <a href="https://x.com/s">X</a> <a href="https://fb.com/s">Facebook</a> <a href="mailto:?subject=r">Email</a></p></main>`,
  ],
  [
    "tags and neighbours",
    `<article><h1>Repairs</h1><p>${says}</p><p>Tags: <a href="/t/a">bikes</a>, <a href="/t/b">chains</a></p><p><a href="/p">« Previous post</a> <a href="/n">Next post »</a></p></article>`,
  ],
  [
    "a table of contents",
    `<main><h1>Repairs</h1><ul><li><a href="#a">What does it cost?</a></li><li><a href="#b">How long does it take?</a></li></ul><p>${says}</p></main>`,
  ],
])("of a page with %s only what it says is kept", (_, body) => {
  expect(passagesOf(body)).toEqual([`: ${says}`])
})

test("a page of nothing but links holds nothing to answer from", () => {
  expect(passagesOf(`<main><h1>Help</h1>${list(...titles, "Contact")}</main>`)).toEqual([])
  expect(
    passagesOf(`<main><h1>Help</h1><h2>Shop</h2>${list("Boots", "Bells")}<h2>Us</h2>${list("Team", "Jobs")}</main>`),
  ).toEqual([])
})

test("a list that the page introduces, or that names what there is, stays", () => {
  const makers = list("Keen", "Meindl", "Hanwag")
  expect(passagesOf(`<main><h1>Makers</h1><p>We stock these makers in Galway.</p>${makers}</main>`)[0]).toContain(
    "Meindl",
  )
  expect(passagesOf(`<main><h1>Shop</h1><p>${says}</p><h2>Our makers</h2>${makers}</main>`)[1]).toContain("Meindl")
})

test("how to reach the business stays, though all of it is links", () => {
  const [passage] = passagesOf(
    '<main><h1>Contact</h1><p><a href="tel:+35391555012">091 555 012</a> · <a href="mailto:a@shop.example">a@shop.example</a></p></main>',
  )
  expect(passage).toContain("091 555 012")
})

test("a card that is one link keeps its words and leaves no half of a link", () => {
  const cards = `<main><h1>Services</h1><a href="/r"><h3>Repairs</h3><p>${says}</p></a></main>`
  expect(passagesOf(cards)).toEqual([`Repairs: ${says}`])
})
