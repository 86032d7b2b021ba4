import { Elysia } from "elysia"
import { BookingSettingsPage, BookingsOverviewPage, BookingTypePage } from "../../views/admin/bookings"
import { ConfirmPage } from "../../views/admin/confirm"
import type { FormState, Values } from "../../views/admin/form"
import type { Auth } from "../accounts/auth"
import type { Chatbot } from "../chatbots/chatbot"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { ChatbotCommands } from "../chatbots/commands"
import { AppError } from "../errors"
import { createAdminPage, done } from "../http/admin-page"
import { type Form, readForm, refusalOf } from "../http/form"
import { htmlPage } from "../http/html"
import { days, formatRanges, parseRanges, readHours } from "../queues/hours"
import { hoursOf, hoursValues } from "../queues/hours-form"
import type { BookingStore, BookingType } from "./booking-store"
import type { BookingTypeChange, BookingTypeCommands } from "./type-commands"

type Deps = {
  auth: Auth
  chatbots: ChatbotStore
  chatbotCommands: ChatbotCommands
  store: BookingStore
  types: BookingTypeCommands
}

const base = "/admin/bookings"

/** Hours, what goes on when nobody is there, and what may be booked: a page for each chatbot. */
export const bookingAdminRoutes = ({ auth, chatbots, chatbotCommands, store, types }: Deps) => {
  const page = createAdminPage(auth)
  const pathOf = (id: string) => `${base}/${encodeURIComponent(id)}`
  const headOf = ({ id, name }: Chatbot) => ({ id, name })

  function typeOf(chatbotId: string, id: string): BookingType | undefined {
    if (id === "new") return undefined
    const type = store.findType(id)
    if (type?.chatbotId !== chatbotId) throw new AppError("not_found", "There is no such booking type any more.")
    return type
  }

  return new Elysia({ name: "booking-admin", prefix: base, detail: { hide: true } })
    .get("/", ({ request }) =>
      page(request, (_, frame) =>
        htmlPage(
          <BookingsOverviewPage
            frame={frame}
            chatbots={chatbots.list().map((chatbot) => ({
              ...headOf(chatbot),
              hasHours: readHours(chatbot.hours) !== undefined,
              types: store.listTypes(chatbot.id).map(({ name }) => name),
            }))}
          />,
        ),
      ),
    )
    .get("/:chatbot", ({ request, params }) =>
      page(request, (_, frame) => {
        const chatbot = chatbots.get(params.chatbot)
        return htmlPage(
          <BookingSettingsPage
            frame={frame}
            chatbot={headOf(chatbot)}
            form={{ values: hoursValues(chatbot.hours) }}
            types={store.listTypes(chatbot.id)}
          />,
        )
      }),
    )
    .post("/:chatbot", ({ request, params }) =>
      page(request, async (owner, frame) => {
        const form = await readForm(request)
        const chatbot = chatbots.get(params.chatbot)
        try {
          await chatbotCommands.update(owner, chatbot.id, {
            hours: hoursOf(form),
          })
          return done(pathOf(chatbot.id), "saved")
        } catch (error) {
          const { status, ...refused } = refusalOf(error)
          const state = { values: form.values(), ...refused }
          return htmlPage(
            <BookingSettingsPage
              frame={frame}
              chatbot={headOf(chatbot)}
              form={state}
              types={store.listTypes(chatbot.id)}
            />,
            status,
          )
        }
      }),
    )
    .get("/:chatbot/types/:type", ({ request, params }) =>
      page(request, (_, frame) => {
        const chatbot = chatbots.get(params.chatbot)
        const type = typeOf(chatbot.id, params.type)
        const form = { values: typeValues(type) }
        return htmlPage(<BookingTypePage frame={frame} chatbot={headOf(chatbot)} form={form} id={type?.id ?? "new"} />)
      }),
    )
    .post("/:chatbot/types/:type", ({ request, params }) =>
      page(request, async (owner, frame) => {
        const form = await readForm(request)
        const chatbot = chatbots.get(params.chatbot)
        const type = typeOf(chatbot.id, params.type)
        try {
          await types.save(owner, chatbot.id, typeChange(form, chatbot), type?.id)
          return done(pathOf(chatbot.id), "saved")
        } catch (error) {
          const { status, ...refused } = refusalOf(error)
          const state: FormState = { values: form.values(), ...refused }
          return htmlPage(
            <BookingTypePage frame={frame} chatbot={headOf(chatbot)} form={state} id={type?.id ?? "new"} />,
            status,
          )
        }
      }),
    )
    .get("/:chatbot/types/:type/delete", ({ request, params }) =>
      page(request, (_, frame) => {
        const chatbot = chatbots.get(params.chatbot)
        const type = typeOf(chatbot.id, params.type)
        if (!type) throw new AppError("not_found", "There is no such booking type any more.")
        return htmlPage(
          <ConfirmPage
            frame={frame}
            section="bookings"
            title={`Delete “${type.name}”?`}
            action={`${pathOf(chatbot.id)}/types/${encodeURIComponent(type.id)}/delete`}
            back={{ href: pathOf(chatbot.id), label: chatbot.name }}
            word="Delete"
          >
            <p>Nobody can book it any more. What is booked already stands.</p>
          </ConfirmPage>,
        )
      }),
    )
    .post("/:chatbot/types/:type/delete", ({ request, params }) =>
      page(request, async (owner) => {
        await types.remove(owner, params.chatbot, params.type)
        return done(pathOf(params.chatbot), "deleted")
      }),
    )
}

const counts = [
  "minutes",
  "bufferBefore",
  "bufferAfter",
  "capacity",
  "groupLimit",
  "noticeMinutes",
  "horizonDays",
] as const
const usual = {
  minutes: 30,
  bufferBefore: 0,
  bufferAfter: 0,
  capacity: 1,
  groupLimit: 4,
  noticeMinutes: 60,
  horizonDays: 30,
}

function typeValues(type: BookingType | undefined): Values {
  const own = readHours(type?.hours ?? {})
  return {
    name: type?.name ?? "",
    kind: type?.kind ?? "booking",
    ...Object.fromEntries(counts.map((field) => [field, String((type ?? usual)[field])])),
    ...Object.fromEntries(days.map((day) => [`hours.${day}`, formatRanges(own?.weekly[day])])),
    ...((type?.enabled ?? true) ? { enabled: "on" } : {}),
  }
}

/** Own hours are in the chatbot's time zone, with its holidays. */
function typeChange(form: Form, chatbot: Chatbot): BookingTypeChange {
  const weekly = Object.fromEntries(days.map((day) => [day, parseRanges(form.text(`hours.${day}`), `hours.${day}`)]))
  const hasOwn = Object.values(weekly).some((ranges) => ranges.length > 0)
  const general = readHours(chatbot.hours)
  const number = (field: string) => (form.text(field).trim() ? Number(form.text(field)) : Number.NaN)
  const numbers = Object.fromEntries(counts.map((field) => [field, number(field)])) as Record<
    (typeof counts)[number],
    number
  >
  return {
    ...numbers,
    name: form.text("name"),
    kind: form.text("kind") === "callback" ? "callback" : "booking",
    hours: hasOwn ? { timeZone: general?.timeZone ?? "UTC", weekly, exceptions: general?.exceptions ?? [] } : null,
    enabled: form.isChecked("enabled"),
  }
}
