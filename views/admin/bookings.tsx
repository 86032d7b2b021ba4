import { LinkButton } from "../components/button"
import { Callout } from "../components/callout"
import { Empty } from "../components/empty"
import { Choice, TextField } from "../components/field"
import { Icon } from "../components/icon"
import { nobodyOnlinePath } from "./chatbot-frame"
import { AdminForm, type FormState, fieldsOf, Group } from "./form"
import { type AdminFrame, AdminPage } from "./frame"
import { HoursEditor, type HoursState } from "./hours-fields"

type Head = { id: string; name: string }
const base = "/admin/bookings"
const pathOf = ({ id }: Head) => `${base}/${encodeURIComponent(id)}`

type OverviewProps = { frame: AdminFrame; chatbots: (Head & { hasHours: boolean; types: string[] })[] }

export function BookingsOverviewPage({ frame, chatbots }: OverviewProps) {
  return (
    <AdminPage
      frame={frame}
      section="bookings"
      title="Hours and bookings"
      width="list"
      intro="When you are there, and what visitors can book in the chat."
    >
      {chatbots.length === 0 ? (
        <Empty icon="calendar" title="No chatbot yet">
          <p>Hours belong to a chatbot. Make one first.</p>
          <LinkButton href="/admin/chatbots/new" variant="primary">
            Make a chatbot
          </LinkButton>
        </Empty>
      ) : (
        <ul class="items">
          {chatbots.map((chatbot) => (
            <li class="item">
              <span class="item-main">
                <a class="item-link" href={pathOf(chatbot)}>
                  {chatbot.name}
                </a>
                <small class="soft">
                  {chatbot.hasHours ? "With hours" : "No hours: always open, nothing to book"}
                  {chatbot.types.length > 0 ? ` · ${chatbot.types.join(", ")}` : ""}
                </small>
              </span>
              <Icon name="chevron-right" class="item-arrow" />
            </li>
          ))}
        </ul>
      )}
    </AdminPage>
  )
}

type TypeRow = { id: string; name: string; kind: string; minutes: number; enabled: boolean }
type SettingsProps = {
  frame: AdminFrame
  chatbot: Head
  form: FormState
  hours: HoursState
  /** What visitors who ask whether you are open are told just now, by the saved hours. */
  told: string | undefined
  types: TypeRow[]
}

export function BookingSettingsPage({ frame, chatbot, form, hours, told, types }: SettingsProps) {
  const { errors = {}, error } = form
  const path = pathOf(chatbot)
  return (
    <AdminPage frame={frame} section="bookings" title={chatbot.name} back={{ href: base, label: "Hours and bookings" }}>
      {told ? (
        <Callout icon="clock">
          <p>
            Visitors who ask whether you are open are now told: <q>{told}</q>
          </p>
        </Callout>
      ) : null}
      <AdminForm action={path} errors={errors} error={error}>
        <HoursEditor
          title="Opening hours"
          hours={hours}
          errors={errors}
          action={path}
          none={{ label: "Always open", help: "Visitors are told no times, and can book none." }}
          own={{ label: "At these times", help: "Outside them, visitors are told when you are back." }}
        />
        <p class="soft">
          What else happens outside these hours, such as offering a call, is set with the chatbot:{" "}
          <a href={nobodyOnlinePath(chatbot.id)}>when nobody is online</a>.
        </p>
      </AdminForm>
      <section class="card" id="types">
        <div class="card-head">
          <h2>What can be booked</h2>
          <LinkButton href={`${path}/types/new`} icon="plus" small>
            Add
          </LinkButton>
        </div>
        <p class="soft">
          Whoever answers for {chatbot.name} gets an email for each booking, with the entry for their calendar, and
          again when it changes. Email is set up under <a href="/admin/alerts#email">Alerts</a>.
        </p>
        {types.length === 0 ? (
          <p class="soft">Nothing yet. Add an appointment or a callback.</p>
        ) : (
          <ul class="items">
            {types.map(({ id, name, kind, minutes, enabled }) => (
              <li class="item">
                <span class="item-main">
                  <a class="item-link" href={`${path}/types/${encodeURIComponent(id)}`}>
                    {name}
                  </a>
                  <small class="soft">
                    {kind === "callback" ? "Callback" : "Appointment"} · {minutes} min{enabled ? "" : " · off"}
                  </small>
                </span>
                <Icon name="chevron-right" class="item-arrow" />
              </li>
            ))}
          </ul>
        )}
      </section>
    </AdminPage>
  )
}

type TypeProps = { frame: AdminFrame; chatbot: Head; form: FormState; hours: HoursState; id: string }

export function BookingTypePage({ frame, chatbot, form, hours, id }: TypeProps) {
  const { values, errors = {}, error } = form
  const fieldOf = fieldsOf(form)
  const path = `${pathOf(chatbot)}/types/${encodeURIComponent(id)}`
  const isNew = id === "new"
  const count = (name: string, label: string, help?: string) => (
    <TextField type="number" min={0} label={label} {...fieldOf(name)} {...(help ? { help } : {})} />
  )
  return (
    <AdminPage
      frame={frame}
      section="bookings"
      title={isNew ? "Add something to book" : (values.name ?? "")}
      back={{ href: pathOf(chatbot), label: chatbot.name }}
      actions={
        isNew ? null : (
          <LinkButton href={`${path}/delete`} icon="trash-2">
            Delete
          </LinkButton>
        )
      }
    >
      <AdminForm action={path} errors={errors} error={error} save={isNew ? "Add" : "Save"}>
        <Group title="What it is">
          <TextField
            label="Name"
            {...fieldOf("name")}
            help="Visitors see it, and the AI knows it by this name."
            placeholder="Fitting"
          />
          <Choice
            type="radio"
            name="kind"
            value="booking"
            checked={values.kind !== "callback"}
            label="Appointment"
            help="Asks for a name, and for an email address or a phone number."
          />
          <Choice
            type="radio"
            name="kind"
            value="callback"
            checked={values.kind === "callback"}
            label="Callback"
            help="You call the visitor: asks for a phone number."
          />
          <Choice name="enabled" label="Can be booked" checked={values.enabled !== undefined} />
        </Group>
        <Group title="How long and how many">
          {count("minutes", "Length (minutes)")}
          {count("bufferBefore", "Kept free before (minutes)")}
          {count("bufferAfter", "Kept free after (minutes)")}
          {count("capacity", "At the same time", "How many appointments may take place at once.")}
          {count("groupLimit", "People with one booking", "For more, the AI calls a person.")}
        </Group>
        <Group title="When">
          {count("noticeMinutes", "Notice (minutes)", "Nothing sooner than this can be booked.")}
          {count("horizonDays", "Days ahead", "For a later date, the AI calls a person.")}
        </Group>
        <HoursEditor
          title="At which times"
          hours={hours}
          errors={errors}
          action={path}
          none={{ label: "Whenever you are open", help: `In the hours of ${chatbot.name}.` }}
          own={{ label: "At these times", help: "Holidays and time zone are those of the chatbot." }}
          isWhole={false}
        />
      </AdminForm>
    </AdminPage>
  )
}
