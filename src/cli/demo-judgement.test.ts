import { expect, test } from "bun:test"
import { playJudgement } from "./demo-judgement"

test("twelve short conversations are each judged as expected, with their flags printed", async () => {
  const lines: string[] = []
  const held = await playJudgement((line) => lines.push(line))

  expect(lines.filter((line) => line.startsWith("✗"))).toEqual([])
  expect(held).toBe(true)
  expect(lines.at(-1)).toBe("12 of 12 judged as expected")
}, 120_000)
