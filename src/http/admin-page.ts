import type { AdminFrame } from "../../views/admin/frame"
import type { Auth } from "../accounts/auth"
import type { Person } from "../accounts/person-store"
import { redirectTo } from "./html"
import { asPage } from "./page-request"
import { themeOf } from "./theme"

/** What was done, by the word in the address: a stranger's link cannot make the page say something else. */
const savedWords: Record<string, string> = {
  saved: "Saved.",
  duplicated:
    "This is the copy, with the settings, rules, hours, content and stored replies of the first. Nobody has a seat in it yet.",
  imported:
    "This is the chatbot of the file, with its settings, rules, hours, content and stored replies. Nobody has a seat in it yet.",
  live: "Your chatbot is on your website and answers.",
  ready: "Your chatbot is ready. It answers as soon as the line is on your website.",
  made: "Your chatbot is there. Teach it next: add content.",
  deleted: "Deleted.",
  sent: "On its way again.",
  added: "Added.",
  erased: "Erased.",
  revoked: "Revoked.",
  disabled: "Disabled. They were signed out.",
  enabled: "Enabled. They can sign in again.",
}

type AdminAct = (owner: Person, frame: AdminFrame) => Response | Promise<Response>

/** One handler of the admin: an owner, the frame of their page, and refusals as pages. */
export const createAdminPage =
  (auth: Auth) =>
  (request: Request, act: AdminAct): Promise<Response> =>
    asPage(request, "/admin", () => {
      const owner = auth.owner(request)
      const saved = savedWords[new URL(request.url).searchParams.get("done") ?? ""]
      return act(owner, { theme: themeOf(request), owner: { name: owner.name, email: owner.email }, saved })
    })

/** After a change: the page again, saying what was done. */
export const done = (path: string, word: keyof typeof savedWords): Response => redirectTo(`${path}?done=${word}`)
