import { Elysia } from "elysia"
import { ConfirmPage } from "../../views/admin/confirm"
import type { FormState, Values } from "../../views/admin/form"
import type { AdminFrame } from "../../views/admin/frame"
import { PersonAddedPage, PersonPage, type SeatRow, TeamPage } from "../../views/admin/team"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { ChatbotCommands } from "../chatbots/commands"
import { AppError } from "../errors"
import { createAdminPage, done } from "../http/admin-page"
import { type Form, readForm, refusalOf, takeForm } from "../http/form"
import { htmlPage, redirectTo } from "../http/html"
import type { Origins } from "../http/origin"
import type { AvailabilityBoard } from "../queues/availability"
import type { Auth } from "./auth"
import type { Person, PersonStore, Role } from "./person-store"
import type { TeamCommands } from "./team-commands"

type Deps = {
  auth: Auth
  people: PersonStore
  chatbots: ChatbotStore
  chatbotCommands: ChatbotCommands
  team: TeamCommands
  board: AvailabilityBoard
  origins: Origins
}

const base = "/admin/team"

/** Operators, owners and their seats. */
export const teamAdminRoutes = ({ auth, people, chatbots, chatbotCommands, team, board, origins }: Deps) => {
  const page = createAdminPage(auth)
  const pathOf = (id: string) => `${base}/${encodeURIComponent(id)}`

  const seatRows = (): SeatRow[] =>
    chatbots.list().map(({ id, name, seats }) => ({ id, name, seats, taken: people.listSeated(id).length }))

  const getPerson = (id: string): Person => {
    const person = people.find(id)
    if (!person) throw new AppError("not_found", "There is no such person.")
    return person
  }

  /** Who says “online” and is not there is offline to everybody else. */
  const stateOf = (person: Person) =>
    board.isOnline(person)
      ? "online"
      : person.availability === "away" && board.isPresent(person.id)
        ? "away"
        : "offline"

  const teamPage = (
    frame: AdminFrame,
    refused?: { id: string; value: string; error: string },
    status?: number,
  ): Response =>
    htmlPage(
      <TeamPage
        frame={frame}
        people={people.list().map((person) => ({
          id: person.id,
          name: person.name,
          email: person.email,
          roles: [
            ...(person.isOwner ? (["owner"] as const) : []),
            ...(person.isOperator ? (["operator"] as const) : []),
          ],
          seats: people.listSeats(person.id),
          state: stateOf(person),
          disabled: person.disabledAt !== null,
        }))}
        chatbots={seatRows()}
        refused={refused}
      />,
      status,
    )

  const personPage = (
    frame: AdminFrame,
    owner: Person,
    form: FormState,
    person?: Person,
    status?: number,
  ): Response => {
    const shown = person && {
      id: person.id,
      name: person.name,
      disabled: person.disabledAt !== null,
      isYou: person.id === owner.id,
    }
    return htmlPage(
      <PersonPage frame={frame} form={form} chatbots={seatRows()} {...(shown ? { person: shown } : {})} />,
      status,
    )
  }

  const changeOf = (form: Form) => ({
    name: form.text("name"),
    email: form.text("email"),
    password: form.text("password"),
    roles: (["owner", "operator"] as Role[]).filter((role) => form.isChecked(role)),
    openLimit: form.text("openLimit") ? Number(form.text("openLimit")) : undefined,
    seats: chatbots.list().flatMap(({ id }) => (form.isChecked(`seat.${id}`) ? [id] : [])),
  })

  const typed = (form: Form): Values => {
    const { password: _, ...values } = form.values()
    return values
  }

  const valuesOf = (person: Person): Values => ({
    name: person.name,
    email: person.email,
    openLimit: String(person.openLimit),
    ...(person.isOwner ? { owner: "on" } : {}),
    ...(person.isOperator ? { operator: "on" } : {}),
    ...Object.fromEntries(people.listSeats(person.id).map((id) => [`seat.${id}`, "on"])),
  })

  return new Elysia({ name: "team-admin", prefix: base, detail: { hide: true } })
    .get("/", ({ request }) => page(request, (_, frame) => teamPage(frame)))
    .post("/new", ({ request }) =>
      page(request, (owner, frame) =>
        takeForm(
          request,
          async (form) => {
            const { person, madePassword } = await team.add(owner, changeOf(form))
            if (!madePassword) return done(base, "added")
            const signIn = `${origins.own(request)}/${person.isOperator ? "operator" : "admin"}`
            const { name, email } = person
            return htmlPage(
              <PersonAddedPage frame={frame} name={name} email={email} password={madePassword} signIn={signIn} />,
              201,
            )
          },
          (refused, status, form) => personPage(frame, owner, { ...refused, values: typed(form) }, undefined, status),
        ),
      ),
    )
    .get("/new", ({ request }) =>
      page(request, (owner, frame) => {
        const rows = seatRows()
        // With one chatbot there is nothing to choose, if it has a seat left.
        const only =
          rows.length === 1 && (rows[0]!.seats === null || rows[0]!.taken < rows[0]!.seats) ? rows[0] : undefined
        const values: Values = { operator: "on", ...(only ? { [`seat.${only.id}`]: "on" } : {}) }
        return personPage(frame, owner, { values })
      }),
    )
    .get("/seats/:chatbot", () => redirectTo(`${base}#seats`))
    .post("/seats/:chatbot", ({ request, params }) =>
      page(request, async (owner, frame) => {
        const value = (await readForm(request)).text("seats").trim()
        try {
          await chatbotCommands.update(owner, params.chatbot, { seats: value ? Number(value) : null })
          return done(base, "saved")
        } catch (error) {
          const { status, errors, error: whole } = refusalOf(error)
          const said = errors.seats ?? whole ?? "This number cannot be used."
          return teamPage(frame, { id: params.chatbot, value, error: said }, status)
        }
      }),
    )
    .get("/:id", ({ request, params }) =>
      page(request, (owner, frame) => {
        const person = getPerson(params.id)
        return personPage(frame, owner, { values: valuesOf(person) }, person)
      }),
    )
    .post("/:id", ({ request, params }) =>
      page(request, (owner, frame) =>
        takeForm(
          request,
          async (form) => {
            await team.update(owner, params.id, changeOf(form))
            return done(base, "saved")
          },
          (refused, status, form) =>
            personPage(frame, owner, { ...refused, values: typed(form) }, getPerson(params.id), status),
        ),
      ),
    )
    .get("/:id/disable", ({ request, params }) =>
      page(request, (_, frame) => {
        const { id, name } = getPerson(params.id)
        return htmlPage(
          <ConfirmPage
            frame={frame}
            section="team"
            title={`Disable ${name}?`}
            action={`${pathOf(id)}/disable`}
            back={{ href: pathOf(id), label: name }}
            word="Disable"
          >
            <p>
              {name} is signed out at once and cannot sign in again. Conversations that they hold return to the front of
              the line within seconds, and the visitors are told. You can enable them later.
            </p>
          </ConfirmPage>,
        )
      }),
    )
    .post("/:id/disable", ({ request, params }) =>
      page(request, async (owner) => {
        await team.update(owner, params.id, { disabled: true })
        return done(base, "disabled")
      }),
    )
    .post("/:id/enable", ({ request, params }) =>
      page(request, async (owner) => {
        await team.update(owner, params.id, { disabled: false })
        return done(base, "enabled")
      }),
    )
}
