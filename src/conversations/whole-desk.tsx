import type { ComposerKind, Problem } from "../../views/operator/composer"
import { DeskPage } from "../../views/operator/desk-page"
import type { Cuts } from "../../views/operator/list"
import type { Person, PersonStore } from "../accounts/person-store"
import type { EventStore } from "../events/event-store"
import { htmlPage } from "../http/html"
import { themeOf } from "../http/theme"
import { viewerOf } from "./desk-answer"
import type { ConversationReader } from "./read-model"

type Deps = {
  people: Pick<PersonStore, "listSeats">
  reader: ConversationReader
  events: Pick<EventStore, "latestId">
  /** Visitors of these chatbots who are on the site now. */
  countVisitors: (chatbotIds: string[]) => number
  /** Follow-ups of an operator that are due. */
  countDue: (personId: string, at: number) => number
  now: () => number
  newId: () => string
}

const shownWaiting = 200
const shownHeld = 200
const shownAi = 100
const shownClosed = 30

export type WholeDesk = ReturnType<typeof createWholeDesk>

/** The desk as a page: its lists, and the conversation that is open in it. */
export function createWholeDesk({ people, reader, events, countVisitors, countDue, now, newId }: Deps) {
  /** The beginning of each list, and where those go on that are longer. What somebody holds is shown to them whole. */
  function lists({ id }: Person) {
    const mine = reader.list(id, { state: "human", assignee: "me", limit: shownHeld }).items
    const waiting = reader.list(id, { state: "waiting", limit: shownWaiting })
    const held = reader.list(id, { state: "human", limit: shownHeld })
    const ai = reader.list(id, { state: "ai", limit: shownAi })
    const closed = reader.list(id, { state: "closed", limit: shownClosed }).items
    const others = held.items.filter(({ assignee }) => assignee?.id !== id)
    const cuts = Object.entries({ waiting: waiting.next, human: held.next, ai: ai.next }).filter(([, next]) => next)
    return {
      items: [...waiting.items, ...mine, ...others, ...ai.items, ...closed],
      totals: reader.counts(id),
      cuts: Object.fromEntries(cuts) as Cuts,
    }
  }

  type Opened = { id: string; draft?: { kind: ComposerKind; text: string } | undefined; problem?: Problem | undefined }

  return function wholeDesk(request: Request, person: Person, opened?: Opened, status = 200): Response {
    // Before the reading: what happens in between comes again over the stream, and is shown once.
    const asOf = events.latestId()
    const shownLists = lists(person)
    const open = opened && {
      detail: reader.detail(opened.id, person.id),
      clientId: newId(),
      ...(opened.draft ? { draft: opened.draft } : {}),
      ...(opened.problem ? { problem: opened.problem } : {}),
    }
    return htmlPage(
      <DeskPage
        viewer={viewerOf(person)}
        {...shownLists}
        visitors={countVisitors(people.listSeats(person.id))}
        isFirstDay={shownLists.items.length === 0}
        theme={themeOf(request)}
        now={now()}
        asOf={asOf}
        repeatsSound={person.preferences.repeatSound === true}
        seats={people.listSeats(person.id).join()}
        due={countDue(person.id, now())}
        {...(open ? { open } : {})}
      />,
      status,
    )
  }
}
