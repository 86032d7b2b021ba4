import { createHash } from "node:crypto"
import webPush from "web-push"
import type { Person, PersonStore } from "../accounts/person-store"
import type { FollowUpStore } from "../contacts/follow-up-store"
import type { Database, Tx } from "../db/database"
import { AppError } from "../errors"
import type { SettingStore } from "../settings/setting-store"
import type { AlertFactReader, AlertFacts } from "./alert-facts"
import type { Outcome, Send } from "./outbox"
import type { PushStore, PushSubscription } from "./push-store"
import type { SafeFetch } from "./safe-fetch"

/** What a row of the outbox holds; the words are found when it is sent. */
export type PushPayload =
  | { is: "alert"; again: boolean; since: number }
  | { is: "flagged"; why: string }
  | { is: "handed"; offered: boolean }
  | { is: "asked" }
  | { is: "settled" }
  /** Follow-ups that became due. */
  | { is: "due"; ids: string[] }
  /** What was true when it was written, and is for good. `path`: the page of the desk that it leads to. */
  | { is: "words"; id: string; title: string; body: string; path: string }

/** What the service worker gets. */
type PushMessage = {
  /** `reminder`: shown also to whoever looks at the desk, where nothing says the same. */
  type: "alert" | "reminder" | "settled"
  /** A later one of the same id takes the place of the one that is shown. */
  id: string
  /** What it leads to. */
  path: string
  title: string
  body: string
  /** Whether the device makes itself heard again for a conversation that it shows already. */
  again: boolean
  canTakeOver: boolean
}

type Deps = {
  db: Database
  store: PushStore
  settings: SettingStore
  people: PersonStore
  facts: AlertFactReader
  followUps: Pick<FollowUpStore, "listStillDue">
  safeFetch: SafeFetch
  now: () => number
  newId: () => string
  onChange: (tx: Tx) => void
}

export type WebPush = ReturnType<typeof createWebPush>

type Keys = { publicKey: string; privateKey: string }

const keysKey = "vapid"
const mostDevices = 10
/** After so long a push service throws away what it could not hand over. */
const ttlSeconds = { alert: 3600, reminder: 12 * 3600, settled: 600 }

