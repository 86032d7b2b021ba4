import type Anthropic from "@anthropic-ai/sdk"
import { addressOf, createClient, usualModel } from "./anthropic"
import { startDeadline } from "./deadline"
import { createMessageReader } from "./read-message"

type Deps = {
  apiKey: string
  baseUrl?: string | undefined
  model: string
  /** How long it is worth waiting for. */
  patienceMs: number
  /** What a call has room for; models that cannot help thinking first need more. */
  tokens: { few: number; some: number }
}

type AskByTool = (
  prompt: { system: string; messages: Anthropic.MessageParam[] },
  tool: Anthropic.Tool,
  signal: AbortSignal,
) => Promise<unknown>

/**
 * One request that is answered by one call of one tool, and by nothing else: tried once. It gives what the model put into
 * the call, which may be anything, and rejects for whatever went wrong.
 */
export function createAskByTool({ apiKey, baseUrl, model, patienceMs, tokens }: Deps): AskByTool {
  const client = createClient({ apiKey }, addressOf(baseUrl), patienceMs)
  const isDefault = model === usualModel

  async function ask(params: Anthropic.MessageCreateParamsStreaming, tool: string, signal: AbortSignal) {
    const reader = createMessageReader({ onText: ignore, onTextEnd: ignore, onTool: ignore })
    for await (const event of await client.messages.create(params, { signal })) reader.accept(event)
    if (!reader.isComplete || reader.stopReason === "refusal") throw new Error("the tool was not called")
    const call = reader.parts().findLast((part) => part.type === "tool_use" && part.name === tool)
    return call && "input" in call ? call.input : undefined
  }

  return async function askByTool(prompt, tool, signal) {
    signal.throwIfAborted()
    const deadline = startDeadline(signal, { silenceMs: patienceMs, overallMs: patienceMs })
    try {
      const params: Anthropic.MessageCreateParamsStreaming = {
        model,
        max_tokens: isDefault ? tokens.few : tokens.some,
        stream: true,
        tools: [tool],
        tool_choice: { type: "tool", name: tool.name, disable_parallel_tool_use: true },
        ...prompt,
        ...(isDefault ? { thinking: { type: "disabled" as const }, output_config: { effort: "low" as const } } : {}),
      }
      return await deadline.race(ask(params, tool.name, deadline.signal))
    } finally {
      deadline.end()
    }
  }
}

const ignore = () => undefined
