import { expect, test } from "bun:test"
import { createKnownClientIds } from "./known-client-ids"

test("conversations that go on for ever, and are all known already, are held within ten times the limit", () => {
  const log = new Map<string, string[]>()
  const known = createKnownClientIds((id) => log.get(id) ?? [], 20)
  let most = 0

  for (let i = 0; i < 1000; i++) {
    const conversation = `c${i % 10}`
    const clientId = `m${i}`
    expect(known.add(conversation, clientId)).toBeTrue()
    log.set(conversation, [...(log.get(conversation) ?? []), clientId])
    most = Math.max(most, known.size)
  }

  // Within the limit alone, ten that write in turn would be loaded again with each message.
  expect(most).toBeGreaterThan(100)
  expect(most).toBeLessThanOrEqual(202)
  for (let i = 0; i < 1000; i++) expect(known.has(`c${i % 10}`, `m${i}`)).toBeTrue()
})

test("the conversation that was held first does not keep the others from being let go", () => {
  const known = createKnownClientIds(() => [], 10)
  known.begin("first")
  for (const id of ["second", "third"]) for (let i = 0; i < 4; i++) known.add(id, `${id}-${i}`)

  for (let i = 0; i < 120; i++) known.add("first", `more-${i}`)

  expect(known.size).toBe(121)
})
