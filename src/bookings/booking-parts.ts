/** Builds the booking parts from the dependencies that `app.ts` hands in. */

import { createAnswerAvailability } from "./answer-availability"
import { createTimesFor } from "./assistant-times"
import { isChoosing } from "./availability-question"
import { createBookingStore } from "./booking-store"
import { createBookingCommands } from "./commands"
import { createBookingTypeCommands } from "./type-commands"

type Deps = Omit<Parameters<typeof createBookingCommands>[0], "store"> &
  Omit<Parameters<typeof createBookingTypeCommands>[0], "store">

export function createBookingParts(deps: Deps) {
  const { chatbots, visitors, conversations, now } = deps
  const store = createBookingStore(deps.db)
  const bookings = createBookingCommands({ ...deps, store })
  const answerAvailability = createAnswerAvailability({ chatbots, bookings, now })
  // Who names a time, or says how to be reached, is choosing: the model books by the same times.
  const answerRoutine: typeof answerAvailability = (chatbotId, question, locale, timezone) =>
    isChoosing(question) ? undefined : answerAvailability(chatbotId, question, locale, timezone)
  return {
    store,
    types: createBookingTypeCommands({ ...deps, store }),
    bookings,
    answerAvailability,
    /** For a model, which answers the rest itself. */
    answerRoutine,
    timesFor: createTimesFor({ chatbots, visitors, conversations, bookings, now }),
  }
}
