import { randomBytes } from "node:crypto"
import { Webhook as Signature } from "standardwebhooks"
import type { AuditStore } from "../accounts/audit-store"
import type { Person } from "../accounts/person-store"
import { createClosureStore } from "../conversations/closure-store"
import type { Conversation } from "../conversations/conversation-store"
import type { Database, Tx } from "../db/database"
import { AppError } from "../errors"
import type { StoredEvent } from "../events/event"
import type { Place } from "../http/paging"
import { toPublicEvent } from "../messages/public-event"
import type { AlertFactReader } from "./alert-facts"
import type { Act } from "./follow-log"
import type { Outbox, Outcome } from "./outbox"
import type { Delivery } from "./outbox-store"
import type { SafeFetch } from "./safe-fetch"
import { isWebhookEvent, webhookEventOf } from "./webhook-events"
import type { Webhook, WebhookStore } from "./webhook-store"

type WebhookChange = {
  url?: string | undefined
  description?: string | null | undefined
  events?: string[] | undefined
  enabled?: boolean | undefined
}

type Deps = {
  db: Database
  store: WebhookStore
  facts: AlertFactReader
  safeFetch: SafeFetch
  audit: AuditStore
  /** Called only after everything is built. */
  outbox: () => Outbox
  version: string
  now: () => number
  newId: () => string
  /** In the transaction of every change. */
  onChange: (tx: Tx) => void
  /** One was switched off because it failed for too long: the owners are to be told. */
  onSwitchedOff: (tx: Tx, webhook: Webhook) => void
}

const day = 24 * 3600_000
/** Both secrets sign for so long after a rotation. */
const oldSecretMs = day
/** Failing for so long, and so often, it is switched off. */
const switchOffMs = 2 * day
const switchOffFailures = 8
/** What could not be told in this time is news no more. */
const expiresAfterMs = 4 * day
const mostWebhooks = 20

const newSecret = () => `whsec_${randomBytes(32).toString("base64")}`

