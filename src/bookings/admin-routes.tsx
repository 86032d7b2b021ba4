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
import { momentText } from "../queues/fallback-text"
import { dayAt, readHours } from "../queues/hours"
import { type HoursDraft, hoursDraft, hoursOf, readHoursAct } from "../queues/hours-form"
import { answerHoursText } from "../queues/hours-text"
import type { BookingStore, BookingType } from "./booking-store"
import { type BookingTypeChange, type BookingTypeCommands, countsOf, usualType } from "./type-commands"

type Deps = {
  auth: Auth
  chatbots: ChatbotStore
  chatbotCommands: ChatbotCommands
  store: BookingStore
  types: BookingTypeCommands
  now: () => number
}

const base = "/admin/bookings"

/** Hours, what goes on when nobody is there, and what may be booked: a page for each chatbot. */
export const bookingAdminRoutes = ({ auth, chatbots, chatbotCommands, store, types, now }: Deps) => {
  const page = createAdminPage(auth)
  const pathOf = (id: string) => `${base}/${encodeURIComponent(id)}`
  const stored = (hours: Record<string, unknown>) => ({ draft: hoursDraft(hours, dayAt({ timeZone: "UTC" }, now())) })
  /** Seen from here whether hours and time zone are right: what a visitor would be told at this moment. */
  function toldNow(chatbot: Chatbot): string | undefined {
    const hours = readHours(chatbot.hours)
    const at = now()
    return hours && answerHoursText(hours, { about: "now" }, "en", at, (it) => momentText("en", hours.timeZone, it, at))
  }
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
            form={{ values: {} }}
            hours={stored(chatbot.hours)}
            told={toldNow(chatbot)}
            types={store.listTypes(chatbot.id)}
          />,
        )
      }),
    )
    .post("/:chatbot", ({ request, params }) =>
      page(request, async (owner, frame) => {
        const form = await readForm(request)
        const chatbot = chatbots.get(params.chatbot)
        const hours = readHoursAct(form)
        const again = (refused: Partial<FormState> = {}, status = 200) =>
          htmlPage(
            <BookingSettingsPage
              frame={frame}
              chatbot={headOf(chatbot)}
              form={{ values: {}, ...refused }}
              hours={hours}
              told={toldNow(chatbot)}
              types={store.listTypes(chatbot.id)}
            />,
            status,
          )
        if (hours.done) return again()
        try {
          await chatbotCommands.update(owner, chatbot.id, { hours: hoursOf(hours.draft) })
          return done(pathOf(chatbot.id), "saved")
        } catch (error) {
          const { status, ...refused } = refusalOf(error)
          return again(refused, status)
        }
      }),
    )
    .get("/:chatbot/types/:type", ({ request, params }) =>
      page(request, (_, frame) => {
        const chatbot = chatbots.get(params.chatbot)
        const type = typeOf(chatbot.id, params.type)
        return htmlPage(
          <BookingTypePage
            frame={frame}
            chatbot={headOf(chatbot)}
            form={{ values: typeValues(type) }}
            hours={stored(type?.hours ?? {})}
            id={type?.id ?? "new"}
          />,
        )
      }),
    )
    .post("/:chatbot/types/:type", ({ request, params }) =>
      page(request, async (owner, frame) => {
        const form = await readForm(request)
        const chatbot = chatbots.get(params.chatbot)
        const type = typeOf(chatbot.id, params.type)
        const hours = readHoursAct(form)
        const again = (refused: Partial<FormState> = {}, status = 200) => {
          const state = { values: form.values(), ...refused }
          const id = type?.id ?? "new"
          return htmlPage(
            <BookingTypePage frame={frame} chatbot={headOf(chatbot)} form={state} hours={hours} id={id} />,
            status,
          )
        }
        if (hours.done) return again()
        try {
          await types.save(owner, chatbot.id, typeChange(form, hours.draft, chatbot), type?.id)
          return done(pathOf(chatbot.id), "saved")
        } catch (error) {
          const { status, ...refused } = refusalOf(error)
          return again(refused, status)
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
            <p>Nobody can book it any more. Existing bookings stay.</p>
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

function typeValues(type: BookingType | undefined): Values {
  const shown = type ?? usualType
  return {
    name: type?.name ?? "",
    kind: shown.kind,
    ...countsOf((field) => String(shown[field])),
    ...(shown.enabled ? { enabled: "on" } : {}),
  }
}

/** Own hours are in the chatbot's time zone; its holidays count for them as they are then. */
function typeChange(form: Form, draft: HoursDraft, chatbot: Chatbot): BookingTypeChange {
  const { weekly } = hoursOf(draft, false)
  const general = readHours(chatbot.hours)
  const number = (field: string): number => (form.text(field).trim() ? Number(form.text(field)) : Number.NaN)
  return {
    ...countsOf(number),
    name: form.text("name"),
    kind: form.text("kind") === "callback" ? "callback" : "booking",
    hours: weekly ? { timeZone: general?.timeZone ?? "UTC", weekly, exceptions: [] } : null,
    enabled: form.isChecked("enabled"),
  }
}
