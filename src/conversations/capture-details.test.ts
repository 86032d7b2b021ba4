import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import * as cast from "../testing/cast"
import { type OperatorClient, refusal, type VisitorClient } from "../testing/clients"
import { startTestApp, type TestApp } from "../testing/test-app"
import { until } from "../testing/until"
import { answerTo } from "./capture-texts"

let app: TestApp
let owner: OperatorClient
let dana: OperatorClient

beforeAll(async () => {
  app = await startTestApp()
  owner = await app.owner()
  dana = await app.operator("dana")
})
afterAll(() => app.stop())

/** Says it, and reads what the assistant answers. */
async function ask(visitor: VisitorClient, text: string): Promise<string> {
  const { id } = await visitor.say(text)
  const said = () => visitor.events(id).then((events) => events.find(({ actor }) => actor.kind === "ai"))
  return (await until(said, "the assistant answers")).text
}
const contactOf = async (visitor: VisitorClient) => (await dana.open((await visitor.conversation()).id)).contact
const consentsTo = (email: string) =>
  app.db
    .onRead<[string], { wording: string; source: string }>(
      "SELECT wording, source FROM consents JOIN contacts ON contacts.id = contact_id WHERE email = ?",
    )
    .all(email)

describe("the assistant", () => {
  test("asks before it notes an address, and notes it on a bare yes, with the words that were agreed to", async () => {
    const noa = await app.visitor()

    const asked = await ask(noa, "My email is noa.b@mail.example, thanks")
    expect(asked).toBe("Shall I note noa.b@mail.example so that our team can get back to you?")
    expect(await contactOf(noa)).toBeNull()
    const answer = await ask(noa, "yes please")

    expect(answer).toContain("I have noted noa.b@mail.example")
    expect(await contactOf(noa)).toMatchObject({ email: "noa.b@mail.example" })
    expect(consentsTo("noa.b@mail.example")).toEqual([{ source: "chat", wording: asked }])
    const types = (await noa.events()).map(({ type }) => type)
    expect(types).toContain("contact")
  })

  test("notes nothing on a no, nor on a word about something else", async () => {
    const noa = await app.visitor()
    await ask(noa, "my email is never@mail.example")
    expect(await ask(noa, "No, thanks")).toBe("All right, I will not note it.")
    await ask(noa, "it's other@mail.example")
    await ask(noa, cast.knownQuestion)
    await ask(noa, "yes")

    expect(await contactOf(noa)).toBeNull()
    expect(
      (await owner.api("GET", "/contacts?q=mail.example")).items.map((it: { email: string }) => it.email),
    ).not.toContain("other@mail.example")
  })

  test("answers the question first, and asks about the address beside the answer, once", async () => {
    const noa = await app.visitor()
    const first = await ask(noa, `${cast.knownQuestion} I am at beside@mail.example`)
    const second = await ask(noa, "How long does delivery within Ireland take? I am at beside@mail.example")

    expect(first).toContain("30 days")
    expect(first).toContain("Shall I note beside@mail.example")
    expect(second).not.toContain("Shall I note")
  })

  test("takes a yes to an operator for no yes to its own question", async () => {
    const noa = await app.visitor()
    await ask(noa, "My email is between@mail.example")
    const { id } = await noa.conversation()
    await dana.say(id, "Is it the blue one?")
    await dana.handBack(id)
    await noa.say("yes")
    await until(() => app.parts.conversations.find(id)!.turnDue === null, "the assistant has dealt with it")

    expect(await contactOf(noa)).toBeNull()
    expect(consentsTo("between@mail.example")).toEqual([])
  })

  test("takes the business's own address for nobody's", async () => {
    const { fallback } = await owner.api("GET", `/chatbots/${cast.shop}`)
    await owner.api("PUT", `/chatbots/${cast.shop}`, { fallback: { ...fallback, email: "Help@shop.example" } })
    const asks = async (address: string) =>
      (await ask(await app.visitor(), `${cast.knownQuestion} I am at ${address}`)).includes(`Shall I note ${address}`)
    expect([await asks("help@shop.example"), await asks("mine@mail.example")]).toEqual([false, true])
    await owner.api("PUT", `/chatbots/${cast.shop}`, { fallback })
  })

  test("does not guess which of two addresses is theirs", async () => {
    const noa = await app.visitor()
    const answer = await ask(noa, "one@mail.example or two@mail.example")

    expect(answer).not.toContain("Shall I note")
    expect(await contactOf(noa)).toBeNull()
  })
})

