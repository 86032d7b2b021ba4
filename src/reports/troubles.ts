import type { Failing } from "../alerts/outbox-store"
import type { Webhook } from "../alerts/webhook-store"
import type { Database } from "../db/database"

/** Something that only an owner can set right. */
type Trouble = { what: string; advice: string; since?: number; href: string; word: string }

type Deps = {
  db: Pick<Database, "isWritable">
  outbox: { store: { listFailing: (limit: number) => readonly Failing[] } }
  webhooks: { list: () => readonly Webhook[] }
  slackSocket: { state: { is: "off" | "connecting" | "connected" } | { is: "failed"; words: string; since: number } }
  /** What the model in use lacks; `count` questions in a row. */
  modelTrouble: () => { advice: string; count: number; since: number } | undefined
  now: () => number
}

export type ReadTroubles = ReturnType<typeof createTroubles>

/** The first pause between two attempts: what goes then was no trouble. */
const passingMs = 60_000
const shown = 5

const ways: Record<Failing["channel"], [one: string, several: string]> = {
  email: ["email is", "emails are"],
  slack: ["message to Slack is", "messages to Slack are"],
  webhook: ["event for another program is", "events for another program are"],
  push: ["notification is", "notifications are"],
  hubspot: ["entry for HubSpot is", "entries for HubSpot are"],
}

/** What fails, told where every owner looks: nobody else can repair it, and those who could would not know. */
export function createTroubles({ db, outbox, webhooks, slackSocket, modelTrouble, now }: Deps) {
  return function read(): Trouble[] {
    const model = modelTrouble()
    const slack = slackSocket.state
    const late = outbox.store.listFailing(shown).filter(({ since }) => since <= now() - passingMs)
    const off = webhooks.list().filter(({ disabled, failures }) => disabled !== null && failures > 0)
    return [
      ...(db.isWritable()
        ? []
        : [
            {
              what: "Nothing can be kept just now: what visitors and operators write waits on their pages, and new visitors find no chat.",
              advice:
                "Make room on the disk of the data folder, or let it be written again. Then it goes on by itself.",
              href: "/admin",
              word: "Look again",
            },
          ]),
      ...(model
        ? [
            {
              what: `The AI did not answer ${model.count === 1 ? "the last question" : `the last ${model.count} questions`}: people are called instead.`,
              advice: model.advice,
              since: model.since,
              href: "/admin/settings#model",
              word: "Settings",
            },
          ]
        : []),
      ...(slack.is === "failed" && slack.since <= now() - passingMs
        ? [
            {
              what: "Nothing that is written in Slack reaches a visitor.",
              advice: slack.words,
              since: slack.since,
              href: "/admin/alerts#slack-app",
              word: "Alerts",
            },
          ]
        : []),
      ...late.map(({ channel, count, answer, since }) => ({
        what: `${count} ${ways[channel][count === 1 ? 0 : 1]} not delivered yet.`,
        advice: answer,
        since,
        href: "/admin/alerts#failing",
        word: "Alerts",
      })),
      ...off.map(({ id, url, description, disabled }) => ({
        what: `${description || (URL.parse(url)?.host ?? url)} is no longer notified.`,
        advice: `${disabled!.reason}. Repair it, then switch it on.`,
        since: disabled!.at,
        href: `/admin/alerts/webhooks/${encodeURIComponent(id)}`,
        word: "Look",
      })),
    ]
  }
}
