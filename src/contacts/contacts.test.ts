import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test"
import { createHmac } from "node:crypto"
import { readdirSync, rmSync } from "node:fs"
import { join } from "node:path"
import { readTar } from "../db/tar"
import * as cast from "../testing/cast"
import { type OperatorClient, refusal } from "../testing/clients"
import { startTestApp, type TestApp } from "../testing/test-app"
import { until } from "../testing/until"
import { writeCsv } from "./contacts-csv"

// For a busy machine.
setDefaultTimeout(20_000)

let app: TestApp
let owner: OperatorClient
let dana: OperatorClient

beforeAll(async () => {
  app = await startTestApp({ content: false })
  owner = await app.owner()
  dana = await app.operator("dana")
})
afterAll(() => app.stop())

const day = 24 * 3600_000
const secret = "the shop's own"

/** A customer whom the shop's website vouches for: with the address, or with their number alone. */
async function customer(id: string, email: string, name: string, signs: "both" | "id" = "both") {
  const { settings } = app.parts
  await app.db.write((tx) => settings.save(tx, `identity-secret:${cast.shop}`, secret, 0))
  const hash = createHmac("sha256", secret)
    .update(signs === "both" ? `${id}\n${email}` : id)
    .digest("hex")
  const visitor = await app.visitor({ ...cast.noa, identity: { id, email, name, hash } })
  const { contact } = await visitor.post("/contact", { name, email })
  return { visitor, contactId: contact.id as string }
}
const open = (id: string) => owner.api("GET", `/contacts/${id}`)
const kindsOf = (timeline: { kind: string }[]) => new Set(timeline.map(({ kind }) => kind))

