/**
 * A server that speaks `POST /v1/embeddings`, for tests. Words of one concept have one direction, so that a question in
 * other words is near what answers it, as with a real model.
 *
 *     const server = startEmbeddingsServer({ concepts: [["trainers", "shoes"]] })
 *     server.fail({ status: 429, headers: { "retry-after": "20" } })   // the next request
 *     server.always({ waitMs: 5000 })                                  // all, until server.always(undefined)
 *     server.texts                                                     // all that was sent
 */

type Failure = {
  status?: number
  headers?: Record<string, string>
  body?: string
  waitMs?: number
  dimensions?: number
  /** Answers with half of its JSON. */
  isCut?: boolean
}
type Options = {
  concepts?: string[][]
  dimensions?: number
  key?: string
  /** Longer texts are refused, with all that came with them. */
  mostCharacters?: number
  /** Texts with this word are refused. */
  refused?: string
}
export type EmbeddingsServer = ReturnType<typeof startEmbeddingsServer>

export function startEmbeddingsServer(options: Options = {}) {
  const { concepts = [], dimensions = 384, key, mostCharacters = Number.POSITIVE_INFINITY, refused } = options
  const conceptOf = new Map(concepts.flatMap((words) => words.map((word) => [word, words[0]!] as const)))
  const queue: Failure[] = []
  const requests: { input: string[]; model: string }[] = []
  let standing: Failure | undefined
  /** Another model behind the same name. */
  let seed = 0

  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    async fetch(request) {
      if (new URL(request.url).pathname !== "/v1/embeddings") return new Response("Not found", { status: 404 })
      if (key && request.headers.get("authorization") !== `Bearer ${key}`)
        return Response.json({ error: { message: "Incorrect API key provided" } }, { status: 401 })
      const { input, model } = (await request.json()) as { input: string[]; model: string }
      if (model !== "test-embed")
        return Response.json(
          { error: { message: `model "${model}" not found, try pulling it first` } },
          { status: 404 },
        )
      requests.push({ input, model })
      if (input.some(({ length }) => length > mostCharacters))
        return Response.json(
          { error: { message: "This model's maximum context length is 512 tokens" } },
          { status: 400 },
        )
      if (refused && input.some((text) => text.includes(refused)))
        return Response.json({ error: { message: "Invalid input" } }, { status: 400 })
      const failure = queue.shift() ?? standing
      if (failure?.waitMs) await new Promise((resolve) => setTimeout(resolve, failure.waitMs))
      if (failure?.status)
        return new Response(failure.body ?? "{}", { status: failure.status, headers: failure.headers ?? {} })
      const data = input.map((text, index) => ({ index, embedding: embed(text, failure?.dimensions ?? dimensions) }))
      const body = JSON.stringify({ object: "list", model, data: data.reverse() })
      return new Response(failure?.isCut ? body.slice(0, body.length >> 1) : body, {
        headers: { "content-type": "application/json" },
      })
    },
  })

  function embed(text: string, size: number): number[] {
    const vector = new Float32Array(size)
    for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
      if (word.length < 4 && !conceptOf.has(word)) continue
      // Plural and singular lie together.
      const known = conceptOf.get(word) ?? word.slice(0, 5)
      const weight = conceptOf.has(word) ? 5 : 1
      for (let d = 0; d < size; d++) vector[d]! += weight * numberOf(known, d + seed * 10_000)
    }
    // What every text has in common, as real models give it.
    for (let d = 0; d < size; d++) vector[d]! += numberOf("", d) * 0.5
    const length = Math.hypot(...vector)
    return [...vector].map((value) => value / length)
  }

  return {
    url: `http://127.0.0.1:${server.port}`,
    requests,
    get texts() {
      return requests.flatMap(({ input }) => input)
    },
    fail: (...failures: Failure[]) => void queue.push(...failures),
    always(failure: Failure | undefined): void {
      standing = failure
    },
    becomeAnother(): void {
      seed += 1
    },
    stop: () => server.stop(true),
  }
}

/** The same word has the same direction, always. */
function numberOf(word: string, dimension: number): number {
  const hash = Bun.hash.wyhash(word, BigInt(dimension))
  return Number(hash & 0xffffn) / 0x7fff - 1
}
