import { afterEach, beforeEach, expect, test } from "bun:test"
import * as cast from "../testing/cast"
import { createMailServer, type Mail } from "../testing/receivers"
import { startTestApp, type TestApp } from "../testing/test-app"
import { until } from "../testing/until"

let post: Awaited<ReturnType<typeof createMailServer>>
let app: TestApp
beforeEach(async () => {
  post = await createMailServer()
  app = await startTestApp({ env: { SMTP_URL: post.url, BATON_URL: "https://chat.example" } })
})
afterEach(async () => {
  await app.stop()
  await post.stop()
})

const minute = 60_000
const outbox = () => app.parts.alerts.outbox
const pending = (kind: string) =>
  outbox()
    .store.listOfChannel("email", 50)
    .filter((each) => each.kind === kind && each.state === "pending")
const partOf = (mail: Mail, type: string) => mail.parts.find((part) => part.type === type)!.content

const toNoa = () => post.mails.filter(({ to }) => to === "noa@mail.example")

async function pass(minutes: number): Promise<void> {
  // The follower first: what happened until now is in the outbox.
  await settle()
  app.clock.advance(minutes * minute)
  await app.tick()
  await settle()
}
/** Nothing is being read or sent any more. */
const settle = () => until(() => app.isTold(), "everybody is told")

test("if nobody reacts, the operators get an email after three minutes and the owner after fifteen", async () => {
  const noa = await app.visitor()
  await noa.say("My order never came")
  await noa.askForPerson()
  await pass(2)
  expect(post.mails).toEqual([])

  await pass(1)
  await until(() => post.mails.length === 2, "the operators are written to")
  expect(post.mails.map(({ to }) => to).sort()).toEqual([cast.dana.email, cast.eli.email])
  const [first] = post.mails
  expect(first!.headers.subject).toBe("A visitor has been waiting for 3 min · Luma Shoes")
  for (const type of ["text/plain", "text/html"]) {
    expect(partOf(first!, type)).toContain("My order never came")
    expect(partOf(first!, type)).toContain("https://chat.example/operator/conversations/")
  }

  await pass(12)
  await until(() => post.mails.length === 3, "the owner is written to")
  expect(post.mails[2]!.to).toBe(cast.olga.email)
})

test("who waits at the same moment stands in one letter, which goes when the first of them is due", async () => {
  const saying = async (who: typeof cast.noa | typeof cast.sam, words: string) => {
    const visitor = await app.visitor(who)
    const { conversationId } = await visitor.say(words)
    await visitor.askForPerson()
    return conversationId as string
  }
  const first = await saying(cast.noa, "My boiler leaks")
  app.clock.advance(minute / 2)
  const second = await saying(cast.sam, "The toilet is blocked")
  app.clock.advance(minute / 2)
  const taken = await saying(cast.sam, "No hot water")
  await (await app.operator("dana")).takeOver(taken)
  await pass(1)
  await saying(cast.noa, "Is anybody coming")
  expect(post.mails).toEqual([])
  await pass(1)
  await until(() => post.mails.length === 2, "the operators are written to")

  expect(post.mails.map(({ to }) => to).sort()).toEqual([cast.dana.email, cast.eli.email])
  for (const mail of post.mails) {
    expect(mail.headers.subject).toBe("2 visitors are waiting, the longest for 3 min")
    for (const type of ["text/plain", "text/html"]) {
      const body = partOf(mail, type)
      for (const said of ["My boiler leaks", "The toilet is blocked", first, second]) expect(body).toContain(said)
      expect(body).not.toContain("No hot water")
      expect(body).not.toContain("Is anybody coming")
    }
  }
  await pass(2)
  await until(() => post.mails.length === 4, "the one who came later has a letter of their own, in its time")
  expect(post.mails[3]!.headers.subject).toBe("A visitor has been waiting for 3 min · Luma Shoes")
  expect(partOf(post.mails[3]!, "text/plain")).toContain("Is anybody coming")
  await pass(5)
  expect(post.mails).toHaveLength(4)
  const stillToGo = pending("alert").filter(({ conversationId }) => [first, second].includes(conversationId ?? ""))
  expect(stillToGo.map(({ target }) => target)).toEqual([cast.olga.email, cast.olga.email])
})

