/** A browser's push service and the browser behind it, for tests: takes encrypted messages, checks who sends, reads them. */

import { createDecipheriv, createECDH, createHmac, createPublicKey, randomBytes, verify } from "node:crypto"

type Pushed = { id: string; headers: Record<string, string>; message: Record<string, unknown>; vapidKey: string }

export type PushService = ReturnType<typeof createPushService>

export function createPushService() {
  const browsers = new Map<string, { ecdh: ReturnType<typeof createECDH>; auth: Buffer }>()
  const pushed: Pushed[] = []
  let refusal: number | undefined
  let retryAfter: string | undefined
  let refused = 0
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    async fetch(request) {
      const id = new URL(request.url).pathname.slice(1)
      if (refusal !== undefined) {
        refused += 1
        return new Response("not now", {
          status: refusal,
          headers: retryAfter === undefined ? {} : { "retry-after": retryAfter },
        })
      }
      const browser = browsers.get(id)
      if (!browser) return new Response("push subscription has unsubscribed or expired", { status: 410 })
      const headers = Object.fromEntries(request.headers)
      const vapidKey = checkSender(headers.authorization ?? "", new URL(request.url).origin)
      if (vapidKey === undefined) return new Response("bad VAPID", { status: 403 })
      const body = Buffer.from(await request.arrayBuffer())
      pushed.push({ id, headers, message: JSON.parse(decrypt(body, browser)), vapidKey })
      return new Response(null, { status: 201 })
    },
  })
  return {
    pushed,
    /** What a browser hands over when somebody allows notifications. */
    subscribe() {
      const id = randomBytes(8).toString("hex")
      const ecdh = createECDH("prime256v1")
      ecdh.generateKeys()
      const auth = randomBytes(16)
      browsers.set(id, { ecdh, auth })
      const keys = { p256dh: ecdh.getPublicKey("base64url"), auth: auth.toString("base64url") }
      return { id, endpoint: `http://127.0.0.1:${server.port}/${id}`, keys }
    },
    /** From now on, until told otherwise. @param seconds after which to come back. */
    refuseWith(status: number | undefined, seconds?: string): void {
      refusal = status
      retryAfter = seconds
    },
    get refused(): number {
      return refused
    },
    stop: () => server.stop(true),
  }
}

/** RFC 8292: a token of this server's key, for this service. @returns the key, or undefined when it is not right. */
function checkSender(authorization: string, origin: string): string | undefined {
  const [, token, key] = /^vapid t=([^,\s]+),\s*k=(\S+)$/.exec(authorization) ?? []
  if (!token || !key) return undefined
  const [head, body, signature] = token.split(".")
  const point = Buffer.from(key, "base64url")
  const publicKey = createPublicKey({
    format: "jwk",
    key: {
      kty: "EC",
      crv: "P-256",
      x: point.subarray(1, 33).toString("base64url"),
      y: point.subarray(33).toString("base64url"),
    },
  })
  const isSigned = verify(
    "sha256",
    Buffer.from(`${head}.${body}`),
    { key: publicKey, dsaEncoding: "ieee-p1363" },
    Buffer.from(signature!, "base64url"),
  )
  const { aud, sub } = JSON.parse(Buffer.from(body!, "base64url").toString())
  return isSigned && aud === origin && String(sub).startsWith("mailto:") ? key : undefined
}

/** RFC 8291 (aes128gcm), as a browser does it. */
function decrypt(body: Buffer, { ecdh, auth }: { ecdh: ReturnType<typeof createECDH>; auth: Buffer }): string {
  const salt = body.subarray(0, 16)
  const senderLength = body[20]!
  const sender = body.subarray(21, 21 + senderLength)
  const sealed = body.subarray(21 + senderLength)
  const hmac = (key: Buffer, ...parts: (Buffer | string)[]) => {
    const mac = createHmac("sha256", key)
    for (const part of parts) mac.update(part)
    return mac.digest()
  }
  const one = Buffer.from([1])
  const shared = hmac(auth, ecdh.computeSecret(sender))
  const secret = hmac(shared, "WebPush: info\0", ecdh.getPublicKey(), sender, one)
  const pseudo = hmac(salt, secret)
  const key = hmac(pseudo, "Content-Encoding: aes128gcm\0", one).subarray(0, 16)
  const nonce = hmac(pseudo, "Content-Encoding: nonce\0", one).subarray(0, 12)
  const decipher = createDecipheriv("aes-128-gcm", key, nonce)
  decipher.setAuthTag(sealed.subarray(-16))
  const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
  // What follows the delimiter is padding.
  return plain.subarray(0, plain.lastIndexOf(2)).toString("utf8")
}
