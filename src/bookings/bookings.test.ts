import { afterEach, beforeEach, describe, expect, setDefaultTimeout, test } from "bun:test"
import {
  type BookingVisitor,
  book,
  call,
  contact,
  env,
  fitting,
  hours,
  lettersOf,
  slotsOf,
  startBookingApp,
} from "../testing/booking-scene"
import * as cast from "../testing/cast"
import { refusal } from "../testing/clients"
import { answers, verdict } from "../testing/messages-server"
import { startTestApp, type TestApp } from "../testing/test-app"
import { until } from "../testing/until"

// For a busy machine.
setDefaultTimeout(20_000)

let app: TestApp
beforeEach(async () => {
  app = await startBookingApp()
})
afterEach(() => app.stop())

const visitor = (timezone = "America/New_York") => app.visitor({ ...cast.noa, timezone })
const letters = () => lettersOf(app)

describe("slots", () => {
  test("are those of the chatbot's hours, after the notice and within the horizon", async () => {
    const starts = (await slotsOf(await visitor())).map(({ start }) => start)

    expect(starts).toEqual([
      ...[
        "2026-11-23T09:00:00.000Z",
        "2026-11-23T09:30:00.000Z",
        "2026-11-23T10:00:00.000Z",
        "2026-11-23T10:30:00.000Z",
      ],
      ...[
        "2026-11-24T09:00:00.000Z",
        "2026-11-24T09:30:00.000Z",
        "2026-11-24T10:00:00.000Z",
        "2026-11-24T10:30:00.000Z",
      ],
    ])
    app.clock.advance(30 * 60_000)
    expect((await slotsOf(await visitor()))[0]?.start).toBe("2026-11-23T09:30:00.000Z")
  })

  test("are none on the business's holidays, whatever week of its own an appointment has", async () => {
    const own = { timeZone: "Europe/Dublin", weekly: { tue: "14:00-15:00", wed: "14:00-15:00" } }
    await app.db.write((tx) => app.parts.bookingStore.saveType(tx, { ...fitting, hours: own }))
    const noa = await visitor()
    const days = async () => (await slotsOf(noa)).map(({ start }) => start.slice(0, 10))
    expect(new Set(await days())).toEqual(new Set(["2026-11-24", "2026-11-25"]))

    const closed = { ...hours, exceptions: [{ date: "2026-11-24", ranges: [] }] }
    await (await app.owner()).api("PUT", `/chatbots/${cast.shop}`, { hours: closed })
    expect(new Set(await days())).toEqual(new Set(["2026-11-25"]))
  })

  test("can be asked for by day and kind", async () => {
    const noa = await visitor()
    const tuesday = await slotsOf(noa, "kind=callback&from=2026-11-24&days=1")

    expect(tuesday).toHaveLength(8)
    expect(tuesday[0]?.start).toBe("2026-11-24T09:00:00.000Z")
    expect((await noa.call("GET", "/api/widget/slots?from=someday")).body.field).toBe("from")
    expect((await slotsOf(noa, "kind=callback&from=2026-11-24T10:30:00Z&days=1"))[0]?.start).toBe(
      "2026-11-24T10:30:00.000Z",
    )
    expect((await app.call("GET", "/api/widget/slots")).status).toBe(401)
  })
})

test.each([
  ["America/Los_Angeles", "2026-11-24T16:00:00.000Z"],
  ["Pacific/Auckland", "2026-11-23T19:00:00.000Z"],
])("a day that is asked for is a day of the business in %s, by the widget and in words", async (timeZone, evening) => {
  const weekly = { mon: "08:00-09:00,16:00-17:00", tue: "08:00-09:00" }
  await (await app.owner()).api("PUT", `/chatbots/${cast.shop}`, { hours: { timeZone, weekly } })
  const noa = await visitor(timeZone)
  const tuesday = await slotsOf(noa, "kind=booking&from=2026-11-24&days=1")
  const half = new Date(Date.parse(evening) + 30 * 60_000).toISOString()
  expect(tuesday.map(({ start }) => start)).toEqual([evening, half])

  const { id } = await noa.say("Can I have a fitting on 24 November?")
  const words = await until(
    async () => (await noa.events(id)).find(({ type, actor }) => type === "message" && actor.kind === "ai")?.text,
    "it answers",
  )
  expect(words.split("\n")[1]).toContain("Tuesday 24 November at 08:00")
})

