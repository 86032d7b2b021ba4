import type { TimelineEvent } from "../../views/operator/props"
import type { StoredEvent } from "../events/event"
import { toPublicEvent } from "../messages/public-event"

/** An event as the desk draws it: the contract's one open shape, of which the views know what comes with each type. */
export const toTimelineEvent = (event: StoredEvent) => toPublicEvent(event, "operators") as unknown as TimelineEvent
