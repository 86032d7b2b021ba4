/** Builds the visitor parts from the dependencies that `app.ts` hands in. */

import type { Signals } from "../events/signals"
import { chatbotTopic, visitorTopic } from "../events/topics"
import type { Job } from "../jobs/timer-loop"
import { createVisitorCommands } from "./commands"
import { createConnections } from "./connections"
import { createOnSite } from "./on-site"
import { createPresence } from "./presence"
import { createVisitorSettings } from "./visitor-settings"

type Deps = Omit<Parameters<typeof createOnSite>[0], "presence" | "hasStream" | "isLive"> &
  Omit<Parameters<typeof createVisitorCommands>[0], "visitorSettings"> & { signals: Signals }

const mostNamed = 100

export function createVisitorParts(deps: Deps) {
  const { signals, now } = deps
  const hasStream = (visitorId: string) => signals.hasListeners(visitorTopic(visitorId))
  /** Who came, moved or went since the desks were told, by chatbot. */
  const moved = new Map<string, Set<string>>()
  const connections = createConnections(deps)
  const presence = createPresence({
    hasStream,
    linkOf: connections.of,
    now,
    onChange: (chatbotId, visitorId) =>
      void moved.set(chatbotId, (moved.get(chatbotId) ?? new Set<string>()).add(visitorId)),
  })
  const visitorSettings = createVisitorSettings(deps.db)

  /** Many move at once; the desk draws its list anew once a second at most. */
  function announceMoves(): void {
    for (const [chatbotId, ids] of moved)
      signals.send(chatbotTopic(chatbotId), { event: "visitors", data: { visitorIds: [...ids].slice(0, mostNamed) } })
    moved.clear()
  }

  const jobs: Job[] = [
    { name: "visitors-moved", everyMs: 1000, run: announceMoves },
    { name: "visitors-gone", everyMs: 1000, run: presence.sweep },
  ]

  return {
    presence,
    connections,
    visitorSettings,
    onSite: createOnSite({ ...deps, presence, hasStream, isLive: (id) => visitorSettings.get(id).live }),
    visitorCommands: createVisitorCommands({ ...deps, visitorSettings }),
    jobs,
  }
}
