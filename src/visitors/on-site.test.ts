import { afterEach, expect, setDefaultTimeout, test } from "bun:test"
import { counter, noa, operators, shop } from "../testing/cast"
import { refusal } from "../testing/clients"
import { startTestApp, type TestApp } from "../testing/test-app"

setDefaultTimeout(60_000)

let app: TestApp
afterEach(() => app.stop())

test("who is on the website is listed to the end, a page at a time, each once", async () => {
  app = await startTestApp({ content: false })
  const ids: string[] = []
  for (let n = 0; n < 130; n++) {
    ids.push((await app.visitor(noa)).id)
    // Some come in one moment.
    if (n % 7 === 0) app.clock.advance(1000)
  }
  const dana = await app.operator("dana")

  const seen: { id: string; arrivedAt: string }[] = []
  let next = ""
  do {
    const page = await dana.api("GET", `/visitors?limit=40${next && `&cursor=${encodeURIComponent(next)}`}`)
    expect(page.total).toBe(130)
    expect(page.items.length).toBeLessThanOrEqual(40)
    seen.push(...page.items)
    next = page.next
  } while (next)

  expect(seen.length).toBe(130)
  expect(new Set(seen.map(({ id }) => id))).toEqual(new Set(ids))
  const arrivals = seen.map(({ arrivedAt }) => arrivedAt)
  expect(arrivals).toEqual(arrivals.toSorted().reverse())
  const usual = await dana.api("GET", "/visitors")
  expect([usual.items.length, typeof usual.next]).toEqual([100, "string"])
  expect((await refusal(dana.api("GET", "/visitors?cursor=x"))).problem).toMatchObject({ field: "cursor" })
})

test("however busy it is, each operator sees the visitors of their own chatbots, and who has come a second later", async () => {
  app = await startTestApp({ content: false })
  const [dana, uri] = [await app.operator("dana"), await app.operator("uri")]
  for (const [{ email }, seat] of [
    [operators.dana, shop],
    [operators.uri, counter],
  ] as const) {
    const person = app.parts.people.list().find((each) => each.email === email)!
    await app.parts.accounts.updatePerson(person.id, { ...person, disabled: false, seats: [seat] })
  }
  const come = (chatbot: string) => app.visitor(noa, chatbot).then(({ id }) => id)
  const atShop = await Promise.all(Array.from({ length: 50 }, () => come(shop)))
  const atCounter = await Promise.all(Array.from({ length: 50 }, () => come(counter)))
  const seenBy = async (operator: typeof dana) =>
    (await operator.api("GET", "/visitors")).items.map(({ id }: { id: string }) => id).sort()
  expect(await seenBy(dana)).toEqual(atShop.toSorted())
  expect(await seenBy(uri)).toEqual(atCounter.toSorted())
  expect((await refusal(uri.api("GET", `/visitors/${atShop[0]}`))).status).toBe(404)

  const late = await come(shop)
  app.clock.advance(1000)
  expect(await seenBy(dana)).toEqual([...atShop, late].sort())
})

test("who has ended their conversation is in none any more, and can be written to", async () => {
  app = await startTestApp({ content: false })
  const dana = await app.operator("dana")
  const visitor = await app.visitor(noa)
  const { conversationId } = await visitor.say("Hello")
  const conversationOf = async () => (await dana.api("GET", `/visitors/${visitor.id}`)).visitor.conversation
  expect(await conversationOf()).toMatchObject({ id: conversationId })

  await visitor.close()
  expect(await conversationOf()).toBeNull()
})
