import type { Opinion } from "../escalation/second-opinion"
import type { TurnMessage } from "./answerer"
import { addressOf, isProvidersOwn, usualModel } from "./anthropic"
import { createAskByTool } from "./ask-by-tool"
import { buildOpinionPrompt, opinionTool, readOpinion } from "./opinion-prompt"

/** The provider's small one. */
const usualOpinionModel = usualModel

/** A visitor waits no longer than this for a second opinion; later it is worth nothing. */
const opinionPatienceMs = 2_500
/** The call itself has some eighty. */
const tokens = { few: 300, some: 1_024 }

type Deps = {
  apiKey: string
  baseUrl?: string | undefined
  /** The model that is to give it. */
  model?: string | undefined
  /** The model that answers: a server of one's own may have no other. */
  answering?: string | undefined
  patienceMs?: number
}

export type AskOpinion = (history: readonly TurnMessage[], reply: string, signal: AbortSignal) => Promise<Opinion>

export const opinionModel = ({ baseUrl, model, answering }: Pick<Deps, "baseUrl" | "model" | "answering">): string =>
  model || (isProvidersOwn(addressOf(baseUrl)) ? usualOpinionModel : answering || usualOpinionModel)

/** It either helps at once or not at all. The promise rejects for whatever went wrong. */
export function createAskOpinion(deps: Deps): AskOpinion {
  const { patienceMs = opinionPatienceMs } = deps
  const ask = createAskByTool({ ...deps, model: opinionModel(deps), patienceMs, tokens })
  return async function askOpinion(history, reply, signal) {
    const opinion = readOpinion(await ask(buildOpinionPrompt(history, reply), opinionTool, signal))
    if (!opinion) throw new Error("the opinion cannot be read")
    return opinion
  }
}
