/** Builds the contact parts from the dependencies that `app.ts` hands in. */

import type { AuditStore } from "../accounts/audit-store"
import type { PersonStore } from "../accounts/person-store"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { Database } from "../db/database"
import type { EventStore } from "../events/event-store"
import type { Signals } from "../events/signals"
import type { Job } from "../jobs/timer-loop"
import type { AttachmentStore } from "../messages/attachment-store"
import type { SettingStore } from "../settings/setting-store"
import type { VisitorStore } from "../visitors/visitor-store"
import { createContactCommands } from "./commands"
import type { ContactStore } from "./contact-store"
import { createEraseContact } from "./erase-contact"
import { createExportPerson } from "./export-person"
import { createFollowUpStore } from "./follow-up-store"
import { createFollowUpCommands } from "./follow-ups"
import { createContactImport } from "./import-contacts"
import { createMerging } from "./merge-contacts"
import { createRemoval } from "./remove-people"
import { createRetention } from "./retention"
import { createTimeline } from "./timeline"

type Deps = {
  db: Database
  contacts: ContactStore
  visitors: VisitorStore
  people: PersonStore
  chatbots: ChatbotStore
  settings: SettingStore
  events: EventStore
  attachments: AttachmentStore
  signals: Signals
  audit: AuditStore
  now: () => number
  newId: () => string
}

export type ContactParts = ReturnType<typeof createContactParts>

export function createContactParts(deps: Deps) {
  const removal = createRemoval(deps)
  const commands = createContactCommands(deps)
  const readTimeline = createTimeline(deps.db)
  const followUps = createFollowUpStore(deps.db)
  const retention = createRetention({ ...deps, removal })
  const jobs: Job[] = [{ name: "retention", everyMs: 60_000, run: () => retention.run() }]
  return {
    commands,
    removal,
    readTimeline,
    followUps,
    followUpCommands: createFollowUpCommands({ ...deps, followUps }),
    merging: createMerging(deps),
    eraseContact: createEraseContact({ ...deps, removal }),
    importing: createContactImport({ ...deps, commands }),
    exportPerson: createExportPerson({ ...deps, readTimeline }),
    retention,
    jobs,
  }
}
