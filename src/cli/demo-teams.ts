/**
 * A day of a small team with a hand-set clock: three who waited overnight, two operators, one of whom vanishes, an
 * overflow, closing time, and a call that is booked when nobody is left. Each step is real, over HTTP and SMTP.
 */

import type { BookingType } from "../bookings/booking-store"
import * as cast from "../testing/cast"
import type { OperatorClient, VisitorClient } from "../testing/clients"
import { createMailServer } from "../testing/receivers"
import { startTestApp } from "../testing/test-app"
import { until } from "../testing/until"
import { atOnceMs, type Scene } from "./play"

// biome-ignore lint/suspicious/noExplicitAny: what was answered is read freely
type Json = any

const zone = "Europe/Dublin"
const weekday = "09:00-17:00"
const hours = { timeZone: zone, weekly: { mon: weekday, tue: weekday, wed: weekday, thu: weekday, fri: weekday } }
const callback: Omit<BookingType, "createdAt" | "updatedAt"> = {
  ...{ id: "call", chatbotId: cast.shop, kind: "callback", name: "Callback", minutes: 15, hours: null, enabled: true },
  ...{ bufferBefore: 0, bufferAfter: 0, capacity: 1, groupLimit: 4, noticeMinutes: 60, horizonDays: 7 },
}
const stepMs = 10 * 60_000

