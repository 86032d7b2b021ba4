/** Whether a visitor's page can be reached, and since when. In memory only: after a restart pages come back by themselves. */

export type Link = {
  /** By what the page gets news just now; null: by nothing. */
  by: "stream" | "polling" | null
  /** Since when the stream is open, or since when there was nothing. */
  since: number
  /** When they were last connected; null: not since the server was started. */
  lostAt: number | null
  /** Their page says what it has put into the thread. Widgets from before that, and other clients, need not. */
  acknowledges: boolean
}

type Connection = Omit<Link, "by"> & { streams: number; isPolling: boolean }

export type Connections = ReturnType<typeof createConnections>

/** A page to which no stream gets through asks every 15 s at least; a slow network takes its time. */
const betweenPollsMs = 40_000
/** After a start of the server pages come back, some of them only now; until then nothing is known of them. */
const comeBackMs = 30_000
/** Of those who have gone the longest gone are forgotten first. */
const mostKept = 20_000

export function createConnections({ now }: { now: () => number }) {
  const knownFrom = now() + comeBackMs
  const streaming = new Map<string, Connection>()
  const others = new Map<string, Connection>()

  const connectionOf = (visitorId: string): Connection =>
    streaming.get(visitorId) ??
    others.get(visitorId) ?? { streams: 0, isPolling: false, since: knownFrom, lostAt: null, acknowledges: false }

  function lost(visitorId: string, connection: Connection): void {
    connection.since = connection.lostAt = now()
    others.delete(visitorId)
    others.set(visitorId, connection)
    if (others.size > mostKept) others.delete(others.keys().next().value!)
  }

  return {
    opened(visitorId: string): void {
      const connection = connectionOf(visitorId)
      if (connection.streams++ === 0) connection.since = now()
      connection.isPolling = false
      others.delete(visitorId)
      streaming.set(visitorId, connection)
    },
    ended(visitorId: string): void {
      const connection = streaming.get(visitorId)
      if (!connection || --connection.streams > 0) return
      streaming.delete(visitorId)
      lost(visitorId, connection)
    },
    /** Asked for news by itself: whether it asks again is seen only by waiting for it. */
    polled(visitorId: string): void {
      if (streaming.has(visitorId)) return
      lost(visitorId, Object.assign(connectionOf(visitorId), { isPolling: true }))
    },
    /** Said goodbye: whoever only asked will not ask again. */
    left: (visitorId: string): void => void Object.assign(connectionOf(visitorId), { isPolling: false }),
    acknowledged: (visitorId: string): void => void Object.assign(connectionOf(visitorId), { acknowledges: true }),
    of(visitorId: string): Link {
      const { streams, isPolling, since, lostAt, acknowledges } = connectionOf(visitorId)
      const by = streams > 0 ? "stream" : isPolling && now() - since < betweenPollsMs ? "polling" : null
      return { by, since, lostAt, acknowledges }
    },
  }
}
