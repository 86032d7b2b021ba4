/** What stands at the other end of what leaves the server: a hook that hears, a mailbox that keeps. For tests. */

import { SMTPServer, type SMTPServerOptions } from "smtp-server"

export type Heard = { path: string; headers: Record<string, string>; body: string; json: unknown }

export type HookReceiver = ReturnType<typeof createHookReceiver>

/** An HTTP server that keeps what it is sent. @param answer what it says; 200 unless told otherwise. */
export function createHookReceiver(answer: (heard: Heard) => Response | Promise<Response> = () => new Response("ok")) {
  const heard: Heard[] = []
  let respond = answer
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    async fetch(request) {
      const bytes = Buffer.from(await request.arrayBuffer())
      const one: Heard = {
        path: new URL(request.url).pathname,
        headers: Object.fromEntries(request.headers),
        body: bytes.toString("latin1"),
        json: parsed(bytes.toString("utf8")),
      }
      heard.push(one)
      return respond(one)
    },
  })
  return {
    url: `http://127.0.0.1:${server.port}`,
    heard,
    answer(next: typeof answer): void {
      respond = next
    },
    stop: () => server.stop(true),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not everything that is sent is JSON; the bytes are there as well.
    return undefined
  }
}

type MailPart = { type: string; content: string; filename: string | undefined }
export type Mail = { from: string; to: string; headers: Record<string, string>; parts: MailPart[]; raw: string }

/** A real SMTP server with a mailbox. */
export async function createMailServer(options: SMTPServerOptions = {}) {
  const mails: Mail[] = []
  const refused = new Set<string>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo({ address }, _session, done) {
      if (!refused.has(address)) return done()
      done(Object.assign(new Error(`5.1.1 No mailbox ${address} here`), { responseCode: 550 }))
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on("data", (chunk: Buffer) => chunks.push(chunk))
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope
        const raw = Buffer.concat(chunks).toString("latin1")
        mails.push({
          from: mailFrom ? mailFrom.address : "",
          to: rcptTo.map(({ address }) => address).join(","),
          ...parseMail(raw),
          raw,
        })
        done()
      })
    },
    ...options,
  })
  // Connections that are cut are part of the play.
  server.on("error", () => undefined)
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.server.address() as { port: number }
  return {
    port,
    url: `smtp://127.0.0.1:${port}?from=chat@shop.example`,
    mails,
    /** Addresses that it refuses for good. */
    refused,
    stop: () => new Promise<void>((resolve) => server.close(resolve)),
  }
}

function parseMail(raw: string): { headers: Record<string, string>; parts: MailPart[] } {
  const { headers, body } = cut(raw)
  return { headers, parts: partsOf(headers, body) }
}

function cut(text: string): { headers: Record<string, string>; body: string } {
  const at = text.indexOf("\r\n\r\n")
  const headers: Record<string, string> = {}
  for (const line of text
    .slice(0, at)
    .replace(/\r\n[ \t]+/g, " ")
    .split("\r\n")) {
    const colon = line.indexOf(":")
    headers[line.slice(0, colon).toLowerCase()] = decodeWords(line.slice(colon + 1).trim())
  }
  return { headers, body: text.slice(at + 4) }
}

function partsOf(headers: Record<string, string>, body: string): MailPart[] {
  const type = headers["content-type"] ?? "text/plain"
  const boundary = /boundary="?([^";]+)"?/.exec(type)?.[1]
  if (boundary) {
    const pieces = body.split(`--${boundary}`).slice(1, -1)
    return pieces.flatMap((piece) => {
      const inner = cut(piece.replace(/^\r\n/, ""))
      return partsOf(inner.headers, inner.body)
    })
  }
  const encoding = headers["content-transfer-encoding"] ?? "7bit"
  const bytes =
    encoding === "base64"
      ? Buffer.from(body, "base64")
      : Buffer.from(encoding === "quoted-printable" ? decodeQuoted(body) : body, "latin1")
  const filename = /filename="?([^";]+)"?/.exec(headers["content-disposition"] ?? "")?.[1]
  return [{ type: type.split(";")[0]!, content: bytes.toString("utf8").replaceAll("\r\n", "\n"), filename }]
}

const decodeQuoted = (text: string) =>
  text.replace(/=\r\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))

const decodeWords = (text: string) =>
  text
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?utf-8\?([BQ])\?([^?]*)\?=/gi, (_, kind, word) =>
      Buffer.from(
        kind.toUpperCase() === "B"
          ? Buffer.from(word, "base64")
          : Buffer.from(decodeQuoted(word.replaceAll("_", " ")), "latin1"),
      ).toString("utf8"),
    )
