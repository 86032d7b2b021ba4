import { afterEach, describe, expect, test } from "bun:test"
import { createHmac } from "node:crypto"
import type { Answer } from "../assistant/answerer"
import * as cast from "../testing/cast"
import { fails, stops } from "../testing/messages-server"
import { createScriptedAnswerer } from "../testing/scripted-answerer"
import { startTestApp, type TestApp, type TestAppOptions } from "../testing/test-app"
import { until } from "../testing/until"
import { identitySecretKey } from "../visitors/visitor-settings"

let app: TestApp
afterEach(() => app.stop())

const hours = { timeZone: "UTC", weekly: { mon: "09:00-18:00", tue: "09:00-18:00" } }
const start = async (fallback: object, more: TestAppOptions = {}) => {
  app = await startTestApp({
    ...more,
    chatbot: { fallback: { captureContact: false, email: null, ...fallback }, ...more.chatbot },
  })
  return app.visitor({ ...cast.noa, timezone: "UTC" })
}
// biome-ignore lint/suspicious/noExplicitAny: tests read freely in answers
const noticesOf = (events: any[]) =>
  events.filter(({ type }) => type === "notice").map(({ code, text }) => ({ code, text }))
const aiWords = (events: { type: string; actor: { kind: string }; text?: string }[]) =>
  events.filter(({ type, actor }) => type === "message" && actor.kind === "ai").map(({ text }) => text)

test("the widget's session tells the hours, and the notice when somebody is back", async () => {
  const noa = await start({ email: "shop@shop.example" }, { chatbot: { hours } })
  await noa.askForPerson()

  // The clock of the tests stands at eight on a Monday morning.
  expect(noa.first.chatbot.hours).toEqual({ open: false, nextOpening: "2026-11-23T09:00:00.000Z" })
  expect(noticesOf(await noa.events())).toEqual([
    {
      code: "no_operator",
      text: "Nobody from our team is online right now. We are back Monday 09:00. You can also write to shop@shop.example. Your messages are kept.",
    },
  ])
})

test("whoever does not say where they are reads the time of the business", async () => {
  const ofNewYork = { timeZone: "America/New_York", weekly: { mon: "09:00-18:00" } }
  await start({}, { chatbot: { hours: ofNewYork } })
  for (const [timezone, back] of [
    ["", "Monday 09:00"],
    ["Europe/Madrid", "Monday 15:00"],
  ] as const) {
    const visitor = await app.visitor({ ...cast.noa, timezone })
    await visitor.askForPerson()
    expect(noticesOf(await visitor.events())[0]?.text).toContain(`We are back ${back}.`)
  }
})

test("while it is open no time of return is named: somebody may come at any moment", async () => {
  const noa = await start({}, { chatbot: { hours: { timeZone: "UTC", weekly: { mon: "07:00-18:00" } } } })
  await noa.askForPerson()

  expect(noa.first.chatbot.hours.open).toBeTrue()
  expect(noticesOf(await noa.events())[0]?.text).not.toContain("We are back")
})

test("without hours a chatbot counts as open, and no time of return is made up", async () => {
  const noa = await start({})
  await noa.askForPerson()

  expect(noa.first.chatbot.hours.open).toBeTrue()
  expect(noticesOf(await noa.events())[0]?.text).not.toContain("We are back")
})

test("hours that cannot be read are refused by the API, naming the field", async () => {
  await start({})
  const olga = await app.owner()
  const { status, body } = await olga.call("PUT", `/api/v1/chatbots/${cast.shop}`, {
    hours: { timeZone: "Mars", weekly: { mon: "9-17" } },
  })

  expect(status).toBe(400)
  expect(body.field).toBe("hours.timeZone")
})

