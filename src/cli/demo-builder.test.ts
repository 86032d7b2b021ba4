import { expect, test } from "bun:test"
import { playBuilder } from "./demo-builder"
import { createScene } from "./play"

test("the builder's play holds at each step, from an empty server to a gap that is closed", async () => {
  const lines: string[] = []
  await playBuilder(createScene((line) => lines.push(line)))

  expect(lines.filter((line) => line.includes("✗"))).toEqual([])
  expect(lines.filter((line) => line.includes("✓")).length).toBeGreaterThan(15)
}, 120_000)
