import { afterEach, beforeEach, describe, expect, setDefaultTimeout, test } from "bun:test"
import * as cast from "../testing/cast"
import { newClientId, refusal } from "../testing/clients"
import { at, createShopVisits, sign } from "../testing/shop-visits"

setDefaultTimeout(20_000)

const visits = createShopVisits()
const { begin, end, one, withSecret } = visits

beforeEach(begin)
afterEach(end)

describe("who somebody is", () => {
  const identified = (id: string, more = {}) => at("/account", { identity: { id, hash: sign(id), ...more } })

  test("with a secret, an identity that is not signed, or signed for another, is refused", async () => {
    await withSecret()
    const hashes = [
      undefined,
      "",
      "zz",
      sign("u2"),
      sign("u1").slice(0, 63),
      `${sign("u1")}00`,
      sign("u1", "a@b.example"),
    ]
    for (const hash of hashes) {
      const { status, problem } = await refusal(visits.app.visitor(at("/", { identity: { id: "u1", hash } })))
      expect(status).toBe(401)
      expect(problem.field).toBe("identity.hash")
    }
    const noa = await visits.app.visitor(identified("u1"))
    expect((await one(noa.id)).identity).toMatchObject({ id: "u1", verified: true })
  })

  test("without a secret it says that nobody vouches for it", async () => {
    const noa = await visits.app.visitor(
      at("/", { identity: { id: "u1", email: "marta@shop.example", name: "Marta", hash: "x" } }),
    )
    expect((await one(noa.id)).identity).toEqual({
      id: "u1",
      email: "marta@shop.example",
      verified: false,
      emailVerified: false,
    })
    const { body } = await visits.app.call("GET", `/operator/visitors/${noa.id}`, undefined, {
      cookie: `baton_operator=${visits.dana.token}`,
    })
    expect(body).toContain("not verified")
    // And finds nobody else's conversations by it.
    await noa.say("My secret")
    const other = await visits.app.visitor(at("/", { identity: { id: "u1", email: "marta@shop.example" } }))
    expect(other.id).not.toBe(noa.id)
    expect(other.first.conversation).toBeNull()
  })

  test("an email address counts only if it is signed too: nobody writes to whom a customer claims to be", async () => {
    await withSecret()
    const email = "marta@shop.example"
    const claimed = await visits.app.visitor(identified("u1", { email }))
    expect((await one(claimed.id)).identity).toMatchObject({ verified: true, emailVerified: false })
    expect(visits.app.parts.alerts.facts.emailOf(claimed.id)).toBeUndefined()
    const signed = await visits.app.visitor(at("/", { identity: { id: "u2", email, hash: sign("u2", email) } }))
    expect((await one(signed.id)).identity).toMatchObject({ verified: true, emailVerified: true })
    expect(visits.app.parts.alerts.facts.emailOf(signed.id)).toBe(email)
  })

  test("a verified visitor finds the conversation on another device, and goes on in it", async () => {
    await withSecret()
    const laptop = await visits.app.visitor(identified("u1"))
    const said = await laptop.say(cast.knownQuestion)
    const phone = await visits.app.visitor(identified("u1"))
    expect(phone.id).toBe(laptop.id)
    expect(phone.first.conversation.id).toBe(said.conversationId)
    expect((await phone.say("And sandals?")).conversationId).toBe(said.conversationId)
  })

  test("whoever signs in keeps the details that are theirs, whatever was typed at this device before", async () => {
    await withSecret()
    const laptop = await visits.app.visitor(identified("u1"))
    await laptop.say(cast.knownQuestion)
    const { contact: own } = await laptop.post("/contact", { name: "Noa", phone: "+44 20 7946 0958" })
    visits.app.clock.advance(60_000)
    const shared = await visits.app.visitor(at("/a"))
    await shared.say("Hello")
    await shared.post("/contact", { name: "Somebody else", email: "else@mail.example" })

    await visits.app.call("POST", `/api/widget/${cast.shop}/session`, { ...identified("u1"), token: shared.token })
    expect(visits.app.parts.visitors.find(laptop.id)?.contactId).toBe(own.id)
  })

  test("what was said before signing in goes along, with the person who is helping", async () => {
    await withSecret()
    const laptop = await visits.app.visitor(identified("u1"))
    await laptop.say(cast.knownQuestion)
    const old = (await laptop.conversation()).id
    visits.app.clock.advance(60_000)
    const phone = await visits.app.visitor(at("/a"))
    const { conversationId } = await phone.say("Is anybody there?")
    await visits.dana.takeOver(conversationId)

    const answer = await visits.app.call("POST", `/api/widget/${cast.shop}/session`, {
      ...identified("u1"),
      token: phone.token,
    })
    expect(answer.body.visitorId).toBe(laptop.id)
    expect(answer.body.conversation).toMatchObject({ id: conversationId, state: "human" })
    expect((await visits.dana.open(conversationId)).context.earlier.map(({ id }: { id: string }) => id)).toEqual([old])
    expect((await visits.dana.open(old)).conversation.state).toBe("closed")
    expect((await visits.dana.say(conversationId, "Here I am")).text).toBe("Here I am")
    expect((await laptop.conversation()).id).toBe(conversationId)
    // Also the browser that was signed in already reads all of it.
    const read = (await laptop.events()).map(({ text }) => text)
    expect(read).toEqual(expect.arrayContaining(["Is anybody there?", "Here I am"]))
    // The browser of before is nobody any more, and its old token begins afresh.
    expect((await phone.call("POST", "/api/widget/messages", { clientId: newClientId(), text: "?" })).status).toBe(401)
  })

  test("a message whose answer was lost before the visitor signed in is no second one, and no refusal, when it comes again", async () => {
    await withSecret()
    await (await visits.app.visitor(identified("u1"))).say(cast.knownQuestion)
    visits.app.clock.advance(60_000)
    const phone = await visits.app.visitor(at("/a"))
    const message = { clientId: newClientId(), text: "Is anybody there?" }
    const { body: sent } = await phone.call("POST", "/api/widget/messages", message)
    const { body: session } = await visits.app.call("POST", `/api/widget/${cast.shop}/session`, {
      ...identified("u1"),
      token: phone.token,
    })
    expect(session.visitorId).not.toBe(phone.id)
    const again = await visits.app.call("POST", "/api/widget/messages", message, {
      authorization: `Bearer ${session.token}`,
    })

    expect({ status: again.status, id: again.body.event?.id }).toEqual({ status: 201, id: sent.event.id })
    const events = (await visits.dana.open(sent.event.conversationId)).events as { text?: string }[]
    expect(events.filter(({ text }) => text === message.text)).toHaveLength(1)
  })

  test("a file that was attached before the visitor signed in is sent after it", async () => {
    await withSecret()
    await visits.app.visitor(identified("u1"))
    const phone = await visits.app.visitor(at("/a"))
    const { id } = await phone.upload(new File(["My order is LUM-1"], "order.txt"))
    const { body: session } = await visits.app.call("POST", `/api/widget/${cast.shop}/session`, {
      ...identified("u1"),
      token: phone.token,
    })
    expect(session.visitorId).not.toBe(phone.id)
    const { status, body } = await visits.app.call(
      "POST",
      "/api/widget/messages",
      { clientId: newClientId(), text: "Here it is", attachmentIds: [id] },
      { authorization: `Bearer ${session.token}` },
    )

    expect({ status, ids: body.event?.attachments.map((file: { id: string }) => file.id) }).toEqual({
      status: 201,
      ids: [id],
    })
  })

  test("nobody who is being helped is moved away from it by signing in", async () => {
    await withSecret()
    const phone = await visits.app.visitor(at("/a"))
    const { conversationId } = await phone.say("Is anybody there?")
    await visits.dana.takeOver(conversationId)
    visits.app.clock.advance(60_000)
    const laptop = await visits.app.visitor(identified("u1"))
    await laptop.say(cast.knownQuestion)
    const session = () =>
      visits.app.call("POST", `/api/widget/${cast.shop}/session`, { ...identified("u1"), token: phone.token })
    expect((await session()).body).toMatchObject({ visitorId: phone.id, conversation: { id: conversationId } })
    expect((await session()).body).toMatchObject({ visitorId: phone.id, conversation: { id: conversationId } })
    expect((await one(phone.id)).identity.verified).toBeTrue()
  })

  test("a called person is not lost to an idle talk with the AI on this device", async () => {
    await withSecret()
    const laptop = await visits.app.visitor(identified("u1"))
    await laptop.askForPerson()
    const waiting = (await laptop.conversation()).id
    visits.app.clock.advance(60_000)
    const phone = await visits.app.visitor(at("/a"))
    const { conversationId } = await phone.say(cast.knownQuestion)
    const { body } = await visits.app.call("POST", `/api/widget/${cast.shop}/session`, {
      ...identified("u1"),
      token: phone.token,
    })
    expect(body).toMatchObject({ visitorId: laptop.id, conversation: { id: waiting, state: "waiting" } })
    expect((await visits.dana.open(conversationId)).conversation.state).toBe("closed")
  })

  test("the next customer at the same computer begins afresh, signed or not", async () => {
    const first = await visits.app.visitor(at("/", { identity: { id: "u1" } }))
    await first.say("My secret")
    const session = (identity: object) =>
      visits.app.call("POST", `/api/widget/${cast.shop}/session`, { ...at("/"), token: first.token, identity })
    const second = await session({ id: "u2" })
    expect(second.body.visitorId).not.toBe(first.id)
    expect(second.body.conversation).toBeNull()
    await withSecret()
    const third = await session({ id: "u3", hash: sign("u3") })
    expect(third.body.visitorId).not.toBe(first.id)
    expect(visits.app.parts.visitors.find(first.id)?.identity?.id).toBe("u1")
  })

  test("who was unsigned goes on where they were once they are signed, or as whom the website knows already", async () => {
    const [laptop, phone] = [
      await visits.app.visitor(at("/", { identity: { id: "u1" } })),
      await visits.app.visitor(at("/")),
    ]
    const said = await laptop.say(cast.knownQuestion)
    await withSecret()
    const signedIn = async ({ token }: { token: string }) =>
      (await visits.app.call("POST", `/api/widget/${cast.shop}/session`, { ...identified("u1"), token })).body

    expect(await signedIn(laptop)).toMatchObject({ visitorId: laptop.id, conversation: { id: said.conversationId } })
    expect((await one(laptop.id)).identity).toMatchObject({ id: "u1", verified: true })
    expect((await signedIn(phone)).visitorId).toBe(laptop.id)
  })

  test("whoever only said to be a customer does not become the one who is signed, on whichever device", async () => {
    const claimer = await visits.app.visitor(at("/", { identity: { id: "u1" } }))
    await claimer.say("I say that I am u1")
    await withSecret()
    const customer = await visits.app.visitor(identified("u1"))
    const session = { ...identified("u1"), token: claimer.token }

    const { visitorId, conversation } = (await visits.app.call("POST", `/api/widget/${cast.shop}/session`, session))
      .body
    expect([visitorId, conversation]).toEqual([customer.id, null])
    expect((await one(claimer.id)).identity).toMatchObject({ verified: false })
  })

  test("a signature of a number with an address is none of a number that has both in it", async () => {
    await withSecret()
    const id = "u1\nmarta@shop.example"
    const hash = sign("u1", "marta@shop.example")
    expect((await refusal(visits.app.visitor(at("/", { identity: { id, hash } })))).problem.field).toBe("identity.hash")
  })

  test("two devices that sign in at the same moment are one visitor", async () => {
    await withSecret()
    const both = await Promise.all([visits.app.visitor(identified("u1")), visits.app.visitor(identified("u1"))])
    expect(both[0]!.id).toBe(both[1]!.id)
  })
})
