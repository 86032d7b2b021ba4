import { Elysia } from "elysia"
import { ConfirmPage } from "../../views/admin/confirm"
import type { FormState, Values } from "../../views/admin/form"
import type { AdminFrame } from "../../views/admin/frame"
import type { HoursState } from "../../views/admin/hours-fields"
import { type Forecast, QueuePage, QueuesPage } from "../../views/admin/queues"
import type { Auth } from "../accounts/auth"
import type { PersonStore } from "../accounts/person-store"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import { createAdminPage, done } from "../http/admin-page"
import { type Form, readForm, refusalOf } from "../http/form"
import { htmlPage } from "../http/html"
import type { Assigner } from "./assign"
import type { QueueCommands } from "./commands"
import { dayAt } from "./hours"
import { type HoursDraft, hoursDraft, hoursOf, readHoursAct } from "./hours-form"
import { defaultQueue, type Queue, type QueueStore } from "./queue-store"

type Deps = {
  auth: Auth
  people: PersonStore
  chatbots: ChatbotStore
  queues: QueueStore
  queueCommands: QueueCommands
  assigner: Assigner
  now: () => number
}

const base = "/admin/queues"

/** The lines in which visitors wait, and who would get a conversation now. */
export const queueAdminRoutes = ({ auth, people, chatbots, queues, queueCommands, assigner, now }: Deps) => {
  const page = createAdminPage(auth)
  const pathOf = (id: string) => `${base}/${encodeURIComponent(id)}`
  const nameOf = (id: string) => people.find(id)?.name ?? ""
  const operators = () =>
    people
      .list()
      .filter(({ isOperator, disabledAt }) => isOperator && !disabledAt)
      .map(({ id, name }) => ({ id, name }))

  /** For each chatbot whose visitors enter by this queue. */
  const forecasts = (queueId: string): Forecast[] =>
    chatbots
      .list()
      .filter((chatbot) => chatbot.queueId === queueId)
      .map(({ id, name }) => ({
        chatbot: name,
        steps: assigner.forecast(id, queueId).map((step) => ({
          ...step,
          picked: step.picked && nameOf(step.picked),
          operators: step.operators.map((each) => ({ ...each, name: nameOf(each.id) })),
        })),
      }))

  const storedHours = (queue?: Queue): HoursState => ({
    draft: hoursDraft(queue?.hours ?? {}, dayAt({ timeZone: "UTC" }, now())),
  })

  const queuePage = (frame: AdminFrame, form: FormState, hours: HoursState, queue?: Queue, status?: number): Response =>
    htmlPage(
      <QueuePage
        frame={frame}
        form={form}
        hours={hours}
        operators={operators()}
        others={queues.list().filter(({ id }) => id !== queue?.id)}
        forecasts={queue ? forecasts(queue.id) : []}
        {...(queue ? { queue } : {})}
      />,
      status,
    )

  const valuesOf = (queue: Omit<Queue, "id" | "createdAt">): Values => ({
    name: queue.name,
    assignment: queue.assignment,
    offerSeconds: String(queue.offerSeconds),
    overflowSeconds: String(queue.overflowSeconds),
    memberLimit: String(queue.memberLimit),
    backupQueueId: queue.backupQueueId ?? "",
    ...Object.fromEntries(
      queue.members.flatMap(({ personId, preference }) => [
        [`member.${personId}`, "on"],
        [`preference.${personId}`, String(preference)],
      ]),
    ),
  })

  const changeOf = (form: Form, hours: HoursDraft) => ({
    name: form.text("name"),
    assignment: form.text("assignment") === "automatic" ? ("automatic" as const) : ("open" as const),
    offerSeconds: Number(form.text("offerSeconds")),
    overflowSeconds: Number(form.text("overflowSeconds")),
    memberLimit: Number(form.text("memberLimit")),
    backupQueueId: form.text("backupQueueId") || null,
    hours: hoursOf(hours),
    members: operators().flatMap(({ id }) =>
      form.isChecked(`member.${id}`) ? [{ personId: id, preference: Number(form.text(`preference.${id}`) || 1) }] : [],
    ),
  })

  return new Elysia({ name: "queue-admin", prefix: base, detail: { hide: true } })
    .get("/", ({ request }) =>
      page(request, (_, frame) =>
        htmlPage(
          <QueuesPage
            frame={frame}
            queues={queues.list().map((queue) => ({
              ...queue,
              members: queue.members.map(({ personId }) => nameOf(personId)),
              backup: queue.backupQueueId && (queues.find(queue.backupQueueId)?.name ?? null),
              waiting: assigner.list.line(queue.id).length,
            }))}
          />,
        ),
      ),
    )
    .get("/new", ({ request }) =>
      page(request, (_, frame) => queuePage(frame, { values: valuesOf({ ...defaultQueue, name: "" }) }, storedHours())),
    )
    .post("/", ({ request }) =>
      page(request, async (_, frame) => {
        const form = await readForm(request)
        const hours = readHoursAct(form)
        if (hours.done) return queuePage(frame, { values: form.values() }, hours)
        try {
          await queueCommands.add(changeOf(form, hours.draft))
          return done(base, "added")
        } catch (error) {
          const { status, ...refused } = refusalOf(error)
          return queuePage(frame, { values: form.values(), ...refused }, hours, undefined, status)
        }
      }),
    )
    .get("/:id", ({ request, params }) =>
      page(request, (_, frame) => {
        const queue = queues.get(params.id)
        return queuePage(frame, { values: valuesOf(queue) }, storedHours(queue), queue)
      }),
    )
    .post("/:id", ({ request, params }) =>
      page(request, async (_, frame) => {
        const form = await readForm(request)
        const hours = readHoursAct(form)
        if (hours.done) return queuePage(frame, { values: form.values() }, hours, queues.get(params.id))
        try {
          await queueCommands.update(params.id, changeOf(form, hours.draft))
          return done(base, "saved")
        } catch (error) {
          const { status, ...refused } = refusalOf(error)
          return queuePage(frame, { values: form.values(), ...refused }, hours, queues.get(params.id), status)
        }
      }),
    )
    .get("/:id/delete", ({ request, params }) =>
      page(request, (_, frame) => {
        const { id, name } = queues.get(params.id)
        return htmlPage(
          <ConfirmPage
            frame={frame}
            section="queues"
            title={`Delete ${name}?`}
            action={`${pathOf(id)}/delete`}
            back={{ href: pathOf(id), label: name }}
            word="Delete"
          >
            <p>Past conversations stay; they no longer name this queue.</p>
          </ConfirmPage>,
        )
      }),
    )
    .post("/:id/delete", ({ request, params }) =>
      page(request, async (_, frame) => {
        try {
          await queueCommands.remove(params.id)
          return done(base, "deleted")
        } catch (error) {
          const queue = queues.get(params.id)
          const { status, ...refused } = refusalOf(error)
          return queuePage(frame, { values: valuesOf(queue), ...refused }, storedHours(queue), queue, status)
        }
      }),
    )
}
