import { afterEach, describe, expect, test } from "bun:test"
import { cookieNames } from "../accounts/auth"
import * as cast from "../testing/cast"
import { createCaller, type OperatorClient, type VisitorClient } from "../testing/clients"
import { startTestApp, type TestApp } from "../testing/test-app"
import { until } from "../testing/until"

let app: TestApp
afterEach(() => app.stop())

/** A visitor who waits in the queue that goes, one whom Dana talks with, and one with the AI. */
async function begin() {
  app = await startTestApp()
  const owner = await app.owner()
  const repairs = (await owner.api("POST", "/queues", { name: "Repairs" })).queue.id as string
  await owner.api("PUT", `/chatbots/${cast.shop}`, { queueId: repairs })
  const dana = await app.operator("dana")
  await dana.setAvailability("online")
  const [waits, held, withAi] = await Promise.all([1, 2, 3].map(() => app.visitor()))
  const called: string[] = []
  for (const visitor of [waits!, held!]) {
    await visitor.askForPerson()
    called.push((await visitor.conversation()).id)
  }
  await withAi!.say(cast.knownQuestion)
  const third = (await withAi!.conversation()).id
  await app.dealtWith(third)
  await dana.takeOver(called[1]!)
  return { owner, dana, repairs, waits: waits!, ids: { waits: called[0]!, held: called[1]!, withAi: third } }
}

const assignmentsOf = (id: string) =>
  app.parts.events.list(id).flatMap((event) => (event.type === "assignment" ? [event.payload] : []))
const queueOf = (id: string) => app.parts.conversations.find(id)!.queueId
const remove = (owner: OperatorClient, id: string, query = "") => owner.call("DELETE", `/api/v1/queues/${id}${query}`)
const positionOf = async (visitor: VisitorClient): Promise<number> => {
  const stream = visitor.stream()
  try {
    return (await stream.find(({ event }) => event === "queue", "the visitor is told a place")).data.position
  } finally {
    await stream.cut()
  }
}

describe("deleting a queue through the API", () => {
  test("is refused with a sentence while it is used and nobody says where to", async () => {
    const { owner, repairs, ids } = await begin()
    const refused = await remove(owner, repairs)

    expect(refused.status).toBe(409)
    expect(refused.body.code).toBe("conflict")
    expect(refused.body.detail).toContain(
      "1 conversation that waits for a person, 1 with an operator, 1 with the AI, and new visitors of Luma Shoes",
    )
    expect(app.parts.queues.find(repairs)).toBeDefined()
    expect(queueOf(ids.waits)).toBe(repairs)
  })

  test("moves what is open to the queue that is named, in the same write, and says what was moved", async () => {
    const { owner, dana, repairs, ids } = await begin()
    const before = app.parts.queues.findWaiting(ids.waits)!
    const deadline = app.parts.conversations.find(ids.waits)!.lifecycle
    app.clock.advance(30_000)
    const desk = dana.stream()
    const moved = await remove(owner, repairs, `?moveTo=${cast.team}`)

    expect(moved.status).toBe(200)
    expect(moved.body.moved).toEqual({
      to: { id: cast.team, name: "Team" },
      waiting: 1,
      held: 1,
      withAi: 1,
      chatbots: ["Luma Shoes"],
    })
    expect(app.parts.queues.find(repairs)).toBeUndefined()
    expect([ids.waits, ids.held, ids.withAi].map(queueOf)).toEqual([cast.team, cast.team, cast.team])
    expect(assignmentsOf(ids.waits).at(-1)).toEqual({ queueId: cast.team, operatorId: null, reason: "queue_deleted" })
    expect(assignmentsOf(ids.held).at(-1)).toEqual({
      queueId: cast.team,
      operatorId: dana.id,
      reason: "queue_deleted",
    })
    // Whoever waits has lost nothing: neither the time they have waited, nor the promise.
    expect(app.parts.queues.findWaiting(ids.waits)).toMatchObject({ since: before.since, queueId: cast.team })
    expect(app.parts.conversations.find(ids.waits)!.lifecycle).toEqual(deadline)
    expect(app.parts.conversations.find(ids.held)!.lifecycle).toEqual({ state: "human", operatorId: dana.id })
    await until(
      () => desk.frames.filter(({ data }) => data?.reason === "queue_deleted").length === 2,
      "Dana's desk is told of both",
    )
    await desk.cut()

    // And new visitors enter by the other.
    const later = await app.visitor()
    await later.askForPerson()
    expect(queueOf((await later.conversation()).id)).toBe(cast.team)
  })

  test("those who wait stand in the new line where their time puts them, and still when the server starts again", async () => {
    const { owner, repairs, waits, ids } = await begin()
    app.clock.advance(60_000)
    const later = await app.visitor(cast.noa, cast.counter)
    await later.say("Hello?")
    expect(await positionOf(later)).toBe(1)
    await remove(owner, repairs, `?moveTo=${cast.team}`)

    const line = () => app.parts.assigner.list.line(cast.team).map(({ conversationId }) => conversationId)
    const expected = [ids.waits, (await later.conversation()).id]
    await until(() => line().join() === expected.join(), "both stand in one line")
    expect(await positionOf(waits)).toBe(1)
    expect(await positionOf(later)).toBe(2)

    await app.restart()
    expect(line()).toEqual(expected)
    app.clock.advance(600_000)
    await app.tick()
    await until(() => assignmentsOf(ids.waits).at(-1)?.reason === "deadline_passed", "the promise is still watched")
  })

  test("an offer under way is withdrawn, and the other queue offers it anew", async () => {
    const { owner, dana, repairs, ids } = await begin()
    const eli = await app.operator("eli")
    await owner.api("PUT", `/queues/${repairs}`, {
      assignment: "automatic",
      members: [{ personId: dana.id, preference: 1 }],
    })
    await owner.api("PUT", `/queues/${cast.team}`, {
      assignment: "automatic",
      members: [{ personId: eli.id, preference: 1 }],
    })
    await eli.setAvailability("online")
    const offeredTo = () => app.parts.queues.findWaiting(ids.waits)?.offeredTo
    await until(() => offeredTo() === dana.id, "Dana is offered it")
    await remove(owner, repairs, `?moveTo=${cast.team}`)

    await until(() => offeredTo() === eli.id, "Eli is offered it")
  })

  test("a queue that cannot take them is refused, and nothing has moved", async () => {
    const { owner, repairs, ids } = await begin()
    for (const wrong of [repairs, "nowhere"]) {
      const refused = await remove(owner, repairs, `?moveTo=${wrong}`)
      expect(refused.body).toMatchObject({ code: "validation" })
    }
    expect(queueOf(ids.waits)).toBe(repairs)
  })

  test("a queue that nothing uses goes as before, without a word about moving", async () => {
    app = await startTestApp()
    const owner = await app.owner()
    const { queue } = await owner.api("POST", "/queues", { name: "Repairs" })
    expect((await remove(owner, queue.id)).status).toBe(204)
  })
})

