import { afterEach, beforeEach, expect, setDefaultTimeout, test } from "bun:test"
import { knownQuestion, shop } from "../testing/cast"
import { overloaded } from "../testing/messages-server"
import { startTestApp, type TestApp } from "../testing/test-app"
import { until } from "../testing/until"
import { page, startTestWebsite } from "../testing/website"

setDefaultTimeout(30_000)

let app: TestApp
let owner: Awaited<ReturnType<TestApp["owner"]>>
beforeEach(async () => {
  app = await startTestApp()
  owner = await app.owner()
})
afterEach(() => app.stop())

const path = `/chatbots/${shop}`
const golden = { question: knownQuestion, source: "Returns", wording: "30 days" }

/** The page of the form as it comes back, and where it leads. */
async function send(address: string, fields: Record<string, string>) {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.set(name, value)
  const response = await fetch(`${app.url}/admin${path}/content${address}`, {
    method: "POST",
    redirect: "manual",
    headers: { authorization: `Bearer ${owner.token}` },
    body,
  })
  return { status: response.status, text: await response.text() }
}

test("golden questions are asked again by themselves after a change, and say what got worse", async () => {
  await owner.api("POST", `${path}/golden`, golden)
  await owner.api("POST", `${path}/golden`, { question: "I want my money back now", outcome: "calls_person" })
  const { items } = await owner.api("POST", `${path}/golden/runs`)
  expect(items[0]).toMatchObject({ passed: true })

  const [passage] = (await owner.api("GET", `${path}/passages?q=unworn`)).items
  await owner.api("PUT", `${path}/passages/${passage.id}`, { text: "You can return unworn shoes within 14 days." })
  const rows = await until(async () => {
    app.clock.advance(4000)
    await app.tick()
    const found = await owner.api("GET", `${path}/golden`)
    return found.runs.length === 2 && found
  }, "they are asked again")

  expect(rows.runs[0].reason).toBe("content")
  expect(rows.items[0]).toMatchObject({ passed: false, change: "worse" })
  expect(rows.items[0].now).toContain("14 days")
})

test("while nothing changes they are asked once a day", async () => {
  await owner.api("POST", `${path}/golden`, golden)
  await owner.api("POST", `${path}/golden/runs`)
  const runs = async () => (await owner.api("GET", `${path}/golden`)).runs.length
  const pass = async (ms: number) => {
    app.clock.advance(ms)
    await app.tick()
  }

  for (let i = 0; i < 5; i++) await pass(20_000)
  expect(await runs()).toBe(1)
  await pass(24 * 60 * 60_000)
  await until(async () => (await runs()) === 2, "it is asked again")
})

test("an edit that would break a golden question says so before it goes live, and is saved by a second yes", async () => {
  await owner.api("POST", `${path}/golden`, golden)
  const [passage] = (await owner.api("GET", `${path}/passages?q=unworn`)).items
  const text = "We take shoes back whenever you are unhappy with them."

  const first = await send(`/passages/${passage.id}`, { text })
  expect(first.text).toContain("This would break 1 golden")
  expect((await owner.api("GET", `${path}/passages?q=unworn`)).items[0].text).toBe(passage.text)

  const second = await send(`/passages/${passage.id}`, { text, confirmed: text })
  expect(second.status).toBe(303)
  expect((await owner.api("GET", `${path}/passages?filter=edited`)).items[0].text).toBe(text)
})

test("a new answer that contradicts the content says so, and one that does not is simply added", async () => {
  const contradicting = {
    questions: "May I return unworn shoes?",
    answer: "You can return unworn shoes within 14 days of delivery.",
  }
  const refused = await send("/new/qa", contradicting)
  expect(refused.text).toContain("something else elsewhere")
  expect(refused.text).toContain("within 30 days")

  expect(
    (await send("/new/qa", { questions: "Are dogs allowed?", answer: "Dogs are welcome on a lead." })).status,
  ).toBe(303)
})

