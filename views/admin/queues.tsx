import { LinkButton } from "../components/button"
import { Empty } from "../components/empty"
import { Choice, Select, TextField } from "../components/field"
import { Icon } from "../components/icon"
import { ConfirmPage } from "./confirm"
import { AdminForm, type FormState, fieldsOf, Group } from "./form"
import { type AdminFrame, AdminPage } from "./frame"
import { HoursEditor, type HoursState } from "./hours-fields"

type QueueRow = {
  id: string
  name: string
  assignment: "open" | "automatic"
  /** Names of the members; none: everybody with a seat. */
  members: string[]
  backup: string | null
  waiting: number
}

const assignmentWords = { open: "Whoever takes it first", automatic: "Offered to one after another" } as const

export function QueuesPage({ frame, queues }: { frame: AdminFrame; queues: QueueRow[] }) {
  return (
    <AdminPage
      frame={frame}
      section="queues"
      title="Queues"
      width="list"
      intro="A queue is the line in which visitors wait for one of you. One is enough for a small team."
      actions={
        <LinkButton href="/admin/queues/new" icon="plus" variant="primary">
          Add a queue
        </LinkButton>
      }
    >
      {queues.length === 0 ? (
        <Empty icon="users" title="No queue yet">
          Visitors who ask for a person are shown to everybody with a seat.
        </Empty>
      ) : (
        <ul class="items">
          {queues.map(({ id, name, assignment, members, backup, waiting }) => (
            <li class="item">
              <span class="item-main">
                <a class="item-link" href={`/admin/queues/${encodeURIComponent(id)}`}>
                  {name}
                </a>
                <small class="soft">
                  {assignmentWords[assignment]} · {members.length > 0 ? members.join(", ") : "everybody with a seat"}
                  {backup ? ` · then ${backup}` : ""}
                </small>
              </span>
              <span class="badge" data-holder={waiting > 0 ? "waiting" : "closed"}>
                {waiting === 0 ? "Nobody waits" : `${waiting} waiting`}
              </span>
              <Icon name="chevron-right" class="item-arrow" />
            </li>
          ))}
        </ul>
      )}
    </AdminPage>
  )
}

export type Forecast = {
  chatbot: string
  steps: {
    queue: { id: string; name: string }
    assignment: "open" | "automatic"
    waiting: number
    /** Outside its own hours. */
    isShut: boolean
    picked: string | null
    operators: { name: string; why: string; open: number; limit: number }[]
  }[]
}

type QueuePageProps = {
  frame: AdminFrame
  form: FormState
  hours: HoursState
  operators: { id: string; name: string }[]
  others: { id: string; name: string }[]
  queue?: { id: string; name: string }
  forecasts: Forecast[]
}

