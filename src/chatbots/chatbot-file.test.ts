import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test"
import * as cast from "../testing/cast"
import { refusal } from "../testing/clients"
import { startTestApp, type TestApp } from "../testing/test-app"
import { until } from "../testing/until"
import { page, startTestWebsite, type TestWebsite } from "../testing/website"

// biome-ignore lint/suspicious/noExplicitAny: read freely
type Json = any

setDefaultTimeout(40_000)

let app: TestApp
let site: TestWebsite
let olga: Awaited<ReturnType<TestApp["owner"]>>

beforeAll(async () => {
  app = await startTestApp({ env: { BATON_ALLOW_PRIVATE: "127.0.0.1" }, timers: true })
  site = startTestWebsite({ "/": page("Repairs", "<p>We resole boots within eight days, and it costs 62 euros.</p>") })
  olga = await app.owner()
  await olga.api("PUT", `/chatbots/${cast.shop}`, {
    persona: "You are the voice of the shop.",
    hours: { timeZone: "Europe/Dublin", weekly: { mon: [{ from: "09:00", to: "17:00" }] }, exceptions: [] },
    appearance: { color: "#17545f", position: "left" },
    contactForm: { fields: ["email"], prompt: "Your address?", consent: "You agree that we write to you." },
    limits: { never: ["lifetime guarantee"], topics: ["wholesale prices"], languages: ["en", "de"], length: "short" },
    texts: { de: { welcome: "Hallo!", suggestions: ["Wann ist offen?"] } },
    escalation: { rules: [{ name: "Law", phrases: ["lawyer"], action: { kind: "escalate", queue: "Team" } }] },
  })
  await olga.api("POST", `/chatbots/${cast.shop}/sources`, {
    ...{ kind: "qa", questions: ["Do you sell gift cards?"], answer: "Yes, from 20 euros." },
  })
  await olga.api("POST", `/chatbots/${cast.shop}/sources`, { kind: "website", url: site.url })
  await olga.api("POST", `/chatbots/${cast.shop}/synonyms`, { words: ["zoomly", "gift card"] })
  await olga.api("POST", `/chatbots/${cast.shop}/golden`, { question: "Any vouchers?", wording: "20 euros" })
  await olga.api("POST", `/chatbots/${cast.shop}/golden`, { question: "Sue you?", outcome: "calls_person" })
  await olga.api("POST", "/replies", { title: "Refund sent", text: "Hi {{name}}, sent.", chatbotId: cast.shop })
  await olga.api("POST", "/replies", { title: "Everybody's", text: "Of the whole team." })
  const isRead = () => app.parts.knowledge.list(cast.shop).every(({ status }) => status === "ready")
  await until(isRead, "the website is read", { timeoutMs: 30_000 })
})
afterAll(async () => {
  await app.stop()
  await site.stop()
})

const exported = (): Promise<Json> => olga.api("GET", `/chatbots/${cast.shop}/export`)
const asked = (id: string, question: string): Promise<Json> => olga.api("POST", `/chatbots/${id}/try`, { question })
const by = (key: string) => (a: Json, b: Json) => (a[key] < b[key] ? -1 : 1)

function withoutIds({ chatbot, content, ...rest }: Json): Json {
  const rules = chatbot.escalation.rules.map((rule: Json) => ({ ...rule, id: "" }))
  return {
    ...rest,
    exportedAt: "",
    chatbot: { ...chatbot, escalation: { ...chatbot.escalation, rules } },
    content: content
      .map((each: Json) => ({ ...each, documents: each.documents.toSorted(by("text")) }))
      .toSorted(by("title")),
  }
}

test("what was exported comes in again as it was, with new ids, and answers at once", async () => {
  const file = await exported()
  const made: Json = await olga.api("POST", "/chatbots/import", file)
  const again: Json = await olga.api("GET", `/chatbots/${made.id}/export`)

  expect(withoutIds(again)).toEqual(withoutIds(file))
  expect(made.id).not.toBe(cast.shop)
  expect(again.chatbot.escalation.rules[0].id).not.toBe(file.chatbot.escalation.rules[0].id)
  expect(file.content.map(({ kind }: Json) => kind).toSorted()).toEqual(["file", "file", "qa", "website"])
  for (const question of ["Do you sell gift cards?", "What does it cost to resole boots?", cast.knownQuestion])
    expect((await asked(made.id, question)).outcome).toBe("answers")
})