test("a letter that more wait in than in the attempt before goes under another id: mail programs hide what has the same", async () => {
  await post.stop()
  const heard: string[] = []
  let isRefusing = true
  post = await createMailServer({
    onData(stream, _session, done) {
      const chunks: Buffer[] = []
      stream.on("data", (chunk: Buffer) => chunks.push(chunk))
      stream.on("end", () => {
        heard.push(Buffer.concat(chunks).toString())
        done(isRefusing ? Object.assign(new Error("4.3.0 Try later"), { responseCode: 451 }) : undefined)
      })
    },
  })
  const smtp = {
    host: "127.0.0.1",
    port: post.port,
    security: "none",
    user: "",
    password: "",
    from: "chat@shop.example",
  }
  await app.db.write((tx) => app.parts.settings.save(tx, "smtp", smtp, app.clock.now()))
  await (await app.owner()).api("PUT", "/alerts", { times: { ownersAfter: 0 } })
  const eli = app.parts.people.list().find(({ email }) => email === cast.eli.email)!
  await app.parts.accounts.updatePerson(eli.id, { ...eli, disabled: true, seats: [] })
  const come = async (words: string) => {
    const visitor = await app.visitor()
    await visitor.say(words)
    await visitor.askForPerson()
  }
  await come("Boiler one")
  await come("Boiler two")
  await pass(3)
  await until(() => heard.length > 0, "it is tried")
  await come("Boiler three")
  await pass(3)
  isRefusing = false
  await until(async () => {
    await pass(1)
    return pending("alert").length === 0
  }, "all are told")

  const idOf = (raw: string) => /^message-id: (\S+)/im.exec(raw)![1]!
  const namesOf = (raw: string) => ["one", "two", "three"].filter((each) => raw.includes(`Boiler ${each}`)).join()
  const named = new Map<string, Set<string>>()
  for (const raw of heard) named.set(idOf(raw), (named.get(idOf(raw)) ?? new Set()).add(namesOf(raw)))
  expect([...named.values()].map(({ size }) => size).every((size) => size === 1)).toBe(true)
  expect([...named.values()].flatMap((each) => [...each])).toContain("one,two,three")
})

test("whom the owner has left out of it is not written to, and whoever is both is written to once", async () => {
  const owner = await app.owner()
  const dana = app.parts.people.list().find(({ email }) => email === cast.dana.email)!
  await app.parts.accounts.updatePerson(dana.id, { ...dana, disabled: false, isOwner: true, seats: [cast.shop] })
  const noa = await app.visitor()
  await noa.askForPerson()
  await pass(16)
  await until(() => post.mails.length === 3, "all are written to")
  expect(post.mails.map(({ to }) => to).sort()).toEqual([cast.dana.email, cast.eli.email, cast.olga.email])

  await owner.api("PUT", "/alerts", { times: { operatorsAfter: 0 } })
  await (await app.visitor(cast.sam)).askForPerson()
  await pass(16)
  await until(() => post.mails.length === 5, "the owners are written to")
  const later = (from: number) =>
    post.mails
      .slice(from)
      .map(({ to }) => to)
      .sort()
  expect(later(3)).toEqual([cast.dana.email, cast.olga.email])

  // The earlier of the two, whichever it is.
  await owner.api("PUT", "/alerts", { times: { operatorsAfter: 30, ownersAfter: 5 } })
  await (await app.visitor()).askForPerson()
  await pass(6)
  await until(() => post.mails.length === 7, "the owners are written to")
  expect(later(5)).toEqual([cast.dana.email, cast.olga.email])
})

test("if somebody takes it in time, nobody is written to", async () => {
  const noa = await app.visitor()
  const { conversationId } = await noa.say("My order never came")
  await noa.askForPerson()
  await until(() => pending("alert").length === 3, "the ladder stands")
  await (await app.operator("dana")).takeOver(conversationId)
  await until(() => pending("alert").length === 0, "the ladder is taken away")
  await pass(20)

  expect(post.mails).toEqual([])
  expect(outbox().store.count().withdrawn).toBe(3)
})

