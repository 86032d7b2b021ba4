/** The real process, killed in the middle of sending again and again: nothing that was acknowledged may stay untold. */

import { afterAll, beforeAll, expect, test } from "bun:test"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createCaller, createVisitorClient } from "../testing/clients"
import { createHookReceiver, type HookReceiver } from "../testing/receivers"
import { type ServerProcess, startServerProcess } from "../testing/server-process"
import { until } from "../testing/until"

const kills = 12
const password = "a long enough password"

let folder: string
let receiver: HookReceiver
let server: ServerProcess

const env = () => ({
  BATON_OWNER_EMAIL: "olga@shop.example",
  BATON_OWNER_PASSWORD: password,
  BATON_OPERATOR_PASSWORD: password,
  BATON_RATE_LIMITS: "off",
  BATON_ALLOW_PRIVATE: "127.0.0.1",
})

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "baton-outbox-crash-"))
  let asked = 0
  // Slow enough that a kill finds some under way, some taken and not yet written down, and some waiting.
  receiver = createHookReceiver(async () => {
    asked += 7
    await Bun.sleep(asked % 50)
    return new Response("ok")
  })
  server = await startServerProcess(folder, env())
}, 120_000)

afterAll(async () => {
  await server.kill()
  await receiver.stop()
  rmSync(folder, { recursive: true, force: true })
})

test(`every event reaches the webhook at least once, under one id, however often the process is killed (${kills} times)`, async () => {
  const call = createCaller(() => server.url)
  const session = await call("POST", "/api/v1/session", { email: "olga@shop.example", password, role: "owner" })
  const authorization = `Bearer ${session.body.token}`
  const hook = { url: `${receiver.url}/hook`, events: ["message.created"] }
  expect((await call("POST", "/api/v1/webhooks", hook, { authorization })).status).toBe(201)
  const visitor = await createVisitorClient(() => server.url, "demo", { locale: "en" })
  const acknowledged = new Set<number>()
  const said = (n: number) =>
    visitor.say(`Message ${n}`).then(
      ({ id }) => acknowledged.add(id),
      () => undefined,
    )
  const heardIds = () =>
    receiver.heard.map(({ json, headers }) => ({
      event: (json as { data: { event: { id: number } } }).data.event.id,
      delivery: headers["webhook-id"]!,
    }))

  let n = 0
  for (let kill = 0; kill < kills; kill++) {
    const before = receiver.heard.length
    const sending = Promise.all(Array.from({ length: 25 }, () => said(++n)))
    // Each time at another moment: at the first of the batch, or deep within it.
    await until(() => receiver.heard.length > before + (kill % 6) * 3, "it is being sent", { timeoutMs: 60_000 })
    await server.kill()
    await sending
    server = await startServerProcess(folder, env())
  }
  const count = async () =>
    (await call("GET", "/api/v1/deliveries?state=dead", undefined, { authorization })).body.counts
  await until(
    async () => {
      const heard = new Set(heardIds().map(({ event }) => event))
      return [...acknowledged].every((id) => heard.has(id)) && (await count()).pending === 0
    },
    "everything has arrived",
    { timeoutMs: 120_000, everyMs: 50 },
  )

  const deliveriesOf = new Map<number, Set<string>>()
  for (const { event, delivery } of heardIds())
    deliveriesOf.set(event, (deliveriesOf.get(event) ?? new Set()).add(delivery))
  const total = receiver.heard.length
  expect(acknowledged.size).toBeGreaterThan(kills * 10)
  expect([...deliveriesOf].filter(([, ids]) => ids.size !== 1)).toEqual([])
  // Otherwise no kill came in the middle of anything, and nothing was proved.
  expect(total).toBeGreaterThan(deliveriesOf.size)
  expect((await count()).dead).toBe(0)
}, 400_000)
