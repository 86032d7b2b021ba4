import { expect, test } from "bun:test"
import { playAlerts } from "./demo-alerts"

test("the play of the alerts holds at each step, from the wish for a person to the reply by email", async () => {
  const lines: string[] = []
  const held = await playAlerts((line) => lines.push(line))

  expect(lines.filter((line) => line.startsWith("✗"))).toEqual([])
  expect(held).toBe(true)
}, 120_000)
