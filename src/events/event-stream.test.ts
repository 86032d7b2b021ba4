import { afterEach, describe, expect, test } from "bun:test"
import { once } from "node:events"
import { connect } from "node:net"
import { hashToken } from "../accounts/session-store"
import { counter, noa, sam, shop, team } from "../testing/cast"
import { newClientId, refusal } from "../testing/clients"
import { readStream } from "../testing/read-stream"
import { startTestApp, type TestApp } from "../testing/test-app"
import { until } from "../testing/until"
import { createDoorbell } from "./doorbell"
import { createEventStreams } from "./event-stream"
import { createSignals } from "./signals"

let app: TestApp
afterEach(() => app?.stop())

const fileForm = () => {
  const form = new FormData()
  form.set("file", new File(["words"], "note.txt"))
  return form
}
/** A stream in which nothing happens. */
const idle = {
  topic: "t",
  signalTopics: [],
  after: 0,
  read: (): { id: number }[] => [],
  frameOf: () => new Uint8Array(),
  signal: new AbortController().signal,
}
const textsOf = (frames: { data: { text?: string } }[]) => frames.flatMap(({ data }) => data.text ?? [])

describe("a visitor's stream", () => {
  test("brings what was missed once and in order, wherever it was cut", async () => {
    app = await startTestApp({ chatbot: { aiEnabled: false } })
    const visitor = await app.visitor(noa)
    await visitor.say("one")
    const first = visitor.stream()
    await first.find(({ data }) => data.text === "one")
    await first.cut()
    for (const text of ["two", "three", "four"]) await visitor.say(text)

    const second = visitor.stream(first.cursor)
    await second.find(({ data }) => data.text === "four")

    expect(textsOf(second.of("message"))).toEqual(["two", "three", "four"])
    expect([...first.ids, ...second.ids]).toEqual((await visitor.events()).map(({ id }) => id))
    expect(second.ids).toEqual([...second.ids].sort((a, b) => a - b))
    await second.cut()
  })

  test("continues at the present when its id is from the future, as after a restored copy", async () => {
    app = await startTestApp({ chatbot: { aiEnabled: false } })
    const visitor = await app.visitor(noa)
    await visitor.say("before")

    const stream = visitor.stream(9_999_999)
    await stream.response
    const event = await visitor.say("after")
    await stream.untilId(event.id)

    expect(textsOf(stream.of("message"))).toEqual(["after"])
    await stream.cut()
  })

  test("never carries notes, whispers, signals, recaps, assignments or reasons, which the operator's does", async () => {
    app = await startTestApp()
    const visitor = await app.visitor(noa)
    const dana = await app.operator("dana")
    const theirs = dana.stream()
    const mine = visitor.stream()
    await visitor.say("Hello")
    const { id } = await visitor.conversation()
    await visitor.askForPerson("secret reason")
    await dana.whisper(id, "secret whisper")
    await dana.note(id, "secret note")
    await dana.handBack(id, "secret word for the AI")
    await dana.close(id, { recap: "secret recap", crmNote: "secret CRM note" })
    const last = await theirs.find(({ data }) => data.code === "closed")
    await mine.untilId(last.id!)

    const shown = JSON.stringify(theirs.frames)
    for (const word of ["secret reason", "secret whisper", "secret note", "secret word", "secret recap"])
      expect(shown).toContain(word)
    for (const type of ["note", "whisper", "signal", "recap", "assignment"])
      expect(theirs.of(type).length).toBeGreaterThan(0)
    expect(theirs.of("state").some(({ data }) => data.reason)).toBeTrue()
    for (const frames of [
      JSON.stringify(mine.frames),
      JSON.stringify(await visitor.events()),
      JSON.stringify(await visitor.session()),
    ]) {
      expect(frames).toContain("Hello")
      expect(frames).not.toContain("secret")
      expect(frames).not.toContain('"reason"')
      expect(frames).not.toContain('"confidence"')
      expect(frames).not.toMatch(/"type":"(note|whisper|signal|recap|assignment|tried)"/)
    }
    await Promise.all([mine.cut(), theirs.cut()])
  })

  test("shows who holds the conversation typing, and nobody else of the team", async () => {
    app = await startTestApp({ chatbot: { aiEnabled: false } })
    const [visitor, dana, eli] = [await app.visitor(noa), await app.operator("dana"), await app.operator("eli")]
    const { conversationId: id } = await visitor.say("Hello")
    const stream = visitor.stream()
    await stream.response
    await dana.api("POST", `/conversations/${id}/typing`, {})
    await dana.takeOver(id)
    await eli.api("POST", `/conversations/${id}/typing`, {})
    await dana.api("POST", `/conversations/${id}/typing`, {})
    await stream.find(({ event }) => event === "typing")
    const last = await dana.say(id, "Here I am")
    await stream.untilId(last.id)

    expect(stream.of("typing").map(({ data }) => data.actor.name)).toEqual(["Dana"])
    await stream.cut()
  })

  test("ends the one that the same browser had open before, and no other", async () => {
    app = await startTestApp({ chatbot: { aiEnabled: false } })
    const visitor = await app.visitor(noa)
    const open = (by: string) => readStream(`${app.url}/api/widget/stream?by=${by}`, { token: visitor.token })
    const [before, elsewhere] = [open("here"), open("there")]
    await Promise.all([before.response, elsewhere.response])
    const again = open("here")
    await before.untilOver()
    const said = await visitor.say("Hello")

    await Promise.all([again.untilId(said.id), elsewhere.untilId(said.id)])
    expect(before.events).toEqual([])
    await Promise.all([again.cut(), elsewhere.cut()])
  })

  test("misses nothing after a write that was taken back, whose place in the log the next one has", async () => {
    app = await startTestApp({ chatbot: { aiEnabled: false } })
    const [visitor, dana] = [await app.visitor(noa), await app.operator("dana")]
    const first = await visitor.say("one")
    const [mine, theirs] = [visitor.stream(), dana.stream()]
    await Promise.all([mine.untilId(first.id), theirs.untilId(first.id)])
    const { events, conversations } = app.parts
    let takenBack = 0
    const refused = app.db.write((tx) => {
      const place = conversations.getInWrite(tx, first.conversationId)
      const actor = { kind: "visitor", id: visitor.id, name: "Noa" } as const
      const event = {
        ...place,
        conversationId: place.id,
        actor,
        at: 0,
        type: "message",
        payload: { text: "no" },
      } as const
      takenBack = events.append(tx, event).id
      throw new Error("refused")
    })
    await expect(refused).rejects.toThrow("refused")
    // Whoever looks meanwhile finds nothing.
    for (const topic of ["operators", `visitor:${visitor.id}`]) app.doorbell.ring(topic)

    const second = await visitor.say("two")
    expect(second.id).toBe(takenBack)
    await Promise.all([mine.untilId(second.id), theirs.untilId(second.id)])
    expect(textsOf(mine.of("message"))).toEqual(["one", "two"])
    await Promise.all([mine.cut(), theirs.cut()])
  })

  test("carries nothing of another visitor", async () => {
    app = await startTestApp()
    const [mine, other] = await Promise.all([app.visitor(noa), app.visitor(sam)])
    const stream = mine.stream()
    await other.say("Something private")
    const event = await mine.say("Mine")
    await stream.untilId(event.id)

    expect(JSON.stringify(await other.events())).toContain("private")
    expect(JSON.stringify(stream.frames)).not.toContain("private")
    await stream.cut()
  })
})