describe("deleting a queue on the owner's page", () => {
  async function page() {
    const scene = await begin()
    const call = createCaller(
      () => app.url,
      () => ({ cookie: `${cookieNames.owner}=${scene.owner.token}`, "sec-fetch-site": "same-origin" }),
    )
    const post = (fields: Record<string, string>) =>
      call("POST", `/admin/queues/${scene.repairs}/delete`, new URLSearchParams(fields).toString(), {
        "content-type": "application/x-www-form-urlencoded",
      })
    return { ...scene, get: (path: string) => call("GET", path), post }
  }

  test("says what is in it, suggests where it goes and why, and tells afterwards what was moved", async () => {
    const { repairs, ids, get, post } = await page()
    const asked = await get(`/admin/queues/${repairs}/delete`)
    expect(asked.body).toContain("1 conversation that waits for a person, 1 with an operator, 1 with the AI")
    expect(asked.body).toContain("Suggested: the first of your queues.")
    expect(asked.body).toMatch(/<option[^>]* selected[^>]*>Team</)

    const done = await post({ moveTo: cast.team })
    expect(done.status).toBe(303)
    expect(queueOf(ids.waits)).toBe(cast.team)
    const list = await get(done.headers.get("location")!)
    expect(list.body).toContain(
      "Deleted: Repairs. Moved to Team: 1 conversation that waits for a person, 1 with an operator",
    )
    // An address that somebody made up says nothing.
    expect((await get("/admin/queues?deleted=999999")).body).not.toContain("Deleted:")
  })

  test("the backup is suggested before others", async () => {
    const { owner, repairs, get } = await page()
    const { queue } = await owner.api("POST", "/queues", { name: "Evenings" })
    await owner.api("PUT", `/queues/${repairs}`, { backupQueueId: queue.id })

    const asked = await get(`/admin/queues/${repairs}/delete`)
    expect(asked.body).toContain("Suggested: the queue that takes over when nobody comes here.")
    expect(asked.body).toMatch(/<option[^>]* selected[^>]*>Evenings</)
  })

  test("who loses their backup by it is named", async () => {
    const { owner, repairs, get } = await page()
    await owner.api("PUT", `/queues/${cast.team}`, { backupQueueId: repairs })

    expect((await get(`/admin/queues/${repairs}/delete`)).body).toContain("It is the backup of Team")
  })

  test("the rules that send people here are named, whether by its id or its name, and no others", async () => {
    const { owner, repairs, get } = await page()
    const when = (word: string) => ({ kind: "words", phrases: [word] })
    const rules = [
      { name: "Broken heel", when: when("heel"), action: { kind: "escalate", queue: repairs } },
      { name: "Loose sole", when: when("sole"), action: { kind: "escalate", queue: "repairs" } },
      { name: "Wholesale", when: when("wholesale"), action: { kind: "escalate" } },
    ]
    await owner.api("PUT", `/chatbots/${cast.shop}/rules`, { rules: rules.map((rule) => ({ ...rule, enabled: true })) })

    const asked = (await get(`/admin/queues/${repairs}/delete`)).body
    expect(asked).toContain("The rules “Broken heel”, “Loose sole” send people here. They then call somebody in the")
    expect(asked).not.toContain("Wholesale")
  })

  test("the only queue, while it is used, is not offered for deletion but another one to be added", async () => {
    const { owner, repairs, get } = await page()
    await remove(owner, repairs, `?moveTo=${cast.team}`)
    const asked = await get(`/admin/queues/${cast.team}/delete`)

    expect(asked.body).toContain("This is your only queue")
    expect(asked.body).not.toContain("Move and delete")
  })
})
