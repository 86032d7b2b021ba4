import type Anthropic from "@anthropic-ai/sdk"
import type { Opinion } from "../escalation/second-opinion"
import type { TurnMessage } from "./answerer"
import { addressOf, createClient, DEFAULT_MODEL, isProvidersOwn } from "./anthropic"
import { startDeadline } from "./deadline"
import { buildOpinionPrompt, OPINION, opinionTool, readOpinion } from "./opinion-prompt"
import { createMessageReader } from "./read-message"

/** The provider's small one. */
export const DEFAULT_OPINION_MODEL = DEFAULT_MODEL

/** A visitor waits no longer than this for a second opinion; later it is worth nothing. */
export const OPINION_PATIENCE_MS = 2_500
/** The call itself has some eighty; models that cannot help thinking first need room for it. */
const [fewTokens, someTokens] = [300, 1_024]

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
  model || (isProvidersOwn(addressOf(baseUrl)) ? DEFAULT_OPINION_MODEL : answering || DEFAULT_OPINION_MODEL)

/** One small request, tried once: it either helps at once or not at all. The promise rejects for whatever went wrong. */
export function createAskOpinion(deps: Deps): AskOpinion {
  const { patienceMs = OPINION_PATIENCE_MS } = deps
  const model = opinionModel(deps)
  const client = createClient(deps, addressOf(deps.baseUrl), patienceMs)
  const isDefault = model === DEFAULT_OPINION_MODEL

  async function ask(params: Anthropic.MessageCreateParamsStreaming, signal: AbortSignal): Promise<Opinion> {
    const reader = createMessageReader({ onText: ignore, onTextEnd: ignore, onTool: ignore })
    for await (const event of await client.messages.create(params, { signal })) reader.accept(event)
    if (!reader.isComplete || reader.stopReason === "refusal") throw new Error("no opinion was given")
    const call = reader.parts().findLast((part) => part.type === "tool_use" && part.name === OPINION)
    const opinion = readOpinion(call && "input" in call ? call.input : undefined)
    if (!opinion) throw new Error("the opinion cannot be read")
    return opinion
  }

  return async function askOpinion(history, reply, signal) {
    signal.throwIfAborted()
    const deadline = startDeadline(signal, { firstByteMs: patienceMs, overallMs: patienceMs })
    try {
      const params: Anthropic.MessageCreateParamsStreaming = {
        model,
        max_tokens: isDefault ? fewTokens : someTokens,
        stream: true,
        tools: [opinionTool],
        tool_choice: { type: "tool", name: OPINION, disable_parallel_tool_use: true },
        ...buildOpinionPrompt(history, reply),
        ...(isDefault ? { thinking: { type: "disabled" as const }, output_config: { effort: "low" as const } } : {}),
      }
      return await deadline.race(ask(params, deadline.signal))
    } finally {
      deadline.end()
    }
  }
}

const ignore = () => undefined