describe("contact details left while nobody is there", () => {
  test("make one follow-up with an owner, due an hour after opening, that stays until it is done", async () => {
    const noa = await start({ captureContact: true }, { chatbot: { hours } })
    await noa.askForPerson()
    expect(noticesOf(await noa.events())[0]?.text).toContain("Leave your email address or phone number")
    await noa.post("/contact", { name: "Noa", email: "noa@example.com" })
    await noa.post("/contact", { phone: "+353 1 234 5678" })

    const dana = await app.operator("dana")
    const { items } = await dana.api("GET", "/follow-ups")
    expect(items).toMatchObject([
      {
        text: "Get back to Noa",
        dueAt: "2026-11-23T10:00:00.000Z",
        contact: { email: "noa@example.com", phone: "+353 1 234 5678" },
      },
    ])
    expect(["Dana", "Eli"]).toContain(items[0].owner.name)

    await app.restart()
    expect((await dana.api("GET", "/follow-ups")).items).toHaveLength(1)
    expect((await dana.api("POST", `/follow-ups/${items[0].id}/done`)).followUp.doneBy).toBe("Dana")
    expect((await dana.api("GET", "/follow-ups")).items).toEqual([])
    await dana.api("POST", `/follow-ups/${items[0].id}/done`, { done: false })
    expect((await dana.api("GET", "/follow-ups")).items).toHaveLength(1)
  })

  test("are spread over those who hold a seat: each next goes to whoever has fewest to do", async () => {
    const noa = await start({ captureContact: true })
    const visitors = [noa, await app.visitor(cast.sam), await app.visitor(), await app.visitor()]
    for (const [n, visitor] of visitors.entries()) {
      await visitor.askForPerson()
      await visitor.post("/contact", { email: `visitor${n}@mail.example` })
    }
    const { items } = await (await app.operator("dana")).api("GET", "/follow-ups")
    const owners = items.map(({ owner }: { owner: { name: string } }) => owner.name).sort()
    expect(owners).toEqual(["Dana", "Dana", "Eli", "Eli"])
  })

  test("are named in the task as they are by now; an operator's own words stay as they are", async () => {
    const noa = await start({ captureContact: true })
    await noa.askForPerson()
    await noa.post("/contact", { email: "noa@old.example" })
    const dana = await app.operator("dana")
    const task = async () => (await dana.api("GET", "/follow-ups")).items[0]
    expect((await task()).text).toBe("Get back to noa@old.example")

    await noa.post("/contact", { email: "noa@new.example" })
    expect((await task()).text).toBe("Get back to noa@new.example")
    await noa.post("/contact", { name: "Noa" })
    expect((await task()).text).toBe("Get back to Noa")

    await dana.api("PUT", `/follow-ups/${(await task()).id}`, { text: "Get back to Noa about the forty pairs" })
    await noa.post("/contact", { name: "Noa Berg" })
    expect((await task()).text).toBe("Get back to Noa about the forty pairs")
  })

  test("make no task where somebody is online, or where the chatbot makes none", async () => {
    const noa = await start({ captureContact: true })
    const dana = await app.operator("dana")
    await dana.setAvailability("online")
    await noa.askForPerson()
    await noa.post("/contact", { email: "noa@example.com" })

    expect((await dana.api("GET", "/follow-ups")).items).toEqual([])
    await app.stop()

    const sam = await start({ captureContact: false })
    await sam.post("/contact", { email: "sam@example.com" })
    await sam.askForPerson()
    await sam.post("/contact", { phone: "+353 1 234 5678" })
    expect((await (await app.operator("dana")).api("GET", "/follow-ups")).items).toEqual([])
  })

  test("make no task while the AI has the conversation: nobody was asked for", async () => {
    const noa = await start({ captureContact: true })
    await noa.say("Within how many days can I return unworn shoes?")
    await noa.post("/contact", { email: "noa@example.com" })

    expect((await (await app.operator("dana")).api("GET", "/follow-ups")).items).toEqual([])
  })

  test("may be a number alone: somebody can be called back", async () => {
    const noa = await start({ captureContact: true })
    await noa.post("/contact", { phone: "+353 1 234 5678" })
    await noa.askForPerson()

    expect(noticesOf(await noa.events())[0]?.text).toContain("We have your details")
    const { items } = await (await app.operator("dana")).api("GET", "/follow-ups")
    expect(items).toMatchObject([{ text: "Get back to +353 1 234 5678" }])
  })

  test("are those that the business's website vouches for, too, and none that it has not signed", async () => {
    const vouched = async (fallback: object, email: string, hash: string, env = {}) => {
      await start(fallback, { env })
      await app.db.write((tx) => app.parts.settings.save(tx, identitySecretKey(cast.shop), "s3cret", app.clock.now()))
      const visitor = await app.visitor({ ...cast.noa, identity: { id: "u1", name: "Marta", email, hash } })
      await visitor.askForPerson()
      const { items } = await (await app.operator("dana")).api("GET", "/follow-ups")
      return { said: noticesOf(await visitor.events())[0]?.text, items }
    }
    const hashOf = (text: string) => createHmac("sha256", "s3cret").update(text).digest("hex")
    const email = "marta@mail.example"

    const signed = await vouched({ captureContact: true }, email, hashOf(`u1\n${email}`))
    expect(signed.said).toContain("We have your details")
    expect(signed.items).toMatchObject([{ text: "Get back to Marta (marta@mail.example)" }])
    await app.stop()

    const claimed = await vouched({ captureContact: true }, email, hashOf("u1"))
    expect(claimed.said).toContain("Leave your email address or phone number")
    expect(claimed.items).toEqual([])
    await app.stop()

    const env = { SMTP_URL: "smtp://127.0.0.1:9?from=shop@shop.example" }
    const written = await vouched({ keepAnswering: true }, email, hashOf(`u1\n${email}`), env)
    expect(written.said).toContain(email)
  })

  test("are seen only by operators with a seat", async () => {
    const noa = await start({ captureContact: true })
    await noa.post("/contact", { email: "noa@example.com" })
    await noa.askForPerson()
    expect(noticesOf(await noa.events())[0]?.text).toContain("We have your details")

    const [uri, dana] = [await app.operator("uri"), await app.operator("dana")]
    const { items } = await dana.api("GET", "/follow-ups")
    expect(items).toHaveLength(1)
    expect((await uri.api("GET", "/follow-ups")).items).toEqual([])
    expect((await uri.call("POST", `/api/v1/follow-ups/${items[0].id}/done`)).status).toBe(404)
  })

  test("stand in the desk's list, which works without a script", async () => {
    const noa = await start({ captureContact: true })
    await noa.post("/contact", { name: "<Noa>", email: "noa@example.com" })
    await noa.askForPerson()
    const dana = await app.operator("dana")
    const { body, status } = await dana.call("GET", "/operator/follow-ups")

    expect(status).toBe(200)
    expect(body).toContain("Get back to &lt;Noa>")
    expect(body).toContain("in 1 h")
  })
})

