import { expect, test } from "bun:test"
import { createSeal } from "./sealed"

const minute = 60_000
let at = Date.UTC(2026, 10, 23, 8)
const sealFor = (purpose: string, key = "the key") => createSeal(key, purpose, 15 * minute, () => at)

test("what is sealed is read back by whoever has the key and the purpose, and by nobody else", () => {
  const { seal, open } = sealFor("letters")
  const sealed = decodeURIComponent(seal("noa", "shop"))

  expect(open(sealed, 2)).toEqual({ fields: ["noa", "shop"], isTooOld: false })
  expect(sealFor("slack").open(sealed, 2)).toBeUndefined()
  expect(sealFor("letters", "another key").open(sealed, 2)).toBeUndefined()
  expect(open(sealed, 1)).toBeUndefined()
  for (const changed of [sealed.replace("noa", "sam"), sealed.slice(0, -1), `${sealed}x`, "", "~", "noa~shop"])
    expect(open(changed, 2)).toBeUndefined()
})

test("it says when it is too old, by a time that nobody can change", () => {
  const { seal, open } = sealFor("letters")
  const sealed = decodeURIComponent(seal("noa"))
  const until = (at + 15 * minute).toString(36)
  at += 15 * minute
  expect(open(sealed, 1)?.isTooOld).toBeFalse()
  at += 1
  expect(open(sealed, 1)?.isTooOld).toBeTrue()
  expect(open(sealed.replace(until, (at + minute).toString(36)), 1)).toBeUndefined()
})
