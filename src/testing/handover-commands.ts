/** What can happen to a handover, as plain data, and how often it is drawn. Played by `handover.test.ts`. */

import fc from "fast-check"
import type { AnswerFailure } from "../assistant/answerer"

export type Who = "noa" | "sam"
export type Operator = "dana" | "eli"
export type Reader = Who | Operator

/** What one party does, by itself or at once with others. */
export type Simple =
  | { do: "say" | "sayTwice" | "repeat" | "askForPerson" | "leave"; who: Who }
  | { do: "stream" | "break"; turn: number }
  | { do: "answer"; turn: number; how: "sure" | "unsure" | "person" | "nothing" }
  | { do: "fail"; turn: number; how: AnswerFailure }
  | { do: "takeOver"; by: Operator; who: Who; force: boolean }
  | { do: "write"; by: Operator; who: Who; seen: "latest" | "stale" | "nothing" }
  | { do: "rewrite" | "note" | "whisper" | "handBack" | "close"; by: Operator; who: Who }
  | { do: "transfer"; by: Operator; who: Who; to: "queue" | "colleague" }
export type Command =
  | Simple
  | { do: "bothTakeOver" | "bothWrite"; who: Who }
  | { do: "cut" | "reconnect"; reader: Reader }
  | { do: "wait"; minutes: number }
  | { do: "restart"; clean: boolean }
  | { do: "sayThroughCrash"; who: Who }
  | { do: "writeThroughCrash"; by: Operator; who: Who }
  | { do: "atOnce"; these: Simple[] }

const who = fc.constantFrom<Who>("noa", "sam")
const by = fc.constantFrom<Operator>("dana", "eli")
const turn = fc.nat({ max: 2 })
const simple: fc.Arbitrary<Simple> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("say" as const), who }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom("sayTwice" as const, "repeat", "askForPerson", "leave"), who }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("stream" as const), turn }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("answer" as const),
      turn,
      how: fc.constantFrom("sure" as const, "sure", "unsure", "person", "nothing"),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("fail" as const),
      turn,
      how: fc.constantFrom<AnswerFailure>("timeout", "rate_limited", "refused", "cut_off", "unparsable"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("break" as const), turn }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("takeOver" as const), by, who, force: fc.boolean() }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("write" as const),
      by,
      who,
      seen: fc.constantFrom("latest" as const, "stale", "nothing"),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom("rewrite" as const, "note", "whisper", "handBack", "handBack", "handBack", "close"),
      by,
      who,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("transfer" as const),
      by,
      who,
      to: fc.constantFrom("queue" as const, "colleague"),
    }),
  },
)
export const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 24, arbitrary: simple },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("atOnce" as const),
      these: fc.array(simple, { minLength: 2, maxLength: 4 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom("bothTakeOver" as const, "bothWrite"), who }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom("cut" as const, "reconnect"),
      reader: fc.constantFrom<Reader>("noa", "sam", "dana", "eli"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("wait" as const), minutes: fc.integer({ min: 1, max: 7 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("restart" as const), clean: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("sayThroughCrash" as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("writeThroughCrash" as const), by, who }) },
)
