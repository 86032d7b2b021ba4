import { expect, test } from "bun:test"
import { cutPage } from "./chunk"
import { extractPage } from "./extract"
import { readPage } from "./read-page"

const shop = "https://shop.example/boots"
const menu = `<div class="site-header"><div class="topbar">Free delivery over 75</div><ul class="mega-menu">${Array.from(
  { length: 30 },
  (_, at) => `<li><a href="/m${at}">Menu entry ${at}</a></li>`,
).join("")}</ul></div>`
const footer = `<div class="newsletter-box">Sign up for our newsletter. <input><button>Subscribe</button></div>
  <div class="site-footer"><a href="/imprint">Imprint</a> <a href="/jobs">Jobs</a> © Harbour</div>`
const page = (body: string) =>
  `<!doctype html><html><head><title>Boots | Harbour</title></head><body>${menu}${body}${footer}</body></html>`

test("a short page without a main element is read whole, and without the menu, newsletter and footer around it", () => {
  const { markdown } = extractPage(
    page(`<div id="content"><h1>Delivery</h1><p>Orders arrive in two days.</p><p>Above 75 it is free.</p></div>`),
    shop,
  )
  expect(markdown.replace(/^#+ .*\n\n/, "")).toBe("Orders arrive in two days.\n\nAbove 75 it is free.")
})

test("a long article is read without what stands around it", () => {
  const text = "Each boot is waxed twice by hand, then heated to forty degrees, and so it keeps water out for years. "
  const { markdown } = extractPage(
    page(`<div class="x"><h1>Wax</h1>${`<p>${text.repeat(6)}</p>`.repeat(4)}</div>`),
    shop,
  )
  expect(markdown).toContain("waxed twice")
  expect(markdown).not.toContain("Menu entry")
  expect(markdown).not.toContain("newsletter")
})

test("a table and a list of goods with prices stay, also where they are mostly links", () => {
  const goods = ["Harbour Boot", "Moor Boot", "Fjord Boot", "Heath Boot", "Pier Boot"]
  const { markdown } = extractPage(
    page(
      `<div><h1>Boots</h1><ul>${goods.map((name) => `<li><a href="/${name}">${name}</a></li>`).join("")}</ul>
       <table><tr><th>Country</th><th>Days</th></tr><tr><td>Spain</td><td>7</td></tr></table></div>`,
    ),
    shop,
  )
  for (const name of goods) expect(markdown).toContain(name)
  expect(markdown).toContain("| Spain | 7 |")
})

test("the menu of a restaurant is content, whatever its box is called", () => {
  const { markdown } = extractPage(
    page(`<div class="menu"><h2>Lunch</h2><ul><li>Soup 6</li><li>Fish of the day 14</li></ul></div>`),
    shop,
  )
  expect(markdown).toContain("Fish of the day 14")
  expect(markdown).not.toContain("Menu entry 3")
})

test("rows of links above the heading are a menu by whatever name, also in lists without a class", () => {
  const { markdown } = extractPage(
    `<html><body><ul>${["Home", "Shop", "About", "Help", "Contact"].map((name) => `<li><a href="/${name}">${name} page</a></li>`).join("")}</ul>
     <h1>Repairs</h1><p>New soles cost 38.</p></body></html>`,
    shop,
  )
  expect(markdown.replace(/^#+ .*\n\n/, "")).toBe("New soles cost 38.")
})

test("a heading that is never closed is no title, and a page that Readability reads names its title once", () => {
  const open = extractPage(
    `<html><head><title>Sale – Harbour</title></head><body><h1>Sale<p>${"Everything must go. ".repeat(30)}</body></html>`,
    shop,
  )
  expect(open.title).toBe("Sale")
  const text = "Each boot is waxed twice by hand, then heated to forty degrees, and so it keeps water out for years. "
  const { title, markdown } = extractPage(
    page(`<div><h1>Wax</h1>${`<p>${text.repeat(6)}</p>`.repeat(3)}<h2>Heat</h2><p>${text}</p></div>`),
    shop,
  )
  expect(cutPage(markdown, title).passages.map(({ headings }) => headings)).toContain("")
  expect(cutPage(markdown, title).passages.at(-1)!.headings).toBe("Heat")
})

test("a page in UTF-16 is read by its mark", async () => {
  const html = "\ufeff<html><body><main><h1>Sechzehn</h1><p>Wir polieren auch Füße aus Bronze.</p></main></body></html>"
  const read = await readPage(shop, {
    status: 200,
    headers: { "content-type": "text/html" },
    body: Buffer.from(html, "utf16le"),
    isTooLarge: false,
  })
  expect(read).toMatchObject({ title: "Sechzehn" })
})

test("questions that fold out their answers keep both, with or without a main element", () => {
  const folded = `<h1>FAQ</h1><p>${"We answer what people ask in the shop on most days of the week. ".repeat(4)}</p>
    <h3><button aria-expanded="false">Is there a vegan boot?</button></h3>
    <div hidden><p>The Moor Boot is made without any animal products.</p></div>`
  for (const body of [`<main>${folded}</main>`, `<div>${folded}</div>`])
    expect(extractPage(page(body), shop).markdown).toContain(
      "### Is there a vegan boot?\n\nThe Moor Boot is made without any animal products.",
    )
})

test("what may be chosen, what folds out and what is a list of names with values stays; other goods do not", () => {
  const { markdown } = extractPage(
    page(`<main><h1>Moor Boot</h1><label>Colour</label><select name="colour"><option>peat</option><option>heather</option></select>
      <label>Quantity</label><select name="quantity"><option>1</option><option>2</option></select>
      <dl><dt>Weight</dt><dd>900 g</dd><dt>Sole</dt><dd>rubber</dd></dl>
      <button class="accordion-button" aria-expanded="false">Do you resole it?</button><div hidden><p>Yes, within a week, here in the shop.</p></div>
      <dl><dt>Is it waterproof?</dt><dd>Yes.</dd><dt>Is it vegan?</dt><dd>No.</dd></dl>
      <section class="related"><h2>You may also like</h2><div><a href="/fjord">Fjord Boot</a> 149.00</div><div><a href="/pier">Pier Boot</a> 129.00</div></section></main>`),
    shop,
  )
  expect(markdown).toContain("Colour: peat, heather")
  expect(markdown).not.toContain("Quantity")
  expect(markdown).toContain("| Weight | 900 g |")
  expect(markdown).toContain("#### Do you resole it?\n\nYes, within a week")
  expect(markdown).toContain("#### Is it waterproof?\n\nYes.")
  expect(markdown).not.toContain("Fjord Boot")
})

test("a row of dots before a price is no row of dots", () => {
  const { markdown } = extractPage(page("<main><h1>Prices</h1><p>Children <span>.......</span> 18</p></main>"), shop)
  expect(markdown).toContain("Children: 18")
})

test("a table without headings loses no row to them", () => {
  const rows = "<tr><td>Haircut</td><td>32</td></tr><tr><td>Beard</td><td>15</td></tr>"
  const table = extractPage(page(`<main><h1>Prices</h1><table>${rows}</table></main>`), shop).markdown
  expect(table).toContain("|  |  |\n| --- | --- |\n| Haircut | 32 |\n| Beard | 15 |")
})

test("how to reach somebody stays on a page without a main element, though it is all links", () => {
  const long = `<p>${"The studio has twelve places and a stove, and it is quiet. ".repeat(12)}</p>`
  const contact = `<section><h2>Contact</h2><div><span>Phone:</span> <a href="tel:+353215550199">021 555 0199</a> <span>Email:</span> <a href="mailto:hello@lotus.example">hello@lotus.example</a></div></section>`
  const { markdown } = extractPage(
    `<html><body><section><h1>Studio</h1>${long}</section>${contact}</body></html>`,
    shop,
  )
  expect(markdown).toContain("021 555 0199")
  expect(markdown).toContain("hello@lotus.example")
})

test("opening hours, address and telephone that only stand around the content are read once, with the front page", async () => {
  const html = `<html lang="de"><body><div class="top-bar"><span>Tel. 0761 / 48 12 73</span></div>
    <main><h1>Salon</h1><p>Willkommen. Sie finden uns in 79098 Freiburg.</p></main>
    <footer><div><h3>Öffnungszeiten</h3><p>Di – Fr: 9:00 – 18:30 Uhr<br>So: geschlossen</p></div>
    <p>Sie finden uns in 79098 Freiburg.</p><div><h3>Adresse</h3><p>Salon<br>Hauptstraße 212<br>79098 Neustadt</p></div><nav><a href="tel:1">Rückruf</a></nav><p>© 2026 Salon, 79098 Freiburg</p>
    <form><p>Newsletter: a@b.example</p></form></footer></body></html>`
  const headers = { "content-type": "text/html; charset=utf-8" }
  const answer = { status: 200, headers, isTooLarge: false, body: new TextEncoder().encode(html) }
  const read = (path: string, isStart = false) =>
    readPage(`https://salon.example${path}`, answer, isStart) as Promise<{ text: string }>
  const { text } = await read("/")
  expect(text).toContain("## Telefonnummer und E-Mail\n\nTel. 0761 / 48 12 73")
  expect(text).toContain("## Öffnungszeiten\n\nDi – Fr: 9:00 – 18:30 Uhr")
  expect(text).toContain("## Adresse\n\nSalon\nHauptstraße 212\n79098 Neustadt")
  expect(text.match(/Freiburg/g)).toHaveLength(1)
  for (const word of ["Rückruf", "©", "Newsletter"]) expect(text).not.toContain(word)
  expect((await read("/team")).text).not.toContain("18:30")
  expect((await read("/start.html", true)).text).toContain("18:30")
})

test("how a business is reached is read beside a copyright notice, and is called what it is", () => {
  const around = (footer: string, lang = "en") =>
    extractPage(
      `<html lang="${lang}"><body><main><h1>Bakery</h1></main><footer><p>${footer}</p></footer></body></html>`,
      shop,
    ).around
  expect(around("2 Quarry Street · 01483 555 090 · © 2026 · Privacy")).toBe(
    "## Address, phone number and email\n\n2 Quarry Street · 01483 555 090",
  )
  expect(around("Salon Haarwerk · Lindenstraße 8 · 50674 Köln · Impressum", "de")).toStartWith("## Adresse\n")
  expect(around("Lindenstraße 8 · 50674 Köln · 0221 555 0190", "de")).toStartWith(
    "## Adresse, Telefonnummer und E-Mail\n",
  )
  expect(around("Mo–Fr 9–18 Uhr, Sa 9–14 Uhr", "de")).toStartWith("## Öffnungszeiten\n")
  expect(around("© 2026 Salon, 79098 Freiburg", "de")).toBe("")
})

test("a page that a script draws says so, instead of that it is empty", async () => {
  const read = (html: string) =>
    readPage("https://cafe.example/", {
      ...{ status: 200, headers: { "content-type": "text/html" }, isTooLarge: false },
      body: new TextEncoder().encode(html),
    })
  const drawn = `<html><head><title>Cafe</title><script src="/a.js"></script></head><body><div id="root"></div></body></html>`
  expect(await read(drawn)).toEqual({ failure: expect.stringContaining("A script draws this page") })
  expect(await read("<html><body><p> </p></body></html>")).not.toHaveProperty("failure")
})

test("who wrote a post, when, and how to answer to it is not what it says", () => {
  const { markdown } = extractPage(
    `<html><body><main><article><h1>Frozen pipes</h1><div class="entry-meta">Posted on 12 January by Kate | Leave a comment</div>
     <p>Turn off the water at the stopcock.</p></article></main></body></html>`,
    shop,
  )
  expect(markdown).toContain("stopcock")
  expect(markdown).not.toContain("Posted on")
})