async function talkThenLeave(email: string | undefined = "noa@mail.example") {
  const noa = await app.visitor()
  const { conversationId } = await noa.say("Can I change the size of my order?")
  if (email) await noa.post("/contact", { name: "Noa", email })
  const dana = await app.operator("dana")
  await dana.takeOver(conversationId)
  return { noa, dana, id: conversationId as string }
}

test("what an operator writes to a visitor who has left follows by email: together, once, with a link back", async () => {
  const { dana, id, noa } = await talkThenLeave()
  await dana.say(id, "Yes, which size do you need?")
  await pass(4)
  await dana.say(id, "I can hold size 42 until tomorrow.\nJust tell me.")
  await pass(6)
  await until(() => post.mails.length === 1, "the reply follows")

  const [mail] = post.mails
  expect(mail!.to).toBe("noa@mail.example")
  expect(mail!.headers.subject).toBe("Dana from Luma Shoes replied to you")
  expect(partOf(mail!, "text/plain")).toContain("> Yes, which size do you need?")
  expect(partOf(mail!, "text/plain")).toContain("> I can hold size 42 until tomorrow.\n> Just tell me.")
  // What the AI said before is no reply of a person's.
  const writers = [...partOf(mail!, "text/plain").matchAll(/^(.+) · .+$/gm)].map(([, name]) => name)
  expect(writers).toEqual(["Dana", "Dana"])
  expect(partOf(mail!, "text/html")).toContain("I can hold size 42 until tomorrow.")
  expect(mail!.headers["message-id"]).toContain(
    outbox()
      .store.listOfChannel("email", 9)
      .find(({ kind }) => kind === "continuity")!.id,
  )
  await pass(60)
  expect(toNoa()).toHaveLength(1)

  await dana.say(id, "Still there?")
  await pass(10)
  await until(() => toNoa().length === 2, "the next one follows")
  expect(partOf(toNoa()[1]!, "text/plain")).toContain("Still there?")
  expect(partOf(toNoa()[1]!, "text/plain")).not.toContain("size 42")

  const link = /https:\/\/chat\.example(\/continue\/\S+)/.exec(partOf(mail!, "text/plain"))![1]!
  expect(app.parts.alerts.links.read(decodeURIComponent(link.slice("/continue/".length)))).toEqual({
    visitorId: noa.id,
    chatbotId: cast.shop,
  })
  expect(link).not.toContain(noa.token)
  const reading = await fetch(app.url + link, { headers: { "accept-language": "pl-PL,pl;q=0.9" } })
  expect(await reading.text()).toContain("Tutaj otworzy się rozmowa.")
})

test("an answer to a letter goes to where the business reads its mail, and a letter to operators is answered to nobody", async () => {
  const fallback = { captureContact: true, email: "desk@shop.example", keepAnswering: true }
  await (await app.owner()).api("PUT", `/chatbots/${cast.shop}`, { fallback })
  const { dana, id, noa } = await talkThenLeave()
  await dana.say(id, "Yes, which size do you need?")
  await pass(10)
  await until(() => toNoa().length === 1, "the reply follows")
  await noa.post("/transcript", { email: "noa@mail.example" })
  await until(() => toNoa().length === 2, "the transcript goes")
  await (await app.visitor(cast.sam)).askForPerson()
  await pass(3)
  await until(() => post.mails.length > 2, "the operators are written to")

  expect(toNoa().map(({ headers }) => headers["reply-to"])).toEqual(["desk@shop.example", "desk@shop.example"])
  expect(post.mails.find(({ to }) => to === cast.eli.email)!.headers["reply-to"]).toBeUndefined()
})

