import { expect, test } from "bun:test"
import { createViewers, viewingMs } from "./viewers"

test("a colleague is seen where they look, leaves by looking elsewhere, and expires when their page falls silent", () => {
  let at = 0
  const viewers = createViewers({ now: () => at })
  expect(viewers.view("c1", { id: "ana", name: "Ana" })).toEqual(["Ana"])
  expect(viewers.view("c1", { id: "ben", name: "Ben" })).toEqual(["Ana", "Ben"])

  viewers.view("c2", { id: "ana", name: "Ana" })
  expect(viewers.list("c1")).toEqual(["Ben"])

  at += viewingMs
  expect(viewers.list("c1")).toEqual([])
})
