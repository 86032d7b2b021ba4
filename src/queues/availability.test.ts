import { afterAll, beforeAll, expect, test } from "bun:test"
import * as cast from "../testing/cast"
import { createClock, startTestApp, type TestApp } from "../testing/test-app"
import { createAvailabilityBoard } from "./availability"

let app: TestApp
let dana: string
let eli: string

beforeAll(async () => {
  app = await startTestApp({ content: false })
  const idOf = ({ email }: { email: string }) => app.parts.people.list().find((each) => each.email === email)!.id
  dana = idOf(cast.dana)
  eli = idOf(cast.eli)
  for (const id of [dana, eli]) await app.parts.accounts.setAvailability(id, "online")
})
afterAll(() => app.stop())

const second = 1000
const minute = 60 * second

/** A board of its own, of the people of the shop, with a clock that it goes by. */
function aBoard(presentBefore: string[] = []) {
  const clock = createClock()
  let rings = 0
  const onChange = () => {
    rings += 1
  }
  const board = createAvailabilityBoard({ people: app.parts.people, presentBefore, now: clock.now, onChange })
  return {
    board,
    after: (ms: number) => clock.advance(ms),
    /** How often it was said since the last look that somebody came or went. */
    rung(): number {
      const since = rings
      rings = 0
      return since
    },
    online: () => board.listOnline(cast.shop).map(({ id }) => id),
  }
}

test("whoever has a stream open is there, however long nothing else is heard of them, and for ninety seconds after", () => {
  const { board, after, online } = aBoard()
  expect(board.isPresent(dana)).toBeFalse()
  board.streamOpened(dana, "laptop")
  after(60 * minute)
  expect([board.isPresent(dana), board.absentFor(dana), board.isGone(dana)]).toEqual([true, 0, false])
  expect(online()).toEqual([dana])

  board.streamEnded(dana, "laptop")
  after(90 * second - 1)
  expect([board.isPresent(dana), board.isAnybodyOnline(cast.shop)]).toEqual([true, true])
  after(1)
  expect([board.isPresent(dana), board.isAnybodyOnline(cast.shop)]).toEqual([false, false])
  expect(board.absentFor(dana)).toBe(90 * second)
})

test("of several streams, in one browser or in two, the last counts", () => {
  const { board, after } = aBoard()
  for (const session of ["laptop", "laptop", "phone"]) board.streamOpened(dana, session)
  expect([board.isElsewhere(dana, "laptop"), board.isElsewhere(dana, "phone")]).toEqual([true, true])
  board.streamEnded(dana, "laptop")
  expect(board.isElsewhere(dana, "phone")).toBeTrue()
  board.streamEnded(dana, "laptop")
  expect([board.isElsewhere(dana, "laptop"), board.isElsewhere(dana, "phone")]).toEqual([true, false])
  after(60 * minute)
  expect(board.isPresent(dana)).toBeTrue()

  board.streamEnded(dana, "phone")
  expect(board.isElsewhere(dana, "laptop")).toBeFalse()
  after(90 * second)
  expect(board.isPresent(dana)).toBeFalse()
})

test("who is gone for more than five minutes does not keep what they hold; one request, and they are there again", () => {
  const { board, after, rung } = aBoard()
  board.touch(dana)
  expect(rung()).toBe(1)
  after(5 * minute)
  expect([board.isPresent(dana), board.isGone(dana)]).toEqual([false, false])
  after(1)
  expect(board.isGone(dana)).toBeTrue()

  expect(rung()).toBe(0)
  board.touch(dana)
  expect([board.isPresent(dana), board.isGone(dana), rung()]).toEqual([true, false, 1])
  // That somebody who is there does something is no news.
  board.touch(dana)
  expect(rung()).toBe(0)
})

test("whoever signs out is gone as soon as their last stream has ended, and then it is said once more", () => {
  const { board, rung } = aBoard()
  board.streamOpened(dana, "laptop")
  expect(rung()).toBe(1)
  board.signedOut(dana)
  expect([rung(), board.isGone(dana)]).toEqual([1, false])
  board.streamEnded(dana, "laptop")
  expect([board.isPresent(dana), board.isGone(dana), rung()]).toEqual([false, true, 1])

  board.streamOpened(eli, "phone")
  rung()
  // An end without a word may be a reload: nothing is said of it.
  board.streamEnded(eli, "phone")
  expect([board.isPresent(eli), rung()]).toEqual([true, 0])
})

test("whoever signs out and in again has the time of a reload or a tunnel again, by a request as by a stream", () => {
  const { board, after, rung } = aBoard()
  board.signedOut(dana)
  board.touch(dana)
  expect([board.isPresent(dana), board.isGone(dana), rung()]).toEqual([true, false, 2])

  board.signedOut(dana)
  board.streamOpened(dana, "laptop")
  expect(rung()).toBe(2)
  board.streamEnded(dana, "laptop")
  after(minute)
  expect([board.isPresent(dana), board.isGone(dana), rung()]).toEqual([true, false, 0])
})

test("after a start who was there before is waited for, half a minute, and nobody is gone for five minutes", () => {
  const { board, after, online } = aBoard([dana])
  expect([board.isPresent(dana), board.isPresent(eli), online()]).toEqual([true, false, [dana]])
  after(30 * second - 1)
  expect(board.isPresent(dana)).toBeTrue()
  after(1)
  expect([board.isPresent(dana), board.isGone(dana)]).toEqual([false, false])
  after(5 * minute - 30 * second)
  expect(board.isGone(dana)).toBeFalse()
  after(1)
  expect([board.isGone(dana), board.isGone(eli)]).toEqual([true, true])
})

test("only who says that they take conversations counts as online, who is just leaving does not, nor who has no seat", async () => {
  const { board, online } = aBoard()
  const uri = app.parts.people.list().find(({ email }) => email === cast.uri.email)!.id
  for (const id of [dana, eli, uri]) {
    await app.parts.accounts.setAvailability(id, "online")
    board.streamOpened(id, "laptop")
  }
  expect(online().sort()).toEqual([dana, eli].sort())
  await app.parts.accounts.setAvailability(eli, "away")
  expect(online()).toEqual([dana])
  expect([board.isAnybodyOnline(cast.shop, eli), board.isAnybodyOnline(cast.shop, dana)]).toEqual([true, false])
  const person = app.parts.people.find(dana)!
  expect([board.isOnline(person), board.isOnline({ ...person, disabledAt: 1 })]).toEqual([true, false])
  expect(board.isOnline({ ...person, isOperator: false })).toBeFalse()
})