describe("the AI that keeps trying", () => {
  test("is what a new chatbot has: nobody is left with silence who writes on", async () => {
    app = await startTestApp({})
    const noa = await app.visitor(cast.noa)
    await noa.askForPerson()
    await noa.say("Within how many days can I return unworn shoes?")
    const words = await until(async () => aiWords(await noa.events())[0], "the AI answers")

    expect(words).toContain("30 days")
  })

  const question = "Within how many days can I return unworn shoes?"

  test("answers what it is sure of while the conversation waits for nobody", async () => {
    const noa = await start({ keepAnswering: true })
    await noa.askForPerson()
    await noa.say(question)
    const words = await until(async () => aiWords(await noa.events())[0], "the AI answers")

    expect(words).toContain("30 days")
    expect((await noa.conversation()).state).toBe("waiting")
    expect(noticesOf(await noa.events())[0]?.text).toContain("keeps trying")
  })

  describe("for whom somebody was on their way and has gone", () => {
    async function leftAlone() {
      const noa = await start({ keepAnswering: true, captureContact: true })
      const dana = await app.operator("dana")
      await dana.setAvailability("online")
      await noa.askForPerson()
      expect(noticesOf(await noa.events()).map(({ code }) => code)).toEqual(["waiting"])
      await dana.setAvailability("offline")
      return noa
    }
    // biome-ignore lint/suspicious/noExplicitAny: tests read freely in answers
    const read = (events: any[]) =>
      events.flatMap(({ type, code, actor }) =>
        type === "notice" ? [code] : type === "message" ? [`${actor.kind} speaks`] : [],
      )

    test("says first that nobody is there any more, once", async () => {
      const noa = await leftAlone()
      await noa.say(question)
      await until(async () => aiWords(await noa.events())[0], "the AI answers")
      await noa.say(cast.unknownQuestion)
      await until(async () => aiWords(await noa.events())[1], "the AI answers again")

      expect(read(await noa.events())).toEqual([
        "waiting",
        "visitor speaks",
        "no_operator",
        "ai speaks",
        "visitor speaks",
        "ai speaks",
      ])
    })

    test("answers “is anybody there?” with that, and does not say it twice", async () => {
      const noa = await leftAlone()
      await noa.say("Hello? Is anybody there?")
      await until(async () => noticesOf(await noa.events())[1], "they are told")
      await until(() => app.parts.conversations.listOwed().length === 0, "nothing more is to come")

      expect(read(await noa.events())).toEqual(["waiting", "visitor speaks", "no_operator"])
    })
  })

  test("answers from the content what a model that is down does not, where nobody is there whom it could call", async () => {
    const noa = await start({ keepAnswering: true }, { answers: "model", content: true, otherwise: () => fails(500) })
    await noa.say("Are you there?")
    await until(async () => (await noa.conversation())?.state === "waiting", "the outage calls a person")
    expect(aiWords(await noa.events())).toEqual([])

    await noa.say(question)
    const words = await until(async () => aiWords(await noa.events())[0], "the built-in answerer stands in")
    expect(words).toContain("30 days")

    await noa.say(cast.unknownQuestion)
    const rest = await until(async () => aiWords(await noa.events())[1], "it does not know that either")
    expect(rest).toContain("kept for our team")
  })

  test("leaves a model's refusal as it is", async () => {
    const noa = await start(
      { keepAnswering: true },
      { answers: "model", content: true, otherwise: () => stops("refusal") },
    )
    await noa.askForPerson()
    await noa.say(question)
    const words = await until(async () => aiWords(await noa.events())[0], "the rest is kept")

    expect(words).toContain("kept for our team")
  })

  test("says that the rest is kept, and calls nobody a second time", async () => {
    const noa = await start({ keepAnswering: true })
    await noa.askForPerson()
    await noa.say("I want to talk to a human!")
    await noa.say(cast.unknownQuestion)
    await until(
      async () =>
        aiWords(await noa.events())
          .at(-1)
          ?.includes("kept for our team"),
      "it says so",
    )

    const states = (await noa.events()).filter(({ type }) => type === "state")
    expect(states).toHaveLength(1)
  })

  test("tells whoever asks whether anybody is there that nobody is, when somebody is, and what becomes of it", async () => {
    const noa = await start({ keepAnswering: true, captureContact: true }, { chatbot: { hours } })
    await noa.askForPerson()
    await noa.say("Hello? Is anybody there?")
    const words = await until(async () => aiWords(await noa.events()).at(-1), "it says so")

    expect(words).toStartWith("Nobody from our team is online right now. We are back Monday 09:00.")
    expect(words).toContain("Leave your email address or phone number and we will get back to you.")
    expect(words).not.toContain("certainty")
    expect((await noa.conversation()).state).toBe("waiting")

    await noa.post("/contact", { email: "noa@example.com" })
    await noa.say("¿Hay alguien ahí?")
    const later = await until(async () => aiWords(await noa.events())[1], "it says so in Spanish")
    expect(later).toStartWith("Ahora mismo no hay nadie del equipo conectado. Volvemos el lunes a las")
    expect(later).toContain("Tenemos sus datos")
  })

  test("tells whoever asks for a person again that nobody is there, and not that it cannot answer that", async () => {
    const noa = await start({ keepAnswering: true, captureContact: true }, { chatbot: { hours } })
    await noa.askForPerson()
    await noa.say("Ich möchte bitte mit einem Menschen sprechen")
    const words = await until(async () => aiWords(await noa.events()).at(-1), "it says so")
    expect(words).toStartWith("Gerade ist niemand aus unserem Team da. Wir sind wieder da: Montag")
  })

  test.each([
    ["My address is noa.lin@example.com", "Thank you. I have noted noa.lin@example.com"],
    ["Mijn adres is noa.lin@example.com", "Bedankt. Ik heb noa.lin@example.com genoteerd"],
    ["noa.lin@example.com", "Thank you. I have noted noa.lin@example.com"],
  ])("thanks for the address it asked for: %s", async (said, thanks) => {
    const noa = await start({ keepAnswering: true, captureContact: true })
    await noa.askForPerson()
    await noa.say(said)
    const words = await until(async () => aiWords(await noa.events()).at(-1), "it answers")
    expect(words).toStartWith(thanks)

    const dana = await app.operator("dana")
    const { contact } = await dana.api("GET", `/conversations/${(await noa.conversation()).id}`)
    expect(contact.email).toBe("noa.lin@example.com")
    expect((await dana.api("GET", "/follow-ups")).items).toHaveLength(1)
  })

  test("is none where the AI is switched off: nothing is promised of it, and it says nothing", async () => {
    const noa = await start({ keepAnswering: true }, { chatbot: { aiEnabled: false } })
    await noa.say(question)
    await noa.say("Hello?")

    expect(noticesOf(await noa.events())[0]?.text).toStartWith("Nobody from our team is online right now.")
    expect(noticesOf(await noa.events())[0]?.text).not.toContain("keeps trying")
    expect(app.parts.conversations.findLatestOfVisitor(noa.id)!.turnDue).toBeNull()
    expect(aiWords(await noa.events())).toEqual([])
  })

  test("is silent for chatbots that do not ask for it, and as soon as somebody is online", async () => {
    const noa = await start({ keepAnswering: true })
    await noa.askForPerson()
    const dana = await app.operator("dana")
    await dana.setAvailability("online")
    const { id } = await noa.say(question)
    const conversation = app.parts.conversations.findLatestOfVisitor(noa.id)!

    expect(conversation.turnDue).toBeNull()
    expect(aiWords(await noa.events(id))).toEqual([])
  })

  test("drops an answer when somebody came online, or took over, while it was thought", async () => {
    for (const comes of ["online", "takes over"]) {
      const answerer = createScriptedAnswerer()
      const noa = await start({ keepAnswering: true }, { answers: answerer })
      await noa.askForPerson()
      await noa.say(question)
      const turn = await until(() => answerer.turns[0], "the turn begins")
      const dana = await app.operator("dana")
      if (comes === "online") await dana.setAvailability("online")
      else await dana.takeOver((await noa.conversation()).id)
      turn.answer("Within 30 days.")
      await until(() => app.parts.conversations.findLatestOfVisitor(noa.id)!.turnDue === null, "nothing is owed")
      await until(() => app.parts.runner.runningCount === 0, "the turn ends")

      expect(aiWords(await noa.events())).toEqual([])
      if (comes === "online") await app.stop()
    }
  })
})

