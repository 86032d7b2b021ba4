import { afterEach, beforeEach, describe, expect, setDefaultTimeout, test } from "bun:test"
import { book, contact, fitting, hours, lettersOf, slotsOf, startBookingApp } from "../testing/booking-scene"
import * as cast from "../testing/cast"
import { createPushService } from "../testing/push-service"
import type { TestApp } from "../testing/test-app"
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
const form = { "content-type": "application/x-www-form-urlencoded" }

describe("the letter", () => {
  test("carries an invitation, and its link cancels without a script and frees the time", async () => {
    const noa = await visitor()
    const [first] = await slotsOf(noa)
    const { booking } = await book(noa, first!.slot)
    const [letter] = letters()

    expect(letter).toMatchObject({ to: "noa@example.com", calendar: { method: "REQUEST" } })
    expect(letter.calendar.ics).toContain("DTSTART:20261123T090000Z")
    expect(letter.calendar.ics).toContain("SEQUENCE:0")
    const link = /https:\/\/chat\.shop\.example(\/appointments\/\S+)/.exec(letter.text)![1]!
    expect(booking.link).toEndWith(link)
    const shown = await app.call("GET", link)
    expect(shown.status).toBe(200)
    expect(shown.body).toContain("Cancel this appointment")
    expect((await app.call("POST", `${link}/cancel`)).status).toBe(303)
    expect((await app.call("GET", link)).body).toContain("Cancelled: Fitting")

    expect((await slotsOf(noa)).map(({ slot }) => slot)).toContain(first!.slot)
    expect(letters().at(-1)).toMatchObject({ calendar: { method: "CANCEL" } })
    expect(letters().at(-1).calendar.ics).toContain("SEQUENCE:1")
    expect((await noa.events()).at(-1)).toMatchObject({ type: "booking", action: "cancelled" })
  })

  test("names whom it is for, how many come, their note and where they are called, in both of its bodies, in their language", async () => {
    const noa = await app.visitor({ ...cast.noa, locale: "de-DE", timezone: "Europe/Dublin" })
    const [first] = await slotsOf(noa)
    await book(noa, first!.slot, { people: 3, note: "We need a <high chair>.\nThank you" })
    const [letter] = letters()

    for (const said of ["Gebucht: Fitting", "Noa · +353 1 234 5678", "Personen: 3"]) {
      expect(letter.text).toContain(said)
      expect(letter.html).toContain(said)
    }
    expect(letter.text).toContain("Anmerkung: We need a <high chair>.\nThank you")
    expect(letter.html).toContain("Anmerkung: We need a &lt;high chair>.")
    expect(letter.html).toContain(">Ändern oder absagen</a>")
    expect(letter.html).toContain('lang="de"')
  })

  test("of one person without a note says nothing of either, and when it is cancelled offers nothing to change", async () => {
    const noa = await visitor()
    const [first] = await slotsOf(noa)
    const { booking } = await book(noa, first!.slot)
    expect(letters()[0].text).toContain("Noa · +353 1 234 5678")
    expect(letters()[0].text).not.toMatch(/People|Note/)
    await app.call("POST", `${new URL(booking.link).pathname}/cancel`)

    expect(letters()[1].html).toContain("Cancelled: Fitting")
    expect(letters()[1].html).not.toContain("<a ")
  })

  test("carries no address of a website that whoever booked wrote to whomever they named", async () => {
    const noa = await visitor()
    for (const [at, { slot }] of (await slotsOf(noa)).slice(0, 3).entries()) {
      const spam = ["Win at https://win.example now", "Look: win.example/now", "fine"][at]!
      await book(noa, slot, { note: spam, contact: { ...contact, name: at === 2 ? "www.win.example" : "Noa" } })
    }

    expect(letters()).toHaveLength(3)
    for (const { text, html } of letters()) expect(text + html).not.toContain("win.example")
    expect(letters()[1].text).toContain("Noa")
    expect(letters()[2].text).toContain("Note: fine")
  })

  test("is answered to where the business reads its mail", async () => {
    const fallback = { captureContact: false, email: "desk@shop.example", callback: true }
    await (await app.owner()).api("PUT", `/chatbots/${cast.shop}`, { fallback })
    const noa = await visitor()
    await book(noa, (await slotsOf(noa))[0]!.slot)

    expect(letters()[0].replyTo).toBe("desk@shop.example")
  })

  test("comes to whoever answers for the chatbot, too, into their calendars, and goes from there when it is cancelled", async () => {
    const noa = await visitor()
    const [first] = await slotsOf(noa)
    const { booking } = await book(noa, first!.slot, { people: 3, note: "With a pram" })
    const toTeam = () => lettersOf(app, "team")
    const { conversationId } = (await noa.events()).at(-1)!
    const seated = app.parts.people.listSeated(cast.shop).map(({ email }) => email)

    expect(seated.length).toBeGreaterThan(0)
    expect(toTeam().map(({ to }) => to)).toEqual(seated)
    const [letter] = toTeam()
    // The business's own time, whatever the visitor's is.
    expect(letter.subject).toBe("Booked: Fitting, Monday 23 November at 09:00 (Europe/Dublin) · Noa")
    for (const words of [
      "noa@example.com",
      "For 3 people",
      "> With a pram",
      `/operator/conversations/${conversationId}`,
    ])
      expect(letter.text).toContain(words)
    const invited = letter.calendar.ics.replaceAll("\r\n ", "")
    expect(invited).toContain(`MAILTO:${seated[0]}`)
    expect(invited).not.toMatch(/mailto:noa@example.com/i)

    await app.call("POST", `${new URL(booking.link).pathname}/cancel`)
    expect(toTeam()).toHaveLength(2 * seated.length)
    expect(toTeam().at(-1)).toMatchObject({ to: seated.at(-1), calendar: { method: "CANCEL" } })
    expect(toTeam().at(-1).subject).toStartWith("Cancelled: Fitting")
  })

  test("and the notification on a device go to whoever of the team wishes to be told", async () => {
    const service = createPushService()
    await app.stop()
    app = await startBookingApp({ env: { BATON_ALLOW_PRIVATE: "127.0.0.1" } })
    const browserOf = async (name: cast.OperatorName) => {
      const who = await app.operator(name)
      await who.setAvailability("online")
      const { id, ...subscription } = service.subscribe()
      await who.api("POST", "/me/push", subscription)
      return { ...who, browser: id }
    }
    const dana = await browserOf("dana")
    const eli = await browserOf("eli")
    const none = await eli.call("POST", "/operator/alerts/quiet-hours", "followUps=on", form)
    expect(none.status).toBe(303)
    const noa = await visitor()
    const [first, second] = await slotsOf(noa)
    const { booking } = await book(noa, first!.slot, { people: 3 })
    const { conversationId } = (await noa.events()).at(-1)!
    await until(() => service.pushed.length > 0, "somebody is woken")
    await until(() => app.isTold(), "everybody is told")

    expect(service.pushed.map(({ id }) => id)).toEqual([dana.browser])
    expect(service.pushed[0]!.message).toMatchObject({
      type: "alert",
      id: `booking:${booking.id}`,
      path: `/operator/conversations/${conversationId}`,
      title: "Booked: Fitting, Monday 23 November at 09:00 (Europe/Dublin)",
      body: "Noa · +353 1 234 5678 · noa@example.com\nFor 3 people",
      canTakeOver: false,
    })
    const told = lettersOf(app, "team").map(({ to }) => to)
    expect(told).toContain(cast.dana.email)
    expect(told).not.toContain(cast.eli.email)

    // Of the same booking there is one notification, which says how things are.
    const to = new URLSearchParams({ slot: second!.slot }).toString()
    await app.call("POST", `${new URL(booking.link).pathname}/move`, to, form)
    await until(() => service.pushed.length > 1, "it is moved")
    expect(service.pushed[1]!.message).toMatchObject({ id: `booking:${booking.id}` })
    expect(service.pushed[1]!.message.title).toStartWith("Moved: Fitting")
    await service.stop()
  })

  test("stands as a line in Slack, without what cannot be taken back from there, and calls nobody by a name that somebody gave", async () => {
    const noa = await visitor()
    const [first] = await slotsOf(noa)
    await book(noa, first!.slot, { contact: { ...contact, name: "<!channel>" } })
    const [line] = app.db
      .onRead<[], { payload: string }>("SELECT payload FROM deliveries WHERE channel = 'slack' AND kind = 'notice'")
      .all()

    const { text } = JSON.parse(line!.payload)
    expect(text).toStartWith(
      "Booked: Fitting, Monday 23 November at 09:00 (Europe/Dublin) · &lt;!channel&gt; · Luma Shoes · https://chat.shop.example/operator/",
    )
    expect(text).not.toMatch(/353|noa@/)
  })

  test("of whoever is erased nothing waits or is kept that was told of their appointments, nor where no conversation carries them", async () => {
    const [noa, sam] = [await visitor(), await visitor()]
    const counter = await app.visitor(cast.noa, cast.counter)
    await app.db.write((tx) =>
      app.parts.bookingStore.saveType(tx, { ...fitting, id: "live", chatbotId: cast.counter, hours }),
    )
    const eve = { name: "Eve Erased", email: "eve@mail.example", phone: "+353 1 765 4321" }
    const [first, second] = await slotsOf(noa)
    const { contact: saved } = await noa.post("/contact", eve)
    await book(noa, first!.slot, { contact: eve })
    await book(counter, (await slotsOf(counter))[0]!.slot, { contact: eve })
    expect(await counter.events()).toEqual([])
    await book(sam, second!.slot, { contact: { ...contact, name: "Sam Stays" } })
    const kept = (words: string) =>
      app.db
        .onRead<[string], { channel: string; kind: string }>(
          "SELECT channel, kind FROM deliveries WHERE instr(payload, ?) > 0",
        )
        .all(words)
        .map(({ channel, kind }) => `${channel} ${kind}`)
    const everything = ["email letter", "email team", "email team", "slack notice"]
    expect(kept("Eve Erased").sort()).toEqual([...everything, ...everything].sort())

    await (await app.owner()).api("POST", `/contacts/${saved.id}/erase`)

    expect(kept("Eve Erased")).toEqual([])
    expect(kept("765 4321")).toEqual([])
    expect(kept("Sam Stays").sort()).toEqual(everything)
  })

  test("where nobody has a seat the owners get it; nobody gets it twice", async () => {
    for (const { id } of app.parts.people.listSeated(cast.shop))
      await app.parts.accounts.updatePerson(id, { seats: [] })
    const noa = await visitor()
    const [first] = await slotsOf(noa)
    await book(noa, first!.slot, { clientId: "once" })
    await book(noa, first!.slot, { clientId: "once" })

    const owners = app.parts.people.list().filter(({ isOwner }) => isOwner)
    expect(owners.length).toBeGreaterThan(0)
    expect(lettersOf(app, "team").map(({ to }) => to)).toEqual(owners.map(({ email }) => email))
  })

  test("moves the appointment to another time, under the same id", async () => {
    const noa = await visitor()
    const [first, , third] = await slotsOf(noa)
    const { booking } = await book(noa, first!.slot)
    const link = new URL(booking.link).pathname
    const moved = await app.call("POST", `${link}/move`, new URLSearchParams({ slot: third!.slot }).toString(), form)

    expect(moved.status).toBe(303)
    expect((await noa.events()).at(-1)).toMatchObject({ action: "moved", bookingId: booking.id, start: third!.start })
    const free = (await slotsOf(noa)).map(({ slot }) => slot)
    expect(free).toContain(first!.slot)
    expect(free).not.toContain(third!.slot)
    const sam = await visitor()
    await book(sam, first!.slot)
    const taken = await app.call("POST", `${link}/move`, new URLSearchParams({ slot: first!.slot }).toString(), form)
    expect(taken.status).toBe(409)
    expect(taken.body).toContain("This time has just been taken")
  })

  test("moves an appointment also into the time that only it keeps free itself", async () => {
    const buffered = { ...fitting, bufferBefore: 15, bufferAfter: 15 }
    await app.db.write((tx) => app.parts.bookingStore.saveType(tx, buffered))
    const noa = await visitor()
    const [first, second] = await slotsOf(noa)
    const { booking } = await book(noa, first!.slot)
    expect((await slotsOf(noa)).map(({ slot }) => slot)).not.toContain(second!.slot)
    const link = new URL(booking.link).pathname
    expect((await app.call("GET", link)).body).toContain(`value="${second!.slot}"`)
    const moveTo = (slot: string) => app.call("POST", `${link}/move`, new URLSearchParams({ slot }).toString(), form)

    expect((await moveTo(second!.slot)).status).toBe(303)
    // To where it is already is no move: nobody is written to.
    expect((await moveTo(second!.slot)).status).toBe(303)

    expect(app.parts.bookingStore.find(booking.id)).toMatchObject({ sequence: 1 })
    expect(letters().map(({ calendar }) => /SEQUENCE:(\d)/.exec(calendar.ics)?.[1])).toEqual(["0", "1"])
  })

  test("moves within its own kind of appointment only: another's times are kept in another calendar", async () => {
    await app.db.write((tx) => {
      const repair = { ...fitting, id: "repair", name: "Repair", minutes: 60, createdAt: 1 }
      app.parts.bookingStore.saveType(tx, repair)
    })
    const noa = await visitor()
    const own = (await slotsOf(noa, "kind=booking&type=fitting"))[0]!
    const others = (await slotsOf(noa, "kind=booking&type=repair"))[0]!
    const { booking } = await book(noa, own.slot)
    const link = new URL(booking.link).pathname
    const moveTo = (slot: string) => app.call("POST", `${link}/move`, new URLSearchParams({ slot }).toString(), form)

    const refused = await moveTo(others.slot)

    expect([refused.status, refused.body.includes("This is not one of the offered times")]).toEqual([400, true])
    expect(app.parts.bookingStore.find(booking.id)).toMatchObject({ typeId: "fitting", name: "Fitting", sequence: 0 })
  })

  test("cancels once, and changes nothing of what was cancelled or is over", async () => {
    const noa = await visitor()
    const slots = await slotsOf(noa)
    const [first, second] = slots
    const linkTo = async (slot: string) => new URL((await book(noa, slot)).booking.link).pathname
    const [cancelled, over] = [await linkTo(first!.slot), await linkTo(second!.slot)]
    const cancel = (link: string) => app.call("POST", `${link}/cancel`, "", form)
    const move = (link: string) =>
      app.call("POST", `${link}/move`, new URLSearchParams({ slot: slots.at(-1)!.slot }).toString(), form)
    const told = async () => (await noa.events()).filter(({ type }) => type === "booking").map(({ action }) => action)

    expect([(await cancel(cancelled)).status, (await cancel(cancelled)).status]).toEqual([303, 303])
    expect(letters().map(({ calendar }) => calendar.method)).toEqual(["REQUEST", "REQUEST", "CANCEL"])
    expect((await move(cancelled)).status).toBe(409)
    app.clock.advance(Date.parse(second!.start) + 30 * 60_000 - app.clock.now())
    expect([(await cancel(over)).status, (await move(over)).status]).toEqual([409, 409])
    expect(await told()).toEqual(["booked", "booked", "cancelled"])
  })

  test("is opened by its own link only", async () => {
    const noa = await visitor()
    const [first] = await slotsOf(noa)
    const { booking } = await book(noa, first!.slot)
    const forged = `${new URL(booking.link).pathname.slice(0, -1)}_`

    expect((await app.call("GET", forged)).status).toBe(404)
    expect((await app.call("POST", `${forged}/cancel`)).status).toBe(404)
    expect(app.parts.bookingStore.find(booking.id)?.cancelledAt).toBeNull()
  })

  test("is not written by the dozen to somebody who has nothing to do with it", async () => {
    await app.stop()
    app = await startBookingApp({ rateLimits: true })
    const noa = await visitor()
    const [first, second] = await slotsOf(noa)
    const { booking } = await book(noa, first!.slot)
    const moveTo = (slot: string) =>
      app.call("POST", `${new URL(booking.link).pathname}/move`, new URLSearchParams({ slot }).toString(), form)
    const answers = []
    for (let n = 0; n < 25; n++) answers.push(await moveTo((n % 2 ? first! : second!).slot))

    expect(answers[0]!.status).toBe(303)
    expect(answers.at(-1)!.status).toBe(429)
    // Said on their page, where the link to it still works.
    expect(answers.at(-1)!.body).toContain("Fitting")
    expect(letters().length).toBeLessThanOrEqual(20)
  })
})
