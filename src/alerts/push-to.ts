import type { Person } from "../accounts/person-store"
import type { Tx } from "../db/database"
import type { Outbox } from "./outbox"
import type { PushPayload, WebPush } from "./web-push"

type Notification = {
  kind: string
  /** What it is about: a later one replaces what has not been sent. */
  about: string
  conversationId?: string | undefined
  visitorId?: string | undefined
  eventId?: number | undefined
  payload: PushPayload
  expiresAt: number
}

export type PushTo = ReturnType<typeof createPushTo>

/** Writes a notification down for each of a person's devices. */
export const createPushTo =
  (push: Pick<WebPush, "isWanted" | "listOfInWrite">, outbox: () => Pick<Outbox, "enqueue">) =>
  (tx: Tx, person: Pick<Person, "id">, { about, ...more }: Notification): void => {
    if (!push.isWanted) return
    for (const { id } of push.listOfInWrite(tx, person.id))
      outbox().enqueue(tx, { channel: "push", target: id, key: `push:${about}:${id}`, ...more })
  }
