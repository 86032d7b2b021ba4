import { Elysia } from "elysia"
import type { FormState, Values } from "../../views/admin/form"
import type { AdminFrame } from "../../views/admin/frame"
import type { HoursState } from "../../views/admin/hours-fields"
import { DeleteQueuePage, type Forecast, QueuePage, QueuesPage } from "../../views/admin/queues"
import type { AuditStore } from "../accounts/audit-store"
import type { Auth } from "../accounts/auth"
import type { PersonStore } from "../accounts/person-store"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import { createAdminPage, done } from "../http/admin-page"
import { type Form, readForm, refusalOf } from "../http/form"
import { htmlPage, redirectTo } from "../http/html"
import type { Assigner } from "./assign"
import type { QueueCommands } from "./commands"
import { dayAt } from "./hours"
import { type HoursDraft, hoursDraft, hoursOf, readHoursAct } from "./hours-form"
import { insideWords, isUsed, suggestTarget } from "./moved-words"
import { defaultQueue, type Queue, type QueueStore } from "./queue-store"

type Deps = {
  auth: Auth
  people: PersonStore
  chatbots: ChatbotStore
  queues: QueueStore
  queueCommands: QueueCommands
  assigner: Assigner
  audit: Pick<AuditStore, "find">
  now: () => number
}

const base = "/admin/queues"

/** The lines in which visitors wait, and who would get a conversation now. */
export const queueAdminRoutes = ({ auth, people, chatbots, queues, queueCommands, assigner, audit, now }: Deps) => {
  const page = createAdminPage(auth)
  const nameOf = (id: string) => people.find(id)?.name ?? ""
  const operators = () => people.listOperators().map(({ id, name }) => ({ id, name }))

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

  /** What was done, as the list of changes has it: a stranger's link cannot make the page say something else. */
  function deletedBy(request: Request): string | undefined {
    const entry = audit.find(Number(new URL(request.url).searchParams.get("deleted") ?? 0))
    return entry?.action === "queue.deleted" ? `Deleted: ${entry.subject}.` : undefined
  }

  function rulesInto({ id }: Queue): string[] {
    const rules = chatbots.list().flatMap(({ escalation }) => escalation.rules)
    return rules.flatMap(({ name, action }) =>
      action.kind === "escalate" && action.queue && queues.findNamed(action.queue)?.id === id ? [name] : [],
    )
  }

  function deletePage(frame: AdminFrame, queue: Queue, form: FormState = { values: {} }, status?: number): Response {
    const entering = chatbots.list().filter(({ queueId }) => queueId === queue.id)
    const inside = { ...queues.countOpen(queue.id), chatbots: entering.map(({ name }) => name) }
    const all = queues.list()
    const suggested = suggestTarget(queue, all)
    return htmlPage(
      <DeleteQueuePage
        frame={frame}
        form={form}
        queue={queue}
        inside={isUsed(inside) ? insideWords(inside) : undefined}
        waiting={inside.waiting}
        held={inside.held}
        others={all.filter(({ id }) => id !== queue.id)}
        suggested={suggested && { id: suggested.queue.id, because: suggested.because }}
        backupOf={all.filter(({ backupQueueId }) => backupQueueId === queue.id).map(({ name }) => name)}
        ruled={rulesInto(queue)}
      />,
      status,
    )
  }

  return new Elysia({ name: "queue-admin", prefix: base, detail: { hide: true } })
    .get("/", ({ request }) =>
      page(request, (_, frame) =>
        htmlPage(
          <QueuesPage
            frame={{ ...frame, saved: deletedBy(request) ?? frame.saved }}
            queues={queues.list().map((queue) => ({
              ...queue,
              members: queue.members.map(({ personId }) => nameOf(personId)),
              backup: queue.backupQueueId && (queues.find(queue.backupQueueId)?.name ?? null),
              waiting: queues.countOpen(queue.id).waiting,
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
    .get("/:id/delete", ({ request, params }) => page(request, (_, frame) => deletePage(frame, queues.get(params.id))))
    .post("/:id/delete", ({ request, params }) =>
      page(request, async (owner, frame) => {
        const queue = queues.get(params.id)
        const moveTo = (await readForm(request)).text("moveTo") || undefined
        try {
          const { entryId } = await queueCommands.remove(owner, queue.id, moveTo)
          return redirectTo(`${base}?deleted=${entryId}`)
        } catch (error) {
          // Since the page was opened somebody may have begun to wait, or the queue that was chosen may have gone.
          const { status, ...refused } = refusalOf(error)
          return deletePage(frame, queue, { values: moveTo ? { moveTo } : {}, ...refused }, status)
        }
      }),
    )
}