test("of two letters after one visitor the second waits a quarter of an hour, and a long one says how much more there is", async () => {
  const { dana, id } = await talkThenLeave()
  for (let n = 1; n <= 12; n++) await dana.say(id, `Word ${n}.`)
  await pass(10)
  await until(() => toNoa().length === 1, "the replies follow")
  const words = [...partOf(toNoa()[0]!, "text/plain").matchAll(/Word \d+/g)].map(([word]) => word)
  expect(words).toEqual(Array.from({ length: 10 }, (_, n) => `Word ${n + 1}`))
  expect(partOf(toNoa()[0]!, "text/plain")).toContain("2 more")

  await dana.say(id, "One more thing.")
  await pass(11)
  expect(toNoa()).toHaveLength(1)
  await pass(4)
  await until(() => toNoa().length === 2, "the next one follows")
  expect(partOf(toNoa()[1]!, "text/plain")).toContain("> One more thing.")
})

test("where the owner wants no letters after visitors, none is sent", async () => {
  await (await app.owner()).api("PUT", "/alerts", { times: { continuityAfter: 0 } })
  const { dana, id } = await talkThenLeave()
  await dana.say(id, "Yes, which size do you need?")
  await pass(30)
  expect(toNoa()).toEqual([])
  expect(
    outbox()
      .store.listOfChannel("email", 9)
      .map(({ kind }) => kind),
  ).not.toContain("continuity")
})

test("what the visitor has read is not sent after them", async () => {
  const { dana, id, noa } = await talkThenLeave()
  const reply = await dana.say(id, "Yes, which size do you need?")
  // However far a page says that it was read: what is yet to be said was not.
  await noa.post("/read", { eventId: reply.id + 1000 })
  await pass(11)
  expect(toNoa()).toEqual([])

  await dana.say(id, "Are you still there?")
  await pass(11)
  await until(() => toNoa().length === 1, "the next one follows")
  expect(partOf(toNoa()[0]!, "text/plain")).not.toContain("which size")
})

test("while the visitor is still on the page the email waits; once they leave, it goes", async () => {
  const { dana, id, noa } = await talkThenLeave()
  const stream = noa.stream()
  await stream.response
  await dana.say(id, "Yes, which size do you need?")
  await pass(11)
  expect(post.mails).toEqual([])
  expect(pending("continuity")).toHaveLength(1)

  await stream.cut()
  await until(() => !app.parts.alerts.letters.isThere(noa.id), "they have left")
  await pass(11)
  await until(() => toNoa().length === 1, "the reply follows")
})

test("an address that is given after the reply is used", async () => {
  const { dana, id, noa } = await talkThenLeave("")
  await dana.say(id, "Leave your address and I will write to you.")
  await noa.post("/contact", { email: "noa@mail.example" })
  await pass(10)
  await until(() => post.mails.length === 1, "the reply follows")
})

test("an address that the visitor corrects after the reply is the one that is used", async () => {
  const { dana, id, noa } = await talkThenLeave("noa@mial.example")
  await dana.say(id, "Yes, which size do you need?")
  await until(() => pending("continuity").length === 1, "the letter is written down")
  await noa.post("/contact", { email: "noa@mail.example" })
  await pass(10)
  await until(() => toNoa().length === 1, "the reply follows")

  expect(post.mails.map(({ to }) => to)).toEqual(["noa@mail.example"])
})

test("a refused address is a dead letter, and the operators read it in the conversation", async () => {
  post.refused.add("nobody@mail.example")
  const { dana, id } = await talkThenLeave("nobody@mail.example")
  await dana.say(id, "Yes, which size do you need?")
  await pass(10)
  await until(() => outbox().store.count().dead === 1, "it is refused")
  const notes = await until(async () => {
    const { events } = await dana.open(id)
    return events.find(({ type, text }: { type: string; text: string }) => type === "note" && text.includes("refused"))
  }, "the note is there")

  expect(notes.text).toContain("nobody@mail.example was refused: 550 5.1.1 No mailbox")
})

