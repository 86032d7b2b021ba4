import { afterAll, beforeAll, describe, expect, test } from "bun:test"
import { existsSync, readdirSync } from "node:fs"
import { join } from "node:path"
import * as cast from "../testing/cast"
import { type OperatorClient, refusal } from "../testing/clients"
import { answers, verdict } from "../testing/messages-server"
import { startTestApp, type TestApp } from "../testing/test-app"

let app: TestApp
let owner: OperatorClient

beforeAll(async () => {
  app = await startTestApp()
  owner = await app.owner()
})
afterAll(() => app.stop())

const makeChatbot = (more: Record<string, unknown> = {}) => owner.api("POST", "/chatbots", { name: "Atelier", ...more })
const fieldOf = async (call: Promise<unknown>) => {
  const { status, problem } = await refusal(call)
  return { status, code: problem.code, field: problem.field }
}

describe("chatbots", () => {
  test("a new chatbot answers at once and waits in the first queue", async () => {
    const made = await makeChatbot({ origins: ["Shop.example/some/page", " https://shop.example "] })

    expect(made).toMatchObject({ name: "Atelier", aiEnabled: true, queueId: cast.team, seatsTaken: 0 })
    expect(made.origins).toEqual(["https://shop.example"])
    expect(made.snippet).toContain(`data-chatbot="${made.id}"`)
    const visitor = await app.visitor(cast.noa, made.id)
    expect(visitor.first.chatbot.name).toBe("Atelier")
  })

  test("a change keeps what it leaves out", async () => {
    const { id } = await makeChatbot({ welcome: "Hello!", escalation: { threshold: 0.7 } })

    const after = await owner.api("PUT", `/chatbots/${id}`, { escalation: { sensitivity: 0.9 }, aiEnabled: false })

    expect(after).toMatchObject({ welcome: "Hello!", aiEnabled: false })
    expect(after.escalation).toMatchObject({ threshold: 0.7, sensitivity: 0.9 })
  })

  test("changes that share a commit do not undo each other", async () => {
    const { id } = await makeChatbot()

    await Promise.all([
      owner.api("PUT", `/chatbots/${id}`, { welcome: "One" }),
      owner.api("PUT", `/chatbots/${id}`, { persona: "Two" }),
      owner.api("PUT", `/chatbots/${id}`, { locale: "de" }),
    ])

    expect(await owner.api("GET", `/chatbots/${id}`)).toMatchObject({ welcome: "One", persona: "Two", locale: "de" })
  })

  test.each([
    [{ escalation: { threshold: 1.2 } }, "escalation.threshold"],
    [{ escalation: { promiseSeconds: 1 } }, "escalation.promiseSeconds"],
    [{ origins: ["https://ok.example", "not a website"] }, "origins"],
    [{ appearance: { color: "teal" } }, "appearance.color"],
    [{ appearance: { avatar: "javascript:alert(1)" } }, "appearance.avatar"],
    [{ locale: "english please" }, "locale"],
    [{ queueId: "nowhere" }, "queueId"],
    [{ seats: 0 }, "seats"],
    [{ name: "  " }, "name"],
    [{ fallback: { email: "nobody" } }, "fallback.email"],
    [{ contactForm: { fields: ["shoe size"], prompt: "" } }, "contactForm.fields"],
  ])("%j is refused, and the problem names the field %s", async (change, field) => {
    const { id, ...before } = await makeChatbot()

    expect(await fieldOf(owner.api("PUT", `/chatbots/${id}`, change))).toEqual({
      status: 400,
      code: "validation",
      field,
    })

    expect(await owner.api("GET", `/chatbots/${id}`)).toMatchObject({ updatedAt: before.updatedAt })
  })

  test("there cannot be fewer seats than are taken", async () => {
    expect(await fieldOf(owner.api("PUT", `/chatbots/${cast.shop}`, { seats: 1 }))).toEqual({
      status: 400,
      code: "validation",
      field: "seats",
    })
  })

  test("a rule calls a person from the next message on", async () => {
    const { id } = await makeChatbot()
    await owner.api("PUT", `/chatbots/${id}/rules`, {
      rules: [{ name: "Prices", phrases: ["wholesale", "wholesale "] }],
    })
    const { items } = await owner.api("GET", `/chatbots/${id}/rules`)
    expect(items).toMatchObject([{ name: "Prices", enabled: true }])
    expect(JSON.stringify(items).match(/wholesale/g)).toHaveLength(1)

    const trial = await owner.api("POST", `/chatbots/${id}/try`, { question: "What are your Wholesale terms?" })

    expect(trial).toMatchObject({ outcome: "calls_person", answer: null })
    expect(trial.reason).toContain("Prices")
  })

  test("a deleted chatbot takes its visitors, conversations and files along", async () => {
    const { id } = await makeChatbot()
    const visitor = await app.visitor(cast.noa, id)
    await visitor.say("Hello")
    const { id: fileId } = await visitor.upload(new File(["hello"], "hello.txt"))
    expect(existsSync(join(app.folder, "uploads", fileId))).toBe(true)

    await owner.api("DELETE", `/chatbots/${id}`)

    expect(existsSync(join(app.folder, "uploads", fileId))).toBe(false)
    expect((await refusal(owner.api("GET", `/chatbots/${id}`))).status).toBe(404)
    expect(app.parts.visitors.find(visitor.id)).toBeUndefined()
    expect((await owner.api("GET", "/audit")).items[0]).toMatchObject({
      action: "chatbot.deleted",
      subject: "Atelier",
      person: { name: "Olga" },
    })
  })

  test("operators and strangers are refused", async () => {
    const dana = await app.operator("dana")
    expect((await refusal(dana.api("GET", "/chatbots"))).problem.code).toBe("forbidden")
    for (const path of [
      "/chatbots",
      "/operators",
      "/contacts",
      "/contacts.csv",
      "/settings",
      "/audit",
      "/tokens",
      "/queues",
    ])
      expect((await app.call("GET", `/api/v1${path}`)).status).toBe(401)
  })
})

