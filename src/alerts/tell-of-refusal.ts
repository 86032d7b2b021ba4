import type { FollowUpCommands } from "../contacts/follow-ups"
import { systemActor } from "../conversations/actors"
import type { ConversationCommands } from "../conversations/commands"
import type { ConversationStore } from "../conversations/conversation-store"
import type { Database } from "../db/database"
import type { VisitorStore } from "../visitors/visitor-store"
import type { Delivery } from "./outbox-store"

type Deps = {
  db: Database
  conversations: ConversationStore
  commands: Pick<ConversationCommands, "append">
  visitors: Pick<VisitorStore, "find">
  followUps: Pick<FollowUpCommands, "addOnce">
  now: () => number
}

/** Whoever thinks that the visitor has their answer is told that they have not. */
export const createTellOfRefusal =
  ({ db, conversations, commands, visitors, followUps, now }: Deps) =>
  async ({ conversationId, kind, target }: Delivery, answer: string, what = "was refused"): Promise<void> => {
    if (conversationId === null || kind === "alert" || kind === "team") return
    await db.write((tx) => {
      const conversation = conversations.getInWrite(tx, conversationId)
      const text = `The email to ${target} ${what}: ${answer}`
      commands.append(tx, conversation, systemActor, { type: "note", payload: { text } })
      // A transcript was a favour; anything else somebody waits for, and a note in a conversation that is over nobody reads.
      if (kind === "transcript") return
      const { chatbotId, visitorId } = conversation
      const contactId = visitors.find(visitorId)?.contactId ?? null
      const task = `Reach them another way: no email gets to ${target}`
      followUps.addOnce(tx, { chatbotId, conversationId, contactId, text: task, dueAt: now() })
    })
  }
