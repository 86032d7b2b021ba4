import { Elysia } from "elysia"
import { orderOf } from "../../views/operator/row"
import { TeamPage } from "../../views/operator/team"
import type { Auth } from "../accounts/auth"
import type { Person, PersonStore } from "../accounts/person-store"
import type { ConversationReader } from "../conversations/read-model"
import { htmlPage } from "../http/html"
import { asPage } from "../http/page-request"
import { themeOf } from "../http/theme"
import type { Assigner } from "./assign"
import type { AvailabilityBoard } from "./availability"
import type { QueueStore } from "./queue-store"

type Deps = {
  auth: Auth
  people: PersonStore
  queues: QueueStore
  assigner: Pick<Assigner, "isShutNow">
  reader: Pick<ConversationReader, "list">
  board: Pick<AvailabilityBoard, "isOnline" | "isPresent">
  now: () => number
}

/** What waits and since when, and who is there, for the whole team: a page, and the same as an API. */
export const teamViewRoutes = ({ auth, people, queues, assigner, reader, board, now }: Deps) => {
  /** Of the chatbots that this operator has a seat of; the rest is not theirs to see. */
  function read(person: Person) {
    const waiting = reader
      .list(person.id, { state: "waiting", limit: 200 })
      .items.toSorted((a, b) => orderOf(a) - orderOf(b))
    const colleagues = new Map(
      people
        .listSeats(person.id)
        .flatMap((chatbotId) => people.listSeated(chatbotId).map((it) => [it.id, it] as const)),
    )
    const loads = queues.listLoads()
    const openOf = (id: string) =>
      loads.filter(({ personId }) => personId === id).reduce((sum, { open }) => sum + open, 0)
    const operators = [...colleagues.values()]
      .map((it) => ({
        id: it.id,
        name: it.name,
        availability: board.isPresent(it.id) ? it.availability : ("offline" as const),
        reason: it.awayReason,
        open: openOf(it.id),
        limit: it.openLimit,
      }))
      .sort((a, b) => a.name.localeCompare(b.name))
    const at = now()
    const lines = queues.list().map((queue) => {
      const here = waiting.filter((item) => item.queue?.id === queue.id)
      const since = here.map(({ waitingSince }) => Date.parse(waitingSince!))
      const members = [...colleagues.values()].filter(
        ({ id }) => queue.members.length === 0 || queue.members.some(({ personId }) => personId === id),
      )
      const free = members.filter((it) => {
        const inQueue = loads.find(({ personId, queueId }) => personId === it.id && queueId === queue.id)?.open ?? 0
        return board.isOnline(it) && openOf(it.id) < it.openLimit && inQueue < queue.memberLimit
      })
      return {
        id: queue.id,
        name: queue.name,
        assignment: queue.assignment,
        waiting: here.length,
        longest: since.length > 0 ? at - Math.min(...since) : undefined,
        available: free.length,
        held: loads.filter(({ queueId }) => queueId === queue.id).reduce((sum, { open }) => sum + open, 0),
        memberLimit: queue.memberLimit,
        backup: queue.backupQueueId === null ? null : (queues.find(queue.backupQueueId)?.name ?? null),
        isShut: assigner.isShutNow(queue),
      }
    })
    return { waiting, operators, queues: lines }
  }

  return new Elysia({ name: "team-view" })
    .get(
      "/operator/team",
      ({ request }) =>
        asPage(request, "/operator", () => {
          const person = auth.operator(request)
          return htmlPage(<TeamPage theme={themeOf(request)} viewer={person} now={now()} {...read(person)} />)
        }),
      { detail: { hide: true } },
    )
    .get(
      "/api/v1/team",
      ({ request }) => {
        const { waiting, operators, queues: lines } = read(auth.operator(request))
        return {
          waiting,
          operators,
          queues: lines.map(({ longest, ...it }) => ({
            ...it,
            longestSeconds: longest === undefined ? null : Math.round(longest / 1000),
          })),
        }
      },
      { detail: { tags: ["Operator"], summary: "What waits and since when, the queues, and who is there" } },
    )
}
