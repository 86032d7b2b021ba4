import { Elysia, t } from "elysia"
import type { Auth } from "../accounts/auth"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import { AppError } from "../errors"
import { ownerDetail as detail } from "../http/call-schema"
import type { BookingStore, BookingType } from "./booking-store"
import { type BookingTypeCommands, usualType } from "./type-commands"

type Deps = {
  auth: Auth
  chatbots: ChatbotStore
  store: BookingStore
  types: BookingTypeCommands
}

const kind = t.Union([t.Literal("booking"), t.Literal("callback")])
const change = {
  kind: t.Optional(kind),
  minutes: t.Optional(t.Integer()),
  bufferBefore: t.Optional(t.Integer({ description: "Minutes kept free before" })),
  bufferAfter: t.Optional(t.Integer({ description: "Minutes kept free after" })),
  capacity: t.Optional(t.Integer({ description: "How many may book the same time" })),
  groupLimit: t.Optional(t.Integer({ description: "The most people with one booking; more calls a person" })),
  noticeMinutes: t.Optional(t.Integer({ description: "How long before at the latest" })),
  horizonDays: t.Optional(t.Integer({ description: "How many days ahead" })),
  hours: t.Optional(t.Nullable(t.Record(t.String(), t.Unknown(), { description: "Null: the chatbot's" }))),
  enabled: t.Optional(t.Boolean()),
}

/** What can be booked, through the API. */
export const bookingTypeApiRoutes = ({ auth, chatbots, store, types }: Deps) => {
  const shown = ({ chatbotId, createdAt, updatedAt, ...type }: BookingType) => ({
    ...type,
    chatbot: { id: chatbotId, name: chatbots.find(chatbotId)?.name ?? "" },
    createdAt: new Date(createdAt).toISOString(),
    updatedAt: new Date(updatedAt).toISOString(),
  })
  function typeOf(chatbotId: string, id: string): BookingType {
    const type = store.findType(id)
    if (type?.chatbotId !== chatbotId) throw new AppError("not_found", "There is no such booking type.")
    return type
  }

  return new Elysia({ name: "booking-type-api", prefix: "/api/v1/chatbots/:id/booking-types" })
    .get(
      "",
      ({ request, params }) => {
        auth.owner(request)
        return { items: store.listTypes(chatbots.get(params.id).id).map(shown), next: null }
      },
      detail("What can be booked"),
    )
    .post(
      "",
      async ({ request, params, body, set }) => {
        const owner = auth.owner(request)
        set.status = 201
        return { bookingType: shown(await types.save(owner, params.id, { ...usualType, ...body })) }
      },
      { body: t.Object({ name: t.String(), ...change }), ...detail("Add something that may be booked") },
    )
    .get(
      "/:type",
      ({ request, params }) => {
        auth.owner(request)
        return { bookingType: shown(typeOf(params.id, params.type)) }
      },
      detail("One of them"),
    )
    .put(
      "/:type",
      async ({ request, params, body }) => {
        const owner = auth.owner(request)
        const { id, chatbotId, createdAt, updatedAt, ...before } = typeOf(params.id, params.type)
        return { bookingType: shown(await types.save(owner, chatbotId, { ...before, ...body }, id)) }
      },
      {
        body: t.Object({ name: t.Optional(t.String()), ...change }),
        ...detail("Change it; what is not named stays, and so does what is booked"),
      },
    )
    .delete(
      "/:type",
      async ({ request, params, set }) => {
        await types.remove(auth.owner(request), params.id, params.type)
        set.status = 204
      },
      detail("Nobody can book it any more; existing bookings stay"),
    )
}