/** Notifications where no tab is open: handed to the browser maker's service, encrypted so that it cannot read them. */
export function createWebPush({
  db,
  store,
  settings,
  people,
  facts,
  followUps,
  safeFetch,
  now,
  newId,
  onChange,
}: Deps) {
  let keys: Keys | undefined
  let hasAny = false
  const refresh = () => {
    hasAny = store.hasAny()
  }

  /** Who runs this server, for the push service to turn to. */
  const subject = () => `mailto:${people.list().find(({ isOwner }) => isOwner)?.email ?? "baton@localhost.example"}`

  async function post(to: PushSubscription, message: PushMessage, signal: AbortSignal): Promise<Outcome> {
    const { endpoint, p256dh, auth } = to
    const { headers, body } = webPush.generateRequestDetails(
      { endpoint, keys: { p256dh, auth } },
      // Whom it is for: whoever has signed in on the device since does not take over with it.
      JSON.stringify({ ...message, operator: to.personId }),
      {
        vapidDetails: { subject: subject(), ...keys! },
        TTL: ttlSeconds[message.type],
        urgency: "high",
        // Of those that wait at the service for a sleeping device only the last of a conversation is kept.
        topic: createHash("sha256").update(message.id).digest("base64url").slice(0, 32),
      },
    )
    try {
      const answer = await safeFetch(endpoint, {
        headers: Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name, String(value)])),
        body: body!,
        signal,
      })
      const words = `${answer.status} ${answer.body || answer.statusText}`.trim()
      if (answer.status >= 200 && answer.status < 300) return { is: "sent", answer: words }
      if (answer.status === 404 || answer.status === 410) {
        await forget(to.id)
        return { is: "refused", answer: `${words}: the browser has given its subscription up` }
      }
      if (answer.status === 400 || answer.status === 413) return { is: "refused", answer: words }
      return { is: "failed", answer: words, retryAfterMs: Number(answer.headers["retry-after"]) * 1000 || undefined }
    } catch (error) {
      return { is: "failed", answer: (error as Error).message }
    }
  }

  const forget = (id: string) =>
    db.write((tx) => {
      store.remove(tx, id)
      tx.afterCommit(refresh)
      onChange(tx)
    })

  /** Undefined when it no longer matters to this person. */
  function messageOf(
    payload: Exclude<PushPayload, { is: "words" | "due" }>,
    personId: string,
    found: AlertFacts,
  ): PushMessage | undefined {
    const { conversation, visitor, chatbot, reason, brief, waitingSince } = found
    const { lifecycle } = conversation
    const isTheirs = lifecycle.state === "human" && lifecycle.operatorId === personId
    const path = `/operator/conversations/${encodeURIComponent(conversation.id)}`
    const base = { id: conversation.id, path, again: false, canTakeOver: !isTheirs }
    const body = [reason, brief].filter(Boolean).join("\n")
    switch (payload.is) {
      case "alert": {
        if (waitingSince !== payload.since) return undefined
        const title = payload.again ? `${visitor} is still waiting` : `${visitor} is waiting`
        return { ...base, type: "alert", title: `${title} · ${chatbot}`, body, again: payload.again }
      }
      case "flagged":
        if (lifecycle.state !== "ai") return undefined
        return {
          ...base,
          type: "alert",
          title: `${visitor} is worth a look · ${chatbot}`,
          body: `${payload.why}\n${brief}`,
        }
      case "handed": {
        const isOffered = payload.offered && lifecycle.state === "waiting" && conversation.offeredTo === personId
        if (!isOffered && !isTheirs) return undefined
        const title = isOffered ? `${visitor} is offered to you` : `${visitor} was passed on to you`
        return { ...base, type: "alert", title, body, again: true }
      }
      case "asked": {
        if (!isTheirs || conversation.operatorReadId >= conversation.visitorEventId) return undefined
        return { ...base, type: "alert", title: visitor, body: conversation.preview, again: true }
      }
      case "settled":
        // Somebody else waits in it again: then what is shown is true again.
        if (lifecycle.state === "waiting") return undefined
        return { ...base, type: "settled", title: `${visitor} is looked after`, body: "", canTakeOver: false }
    }
  }

  const send: Send = async (delivery, signal) => {
    const to = store.find(delivery.target)
    if (!to) return { is: "withdrawn", answer: "The browser is no longer subscribed" }
    const payload = delivery.payload as PushPayload
    const calm = { again: false, canTakeOver: false }
    if (payload.is === "words") {
      const { is: _, ...words } = payload
      return post(to, { type: "alert", ...words, ...calm }, signal)
    }
    if (payload.is === "due") {
      const due = followUps.listStillDue(payload.ids, now())
      if (due.length === 0) return { is: "withdrawn", answer: "It is done, or due later" }
      const title = due.length === 1 ? "A follow-up is due" : `${due.length} follow-ups are due`
      const words = {
        id: "follow-ups",
        path: "/operator/follow-ups",
        title,
        body: due
          .slice(0, 3)
          .map(({ text }) => text.slice(0, 200))
          .join("\n"),
      }
      return post(to, { type: "reminder", ...words, ...calm, again: true }, signal)
    }
    const found = facts.read(delivery.conversationId)
    const message = found && messageOf(payload, to.personId, found)
    if (!message) return { is: "withdrawn", answer: "It no longer matters" }
    return post(to, message, signal)
  }

  return {
    send,
    get isWanted(): boolean {
      return hasAny
    },
    /** The keys are made once: with others every browser would have to subscribe again. */
    async start(): Promise<void> {
      keys = settings.find<Keys>(keysKey)
      if (!keys) {
        const made = webPush.generateVAPIDKeys()
        await db.write((tx) => settings.save(tx, keysKey, made, now()))
        keys = made
      }
      refresh()
    },
    publicKey: (): string => keys!.publicKey,
    listOf: store.listOf,
    listOfInWrite: store.listOfInWrite,

    /** @throws AppError `validation`, `conflict` */
    async subscribe(person: Person, given: { endpoint: string; p256dh: string; auth: string }, device: string) {
      if (URL.parse(given.endpoint)?.protocol !== "https:" && !isLocal(given.endpoint))
        throw new AppError("validation", "A push service's address starts with https://.", { field: "endpoint" })
      await safeFetch.check(given.endpoint, "endpoint")
      const bytes = (text: string) => Buffer.from(text, "base64url").length
      if (bytes(given.p256dh) !== 65 || bytes(given.auth) !== 16)
        throw new AppError("validation", "These are not the keys of a push subscription.", { field: "keys" })
      return db.write((tx) => {
        // One that is on already and is tried once more is no further device.
        const others = store.listOfInWrite(tx, person.id).filter(({ endpoint }) => endpoint !== given.endpoint)
        if (others.length >= mostDevices)
          throw new AppError("conflict", `Alerts are on for ${mostDevices} devices already. Switch one off first.`)
        const saved = store.save(tx, { ...given, id: newId(), personId: person.id, device, createdAt: now() })
        tx.afterCommit(refresh)
        onChange(tx)
        return saved
      })
    },
    unsubscribe: (person: Person, endpoint: string): Promise<boolean> =>
      db.write((tx) => {
        const was = store.removeOwn(tx, endpoint, person.id)
        tx.afterCommit(refresh)
        onChange(tx)
        return was
      }),

    /** One notification at once, and what the push service said to it. @throws AppError `not_found` */
    async test(person: Person, endpoint: string): Promise<{ ok: boolean; words: string }> {
      const to = store.listOf(person.id).find((each) => each.endpoint === endpoint)
      if (!to) throw new AppError("not_found", "Alerts are not on in this browser.")
      const trial: PushMessage = {
        type: "reminder",
        id: "try",
        path: "/operator/alerts",
        title: "Baton can reach you here",
        body: "This is how it looks when somebody waits, with this page closed too.",
        again: true,
        canTakeOver: false,
      }
      const outcome = await post(to, trial, AbortSignal.timeout(10_000))
      return { ok: outcome.is === "sent", words: "answer" in outcome ? outcome.answer : "" }
    },
  }
}

/** For tests and demonstrations of push on one machine; the address is checked like any other. */
const isLocal = (endpoint: string) => URL.parse(endpoint)?.hostname === "127.0.0.1"