test("what is kept beside the content comes along too: synonyms, golden questions, the chatbot's stored replies", async () => {
  const file = await exported()
  expect(file.replies).toEqual([{ title: "Refund sent", text: "Hi {{name}}, sent." }])
  const copy: Json = await olga.api("POST", `/chatbots/${cast.shop}/duplicate`, {})
  const repliesOf = async (id: string) => {
    const { items }: Json = await olga.api("GET", "/replies")
    return items.filter(({ chatbotId }: Json) => chatbotId === id).map(({ title }: Json) => title)
  }

  expect(await repliesOf(copy.id)).toEqual(["Refund sent"])
  expect((await asked(copy.id, "Do you sell the zoomly?")).answer.text).toContain("20 euros")
  const { items }: Json = await olga.api("GET", `/chatbots/${copy.id}/golden`)
  expect(items.map(({ question }: Json) => question)).toEqual(["Any vouchers?", "Sue you?"])

  await olga.api("DELETE", `/chatbots/${copy.id}`)
  expect(await repliesOf(cast.shop)).toEqual(["Refund sent"])
})

test("a file from before there were these comes in as ever", async () => {
  const { synonyms, golden, replies, ...old } = await exported()
  expect([synonyms, golden, replies].every((list) => list.length > 0)).toBeTrue()
  const made: Json = await olga.api("POST", "/chatbots/import", old)
  expect((await olga.api("GET", `/chatbots/${made.id}/golden`)).items).toEqual([])
  await olga.api("DELETE", `/chatbots/${made.id}`)
})

test("an imported website is known as read: read again, its pages are not there twice", async () => {
  const made: Json = await olga.api("POST", "/chatbots/import", await exported())
  const website = app.parts.knowledge.list(made.id).find(({ kind }) => kind === "website")!
  expect(app.parts.crawler.progressOf(website.id)).toMatchObject({ read: 1 })
  site.pages.set("/", page("Repairs", "<p>We resole boots within nine days, and it costs 65 euros.</p>"))
  await olga.api("POST", `/chatbots/${made.id}/sources/${website.id}/reading`)
  const isRead = () => app.parts.crawler.websites.find(website.id)?.state === "done"
  await until(isRead, "it is read again", { timeoutMs: 30_000 })

  const texts = app.parts.knowledge.documentsOf(website.id).map(({ text }) => text)
  expect(texts).toHaveLength(1)
  expect(texts[0]).toContain("nine days")
})

test("what was made of single passages comes along: other words, switched off, always considered", async () => {
  const first: Json = await olga.api("POST", "/chatbots/import", await exported())
  const passagesOf = async (id: string): Promise<Json[]> => (await olga.api("GET", `/chatbots/${id}/passages`)).items
  const change = async (text: string, wish: Json) => {
    const found = (await passagesOf(first.id)).find((each) => each.text.includes(text))
    await olga.api("PUT", `/chatbots/${first.id}/passages/${found.id}`, wish)
  }
  await change("We resole boots", { text: "We resole boots while you wait, for 70 euros.", isPinned: true })
  const off = (await passagesOf(first.id)).find(({ source, text }) => source.kind === "file" && text.length > 20)
  await change(off.text, { isOff: true })

  const file: Json = await olga.api("GET", `/chatbots/${first.id}/export`)
  const made: Json = await olga.api("POST", "/chatbots/import", file)
  const all = await passagesOf(made.id)
  expect(all.find(({ text }) => text.includes("70 euros"))).toMatchObject({ isPinned: true })
  expect(all.some(({ text }) => text.includes("62 euros"))).toBeFalse()
  expect(all.find(({ text }) => text === off.text)).toMatchObject({ isOff: true })
  expect(JSON.stringify(await asked(made.id, "What does it cost to resole boots?"))).toContain("70 euros")
  expect(withoutIds(await olga.api("GET", `/chatbots/${made.id}/export`))).toEqual(withoutIds(file))

  const broken = structuredClone(file)
  broken.content.find(({ passages }: Json) => passages).passages[0] = { original: "words", isOff: false }
  const { problem } = await refusal(olga.api("POST", "/chatbots/import", broken))
  expect(problem.detail).toContain("Nothing was made of this passage")
})

test("a duplicate is a chatbot of its own: deleting it takes nothing from the first", async () => {
  const before = app.parts.knowledge.list(cast.shop).length
  const copy: Json = await olga.api("POST", `/chatbots/${cast.shop}/duplicate`, {})
  expect(copy.name).toBe("Luma Shoes (copy)")
  expect(app.parts.knowledge.list(copy.id)).toHaveLength(before)

  await olga.api("DELETE", `/chatbots/${copy.id}`)
  expect(app.parts.knowledge.list(cast.shop)).toHaveLength(before)
  expect((await asked(cast.shop, "Do you sell gift cards?")).outcome).toBe("answers")
})

