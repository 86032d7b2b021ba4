import type { AuditStore } from "../accounts/audit-store"
import type { Person } from "../accounts/person-store"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { Database, Tx } from "../db/database"
import { AppError } from "../errors"
import type { SettingStore } from "../settings/setting-store"
import { checkIntentRule, checkIntentSettings, type IntentRule, mostIntentRules } from "./intent"
import { identitySecretKey, type VisitorSettingStore, type VisitorSettings } from "./visitor-settings"
import type { VisitorStore } from "./visitor-store"

type Deps = {
  db: Database
  chatbots: ChatbotStore
  visitors: VisitorStore
  settings: SettingStore
  visitorSettings: VisitorSettingStore
  audit: AuditStore
  now: () => number
  newId: () => string
  newToken: () => string
}

type VisitorChange = {
  live?: boolean | undefined
  keepAddress?: boolean | undefined
  intent?: { threshold?: number; alert?: boolean; greeting?: string; rules?: readonly unknown[] } | undefined
}

export type VisitorCommands = ReturnType<typeof createVisitorCommands>

/** What an owner wants done with the visitors of a chatbot. */
export function createVisitorCommands(deps: Deps) {
  const { db, chatbots, visitors, settings, visitorSettings, audit, now, newId, newToken } = deps

  function checkRules(given: readonly unknown[]): IntentRule[] {
    if (given.length > mostIntentRules)
      throw new AppError("validation", `At most ${mostIntentRules} rules.`, { field: "intent.rules" })
    const taken = new Set<string>()
    return given.map((rule, at) => {
      const asked = (rule as { id?: unknown } | null)?.id
      // Two rules of one id could not be told apart in the list.
      const id = typeof asked === "string" && asked && asked.length <= 60 && !taken.has(asked) ? asked : newId()
      taken.add(id)
      try {
        return checkIntentRule(rule, id)
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        throw new AppError("validation", error.message, { field: `intent.rules.${at}.${error.extra.field}` })
      }
    })
  }

  const note = (tx: Tx, owner: Person, action: string, chatbotId: string) =>
    audit.note(tx, owner.id, action, chatbotId, now())

  return {
    /** @throws AppError `not_found`, `validation` */
    async change(owner: Person, chatbotId: string, change: VisitorChange): Promise<VisitorSettings> {
      chatbots.get(chatbotId)
      const before = visitorSettings.get(chatbotId)
      const { threshold, alert, greeting, rules } = { ...before.intent, ...defined(change.intent ?? {}) }
      const next: VisitorSettings = {
        live: change.live ?? before.live,
        keepAddress: change.keepAddress ?? before.keepAddress,
        intent: { ...checkIntentSettings({ threshold, alert, greeting }), rules: checkRules(rules) },
      }
      await db.write((tx) => {
        visitorSettings.save(tx, chatbotId, next, now())
        // What is not wanted any more is not kept either.
        if (before.keepAddress && !next.keepAddress) visitors.dropAddresses(tx, chatbotId)
        note(tx, owner, "visitors.updated", chatbotId)
      })
      return next
    },

    hasSecret: (chatbotId: string): boolean => Boolean(settings.find<string>(identitySecretKey(chatbotId))),
    /** Another one: whatever was signed with the one before is refused from now on. @returns it, to be shown once. */
    async makeSecret(owner: Person, chatbotId: string): Promise<string> {
      chatbots.get(chatbotId)
      const secret = newToken()
      await db.write((tx) => {
        settings.save(tx, identitySecretKey(chatbotId), secret, now())
        note(tx, owner, "identity_secret.made", chatbotId)
      })
      return secret
    },
    async removeSecret(owner: Person, chatbotId: string): Promise<void> {
      chatbots.get(chatbotId)
      await db.write((tx) => {
        settings.save(tx, identitySecretKey(chatbotId), null, now())
        note(tx, owner, "identity_secret.removed", chatbotId)
      })
    },
  }
}

const defined = <T extends object>(given: T): Partial<T> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<T>