/** Files chosen, or those that were read before. */
async function sendFiles(files: Record<string, string>, held = "") {
  const body = new FormData()
  for (const [name, text] of Object.entries(files)) body.append("file", new File([text], name))
  if (held) body.set("held", held)
  const headers = { authorization: `Bearer ${owner.token}` }
  const address = `${app.url}/admin${path}/content/new/file`
  const response = await fetch(address, { method: "POST", redirect: "manual", headers, body })
  const text = await response.text()
  return { status: response.status, text, held: /name="held" value="([^"]+)"/.exec(text)?.[1] ?? "" }
}

test("new files, texts and answers that would break a golden question say so first, and are added by a second yes", async () => {
  await owner.api("POST", `${path}/golden`, golden)
  const count = async () => (await owner.api("GET", `${path}/sources`)).items.length
  const before = await count()
  const policy = `# ${knownQuestion}\n\nYou can return shoes for as long as you like.`
  const answer = { questions: knownQuestion, answer: "For as long as you like." }

  for (const [address, fields] of [
    ["/new/text", { title: knownQuestion, text: policy }],
    ["/new/qa", answer],
  ] as const)
    expect((await send(address, fields)).text).toContain("This would break 1 golden question.")
  const list = `question,answer\n"${knownQuestion}",For as long as you like.\n`
  expect((await sendFiles({ "faq.csv": list })).text).toContain("This would break 1 golden question.")

  const files = { "policy.md": policy, "dogs.md": "# Dogs\n\nDogs are welcome on a lead.", "cats.exe": "MZ" }
  const asked = await sendFiles(files)
  expect(asked.text).toContain("This would break 1 golden question.")
  expect(asked.text).toContain(`Not added yet:</strong> ${knownQuestion}, Dogs.`)
  expect(asked.text).toContain("cats.exe: Only PDF")
  expect(await count()).toBe(before)

  expect((await sendFiles({}, asked.held)).status).toBe(303)
  expect(await count()).toBe(before + 2)
  const again = await sendFiles({}, asked.held)
  expect(again.status).toBe(400)
  expect(again.text).toContain("Choose the files again.")
  expect((await sendFiles({ "cats.md": "# Cats\n\nCats stay at home." })).status).toBe(303)
})

test("a website that was read says which golden questions are answered worse since, and the way back", async () => {
  await app.stop()
  app = await startTestApp({ env: { BATON_ALLOW_PRIVATE: "127.0.0.1" }, content: true })
  owner = await app.owner()
  await owner.api("POST", `${path}/golden`, golden)
  await owner.api("POST", `${path}/golden/runs`)
  const shoes = (words: string) => page(knownQuestion, `<p>${words}</p>`)
  const site = startTestWebsite({ "/": shoes("You can return shoes for as long as you like.") })
  const pass = async (ms: number) => {
    app.clock.advance(ms)
    await app.tick()
  }
  try {
    await pass(1000)
    const { source } = await owner.api("POST", `${path}/sources`, { kind: "website", url: site.url })
    const shown = async () => (await owner.call("GET", `/admin${path}/content/${source.id}`)).body as string
    const isRead = async () => {
      // In small steps: on a busy machine it would look quiet in the middle of the reading, and be asked too early.
      await pass(100)
      return app.parts.crawler.websites.find(source.id)!.state === "done"
    }
    await until(isRead, "the website is read")
    expect(await shown()).toContain("asked again now")

    const isAsked = (words: string) => async () => {
      await pass(4000)
      return (await shown()).includes(words)
    }
    await until(isAsked("1 golden question is answered worse"), "what got worse is told")
    expect(await shown()).toContain("for as long as you like.")
    const told = (await owner.api("GET", `${path}/sources/${source.id}`)).source.golden
    expect(told).toMatchObject({ state: "asked", isNew: true, worse: [{ question: knownQuestion }] })
    expect(await shown()).toContain("Delete the website</a> and all is as it was")
    expect((await owner.call("GET", `/admin${path}/content`)).body).toContain("1 golden question worse")

    const [, piece] = /passages\/(\d+)\/flags/.exec(await shown())!
    await send(`/passages/${piece}/flags`, { off: "1", confirmed: "1" })
    await until(isAsked("answered as well as before"), "switched off, it does no harm")
    expect((await owner.call("GET", `/admin${path}/content`)).body).not.toContain("golden question worse")
  } finally {
    await site.stop()
  }
})

