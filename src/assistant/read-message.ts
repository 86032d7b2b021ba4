import type Anthropic from "@anthropic-ai/sdk"

/** Puts one streamed message together, trusting nothing about its shape: the base URL may lead to any server. */

export class MalformedMessage extends Error {
  override name = "MalformedMessage"
}

type Source = { document: number; quote: string }
export type TextPart = { type: "text"; text: string; sources: Source[] }
type ToolPart = { type: "tool_use"; id: string; name: string; json: string; input: unknown }
type ThinkingPart = { type: "thinking"; thinking: string; signature: string }
type OtherPart = { type: "other"; block: Fields }
export type Part = TextPart | ToolPart | ThinkingPart | OtherPart

type Fields = Record<string, unknown>
type Listener = {
  onText(text: string): void
  /** The stretch of text is over, and these are its sources. */
  onTextEnd(part: TextPart): void
  onTool(): void
}

export function createMessageReader(listener: Listener) {
  const parts = new Map<number, Part>()
  let isStarted = false
  let isComplete = false
  let stopReason = ""

  function start(index: number, block: Fields) {
    if (parts.has(index)) throw new MalformedMessage("a block began twice")
    const part = newPart(block)
    parts.set(index, part)
    if (part.type === "text" && part.text !== "") listener.onText(part.text)
    if (part.type === "tool_use") listener.onTool()
  }

  function extend(index: number, delta: Fields) {
    const part = parts.get(index)
    if (!part) throw new MalformedMessage("a piece without a block")
    if (delta.type === "text_delta" && part.type === "text") {
      const text = asString(delta.text)
      part.text += text
      listener.onText(text)
    } else if (delta.type === "citations_delta" && part.type === "text") {
      part.sources.push(...readSource(asFields(delta.citation)))
    } else if (delta.type === "input_json_delta" && part.type === "tool_use") {
      part.json += asString(delta.partial_json)
    } else if (delta.type === "thinking_delta" && part.type === "thinking") {
      part.thinking += asString(delta.thinking)
    } else if (delta.type === "signature_delta" && part.type === "thinking") {
      part.signature = asString(delta.signature)
    }
  }

  function stop(index: number) {
    const part = parts.get(index)
    if (part?.type === "text") listener.onTextEnd(part)
  }

  return {
    /** @throws MalformedMessage */
    accept(event: unknown) {
      const fields = asFields(event)
      switch (fields.type) {
        case "message_start":
          asFields(fields.message)
          isStarted = true
          break
        case "content_block_start":
          start(asIndex(fields.index), asFields(fields.content_block))
          break
        case "content_block_delta":
          extend(asIndex(fields.index), asFields(fields.delta))
          break
        case "content_block_stop":
          stop(asIndex(fields.index))
          break
        case "message_delta":
          stopReason = asFields(fields.delta).stop_reason?.toString() ?? stopReason
          break
        case "message_stop":
          isComplete = true
          break
        default:
          // A kind of event that came later than this program is no error; something without a kind is.
          asString(fields.type)
      }
    },
    get isStarted() {
      return isStarted
    },
    get isComplete() {
      return isStarted && isComplete
    },
    get stopReason() {
      return stopReason
    },
    /**
     * To be asked for once the message is known to be whole: a message that was cut short holds half a tool call.
     * @throws MalformedMessage
     */
    parts(): Part[] {
      const inOrder = [...parts.entries()].sort(([a], [b]) => a - b).map(([, part]) => part)
      for (const part of inOrder) {
        if (part.type === "tool_use" && part.json.trim() !== "") part.input = parseJson(part.json)
      }
      return inOrder
    },
  }
}

/** The message as it has to be sent back, unchanged, when a conversation with tools goes on. */
export function asSent(parts: readonly Part[]): Anthropic.ContentBlockParam[] {
  return parts.flatMap((part): Anthropic.ContentBlockParam[] => {
    if (part.type === "text") return part.text.trim() === "" ? [] : [{ type: "text", text: part.text }]
    if (part.type === "tool_use") return [{ type: "tool_use", id: part.id, name: part.name, input: part.input }]
    if (part.type === "thinking") return [part]
    // Kept whole as it came: nothing in it is read.
    return part.block.type === "redacted_thinking" ? [part.block as unknown as Anthropic.RedactedThinkingBlock] : []
  })
}

function newPart(block: Fields): Part {
  switch (asString(block.type)) {
    case "text":
      return { type: "text", text: asString(block.text ?? ""), sources: [] }
    case "tool_use":
      return {
        type: "tool_use",
        id: asString(block.id),
        name: asString(block.name),
        json: "",
        input: block.input ?? {},
      }
    case "thinking":
      return { type: "thinking", thinking: asString(block.thinking ?? ""), signature: asString(block.signature ?? "") }
    default:
      return { type: "other", block }
  }
}

/** Where a citation points to; citations of kinds that were not asked for (searches) are passed over. */
function readSource(citation: Fields): Source[] {
  if (typeof citation.document_index !== "number") return []
  const quote = typeof citation.cited_text === "string" ? citation.cited_text : ""
  return [{ document: citation.document_index, quote }]
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    throw new MalformedMessage("a tool call that is not JSON")
  }
}

function asFields(value: unknown): Fields {
  if (typeof value !== "object" || value === null) throw new MalformedMessage("not an object")
  return value as Fields
}

function asString(value: unknown): string {
  if (typeof value !== "string") throw new MalformedMessage("not a text")
  return value
}

function asIndex(value: unknown): number {
  if (typeof value !== "number") throw new MalformedMessage("not an index")
  return value
}
