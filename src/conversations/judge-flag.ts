import type { Verdict } from "../../views/operator/props"
import type { Person } from "../accounts/person-store"
import type { Database } from "../db/database"
import { AppError } from "../errors"
import type { EventStore } from "../events/event-store"
import type { ConversationStore } from "./conversation-store"

type Deps = { db: Database; conversations: ConversationStore; events: EventStore; now: () => number }

/** An operator says whether a flag was right; without an `eventId`, the newest. @returns its id. @throws AppError `validation` */
export const createJudgeFlag =
  ({ db, conversations, events, now }: Deps) =>
  async (id: string, person: Person, eventId: number | undefined, verdict: Verdict): Promise<number> => {
    conversations.getForOperator(id, person.id)
    const flag = eventId ? events.find(eventId) : events.list(id).findLast(({ type }) => type === "signal")
    if (flag?.conversationId !== id || flag.type !== "signal")
      throw new AppError("validation", "There is no such flag in this conversation.", { field: "eventId" })
    await db.write((tx) => conversations.saveVerdict(tx, flag.id, person.id, verdict, now()))
    return flag.id
  }