describe("an operator's stream", () => {
  test("shows nothing to an operator without the seat, for whom the conversation is not there", async () => {
    app = await startTestApp()
    const [visitor, dana, uri] = await Promise.all([app.visitor(noa), app.operator("dana"), app.operator("uri")])
    const [theirs, none] = [dana.stream(), uri.stream()]
    await Promise.all([theirs.response, none.response])
    const event = await visitor.say("Hello")
    const { id } = await visitor.conversation()
    await theirs.untilId(event.id)
    // A later signal that both could get shows that the other stream is alive and was passed by.
    app.parts.signals.send("operators", { event: "presence", data: { probe: true } })
    await none.find(({ event }) => event === "presence")

    expect(none.events).toEqual([])
    expect(await uri.list()).toEqual([])
    for (const call of [
      () => uri.open(id),
      () => uri.takeOver(id),
      () => uri.say(id, "Hi"),
      () => uri.note(id, "Hi"),
      () => uri.whisper(id, "Hi"),
      () => uri.handBack(id),
      () => uri.close(id),
      () => uri.transfer(id, { queueId: team }),
      () => uri.api("POST", `/conversations/${id}/typing`, {}),
      () => uri.api("POST", `/conversations/${id}/read`, { eventId: 1 }),
      () => uri.api("POST", `/conversations/${id}/flag-feedback`, { verdict: "right" }),
      () => uri.api("POST", `/conversations/${id}/attachments`, fileForm()),
    ])
      expect((await refusal(call())).status).toBe(404)
    await Promise.all([theirs.cut(), none.cut()])

    // Nor from the file, which a new start of the server has everything from.
    await app.restart()
    const [later, still] = [dana.stream(0), uri.stream(0)]
    await later.untilId(event.id)
    await still.response
    app.parts.signals.send("operators", { event: "presence", data: { probe: true } })
    await still.find(({ event }) => event === "presence")
    expect(still.events).toEqual([])
    await Promise.all([later.cut(), still.cut()])
  })

  test("ends when its session ends, at once", async () => {
    app = await startTestApp()
    const dana = await app.operator("dana")
    const stream = dana.stream()
    await stream.response
    app.parts.signals.send("operators", { event: "presence", data: {} })
    await stream.find(({ event }) => event === "presence")

    await dana.api("DELETE", "/session")

    await stream.untilOver(1000)
    expect((await dana.call("GET", "/api/v1/me")).status).toBe(401)
  })

  test("ends when the token that it was opened with is revoked, and not only with the next heartbeat", async () => {
    app = await startTestApp()
    const [dana, owner] = [await app.operator("dana"), await app.owner()]
    const stream = dana.stream()
    await stream.response

    await owner.api("DELETE", `/tokens/${hashToken(dana.token)}`)

    await stream.untilOver(5000)
  })

  test("ends when the seat is taken away, so that not even the AI's words under way reach them", async () => {
    app = await startTestApp()
    const { accounts, people } = app.parts
    const dana = await app.operator("dana")
    const stream = dana.stream()
    await stream.response
    app.parts.signals.send(`chatbot:${shop}`, { event: "typing", data: {} })
    await stream.find(({ event }) => event === "typing")

    const person = people.find(dana.id)!
    await accounts.updatePerson(dana.id, { ...person, disabled: false, seats: [counter] })

    await stream.untilOver(1000)
    const again = dana.stream(stream.cursor)
    await again.response
    app.parts.signals.send(`chatbot:${shop}`, { event: "typing", data: { after: true } })
    app.parts.signals.send(`chatbot:${counter}`, { event: "typing", data: {} })
    await again.find(({ event }) => event === "typing")
    expect(JSON.stringify(again.frames)).not.toContain("after")
    await again.cut()
  })
})

