/** The largest body, in bytes. JSON and forms are short; files come with what a form adds to them. */
export const maxBytes = {
  others: { body: 256 * 1024, upload: 12 * 1024 * 1024 },
  /** Of those who write and upload the content; each file has a smaller limit of its own. */
  owners: { body: 5 * 1024 * 1024, upload: 62 * 1024 * 1024 },
}

/** The declared length of a request's body; undefined for a chunked body, which only its end measures. */
export const lengthOf = ({ headers }: Request): number | undefined =>
  headers.has("transfer-encoding") ? undefined : Number(headers.get("content-length") ?? 0)

const senders = new WeakMap<Request, Request>()

/** The request as it came in, which alone knows its socket. */
export const senderOf = (request: Request): Request => senders.get(request) ?? request

/** A chunked body, read whole; undefined as soon as it is larger than `limit`. */
export async function readWithin(request: Request, limit: number): Promise<Request | undefined> {
  const reader = request.body?.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined }
    if (done) break
    length += value.byteLength
    if (length > limit) {
      reader?.cancel().catch(() => {})
      return undefined
    }
    chunks.push(value)
  }
  return withBody(request, Buffer.concat(chunks))
}

/** What a request carries, and the same request for whoever reads it next. */
export async function readText(request: Request): Promise<{ text: string; again: Request }> {
  const text = await request.text()
  return { text, again: withBody(request, Buffer.from(text)) }
}

function withBody(request: Request, body: Buffer<ArrayBuffer>): Request {
  const headers = new Headers(request.headers)
  headers.delete("transfer-encoding")
  headers.set("content-length", String(body.length))
  const { url, method, signal } = request
  const whole = new Request(url, { method, headers, signal, ...(body.length > 0 ? { body } : {}) })
  senders.set(whole, senderOf(request))
  return whole
}