describe("the AI that keeps trying, and a person", () => {
  const question = "Within how many days can I return unworn shoes?"
  const nextTurn = (answerer: ReturnType<typeof createScriptedAnswerer>) =>
    until(() => answerer.turns.find((it) => !it.isAborted()), "a turn begins")
  const idle = () => until(() => app.parts.runner.runningCount === 0, "no turn is under way")

  test("says nothing while a person holds the conversation, though every desk is closed", async () => {
    const answerer = createScriptedAnswerer()
    const noa = await start({ keepAnswering: true }, { answers: answerer })
    await noa.askForPerson()
    await (await app.operator("dana")).takeOver((await noa.conversation()).id)
    app.clock.advance(2 * 60_000)
    expect((await noa.session()).chatbot.online).toBeFalse()
    await noa.say(question)

    expect(app.parts.conversations.listOwed()).toEqual([])
    expect(answerer.turns).toEqual([])
    expect((await noa.conversation()).state).toBe("human")
  })

  test("drops what was thought before somebody came, answered and had to leave again", async () => {
    const answerer = createScriptedAnswerer(() => true)
    const noa = await start({ keepAnswering: true }, { answers: answerer })
    await noa.askForPerson()
    await noa.say(question)
    const turn = await nextTurn(answerer)
    const dana = await app.operator("dana")
    await dana.say((await noa.conversation()).id, "Within 14 days.")
    await dana.setAvailability("offline")
    expect((await noa.conversation()).state).toBe("waiting")
    turn.answer("Within 30 days.")
    await idle()

    expect(aiWords(await noa.events())).toEqual([])
    expect(app.parts.conversations.listOwed()).toEqual([])
  })

  test("answers once, also when the visitor writes on or the server stops while it thinks", async () => {
    const answerer = createScriptedAnswerer()
    const noa = await start({ keepAnswering: true }, { answers: answerer })
    await noa.askForPerson()
    await noa.say("Hello, one more thing:")
    const first = await nextTurn(answerer)
    await noa.say(question)
    await until(() => first.isAborted(), "the first is given up")
    const second = await nextTurn(answerer)
    await app.restart()
    expect(second.isAborted()).toBeTrue()
    const third = await nextTurn(answerer)
    expect(third.question).toBe(question)
    third.answer("Within 30 days.")
    await until(async () => aiWords(await noa.events()).length > 0, "it is answered")
    await idle()

    expect(aiWords(await noa.events())).toEqual(["Within 30 days."])
  })

  test("promises nobody who is not there: an answer that would get a person is kept for the team", async () => {
    const answerer = createScriptedAnswerer()
    const noa = await start({ keepAnswering: true }, { answers: answerer })
    await noa.askForPerson()
    const unfit: Partial<Answer>[] = [
      { wantsPerson: { reason: "Beyond me" } },
      { asks: true },
      { confidence: 0.1 },
      { text: " " },
    ]
    for (const more of unfit) {
      const { id } = await noa.say(question)
      const turn = await nextTurn(answerer)
      turn.answer("I'll get somebody for you.", more)
      const words = await until(async () => aiWords(await noa.events(id))[0], "it answers")
      expect(words).toContain("kept for our team")
      await idle()
    }
  })
})

