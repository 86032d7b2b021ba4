/** Which times are free: from hours, length, buffers, capacity, notice, horizon and what is taken. Pure. */

import { dayAt, type Hours, intervalsOn, nextDay } from "../queues/hours"

export type SlotRules = {
  /** Without hours there are no slots: nobody has said that they would be there. */
  hours: Hours | undefined
  minutes: number
  /** In minutes. */
  bufferBefore: number
  bufferAfter: number
  /** How many may take place at one time. */
  capacity: number
  noticeMinutes: number
  horizonDays: number
}

/** What is kept free for a booking that stands, its buffers included. Epoch milliseconds; `to` is free again. */
export type Busy = { from: number; to: number }

const minuteMs = 60_000
const dayMs = 24 * 3600_000

/** The time that a booking at this moment would keep. */
export const busyOf = ({ minutes, bufferBefore, bufferAfter }: SlotRules, startsAt: number): Busy => ({
  from: startsAt - bufferBefore * minuteMs,
  to: startsAt + (minutes + bufferAfter) * minuteMs,
})

/** The first and the last moment at which a slot may begin, seen from now. */
const bounds = ({ noticeMinutes, horizonDays }: SlotRules, now: number): Busy => ({
  from: now + noticeMinutes * minuteMs,
  to: now + horizonDays * dayMs,
})

/**
 * The beginnings of free slots from `from` on and before `to`, in order: as many as fit behind each other from each
 * opening on, so that two visitors are offered the same times.
 */
export function freeSlots(
  rules: SlotRules,
  busy: readonly Busy[],
  { now, from, to, limit = 500 }: { now: number; from: number; to: number; limit?: number },
): number[] {
  const { hours } = rules
  if (!hours) return []
  const allowed = bounds(rules, now)
  const first = Math.max(from, allowed.from)
  const last = Math.min(to, allowed.to + 1)
  const found: number[] = []
  const length = rules.minutes * minuteMs
  // The day before as well: its last opening may reach past midnight.
  for (let day = dayAt(hours, first - dayMs); found.length < limit; day = nextDay(day)) {
    if (first >= last || day > dayAt(hours, last)) break
    for (const opening of intervalsOn(hours, day)) {
      for (let start = opening.from; start + length <= opening.to && found.length < limit; start += length)
        // A night that is open until morning, and the morning from midnight on, are two openings and one time.
        if (start >= first && start < last && hasRoom(rules, busy, start) && !found.includes(start)) found.push(start)
    }
  }
  return found.sort((a, b) => a - b)
}

/** Whether exactly this moment is the beginning of a free slot. */
export const isFree = (rules: SlotRules, busy: readonly Busy[], now: number, startsAt: number): boolean =>
  freeSlots(rules, busy, { now, from: startsAt, to: startsAt + 1 }).length === 1

/** Never more at one moment than the capacity, buffers included. */
function hasRoom(rules: SlotRules, busy: readonly Busy[], start: number): boolean {
  const own = busyOf(rules, start)
  const near = busy.filter(({ from, to }) => from < own.to && to > own.from)
  if (near.length < rules.capacity) return true
  // The most at once is reached where one of them, or this one, begins.
  const moments = [own.from, ...near.map(({ from }) => from)]
  return moments.every((at) => near.filter(({ from, to }) => from <= at && at < to).length < rules.capacity)
}
