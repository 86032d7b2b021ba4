/** What every answer of the contract has in common. */

import { expect } from "bun:test"
import type { Answer } from "./clients"

/** Every refusal is a problem document with a stable code and a sentence that says what to do. */
export function expectProblem(answer: Answer, status: number, code: string): void {
  expect(answer.status).toBe(status)
  expect(answer.headers.get("content-type")).toBe("application/problem+json")
  const { type, title, detail } = answer.body
  expect([answer.body.status, answer.body.code]).toEqual([status, code])
  for (const text of [type, title, detail]) expect(text).toBeString()
  expect(detail.length).toBeGreaterThan(15)
  expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|\/src\/|SQLITE|at Object/)
}

export const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

export function expectEvent(event: Record<string, unknown>): void {
  expect(event.id).toBeInteger()
  expect(event.conversationId).toBeString()
  expect(event.at).toMatch(isoTime)
  expect(Object.keys(event.actor as object).sort()).toEqual(["id", "kind", "name"])
}
