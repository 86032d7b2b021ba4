export const percent = (part: number, whole: number) =>
  whole === 0 ? "–" : `${Math.round((part / whole) * 100)}\u00a0%`

/** As somebody would say it: 40 s, 3 min, 2.5 h. */
export function lasting(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000))
  if (seconds < 90) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 90) return `${minutes} min`
  const hours = minutes / 60
  return hours < 36 ? `${Math.round(hours * 2) / 2} h` : `${Math.round(hours / 24)} days`
}
