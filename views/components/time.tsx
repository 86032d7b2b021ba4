type RelativeProps = { at: string; now: number; class?: string }

/** “4 min”, with the exact time on hover. desk.js keeps it true while the page is open. */
export function Relative({ at, now, class: extra }: RelativeProps) {
  return (
    <time class={extra} dateTime={at} title={exactly(at)} data-relative>
      {relative(now - Date.parse(at))}
    </time>
  )
}

/** The same in a sentence: “4 min ago”. Only where no script keeps it. */
export function Ago({ at, now }: RelativeProps) {
  const since = relative(now - Date.parse(at))
  return (
    <time dateTime={at} title={exactly(at)}>
      {since === "now" ? "just now" : `${since} ago`}
    </time>
  )
}

type ClockProps = { since: string; now: number; due?: string | null; class?: string }

/** A clock that counts up; past `due`, the promise given to the visitor, it turns tomato. */
export function Clock({ since, now, due, class: extra }: ClockProps) {
  const late = due ? now > Date.parse(due) : false
  return (
    <time
      class={["clock", late && "is-late", extra].filter(Boolean).join(" ")}
      dateTime={since}
      title={exactly(since)}
      data-since={Date.parse(since)}
      data-due={due ? Date.parse(due) : undefined}
    >
      {stopwatch(now - Date.parse(since))}
    </time>
  )
}

// NOTE: `relative` and `stopwatch` are in desk.js as well, which has no build step to import them through.
export function relative(ms: number): string {
  const minutes = Math.floor(Math.max(0, ms) / 60_000)
  if (minutes < 1) return "now"
  if (minutes < 60) return `${minutes} min`
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h`
  return `${Math.floor(minutes / (24 * 60))} d`
}

export function stopwatch(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1000)
  const two = (n: number) => String(n).padStart(2, "0")
  if (seconds < 3600) return `${Math.floor(seconds / 60)}:${two(seconds % 60)}`
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)} h`
  return `${Math.floor(seconds / 86_400)} d`
}

type ExactProps = { at: string; class?: string }

/** The moment itself. every-page.js writes it in the time zone of whoever looks. */
export function Exact({ at, class: extra }: ExactProps) {
  return (
    <time class={extra} dateTime={at} title={exactly(at)} data-exact>
      {exactly(at)}
    </time>
  )
}

const form = new Intl.DateTimeFormat("en-GB", {
  ...{ day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", timeZone: "UTC" },
})

/** “30 Nov 2026, 02:52 UTC” */
export const exactly = (at: string) => `${form.format(new Date(at))} UTC`

const dayForm = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" })

/** “30 Nov 2026”, of a day as `2026-11-30`. */
export const dayWords = (day: string) => dayForm.format(new Date(`${day.slice(0, 10)}T00:00Z`))
