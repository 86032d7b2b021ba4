// @ts-check
/** What was written and not sent yet, by conversation: kept in this tab, across reloads. */

import { me } from "./page.js"

/** @typedef {{ kind: string, text: string }} Draft */

/** Each person's own: another one may sign in where they sat. @param {string | undefined} id */
const keyOf = (id) => `baton-draft-${me}-${id}`

/** @param {string | undefined} id @returns {Draft | null} */
export const draftOf = (id) => JSON.parse(sessionStorage.getItem(keyOf(id)) ?? "null")

/** @param {string | undefined} id @param {Draft} draft nothing but spaces is none */
export function keepDraft(id, draft) {
  if (draft.text) sessionStorage.setItem(keyOf(id), JSON.stringify(draft))
  else sessionStorage.removeItem(keyOf(id))
}
