import { Elysia, t } from "elysia"
import type { Auth } from "../accounts/auth"
import { ownerDetail as detail } from "../http/call-schema"
import { cursorOfPlace, pageOf, pageQuery, placeOf } from "../http/paging"
import type { AlertParts } from "./alert-parts"
import type { Delivery } from "./outbox-store"
import { webhookEvents } from "./webhook-events"
import type { Webhook } from "./webhook-store"

type Deps = { auth: Auth; alerts: AlertParts }

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())

const webhook = {
  url: t.String({ maxLength: 2000, description: "A public address; redirects are not followed" }),
  description: t.Optional(t.Nullable(t.String({ maxLength: 200 }))),
  events: t.Optional(
    t.Array(t.String({ maxLength: 100 }), {
      maxItems: 50,
      description: `Empty: all. ${Object.keys(webhookEvents).join(", ")}`,
    }),
  ),
}
const minutes = t.Optional(t.Integer({ minimum: 0, maximum: 1440 }))
const text = t.Optional(t.String({ maxLength: 500 }))
const smtp = t.Object({
  host: text,
  port: t.Optional(t.Union([t.String({ maxLength: 5 }), t.Integer()])),
  security: t.Optional(t.Union([t.Literal("tls"), t.Literal("starttls"), t.Literal("none")])),
  user: text,
  password: t.Optional(t.String({ maxLength: 500, description: "Written, never read back" })),
  from: text,
})

const slackAppChange = t.Object({
  isOn: t.Optional(t.Boolean()),
  channel: text,
  botToken: text,
  appToken: text,
  signingSecret: text,
})

const publicWebhook = ({ id, url, description, events, failures, failingSince, disabled, createdAt }: Webhook) => ({
  id,
  url,
  description,
  events,
  enabled: disabled === null,
  disabledReason: disabled?.reason ?? null,
  failures,
  failingSince: iso(failingSince),
  createdAt: iso(createdAt),
})

const publicDelivery = (delivery: Delivery) => ({
  id: delivery.id,
  channel: delivery.channel,
  type: delivery.kind,
  target: delivery.target,
  conversationId: delivery.conversationId,
  eventId: delivery.eventId,
  state: delivery.state,
  attempts: delivery.attempts,
  answer: delivery.answer,
  nextAt: delivery.state === "pending" ? iso(delivery.nextAt) : null,
  createdAt: iso(delivery.createdAt),
  finishedAt: iso(delivery.finishedAt),
})

