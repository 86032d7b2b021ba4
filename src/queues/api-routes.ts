import { Elysia, t } from "elysia"
import type { Auth } from "../accounts/auth"
import { AppError } from "../errors"
import { ownerDetail as detail } from "../http/call-schema"
import type { Assigner } from "./assign"
import type { QueueCommands } from "./commands"
import type { Queue, QueueStore } from "./queue-store"

type Deps = { auth: Auth; queues: QueueStore; commands: QueueCommands; assigner: Assigner }

const change = {
  assignment: t.Optional(t.Union([t.Literal("open"), t.Literal("automatic")])),
  offerSeconds: t.Optional(t.Integer()),
  overflowSeconds: t.Optional(t.Integer()),
  memberLimit: t.Optional(t.Integer()),
  backupQueueId: t.Optional(t.Nullable(t.String())),
  hours: t.Optional(t.Nullable(t.Record(t.String(), t.Unknown(), { description: "Null: the chatbot's" }))),
  members: t.Optional(t.Array(t.Object({ personId: t.String(), preference: t.Integer({ default: 1 }) }))),
}

export const queueApiRoutes = ({ auth, queues, commands, assigner }: Deps) => {
  const shown = (queue: Queue) => ({
    ...queue,
    createdAt: new Date(queue.createdAt).toISOString(),
    waiting: queues.countOpen(queue.id).waiting,
  })
  return new Elysia({ name: "queue-api", prefix: "/api/v1/queues" })
    .get(
      "",
      ({ request }) => {
        auth.owner(request)
        return { items: queues.list().map(shown), next: null }
      },
      detail("The queues"),
    )
    .post(
      "",
      async ({ request, body, set }) => {
        auth.owner(request)
        set.status = 201
        return { queue: shown(await commands.add(body)) }
      },
      { body: t.Object({ name: t.String(), ...change }), ...detail("Add a queue") },
    )
    .get(
      "/:id",
      ({ request, params }) => {
        auth.owner(request)
        return { queue: shown(queues.get(params.id)) }
      },
      detail("One queue"),
    )
    .put(
      "/:id",
      async ({ request, params, body }) => {
        auth.owner(request)
        return { queue: shown(await commands.update(params.id, body)) }
      },
      {
        body: t.Object({ name: t.Optional(t.String()), ...change }),
        ...detail("Change a queue; what is not named stays"),
      },
    )
    .delete(
      "/:id",
      async ({ request, params, query, set }) => {
        const { moved } = await commands.remove(auth.owner(request), params.id, query.moveTo)
        if (query.moveTo !== undefined) return { moved }
        set.status = 204
        return undefined
      },
      {
        query: t.Object({
          moveTo: t.Optional(
            t.String({
              minLength: 1,
              description:
                "The queue that takes what is open in this one, and the new visitors of the chatbots that enter by it. " +
                "With it the answer is 200 and says under `moved` what was moved; without, 204, or 409 while the queue is used",
            }),
          ),
        }),
        ...detail("Delete a queue; what is open in it is moved in the same write"),
      },
    )
    .get(
      "/:id/forecast",
      ({ request, params, query }) => {
        auth.owner(request)
        if (!query.chatbot) throw new AppError("validation", "Name the chatbot.", { field: "chatbot" })
        return { steps: assigner.forecast(query.chatbot, params.id) }
      },
      { query: t.Object({ chatbot: t.Optional(t.String()) }), ...detail("Who would get a conversation now, and why") },
    )
}
