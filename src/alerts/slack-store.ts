import type { Database, Tx } from "../db/database"

/** Where a conversation stands in Slack. */
export type SlackThread = {
  conversationId: string
  channel: string
  /** Null until its first message was posted. */
  ts: string | null
  head: string | null
  mirroredEventId: number
}
export type SlackLink = { slackUserId: string; personId: string; name: string; createdAt: number }

type ThreadRow = {
  conversation_id: string
  channel: string
  ts: string | null
  head: string | null
  mirrored_event_id: number
}
type LinkRow = { slack_user_id: string; person_id: string; name: string; created_at: number }

export type SlackStore = ReturnType<typeof createSlackStore>

export function createSlackStore(db: Database) {
  const insert = db.inWrite<[string, string, number]>(
    "INSERT INTO slack_threads (conversation_id, channel, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
  )
  const setPosted = db.inWrite<[string, string, string, string]>(
    "UPDATE slack_threads SET channel = ?, ts = ?, head = ? WHERE conversation_id = ?",
  )
  const setHead = db.inWrite<[string, string]>("UPDATE slack_threads SET head = ? WHERE conversation_id = ?")
  const setMirrored = db.inWrite<[number, string]>(
    "UPDATE slack_threads SET mirrored_event_id = ? WHERE conversation_id = ?",
  )
  const removeLinks = db.inWrite<[string, string]>("DELETE FROM slack_links WHERE slack_user_id = ? OR person_id = ?")
  const insertLink = db.inWrite<[string, string, string, number]>(
    "INSERT INTO slack_links (slack_user_id, person_id, name, created_at) VALUES (?, ?, ?, ?)",
  )
  const removeLink = db.inWrite<[string]>("DELETE FROM slack_links WHERE person_id = ?")

  const forget = db.inWrite<[string, string]>("DELETE FROM slack_gone WHERE channel = ? AND ts = ?")
  const gone = db.onRead<[number], { channel: string; ts: string }>("SELECT channel, ts FROM slack_gone LIMIT ?")

  const byConversation = db.onRead<[string], ThreadRow>("SELECT * FROM slack_threads WHERE conversation_id = ?")
  const byTs = db.onRead<[string, string], ThreadRow>("SELECT * FROM slack_threads WHERE channel = ? AND ts = ?")
  const open = db.onRead<[], { conversation_id: string }>(`
    SELECT conversation_id FROM slack_threads JOIN conversations ON conversations.id = conversation_id
    WHERE state <> 'closed' AND ts IS NOT NULL`)
  const links = db.onRead<[], LinkRow>("SELECT * FROM slack_links ORDER BY created_at, slack_user_id")
  const linkOfUser = db.onRead<[string], LinkRow>("SELECT * FROM slack_links WHERE slack_user_id = ?")
  const linkOfPerson = db.onRead<[string], LinkRow>("SELECT * FROM slack_links WHERE person_id = ?")

  return {
    /** From now on what happens in this conversation is told in Slack. */
    openThread: (_: Tx, conversationId: string, channel: string, at: number) =>
      void insert.run(conversationId, channel, at),
    /**
     * @param channel as Slack names it in its answer: the one that later events carry.
     * @returns false where the conversation has been removed meanwhile.
     */
    notePosted: (_: Tx, conversationId: string, channel: string, ts: string, head: string): boolean =>
      setPosted.run(channel, ts, head, conversationId).changes > 0,
    noteHead: (_: Tx, conversationId: string, head: string) => void setHead.run(head, conversationId),
    noteMirrored: (_: Tx, conversationId: string, eventId: number) => void setMirrored.run(eventId, conversationId),
    /** One Slack user, one operator: what either was linked to before is undone. */
    link(_: Tx, { slackUserId, personId, name, createdAt }: SlackLink): void {
      removeLinks.run(slackUserId, personId)
      insertLink.run(slackUserId, personId, name, createdAt)
    },
    unlink: (_: Tx, personId: string): boolean => removeLink.run(personId).changes > 0,

    findThread(conversationId: string): SlackThread | undefined {
      const row = byConversation.get(conversationId)
      return row && toThread(row)
    },
    findThreadAt(channel: string, ts: string): SlackThread | undefined {
      const row = byTs.get(channel, ts)
      return row && toThread(row)
    },
    /** Threads of conversations that were removed. */
    listGone: (most: number): { channel: string; ts: string }[] => gone.all(most),
    forgetGone: (_: Tx, channel: string, ts: string) => void forget.run(channel, ts),
    /** Conversations in Slack that are not over. */
    listOpen: (): string[] => open.all().map((row) => row.conversation_id),
    listLinks: (): SlackLink[] => links.all().map(toLink),
    findLinkOfUser(slackUserId: string): SlackLink | undefined {
      const row = linkOfUser.get(slackUserId)
      return row && toLink(row)
    },
    findLinkOfPerson(personId: string): SlackLink | undefined {
      const row = linkOfPerson.get(personId)
      return row && toLink(row)
    },
  }
}

const toThread = (row: ThreadRow): SlackThread => ({
  conversationId: row.conversation_id,
  channel: row.channel,
  ts: row.ts,
  head: row.head,
  mirroredEventId: row.mirrored_event_id,
})
const toLink = (row: LinkRow): SlackLink => ({
  slackUserId: row.slack_user_id,
  personId: row.person_id,
  name: row.name,
  createdAt: row.created_at,
})