test("whoever waits and was asked for an address may simply write it", async () => {
  const noa = await app.visitor()
  await noa.say("Hello there")
  await dana.setAvailability("offline")
  await noa.askForPerson()
  const { events } = await noa.conversation()
  const notice = events.findLast(({ code }: { code?: string }) => code === "no_operator")
  await noa.say("My name is Noa Berg, it's waits@mail.example")
  app.clock.advance(2000)
  await app.tick()

  const contact = await until(() => contactOf(noa), "the address is kept")
  expect(contact).toMatchObject({ name: "Noa Berg", email: "waits@mail.example" })
  expect(consentsTo("waits@mail.example")).toEqual([{ source: "chat", wording: notice.text }])
  const followUps = (await dana.api("GET", "/follow-ups")).items
  expect(followUps.map(({ text }: { text: string }) => text)).toContain("Get back to Noa Berg")
})

test("whoever waits and was asked for an address has not given the one that they write much later, about something else", async () => {
  await dana.setAvailability("offline")
  const come = async (words: string[], email: string) => {
    const visitor = await app.visitor()
    await visitor.askForPerson()
    for (const text of words) await visitor.say(text)
    await visitor.say(`The parcel is for ${email}`)
    return visitor
  }
  const late = await come(["One", "Two", "Three"], "late@mail.example")
  const soon = await come(["One"], "soon@mail.example")
  app.clock.advance(2000)
  await app.tick()
  await until(() => contactOf(soon), "the address of whoever has just been asked is kept")

  expect(await contactOf(late)).toBeNull()
})

test("whoever waits and writes an address of their own accord is not taken to have given it: only where an operator asked", async () => {
  const eli = await app.operator("eli")
  await eli.setAvailability("online")
  const address = async (word: string, email: string) => {
    const noa = await app.visitor()
    const { conversationId: id } = await noa.say("Hello")
    await dana.say(id, word)
    await dana.transfer(id, { queueId: cast.team })
    await noa.say(`It's ${email}`)
    return noa
  }
  const unasked = await address("Your parcel left today.", "unasked@mail.example")
  const asked = await address("Which email address can we write to?", "asked@mail.example")
  app.clock.advance(2000)
  await app.tick()
  await until(async () => (await contactOf(asked))?.email === "asked@mail.example", "what was asked for is kept")
  expect(await contactOf(unasked)).toBeNull()
  await eli.setAvailability("offline")
})

describe("the desk", () => {
  test("proposes what it recognised; an operator notes it, or says that it is not theirs", async () => {
    const noa = await app.visitor()
    await noa.say(
      "This is Noa from Acme Tools Ltd. Call +44 20 7946 0958 or write noa@acme.example, not boss@acme.example",
    )
    const { id } = await noa.conversation()
    const proposals = (await dana.open(id)).proposals
    const act = (field: string, value: string, isTheirs: boolean) =>
      dana.api("POST", `/conversations/${id}/details`, { field, value, isTheirs })

    expect(Object.fromEntries(proposals.map(({ field, value }: Record<string, string>) => [field, value]))).toEqual({
      email: "noa@acme.example",
      phone: "+44 20 7946 0958",
      name: "Noa",
      company: "Acme Tools Ltd",
    })
    await act("email", "noa@acme.example", true)
    await act("phone", "+44 20 7946 0958", false)
    const after = await dana.open(id)

    expect(after.contact).toMatchObject({ email: "noa@acme.example", phone: null, company: null })
    expect(after.proposals.map(({ field }: { field: string }) => field).sort()).toEqual(["company", "name"])
    expect((await refusal(act("email", "invented@mail.example", true))).problem.code).toBe("validation")
    expect(
      (
        await refusal(
          (
            await app.operator("uri")
          ).api("POST", `/conversations/${id}/details`, {
            field: "name",
            value: "Noa",
            isTheirs: true,
          }),
        )
      ).status,
    ).toBe(404)
  })
})

test("a bare answer is understood in seven languages, and nothing longer", () => {
  for (const text of ["Yes", "ok!", "Ja, bitte", "sí, claro", "oui", "sim", "d’accord", "graag"])
    expect([text, answerTo(text)]).toEqual([text, "yes"])
  for (const text of ["no", "No thanks", "nein danke", "mejor no", "non merci", "não", "liever niet"])
    expect([text, answerTo(text)]).toEqual([text, "no"])
  for (const text of ["yes but where is my order", "no idea", "note it", "nothing", "sure?", ""])
    expect([text, answerTo(text)]).toEqual([text, undefined])
})
