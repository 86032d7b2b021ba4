import { expect, test } from "bun:test"
import { applyCare, type Care, likenessOfWords } from "./passages"

const standard = { headings: "Delivery", text: "Standard delivery takes two working days and costs 4.95 euros." }
const express = { headings: "Express", text: "Express delivery arrives the next day for 9.95 euros." }
const care = (more: Partial<Care>): Care => ({
  id: 7,
  ...{ headings: standard.headings, original: standard.text, text: null },
  ...{ isOff: false, isPinned: false, changed: null, isGone: false },
  ...more,
})

test("a page that says the same keeps the owner's words, and nothing has changed", () => {
  const { parts, cares } = applyCare([standard, express], [care({ text: "Two days, 4.95 euros." })])

  expect(parts.map(({ text }) => text)).toEqual(["Two days, 4.95 euros.", express.text])
  expect(cares[0]).toMatchObject({ changed: null, isGone: false })
})

test("a page that says something else now keeps the owner's words, and says what it says", () => {
  const now = "Standard delivery takes three working days and costs 5.95 euros."
  const { parts, cares } = applyCare([{ ...standard, text: now }], [care({ text: "Two days, 4.95 euros." })])

  expect(parts[0]).toMatchObject({ text: "Two days, 4.95 euros.", careId: 7 })
  expect(cares[0]).toMatchObject({ changed: now, original: standard.text })
})

test("words whose passage is gone from the page stay as a passage of their own", () => {
  const { parts, cares } = applyCare([express], [care({ text: "Two days, 4.95 euros." })])

  expect(parts.map(({ text }) => text)).toEqual([express.text, "Two days, 4.95 euros."])
  expect(cares[0]!.isGone).toBeTrue()
})

test("what was switched off stays off when its page changes a little, and comes back off when it comes back", () => {
  const changed = { ...standard, text: `${standard.text} Free over 80 euros.` }
  const off = care({ isOff: true })

  expect(applyCare([changed, express], [off]).parts.map(({ isOff }) => isOff)).toEqual([true, false])
  const away = applyCare([express], [off])
  expect(away.parts.map(({ isOff }) => isOff)).toEqual([false])
  expect(applyCare([standard], away.cares).parts[0]!.isOff).toBeTrue()
})

test("once the page says what the owner wrote, the page has it again", () => {
  const { parts, cares } = applyCare(
    [{ ...standard, text: "Two days, 4.95 euros." }],
    [care({ text: "Two days, 4.95 euros." })],
  )

  expect(parts[0]!.careId).toBeNull()
  expect(cares[0]!.text).toBeNull()
})

test("care moves with its passage when the headings are new, and never onto another passage", () => {
  const moved = { headings: "Shipping", text: standard.text }

  expect(applyCare([express, moved], [care({ isPinned: true })]).parts.map(({ isPinned }) => isPinned)).toEqual([
    false,
    true,
  ])
  expect(applyCare([express], [care({ isPinned: true })]).parts[0]!.isPinned).toBeFalse()
  expect(likenessOfWords(standard.text, express.text)).toBeLessThan(0.7)
})
