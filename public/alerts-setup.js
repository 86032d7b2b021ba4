// @ts-check
/** Tries permission, sound and push in this browser, and shows what came of each: nobody is to believe in an alert that cannot come. */

import { chimeIn } from "./desk/chime.js"

const { publicKey = "", operator } = document.body.dataset
document.documentElement.classList.add("has-script")

/** @param {string} name @param {"good" | "bad" | "none"} result @param {string} words */
function show(name, result, words) {
  const step = document.querySelector(`[data-step="${name}"]`)
  if (!(step instanceof HTMLElement)) return
  step.dataset.result = result
  const line = step.querySelector("[data-words]")
  if (line) line.textContent = words
}

/** @param {string} method @param {string} path @param {unknown} body */
async function call(method, path, body) {
  const answer = await fetch(`/api/v1/me/push${path}`, {
    method,
    headers: { "content-type": "application/json", ...(operator ? { "baton-operator": operator } : {}) },
    body: JSON.stringify(body),
  })
  const data = answer.status === 204 ? {} : await answer.json()
  if (!answer.ok) throw new Error(data.detail ?? "The server refused it.")
  return data
}

async function tryPermission() {
  if (!("Notification" in window)) {
    show(
      "permission",
      "bad",
      "This browser does not support notifications. On an iPhone, add Baton to the home screen first.",
    )
    return false
  }
  const answer = await Notification.requestPermission()
  if (answer === "granted") show("permission", "good", "Allowed.")
  else if (answer === "denied")
    show("permission", "bad", "Blocked. Allow notifications for this site in the browser's settings.")
  else show("permission", "bad", "Not answered. Press the button again and choose “Allow”.")
  return answer === "granted"
}

async function trySound() {
  const audio = new AudioContext()
  await audio.resume()
  chimeIn(audio)
  if (audio.state === "running") show("sound", "good", "Played. If you heard nothing, turn up the volume.")
  else show("sound", "bad", "The browser did not let the page make a sound. Allow sound for this site.")
}

async function registration() {
  if (!("serviceWorker" in navigator)) throw new Error("This browser has no background pages, so it cannot be woken.")
  await navigator.serviceWorker.register("/service-worker.js", { scope: "/operator" })
  return navigator.serviceWorker.ready
}

async function tryPush() {
  try {
    const worker = await registration()
    const subscription =
      (await worker.pushManager.getSubscription()) ??
      (await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey }))
    await call("POST", "", subscription)
    const { ok, words } = await call("POST", "/test", { endpoint: subscription.endpoint })
    if (ok) show("push", "good", "On. A notification is on its way to this device, also when the desk is closed.")
    else show("push", "bad", `The push service answered: ${words}`)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    show("push", "bad", `Not possible here: ${reason}`)
  }
}

async function tryAll() {
  const button = /** @type {HTMLButtonElement | null} */ (document.querySelector("[data-try]"))
  if (button) button.disabled = true
  const isAllowed = await tryPermission()
  await trySound().catch(() => show("sound", "bad", "This browser cannot play sounds."))
  if (isAllowed) await tryPush()
  else show("push", "bad", "Needs the permission first.")
  if (button) button.disabled = false
}

async function switchOff() {
  const worker = await navigator.serviceWorker?.getRegistration("/operator")
  const subscription = await worker?.pushManager.getSubscription()
  if (subscription) {
    await call("DELETE", "", { endpoint: subscription.endpoint })
    await subscription.unsubscribe()
  }
  show("push", "none", "Off in this browser.")
}

document.addEventListener("click", ({ target }) => {
  if (!(target instanceof Element)) return
  if (target.closest("[data-try]")) tryAll()
  if (target.closest("[data-switch-off]"))
    switchOff().catch(() => show("push", "bad", "Not switched off: the server did not take it. Try again in a moment."))
})
