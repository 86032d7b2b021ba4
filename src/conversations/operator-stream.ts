import type { Auth } from "../accounts/auth"
import type { PersonStore } from "../accounts/person-store"
import type { StoredEvent } from "../events/event"
import type { EventStore } from "../events/event-store"
import type { EventStreams } from "../events/event-stream"
import type { Signals } from "../events/signals"
import { chatbotTopic, operatorsTopic, operatorTopic } from "../events/topics"
import { type Host, keepOpen } from "../http/host"
import type { AvailabilityBoard } from "../queues/availability"
import { namesSignal } from "./announce-names"

type Deps = {
  auth: Auth
  people: PersonStore
  events: EventStore
  streams: EventStreams
  signals: Signals
  board: AvailabilityBoard
  host: Host
}

/** An operator's live view: everything of the chatbots they hold a seat of. Shared by the API's stream and the desk's. */
export function operatorStream(
  deps: Deps,
  request: Request,
  after: number,
  frameOf: (event: StoredEvent) => Uint8Array,
): Response {
  const { auth, people, events, streams, signals, board, host } = deps
  const { person, token, session } = auth.require(request, "operator")
  const seats = people.listSeats(person.id)
  keepOpen(host, request)
  const response = streams.stream<StoredEvent>({
    topic: operatorsTopic,
    signalTopics: [operatorTopic(person.id), operatorsTopic, ...seats.map(chatbotTopic)],
    after,
    read: (cursor) => events.visibleToOperator(person.id, cursor),
    committedId: events.committedId,
    frameOf,
    signal: request.signal,
    // With other seats it is another stream: the client comes back and gets the signals of those.
    mayContinue: () => auth.isAlive(token) && people.listSeats(person.id).join() === seats.join(),
    onOpen: () => board.streamOpened(person.id, session.tokenHash),
    onEnd: () => board.streamEnded(person.id, session.tokenHash),
  })
  // Whoever was renamed while it was not listening.
  const colleagues = new Map(seats.flatMap((id) => people.listSeated(id).map((each) => [each.id, each] as const)))
  signals.send(operatorTopic(person.id), namesSignal([...colleagues.values()]))
  // By it a desk sees that its page was read with other seats: no event tells what one may not see any more.
  response.headers.set("baton-seats", seats.join())
  // And by this that somebody else has signed in meanwhile in the same browser.
  response.headers.set("baton-operator", person.id)
  return response
}
