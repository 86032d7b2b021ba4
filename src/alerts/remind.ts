import type { Person, PersonStore } from "../accounts/person-store"
import type { FollowUp, FollowUpStore } from "../contacts/follow-up-store"
import type { Database } from "../db/database"
import type { SettingStore } from "../settings/setting-store"
import type { AlertSettings } from "./alert-settings"
import type { EmailPayload } from "./letters"
import type { Outbox } from "./outbox"
import { teamOf } from "./team"

type Deps = {
  db: Database
  settings: SettingStore
  followUps: Pick<FollowUpStore, "hasDue" | "listDueInWrite">
  people: PersonStore
  alertSettings: Pick<AlertSettings, "smtp">
  outbox: Pick<Outbox, "enqueue">
  now: () => number
}

/** Until when everybody was reminded of what became due. */
const remindedKey = "follow-ups-reminded"

/**
 * Who has promised something is reminded when it is due: all that became due since the last look in one letter, each
 * once. What is moved to another time is due once more.
 */
export function createReminders({ db, settings, followUps, people, alertSettings, outbox, now }: Deps) {
  function recipientsOf({ ownerId, chatbotId }: FollowUp): Person[] {
    const team = teamOf(people, chatbotId)
    // Whose seat is gone does not do it any more, and somebody has to.
    const owner = team.filter(({ id }) => id === ownerId)
    return owner.length > 0 ? owner : team
  }

  return async function remind(): Promise<void> {
    const after = settings.find<number>(remindedKey)
    if (after !== undefined && (!followUps.hasDue(after, now()) || !alertSettings.smtp())) return
    await db.write((tx) => {
      // One that is made in this very millisecond is found the next time.
      const until = now() - 1
      settings.save(tx, remindedKey, until, now())
      // At the very first start nobody is reminded of what is long past.
      const due = after === undefined ? [] : followUps.listDueInWrite(tx, after, until)
      const ofPerson = Map.groupBy(
        due.flatMap((followUp) => recipientsOf(followUp).map(({ email }) => ({ email, id: followUp.id }))),
        ({ email }) => email,
      )
      for (const [target, theirs] of ofPerson) {
        const payload: EmailPayload = { is: "due", ids: theirs.map(({ id }) => id) }
        outbox.enqueue(tx, { channel: "email", kind: "team", target, payload, expiresAt: now() + 24 * 3600_000 })
      }
    })
  }
}