describe("a contact", () => {
  test("loses a note to whoever wrote it or to an owner, to no colleague, and to nobody by way of another contact", async () => {
    const noa = await app.visitor()
    await noa.say("Hello")
    const { contact } = await noa.post("/contact", { name: "Noted", email: "noted@mail.example" })
    const other = (await owner.api("POST", "/contacts", { name: "Somebody else" })).contact
    const eli = await app.operator("eli")
    const send = (who: typeof dana, path: string, body = "") =>
      who.call("POST", `/operator/contacts/${path}`, body, { "content-type": "application/x-www-form-urlencoded" })
    await send(dana, `${contact.id}/notes`, "text=Pays+late")
    const notes = async () =>
      (await open(contact.id)).timeline.filter(({ kind }: { kind: string }) => kind === "note") as { id: string }[]
    const [note] = await notes()

    expect((await send(eli, `${contact.id}/notes/${note!.id}/remove`)).status).toBe(403)
    expect((await send(dana, `${other.id}/notes/${note!.id}/remove`)).status).toBe(404)
    expect(await notes()).toHaveLength(1)
    expect((await send(dana, `${contact.id}/notes/${note!.id}/remove`)).status).toBe(200)
    expect(await notes()).toEqual([])
  })

  test("is given to an operator who works here, and keeps one who has gone until it is given to another", async () => {
    const { accounts, people } = app.parts
    const eli = people.list().find(({ email }) => email === cast.eli.email)!
    const { contact } = await owner.api("POST", "/contacts", { name: "Looked after", ownerId: eli.id })
    await accounts.updatePerson(eli.id, { disabled: true })
    try {
      const patch = (change: object) => owner.api("PATCH", `/contacts/${contact.id}`, change)
      expect((await patch({ company: "Berg Ltd" })).contact.ownerId).toBe(eli.id)
      await patch({ ownerId: null })
      expect((await refusal(patch({ ownerId: eli.id }))).problem).toMatchObject({ status: 400, field: "ownerId" })
    } finally {
      await accounts.updatePerson(eli.id, { disabled: false, seats: [cast.shop, cast.counter] })
    }
  })

  test("has a timeline that goes on to its end, also where much happened in one moment", async () => {
    const { contact } = await owner.api("POST", "/contacts", { name: "Busy", email: "busy@mail.example" })
    const said = Array.from({ length: 120 }, (_, n) => `Note ${n}`)
    for (const text of said) await owner.api("POST", `/contacts/${contact.id}/notes`, { text })
    app.clock.advance(1000)
    await owner.api("POST", `/contacts/${contact.id}/notes`, { text: "The last" })

    const seen: { id: string; text: string }[] = []
    let next = ""
    do {
      const page = await owner.api(
        "GET",
        `/contacts/${contact.id}/timeline?limit=50${next && `&cursor=${encodeURIComponent(next)}`}`,
      )
      expect(page.items.length).toBeLessThanOrEqual(50)
      seen.push(...page.items)
      next = page.next
    } while (next)

    expect(seen[0]!.text).toBe("The last")
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length)
    expect(new Set(seen.map(({ text }) => text))).toEqual(new Set([...said, "The last"]))
    const whole = await open(contact.id)
    expect(whole.timeline.map(({ id }: { id: string }) => id)).toEqual(seen.map(({ id }) => id))
    expect(whole.timelineNext).toBeNull()
    expect((await refusal(owner.api("GET", `/contacts/${contact.id}/timeline?cursor=x`))).status).toBe(400)

    const { token } = await app.owner()
    const cookie = { cookie: `baton_owner=${token}` }
    const first = await app.call("GET", `/admin/contacts/${contact.id}`, undefined, cookie)
    expect(first.body).toContain("What happened earlier")
    const [, more] = /href="([^"]*before=[^"]*)"/.exec(first.body)!
    const second = await app.call("GET", more!, undefined, cookie)
    expect(second.body).not.toContain("The last")
    expect(second.body).toContain("From the start")
  })

  test("has all that happened in one timeline, and details of the owner's own kind", async () => {
    const noa = await app.visitor()
    await noa.say("Do you have boots?")
    const { contact } = await noa.post("/contact", { name: "Noa", email: "noa@mail.example" })
    const { id: conversationId } = await noa.conversation()
    await dana.close(conversationId, { recap: "Wanted boots", crmNote: "Call her in spring" })
    await owner.api("PUT", "/contact-fields", {
      fields: [
        { label: "Shoe size", kind: "number" },
        { label: "Newsletter", kind: "yes_no" },
        { label: "Contract until", kind: "date" },
        { label: "Plan", kind: "choice", options: ["Small", "Large"] },
      ],
    })
    await owner.api("POST", `/contacts/${contact.id}/notes`, { text: "Met at the fair" })
    const person = app.parts.people.list().find(({ name }) => name === "Dana")!
    await owner.api("PATCH", `/contacts/${contact.id}`, {
      fields: { shoe_size: "38,5", newsletter: "true", plan: "large" },
      tags: ["VIP, spring", "vip"],
      stageId: "qualified",
      ownerId: person.id,
    })

    const seen = await open(contact.id)

    expect(seen.contact).toMatchObject({
      name: "Noa",
      fields: { shoe_size: "38.5", newsletter: "yes", plan: "Large" },
      tags: ["spring", "VIP"],
      stage: { name: "Qualified" },
      ownerId: person.id,
      verified: false,
    })
    expect(kindsOf(seen.timeline)).toEqual(new Set(["visit", "conversation", "note"]))
    expect(seen.timeline.map(({ text }: { text: string }) => text)).toContain("Call her in spring")
    for (const [fields, said] of [
      [{ shoe_size: "big" }, "number"],
      [{ contract_until: "2026-02-30" }, "2026-11-30"],
      [{ plan: "Medium" }, "Small, Large"],
      [{ hat: "yes" }, "no field"],
    ] as const) {
      const { problem } = await refusal(owner.api("PATCH", `/contacts/${contact.id}`, { fields }))
      expect(problem).toMatchObject({ code: "validation", field: `field:${Object.keys(fields)[0]}` })
      expect(problem.detail).toContain(said)
    }
    expect((await owner.api("GET", "/contacts?tag=vip&stage=qualified")).items).toHaveLength(1)
    expect((await owner.api("GET", "/contacts?owner=none&q=noa@mail")).items).toEqual([])
  })

  test("is seen by operators with a seat of its chatbot, and by no others", async () => {
    const noa = await app.visitor()
    const { contact } = await noa.post("/contact", { name: "Ida", email: "ida@mail.example" })
    const uri = await app.operator("uri")
    const page = (operator: OperatorClient) => operator.call("GET", `/operator/contacts/${contact.id}`)

    expect((await page(dana)).body).toContain("ida@mail.example")
    expect((await page(uri)).status).toBe(404)
    expect((await uri.call("GET", "/operator/contacts")).body).not.toContain("Ida")
    expect((await dana.call("GET", "/operator/contacts?q=ida")).body).toContain("Ida")
    const form = { "content-type": "application/x-www-form-urlencoded" }
    const change = await uri.call("POST", `/operator/contacts/${contact.id}`, "name=Mine", form)
    expect(change.status).toBe(404)
    expect((await open(contact.id)).contact.name).toBe("Ida")
    expect((await refusal(dana.api("GET", "/contacts"))).status).toBe(403)
  })

  test("carries no markup into the page, whatever a visitor calls himself", async () => {
    const noa = await app.visitor()
    const { contact } = await noa.post("/contact", {
      name: '<img src=x onerror="alert(1)">',
      company: "</title><script>alert(1)</script>",
      fields: { '"><script>': "<b>bold</b>" },
    })
    const { body } = await dana.call("GET", `/operator/contacts/${contact.id}`)

    expect(body).toContain("&lt;img src=x")
    expect(body).not.toContain("<img src=x")
    expect(body).not.toContain("<script>alert")
    expect(body).not.toContain("<b>bold")
  })
})