test("an alert that is refused is no news of the visitor's, and a transcript that is refused makes nobody a task", async () => {
  post.refused.add(cast.dana.email).add("typo@mail.example")
  const noa = await app.visitor()
  const { conversationId: id } = await noa.say("My order never came")
  await noa.askForPerson()
  await pass(3)
  await until(() => outbox().store.count().dead === 1, "the alert is refused")
  const notes = () => app.parts.events.list(id).filter(({ type }) => type === "note")
  await settle()
  expect(notes()).toEqual([])

  await noa.post("/transcript", { email: "typo@mail.example" })
  await until(() => notes().length === 1, "the operators read that it was refused")
  expect((await (await app.operator("dana")).api("GET", "/follow-ups")).items).toEqual([])
})

test("a mail server that is down loses nothing: the letter goes when it is back, under the same id", async () => {
  const { port } = post
  await post.stop()
  const { dana, id } = await talkThenLeave()
  await dana.say(id, "Yes, which size do you need?")
  await pass(10)
  const [waiting] = await until(() => {
    const rows = pending("continuity")
    return rows[0]?.answer ? rows : undefined
  }, "it was tried")
  expect(waiting).toMatchObject({ state: "pending", attempts: 1 })

  post = await createMailServer()
  await app.db.write((tx) => {
    const smtp = {
      host: "127.0.0.1",
      port: post.port,
      security: "none",
      user: "",
      password: "",
      from: "chat@shop.example",
    }
    app.parts.settings.save(tx, "smtp", smtp, app.clock.now())
  })
  await pass(1)
  await until(() => post.mails.length === 1, "it goes out")

  expect(port).not.toBe(post.port)
  expect(post.mails[0]!.headers["message-id"]).toContain(waiting!.id)
})

test("whoever was told that nobody is there is written to, once, when somebody is", async () => {
  const noa = await app.visitor()
  await noa.say("Is anybody there?")
  await noa.post("/contact", { email: "noa@mail.example" })
  await noa.askForPerson()
  await settle()
  const dana = await app.operator("dana")
  await dana.setAvailability("online")
  await until(() => pending("back").length === 1, "the letter is written down")
  await pass(1)
  await until(() => post.mails.length === 1, "the letter goes")
  await dana.setAvailability("away")
  await app.tick()
  await dana.setAvailability("online")
  await pass(1)

  expect(post.mails.map(({ headers }) => headers.subject)).toEqual(["Luma Shoes: somebody is here for you now"])
})

test("nobody is written to for somebody who only looked in, and whoever then stays is told of, once", async () => {
  const noa = await app.visitor()
  await noa.say("Is anybody there?")
  await noa.post("/contact", { email: "noa@mail.example" })
  await noa.askForPerson()
  await settle()
  const dana = await app.operator("dana")
  await dana.setAvailability("online")
  await until(() => pending("back").length === 1, "the letter is written down")
  await dana.setAvailability("offline")
  await pass(1)
  await until(() => pending("back").length === 0, "its time has come")
  expect(post.mails.filter(({ headers }) => headers.subject?.includes("somebody is here"))).toEqual([])

  await dana.setAvailability("online")
  await until(() => pending("back").length === 1, "it is written down again")
  await pass(1)
  await until(() => toNoa().length === 1, "the letter goes")
  await dana.setAvailability("away")
  await app.tick()
  await dana.setAvailability("online")
  await pass(1)

  expect(toNoa().map(({ headers }) => headers.subject)).toEqual(["Luma Shoes: somebody is here for you now"])
})

test("who was on the page when somebody looked in, and left when they had gone again, is written to when somebody is back", async () => {
  const noa = await app.visitor()
  await noa.say("Is anybody there?")
  await noa.post("/contact", { email: "noa@mail.example" })
  await noa.askForPerson()
  const stream = noa.stream()
  await stream.response
  await settle()
  const dana = await app.operator("dana")
  await dana.setAvailability("online")
  await until(() => pending("back").length === 1, "the letter is written down")
  await pass(1)
  await until(() => pending("back").length === 0, "they see it themselves")
  await dana.setAvailability("offline")
  await stream.cut()
  await app.tick()
  expect(toNoa()).toEqual([])

  await dana.setAvailability("online")
  await until(() => pending("back").length === 1, "the letter is written down again")
  await pass(1)
  await until(() => toNoa().length === 1, "the letter goes")
})

