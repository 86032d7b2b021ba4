/** When something is due, as it is picked: a day and a time in a named time zone. Pure. */

import { AppError } from "../errors"

type PickedTime = { date: string; time: string; timezone: string }

const refuse = (field: string, message: string) => new AppError("validation", message, { field })

/**
 * An hour that the clocks skip becomes the one after it; of one that comes twice, the first is meant.
 * @throws AppError `validation`, also for what has passed.
 */
export function dueAtOf({ date, time, timezone }: PickedTime, now: number): number {
  if (!date || !time) throw refuse("date", "Pick a day and a time.")
  if (!timezone) throw refuse("timezone", "Choose the time zone of that time.")
  const at = momentOf(date, time, timezone)
  if (at === undefined) throw refuse("date", "This is no day and time.")
  if (at < now) throw refuse("date", "This time has passed already.")
  return at
}

function momentOf(date: string, time: string, timezone: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || !/^\d\d:\d\d(:\d\d)?$/.test(time)) return undefined
  try {
    return Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(timezone).epochMilliseconds
  } catch {
    // Asking is the only way to learn whether there is such a day, and whether this system knows the zone.
    return undefined
  }
}