describe("merging", () => {
  test("moves everything to the one that stays, and an undo brings the other back whole", async () => {
    const [phone, laptop] = [await app.visitor(), await app.visitor()]
    await phone.say("From my phone")
    await laptop.say("From my laptop")
    const [here, there] = [{ size: "38" }, { size: "39", colour: "red" }]
    const one = (await phone.post("/contact", { name: "Mia", phone: "+49 30 1234567", fields: here })).contact.id
    const two = (await laptop.post("/contact", { name: "Mia Berg", email: "mia@mail.example", fields: there })).contact
      .id
    const consent = { id: "consent", contactId: two, visitorId: laptop.id, wording: "I agree", at: app.clock.now() }
    await app.db.write((tx) => app.parts.contacts.addConsent(tx, { ...consent, source: "form" }))
    await owner.api("POST", `/contacts/${two}/notes`, { text: "Likes red" })
    await owner.api("PATCH", `/contacts/${two}`, { tags: ["red"] })

    const { contact, mergeId } = await owner.api("POST", `/contacts/${one}/merge`, { with: two })

    expect(contact).toMatchObject({ name: "Mia", phone: "+49 30 1234567", email: "mia@mail.example", tags: ["red"] })
    expect(contact.fields).toEqual({ size: "38", colour: "red" })
    const { timeline, consents } = await open(one)
    expect(consents).toMatchObject([{ wording: "I agree" }])
    expect(timeline.filter(({ kind }: { kind: string }) => kind === "conversation")).toHaveLength(2)
    expect(kindsOf(timeline)).toContain("merge")
    expect((await refusal(open(two))).status).toBe(404)
    expect((await dana.open((await laptop.conversation()).id)).contact.name).toBe("Mia")

    await owner.api("PATCH", `/contacts/${one}`, {
      company: "Berg Ltd",
      fields: { colour: "blue" },
      tags: ["red", "vip"],
    })
    await owner.api("DELETE", `/contacts/${one}/merges/${mergeId}`)

    expect((await open(one)).contact).toMatchObject({ name: "Mia", email: null, company: "Berg Ltd", tags: ["vip"] })
    // What somebody has changed since is theirs.
    expect((await open(one)).contact.fields).toEqual({ ...here, colour: "blue" })
    const other = await open(two)
    expect(other.consents).toMatchObject([{ wording: "I agree" }])
    expect(other.contact.fields).toEqual(there)
    expect(other.contact).toMatchObject({ name: "Mia Berg", email: "mia@mail.example", tags: ["red"] })
    expect(kindsOf(other.timeline)).toEqual(new Set(["visit", "conversation", "note", "consent"]))
    // Each has its own talk again.
    for (const [id, visitor] of [
      [one, phone],
      [two, laptop],
    ] as const) {
      const { timeline } = await open(id)
      const talks = timeline.filter(({ kind }: { kind: string }) => kind === "conversation")
      expect(talks.map(({ conversationId }: { conversationId: string }) => conversationId)).toEqual([
        (await visitor.conversation()).id,
      ])
    }
    expect((await refusal(owner.api("DELETE", `/contacts/${one}/merges/${mergeId}`))).status).toBe(409)
    expect((await refusal(owner.api("POST", `/contacts/${one}/merge`, { with: one }))).status).toBe(400)
  })

  test("loses no task: what was promised to the one that goes is to be done for the one that stays", async () => {
    const [phone, laptop] = [await app.visitor(), await app.visitor()]
    await phone.say("From my phone")
    await laptop.say("Call me back, please")
    const one = (await phone.post("/contact", { name: "Ida", phone: "+49 30 1234567" })).contact.id
    const two = (await laptop.post("/contact", { name: "Ida Kern", email: "ida@mail.example" })).contact.id
    const { id: conversationId } = await laptop.conversation()
    const { followUp } = await dana.api("POST", "/follow-ups", { conversationId, text: "Call Ida back" })
    const task = async () =>
      (await dana.api("GET", "/follow-ups")).items.find(({ id }: { id: string }) => id === followUp.id)
    expect((await task()).contact.name).toBe("Ida Kern")

    const { mergeId } = await owner.api("POST", `/contacts/${one}/merge`, { with: two })
    expect((await task()).contact).toMatchObject({ name: "Ida", phone: "+49 30 1234567" })
    expect(kindsOf((await open(one)).timeline)).toContain("follow_up")

    expect((await refusal(owner.api("DELETE", `/contacts/${two}/merges/${mergeId}`))).status).toBe(404)
    await owner.api("DELETE", `/contacts/${one}/merges/${mergeId}`)
    expect((await task()).contact.name).toBe("Ida Kern")
    expect(kindsOf((await open(one)).timeline)).not.toContain("follow_up")
    await dana.api("POST", `/follow-ups/${followUp.id}/done`)
  })

  test("brings to the one that stays what only the other had, and is undone also where a stage of then is gone", async () => {
    const add = async (change: object): Promise<string> => (await owner.api("POST", "/contacts", change)).contact.id
    const put = (stages: object[]) => owner.api("PUT", "/contact-stages", { stages })
    const stages = (await owner.api("GET", "/contact-stages")).items
    const passing = (await put([...stages, { name: "Passing" }])).items.at(-1)
    const one = await add({ name: "Ida", phone: "+49 30 7654321", tags: ["vip"] })
    app.clock.advance(1000)
    const details = { name: "Ida B.", email: "ida@mail.example", phone: "+49 30 1111111" }
    const two = await add({ ...details, stageId: passing.id, tags: ["red"] })
    const made = (await open(one)).contact.createdAt

    const { contact, mergeId } = await owner.api("POST", `/contacts/${two}/merge`, { with: one })
    expect(contact).toMatchObject({ ...details, stage: passing, tags: ["red", "vip"], createdAt: made })
    await owner.api("DELETE", `/contacts/${two}/merges/${mergeId}`)

    const again = await owner.api("POST", `/contacts/${one}/merge`, { with: two })
    expect(again.contact).toMatchObject({ name: "Ida", phone: "+49 30 7654321", email: details.email, stage: passing })
    await put(stages)
    await owner.api("DELETE", `/contacts/${one}/merges/${again.mergeId}`)

    expect((await open(one)).contact).toMatchObject({ email: null, stage: null, tags: ["vip"] })
    expect((await open(two)).contact).toMatchObject({ ...details, stage: null, tags: ["red"] })
  })

  test("shows an operator no conversation of a chatbot that they have no seat of", async () => {
    const [here, there] = [await app.visitor(), await app.visitor(cast.noa, cast.counter)]
    const { conversationId } = await here.say("Where is my parcel?")
    const { conversationId: elsewhere } = await there.say("This is for the counter alone")
    const { contact } = await here.post("/contact", { name: "Iris", email: "iris@mail.example" })
    const other = await there.post("/contact", { email: "iris@counter.example" })
    await owner.api("POST", `/contacts/${contact.id}/merge`, { with: other.contact.id })
    const uri = app.parts.people.list().find(({ email }) => email === cast.uri.email)!
    await app.parts.accounts.updatePerson(uri.id, { ...uri, disabled: false, seats: [cast.shop] })
    const earlierOf = async (who: OperatorClient) =>
      (await who.open(conversationId)).context.earlier.map(({ id }: { id: string }) => id)

    expect(await earlierOf(dana)).toEqual([elsewhere])
    expect(await earlierOf(await app.operator("uri"))).toEqual([])
    await app.parts.accounts.updatePerson(uri.id, { ...uri, disabled: false, seats: [] })
  })

  test("of a merge is undone too, from the one in whom all are", async () => {
    const add = async (name: string): Promise<string> => (await owner.api("POST", "/contacts", { name })).contact.id
    const [first, second, third] = [await add("Uno"), await add("Due"), await add("Tre")]
    const { mergeId } = await owner.api("POST", `/contacts/${second}/merge`, { with: first })
    await owner.api("POST", `/contacts/${third}/merge`, { with: second })

    await owner.api("DELETE", `/contacts/${third}/merges/${mergeId}`)

    expect((await open(first)).contact.name).toBe("Uno")
    expect((await refusal(open(second))).status).toBe(404)
  })

  test("is suggested where the website vouches for the same address twice, and never on what somebody typed", async () => {
    const first = await customer("c-1", "ola@mail.example", "Ola")
    const second = await customer("c-2", "OLA@mail.example", "Ola")
    const claimer = await customer("c-3", "ola@mail.example", "Not Ola", "id")
    const { settings } = app.parts
    await app.db.write((tx) => settings.save(tx, `identity-secret:${cast.shop}`, null, 0))
    const typed = await app.visitor()
    const stranger = (await typed.post("/contact", { name: "Ola", email: "ola@mail.example" })).contact.id

    expect((await open(first.contactId)).samePerson).toEqual([second.contactId])
    expect((await open(claimer.contactId)).samePerson).toEqual([])
    expect((await open(stranger)).samePerson).toEqual([])
    const form = { "content-type": "application/x-www-form-urlencoded" }
    await dana.call("POST", `/operator/contacts/${first.contactId}/apart`, `other=${second.contactId}`, form)
    for (const { contactId } of [first, second]) expect((await open(contactId)).samePerson).toEqual([])
  })
})