test("what keeps a time free for longer than a day keeps it from the list, too", async () => {
  const own = { timeZone: "UTC", weekly: { mon: "09:00-10:00", tue: "09:30-10:30" } }
  const rental = { ...fitting, minutes: 60, bufferAfter: 1440, hours: own }
  await app.db.write((tx) => app.parts.bookingStore.saveType(tx, rental))
  const noa = await visitor()
  const untilNine = "kind=booking&from=2026-11-22T09:15:00Z&days=1"
  const [monday] = await slotsOf(noa, untilNine)
  const [tuesday] = await slotsOf(noa, "kind=booking&from=2026-11-24&days=1")
  await book(noa, tuesday!.slot)

  // On Monday there is no day left to tidy up in before it.
  expect((await refusal(book(noa, monday!.slot))).status).toBe(409)
  expect(await slotsOf(noa, untilNine)).toEqual([])
})

describe("a booking", () => {
  test("is confirmed in the conversation, in the visitor's own time zone, and stands in the operators' list", async () => {
    const noa = await visitor()
    await noa.say("Hello")
    const [first] = await slotsOf(noa)
    const { booking } = await book(noa, first!.slot, { note: "Wide feet", people: 2 })

    const event = (await noa.events()).find(({ type }) => type === "booking")
    expect(event).toMatchObject({ action: "booked", name: "Fitting", start: first!.start, people: 2 })
    expect(event.text).toBe("Booked: Fitting, Monday 23 November at 04:00 (America/New_York)")
    const dana = await app.operator("dana")
    expect((await dana.api("GET", "/bookings")).items).toMatchObject([
      { id: booking.id, name: "Fitting", note: "Wide feet", contact, cancelledAt: null },
    ])
    expect((await dana.call("GET", "/operator/bookings")).body).toContain("Monday 23 November at 09:00 (Europe/Dublin)")
    expect((await (await app.operator("uri")).api("GET", "/bookings")).items).toEqual([])
    const desk = await dana.call("GET", `/operator/conversations/${event.conversationId}`)
    expect(desk.body).toMatch(/Booked: Fitting, Mon,? 23 Nov,? 04:00 \(America\/New_York\) · 2 people/)
  })

  test("made after a conversation was closed begins another, in which the confirmation can be read", async () => {
    const noa = await visitor()
    const { conversationId: closed } = await noa.say("Hello")
    await noa.close()
    const [first] = await slotsOf(noa)
    await book(noa, first!.slot)

    const { id, state } = await noa.conversation()
    expect([id === closed, state]).toEqual([false, "ai"])
    expect((await noa.events()).some(({ type }) => type === "booking")).toBeTrue()
    expect(app.parts.events.list(closed).some(({ type }) => type === "booking")).toBeFalse()
  })

  test("taken by two at once goes to one; the other is told the next free times", async () => {
    const [noa, sam] = [await visitor(), await visitor()]
    const [first, second] = await slotsOf(noa)
    const results = await Promise.allSettled([book(noa, first!.slot), book(sam, first!.slot)])

    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    const lost = results.findIndex(({ status }) => status === "rejected") === 0 ? noa : sam
    const { status, problem } = await refusal(book(lost, first!.slot))
    expect(status).toBe(409)
    expect(problem.code).toBe("conflict")
    expect(problem.slots[0].slot).toBe(second!.slot)
    expect((await slotsOf(lost)).map(({ slot }) => slot)).not.toContain(first!.slot)
  })

  test("sent twice is one booking", async () => {
    const noa = await visitor()
    const [first] = await slotsOf(noa)
    const clientId = crypto.randomUUID()
    const [one, two, three] = await Promise.all([
      book(noa, first!.slot, { clientId }),
      book(noa, first!.slot, { clientId }),
      book(noa, first!.start),
    ])

    expect(new Set([one.booking.id, two.booking.id, three.booking.id]).size).toBe(1)
    expect(letters()).toHaveLength(1)
  })

  test("is one of five at most that a visitor has before them, so that nobody fills the calendar or others' mailboxes", async () => {
    const noa = await visitor()
    const [first, ...others] = await slotsOf(noa)
    const made = (await book(noa, first!.slot)).booking
    for (const { slot } of others.slice(0, 4)) await book(noa, slot)

    const { status, problem } = await refusal(book(noa, others[4]!.slot))
    expect([status, problem.code]).toEqual([409, "conflict"])
    expect(problem.detail).toContain("5 appointments")
    // What is repeated is no sixth, another visitor has five of their own, and one that is over or cancelled does not count.
    expect((await book(noa, first!.slot)).booking.id).toBe(made.id)
    await book(await visitor(), others[4]!.slot)
    app.clock.advance(Date.parse(made.end) - app.clock.now())
    await book(noa, others[5]!.slot)
  })

  test("needs what it takes to reach the visitor, and takes what is known of them", async () => {
    const noa = await visitor()
    const [free] = await slotsOf(noa)
    const [time] = await slotsOf(noa, "kind=callback")
    const field = async (body: object) => (await refusal(noa.post("/bookings", body))).problem.field

    expect(await field({ slot: free!.slot, kind: "booking", contact: { email: "noa@example.com" } })).toBe(
      "contact.name",
    )
    expect(await field({ slot: free!.slot, kind: "booking", contact: { name: "Noa" } })).toBe("contact.email")
    expect(await field({ slot: time!.slot, kind: "callback", contact: { email: "noa@example.com" } })).toBe(
      "contact.phone",
    )
    expect(await field({ slot: free!.slot, kind: "callback", contact })).toBe("slot")
    expect(await field({ slot: free!.slot, kind: "booking", contact, people: 9 })).toBe("people")
    await noa.post("/contact", contact)
    expect((await noa.post("/bookings", { slot: time!.slot, kind: "callback" })).booking.contact).toEqual(contact)
  })

  test("is of what its own chatbot offers at that moment, and of nothing that was switched off or is another's", async () => {
    const noa = await visitor()
    const [first] = await slotsOf(noa)
    const others = { ...fitting, id: "others", chatbotId: cast.counter, hours }
    await app.db.write((tx) => {
      for (const type of [{ ...fitting, enabled: false }, others]) app.parts.bookingStore.saveType(tx, type)
    })
    const startsAt = Date.parse(first!.start)
    for (const slot of [first!.slot, first!.start, `others@${startsAt}`, `none@${startsAt}`]) {
      const { problem } = await refusal(book(noa, slot))
      expect(problem).toMatchObject({ status: 400, field: "slot" })
    }
  })

  test("survives a restart, and what is off the grid or outside the hours is refused", async () => {
    const noa = await visitor()
    const [first] = await slotsOf(noa)
    await book(noa, first!.slot)
    await app.restart()

    expect((await slotsOf(noa)).map(({ slot }) => slot)).not.toContain(first!.slot)
    expect((await refusal(book(noa, "2026-11-23T09:40:00.000Z"))).status).toBe(409)
    expect((await refusal(book(noa, "2026-11-23T20:00:00.000Z"))).status).toBe(409)
  })
})

