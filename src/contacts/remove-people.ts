import type { Database, Tx } from "../db/database"
import type { EventStore } from "../events/event-store"
import type { Signals } from "../events/signals"
import { chatbotTopic, visitorTopic } from "../events/topics"
import type { AttachmentStore } from "../messages/attachment-store"
import type { VisitorStore } from "../visitors/visitor-store"

type Deps = {
  db: Database
  visitors: Pick<VisitorStore, "remove">
  events: Pick<EventStore, "forgetRecent">
  attachments: Pick<AttachmentStore, "filesOfVisitor" | "filesOfConversation" | "removeFiles">
  signals: Pick<Signals, "send">
}
/** What is gone from the store, and is still to be taken from the disk, from the desks and from the visitor's page. */
export type Removed = { conversations: { id: string; chatbotId: string }[]; files: string[]; visitorId?: string }

export type Removal = ReturnType<typeof createRemoval>

/**
 * The only way visitors and conversations are removed: rows, files, what streams remember, and the rows of open desks.
 */
export function createRemoval({ db, visitors, events, attachments, signals }: Deps) {
  const ofVisitor = db.inWrite<[string], { id: string; chatbotId: string }>(
    "SELECT id, chatbot_id AS chatbotId FROM conversations WHERE visitor_id = ?",
  )
  const removeConversation = db.inWrite<[string]>("DELETE FROM conversations WHERE id = ?")

  return {
    /** With visits, conversations, files and notes that belong to no contact. */
    visitor(tx: Tx, id: string): Removed {
      const removed = { conversations: ofVisitor.all(id), files: attachments.filesOfVisitor(tx, id), visitorId: id }
      visitors.remove(tx, id)
      events.forgetRecent(tx)
      return removed
    },

    /** With the files that were sent in it, but for those that a later one names too; its visitor stays. */
    conversation(tx: Tx, conversation: Removed["conversations"][number]): Removed {
      const files = attachments.filesOfConversation(tx, conversation.id)
      removeConversation.run(conversation.id)
      events.forgetRecent(tx)
      return { conversations: [conversation], files }
    },

    /** After the commit. */
    async finish(removed: readonly Removed[]): Promise<void> {
      const gone = Map.groupBy(
        removed.flatMap(({ conversations }) => conversations),
        ({ chatbotId }) => chatbotId,
      )
      for (const [chatbotId, conversations] of gone) {
        const conversationIds = conversations.map(({ id }) => id)
        signals.send(chatbotTopic(chatbotId), { event: "erased", data: { conversationIds } })
      }
      // Whoever waits before an open chat is no longer waited for: the page comes back, is not known, and begins anew.
      for (const { visitorId } of removed)
        if (visitorId) signals.send(visitorTopic(visitorId), { event: "reconnect", data: {} })
      await attachments.removeFiles(removed.flatMap(({ files }) => files))
    },
  }
}