describe("a file of contacts", () => {
  const upload = (text: string | Uint8Array<ArrayBuffer>, more: Record<string, string> = {}) => {
    const form = new FormData()
    form.set("file", new File([text], "people.csv", { type: "text/csv" }))
    for (const [name, value] of Object.entries(more)) form.set(name, value)
    return owner.api("POST", "/contacts/import", form)
  }

  test("is tried first, says line by line what is wrong, and comes in without the wrong ones", async () => {
    await owner.api("POST", "/contacts", { name: "Old Name", email: "known@mail.example", tags: ["kept"] })
    const text = [
      "Vorname;Nachname;E-Mail;Telefon;Firma;Stage;Tags;Mystery",
      "Lena;Koch;lena@mail.example;+49 30 7654321;Koch GmbH;Qualified;trade fair, berlin;x",
      "New;Name;KNOWN@mail.example;;;;fresh;",
      "No;Address;not-an-address;;;;;",
      "Lena;Again;lena@mail.example;;;;;",
      "Tim;Stage;tim@mail.example;;;Nowhere;;",
      ";;;;Only a company;;;",
      '"Line\nbreak";Person;break@mail.example;;;;;',
      "",
    ].join("\r\n")

    const trial = await upload(text, { dryRun: "true" })
    expect((await owner.api("GET", "/contacts?q=lena@mail")).items).toEqual([])
    const done = await upload(text)

    expect(done).toEqual(trial)
    expect(done).toMatchObject({ created: 2, updated: 1, unchanged: 0 })
    expect(done.problems.map(({ line, message }: { line: number; message: string }) => `${line} ${message}`)).toEqual([
      "4 This is not an email address.",
      "5 The same email address as in line 2.",
      "6 There is no stage “Nowhere”.",
      "7 No name, no email address and no phone number.",
    ])
    const [lena] = (await owner.api("GET", "/contacts?q=lena@mail")).items
    expect(lena).toMatchObject({ name: "Lena Koch", company: "Koch GmbH", tags: ["berlin", "trade fair"] })
    const [known] = (await owner.api("GET", "/contacts?q=known@mail")).items
    expect(known).toMatchObject({ name: "New Name", tags: ["fresh", "kept"] })
    expect(await upload(text)).toMatchObject({ created: 0, updated: 0, unchanged: 3 })
  })

  test("runs in no spreadsheet, in whichever width a formula's sign is written", () => {
    for (const sign of ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
      expect(writeCsv([[`${sign}1`, ` ${sign}1`]])).toContain(`'${sign}1,' ${sign}1`)
    expect(writeCsv([["\t=1"]])).toContain("'\t=1")
  })

  test("that we exported comes in unchanged; what is no table, too large or unclear is refused in words", async () => {
    await owner.api("POST", "/contacts", { name: "=1+1", email: "formula@mail.example", fields: { plan: "Small" } })
    const csv = await owner.api("GET", "/contacts.csv")
    const again = await upload(csv)

    expect(csv).toContain("'=1+1")
    expect(again).toMatchObject({ created: 0, updated: 0 })
    expect(again.unchanged).toBeGreaterThan(7)
    expect((await refusal(upload("colour,taste\nred,sweet"))).problem.field).toBe("mapping")
    expect((await refusal(upload("name,Name\na,b", { mapping: '{"name":"name","Name":"name"}' }))).status).toBe(400)
    expect((await refusal(upload(new Uint8Array(6 * 1024 * 1024).fill(97)))).status).toBe(413)
    expect((await refusal(upload(`name\n${"x\n".repeat(20_001)}`))).problem.code).toBe("too_large")
    expect((await refusal(upload('name\n"open'))).status).toBe(400)
  })

  test("is mapped in the admin, column by column, without a script", async () => {
    const form = new FormData()
    form.set("file", new File(["who,mail\nPia,pia@mail.example\nBad,nobody"], "list.csv"))
    const sent = await owner.call("POST", "/admin/contacts/import", form)
    const path = sent.headers.get("location")!
    const plain = { "content-type": "application/x-www-form-urlencoded" }
    const checked = await owner.call("POST", path, "column0=name&column1=email&act=check", plain)
    const done = await owner.call("POST", path, "column0=name&column1=email&act=import", plain)

    expect(sent.status).toBe(303)
    expect(checked.body).toContain("1 would be added")
    expect(checked.body).toContain("This is not an email address.")
    expect(done.body).toContain("1 were added")
    expect((await owner.api("GET", "/contacts?q=pia@mail")).items).toHaveLength(1)
    expect((await owner.call("GET", path)).status).toBe(404)
  })
})

test("all that is kept of one person comes as an archive, with the files they sent", async () => {
  const noa = await app.visitor()
  const { id: fileId } = await noa.upload(new File(["my measurements"], "feet.txt"))
  await noa.say("See the file", crypto.randomUUID(), { attachmentIds: [fileId] })
  const { contact } = await noa.post("/contact", { name: "Exa", email: "exa@mail.example" })
  await dana.note((await noa.conversation()).id, "Has small feet")
  const note = { contactId: contact.id, conversationId: null, personId: owner.id, createdAt: app.clock.now() }
  await app.db.write((tx) => {
    for (let n = 0; n < 300; n++) app.parts.contacts.addNote(tx, { ...note, id: `note-${n}`, text: `Note ${n}.` })
  })
  const { id: lostId } = await noa.upload(new File(["lost"], "lost.txt"))
  rmSync(join(app.folder, "uploads", lostId))

  const response = await fetch(`${app.url}/api/v1/contacts/${contact.id}/export`, {
    headers: { authorization: `Bearer ${owner.token}` },
  })
  const files = new Map<string, string>()
  await readTar(response.body as unknown as AsyncIterable<Uint8Array>, async (name, content) => {
    const chunks: Uint8Array[] = []
    for await (const chunk of content) chunks.push(chunk.slice())
    files.set(name, Buffer.concat(chunks).toString())
  })

  const person = JSON.parse(files.get("person.json")!)
  expect(person.contact).toMatchObject({ name: "Exa", email: "exa@mail.example" })
  const said = person.browsers[0].conversations[0].events.filter(({ type }: { type: string }) => type === "message")
  expect(said[0].text).toBe("See the file")
  // And what was written about them, to the first word.
  expect(JSON.stringify(person.browsers)).toContain("Has small feet")
  expect(JSON.stringify(person.timeline)).toContain("Note 0.")
  expect(JSON.stringify(person.timeline)).toContain("Note 299.")
  // A file that the disk has lost is named, and keeps nothing else back.
  expect(person.files.map(({ name }: { name: string }) => name).sort()).toEqual(["feet.txt", "lost.txt"])
  expect([...files.keys()]).toHaveLength(2)
  expect((await owner.api("GET", "/audit?limit=1")).items[0]).toMatchObject({ action: "contact.exported" })
  expect(files.get(person.files[0].file)).toBe("my measurements")
})

test("an erased person leaves the open desks at once, and the letters to them", async () => {
  const noa = await app.visitor()
  await noa.say("Forget me")
  const { contact } = await noa.post("/contact", { name: "Eve", email: "eve@mail.example" })
  const { id } = await noa.conversation()
  await dana.close(id, { crmNote: "Eve is moving" })
  await app.db.write((tx) => {
    const { alerts } = app.parts
    alerts.enqueueLetter(tx, alerts.letters.plain("eve@mail.example", "Hello Eve", ["…"], "https://shop.example"))
  })
  const [stream, page] = [dana.stream(), noa.stream()]
  await Promise.all([stream.response, page.response])

  await owner.api("POST", `/contacts/${contact.id}/erase`)

  await page.find(({ event }) => event === "reconnect", "their page is told to begin anew")
  await page.cut()
  const told = await stream.find(({ event }) => event === "erased", "that it is gone")
  expect(told.data.conversationIds).toEqual([id])
  await stream.cut()
  // Nor does a desk that comes back read what was said.
  const after = await (await app.visitor()).say("Somebody else")
  const again = dana.stream(0)
  await again.untilId(after.id)
  expect(JSON.stringify(again.frames)).not.toContain("Forget me")
  expect(again.events.filter(({ data }) => data.conversationId === id)).toEqual([])
  await again.cut()
  const found = (sql: string) => app.db.onRead<[], { n: number }>(sql).get()!.n
  expect(found("SELECT count(*) AS n FROM deliveries WHERE payload LIKE '%Eve%'")).toBe(0)
  expect(found("SELECT count(*) AS n FROM crm_notes WHERE text LIKE '%Eve%'")).toBe(0)
})

test("erasure takes everybody of that address along, however it is written, with their files and the letters to them", async () => {
  const email = "ida@mail.example"
  const noa = await app.visitor()
  const { id: fileId } = await noa.upload(new File(["my measurements"], "feet.txt"))
  await noa.say("See the file", crypto.randomUUID(), { attachmentIds: [fileId] })
  const { contact } = await noa.post("/contact", { name: "Ida", email })
  const { contact: twin } = await owner.api("POST", "/contacts", { name: "Ida again", email: "Ida@Mail.example" })
  const { settings, alerts, visitors } = app.parts
  await app.db.write((tx) => settings.save(tx, `identity-secret:${cast.shop}`, secret, 0))
  const hash = createHmac("sha256", secret).update(`c-ida\n${email}`).digest("hex")
  const signedIn = await app.visitor({ ...cast.noa, identity: { id: "c-ida", email, name: "Ida", hash } })
  await app.db.write((tx) =>
    alerts.enqueueLetter(tx, alerts.letters.plain("IDA@mail.example", "Hello Ida", ["…"], "https://shop.example")),
  )
  const letters = () =>
    app.db.onRead<[], { n: number }>("SELECT count(*) AS n FROM deliveries WHERE payload LIKE '%Hello Ida%'").get()!.n
  expect([letters(), visitors.find(signedIn.id) !== undefined]).toEqual([1, true])

  await owner.api("POST", `/contacts/${contact.id}/erase`)

  expect((await refusal(open(twin.id))).status).toBe(404)
  expect([visitors.find(noa.id), visitors.find(signedIn.id)]).toEqual([undefined, undefined])
  expect(letters()).toBe(0)
  expect(readdirSync(join(app.folder, "uploads"))).not.toContain(fileId)
})

test("of an erased person no table holds a word, whatever they and others wrote", async () => {
  const word = "Xanthippe"
  const address = "xanthippe@mail.example"
  const noa = await app.visitor({ ...cast.noa, page: { ...cast.noa.page, title: `${word}'s basket` } })
  const { conversationId: id } = await noa.say(`I am ${word}, how much is a repair of suede boots in Xanthippe's town?`)
  await noa.askForPerson()
  const { contact } = await noa.post("/contact", { name: word, email: address, phone: "+49 30 7654321" })
  await owner.api("POST", `/contacts/${contact.id}/notes`, { text: `${word} likes red` })
  await dana.say(id, `Hello ${word}`)
  await dana.api("POST", `/conversations/${id}/notes`, { clientId: crypto.randomUUID(), text: `${word} is a regular` })
  const dueAt = new Date(app.clock.now() + day).toISOString()
  await dana.api("POST", "/follow-ups", { conversationId: id, text: `Call ${word}`, dueAt })
  await dana.api("POST", `/conversations/${id}/handback`, { note: `Be kind to ${word}`, facts: `${word} pays nothing` })
  await noa.post("/rating", { score: 5, comment: `${word} says thanks` })
  await dana.takeOver(id)
  await dana.close(id, { recap: `${word} is content`, crmNote: `${word} moved` })
  await noa.say(`It is ${word} again`)
  const tables = app.db.onRead<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'").all()
  const holders = () =>
    tables.flatMap(({ name }) =>
      /xanthippe/i.test(JSON.stringify(app.db.onRead<[], object>(`SELECT * FROM "${name}"`).all())) ? [name] : [],
    )
  expect(holders()).toContain("contacts")
  expect(holders()).toContain("events")

  await owner.api("POST", `/contacts/${contact.id}/erase`)

  expect(holders()).toEqual([])
})

test("an erased person is in no merge that was undone either", async () => {
  const add = async (name: string, email: string) => (await owner.api("POST", "/contacts", { name, email })).contact
  const kept = await add("Ruth", "ruth@mail.example")
  const other = await add("Ruben Erased", "ruben@mail.example")
  const { mergeId } = await owner.api("POST", `/contacts/${kept.id}/merge`, { with: other.id })
  await owner.api("DELETE", `/contacts/${kept.id}/merges/${mergeId}`)
  const found = (table: string, column: string) =>
    app.db.onRead<[], { n: number }>(`SELECT count(*) AS n FROM ${table} WHERE ${column} LIKE '%Ruben%'`).get()!.n
  expect([found("contacts", "name"), found("contact_merges", "before")]).toEqual([1, 1])

  await owner.api("POST", `/contacts/${other.id}/erase`)

  expect([found("contacts", "name"), found("contact_merges", "before")]).toEqual([0, 0])
  expect((await open(kept.id)).contact.name).toBe("Ruth")
})

describe("what is old", () => {
  test("goes by itself as the owner has set it, with its files, and the admin shows how much it was", async () => {
    const [old, talker, known] = [await app.visitor(), await app.visitor(), await app.visitor()]
    await old.say("Long ago")
    const { id: fileId } = await old.upload(new File(["old"], "old.txt"))
    await old.say("With a file", crypto.randomUUID(), { attachmentIds: [fileId] })
    await old.close()
    await talker.say("I am still here")
    await known.say("I left my name")
    const { contact } = await known.post("/contact", { name: "Kim", email: "kim@mail.example" })
    const { id: knownConversation } = await known.conversation()
    await dana.close(knownConversation, { crmNote: "Kim is a friend" })
    const oldConversation = await old.conversation()
    await owner.api("PUT", "/retention", { all: { closed: 30, visitors: 90 } })
    const before = (await known.events())[0]!.id - 1

    app.clock.advance(31 * day)
    await app.tick()
    await until(() => !app.parts.conversations.find(oldConversation.id), "the old conversation is gone")

    expect(app.parts.conversations.find(knownConversation)).toBeUndefined()
    expect(app.parts.visitors.find(old.id)).toBeDefined()
    expect(readdirSync(join(app.folder, "uploads"))).not.toContain(fileId)
    expect((await open(contact.id)).timeline.map(({ text }: { text: string }) => text)).toContain("Kim is a friend")
    // Nor does a page that was open all the time, and comes back, read it once more.
    const again = await known.say("Me again")
    const stream = known.stream(before)
    await stream.untilId(again.id)
    expect(JSON.stringify(stream.frames)).toContain("Me again")
    expect(JSON.stringify(stream.frames)).not.toContain("I left my name")
    await stream.cut()

    app.clock.advance(60 * day)
    await app.tick()
    await until(() => !app.parts.visitors.find(old.id), "the old visitor is gone")

    expect(app.parts.visitors.find(talker.id)).toBeDefined() // their conversation is open
    expect(app.parts.visitors.find(known.id)).toBeDefined() // they are a contact
    const { removed } = await owner.api("GET", "/retention")
    const sum = (name: string) => removed.reduce((total: number, row: Record<string, number>) => total + row[name]!, 0)
    expect(sum("conversations")).toBeGreaterThanOrEqual(2)
    expect(sum("visitors")).toBeGreaterThanOrEqual(1)
    expect((await owner.call("GET", "/admin/contacts/settings")).body).toContain("What was removed")
  })

  test("stays if whoever it is of has left their details in that very moment", async () => {
    const [noa, sam] = [await app.visitor(), await app.visitor()]
    await noa.say("Who am I?")
    await noa.close()
    await owner.api("PUT", "/retention", { all: { closed: null, visitors: 2 } })
    app.clock.advance(3 * day)
    const { contact } = await owner.api("POST", "/contacts", { name: "Nora", email: "nora@mail.example" })
    const linking = app.db.write((tx) => app.parts.visitors.linkContact(tx, noa.id, contact.id))
    await Promise.all([linking, app.parts.retention.run()])

    expect(app.parts.visitors.find(sam.id)).toBeUndefined()
    expect(app.parts.visitors.find(noa.id)?.contactId).toBe(contact.id)
    await owner.api("PUT", "/retention", { all: { closed: null, visitors: null } })
  })

  test("of a chatbot goes after its own days, where it has some", async () => {
    const noa = await app.visitor()
    await noa.say("Soon forgotten")
    const { id } = await noa.conversation()
    await noa.close()
    const own = { [cast.shop]: { closed: 2, visitors: null } }
    await owner.api("PUT", "/retention", { all: { closed: 3000, visitors: null }, chatbots: own })
    app.clock.advance(3 * day)
    await app.tick()

    await until(() => !app.parts.conversations.find(id), "it is gone")
    await owner.api("PUT", "/retention", { all: { closed: null, visitors: null }, chatbots: {} })
  })

  test("stays while somebody has promised to come back to it", async () => {
    const noa = await app.visitor()
    await noa.say("Tell me when the boots are back")
    const { id } = await noa.conversation()
    await dana.close(id)
    const task = { conversationId: id, text: "Tell Noa that the boots are back" }
    const { followUp } = await dana.api("POST", "/follow-ups", task)
    const due = async () => (await dana.api("GET", "/follow-ups")).items.map(({ id: one }: { id: string }) => one)
    await owner.api("PUT", "/retention", { all: { closed: 2, visitors: 2 } })
    const sam = await app.visitor(cast.sam)
    await sam.say("Soon forgotten")
    const other = await sam.conversation()
    await sam.close()
    app.clock.advance(3 * day)
    await app.tick()
    await until(() => !app.parts.visitors.find(sam.id), "what nobody waits for is gone")
    expect(app.parts.conversations.find(other.id)).toBeUndefined()
    expect(await due()).toContain(followUp.id)

    await dana.api("POST", `/follow-ups/${followUp.id}/done`)
    app.clock.advance(60_000)
    await app.tick()
    await until(() => !app.parts.visitors.find(noa.id), "and the rest when it is done")
    await owner.api("PUT", "/retention", { all: { closed: null, visitors: null } })
  })

  test("is one line of the report a day, in which all rounds add up and visitors who stay are not counted", async () => {
    const hour = 3600_000
    const closeWithFile = async () => {
      const visitor = await app.visitor()
      const { id } = await visitor.upload(new File(["words"], "words.txt"))
      await visitor.say("With a file", crypto.randomUUID(), { attachmentIds: [id] })
      const conversation = await visitor.conversation()
      await visitor.close()
      return conversation.id as string
    }
    const earlier = await closeWithFile()
    app.clock.advance(6 * hour)
    const later = await closeWithFile()
    await owner.api("PUT", "/retention", { all: { closed: 2, visitors: null } })
    for (const id of [earlier, later]) {
      app.clock.advance(id === earlier ? 2 * day - 5 * hour : 6 * hour)
      await app.tick()
      await until(() => !app.parts.conversations.find(id), "it is gone")
    }

    const today = new Date(app.clock.now()).toISOString().slice(0, 10)
    const { removed } = await owner.api("GET", "/retention")
    expect(removed.filter(({ day: on }: { day: string }) => on === today)).toMatchObject([
      { conversations: 2, visitors: 0, files: 2 },
    ])
    await owner.api("PUT", "/retention", { all: { closed: null, visitors: null } })
  })

  test("stays where whoever it is of comes back in the moment in which it would go", async () => {
    const [back, gone] = [await app.visitor(), await app.visitor()]
    await owner.api("PUT", "/retention", { all: { closed: null, visitors: 2 } })
    app.clock.advance(3 * day)
    // In the same commit: what is looked for before it is as it was.
    const returning = app.db.write((tx) => {
      const seen = app.parts.visitors.findInWrite(tx, back.id)!
      app.parts.visitors.save(tx, { ...seen, lastSeenAt: app.clock.now() })
    })
    await app.tick()
    await returning
    await until(() => !app.parts.visitors.find(gone.id), "who stays away is gone")

    expect(app.parts.visitors.find(back.id)?.lastSeenAt).toBe(app.clock.now())
    await owner.api("PUT", "/retention", { all: { closed: null, visitors: null } })
  })

  test("stays where the owner has set nothing, and days that make no sense are refused", async () => {
    expect((await refusal(owner.api("PUT", "/retention", { all: { closed: 0, visitors: null } }))).status).toBe(400)
    await owner.api("PUT", "/retention", { all: { closed: null, visitors: null } })
    const noa = await app.visitor()
    await noa.say("Keep me")
    const { id } = await noa.conversation()
    await noa.close()
    app.clock.advance(4000 * day)
    await app.tick()

    expect(app.parts.conversations.find(id)).toBeDefined()
  })
})
