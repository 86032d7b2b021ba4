/** Builds the conversation parts from the dependencies that `app.ts` hands in. */

import { peopleTopic } from "../accounts/commands"
import type { Doorbell } from "../events/doorbell"
import type { Job } from "../jobs/timer-loop"
import { createAnnounceNames } from "./announce-names"
import { createDetailCapture } from "./capture-details"
import { createClosing } from "./closing"
import { createClosureStore } from "./closure-store"
import { createDeskPresence } from "./desk-presence"
import { createConversationReader } from "./read-model"
import { createReceipts } from "./receipts"
import { createStoredReplyCommands } from "./stored-reply-commands"
import { createStoredReplyFile } from "./stored-reply-file"
import { createStoredReplyStore } from "./stored-reply-store"
import { createViewers } from "./viewers"

type Deps = Parameters<typeof createDetailCapture>[0] &
  Omit<Parameters<typeof createConversationReader>[0], "proposalsOf" | "closures" | "receiptOf"> &
  Omit<Parameters<typeof createClosing>[0], "closures"> &
  Parameters<typeof createDeskPresence>[0] &
  Parameters<typeof createAnnounceNames>[0] & { doorbell: Doorbell } & Omit<
    Parameters<typeof createReceipts>[0],
    "viewers"
  > &
  Omit<Parameters<typeof createStoredReplyCommands>[0], "storedReplies">

export function createConversationParts(deps: Deps) {
  const closures = createClosureStore(deps.db)
  const storedReplies = createStoredReplyStore(deps.db)
  const details = createDetailCapture(deps)
  const viewers = createViewers(deps)
  const receipts = createReceipts({ ...deps, viewers })
  deps.doorbell.listen(peopleTopic, createAnnounceNames(deps))
  const jobs: Job[] = [
    { name: "details", everyMs: 1000, run: () => details.runDue() },
    { name: "visitors", everyMs: 3000, run: createDeskPresence(deps) },
    { name: "receipts", everyMs: 1000, run: receipts.look },
  ]
  return {
    details,
    viewers,
    receipts,
    reader: createConversationReader({ ...deps, closures, proposalsOf: details.proposals, receiptOf: receipts.of }),
    closing: createClosing({ ...deps, closures }),
    storedReplies,
    replyFile: createStoredReplyFile({ ...deps, storedReplies }),
    replyCommands: createStoredReplyCommands({ ...deps, storedReplies }),
    jobs,
  }
}