test("a script may have refused what would break a golden question", async () => {
  await owner.api("POST", `${path}/golden`, golden)
  const sources = `/api/v1${path}/sources?effects=refuse`
  const answer = { kind: "qa", question: knownQuestion, answer: "For as long as you like." }
  const refused = await owner.call("POST", sources, answer)
  expect(refused.status).toBe(409)
  expect(refused.body.effects).toMatchObject({ breaks: true, golden: { broken: [{ question: knownQuestion }] } })
  expect((await owner.call("POST", sources, { kind: "text", text: "Dogs are welcome." })).status).toBe(202)
  expect((await owner.call("POST", sources, { kind: "website", url: "https://a.example" })).status).toBe(400)
})

test("switching off a passage, changing its text and deleting it say what they would break, too", async () => {
  await owner.api("POST", `${path}/golden`, golden)
  const [passage] = (await owner.api("GET", `${path}/passages?q=unworn`)).items
  const source = passage.source.id
  const text = "# Returns\n\nBring back whatever you do not like."

  expect((await send(`/passages/${passage.id}/flags`, { off: "1" })).text).toContain("This would break 1 golden")
  expect((await send(`/${source}`, { title: "Returns", text })).text).toContain("This would break 1 golden")
  const asked = await fetch(`${app.url}/admin${path}/content/${source}/delete`, {
    headers: { authorization: `Bearer ${owner.token}` },
  })
  expect(await asked.text()).toContain("This would break golden questions")
  expect((await owner.api("GET", `${path}/passages?q=unworn`)).items[0]).toMatchObject({
    text: passage.text,
    isOff: false,
  })

  expect((await send(`/${source}`, { title: "Returns", text, confirmed: `\n${text}` })).status).toBe(303)
})

test("what is asked of it has to be sayable", async () => {
  expect((await owner.call("POST", `/api/v1${path}/golden`, { question: " " })).status).toBe(400)
  expect((await owner.call("POST", `/api/v1${path}/golden`, { question: "Anything?" })).status).toBe(400)
})

test("a model that is down makes no golden question worse", async () => {
  await app.stop()
  app = await startTestApp({ answers: "model", content: true, otherwise: overloaded })
  owner = await app.owner()
  await owner.api("POST", `${path}/golden`, golden)

  const { items } = await owner.api("POST", `${path}/golden/runs`)
  expect(items[0].passed).toBeNull()
})

test("the API tells what a change of the content would do, and saves nothing of it", async () => {
  await owner.api("POST", `${path}/golden`, {
    question: "How long does delivery within Ireland take?",
    source: "Delivery",
  })
  const effects = (wish: Record<string, unknown>) => owner.api("POST", `${path}/content/effects`, wish)
  const passage = (await owner.api("GET", `${path}/passages?q=ireland`)).items[0]
  const source = (await owner.api("GET", `${path}/sources`)).items.find(
    ({ title }: { title: string }) => title === "Delivery",
  )
  for (const wish of [
    { passage: { id: String(passage.id), isOff: true } },
    { passage: { id: String(passage.id), text: "We carry parcels." } },
    { remove: source.id },
    { source: { kind: "text", title: "Delivery", text: "We carry parcels." }, replaces: source.id },
  ])
    expect(await effects(wish)).toMatchObject({ breaks: true, golden: { tried: 1 } })
  const answer = "Delivery within Ireland takes nine working days."
  const contrary = await effects({ source: { kind: "qa", questions: ["Delivery in Ireland?"], answer } })
  expect(contrary.contradictions[0].mine).toContain("nine working days")
  expect(contrary.asked[0].answer).toContain("nine working days")
  expect((await owner.api("GET", `${path}/passages?q=ireland`)).items).toEqual([passage])

  for (const wish of [{}, { remove: source.id, source: { kind: "text", text: "x" } }, { source: { kind: "qa" } }])
    expect((await owner.call("POST", `/api/v1${path}/content/effects`, wish)).status).toBe(400)
  expect((await owner.call("POST", `/api/v1${path}/content/effects`, { remove: "nobody" })).status).toBe(404)
})
