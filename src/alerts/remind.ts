import type { Person, PersonStore } from "../accounts/person-store"
import type { FollowUp, FollowUpStore } from "../contacts/follow-up-store"
import type { Database, Tx } from "../db/database"
import type { SettingStore } from "../settings/setting-store"
import type { AlertSettings } from "./alert-settings"
import type { EmailPayload } from "./letters"
import type { Outbox } from "./outbox"
import type { PushTo } from "./push-to"
import type { Reachable } from "./reachable"
import { teamOf } from "./team"
import type { PushPayload, WebPush } from "./web-push"
import { isToldOf } from "./what-to-tell"

type Deps = {
  db: Database
  settings: SettingStore
  followUps: Pick<FollowUpStore, "hasDue" | "listDueInWrite">
  people: PersonStore
  alertSettings: Pick<AlertSettings, "smtp">
  outbox: Pick<Outbox, "enqueue">
  push: Pick<WebPush, "isWanted">
  pushTo: PushTo
  reachable: Pick<Reachable, "isToBeTold">
  now: () => number
}

/** Until when everybody was reminded of what became due. */
const remindedKey = "follow-ups-reminded"

/** What was due yesterday is for the desk to say. */
const newsMs = 24 * 3600_000

/**
 * Who has promised something is reminded when it is due: all that became due since the last look at once, each once.
 * What is moved to another time is due once more.
 */
export function createReminders(deps: Deps) {
  const { db, settings, followUps, people, alertSettings, outbox, push, pushTo, reachable, now } = deps

  function recipientsOf({ ownerId, chatbotId }: FollowUp): Person[] {
    const team = teamOf(people, chatbotId)
    // Whose seat is gone does not do it any more, and somebody has to.
    const owner = team.filter(({ id }) => id === ownerId)
    return (owner.length > 0 ? owner : team).filter((person) => isToldOf(person, "followUps"))
  }

  function tell(tx: Tx, person: Person, ids: string[]): void {
    const expiresAt = now() + newsMs
    const payload = { is: "due", ids } satisfies EmailPayload & PushPayload
    if (alertSettings.smtp())
      outbox.enqueue(tx, { channel: "email", kind: "team", target: person.email, payload, expiresAt })
    if (reachable.isToBeTold(person))
      pushTo(tx, person, { kind: "team", about: `follow-ups:${ids[0]}`, payload, expiresAt })
  }

  return async function remind(): Promise<void> {
    const after = settings.find<number>(remindedKey)
    const canTell = Boolean(alertSettings.smtp()) || push.isWanted
    if (after !== undefined && (!canTell || !followUps.hasDue(after, now()))) return
    await db.write((tx) => {
      // One that is made in this very millisecond is found the next time.
      const until = now() - 1
      settings.save(tx, remindedKey, until, now())
      // At the very first start nobody is reminded of what is long past.
      const due = after === undefined ? [] : followUps.listDueInWrite(tx, after, until)
      const given = due.flatMap((followUp) => recipientsOf(followUp).map((person) => ({ person, id: followUp.id })))
      for (const theirs of Map.groupBy(given, ({ person }) => person.id).values())
        tell(
          tx,
          theirs[0]!.person,
          theirs.map(({ id }) => id),
        )
    })
  }
}