describe("the assistant", () => {
  const answerTo = async (noa: BookingVisitor, question: string) => {
    const { id } = await noa.say(question)
    return until(
      async () =>
        (await noa.events(id)).find(
          ({ type, actor }) => type === "state" || (type === "message" && actor.kind === "ai"),
        ),
      "it answers",
    )
  }

  test("answers a routine question for a time from the same slots, and offers to book", async () => {
    const noa = await visitor("Europe/Dublin")
    const answer = await answerTo(noa, "When can I come for a fitting?")

    expect(answer.text).toStartWith("The next free times for “Fitting”:")
    expect(answer.text).toContain("Monday 23 November at 09:00 (Europe/Dublin)")
    expect(answer.slots).toEqual({ kind: "booking", type: "fitting" })
    const [first] = await slotsOf(noa)
    await book(noa, first!.slot)
    const again = await answerTo(noa, "And the next free appointment?")
    expect(again.text).not.toContain("Monday 23 November at 09:00")
    expect(again.text).toContain("Monday 23 November at 09:30")
  })

  test("names the times of the day and the hour that were wished for, and the next ones where there are none", async () => {
    const noa = await visitor("Europe/Dublin")
    const onTuesday = await answerTo(noa, "Can I come for a fitting on Tuesday morning?")
    expect(onTuesday.text).toContain("Tuesday 24 November at 09:00")
    expect(onTuesday.text).not.toContain("Monday")

    const today = await answerTo(noa, "Is there a free slot today?")
    expect(today.text).toContain("Monday 23 November at 09:00")
    expect(today.text).not.toContain("Tuesday")

    const onSunday = await answerTo(noa, "Is a slot free on Sunday evening?")
    expect(onSunday.text).toContain("Monday 23 November at 09:00")
  })

  test("knows what is booked by the owner's own word for it, and names the times nearest to the hour that was wished for", async () => {
    const evenings = { timeZone: "Europe/Dublin", weekly: { mon: "12:00-22:00", tue: "12:00-22:00" } }
    const table = { ...fitting, id: "table", name: "Tables at La Barca", hours: evenings }
    await app.db.write((tx) => app.parts.bookingStore.saveType(tx, table))
    const noa = await visitor("Europe/Dublin")

    const answer = await answerTo(noa, "Can I book a table for 4 tomorrow at 8pm?")
    expect(answer.text).toStartWith("The next free times for “Tables at La Barca”:")
    expect(answer.slots).toEqual({ kind: "booking", type: "table" })
    expect(answer.text.match(/24 November at \d\d:\d\d/g)).toEqual(
      ["19:30", "20:00", "20:30"].map((time) => `24 November at ${time}`),
    )
    expect((await answerTo(noa, "We want to reserve a table for Tuesday")).slots).toMatchObject({ type: "table" })
    expect((await answerTo(noa, "Can I book a fitting?")).slots).toMatchObject({ type: "fitting" })
    expect((await answerTo(noa, "Do I have to book a table?")).slots).toBeUndefined()
  })

  test("goes on from the question before where only another day is named", async () => {
    const noa = await visitor("Europe/Dublin")
    await answerTo(noa, "Can I come for a fitting today?")

    const tuesday = await answerTo(noa, "ok, and on Tuesday morning?")
    expect(tuesday.text).toContain("Tuesday 24 November at 09:00")
    expect(tuesday.text).not.toContain("Monday")
    expect((await answerTo(noa, "then monday please")).text).toContain("Monday 23 November at 09:00")
  })

  test("calls a person for what does not fit, and says why", async () => {
    for (const [question, reason] of [
      ["Can I book a fitting for 12 people?", "12 people; at most 4"],
      ["Can I book a fitting on 24 December?", "2026-12-24; “Fitting” can be booked 5 days ahead"],
    ]) {
      const noa = await visitor()
      expect((await answerTo(noa, question!)).to).toBe("waiting")
      const { id } = await noa.conversation()
      expect(app.parts.conversations.find(id)?.reason?.text).toContain(reason!)
    }
  })

  test("leaves other questions to the content", async () => {
    const answer = await answerTo(await visitor(), cast.knownQuestion)

    expect(answer.text).toContain("30 days")
    expect(answer.slots).toBeUndefined()
  })
})

