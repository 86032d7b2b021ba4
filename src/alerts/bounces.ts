import { createHmac, timingSafeEqual } from "node:crypto"
import type { Database } from "../db/database"
import type { AlertSettings } from "./alert-settings"
import type { Delivery, OutboxStore } from "./outbox-store"
import { readReturn } from "./read-return"

type Deps = {
  db: Database
  store: OutboxStore
  alertSettings: Pick<AlertSettings, "bounceAddress">
  key: string
  /** Told of a letter that came back, once. */
  onReturned: (delivery: Delivery, answer: string) => Promise<void>
  now: () => number
}

/**
 * Letters that the mail server took and another one returned. Each letter goes out under a return address of its own,
 * signed, so that whoever brings a returned letter proves with it which one it was, and nobody can make one up.
 */
export function createBounces({ db, store, alertSettings, key, onReturned, now }: Deps) {
  const sign = (id: string) => createHmac("sha256", key).update(`bounce:${id}`).digest("hex").slice(0, 16)

  function find(text: string): Delivery | undefined {
    // Case is not kept by every mail server.
    for (const [, id = "", signature = ""] of text.toLowerCase().matchAll(/\+([a-z0-9-]{1,40})=([0-9a-f]{16})@/g)) {
      if (!timingSafeEqual(Buffer.from(signature), Buffer.from(sign(id)))) continue
      return store.find(id)
    }
    return undefined
  }

  return {
    /** The envelope's sender for a letter; undefined where returned letters are not read. */
    returnPath(deliveryId: string): string | undefined {
      const [local, domain] = alertSettings.bounceAddress()?.split("@") ?? []
      const path = `${local}+${deliveryId}=${sign(deliveryId)}`
      return local && domain && path.length <= 64 ? `${path}@${domain}` : undefined
    },

    /**
     * @param text a returned letter, as it came or within JSON.
     * @returns what came of it; *unknown* for what is not ours, *ignored* for what is no final failure.
     */
    async take(text: string): Promise<"noted" | "ignored" | "unknown"> {
      const delivery = find(text)
      if (delivery?.channel !== "email") return "unknown"
      const answer = readReturn(text)
      if (answer === undefined) return "ignored"
      const words = `Returned after it was sent: ${answer}`
      const isNew = await db.write((tx) => store.noteReturned(tx, delivery.id, words, now()))
      if (isNew) await onReturned(delivery, words)
      return isNew ? "noted" : "ignored"
    },
  }
}
