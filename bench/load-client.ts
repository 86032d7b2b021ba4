/** Loads one server, from its own process; one JSON line in says what to do, one out what was measured. */

import { mostSeconds, openConnection, openStream } from "./http"

export type Load =
  | { kind: "throughput"; port: number; tokens: string[]; warmUpMs: number; ms: number }
  | {
      kind: "delivery"
      port: number
      tokens: string[]
      operator: string
      perSecond: number
      warmUpMs: number
      ms: number
    }
  | { kind: "streams"; port: number; tokens: string[] }
  | { kind: "close" }

const stream = "/api/widget/stream"
const bodyOf = (clientId: string, n: number) => `{"clientId":"${clientId}","text":"Is number ${n} in stock in a 42?"}`
const sleep = (ms: number) => Bun.sleep(ms)

/** Opens streams some at a time: a flood of connections would measure the backlog of the socket. */
async function openAll(port: number, tokens: string[], onMessage?: (clientId: string) => void) {
  const opened: { close(): void }[] = []
  for (let i = 0; i < tokens.length; i += 100) {
    const some = tokens.slice(i, i + 100).map((token) => openStream(port, stream, token, onMessage))
    opened.push(...(await Promise.all(some)))
  }
  return opened
}

/** Each visitor writes the next message when they have both the 201 of the last one and its event. */
async function throughput({ port, tokens, warmUpMs, ms }: Extract<Load, { kind: "throughput" }>) {
  const arrivals = new Map<string, () => void>()
  const streams = await openAll(port, tokens, (clientId) => {
    arrivals.get(clientId)?.()
    arrivals.delete(clientId)
  })
  let count = 0
  let isOver = false
  async function write(token: string): Promise<void> {
    const connection = await openConnection(port)
    for (let n = 0; !isOver; n++) {
      const clientId = crypto.randomUUID()
      const arrived = new Promise<void>((resolve) => arrivals.set(clientId, resolve))
      const status = await connection.post("/api/widget/messages", token, bodyOf(clientId, n))
      if (status !== 201) throw new Error(`A message was answered with ${status}.`)
      await arrived
      count += 1
    }
    connection.close()
  }
  // An event that does not come is a finding, and not something to wait for.
  const stuck = Promise.withResolvers<never>()
  let last = { count, at: performance.now() }
  const watch = setInterval(() => {
    if (count > last.count) last = { count, at: performance.now() }
    else if (performance.now() - last.at > mostSeconds * 1000)
      stuck.reject(new Error(`No message arrived for ${mostSeconds} s.`))
  }, 1000)
  const writers = Promise.race([Promise.all(tokens.map(write)), stuck.promise]).finally(() => clearInterval(watch))
  await Promise.race([sleep(warmUpMs), writers])
  const [start, before] = [performance.now(), count]
  await Promise.race([sleep(ms), writers])
  const perSecond = ((count - before) * 1000) / (performance.now() - start)
  isOver = true
  await writers
  for (const { close } of streams) close()
  return { perSecond }
}

/** Messages at a steady rate, whether or not the server keeps up; the time is from the planned moment of sending. */
async function delivery(load: Extract<Load, { kind: "delivery" }>) {
  const { port, tokens, operator, perSecond, warmUpMs, ms } = load
  const planned = new Map<string, number>()
  const took: number[] = []
  const streams = await openAll(port, tokens)
  const desk = await openStream(port, "/api/v1/stream", operator, (clientId) => {
    const at = planned.get(clientId)
    if (at === undefined) return
    planned.delete(clientId)
    if (at >= measuredFrom) took.push(performance.now() - at)
  })
  const idle = await Promise.all(Array.from({ length: 32 }, () => openConnection(port)))
  const all = [...idle]
  const start = performance.now()
  const measuredFrom = start + warmUpMs
  let sent = 0
  let late = 0
  const answers: Promise<void>[] = []
  while (performance.now() < measuredFrom + ms) {
    const due = Math.floor(((performance.now() - start) * perSecond) / 1000) + 1
    for (; sent < due; sent++) {
      const connection = idle.pop()
      if (!connection) {
        late += 1
        break
      }
      const clientId = crypto.randomUUID()
      planned.set(clientId, start + (sent * 1000) / perSecond)
      // A stride that is prime to the number of visitors: everybody writes, nobody twice in a row.
      const token = tokens[(sent * 37) % tokens.length]!
      answers.push(
        connection.post("/api/widget/messages", token, bodyOf(clientId, sent)).then((status) => {
          idle.push(connection)
          if (status !== 201) throw new Error(`A message was answered with ${status}.`)
        }),
      )
    }
    await sleep(1)
  }
  await Promise.all(answers)
  for (let i = 0; planned.size > 0 && i < 100; i++) await sleep(20)
  for (const connection of all) connection.close()
  desk.close()
  for (const { close } of streams) close()
  took.sort((a, b) => a - b)
  const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? Number.NaN
  return { p50: at(0.5), p99: at(0.99), delivered: took.length, lost: planned.size, late }
}

let opened: { close(): void }[] = []

async function carryOut(load: Load): Promise<unknown> {
  switch (load.kind) {
    case "throughput":
      return throughput(load)
    case "delivery":
      return delivery(load)
    case "streams":
      opened = await openAll(load.port, load.tokens)
      return { open: opened.length }
    case "close":
      for (const { close } of opened) close()
      opened = []
      return {}
  }
}

for await (const line of console) {
  const answer = await carryOut(JSON.parse(line) as Load).catch((error: Error) => ({ error: error.message }))
  console.log(JSON.stringify(answer))
}