test("whoever was told that somebody comes gets no letter that somebody is there", async () => {
  const dana = await app.operator("dana")
  await dana.setAvailability("online")
  const noa = await app.visitor()
  await noa.say("Is anybody there?")
  await noa.post("/contact", { email: "noa@mail.example" })
  await noa.askForPerson()
  await dana.setAvailability("offline")
  await app.tick()
  await dana.setAvailability("online")
  await app.tick()
  await settle()

  expect(pending("back")).toEqual([])
})

test("who is there and sees it, or is looked after already, gets no letter that somebody is there", async () => {
  const waits = async (email: string) => {
    const visitor = await app.visitor()
    const { conversationId } = await visitor.say("Is anybody there?")
    await visitor.post("/contact", { email })
    await visitor.askForPerson()
    return { visitor, id: conversationId as string }
  }
  const [here, served, gone] = [
    await waits("a@mail.example"),
    await waits("b@mail.example"),
    await waits("c@mail.example"),
  ]
  const stream = here.visitor.stream()
  await stream.response
  await settle()
  const dana = await app.operator("dana")
  await dana.setAvailability("online")
  await until(() => pending("back").length === 3, "the letters are written down")
  await dana.takeOver(served.id)
  await pass(1)
  await until(() => post.mails.length > 0, "the letter goes")
  await until(() => pending("back").length === 0, "nothing is left")

  expect(post.mails.map(({ to }) => to)).toEqual(["c@mail.example"])
  expect(app.parts.conversations.find(gone.id)!.lifecycle.state).toBe("waiting")
  await stream.cut()
})

test("the link of a letter opens the conversation for whoever follows it themselves, in time, while it is kept", async () => {
  const { noa } = await talkThenLeave()
  const claim = { visitorId: noa.id, chatbotId: cast.shop }
  const linkOf = () => decodeURIComponent(app.parts.alerts.links.make(claim).split("/continue/")[1]!)
  const follow = (link: string, from?: string) =>
    app.call("POST", "/continue", { link }, from ? { "sec-fetch-site": from } : {})
  const link = linkOf()

  for (const from of [undefined, "none", "cross-site", "same-site"]) expect((await follow(link, from)).status).toBe(403)
  expect((await follow(link.replace(noa.id, "id-00000001"), "same-origin")).status).toBe(404)
  const opened = await follow(link, "same-origin")
  expect(opened.body).toMatchObject({ chatbotId: cast.shop })
  const own = await app.call("GET", "/api/widget/events", undefined, { authorization: `Bearer ${opened.body.token}` })
  expect(own.body.events.some(({ text }: { text?: string }) => text?.includes("change the size"))).toBeTrue()

  app.clock.advance(31 * 24 * 60 * minute)
  expect((await follow(link, "same-origin")).status).toBe(404)
  const later = linkOf()
  expect((await follow(later, "same-origin")).status).toBe(200)
  const owner = await app.owner()
  const [contact] = (await owner.api("GET", "/contacts")).items
  await owner.api("POST", `/contacts/${contact.id}/erase`)
  expect((await follow(later, "same-origin")).status).toBe(404)
})

test("an operator sends transcripts of conversations that they may see, and of no other", async () => {
  const { id } = await talkThenLeave()
  const uri = await app.operator("uri")
  const asked = await uri.call("POST", `/api/v1/conversations/${id}/transcript`, { email: "uri@mail.example" })
  expect(asked.status).toBe(404)
  await settle()
  expect(post.mails).toEqual([])
})

test("a letter with an invitation arrives whole: calendar part, attachment, both bodies", async () => {
  const ics = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"
  await app.db.write((tx) =>
    app.parts.alerts.enqueueLetter(tx, {
      to: "noa@mail.example",
      subject: "Your callback on Tuesday\r\nBcc: everybody@mail.example",
      text: "We call you on Tuesday.",
      html: "<p>We call you on Tuesday.</p>",
      calendar: { method: "REQUEST", ics },
      attachments: [{ filename: "map.txt", contentType: "text/plain", base64: btoa("left, then right") }],
    }),
  )
  await until(() => post.mails.length === 1, "it arrives")

  const [mail] = post.mails
  expect(mail!.to).toBe("noa@mail.example")
  expect(mail!.headers.bcc).toBeUndefined()
  expect(partOf(mail!, "text/calendar")).toContain("METHOD:REQUEST")
  expect(mail!.parts.find(({ filename }) => filename === "map.txt")!.content).toBe("left, then right")
})

