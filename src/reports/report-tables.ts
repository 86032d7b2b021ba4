/** The figures of a report as tables, for spreadsheets: the same numbers that the page shows. Pure. */

import type { Report } from "./report"
import { outcomes } from "./summary"

type TableOf = (report: Report) => string[][]

const seconds = (ms: number | null) => (ms === null ? "" : String(Math.round(ms / 1000)))
const share = (part: number, whole: number) => (whole === 0 ? "" : String(Math.round((part / whole) * 1000) / 1000))

export const reportTables: Record<string, TableOf> = {
  days: ({ days }) => [
    ["day", "conversations", "by_the_ai_alone", "calls_of_a_person", "median_wait_seconds"],
    ...days.map(({ day, conversations, ai, escalations, medianWaitMs }) => [
      day,
      String(conversations),
      String(ai),
      String(escalations),
      seconds(medianWaitMs),
    ]),
  ],
  carried: ({ outcomes: counts, conversations }) => [
    ["who", "conversations", "share"],
    ...outcomes.map((outcome) => [outcome, String(counts[outcome]), share(counts[outcome], conversations)]),
  ],
  calls: ({ escalations }) => {
    const all = escalations.reduce((sum, { count }) => sum + count, 0)
    return [
      ["what_called", "calls", "share"],
      ...escalations.map(({ reason, count }) => [reason, String(count), share(count, all)]),
    ]
  },
  waits: ({ waits: { spans, answered, left, waiting } }) => [
    ["waited_seconds_up_to", "visitors", "share"],
    ...spans.map(({ upToMs, count }) => [
      upToMs === null ? "longer" : seconds(upToMs),
      String(count),
      share(count, answered),
    ]),
    ["nobody_came", String(left), ""],
    ["still_waiting", String(waiting), ""],
  ],
  ratings: ({ ratings: { scores, count } }) => [
    ["score", "visitors", "share"],
    ...scores.map((given, at) => [String(at + 1), String(given), share(given, count)]),
  ],
  flags: ({ triggers }) => [
    ["what_flagged", "rule", "flags", "right", "too_early", "too_late", "not_needed", "share_right"],
    ...triggers.map(({ kind, rule, flags, right, too_early, too_late, not_needed, precision }) => [
      kind,
      rule ?? "",
      ...[flags, right, too_early, too_late, not_needed].map(String),
      precision === null ? "" : String(precision),
    ]),
  ],
}
