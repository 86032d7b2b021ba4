import type { AuditStore } from "../accounts/audit-store"
import type { Person, PersonStore } from "../accounts/person-store"
import type { ConversationStore } from "../conversations/conversation-store"
import type { Database } from "../db/database"
import { AppError } from "../errors"
import type { AvailabilityBoard } from "../queues/availability"
import type { SlackApp } from "./slack-app"
import type { SlackClaims } from "./slack-claim"
import type { SlackLink, SlackStore } from "./slack-store"

type Deps = {
  db: Database
  app: SlackApp
  store: SlackStore
  claims: SlackClaims
  people: PersonStore
  audit: AuditStore
  conversations: ConversationStore
  board: AvailabilityBoard
  now: () => number
}

/** With the time between two questions this is less than the grace of presence. */
const askedAfterMs = 30_000

/** Which operator somebody in Slack is: confirmed by the operator themselves, or set by an owner. */
export function createSlackLinks({ db, app, store, claims, people, audit, conversations, board, now }: Deps) {
  /** @returns undefined where Slack does not know them, or is not there to ask. */
  async function nameOf(slackUserId: string): Promise<string | undefined> {
    const token = app.stored()?.botToken
    if (!token) return undefined
    const answer = await app.call("users.info", { user: slackUserId }, token)
    if (!answer.ok) return undefined
    const { user } = answer.result as { user?: { real_name?: string; name?: string; is_bot?: boolean } }
    return user && !user.is_bot ? user.real_name || user.name : undefined
  }

  function save(by: Person, slackUserId: string, personId: string, name: string): Promise<void> {
    return db.write((tx) => {
      store.link(tx, { slackUserId, personId, name, createdAt: now() })
      audit.note(tx, by.id, "slack.linked", `${name} (${slackUserId})`, now())
    })
  }

  return {
    list: (): SlackLink[] => store.listLinks(),
    ofPerson: (personId: string): SlackLink | undefined => store.findLinkOfPerson(personId),

    /** Who is asking, by their signed claim. @throws AppError `not_found` */
    async whoIs(claim: string): Promise<{ slackUserId: string; name: string }> {
      const slackUserId = claims.read(claim)
      return { slackUserId, name: (await nameOf(slackUserId)) ?? slackUserId }
    },
    /** @throws AppError `not_found` for a claim that is not good. */
    async claim(person: Person, claim: string): Promise<void> {
      const slackUserId = claims.read(claim)
      await save(person, slackUserId, person.id, (await nameOf(slackUserId)) ?? slackUserId)
    },
    /** An owner says who is who. @throws AppError `validation` */
    async assign(owner: Person, personId: string, slackUserId: string): Promise<void> {
      const id = slackUserId.trim()
      const person = people.find(personId)
      if (!person?.isOperator || person.disabledAt !== null)
        throw new AppError("validation", "Choose an operator.", { field: "personId" })
      if (!/^[UW][A-Z0-9]{4,20}$/.test(id))
        throw new AppError("validation", "A member ID looks like U0123ABCDEF; it is in the person’s Slack profile.", {
          field: "slackUserId",
        })
      const name = await nameOf(id)
      if (!name) throw new AppError("validation", "Slack knows nobody with this member ID.", { field: "slackUserId" })
      await save(owner, id, person.id, name)
    },
    /**
     * For the timer loop. Whoever answers from Slack has no desk open: while Slack says that they are active they are
     * there, and what they hold does not return to the queue. Asked before anybody is told that they cannot be reached.
     */
    async seePresence(): Promise<void> {
      if (!app.isOn) return
      const holders = new Set(conversations.listHeld().map(({ operatorId }) => operatorId))
      for (const { personId, slackUserId } of store.listLinks()) {
        if (!holders.has(personId) || board.absentFor(personId) < askedAfterMs) continue
        const answer = await app.call("users.getPresence", { user: slackUserId })
        if (answer.ok && (answer.result as { presence?: string }).presence === "active") board.touch(personId)
      }
    },
    unlink(by: Person, personId: string): Promise<void> {
      return db.write((tx) => {
        if (store.unlink(tx, personId)) audit.note(tx, by.id, "slack.unlinked", personId, now())
      })
    },
  }
}