describe("content", () => {
  const sources = (id: string) => `/chatbots/${id}/sources`

  test("a text, a file and an answer are each found by a question, with the passage and how sure it is", async () => {
    const { id } = await makeChatbot()
    const text = await owner.api("POST", sources(id), {
      kind: "text",
      title: "Parking",
      text: "Parking behind the shop is free for two hours.",
    })
    expect(text.source).toMatchObject({
      kind: "text",
      title: "Parking",
      status: "ready",
      pages: 1,
      passages: 1,
      error: null,
    })
    await owner.api("POST", sources(id), { kind: "qa", question: "Are dogs allowed?", answer: "Yes, on a lead." })
    const form = new FormData()
    form.append("file", new File(["# Lockers\n\nLockers by the door cost one euro a day."], "lockers.md"))
    form.append("file", new File(["Umbrellas can be borrowed at the counter."], "umbrella_loan.txt"))
    expect((await owner.call("POST", `/api/v1${sources(id)}`, form)).status).toBe(202)

    const titles = (await owner.api("GET", sources(id))).items.map(({ title }: { title: string }) => title)
    expect(titles).toEqual(["Parking", "Are dogs allowed?", "Lockers", "umbrella loan"])
    const trial = await owner.api("POST", `/chatbots/${id}/try`, { question: "Where can I park, and is parking free?" })
    expect(trial).toMatchObject({ outcome: "answers", answerer: "built-in" })
    expect(trial.answer.text).toContain("two hours")
    expect(trial.passages[0].title).toBe("Parking")
    expect(trial.confidence).toBeGreaterThanOrEqual(trial.threshold)
  })

  test("a changed text answers anew, a deleted one no longer", async () => {
    const { id } = await makeChatbot()
    const { source } = await owner.api("POST", sources(id), {
      kind: "qa",
      question: "Do you mend zips?",
      answer: "No.",
    })

    await owner.api("PUT", `${sources(id)}/${source.id}`, { question: "Do you mend zips?", answer: "Yes, in a week." })
    const ask = () => owner.api("POST", `/chatbots/${id}/try`, { question: "Do you mend zips?" })
    expect((await ask()).answer.text).toContain("in a week")
    await owner.api("DELETE", `${sources(id)}/${source.id}`)

    expect((await ask()).outcome).toBe("unsure")
  })

  test.each([
    [{ kind: "website", url: "ftp://shop.example" }, "url"],
    [{ kind: "carrier pigeon" }, "kind"],
    [{ kind: "text", text: "   " }, "text"],
    [{ kind: "qa", questions: [" "], answer: "Yes" }, "questions"],
    [{ kind: "qa", question: "Why?", answer: "" }, "answer"],
    [{ kind: "text", text: "Fine", url: "javascript:alert(1)" }, "url"],
  ])("%j is refused, and the problem names %s", async (body, field) => {
    const { id } = await makeChatbot()

    expect(await fieldOf(owner.api("POST", sources(id), body))).toEqual({ status: 400, code: "validation", field })

    expect((await owner.api("GET", sources(id))).items).toEqual([])
  })

  test("of several files with a wrong one none is kept, and the refusal names it", async () => {
    const { id } = await makeChatbot()
    const form = new FormData()
    form.append("file", new File(["# Fine\n\nSome words."], "fine.md"))
    form.append("file", new File([new Uint8Array([0xff, 0xfe, 0x00, 0x01])], "broken.txt"))

    const { status, body } = await owner.call("POST", `/api/v1${sources(id)}`, form)

    expect(status).toBe(415)
    expect(body.detail).toStartWith("broken.txt: ")
    expect((await owner.api("GET", sources(id))).items).toEqual([])
  })

  test("content of another chatbot cannot be reached", async () => {
    const [one, two] = [await makeChatbot(), await makeChatbot()]
    const { source } = await owner.api("POST", sources(one.id), { kind: "text", text: "Only here." })

    expect((await refusal(owner.api("GET", `${sources(two.id)}/${source.id}`))).status).toBe(404)
    expect((await refusal(owner.api("DELETE", `${sources(two.id)}/${source.id}`))).status).toBe(404)
  })
})

