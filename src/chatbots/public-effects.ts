import type { Effects } from "../knowledge/effects"

/** What a change does, told on golden questions and on what visitors asked last. */
export const publicEffects = ({ broken, mended, tried, recent }: Effects) => ({
  breaks: broken.length > 0,
  golden: { tried, broken, mended: mended.map(({ question }) => question) },
  recent: { tried: recent?.tried ?? 0, changed: recent?.changed ?? [] },
  model: { answers: recent?.modelAnswers ?? 0, failure: recent?.failure ?? null },
})
