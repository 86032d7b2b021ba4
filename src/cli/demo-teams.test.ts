import { expect, test } from "bun:test"
import { playTeams } from "./demo-teams"
import { createScene } from "./play"

test("the day of a team holds at each step, from three overnight waits to a booked call", async () => {
  const lines: string[] = []
  await playTeams(createScene((line) => lines.push(line)))

  expect(lines.filter((line) => line.includes("✗"))).toEqual([])
  expect(lines.filter((line) => line.includes("✓")).length).toBeGreaterThan(25)
}, 120_000)