describe("the team", () => {
  test("the operator who would exceed the seats is refused with a clear sentence", async () => {
    const { id } = await makeChatbot({ seats: 1 })
    const first = await owner.api("POST", "/operators", { name: "Fia", email: "fia@shop.example", seats: [id] })
    expect(first.password.length).toBeGreaterThanOrEqual(8)

    const refused = await refusal(
      owner.api("POST", "/operators", { name: "Gil", email: "gil@shop.example", seats: [id] }),
    )

    expect(refused.status).toBe(409)
    expect(refused.problem).toMatchObject({ code: "seat_limit", field: "seats" })
    expect(refused.problem.detail).toBe("Atelier has 1 seat, and it is taken. Free one, or raise the number of seats.")
    const people = (await owner.api("GET", "/operators")).items
    expect(people.some(({ email }: { email: string }) => email === "gil@shop.example")).toBe(false)
    expect(people.find(({ id }: { id: string }) => id === first.id).password).toBeUndefined()
  })

  test("who is disabled is signed out at once and frees their seat", async () => {
    const { id } = await makeChatbot({ seats: 1 })
    const made = await owner.api("POST", "/operators", { name: "Hal", email: "hal@shop.example", seats: [id] })
    const signIn = () =>
      app.call("POST", "/api/v1/session", { email: "hal@shop.example", password: made.password, role: "operator" })
    const { token } = (await signIn()).body

    await owner.api("DELETE", `/operators/${made.id}`)

    expect((await app.call("GET", "/api/v1/me", undefined, { authorization: `Bearer ${token}` })).status).toBe(401)
    expect((await signIn()).status).toBe(401)
    expect(await owner.api("GET", `/operators/${made.id}`)).toMatchObject({ disabled: true, seats: [] })
    await owner.api("PUT", `/operators/${made.id}`, { disabled: false })
    expect((await app.call("GET", "/api/v1/me", undefined, { authorization: `Bearer ${token}` })).status).toBe(401)
    await owner.api("POST", "/operators", { name: "Ida", email: "ida@shop.example", seats: [id] })
  })

  test("who gets a new password or another role instead from the owner is signed out everywhere", async () => {
    const email = "jo@shop.example"
    const made = await owner.api("POST", "/operators", { name: "Jo", email })
    let password = made.password
    const signIn = async () =>
      (await app.call("POST", "/api/v1/session", { email, password, role: "operator" })).body.token
    const me = async (token: string) =>
      (await app.call("GET", "/api/v1/me", undefined, { authorization: `Bearer ${token}` })).status
    const before = await signIn()
    expect(await me(before)).toBe(200)
    await owner.api("PUT", `/operators/${made.id}`, { name: "Joanna" })
    expect(await me(before)).toBe(200)

    password = "quite another word"
    await owner.api("PUT", `/operators/${made.id}`, { password })
    expect(await me(before)).toBe(401)
    const after = await signIn()
    expect(await me(after)).toBe(200)
    await owner.api("PUT", `/operators/${made.id}`, { roles: ["owner"] })
    expect(await me(after)).toBe(401)
    await owner.api("PUT", `/operators/${made.id}`, { roles: ["operator"] })
    expect(await me(after)).toBe(401)
  })

  test("who is given a further role stays signed in, and who loses one of two keeps what the other opened", async () => {
    const { id } = await makeChatbot({})
    const email = "mia@shop.example"
    const made = await owner.api("POST", "/operators", { name: "Mia", email, roles: ["owner"] })
    const signIn = async (role: string) =>
      (await app.call("POST", "/api/v1/session", { email, password: made.password, role })).body.token
    const me = async (token: string) =>
      (await app.call("GET", "/api/v1/me", undefined, { authorization: `Bearer ${token}` })).status

    const asOwner = await signIn("owner")
    await owner.api("PUT", `/operators/${made.id}`, { roles: ["owner", "operator"], seats: [id] })
    expect(await me(asOwner)).toBe(200)

    const asOperator = await signIn("operator")
    expect(await me(asOperator)).toBe(200)
    await owner.api("PUT", `/operators/${made.id}`, { roles: ["owner"] })
    expect(await me(asOperator)).toBe(401)
    expect(await me(asOwner)).toBe(200)
    await owner.api("DELETE", `/operators/${made.id}`)
  })

  test("who is no operator takes nobody's seat", async () => {
    const { id } = await makeChatbot({ seats: 1 })
    const given = { name: "Kai", email: "kai@shop.example", roles: ["owner"], seats: [id] }
    const made = await owner.api("POST", "/operators", given)
    expect(made.seats).toEqual([])

    await owner.api("PUT", `/operators/${made.id}`, { roles: ["owner", "operator"], seats: [id] })
    expect((await owner.api("PUT", `/operators/${made.id}`, { roles: ["owner"] })).seats).toEqual([])
    await owner.api("DELETE", `/operators/${made.id}`)
  })

  test("at least one and at most two hundred conversations are assigned to somebody at once", async () => {
    const { id } = await owner.api("POST", "/operators", { name: "Lia", email: "lia@shop.example" })
    for (const openLimit of [0, 201]) {
      const { problem } = await refusal(owner.api("PUT", `/operators/${id}`, { openLimit }))
      expect(problem).toMatchObject({ code: "validation", field: "openLimit" })
    }
    for (const openLimit of [1, 200])
      expect((await owner.api("PUT", `/operators/${id}`, { openLimit })).openLimit).toBe(openLimit)
  })

  test("the only owner cannot be disabled, or cease to be one", async () => {
    expect((await refusal(owner.api("PUT", `/operators/${owner.id}`, { roles: ["operator"] }))).problem.code).toBe(
      "conflict",
    )
    expect((await refusal(owner.api("DELETE", `/operators/${owner.id}`))).problem.code).toBe("conflict")
  })

  test("a token acts as operator only where its maker is one", async () => {
    const refused = await refusal(owner.api("POST", "/tokens", { name: "Desk", role: "operator" }))
    expect(refused.problem).toMatchObject({ status: 400, field: "role" })
  })

  test("an API token works until it is revoked, and is shown once", async () => {
    const made = await owner.api("POST", "/tokens", { name: "Newsletter" })
    expect(Date.parse(made.expiresAt) - Date.parse(made.createdAt)).toBe(365 * 24 * 3600_000)
    const use = () => app.call("GET", "/api/v1/chatbots", undefined, { authorization: `Bearer ${made.token}` })
    expect((await use()).status).toBe(200)
    expect(JSON.stringify(await owner.api("GET", "/tokens"))).not.toContain(made.token)

    await owner.api("DELETE", `/tokens/${made.id}`)

    expect((await use()).status).toBe(401)
  })
})

