import { Button, LinkButton } from "../components/button"
import { Choice, TextField } from "../components/field"
import { Avatar } from "../components/holder"
import { Icon } from "../components/icon"
import { seatsWords } from "./chatbot-list"
import { AdminForm, CopyBox, type FormState, fieldsOf, Group } from "./form"
import { type AdminFrame, AdminPage } from "./frame"

type PersonRow = {
  id: string
  name: string
  email: string
  roles: ("owner" | "operator")[]
  seats: string[]
  state: "online" | "away" | "offline"
  disabled: boolean
}
export type SeatRow = { id: string; name: string; seats: number | null; taken: number }

type TeamPageProps = {
  frame: AdminFrame
  people: PersonRow[]
  chatbots: SeatRow[]
  /** The seats form that was refused. */
  refused?: { id: string; value: string; error: string } | undefined
}

const stateWords = { online: "Online", away: "Away", offline: "Offline" } as const
const stateHolders = { online: "human", away: "waiting", offline: "closed" } as const

export function TeamPage({ frame, people, chatbots, refused }: TeamPageProps) {
  const names = new Map(chatbots.map(({ id, name }) => [id, name]))
  return (
    <AdminPage
      frame={frame}
      section="team"
      title="Team"
      width="list"
      intro="Operators talk with visitors at the desk. Owners set things up here. One person can be both."
      actions={
        <LinkButton href="/admin/team/new" icon="plus" variant="primary">
          Add somebody
        </LinkButton>
      }
    >
      <ul class="items">
        {people.map((each) => (
          <li class={each.disabled ? "item is-off" : "item"}>
            <Avatar name={each.name} large />
            <span class="item-main">
              <a class="item-link" href={`/admin/team/${encodeURIComponent(each.id)}`}>
                {each.name}
              </a>
              <small class="soft">
                {each.email}
                {each.seats.length > 0 ? ` · ${each.seats.map((id) => names.get(id) ?? id).join(", ")}` : ""}
              </small>
            </span>
            <span class="tags">
              {each.roles.map((role) => (
                <span class="chip">{role}</span>
              ))}
              {each.disabled ? (
                <span class="badge" data-holder="danger">
                  Disabled
                </span>
              ) : each.roles.includes("operator") ? (
                <span class="badge" data-holder={stateHolders[each.state]}>
                  <span class="dot" data-holder={stateHolders[each.state]} />
                  {stateWords[each.state]}
                </span>
              ) : null}
            </span>
            <Icon name="chevron-right" class="item-arrow" />
          </li>
        ))}
      </ul>
      {chatbots.length > 0 ? (
        <section class="card" id="seats">
          <div class="card-head">
            <h2>Seats</h2>
          </div>
          <p class="soft">How many operators may answer for each chatbot. Leave it empty for as many as you like.</p>
          {chatbots.map((each) => (
            <SeatForm chatbot={each} refused={refused?.id === each.id ? refused : undefined} />
          ))}
        </section>
      ) : null}
    </AdminPage>
  )
}

function SeatForm({ chatbot, refused }: { chatbot: SeatRow; refused?: TeamPageProps["refused"] }) {
  const { id, name, seats, taken } = chatbot
  return (
    <form class="seat-form" method="post" action={`/admin/team/seats/${encodeURIComponent(id)}`}>
      <TextField
        label={name}
        name="seats"
        id={`seats-${id}`}
        value={refused?.value ?? seats ?? ""}
        error={refused?.error}
        help={`${taken} taken${seats === null ? ", no limit" : ` of ${seats}`}`}
        inputMode="numeric"
        placeholder="No limit"
        autocomplete="off"
      />
      <Button aria-label={`Save the seats of ${name}`}>Save</Button>
    </form>
  )
}

type PersonPageProps = {
  frame: AdminFrame
  form: FormState
  chatbots: SeatRow[]
  person?: { id: string; name: string; disabled: boolean; isYou: boolean }
}