describe("streams together", () => {
  test("are woken by each word at once, and not with their next heartbeat", async () => {
    app = await startTestApp({ chatbot: { aiEnabled: false } })
    const [visitor, dana] = [await app.visitor(noa), await app.operator("dana")]
    const rung: string[] = []
    for (const topic of ["operators", `visitor:${visitor.id}`]) app.doorbell.listen(topic, () => void rung.push(topic))
    const both = ["operators", `visitor:${visitor.id}`]
    const { conversationId: id } = await visitor.say("Hello")
    expect(rung.splice(0)).toEqual(expect.arrayContaining(both))
    for (const act of [() => dana.takeOver(id), () => dana.say(id, "Here I am"), () => dana.note(id, "Regular")]) {
      await act()
      expect(rung.splice(0)).toEqual(expect.arrayContaining(both))
    }
  })

  test("leave nothing behind after a hundred disconnects", async () => {
    app = await startTestApp({ chatbot: { aiEnabled: false } })
    const visitor = await app.visitor(noa)
    const dana = await app.operator("dana")
    const { streams } = app.parts
    const before = { listeners: app.doorbell.listenerCount, streams: streams.count }
    const open = Array.from({ length: 100 }, (_, index) => (index % 4 === 0 ? dana.stream() : visitor.stream()))
    await Promise.all(open.map(({ response }) => response))
    expect(streams.count).toBe(before.streams + 100)
    expect(app.doorbell.listenerCount).toBeGreaterThanOrEqual(before.listeners + 100)

    const event = await visitor.say("To all")
    await Promise.all(open.map((each) => each.untilId(event.id)))
    await Promise.all(open.map((each) => each.cut()))

    await until(() => streams.count === before.streams, "every stream is gone")
    expect(app.doorbell.listenerCount).toBe(before.listeners)
    expect(app.parts.signals.hasListeners(`visitor:${visitor.id}`)).toBeFalse()
    expect(app.parts.board.absentFor(dana.id)).toBe(0)
    app.clock.advance(1000)
    expect(app.parts.board.absentFor(dana.id)).toBe(1000)
  })

  test("do not wait for one that does not read: it costs a number, and resumes by id", async () => {
    app = await startTestApp({ chatbot: { aiEnabled: false } })
    const visitor = await app.visitor(noa)
    const [dana, eli] = await Promise.all([app.operator("dana"), app.operator("eli")])
    const quick = eli.stream()
    await quick.response
    // A client that asks and then never reads a byte.
    const socket = connect(app.server.port!, "127.0.0.1")
    await once(socket, "connect")
    socket.pause()
    socket.write(`GET /api/v1/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${dana.token}\r\n\r\n`)
    await until(() => app.parts.streams.count === 2, "both are open")

    const text = "x".repeat(7900)
    let last = 0
    for (let count = 0; count < 600; count++) last = (await visitor.say(`${count} ${text}`)).id
    await quick.untilId(last)

    let received = 0
    let tail = ""
    socket.on("data", (chunk) => {
      received += chunk.length
      tail = (tail + chunk.toString("latin1")).slice(-40_000)
    })
    socket.resume()
    await until(() => tail.includes(`id: ${last}\n`), "the slow one has caught up", { timeoutMs: 20_000 })
    expect(received).toBeGreaterThan(600 * 7900)
    socket.destroy()
    await quick.cut()
    await until(() => app.parts.streams.count === 0, "both are gone")
  }, 120_000)

  test("a reader that takes nothing for three heartbeats is cut off", async () => {
    const doorbell = createDoorbell(() => undefined)
    const streams = createEventStreams({ doorbell, signals: createSignals(), beatMs: 5, onError: () => undefined })
    const log = Array.from({ length: 50 }, (_, index) => ({ id: index + 1 }))
    let ended = 0
    let made = 0
    const options = {
      topic: "t",
      signalTopics: [],
      after: 0,
      read: (after: number) => log.filter(({ id }) => id > after),
      frameOf() {
        made += 1
        return new Uint8Array(10_000)
      },
      onEnd: () => {
        ended += 1
      },
    }
    const { body } = streams.stream({ ...options, signal: new AbortController().signal })
    // Read from, it stays.
    const taken = streams.stream({ ...options, signal: new AbortController().signal, read: () => [] })
    const reader = taken.body!.getReader()
    let beats = 0
    const reading = (async () => {
      while (!(await reader.read()).done) beats += 1
    })()

    await until(() => ended === 1, "the slow one is cut off")

    // Of the 500 kB that wait in the log, what fits into its buffer was read for it.
    expect(made).toBe(7)
    expect(beats).toBeGreaterThan(2)
    expect(streams.count).toBe(1)
    expect(doorbell.listenerCount).toBe(1)
    streams.close()
    await reading
    await body!.cancel()
    expect(doorbell.listenerCount).toBe(0)
  })

  test("a session that has run out ends its own stream with the next heartbeat", async () => {
    const streams = createEventStreams({
      ...{ doorbell: createDoorbell(), signals: createSignals(), beatMs: 5, onError: () => undefined },
    })
    const open = (mayContinue: () => boolean) => streams.stream({ ...idle, mayContinue }).body!.getReader()
    let mayContinue = true
    const reader = open(() => mayContinue)
    open(() => true)
    for (let beats = 0; beats < 3; beats++) expect((await reader.read()).done).toBeFalse()

    mayContinue = false
    while (!(await reader.read()).done) expect(streams.count).toBe(2)
    expect(streams.count).toBe(1)
    streams.close()
  })

  test("whoever has left, also before anything was sent, is waited for no longer and counted once", async () => {
    const doorbell = createDoorbell()
    const streams = createEventStreams({ doorbell, signals: createSignals(), onError: () => undefined })
    const ends: string[] = []
    const open = (who: string, signal: AbortSignal) =>
      streams.stream({ ...idle, signal, onEnd: () => void ends.push(who) })
    open("never came", AbortSignal.abort())
    expect([streams.count, doorbell.listenerCount, ends]).toEqual([0, 0, ["never came"]])

    const leaving = new AbortController()
    const { body } = open("left", leaving.signal)
    expect(streams.count).toBe(1)
    leaving.abort()
    expect(streams.count).toBe(0)
    await body!.cancel()
    expect([streams.count, doorbell.listenerCount, ends]).toEqual([0, 0, ["never came", "left"]])
    streams.close()
  })

  test("each of many streams has its heartbeat", async () => {
    const streams = createEventStreams({
      ...{ doorbell: createDoorbell(), signals: createSignals(), beatMs: 5, onError: () => undefined },
    })
    const heard = await Promise.all(
      Array.from({ length: 450 }, async () => {
        const reader = streams.stream(idle).body!.getReader()
        await reader.read()
        return new TextDecoder().decode((await reader.read()).value)
      }),
    )
    expect(new Set(heard)).toEqual(new Set([":\n\n"]))
    streams.close()
  })

  test("what the bell did not tell is read with the next heartbeat", async () => {
    const streams = createEventStreams({
      ...{ doorbell: createDoorbell(), signals: createSignals(), beatMs: 5, onError: () => undefined },
    })
    let id = 0
    const { body } = streams.stream({
      topic: "t",
      signalTopics: [],
      after: 0,
      read: (after: number) => (after < id ? [{ id }] : []),
      frameOf: (event) => new TextEncoder().encode(`id: ${event.id}\n\n`),
      signal: new AbortController().signal,
    })
    const reader = body!.getReader()
    await reader.read()
    id = 7
    let text = ""
    await until(async () => {
      text += new TextDecoder().decode((await reader.read()).value)
      return text.includes("id: 7")
    }, "it comes")
    streams.close()
  })

  test("a long history comes whole and in order, in parts between which others have their turn, whoever rings meanwhile", async () => {
    const doorbell = createDoorbell()
    const streams = createEventStreams({ doorbell, signals: createSignals(), onError: () => undefined })
    let newest = 450
    let made = 0
    const page = (after: number) =>
      Array.from({ length: Math.min(200, newest - after) }, (_, index) => ({ id: after + index + 1 }))
    const { body } = streams.stream({
      topic: "t",
      signalTopics: [],
      after: 0,
      read: page,
      committedId: () => newest,
      frameOf: ({ id }) => {
        made += 1
        return new TextEncoder().encode(`id: ${id}\n\n`)
      },
      signal: new AbortController().signal,
    })
    expect(made).toBe(100)
    doorbell.ring("t")
    expect(made).toBe(100)

    const reader = body!.getReader()
    let text = ""
    const ids = () => [...text.matchAll(/id: (\d+)\n/g)].map(([, id]) => Number(id))
    while (ids().length < 450) text += new TextDecoder().decode((await reader.read()).value)
    // And it goes on from there.
    newest = 451
    doorbell.ring("t")
    while (ids().length < 451) text += new TextDecoder().decode((await reader.read()).value)
    expect(ids()).toEqual(Array.from({ length: 451 }, (_, index) => index + 1))
    streams.close()
  })

  test("what passes a reader by is looked through once, and not again with each ring", async () => {
    const doorbell = createDoorbell()
    const streams = createEventStreams({ doorbell, signals: createSignals(), onError: () => undefined })
    let newest = 7
    const looked: number[] = []
    streams.stream({
      topic: "t",
      signalTopics: [],
      after: 0,
      read(after: number) {
        looked.push(after)
        return []
      },
      committedId: () => newest,
      frameOf: () => new Uint8Array(),
      signal: new AbortController().signal,
    })
    doorbell.ring("t")
    newest = 9
    doorbell.ring("t")
    expect(looked).toEqual([0, 7])
    streams.close()
  })

  test("signals for a reader that takes nothing are let go, and not piled up for it", async () => {
    const signals = createSignals()
    const streams = createEventStreams({ doorbell: createDoorbell(), signals, onError: () => undefined })
    const { body } = streams.stream({
      topic: "t",
      signalTopics: ["s"],
      after: 0,
      read: () => [],
      frameOf: () => new Uint8Array(),
      signal: new AbortController().signal,
    })
    for (let count = 0; count < 100; count++) signals.send("s", { event: "typing", data: { text: "x".repeat(10_000) } })
    streams.close()
    const held = (await new Response(body).arrayBuffer()).byteLength

    expect(held).toBeGreaterThan(10_000)
    expect(held).toBeLessThan(100_000)
  })

  test("a reader whose log cannot be read ends alone, and the bell still reaches the others", async () => {
    const faults: unknown[] = []
    const doorbell = createDoorbell((error) => faults.push(error))
    const streams = createEventStreams({ doorbell, signals: createSignals(), onError: (error) => faults.push(error) })
    let isBroken = false
    let id = 0
    const open = (read: (after: number) => { id: number }[]) =>
      streams.stream({
        topic: "t",
        signalTopics: [],
        after: 0,
        read,
        frameOf: (event) => new TextEncoder().encode(`id: ${event.id}\n\n`),
        signal: new AbortController().signal,
      })
    open((after) => {
      if (isBroken) throw new Error("disk")
      return after < id ? [{ id }] : []
    })
    const well = open((after) => (after < id ? [{ id }] : [])).body!.getReader()
    await well.read()

    isBroken = true
    id = 1
    doorbell.ring("t")

    expect(new TextDecoder().decode((await well.read()).value)).toBe("id: 1\n\n")
    expect(faults.length).toBe(1)
    expect(streams.count).toBe(1)
    streams.close()
  })
})

describe("a stop", () => {
  test("tells the streams to come back, and the next start continues where each was", async () => {
    app = await startTestApp({ chatbot: { aiEnabled: false } })
    const visitor = await app.visitor(noa)
    const stream = visitor.stream()
    const before = await visitor.say("before")
    await stream.untilId(before.id)

    await app.restart()
    await stream.untilOver()
    const after = await visitor.say("after")
    const again = visitor.stream(stream.cursor)
    await again.untilId(after.id)

    expect(stream.of("reconnect").length).toBeGreaterThan(0)
    expect([...stream.ids, ...again.ids]).toEqual((await visitor.events()).map(({ id }) => id))
    await again.cut()
  })

  test("is not held up by a client that comes back while it stops", async () => {
    app = await startTestApp({ chatbot: { aiEnabled: false } })
    const visitor = await app.visitor(noa)
    await visitor.say("Hello")

    await app.app.stop()
    const late = readStream(`${app.url}/api/widget/stream`, { token: visitor.token })
    await late.untilOver(1000)

    expect(late.of("reconnect").length).toBe(1)
    await app.restart()
    const event = await visitor.say("Still here", newClientId())
    expect((await visitor.events()).map(({ id }) => id)).toContain(event.id)
  })
})