test("“Send a test” shows what the server said, good or bad", async () => {
  post.refused.add("nobody@mail.example")
  const { email } = app.parts.alerts
  const good = await email.test("olga@shop.example")
  const bad = await email.test("nobody@mail.example")

  expect(good).toEqual({ ok: true, words: expect.stringContaining("250") })
  expect(bad).toEqual({
    ok: false,
    words: "550 5.1.1 No mailbox nobody@mail.example here",
    advice: "The mail server accepts no emails for this address. Check how it is written.",
  })
})

test("a visitor gets the transcript on request, without what operators said among themselves, and not to ten strangers", async () => {
  const { dana, id, noa } = await talkThenLeave("")
  const hours = { timeZone: "Europe/Madrid", weekly: { mon: "08:00-20:00" } }
  await (await app.owner()).api("PUT", `/chatbots/${cast.shop}`, { hours })
  await dana.note(id, "A difficult one")
  await dana.say(id, "Yes, of course.")
  await app.db.write((tx) => {
    const actor = { kind: "ai" as const, id: cast.shop, name: "Luma Shoes" }
    const payload = { text: "Is it one of these?", offer: true as const, suggestions: ["Changing an order"] }
    app.parts.commands.append(tx, app.parts.conversations.getInWrite(tx, id), actor, { type: "message", payload })
  })
  const refused = await noa.call("POST", "/api/widget/transcript", { email: "not an address" })
  await noa.post("/transcript", { email: "noa@mail.example" })
  await noa.post("/transcript", { email: "noa@mail.example" })
  await until(() => toNoa().length === 1, "it arrives")
  await settle()
  for (const name of ["a", "b"])
    await dana.api("POST", `/conversations/${id}/transcript`, { email: `${name}@mail.example` })
  const tooMany = await noa.call("POST", "/api/widget/transcript", { email: "c@mail.example" })

  const text = partOf(toNoa()[0]!, "text/plain")
  expect(text).toContain("Can I change the size of my order?")
  expect(text).toContain("Yes, of course.")
  expect(text).toContain("> Is it one of these?\n> – Changing an order")
  expect(text).not.toContain("difficult")
  // The shop's clock, an hour ahead of UTC, and which it is.
  expect(text).toMatch(/^You · 23 Nov 2026, 09:\d\d$/m)
  expect(text).toContain("All times: Europe/Madrid.")
  expect(text).not.toContain("UTC")
  expect(partOf(toNoa()[0]!, "text/html")).toContain("All times: Europe/Madrid.")
  expect(refused).toMatchObject({ status: 400, body: { field: "email" } })
  expect(tooMany.status).toBe(429)
  expect(toNoa()).toHaveLength(1)
})

test("the owner changes where alerts go through the API; secrets are never read back", async () => {
  const olga = await app.owner()
  const email = {
    host: "127.0.0.1",
    port: post.port,
    security: "none",
    user: "me",
    password: "hush",
    from: "a@shop.example",
  }
  const shown = await olga.api("PUT", "/alerts", { email, times: { operatorsAfter: 0 } })
  const refused = await olga.call("PUT", "/api/v1/alerts", { slack: { url: "http://localhost/hook" } })
  const taken = await olga.api("PUT", "/alerts", { email: null })

  expect(shown).toMatchObject({
    email: { host: "127.0.0.1", port: post.port, hasPassword: true, fromEnvironment: false },
    times: { operatorsAfter: 0, ownersAfter: 15, continuityAfter: 10 },
  })
  expect(JSON.stringify(shown)).not.toContain("hush")
  expect(refused).toMatchObject({ status: 400, body: { field: "url" } })
  expect(taken.email.fromEnvironment).toBeTrue()
})
