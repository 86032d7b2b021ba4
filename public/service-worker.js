// @ts-check
/** Notifications of the operator desk while no tab of it is open: one a conversation, taken back when somebody has come. */

/**
 * @typedef {{ type: "alert" | "reminder" | "settled", id: string, path: string, title: string, body: string, again: boolean, canTakeOver: boolean, operator?: string }} Message
 * @typedef {{ id: string, path?: string, operator?: string }} Kept
 */

// The types of a worker and those of a page exclude each other; this tree has those of a page.
const worker = /** @type {any} */ (self)
const desk = "/operator"
worker.addEventListener("install", () => worker.skipWaiting())
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(worker.clients.claim()))

// One after the other: pushed close together, a second word of a conversation, or that it is settled, must not be
// overtaken by the first one, which would then stay.
let taken = Promise.resolve()
worker.addEventListener("push", (/** @type {any} */ event) => {
  const message = event.data.json()
  const ownTurn = taken.then(() => take(message))
  taken = ownTurn.catch(() => undefined)
  event.waitUntil(ownTurn)
})

worker.addEventListener("notificationclick", (/** @type {any} */ event) => {
  event.notification.close()
  event.waitUntil(follow(event.notification.data, event.action))
})

// Browsers renew subscriptions by themselves; the server has to know the new one.
worker.addEventListener("pushsubscriptionchange", (/** @type {any} */ event) => event.waitUntil(subscribeAgain(event)))

/** @returns {Promise<any[]>} */
const windows = async () => {
  const all = await worker.clients.matchAll({ type: "window", includeUncontrolled: true })
  return all.filter((/** @type {any} */ { url }) => new URL(url).pathname.startsWith(desk))
}

/** @param {Message} message */
async function take(message) {
  if (message.type === "settled") return withdraw(message)
  // Whoever looks at the desk sees and hears it there, but for what they promised.
  const isLookedAt = (await windows()).some(({ focused, visibilityState }) => focused && visibilityState === "visible")
  if (isLookedAt && message.type === "alert") return
  const takeOver = [{ action: "take-over", title: "Take over" }]
  await worker.registration.showNotification(message.title, {
    body: message.body,
    tag: message.id,
    renotify: message.again,
    requireInteraction: true,
    icon: "/icon.svg",
    data: { id: message.id, path: message.path, operator: message.operator },
    actions: message.canTakeOver ? takeOver : [],
  })
}

/** @param {Message} message */
async function withdraw({ id, title }) {
  const shown = await worker.registration.getNotifications({ tag: id })
  for (const notification of shown) notification.close()
  if (shown.length > 0) return
  // A browser that was woken has to show something, or it says for us that it was woken.
  await worker.registration.showNotification(title, { tag: id, silent: true })
  for (const notification of await worker.registration.getNotifications({ tag: id })) notification.close()
}

/** @param {Kept} kept @param {string} action */
async function follow({ id, path = desk, operator }, action) {
  if (action === "take-over") {
    // If a colleague was quicker or the sign-in has ended, the page that opens says so. Whoever it was for took it, and
    // nobody who has signed in here since.
    await fetch(`/api/v1/conversations/${encodeURIComponent(id)}/takeover`, {
      method: "POST",
      headers: { "content-type": "application/json", ...(operator ? { "baton-operator": operator } : {}) },
      body: "{}",
    }).catch(() => undefined)
  }
  const [open] = await windows()
  const moved = open && (await open.navigate(path).catch(() => null))
  if (moved) await moved.focus()
  else await worker.clients.openWindow(path)
}

/** @param {any} event */
async function subscribeAgain(event) {
  const answer = await fetch("/api/v1/me/push")
  if (!answer.ok) return
  const { publicKey } = await answer.json()
  const subscription =
    event.newSubscription ??
    (await worker.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey }))
  await fetch("/api/v1/me/push", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(subscription),
  })
}