export function PersonPage({ frame, form, chatbots, person }: PersonPageProps) {
  const { values, errors = {}, error } = form
  const fieldOf = fieldsOf(form)
  const path = person ? `/admin/team/${encodeURIComponent(person.id)}` : "/admin/team/new"
  const field = errors.seats ?? errors.role
  return (
    <AdminPage
      frame={frame}
      section="team"
      title={person?.name ?? "Add somebody"}
      back={{ href: "/admin/team", label: "Team" }}
    >
      <AdminForm action={path} errors={errors} error={error} save={person ? "Save" : "Add"}>
        <Group title="Who">
          <TextField
            label="Name"
            {...fieldOf("name")}
            help="Visitors see it: “You're now chatting with Ana.”"
            maxLength={100}
            autocomplete="off"
            required
          />
          <TextField
            label="Email"
            {...fieldOf("email")}
            type="email"
            help="They sign in with it."
            autocomplete="off"
            required
          />
          <TextField
            label={person ? "New password" : "Password"}
            name="password"
            type="password"
            error={errors.password}
            help={
              person
                ? "Leave it empty to keep the old one. A new one signs them out everywhere."
                : "At least 8 characters. Leave it empty and Baton makes one, shown once for you to pass on."
            }
            autocomplete="new-password"
          />
        </Group>
        <Group title="What they do">
          <Choice
            name="operator"
            label="Operator"
            help="Sees live conversations, takes over, answers."
            checked={values.operator !== undefined}
          />
          <Choice
            name="owner"
            label="Owner"
            help="Everything in this admin, other owners included."
            checked={values.owner !== undefined}
          />
        </Group>
        <Group title="Answers for" help="An operator needs a seat at each chatbot whose visitors they talk with.">
          {chatbots.map(({ id, name, seats, taken }) => (
            <Choice
              name={`seat.${id}`}
              label={name}
              help={seatsWords(taken, seats)}
              checked={values[`seat.${id}`] !== undefined}
            />
          ))}
          {chatbots.length === 0 ? <p class="soft">There is no chatbot yet.</p> : null}
          <TextField
            label="Conversations at once"
            {...fieldOf("openLimit", "8")}
            help="Automatic queues give them no more than this; they may always take over more themselves."
            inputMode="numeric"
            autocomplete="off"
          />
          {field ? (
            <p class="field-error" role="alert">
              <Icon name="circle-alert" />
              <span>
                {field} {errors.seats ? <a href="/admin/team#seats">Change the number of seats</a> : null}
              </span>
            </p>
          ) : null}
        </Group>
      </AdminForm>
      {person ? <Access person={person} path={path} /> : null}
    </AdminPage>
  )
}

function Access({ person, path }: { person: NonNullable<PersonPageProps["person"]>; path: string }) {
  return (
    <section class="danger-zone">
      <div>
        <h2>{person.disabled ? "Let them in again" : "Disable"}</h2>
        <p class="soft">
          {person.disabled
            ? "They can sign in again. Give them their seats back above."
            : "Signed out at once, seats freed. Their name stays in old conversations."}
        </p>
      </div>
      {person.disabled ? (
        <form method="post" action={`${path}/enable`}>
          <Button icon="undo-2">Enable</Button>
        </form>
      ) : (
        <LinkButton href={`${path}/disable`}>{person.isYou ? "Disable yourself…" : "Disable…"}</LinkButton>
      )}
    </section>
  )
}

type AddedPageProps = { frame: AdminFrame; name: string; email: string; password: string; signIn: string }

/** A password that was made is shown here, and nowhere again. */
export function PersonAddedPage({ frame, name, email, password, signIn }: AddedPageProps) {
  return (
    <AdminPage
      frame={frame}
      section="team"
      title={`${name} is in the team`}
      back={{ href: "/admin/team", label: "Team" }}
      intro="Pass this on. The password is shown only once."
    >
      <section class="card">
        <CopyBox id="sign-in" label="The sign-in" text={`${signIn}\n${email}\n${password}`} />
      </section>
      <div class="button-row">
        <LinkButton href="/admin/team" variant="primary">
          Done
        </LinkButton>
        <LinkButton href="/admin/team/new">Add another</LinkButton>
      </div>
    </AdminPage>
  )
}
