import { AppError } from "../errors"
import { listOf, placed, recordOf, textOf } from "../knowledge/content-file"
import type { ListFile } from "../knowledge/tending-file"
import { mostReplies, readReply } from "./stored-reply-commands"
import type { StoredReplyStore } from "./stored-reply-store"

type Deps = { storedReplies: StoredReplyStore; newId: () => string }

/** The stored replies of one chatbot in its file. Those of every chatbot are the team's, and stay where they are. */
export const createStoredReplyFile = ({ storedReplies, newId }: Deps): ListFile => ({
  exportOf: (chatbotId) =>
    storedReplies
      .list()
      .filter((reply) => reply.chatbotId === chatbotId)
      .map(({ title, text }) => ({ title, text })),
  prepare(given) {
    const replies: { id: string; title: string; text: string }[] = []
    for (const [index, each] of listOf(given, "replies", mostReplies).entries()) {
      const field = `replies.${index}`
      const it = recordOf(each, field)
      const read = { title: textOf(it.title, `${field}.title`, 1000), text: textOf(it.text, `${field}.text`, 100_000) }
      replies.push({ id: newId(), ...placed(field, () => readReply(read, replies)) })
    }
    return (tx, chatbotId, at) => {
      if (replies.length > 0 && storedReplies.listInWrite(tx).length + replies.length > mostReplies)
        throw new AppError("conflict", `There would be more than ${mostReplies} stored replies. Delete some first.`)
      for (const reply of replies) storedReplies.save(tx, { ...reply, chatbotId, createdAt: at, updatedAt: at })
    }
  },
})
