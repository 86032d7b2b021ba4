import { Elysia, t } from "elysia"
import { AlertsSetupPage } from "../../views/operator/alerts-setup"
import type { Auth } from "../accounts/auth"
import type { Person, PersonStore } from "../accounts/person-store"
import type { Database } from "../db/database"
import { AppError } from "../errors"
import { deviceOf } from "../http/device"
import { htmlPage, redirectTo } from "../http/html"
import { asPage } from "../http/page-request"
import { themeOf } from "../http/theme"
import type { AlertParts } from "./alert-parts"
import { isTimezone, isToldOf, quietHoursOf } from "./what-to-tell"

type Deps = { db: Database; auth: Auth; people: PersonStore; alerts: AlertParts }

type Wishes = {
  from?: string
  to?: string
  timezone?: string
  repeatSound?: string
  bookings?: string
  followUps?: string
}

const setup = "/operator/alerts"
const text = (maxLength: number) => t.String({ maxLength })

/** Alerts on this device: trying them, switching them on and off, and when to be left alone. */
export const alertOperatorRoutes = ({ db, auth, people, alerts }: Deps) => {
  const { push } = alerts

  type Shown = { isSaved?: boolean; error?: string; typed?: Wishes }

  const page = (request: Request, person: Person, { typed, ...more }: Shown = {}, status?: number) =>
    htmlPage(
      <AlertsSetupPage
        theme={themeOf(request)}
        viewer={person}
        publicKey={push.publicKey()}
        devices={push.listOf(person.id).map(({ id, device, createdAt }) => ({
          id,
          device,
          createdAt: new Date(createdAt).toISOString(),
        }))}
        quiet={typed ? { from: "", to: "", timezone: "", ...typed } : quietHoursOf(person.preferences)}
        toldOf={
          typed
            ? { bookings: typed.bookings === "on", followUps: typed.followUps === "on" }
            : { bookings: isToldOf(person, "bookings"), followUps: isToldOf(person, "followUps") }
        }
        repeatsSound={typed ? typed.repeatSound === "on" : person.preferences.repeatSound === true}
        {...more}
      />,
      status,
    )

  /** @throws AppError `validation` */
  async function saveWishes(
    person: Person,
    { from = "", to = "", timezone = "", repeatSound, bookings, followUps }: Wishes,
  ): Promise<void> {
    const quietHours = from === "" && to === "" ? undefined : { from, to, timezone }
    if (quietHours && !isTimezone(timezone))
      throw new AppError("validation", "This time zone is not known here.", { field: "timezone" })
    if (quietHours && !quietHoursOf({ quietHours }))
      throw new AppError("validation", "Write both times, such as 22:00 and 07:00.", { field: "from" })
    await db.write((tx) => {
      const { quietHours: _, ...others } = people.getInWrite(tx, person.id).preferences
      const toldOf = { bookings: bookings === "on", followUps: followUps === "on" }
      const kept = { ...others, repeatSound: repeatSound === "on", toldOf }
      people.savePreferences(tx, person.id, quietHours ? { ...kept, quietHours } : kept)
    })
  }

  return new Elysia({ name: "alert-operator" })
    .get(
      setup,
      ({ request, query }) =>
        asPage(request, "/operator", () =>
          page(request, auth.operator(request), "saved" in query ? { isSaved: true } : {}),
        ),
      { detail: { hide: true } },
    )
    .post(
      `${setup}/quiet-hours`,
      ({ request, body }) =>
        asPage(request, "/operator", async () => {
          const person = auth.operator(request)
          try {
            await saveWishes(person, body)
            return redirectTo(`${setup}?saved`)
          } catch (error) {
            if (!(error instanceof AppError)) throw error
            return page(request, person, { error: error.message, typed: body }, 400)
          }
        }),
      {
        body: t.Object({
          from: t.Optional(text(5)),
          to: t.Optional(text(5)),
          timezone: t.Optional(text(60)),
          repeatSound: t.Optional(text(5)),
          bookings: t.Optional(text(5)),
          followUps: t.Optional(text(5)),
        }),
        detail: { hide: true },
      },
    )

    .get(
      "/api/v1/me/push",
      ({ request }) => {
        const person = auth.operator(request)
        return {
          publicKey: push.publicKey(),
          devices: push.listOf(person.id).map(({ id, device, createdAt }) => ({
            id,
            device,
            createdAt: new Date(createdAt).toISOString(),
          })),
        }
      },
      { detail: { tags: ["Operator"], summary: "The key for push subscriptions, and the devices that have one" } },
    )
    .post(
      "/api/v1/me/push",
      async ({ request, body, set }) => {
        const person = auth.operator(request)
        const { endpoint, keys } = body
        const device = deviceOf(request.headers.get("user-agent") ?? "") || "A browser"
        const { id } = await push.subscribe(person, { endpoint, ...keys }, device)
        set.status = 201
        return { id, device }
      },
      {
        body: t.Object({ endpoint: text(2000), keys: t.Object({ p256dh: text(200), auth: text(100) }) }),
        detail: { tags: ["Operator"], summary: "Alerts in this browser, also with the desk closed" },
      },
    )
    .delete(
      "/api/v1/me/push",
      async ({ request, body, set }) => {
        await push.unsubscribe(auth.operator(request), body.endpoint)
        set.status = 204
      },
      {
        body: t.Object({ endpoint: text(2000) }),
        detail: { tags: ["Operator"], summary: "No more alerts in this browser" },
      },
    )
    .post("/api/v1/me/push/test", ({ request, body }) => push.test(auth.operator(request), body.endpoint), {
      body: t.Object({ endpoint: text(2000) }),
      detail: { tags: ["Operator"], summary: "One notification at once, and what the push service said" },
    })
}