export async function playTeams(scene: Scene): Promise<void> {
  const post = await createMailServer()
  const app = await startTestApp({
    env: { SMTP_URL: post.url, BATON_URL: "https://chat.shop.example" },
    chatbot: { hours, fallback: { captureContact: true, email: null, keepAnswering: true, callback: true } },
  })
  try {
    await play()
  } finally {
    await app.stop()
    await post.stop()
  }

  async function play(): Promise<void> {
    scene.title("Luma Shoes: a day of its team, by a hand-set clock")
    const clockText = () =>
      new Intl.DateTimeFormat("en-GB", { weekday: "short", hour: "2-digit", minute: "2-digit", timeZone: zone }).format(
        app.clock.now(),
      )
    const say = (what: string) => scene.desk(`${clockText()}  ${what}`)

    /** The clock goes to the next such time of day; on the way everything that falls due is done. */
    async function goTo(time: string): Promise<void> {
      const [hour = 0, minute = 0] = time.split(":").map(Number)
      const day = new Date(app.clock.now())
      const target = Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate(), hour, minute)
      const at = target > app.clock.now() ? target : target + 24 * 3600_000
      while (app.clock.now() < at) {
        app.clock.advance(Math.min(stepMs, at - app.clock.now()))
        await app.tick()
        await Bun.sleep(2)
      }
    }
    async function pass(seconds: number): Promise<void> {
      app.clock.advance(seconds * 1000)
      await app.tick()
    }

    const owner = await app.owner()
    const [dana, eli] = [await app.operator("dana"), await app.operator("eli")]
    const line = { assignment: "automatic", offerSeconds: 300, overflowSeconds: 120 }
    const { queue: workshop } = await owner.api("POST", "/queues", {
      ...{ name: "Workshop", ...line },
      members: [{ personId: eli.id, preference: 1 }],
    })
    await owner.api("PUT", `/queues/${cast.team}`, {
      ...{ ...line, memberLimit: 2, backupQueueId: workshop.id },
      members: [{ personId: dana.id, preference: 1 }],
    })
    await app.db.write((tx) => app.parts.bookingStore.saveType(tx, { ...callback, createdAt: 0, updatedAt: 0 }))
    await Promise.all([dana, eli].map((operator) => operator.setAvailability("offline")))

    const names = new Map<string, string>()
    const enter = () => app.visitor({ ...cast.noa, timezone: zone })
    const noticesOf = async (visitor: VisitorClient): Promise<Json[]> =>
      (await visitor.events()).filter(({ type }) => type === "notice")
    async function arrive(name: string, words: string): Promise<{ visitor: VisitorClient; id: string }> {
      const visitor = await enter()
      scene.visitor(name, words)
      const { conversationId: id } = await visitor.say(words)
      names.set(id, name)
      await until(() => app.parts.conversations.find(id)?.turnDue === null, "the AI has had its turn")
      await visitor.askForPerson()
      const [notice] = await noticesOf(visitor)
      scene.notice(notice.text)
      return { visitor, id }
    }
    const row = (id: string) => app.parts.queues.findWaiting(id)
    const offered = (id: string, to: OperatorClient) =>
      until(() => row(id)?.offeredTo === to.id, `${names.get(id)} is offered to ${to.name}`)
    const stateOf = (id: string) => app.parts.conversations.find(id)!.lifecycle.state
    const last = async (visitor: VisitorClient): Promise<Json> => (await noticesOf(visitor)).at(-1)

    scene.step("Monday evening, nobody is there: three visitors ask for a person, and each is told the truth")
    await goTo("21:40")
    say("the shop is closed")
    const ben = await arrive("Ben", "My order never came.")
    await goTo("23:15")
    const cleo = await arrive("Cleo", "Can I change the address of my order?")
    await goTo("05:30")
    const noa = await arrive("Noa", "Do you repair heels?")
    await noa.visitor.post("/contact", { name: "Noa", email: "noa@mail.example", phone: "+353 1 234 5678" })
    scene.visitor("Noa", cast.knownQuestion)
    const asked = await noa.visitor.say(cast.knownQuestion)
    const isAi = ({ type, actor }: Json) => type === "message" && actor.kind === "ai"
    const answer = await until(async () => (await noa.visitor.events(asked.id)).find(isAi), "the AI goes on trying")
    scene.ai(answer.text)
    const evening = await noticesOf(ben.visitor)
    const inFull = evening.filter(({ text }) => text.startsWith("Nobody from our team is online"))
    scene.holds(inFull[0]?.text.includes("We are back Tuesday 09:00"), "each reads when somebody is back")
    scene.holds(inFull.length === 1 && evening.length > 2, `in full once; then ${evening.length - 1} short words`)
    scene.holds(/30 days/.test(answer.text), "the AI keeps answering what it knows")
    const tasks = (await dana.api("GET", "/follow-ups")).items as Json[]
    const task = tasks.find(({ conversationId }) => conversationId === noa.id)
    scene.desk(`follow-up for ${task?.owner?.name}: ${task?.text}, due ${task?.dueAt}`)
    scene.holds(task?.dueAt === "2026-11-24T10:00:00.000Z", "Noa's details are a task with an owner and a due time")

    scene.step("Tuesday 08:55, Dana comes: she is offered the two who wait longest, at once")
    await goTo("08:55")
    const desk = dana.stream()
    await desk.response
    const startedAt = performance.now()
    await dana.setAvailability("online")
    await offered(ben.id, dana)
    await offered(cleo.id, dana)
    const took = performance.now() - startedAt
    say(`Dana is offered Ben and Cleo after ${took.toFixed(0)} ms; Noa is next`)
    scene.holds(took < atOnceMs, "both without anybody's doing")
    scene.holds(row(noa.id)?.offeredTo === null, "the third waits: Dana may hold two")
    await dana.takeOver(ben.id)
    await dana.takeOver(cleo.id)
    const joined = await last(ben.visitor)
    scene.notice(joined.text)
    scene.holds(joined.text === "You're now chatting with Dana.", "Ben reads who is there")
    await pass(70)
    await until(() => post.mails.some(({ to }) => to === "noa@mail.example"), "Noa is written to")
    const back = post.mails.find(({ to }) => to === "noa@mail.example")!
    scene.desk(`email to ${back.to}: ${back.headers.subject}`)
    scene.holds(/somebody is here/.test(back.headers.subject ?? ""), "Noa's promised email is sent, by SMTP")

    scene.step("Eli comes to the workshop: Noa, for whom the team has no hand free, overflows to him")
    const bench = eli.stream()
    await bench.response
    await eli.setAvailability("online")
    await offered(noa.id, eli)
    const moved = await last(noa.visitor)
    scene.notice(moved.text)
    scene.holds(moved.code === "overflow" && moved.text.includes("Workshop"), "the visitor reads where they are now")
    await eli.takeOver(noa.id)
    await eli.say(noa.id, "Hi Noa, we do. Which heels are they?")
    scene.operator("Eli", "Hi Noa, we do. Which heels are they?")

    scene.step("Eli vanishes: after the grace Noa is back at the front of the team's line, and is told")
    await bench.cut()
    await until(() => !hasStream(eli.id), "his stream is over")
    await pass(4 * 60)
    scene.holds(stateOf(noa.id) === "human", "four minutes are a tunnel, not a departure")
    const zoe = await arrive("Zoe", "Where is your shop?")
    await pass(120)
    await until(() => stateOf(noa.id) === "waiting", "the conversation returns")
    const left = await last(noa.visitor)
    scene.notice(left.text)
    const note = app.parts.events.list(noa.id).findLast(({ type }) => type === "note")
    scene.desk(`note: ${note?.type === "note" ? note.payload.text : ""}`)
    scene.holds(left.code === "operator_left" && note, "the visitor reads it, and the colleagues why")
    const place = (id: string) => app.parts.conversations.positionOf(app.parts.conversations.find(id)!)
    scene.holds(row(noa.id)?.queueId === cast.team && place(noa.id) === 1, "first in the queue by which she came")
    scene.holds(place(zoe.id) === 2, "before Zoe, who came meanwhile")

    scene.step("Dana has a hand free: Noa is offered first, with a colleague's words before her; then Zoe")
    await dana.close(ben.id, { recap: "auto" })
    await offered(noa.id, dana)
    await dana.takeOver(noa.id)
    scene.holds(row(zoe.id)?.offeredTo === null, "Zoe waits on: the limit holds")
    await pass(120)
    const sorry = await last(zoe.visitor)
    scene.notice(sorry.text)
    scene.holds(
      sorry.code === "still_waiting",
      "past her deadline Zoe reads something true, and the team is called again",
    )
    await dana.say(cleo.id, "The address is changed.")
    await dana.handBack(cleo.id, "The address is changed; the parcel leaves today.")
    await offered(zoe.id, dana)
    await dana.takeOver(zoe.id)
    scene.notice((await last(zoe.visitor)).text)
    await dana.close(zoe.id)

    scene.step("17:00, closing time: Dana says offline while Noa is still hers")
    await goTo("17:00")
    const { returned } = await dana.setAvailability("offline")
    await desk.cut()
    const evening2 = (await noticesOf(noa.visitor)).slice(-2)
    for (const { text } of evening2) scene.notice(text)
    scene.holds(returned === 1 && stateOf(noa.id) === "waiting", "the conversation goes back at once, not with her")
    scene.holds(evening2.at(-1)?.text.includes("We are back Wednesday 09:00"), "and Noa reads when somebody is back")

    scene.step("Noa books a call for the next morning; of two who want the same time one gets it")
    const { slots } = (await noa.visitor.call("GET", "/api/widget/slots?days=3&kind=callback")).body
    const slot = slots[0]
    const sam = await enter()
    const contact = { name: "Noa", email: "noa@mail.example", phone: "+353 1 234 5678" }
    const wish = { slot: slot.slot, kind: "callback" }
    const mailsBefore = post.mails.length
    const answers = await Promise.all([
      noa.visitor.call("POST", "/api/widget/bookings", { ...wish, contact }),
      sam.call("POST", "/api/widget/bookings", { ...wish, contact: { name: "Sam", phone: "+353 1 999 9999" } }),
    ])
    const booked = (await noa.visitor.events()).findLast(({ type }) => type === "booking")
    scene.notice(booked.text)
    scene.holds(
      answers.map(({ status }) => status).join() === "201,409" && answers[1]!.body.slots.length > 0,
      "one is booked, the other is offered the next free times",
    )
    scene.holds(slot.start === "2026-11-25T09:00:00.000Z", "the first free time is the next morning's first")
    await pass(5)
    const invitation = await until(
      () => post.mails.slice(mailsBefore).find(({ parts }) => parts.some(({ type }) => type === "text/calendar")),
      "the invitation is sent",
    )
    const calendar = invitation.parts.find(({ type }) => type === "text/calendar")!.content
    scene.desk(`email to ${invitation.to}: ${invitation.headers.subject}`)
    scene.holds(
      /METHOD:REQUEST/.test(calendar) && calendar.includes("20261125T090000"),
      "with the time as an invitation",
    )
    const list = (await dana.api("GET", "/bookings")).items as Json[]
    scene.desk(`bookings: ${list.map(({ name, start }) => `${name} ${start}`).join(", ")}`)
    scene.holds(list.length === 1 && list[0].contact.phone === contact.phone, "it stands in the operators' list")

    scene.step("The day in the log: nobody waited in silence")
    let waits = 0
    for (const [id, name] of names) {
      const log = app.parts.events.list(id)
      for (const [at, event] of log.entries()) {
        if (event.type !== "state" || event.payload.to !== "waiting") continue
        waits++
        const told = log.slice(at + 1).find(({ type }) => type === "notice")
        scene.holds(told && told.at - event.at < 1000, `${name} was told at once (${event.payload.reason})`)
      }
      const { lifecycle } = app.parts.conversations.find(id)!
      if (lifecycle.state === "waiting")
        scene.holds(lifecycle.deadlineAt > app.clock.now() - 1000, `${name} still waits, with a deadline`)
    }
    scene.holds(waits === 6, `${waits} waits of ${names.size} visitors`)
    const faults = app.logs.filter((text) => text.includes('"level":"error"'))
    scene.holds(faults.length === 0, "and no error in the server's log")

    function hasStream(personId: string): boolean {
      app.clock.advance(1)
      return app.parts.board.absentFor(personId) === 0
    }
  }
}