/** Telling other programs, by the Standard Webhooks rules: signed, at least once, under an id that stays the same. */
export function createWebhooks(deps: Deps) {
  const { db, store, facts, safeFetch, audit, outbox, version, now, newId, onChange, onSwitchedOff } = deps
  const closures = createClosureStore(db)
  let enabled: Webhook[] = []
  const refresh = () => {
    enabled = store.list().filter(({ disabled }) => disabled === null)
  }
  const lane = (id: string) => ({ channel: "webhook" as const, target: id })

  const missing = () => new AppError("not_found", "There is no such webhook.")

  function get(id: string): Webhook {
    const found = store.find(id)
    if (!found) throw missing()
    return found
  }

  /** Takes a look at the network, so it comes before the write. @throws AppError `validation` */
  async function checkUrl(url: string | undefined, before: string): Promise<void> {
    if (url !== undefined && url.trim() !== before) await safeFetch.check(url.trim(), "url")
  }

  /** @throws AppError `validation` */
  function changed(webhook: Webhook, change: WebhookChange): Webhook {
    const url = change.url?.trim() ?? webhook.url
    const events = change.events ?? webhook.events
    const unknown = events.find((name) => !isWebhookEvent(name))
    if (unknown !== undefined) throw new AppError("validation", `There is no event “${unknown}”.`, { field: "events" })
    const description = change.description === undefined ? webhook.description : (change.description?.trim() ?? "")
    const isOn = change.enabled ?? webhook.disabled === null
    const disabled = isOn ? null : (webhook.disabled ?? { at: now(), reason: "Switched off by an owner" })
    // Whoever switches it on has repaired it, and whoever switches it off wants it off: neither is in trouble.
    const isSwitched = isOn !== (webhook.disabled === null)
    return {
      ...webhook,
      url,
      description,
      events: [...new Set(events.filter(isWebhookEvent))],
      disabled,
      ...(isSwitched ? { failures: 0, failingSince: null } : {}),
      updatedAt: now(),
    }
  }

  function save(tx: Tx, person: Person, webhook: Webhook, act: string): Webhook {
    store.save(tx, webhook)
    if (webhook.disabled) outbox().endTarget(tx, lane(webhook.id), "dead", "The webhook is switched off")
    else outbox().retryTarget(tx, lane(webhook.id))
    audit.note(tx, person.id, `webhook.${act}`, hostOf(webhook.url), now())
    tx.afterCommit(refresh)
    onChange(tx)
    return webhook
  }

  /** What is changed is what stands there by then: not what was taken away, nor a secret that was replaced meanwhile. */
  function change(person: Person, id: string, act: string, next: (webhook: Webhook) => Webhook): Promise<Webhook> {
    return db.write((tx) => {
      const webhook = store.findInWrite(tx, id)
      if (!webhook) throw missing()
      return save(tx, person, next(webhook), act)
    })
  }

  async function post(webhook: Webhook, id: string, body: string, signal: AbortSignal): Promise<Outcome> {
    const at = new Date(now())
    const { secret, old } = webhook
    const secrets = [secret, ...(old && old.until > now() ? [old.secret] : [])]
    try {
      const { status, statusText, headers } = await safeFetch(webhook.url, {
        headers: {
          "content-type": "application/json",
          "user-agent": `Baton/${version}`,
          "webhook-id": id,
          "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
          "webhook-signature": secrets.map((each) => new Signature(each).sign(id, at, body)).join(" "),
        },
        body,
        signal,
      })
      const answer = `${status} ${statusText}`.trim()
      if (status >= 200 && status < 300) return { is: "sent", answer }
      if (status >= 300 && status < 400) return { is: "failed", answer: `${answer}: redirects are not followed` }
      return { is: "failed", answer, retryAfterMs: Number(headers["retry-after"]) * 1000 || undefined }
    } catch (error) {
      return { is: "failed", answer: (error as Error).message }
    }
  }

  /** The whole of an event, and of its conversation what a program needs to know where it belongs. */
  function bodyOf(type: string, at: number, data: unknown): { type: string; timestamp: string; data: unknown } {
    return { type, timestamp: new Date(at).toISOString(), data }
  }

  function conversationOf(id: string) {
    const found = facts.read(id)
    if (!found) return null
    const { conversation, chatbot, visitor, reason, page } = found
    return {
      id,
      state: conversation.lifecycle.state,
      chatbot: { id: conversation.chatbotId, name: chatbot },
      visitor: { id: conversation.visitorId, name: visitor, email: facts.emailOf(conversation.visitorId) ?? null },
      assigneeId: assigneeOf(conversation),
      reason: reason || null,
      page,
      recap: conversation.recap,
      rating: conversation.rating,
      ...closures.find(id),
    }
  }

  return {
    get isWanted(): boolean {
      return enabled.length > 0
    },
    start: refresh,
    list: store.list,
    get,

    /** What an event causes: a row for each webhook that asked for it. */
    plan(event: StoredEvent): Act[] {
      if (enabled.length === 0) return []
      const type = webhookEventOf(event)
      if (!type) return []
      const asked = enabled.filter(({ events }) => events.length === 0 || events.includes(type))
      if (asked.length === 0) return []
      const conversation = conversationOf(event.conversationId)
      // Erased meanwhile: then nobody is to hear of it.
      if (!conversation) return []
      const payload = bodyOf(type, event.at, { event: toPublicEvent(event, "operators"), conversation })
      return asked.map(
        ({ id }) =>
          (tx) =>
            void outbox().enqueue(tx, {
              ...lane(id),
              kind: type,
              conversationId: event.conversationId,
              eventId: event.id,
              payload,
              expiresAt: now() + expiresAfterMs,
            }),
      )
    },

    async send(delivery: Delivery, signal: AbortSignal): Promise<Outcome> {
      const webhook = store.find(delivery.target)
      if (!webhook) return { is: "withdrawn", answer: "The webhook was removed" }
      return post(webhook, delivery.id, JSON.stringify(delivery.payload), signal)
    },

    /** Counts failures in a row; one that fails for days, or says that it is gone, is switched off. */
    async noteOutcome(delivery: Delivery, outcome: Outcome): Promise<void> {
      if (outcome.is !== "sent" && outcome.is !== "failed") return
      const before = store.find(delivery.target)
      if (!before || (outcome.is === "sent" && before.failures === 0)) return
      await db.write((tx) => {
        const webhook = store.findInWrite(tx, delivery.target)
        if (!webhook || webhook.disabled) return
        if (outcome.is === "sent") return store.save(tx, { ...webhook, failures: 0, failingSince: null })
        const failures = webhook.failures + 1
        const failingSince = webhook.failingSince ?? now()
        const isGone = outcome.answer.startsWith("410")
        const isOver = failures >= switchOffFailures && now() - failingSince >= switchOffMs
        const reason = isGone ? "It answered 410 Gone" : `It failed ${failures} times in a row: ${outcome.answer}`
        const disabled = isGone || isOver ? { at: now(), reason } : null
        const next = { ...webhook, failures, failingSince, disabled, updatedAt: now() }
        store.save(tx, next)
        if (!disabled) return
        outbox().endTarget(tx, lane(webhook.id), "dead", `Switched off. ${reason}`)
        tx.afterCommit(refresh)
        onSwitchedOff(tx, next)
        onChange(tx)
      })
    },

    /** @throws AppError `validation`, `conflict` */
    async create(person: Person, given: WebhookChange & { url: string }): Promise<Webhook> {
      if (store.list().length >= mostWebhooks)
        throw new AppError("conflict", `There are ${mostWebhooks} webhooks already. Remove one first.`)
      const at = now()
      const empty: Webhook = {
        id: newId(),
        url: "",
        description: "",
        events: [],
        secret: newSecret(),
        old: null,
        failures: 0,
        failingSince: null,
        disabled: null,
        createdAt: at,
        updatedAt: at,
      }
      await checkUrl(given.url, "")
      return db.write((tx) => save(tx, person, changed(empty, given), "created"))
    },

    /** Switching on one that was switched off begins its count anew. @throws AppError `not_found`, `validation` */
    async update(person: Person, id: string, given: WebhookChange): Promise<Webhook> {
      await checkUrl(given.url, get(id).url)
      return change(person, id, "updated", (webhook) => changed(webhook, given))
    },

    /** The old secret signs beside the new one for a day. @throws AppError `not_found` */
    rotate: (person: Person, id: string): Promise<Webhook> =>
      change(person, id, "secret_rotated", (webhook) => {
        const old = { secret: webhook.secret, until: now() + oldSecretMs }
        return { ...webhook, secret: newSecret(), old, updatedAt: now() }
      }),

    /** With its deliveries. @throws AppError `not_found` */
    async remove(person: Person, id: string): Promise<void> {
      const webhook = get(id)
      await db.write((tx) => {
        outbox().endTarget(tx, lane(id), "withdrawn", "The webhook was removed")
        outbox().store.removeTarget(tx, lane(id))
        store.remove(tx, id)
        audit.note(tx, person.id, "webhook.removed", hostOf(webhook.url), now())
        tx.afterCommit(refresh)
        onChange(tx)
      })
    },

    /** One request at once, and what the receiver said to it. @throws AppError `not_found` */
    async test(id: string): Promise<{ ok: boolean; words: string }> {
      const webhook = get(id)
      const body = JSON.stringify(bodyOf("test.sent", now(), { words: "Baton can reach you here." }))
      const outcome = await post(webhook, newId(), body, AbortSignal.timeout(10_000))
      return { ok: outcome.is === "sent", words: "answer" in outcome ? outcome.answer : "" }
    },

    /** Newest first. @throws AppError `not_found` */
    listDeliveries: (id: string, limit: number, from?: Place): Delivery[] =>
      outbox().store.listOfTarget(lane(get(id).id), limit, from),

    /** @throws AppError `not_found`, `conflict` */
    async redeliver(id: string, deliveryId: string): Promise<void> {
      const webhook = get(id)
      const delivery = outbox().store.find(deliveryId)
      if (delivery?.channel !== "webhook" || delivery.target !== webhook.id)
        throw new AppError("not_found", "There is no such delivery of this webhook.")
      if (webhook.disabled) throw new AppError("conflict", "This webhook is switched off. Switch it on first.")
      await outbox().sendAgain(deliveryId)
    },
  }
}

export const hostOf = (url: string): string => URL.parse(url)?.host ?? url
const assigneeOf = ({ lifecycle }: Conversation) => (lifecycle.state === "human" ? lifecycle.operatorId : null)
