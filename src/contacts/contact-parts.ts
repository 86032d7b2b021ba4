/** Builds what is done with contacts from what it needs. */

import type { AuditStore } from "../accounts/audit-store"
import type { PersonStore } from "../accounts/person-store"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { Database } from "../db/database"
import type { EventStore } from "../events/event-store"
import type { Signals } from "../events/signals"
import type { AttachmentStore } from "../messages/attachment-store"
import type { SettingStore } from "../settings/setting-store"
import type { VisitorStore } from "../visitors/visitor-store"
import { createContactCommands } from "./commands"
import type { ContactStore } from "./contact-store"
import { createEraseContact } from "./erase-contact"
import { createExportPerson } from "./export-person"
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
  return {
    commands,
    removal,
    readTimeline,
    merging: createMerging(deps),
    eraseContact: createEraseContact({ ...deps, removal }),
    importing: createContactImport({ ...deps, commands }),
    exportPerson: createExportPerson({ ...deps, readTimeline }),
    retention: createRetention({ ...deps, removal }),
  }
}