/** Webhooks, where alerts go, and what left the server. */
export const alertApiRoutes = ({ auth, alerts }: Deps) => {
  const { webhooks, outbox, alertSettings, email, slack, slackApp } = alerts
  const shown = () => ({ ...alertSettings.shown(), slackApp: slackApp.shown() ?? null })

  return new Elysia({ name: "alert-api", prefix: "/api/v1" })
    .get(
      "/webhooks",
      ({ request }) => {
        auth.owner(request)
        return { items: webhooks.list().map(publicWebhook), next: null, events: webhookEvents }
      },
      detail("Webhooks, and the events they may ask for"),
    )
    .post(
      "/webhooks",
      async ({ request, body, set }) => {
        const made = await webhooks.create(auth.owner(request), body)
        set.status = 201
        return { ...publicWebhook(made), secret: made.secret }
      },
      { body: t.Object(webhook), ...detail("Make a webhook, signed by the Standard Webhooks rules with its secret") },
    )
    .get(
      "/webhooks/:id",
      ({ request, params }) => {
        auth.owner(request)
        const found = webhooks.get(params.id)
        return { ...publicWebhook(found), secret: found.secret }
      },
      detail("One webhook, with its secret"),
    )
    .put(
      "/webhooks/:id",
      async ({ request, params, body }) => publicWebhook(await webhooks.update(auth.owner(request), params.id, body)),
      {
        body: t.Object({ ...webhook, url: t.Optional(webhook.url), enabled: t.Optional(t.Boolean()) }),
        ...detail("Change a webhook, or switch it off and on; what is left out stays"),
      },
    )
    .delete(
      "/webhooks/:id",
      async ({ request, params, set }) => {
        await webhooks.remove(auth.owner(request), params.id)
        set.status = 204
      },
      detail("Remove a webhook and its log"),
    )
    .post(
      "/webhooks/:id/secret",
      async ({ request, params }) => {
        const rotated = await webhooks.rotate(auth.owner(request), params.id)
        return { ...publicWebhook(rotated), secret: rotated.secret, oldSecretUntil: iso(rotated.old!.until) }
      },
      detail("A new secret; the old one signs beside it for 24 hours"),
    )
    .post(
      "/webhooks/:id/test",
      ({ request, params }) => {
        auth.owner(request)
        return webhooks.test(params.id)
      },
      detail("Send one event of type test.sent at once, and tell what the receiver said"),
    )
    .get(
      "/webhooks/:id/deliveries",
      ({ request, params, query }) => {
        auth.owner(request)
        const { limit = 50 } = query
        const found = webhooks.listDeliveries(params.id, limit + 1, placeOf(query.cursor))
        const { items, next } = pageOf(found, limit, ({ createdAt, id }) => cursorOfPlace({ at: createdAt, id }))
        return { items: items.map((each) => ({ ...publicDelivery(each), payload: each.payload })), next }
      },
      { query: t.Object(pageQuery), ...detail("What was sent to a webhook, newest first") },
    )
    .post(
      "/webhooks/:id/deliveries/:delivery/redeliver",
      async ({ request, params, set }) => {
        auth.owner(request)
        await webhooks.redeliver(params.id, params.delivery)
        set.status = 202
        return publicDelivery(outbox.store.find(params.delivery)!)
      },
      detail("Send a finished delivery again, under the same id"),
    )

    .get(
      "/deliveries",
      ({ request, query }) => {
        auth.owner(request)
        const { limit = 50, state = "dead" } = query
        const found = outbox.store.listInState(state, limit + 1, placeOf(query.cursor))
        const { items, next } = pageOf(found, limit, ({ finishedAt, createdAt, id }) =>
          cursorOfPlace({ at: finishedAt ?? createdAt, id }),
        )
        return { items: items.map(publicDelivery), next, counts: outbox.store.count() }
      },
      {
        query: t.Object({
          ...pageQuery,
          state: t.Optional(
            t.Union([t.Literal("pending"), t.Literal("sent"), t.Literal("dead"), t.Literal("withdrawn")]),
          ),
        }),
        ...detail("What leaves the server, by email, Slack, webhook and push; dead letters unless told otherwise"),
      },
    )
    .post(
      "/deliveries/:id/send-again",
      async ({ request, params, set }) => {
        auth.owner(request)
        await outbox.sendAgain(params.id)
        set.status = 202
        return publicDelivery(outbox.store.find(params.id)!)
      },
      detail("Send a dead letter again"),
    )

    .get(
      "/alerts",
      ({ request }) => {
        auth.owner(request)
        return shown()
      },
      detail("Where alerts go; secrets are only said to be there"),
    )
    .put(
      "/alerts",
      async ({ request, body }) => {
        const owner = auth.owner(request)
        const { email: mail, slack: hook, slackApp: app, times, returnedTo } = body
        if (mail !== undefined) {
          const change = mail && { ...mail, ...(mail.port === undefined ? {} : { port: String(mail.port) }) }
          await alertSettings.saveSmtp(owner, change as Record<string, string> | null)
        }
        if (hook !== undefined) await alertSettings.saveSlack(owner, hook?.url ?? null)
        if (app === null) await slackApp.remove(owner)
        else if (app) {
          const before = slackApp.shown()
          const { isOn = before?.isOn ?? true, channel = before?.channel ?? "" } = app
          const { botToken = "", appToken = "", signingSecret = "" } = app
          await slackApp.save(owner, { isOn, channel, botToken, appToken, signingSecret })
        }
        if (times) await alertSettings.saveTimes(owner, times)
        if (returnedTo !== undefined) await alertSettings.saveBounceAddress(owner, returnedTo)
        return shown()
      },
      {
        body: t.Object({
          email: t.Optional(t.Nullable(smtp)),
          slack: t.Optional(t.Nullable(t.Object({ url: t.String({ maxLength: 500 }) }))),
          slackApp: t.Optional(t.Nullable(slackAppChange)),
          returnedTo: t.Optional(t.Nullable(t.String({ maxLength: 254 }))),
          times: t.Optional(t.Object({ operatorsAfter: minutes, ownersAfter: minutes, continuityAfter: minutes })),
        }),
        ...detail("Change where alerts go; null takes a way away, what is left out stays"),
      },
    )
    .post(
      "/alerts/test",
      ({ request, body }) => {
        const owner = auth.owner(request)
        if (body.channel === "slackApp") return slackApp.test()
        return body.channel === "slack" ? slack.test() : email.test(body.to ?? owner.email)
      },
      {
        body: t.Object({
          channel: t.Union([t.Literal("email"), t.Literal("slack"), t.Literal("slackApp")]),
          to: t.Optional(t.String({ maxLength: 254 })),
        }),
        ...detail("Send one alert at once, and tell what the other side said"),
      },
    )
}