export function QueuePage({ frame, form, hours, operators, others, queue, forecasts }: QueuePageProps) {
  const { values, errors = {}, error } = form
  const fieldOf = fieldsOf(form)
  const path = queue ? `/admin/queues/${encodeURIComponent(queue.id)}` : "/admin/queues"
  return (
    <AdminPage
      frame={frame}
      section="queues"
      title={queue?.name ?? "Add a queue"}
      back={{ href: "/admin/queues", label: "Queues" }}
      actions={
        queue ? (
          <LinkButton href={`${path}/delete`} icon="trash-2">
            Delete
          </LinkButton>
        ) : null
      }
      aside={forecasts.length > 0 ? <WhoWouldGetIt forecasts={forecasts} /> : null}
    >
      <AdminForm action={path} errors={errors} error={error} save={queue ? "Save" : "Add"}>
        <Group title="The line">
          <TextField
            label="Name"
            {...fieldOf("name")}
            help="Visitors read it when they are passed on: “Repairs will help you instead.”"
            maxLength={80}
            autocomplete="off"
            required
          />
          <Choice
            type="radio"
            name="assignment"
            value="open"
            checked={values.assignment !== "automatic"}
            label="Everybody is told; whoever takes it first gets it"
            help="Best for a team of two or three."
          />
          <Choice
            type="radio"
            name="assignment"
            value="automatic"
            checked={values.assignment === "automatic"}
            label="Offered to one operator after another"
            help="Whoever holds the fewest is asked first; ties go to whoever has been idle longest; a visitor's earlier operator is asked before others."
          />
          <TextField
            label="An offer lasts (seconds)"
            {...fieldOf("offerSeconds")}
            help="Then it goes to the next."
            inputMode="numeric"
            autocomplete="off"
          />
          <TextField
            label="Conversations one operator may hold here"
            {...fieldOf("memberLimit")}
            inputMode="numeric"
            autocomplete="off"
          />
        </Group>
        <Group
          title="Who"
          help="Nobody chosen: everybody who holds a seat of the visitor's chatbot. Lower numbers prefer this queue."
        >
          {operators.length === 0 ? <p class="soft">There is no operator yet. Add one under Team.</p> : null}
          {operators.map(({ id, name }) => (
            <div class="queue-member">
              <Choice name={`member.${id}`} checked={values[`member.${id}`] !== undefined} label={name} />
              <label>
                <span class="hidden-visually">{name} prefers this queue as number </span>
                <input
                  class="input"
                  name={`preference.${id}`}
                  value={values[`preference.${id}`] ?? "1"}
                  inputMode="numeric"
                  size={2}
                  autocomplete="off"
                />
              </label>
            </div>
          ))}
          {errors.members ? (
            <p class="field-error">
              <Icon name="circle-alert" />
              {errors.members}
            </p>
          ) : null}
        </Group>
        <Group title="If nobody comes">
          <Select
            label="Then to"
            {...fieldOf("backupQueueId")}
            options={[
              { value: "", label: "Nowhere: it stays here" },
              ...others.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            help="At once if nobody here is available, otherwise after the time below; only if somebody is available there."
          />
          <TextField label="After (seconds)" {...fieldOf("overflowSeconds")} inputMode="numeric" autocomplete="off" />
        </Group>
        <HoursEditor
          title="Hours"
          hours={hours}
          errors={errors}
          action={path}
          none={{ label: "As the chatbot", help: "For a team that is there when everybody is." }}
          own={{
            label: "Own hours",
            help: "Visitors and the AI are told these; outside them, conversations go to the backup queue first.",
          }}
        />
      </AdminForm>
    </AdminPage>
  )
}

type DeleteQueueProps = {
  frame: AdminFrame
  form: FormState
  queue: { id: string; name: string }
  /** What is open in it, in words. */
  inside: string | undefined
  waiting: number
  held: number
  others: { id: string; name: string }[]
  suggested: { id: string; because: "backup" | "first" } | undefined
  /** The queues that pass on to this one. */
  backupOf: string[]
  /** The rules that send people here. */
  ruled: string[]
}

export function DeleteQueuePage(props: DeleteQueueProps) {
  const { frame, form, queue, inside, waiting, held, others, suggested, backupOf, ruled } = props
  const path = `/admin/queues/${encodeURIComponent(queue.id)}`
  const back = { href: path, label: queue.name }
  if (inside && !suggested) {
    return (
      <AdminPage frame={frame} section="queues" title={`Delete ${queue.name}?`} back={back}>
        <Empty icon="users" title="This is your only queue, and it is used">
          {`In it: ${inside}. Add a queue that takes them, then delete this one.`}
        </Empty>
        <p class="button-row">
          <LinkButton href="/admin/queues/new" icon="plus" variant="primary">
            Add a queue
          </LinkButton>
        </p>
      </AdminPage>
    )
  }
  const chosen = form.values.moveTo ?? suggested?.id ?? ""
  return (
    <ConfirmPage
      frame={frame}
      section="queues"
      title={`Delete ${queue.name}?`}
      action={`${path}/delete`}
      back={back}
      word={inside ? "Move and delete" : "Delete"}
      error={form.error}
      fields={
        inside ? (
          <Select
            label="They go to"
            name="moveTo"
            value={others.some(({ id }) => id === chosen) ? chosen : suggested?.id}
            error={form.errors?.moveTo}
            options={others.map(({ id, name }) => ({ value: id, label: name }))}
            help={
              suggested?.because === "backup"
                ? "Suggested: the queue that takes over when nobody comes here."
                : "Suggested: the first of your queues."
            }
          />
        ) : null
      }
    >
      {inside ? <p>In this queue now: {inside}.</p> : null}
      {waiting > 0 ? (
        <p>
          Those waiting keep the time they have waited and the time by which somebody was promised; operators are told
          again.
        </p>
      ) : null}
      {held > 0 ? <p>Operators keep the conversations that they are in.</p> : null}
      {backupOf.length > 0 ? (
        <p>
          It is the backup of {backupOf.join(", ")}: there, conversations will stay until somebody comes, unless you
          choose another.
        </p>
      ) : null}
      {ruled.length > 0 ? (
        <p>
          {ruled.length === 1 ? "The rule " : "The rules "}
          {ruled.map((name) => `“${name}”`).join(", ")}
          {ruled.length === 1 ? " sends people here. It then calls" : " send people here. They then call"} somebody in
          the chatbot's own queue.
        </p>
      ) : null}
      <p>Past conversations stay; they no longer name this queue.</p>
    </ConfirmPage>
  )
}

/** Where a conversation would go right now, step by step, and why. */
function WhoWouldGetIt({ forecasts }: { forecasts: Forecast[] }) {
  return (
    <section class="card who-gets-it" aria-labelledby="who-gets-it">
      <h2 id="who-gets-it">Who would get it now?</h2>
      {forecasts.map(({ chatbot, steps }) => (
        <>
          {forecasts.length > 1 ? <h3>{chatbot}</h3> : null}
          <ol class="who-steps">
            {steps.map(({ queue, assignment, waiting, isShut, picked, operators }) => (
              <li class="baton" data-holder={operators.some(({ why }) => why === "available") ? "human" : "closed"}>
                <strong>{queue.name}</strong>
                <small class="soft">
                  {" "}
                  {waiting === 0 ? "nobody waits" : `${waiting} waiting`}
                  {isShut ? " · outside its hours" : ""}
                </small>
                <ul>
                  {operators.length === 0 ? <li class="soft">No member holds a seat of this chatbot</li> : null}
                  {operators.map(({ name, why, open, limit }) => (
                    <li>
                      {name === picked && assignment === "automatic" ? <strong>{name}: offered first</strong> : name}
                      <small class="soft">
                        {" "}
                        {why}, {open} of {limit}
                      </small>
                    </li>
                  ))}
                </ul>
              </li>
            ))}
          </ol>
        </>
      ))}
    </section>
  )
}
