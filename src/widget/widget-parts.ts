/** Builds the widget's parts from the dependencies that `app.ts` hands in. */

import { peopleTopic } from "../accounts/commands"
import type { Sightings } from "../chatbots/sightings"
import type { Doorbell } from "../events/doorbell"
import type { Origins } from "../http/origin"
import type { Job } from "../jobs/timer-loop"
import { createVisitorOf } from "../visitors/visitor-of"
import { createVisitorTokens } from "../visitors/visitor-token"
import { createAnnouncePresence } from "./announce-presence"
import { createIntentWatch } from "./intent-watch"
import { createOriginCheck } from "./origin-check"

type Deps = Parameters<typeof createIntentWatch>[0] &
  Parameters<typeof createAnnouncePresence>[0] & {
    doorbell: Doorbell
    origins: Origins
    sightings: Sightings
    /** Signs the visitors' tokens. */
    visitorKey: string
  }

export function createWidgetParts(deps: Deps) {
  const { chatbots, doorbell, origins, sightings, visitorKey, now } = deps
  const intent = createIntentWatch(deps)
  const announcePresence = createAnnouncePresence(deps)
  doorbell.listen(peopleTopic, announcePresence)
  const jobs: Job[] = [
    { name: "presence", everyMs: 5000, run: announcePresence },
    { name: "intent", everyMs: 5000, run: intent.lookAgain },
  ]
  const tokens = createVisitorTokens({ key: visitorKey, now })
  const originCheck = createOriginCheck({
    chatbots,
    origins,
    onRefused: (chatbotId, origin) => void sightings.note(chatbotId, origin, "", false).catch(() => undefined),
  })
  return { intent, tokens, originCheck, visitorOf: createVisitorOf({ tokens, chatbots, originCheck }), jobs }
}
