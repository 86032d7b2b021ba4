import { expect, test } from "bun:test"
import { createConnections } from "./connections"

function start() {
  const clock = { at: 1_000_000 }
  return { clock, connections: createConnections({ now: () => clock.at }) }
}

test("a visitor is connected for as long as one of their browsers is", () => {
  const { clock, connections } = start()
  connections.opened("noa")
  clock.at += 1000
  connections.opened("noa")
  connections.ended("noa")
  expect(connections.of("noa")).toEqual({ by: "stream", since: 1_000_000, lostAt: null, acknowledges: false })

  clock.at += 1000
  connections.ended("noa")
  expect(connections.of("noa")).toMatchObject({ by: null, since: 1_002_000, lostAt: 1_002_000 })
  clock.at += 1000
  connections.opened("noa")
  expect(connections.of("noa")).toMatchObject({ by: "stream", since: 1_003_000 })
})

test("who asks now and then is connected between two questions, until they say goodbye or ask no more", () => {
  const { clock, connections } = start()
  connections.polled("noa")
  clock.at += 39_000
  expect(connections.of("noa").by).toBe("polling")
  clock.at += 2000
  expect(connections.of("noa").by).toBeNull()

  // Where a stream gets through after all, it is by that alone that they are there.
  connections.polled("noa")
  connections.opened("noa")
  const { since } = connections.of("noa")
  clock.at += 1000
  connections.polled("noa")
  expect(connections.of("noa")).toEqual({ by: "stream", since, lostAt: since, acknowledges: false })
  connections.ended("noa")
  expect(connections.of("noa").by).toBeNull()

  connections.polled("noa")
  connections.left("noa")
  expect(connections.of("noa")).toMatchObject({ by: null, lostAt: clock.at })
})

test("that a page says what it has is remembered from one connection to the next", () => {
  const { connections } = start()
  connections.opened("noa")
  connections.acknowledged("noa")
  connections.ended("noa")
  connections.opened("noa")
  expect(connections.of("noa").acknowledges).toBeTrue()
  // Of whom nothing is known nothing is kept either.
  connections.acknowledged("sam")
  expect(connections.of("sam").acknowledges).toBeFalse()
})

test("after a start half a minute passes before anybody is taken to be gone", () => {
  const { connections } = start()
  expect(connections.of("noa")).toEqual({ by: null, since: 1_030_000, lostAt: null, acknowledges: false })
})

test("of those who have gone the longest gone are forgotten, and of those who are there nobody", () => {
  const { connections } = start()
  connections.opened("here")
  for (let i = 0; i <= 20_000; i++) {
    connections.opened(`v${i}`)
    connections.ended(`v${i}`)
  }
  expect(connections.of("v0").lostAt).toBeNull()
  expect(connections.of("v1").lostAt).not.toBeNull()
  expect(connections.of("here").by).toBe("stream")
})