test("a visitor whom nobody can help now is offered a call, and only while there is a free time for one", async () => {
  const noa = await visitor()
  await noa.askForPerson()
  const notice = (await noa.events()).find(({ code }) => code === "no_operator")

  expect(notice).toMatchObject({ slots: { kind: "callback" } })
  expect(notice.text).toContain("choose a time and we will call you")
  await app.db.write((tx) => app.parts.bookingStore.saveType(tx, { ...call, enabled: false }))
  const sam = await visitor()
  await sam.askForPerson()
  const other = (await sam.events()).find(({ code }) => code === "no_operator")
  expect(other.text).not.toContain("call you")
  expect(other.slots).toBeUndefined()
})

test("with a model too, a routine question for a time is answered from the calendar", async () => {
  const other = await startTestApp({ answers: "model", chatbot: { hours } })
  try {
    await other.db.write((tx) => other.parts.bookingStore.saveType(tx, fitting))
    const noa = await other.visitor({ ...cast.noa, timezone: "Europe/Dublin" })
    await noa.say("When is the next free appointment?")
    const answer = await until(
      async () => (await noa.events()).find(({ type, actor }) => type === "message" && actor.kind === "ai"),
      "it answers",
    )

    expect(answer.text).toContain("Monday 23 November at 09:00 (Europe/Dublin)")
    expect(answer.slots).toEqual({ kind: "booking", type: "fitting" })
  } finally {
    await other.stop()
  }
})