describe("contacts", () => {
  test("come newest first, page by page, and as a table that no spreadsheet runs", async () => {
    for (const name of ["Ada", "Béla", '=HYPERLINK("x")'])
      await (await app.visitor()).post("/contact", { name, email: `${name.length}@people.example` })

    const first = await owner.api("GET", "/contacts?limit=2")
    const second = await owner.api("GET", `/contacts?limit=2&cursor=${first.next}`)
    const names = [...first.items, ...second.items].map(({ name }: { name: string }) => name)
    const csv = await owner.api("GET", "/contacts.csv")

    expect(names.slice(0, 3)).toEqual(['=HYPERLINK("x")', "Béla", "Ada"])
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`)
    expect((await owner.api("GET", "/contacts?q=B%C3%A9la")).items).toHaveLength(1)
  })

  test("an erased person leaves nothing: contact, browsers, conversations, files", async () => {
    const phone = await app.visitor()
    const laptop = await app.visitor()
    for (const browser of [phone, laptop]) {
      await browser.say("My secret is Rumpelstiltskin")
      await browser.post("/contact", { name: "Rosa", email: "rosa@people.example" })
    }
    const { id: fileId } = await laptop.upload(new File(["mine"], "mine.txt"))
    const stranger = await app.visitor()
    await stranger.say("I stay")
    const [contact] = (await owner.api("GET", "/contacts?q=rosa")).items

    await owner.api("POST", `/contacts/${contact.id}/erase`)

    expect((await owner.api("GET", "/contacts?q=rosa")).items).toEqual([])
    for (const browser of [phone, laptop]) expect(app.parts.visitors.find(browser.id)).toBeUndefined()
    const count = (sql: string) => app.db.onRead<[], { n: number }>(sql).get()!.n
    expect(count("SELECT count(*) AS n FROM events WHERE payload LIKE '%Rumpelstiltskin%'")).toBe(0)
    expect(count("SELECT count(*) AS n FROM audit WHERE subject LIKE '%rosa%'")).toBe(0)
    expect(readdirSync(join(app.folder, "uploads"))).not.toContain(fileId)
    expect(app.parts.visitors.find(stranger.id)).toBeDefined()
    expect((await refusal(owner.api("POST", `/contacts/${contact.id}/erase`))).status).toBe(404)
  })
})

describe("erasing somebody who waits", () => {
  test("the next in the queue is served, and nothing fails", async () => {
    const errors = () => app.logs.filter((line) => JSON.parse(line).level === "error")
    const before = errors().length
    const [waiting, next] = [await app.visitor(), await app.visitor()]
    for (const visitor of [waiting, next]) await visitor.say("Hello")
    await waiting.post("/contact", { name: "Wim", email: "wim@people.example" })
    await waiting.askForPerson()
    await next.askForPerson()
    const [contact] = (await owner.api("GET", "/contacts?q=wim")).items

    await owner.api("POST", `/contacts/${contact.id}/erase`)

    const dana = await app.operator("dana")
    await dana.setAvailability("online")
    app.clock.advance(200_000)
    await app.tick()
    const { id } = await next.conversation()
    await dana.takeOver(id, { force: true })
    await dana.say(id, "Here I am")
    expect((await next.conversation()).state).toBe("human")
    expect(errors().slice(before)).toEqual([])
  })
})

describe("settings", () => {
  test("a key is written and never read back; the test makes one real request", async () => {
    const { model } = await owner.api("PUT", "/settings", {
      model: { apiKey: "sk-very-secret", baseUrl: app.provider.url, model: "a-model" },
    })
    expect(model).toMatchObject({ hasApiKey: true, baseUrl: app.provider.url, answerer: "anthropic" })
    expect(JSON.stringify(await owner.api("GET", "/settings"))).not.toContain("sk-very-secret")

    app.provider.reply(answers("Hello there!", verdict(0.9)))
    const trial = await owner.api("POST", "/settings/model/test")

    expect(trial).toMatchObject({ ok: true, words: "Hello there!" })
    expect(app.provider.requests).toHaveLength(1)
    await owner.api("PUT", "/settings", { model: { apiKey: null, baseUrl: null, model: null } })
    expect((await owner.api("GET", "/settings")).model.answerer).toBe("built-in")
  })

  test("a model server that cannot be reached is an answer in plain words", async () => {
    const trial = await owner.api("POST", "/settings/model/test", { baseUrl: "http://127.0.0.1:9", apiKey: "k" })

    expect(trial.ok).toBe(false)
    expect(trial.words).toContain("cannot be reached")
  })

  test("the log says who changed what, newest first, page by page", async () => {
    await owner.api("PUT", `/chatbots/${cast.shop}`, { welcome: "Hi there" })

    const { items, next } = await owner.api("GET", "/audit?limit=1")

    expect(items).toMatchObject([
      { action: "chatbot.updated", subject: "Luma Shoes: welcome", person: { name: "Olga" } },
    ])
    expect((await owner.api("GET", `/audit?limit=1&cursor=${next}`)).items[0].id).toBeLessThan(items[0].id)
    expect((await refusal(owner.api("GET", "/audit?cursor=soon"))).problem.field).toBe("cursor")
  })
})

describe("the description of the API", () => {
  test("lists every call of the owner with a summary, and no page", async () => {
    const { body: spec } = await app.call("GET", "/openapi.json")

    const paths = Object.keys(spec.paths)
    for (const path of [
      "/chatbots",
      "/chatbots/{id}/sources",
      "/operators",
      "/contacts.csv",
      "/settings",
      "/audit",
      "/tokens",
    ])
      expect(paths).toContain(`/api/v1${path}`)
    expect(paths.filter((path) => /^\/(admin|operator|demo)/.test(path))).toEqual([])
    expect(Object.keys(spec.components.securitySchemes)).toEqual(["token", "operatorCookie", "ownerCookie"])
    const owners = Object.values(spec.paths as Record<string, Record<string, { tags?: string[]; summary?: string }>>)
      .flatMap((methods) => Object.values(methods))
      .filter(({ tags }) => tags?.includes("Owner"))
    expect(owners.length).toBeGreaterThan(30)
    expect(owners.every(({ summary }) => summary)).toBe(true)
  })

  test("every problem's type leads to a line of the readable page", async () => {
    const { body: page } = await app.call("GET", "/openapi")

    for (const code of [
      "validation",
      "unauthorized",
      "forbidden",
      "not_found",
      "conflict",
      "seat_limit",
      "rate_limited",
    ])
      expect(page).toContain(`id="${code}"`)
    expect(page).toContain("/api/v1/chatbots/{id}/sources")
  })
})