describe("a visitor who writes another language than their browser's", () => {
  test("reads what the assistant does not know, and that nobody is there, in the language they write", async () => {
    const noa = await start({}, { chatbot: { hours } })
    await noa.say("Wie lange dauert bei Ihnen die Reparatur von einem Zeppelin?")
    const unsure = await until(async () => aiWords(await noa.events())[0], "the AI replies")
    expect(unsure).toContain("Ich bin nicht sicher")

    await noa.say("ok")
    await noa.askForPerson()
    expect(noticesOf(await noa.events()).at(-1)?.text).toStartWith("Gerade ist niemand aus unserem Team da.")
  })

  test("is led back to the browser's language by a clear message in it, and by nothing less", async () => {
    const noa = await start({})
    const localeOf = () => app.parts.conversations.findLatestOfVisitor(noa.id)!.locale
    await noa.say("Wie lange dauert der Versand nach Österreich?")
    expect(localeOf()).toBe("de")
    await noa.say("Sorry, one moment")
    expect(localeOf()).toBe("de")
    await noa.say("How long does the shipping to Austria take?")
    expect(localeOf()).toBe("en")
  })

  test("is not followed into a language that the owner does not allow", async () => {
    const noa = await start({})
    await (await app.owner()).api("PUT", `/chatbots/${cast.shop}`, { limits: { languages: ["en"] } })
    await noa.say("Wie lange dauert der Versand nach Österreich?")
    expect(app.parts.conversations.findLatestOfVisitor(noa.id)!.locale).toStartWith("en")
  })
})
