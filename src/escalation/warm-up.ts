import { judge } from "./judge"
import { defaultSettings } from "./policy"
import type { JudgementDeps } from "./types"

const texts = [
  "Hello, how long does the delivery take?",
  "this is ridiculous, I have been waiting for three weeks and nobody answers!!",
  "can I talk to a human please",
  "Ich möchte mit einem Mitarbeiter sprechen",
  "what do you mean? I don't understand the last answer, can you explain it again",
]

let isWarm = false

/** Judges a few texts, once a process, so that expressions are compiled and the vectors read before the first visitor writes. */
export function warmUp(deps: JudgementDeps): void {
  if (isWarm) return
  isWarm = true
  for (let round = 0; round < 40; round++) {
    judge(
      texts.map((text) => ({ role: "visitor", text })),
      defaultSettings,
      deps,
    )
  }
}
