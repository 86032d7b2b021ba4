import { describe, expect, test } from "bun:test"
import fc from "fast-check"
import { backupChain, type Candidate, isEligible, pickOperator, wouldLoop } from "./pick-operator"

const candidate = (id: string, more: Partial<Candidate> = {}): Candidate => ({
  id,
  isMember: true,
  isAvailable: true,
  openInQueue: 0,
  openInAll: 0,
  limit: 5,
  idleSince: 0,
  preference: 1,
  ...more,
})
const anyCandidate = fc.record({
  id: fc.constantFrom("ana", "ben", "cem", "dia", "eva"),
  isMember: fc.boolean(),
  isAvailable: fc.boolean(),
  openInQueue: fc.nat(6),
  openInAll: fc.nat(8),
  limit: fc.integer({ min: 1, max: 8 }),
  idleSince: fc.nat(1000),
  preference: fc.integer({ min: 1, max: 3 }),
})
const anyBoard = fc.uniqueArray(anyCandidate, { selector: ({ id }) => id })
const anyWanted = fc.record({
  queueLimit: fc.integer({ min: 1, max: 6 }),
  preferred: fc.option(fc.constantFrom("ana", "ben", "cem"), { nil: undefined }),
  passed: fc.uniqueArray(fc.constantFrom("ana", "ben", "cem", "dia", "eva")),
})

describe("choosing an operator", () => {
  test("goes to whoever holds the fewest", () => {
    expect(
      pickOperator([candidate("ana", { openInAll: 2 }), candidate("ben", { openInAll: 1 })], {
        queueLimit: 5,
        passed: [],
      }),
    ).toBe("ben")
  })

  test("goes to the longest idle among equals", () => {
    expect(
      pickOperator([candidate("ana", { idleSince: 9 }), candidate("ben", { idleSince: 3 })], {
        queueLimit: 5,
        passed: [],
      }),
    ).toBe("ben")
  })

  test("goes to the operator the visitor knows, unless they are full", () => {
    const board = [candidate("ana"), candidate("ben", { openInAll: 3 })]
    expect(pickOperator(board, { queueLimit: 5, passed: [], preferred: "ben" })).toBe("ben")
    expect(
      pickOperator([board[0]!, candidate("ben", { openInAll: 5 })], { queueLimit: 5, passed: [], preferred: "ben" }),
    ).toBe("ana")
  })

  test.each<[string, Partial<Candidate>]>([
    ["is no member of the queue", { isMember: false }],
    ["is away", { isAvailable: false }],
    ["holds as many in this queue as one may", { openInQueue: 3, openInAll: 3 }],
    ["holds as many in all as they may", { openInAll: 4, limit: 4 }],
    ["let it pass", { id: "passed" }],
  ])("asks nobody who %s, though the visitor knows them", (_, more) => {
    const one = candidate("ana", more)
    const wanted = { queueLimit: 3, passed: ["passed"], preferred: one.id }
    expect(pickOperator([one], wanted)).toBeUndefined()
    expect(pickOperator([one, candidate("ben", { openInQueue: 2, openInAll: 4 })], wanted)).toBe("ben")
  })

  test("goes to whoever prefers this queue, among those who hold as many", () => {
    const board = [candidate("ana", { preference: 2 }), candidate("ben", { preference: 1, idleSince: 9 })]
    expect(pickOperator(board, { queueLimit: 5, passed: [] })).toBe("ben")
  })

  test("never breaks a limit, never picks who is away or let it pass, and never leaves it if somebody is eligible", () => {
    fc.assert(
      fc.property(anyBoard, anyWanted, (board, wanted) => {
        const id = pickOperator(board, wanted)
        const eligible = board.filter((each) => isEligible(each, wanted))
        if (id === undefined) expect(eligible).toEqual([])
        else {
          const picked = board.find((each) => each.id === id)!
          expect(isEligible(picked, wanted)).toBe(true)
          if (id !== wanted.preferred)
            for (const other of eligible) expect(picked.openInAll).toBeLessThanOrEqual(other.openInAll)
        }
      }),
    )
  })

  test("over 10,000 random arrivals nobody who is always there gets more than one above another, and none starves", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 2, max: 8 }), (seed, people) => {
        const random = lcg(seed)
        const board = Array.from({ length: people }, (_, index) => candidate(`p${index}`, { limit: 1_000_000 }))
        for (let now = 1; now <= 10_000; now++) {
          const id = pickOperator(board, { queueLimit: 1_000_000, passed: [] })!
          const picked = board.find((each) => each.id === id)!
          picked.openInAll += 1
          picked.idleSince = now
          const counts = board.map(({ openInAll }) => openInAll)
          if (Math.max(...counts) - Math.min(...counts) > 1) return false
          // Now and then everybody's oldest is done: a shop's day.
          if (random() < 0.01)
            for (const each of board) each.openInAll = Math.max(0, each.openInAll - Math.min(...counts))
        }
        return true
      }),
      { numRuns: 5 },
    )
  })
})

describe("overflow", () => {
  test("follows the chain of backup queues once through", () => {
    const queues = [
      { id: "sales", backupQueueId: "support" },
      { id: "support", backupQueueId: "everybody" },
      { id: "everybody", backupQueueId: null },
    ]
    expect(backupChain("sales", queues)).toEqual(["support", "everybody"])
  })

  test("a backup that leads back is refused before it is saved", () => {
    const queues = [
      { id: "a", backupQueueId: "b" },
      { id: "b", backupQueueId: null },
    ]
    expect(wouldLoop("b", "a", queues)).toBe(true)
    expect(wouldLoop("a", "a", queues)).toBe(true)
    expect(wouldLoop("a", "b", queues)).toBe(false)
    expect(wouldLoop("b", "b", queues)).toBe(true)
  })

  test("whatever is stored, following backups ends", () => {
    const ids = ["a", "b", "c", "d"]
    const anyLinks = fc
      .tuple(...ids.map(() => fc.option(fc.constantFrom(...ids))))
      .map((backups) => ids.map((id, i) => ({ id, backupQueueId: backups[i]! })))
    fc.assert(
      fc.property(anyLinks, (queues) => {
        for (const { id } of queues) expect(backupChain(id, queues).length).toBeLessThan(ids.length)
      }),
    )
  })
})

function lcg(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
