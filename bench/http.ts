/**
 * HTTP by hand over plain sockets, because a comfortable client costs more than the servers that are measured and would
 * make every server look alike.
 */

import type { Socket } from "bun"

/** Nothing here takes longer, and a bench that waits for ever measures nothing. */
export const mostSeconds = 30

const headEnd = Buffer.from("\r\n\r\n")

/** One keep-alive connection that sends a request at a time. */
export async function openConnection(port: number) {
  let held: Buffer = Buffer.alloc(0)
  let answer: { resolve: (status: number) => void; reject: (error: Error) => void } | undefined
  let isClosed = false

  function fail(error: Error): void {
    answer?.reject(error)
    answer = undefined
  }

  function look(): void {
    const end = held.indexOf(headEnd)
    if (end === -1) return
    const head = held.toString("latin1", 0, end)
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
    const total = end + 4 + length
    if (held.length < total) return
    held = held.subarray(total)
    const own = answer
    answer = undefined
    own?.resolve(Number(head.slice(9, 12)))
  }

  const socket = await Bun.connect({
    hostname: "127.0.0.1",
    port,
    socket: {
      data(_, chunk) {
        held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
        look()
      },
      close() {
        isClosed = true
        fail(new Error("The server closed the connection."))
      },
      error: (_, error) => fail(error),
      timeout: () => fail(new Error(`The server did not answer within ${mostSeconds} s.`)),
    },
  })
  return {
    /** @returns the status. */
    post(path: string, token: string, body: string): Promise<number> {
      return new Promise((resolve, reject) => {
        answer = { resolve, reject }
        if (isClosed) return fail(new Error("The server closed the connection before."))
        socket.timeout(mostSeconds)
        socket.write(
          `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
        )
      })
    },
    close: () => socket.end(),
  }
}

const mark = Buffer.from('"clientId":"')

/** As a page's stream continues where the page ended: the history before is no part of what is measured. */
const fromNowOn = 999_999_999

/** A stream; `onMessage` is told the clientId of each message in it. Resolves with the first bytes. */
export function openStream(port: number, path: string, token: string, onMessage?: (clientId: string) => void) {
  return new Promise<{ close(): void }>((resolve, reject) => {
    let tail = Buffer.alloc(0)
    let isOpen = false

    function look(chunk: Buffer): void {
      // What a chunk cuts in two is looked at again with the next.
      const bytes = tail.length === 0 ? chunk : Buffer.concat([tail, chunk])
      let at = 0
      for (;;) {
        const found = bytes.indexOf(mark, at)
        if (found === -1 || found + mark.length + 36 > bytes.length) {
          const keep = found === -1 ? Math.max(at, bytes.length - mark.length + 1) : found
          tail = Buffer.from(bytes.subarray(keep))
          return
        }
        at = found + mark.length + 36
        onMessage!(bytes.toString("latin1", found + mark.length, at))
      }
    }

    const closed = (socket: Socket, error?: Error) => {
      if (!isOpen) reject(error ?? new Error("The server closed the stream."))
      socket.end()
    }
    void Bun.connect({
      hostname: "127.0.0.1",
      port,
      socket: {
        open: (socket) =>
          void socket.write(
            `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${token}\r\nAccept: text/event-stream\r\nLast-Event-ID: ${fromNowOn}\r\n\r\n`,
          ),
        data(socket, chunk) {
          if (!isOpen) {
            if (!chunk.subarray(0, 12).toString("latin1").endsWith("200"))
              return closed(socket, new Error(chunk.toString("latin1")))
            isOpen = true
            resolve({ close: () => socket.end() })
          }
          if (onMessage) look(chunk)
        },
        close: closed,
        error: closed,
      },
    }).catch(reject)
  })
}