test("the page after a duplicate is the copy's, and says what was made", async () => {
  const path = `/admin/chatbots/${cast.shop}/duplicate`
  const { status, headers } = await olga.call("POST", path, "", { "content-type": "application/x-www-form-urlencoded" })
  expect(status).toBe(303)
  const { body } = await olga.call("GET", headers.get("location")!)
  expect(body).toContain("Luma Shoes (copy)")
  expect(body).toContain("This is the copy, with the settings, rules, hours, content and stored replies of the first.")
  const copy = app.parts.chatbots.list().find(({ name }) => name === "Luma Shoes (copy)")!
  expect((await olga.api("GET", `/chatbots/${copy.id}`)).seatsTaken).toBe(0)
  await olga.api("DELETE", `/chatbots/${copy.id}`)
})

test("a broken or hostile file says what is wrong with it, and makes nothing", async () => {
  const good = await exported()
  const count = () => app.parts.chatbots.list().length
  const before = count()
  const website = (file: Json) => file.content.find(({ kind }: Json) => kind === "website")
  const edits: [(file: Json) => void, RegExp][] = [
    [(it) => delete it.format, /no file of a chatbot/],
    [(it) => (it.version = 2), /newer than this server/],
    [(it) => (it.version = "1"), /which version/],
    [(it) => delete it.chatbot, /no chatbot in it/],
    [(it) => (it.chatbot.name = 7), /“chatbot.name” is no text/],
    [(it) => (it.chatbot.name = ""), /name/],
    [(it) => (it.chatbot.appearance.color = "red;}"), /colour/],
    [(it) => (it.chatbot.appearance.avatar = "javascript:alert(1)"), /https/],
    [(it) => (it.chatbot.limits.never = [1]), /“chatbot.limits.never” is no list of texts/],
    [(it) => (it.chatbot.hours.timeZone = "Nowhere/City"), /./],
    [(it) => (it.chatbot.escalation.rules = [{ name: "x", when: { kind: "nonsense" } }]), /./],
    [(it) => (it.content = "all"), /no list/],
    [(it) => (it.content[0].kind = "program"), /content\.0\.kind/],
    [(it) => (it.content[0].documents[0].url = "javascript:alert(1)"), /content\.0\.documents\.0\.url/],
    [(it) => (it.content[0].documents[0].text = " "), /no text/],
    [(it) => (website(it).website.startUrl = "file:///etc/passwd"), /./],
    [(it) => (it.replies = [{ title: "Hi", text: "Hi {{order}}" }]), /\{\{order\}\}.*replies\.0/],
    [(it) => it.replies.push({ title: "refund SENT", text: "Twice" }), /title already.*replies\.1/],
    [(it) => (it.replies = "all"), /no list.*replies/],
    [(it) => (it.synonyms = [["alone"]]), /at least two.*synonyms\.0/],
    [(it) => (it.golden = [{ question: "Anything?" }]), /from which page.*golden\.0/],
    [(it) => (it.bookingTypes = [{ name: "Fitting", kind: "booking", minutes: 1 }]), /bookingTypes\.0/],
  ]
  for (const [edit, words] of edits) {
    const file = structuredClone(good)
    edit(file)
    const { status, problem } = await refusal(olga.api("POST", "/chatbots/import", file))
    expect({ status, detail: problem.detail }).toEqual({ status: 400, detail: expect.stringMatching(words) })
  }
  expect(count()).toBe(before)
})

test("a file as an upload, larger than a call may be; one that is cut off says so; only owners may", async () => {
  const good = await exported()
  const text = `# Zeppelins\n\n${"The zeppelin flies. ".repeat(20_000)}`
  const documents = [{ title: "Long", url: null, text, questions: [] }]
  good.content.push({ kind: "text", title: "Long", url: null, documents })
  const send = (whole: string, client: Pick<typeof olga, "api"> = olga) => {
    const form = new FormData()
    form.set("file", new File([whole], "shop.baton.json"))
    return client.api("POST", "/chatbots/import", form)
  }
  const whole = JSON.stringify(good)
  expect(whole.length).toBeGreaterThan(256 * 1024)
  expect((await send(whole)).name).toBe("Luma Shoes")
  expect((await refusal(send(whole.slice(0, -10)))).problem.detail).toContain("cut off")
  expect((await refusal(send(whole, await app.operator("dana")))).status).toBe(403)
})
