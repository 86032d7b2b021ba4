/** The other end of encode-apart.ts: reads what sentences mean in a thread of its own. */

import { readFileSync } from "node:fs"
import type { EncodingAnswer, EncodingTask } from "./encode-apart"
import { createEncoder, type Encoder, packMeaning } from "./encoder"
import file from "./encoder.bin" with { type: "file" }

let encoder: Encoder | undefined

function encode(texts: readonly string[]): EncodingAnswer {
  try {
    encoder ??= createEncoder(readFileSync(file))
    return { meanings: texts.map((text) => packMeaning(encoder!.encode(text))) }
  } catch (error) {
    return { error: (error as Error).message }
  }
}

addEventListener("message", ({ data }: MessageEvent<EncodingTask>) => postMessage(encode(data.texts)))