describe("a model", () => {
  let other: TestApp
  const begin = async () => {
    other = await startTestApp({ answers: "model", chatbot: { hours }, env })
    await other.db.write((tx) => {
      for (const type of [fitting, call]) other.parts.bookingStore.saveType(tx, type)
    })
    return other.visitor({ ...cast.noa, timezone: "Europe/Dublin" })
  }
  afterEach(() => other.stop())
  const nine = Date.UTC(2026, 10, 24, 9)
  const answered = (who: BookingVisitor, after: number) =>
    until(
      async () => (await who.events(after)).find(({ type, actor }) => type === "message" && actor.kind === "ai"),
      "it answers",
    )

  test("looks free times up and books the one that was chosen, with what the visitor wrote", async () => {
    const noa = await begin()
    other.provider.reply(answers({ tool: "find_times", input: { kind: "booking", from: "2026-11-24" } }))
    other.provider.reply(
      answers({
        tool: "book_time",
        input: { slot: `fitting@${nine}`, name: "Noa", email: "noa@example.com", people: 2 },
      }),
    )
    other.provider.reply(answers("It is booked: Tuesday 24 November at 09:00.", verdict(0.95)))
    const asked = await noa.say("Tuesday at 9:00 for two please. I am Noa, noa@example.com")
    const answer = await answered(noa, asked.id)

    expect(answer.text).toContain("It is booked: Tuesday 24 November at 09:00.")
    expect(answer.slots).toBeUndefined()
    const sent = JSON.stringify(other.provider.requests.map(({ body }) => body.messages.at(-1)))
    expect(sent).toContain("Tuesday 24 November at 09:00 (Europe/Dublin)")
    expect((await noa.events()).find(({ type }) => type === "booking")).toMatchObject({
      ...{ actor: { kind: "ai" }, start: new Date(nine).toISOString(), people: 2 },
      contact: { name: "Noa", email: "noa@example.com" },
    })
  })

  test("books the same time once more for a visitor who had cancelled it", async () => {
    const noa = await begin()
    const input = { slot: `fitting@${nine}`, name: "Noa", email: "noa@example.com" }
    const booked = async (words: string) => {
      other.provider.reply(answers({ tool: "book_time", input }))
      other.provider.reply(answers("It is booked: Tuesday 24 November at 09:00.", verdict(0.95)))
      const asked = await noa.say(words)
      await answered(noa, asked.id)
    }
    const dana = await other.operator("dana")
    const kept = () =>
      other.parts.bookingStore.listForOperator(dana.id, 0, { limit: 9 }).items.filter((it) => it.cancelledAt === null)
    await booked("Tuesday at 9:00 for two please. I am Noa, noa@example.com")
    expect(kept()).toHaveLength(1)
    const [letter] = lettersOf(other)
    const link = /https:\/\/chat\.shop\.example(\/appointments\/\S+)/.exec(letter.text)![1]!
    expect((await other.call("POST", `${link}/cancel`)).status).toBe(303)
    expect(kept()).toEqual([])

    await booked("We can come after all, for two, please book it once more")
    expect(kept().map(({ startsAt }) => startsAt)).toEqual([nine])
  })

  test("offers the times that it looked up, and makes up nobody's address", async () => {
    const noa = await begin()
    other.provider.reply(answers({ tool: "find_times", input: { kind: "booking" } }))
    const invented = { slot: `fitting@${nine}`, name: "Noa", email: "made@up.example" }
    other.provider.reply(answers({ tool: "book_time", input: invented }))
    other.provider.reply(answers("There is a time on Tuesday. What is your email address?", verdict(0.9)))
    const asked = await noa.say("I could come on Tuesday at 9:00")
    const answer = await answered(noa, asked.id)

    expect(answer.slots).toEqual({ kind: "booking", type: "fitting" })
    expect(JSON.stringify(other.provider.requests.at(-1)!.body)).toContain("Ask the visitor for it")
    expect(other.parts.bookingStore.listForOperator((await other.operator("dana")).id, 0, { limit: 9 }).items).toEqual(
      [],
    )
  })

  test("calls a person for what does not fit", async () => {
    const noa = await begin()
    other.provider.reply(answers({ tool: "find_times", input: { people: 12 } }))
    await noa.say("A table at 9:00 for the twelve of us")
    const conversation = await until(async () => {
      const found = await noa.conversation()
      return found.state === "waiting" ? found : undefined
    }, "a person is called")

    const stored = other.parts.conversations.find(conversation.id)!
    expect(stored.reason).toMatchObject({ kind: "ai_request", text: expect.stringContaining("12 people") })
  })

  test("books nothing once a person has taken over", async () => {
    const noa = await begin()
    const held = Promise.withResolvers<void>()
    other.provider.reply({
      ...answers(held.promise, {
        tool: "book_time",
        input: { slot: `fitting@${nine}`, name: "Noa", email: "noa@example.com" },
      }),
    })
    const asked = await noa.say("Tuesday at 9:00 for two please. I am Noa, noa@example.com")
    await until(() => other.provider.requests.length === 1, "the model is asked")
    const dana = await other.operator("dana")
    await dana.takeOver(asked.conversationId)
    held.resolve()
    await until(() => other.parts.runner.runningCount === 0, "the turn ends")

    expect((await noa.events()).some(({ type }) => type === "booking")).toBeFalse()
    expect(other.parts.bookingStore.listForOperator(dana.id, 0, { limit: 9 }).items).toEqual([])
  })
})
