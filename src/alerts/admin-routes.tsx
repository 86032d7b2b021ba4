import { Elysia } from "elysia"
import { AlertsPage, type AlertsPageProps } from "../../views/admin/alerts"
import type { DeliveryRow } from "../../views/admin/alerts-deliveries"
import { WebhookPage } from "../../views/admin/alerts-webhook"
import { ConfirmPage } from "../../views/admin/confirm"
import type { FormState } from "../../views/admin/form"
import type { AdminFrame } from "../../views/admin/frame"
import type { Trial } from "../../views/admin/trial"
import type { Auth } from "../accounts/auth"
import type { Person, PersonStore } from "../accounts/person-store"
import { createAdminPage, done } from "../http/admin-page"
import { type Form, readForm, takeForm } from "../http/form"
import { htmlPage, redirectTo } from "../http/html"
import { iso } from "../http/iso"
import type { Origins } from "../http/origin"
import type { AlertParts } from "./alert-parts"
import { type AlertTimes, isAddress, type SmtpChange } from "./alert-settings"
import type { Delivery } from "./outbox-store"
import { manifest } from "./slack-thread-blocks"
import { webhookEvents } from "./webhook-events"
import type { Webhook } from "./webhook-store"
import { hostOf } from "./webhooks"

type Deps = { auth: Auth; people: PersonStore; alerts: AlertParts; origins: Origins }

const base = "/admin/alerts"
const shownDead = 50
const shownLog = 100
const shownFailing = 10
const smtpFields = ["host", "port", "security", "user", "password", "from"] as const
const slackFields = ["botToken", "appToken", "signingSecret", "channel"]
const timeFields = ["operatorsAfter", "ownersAfter", "continuityAfter"] as const

/** Where alerts go, webhooks with their log, and what could not be delivered. Everything works as a plain form. */
export const alertAdminRoutes = ({ auth, people, alerts, origins }: Deps) => {
  const { alertSettings, email, slack, slackApp, slackLinks, slackSocket, webhooks, outbox } = alerts
  const page = createAdminPage(auth)

  type FormName =
    | "emailForm"
    | "bounceForm"
    | "slackForm"
    | "slackAppForm"
    | "slackLinkForm"
    | "timesForm"
    | "webhookForm"
  type Shown = Partial<Pick<AlertsPageProps, FormName | "emailTrial" | "slackTrial" | "slackAppTrial">>

  function alertsPage(frame: AdminFrame, shown: Shown = {}, status?: number): Response {
    const stored = alertSettings.shown()
    const { host = "", port = "", security = "starttls", user = "", from = "" } = stored.email ?? {}
    const times = Object.fromEntries(Object.entries(stored.times).map(([name, value]) => [name, String(value)]))
    return htmlPage(
      <AlertsPage
        frame={frame}
        email={stored.email}
        slack={stored.slack || undefined}
        publicUrl={{ address: alertSettings.publicUrl(), isGuessed: alertSettings.isPublicUrlGuessed() }}
        emailForm={{ values: { host, port: String(port), security, user, from } }}
        bounceForm={{ values: { address: stored.returnedTo ?? "" } }}
        slackForm={{ values: {} }}
        {...slackAppProps()}
        timesForm={{ values: times }}
        webhookForm={{ values: {} }}
        webhooks={webhooks.list().map((each) => ({ ...each, disabled: each.disabled?.reason ?? null }))}
        failing={outbox.store.listFailing(shownFailing).map(({ since, nextAt, target, ...each }) => ({
          ...each,
          target: target && placeOf(each.channel, target),
          since: iso(since),
          nextAt: iso(nextAt),
        }))}
        dead={outbox.store.listInState("dead", shownDead).map((row) => ({
          ...rowOf(row),
          target: placeOf(row.channel, row.target),
        }))}
        pending={outbox.store.count().pending}
        {...shown}
      />,
      status,
    )
  }

  /** Webhooks are known by their ids, which say nothing to an owner. */
  function placeOf(channel: string, target: string): string {
    const hook = channel === "webhook" ? webhooks.list().find(({ id }) => id === target) : undefined
    return hook ? hostOf(hook.url) : target
  }

  function slackAppProps() {
    const shown = slackApp.shown()
    const address = alertSettings.publicUrl()
    return {
      slackApp: shown,
      slackSocket: slackSocket.state,
      manifests: { socket: manifest(address, "socket"), posted: manifest(address, "posted") },
      slackLinks: slackLinks
        .list()
        .map((link) => ({ ...link, person: people.find(link.personId)?.name ?? "Somebody who left" })),
      operators: people.listOperators().map(({ id, name }) => ({ id, name })),
      slackAppForm: { values: { channel: shown?.channel ?? "", isOn: !shown || shown.isOn ? "on" : "" } },
      slackLinkForm: { values: {} },
    }
  }

  function webhookPage(
    frame: AdminFrame,
    webhook: Webhook,
    more: { form?: FormState; trial?: Trial } = {},
    status?: number,
  ) {
    const { id, url, description, events, secret, old, disabled, failures, failingSince } = webhook
    const values = {
      url,
      description,
      ...Object.fromEntries(events.map((name) => [`event:${name}`, "on"])),
      ...(disabled ? {} : { enabled: "on" }),
    }
    return htmlPage(
      <WebhookPage
        frame={frame}
        webhook={{
          id,
          url,
          secret,
          oldSecretUntil: old ? iso(old.until) : null,
          disabled: disabled?.reason ?? null,
          failures,
          failingSince: failingSince === null ? null : iso(failingSince),
        }}
        form={{ values }}
        events={webhookEvents}
        deliveries={webhooks.listDeliveries(id, shownLog).map(rowOf)}
        {...more}
      />,
      status,
    )
  }

  /** A form of the page: done, or the page again with what was typed and what is wrong with it. */
  const saving = (request: Request, name: FormName, save: (owner: Person, form: Form) => Promise<Response>) =>
    page(request, (owner, frame) =>
      takeForm(
        request,
        (form) => save(owner, form),
        (refused, status) => {
          // What is secret is typed again.
          const { password: _, botToken: __, appToken: ___, signingSecret: ____, ...values } = refused.values
          return alertsPage(frame, { [name]: { ...refused, values } }, status)
        },
      ),
    )

  const pathOf = (id: string) => `${base}/webhooks/${encodeURIComponent(id)}`

  return new Elysia({ name: "alert-admin", prefix: base, detail: { hide: true } })
    .get("/", ({ request }) =>
      page(request, async (_, frame) => {
        // The address under which the owner has this page open is one that works.
        if (origins.isNavigation(request)) await alertSettings.learnPublicUrl(origins.own(request), { isShown: true })
        return alertsPage(frame)
      }),
    )
    .get("/:part", ({ params }) => redirectTo(`${base}#${encodeURIComponent(params.part)}`))
    .post("/email", ({ request }) =>
      saving(request, "emailForm", async (owner, form) => {
        const change: SmtpChange = Object.fromEntries(smtpFields.map((name) => [name, form.text(name)]))
        await alertSettings.saveSmtp(owner, form.text("act") === "remove" ? null : change)
        return done(base, "saved")
      }),
    )
    .post("/email/test", ({ request }) =>
      page(request, async (_, frame) => {
        const to = (await readForm(request)).text("to").trim()
        const emailTrial = isAddress(to) ? await email.test(to) : { ok: false, words: "This is no email address" }
        return alertsPage(frame, { emailTrial })
      }),
    )
    .post("/returned", ({ request }) =>
      saving(request, "bounceForm", async (owner, form) => {
        await alertSettings.saveBounceAddress(owner, form.text("address"))
        return done(base, "saved")
      }),
    )
    .post("/slack", ({ request }) =>
      saving(request, "slackForm", async (owner, form) => {
        const url = form.text("url").trim()
        const isRemoved = form.text("act") === "remove"
        // An empty field means: the one that is kept, as it is never shown.
        if (url || isRemoved) await alertSettings.saveSlack(owner, isRemoved ? null : url)
        return done(base, "saved")
      }),
    )
    .post("/slack/test", ({ request }) =>
      page(request, async (_, frame) => alertsPage(frame, { slackTrial: await slack.test() })),
    )
    .post("/slack-app", ({ request }) =>
      saving(request, "slackAppForm", async (owner, form) => {
        if (form.text("act") === "remove") await slackApp.remove(owner)
        else {
          const [botToken, appToken, signingSecret, channel] = slackFields.map(form.text) as [
            string,
            string,
            string,
            string,
          ]
          await slackApp.save(owner, { botToken, appToken, signingSecret, channel, isOn: form.isChecked("isOn") })
        }
        return done(base, "saved")
      }),
    )
    .post("/slack-app/test", ({ request }) =>
      page(request, async (_, frame) => alertsPage(frame, { slackAppTrial: await slackApp.test() })),
    )
    .post("/slack-links", ({ request }) =>
      saving(request, "slackLinkForm", async (owner, form) => {
        const unlinked = form.text("unlink")
        if (unlinked) await slackLinks.unlink(owner, unlinked)
        else await slackLinks.assign(owner, form.text("personId"), form.text("slackUserId"))
        return done(base, "saved")
      }),
    )
    .post("/times", ({ request }) =>
      saving(request, "timesForm", async (owner, form) => {
        const times = Object.fromEntries(timeFields.map((name) => [name, Number(form.text(name) || Number.NaN)]))
        await alertSettings.saveTimes(owner, times as AlertTimes)
        return done(base, "saved")
      }),
    )
    .post("/deliveries/retry", ({ request }) =>
      page(request, async () => {
        await alerts.retryChannel((await readForm(request)).text("channel"))
        return done(base, "sent")
      }),
    )
    .post("/deliveries/:id/send-again", ({ request, params }) =>
      page(request, async () => {
        await outbox.sendAgain(params.id)
        return done(base, "sent")
      }),
    )

    .post("/webhooks", ({ request }) =>
      saving(request, "webhookForm", async (owner, form) => {
        const { id } = await webhooks.create(owner, { url: form.text("url"), description: form.text("description") })
        return done(pathOf(id), "added")
      }),
    )
    .get("/webhooks/:id", ({ request, params }) =>
      page(request, (_, frame) => webhookPage(frame, webhooks.get(params.id))),
    )
    .post("/webhooks/:id", ({ request, params }) =>
      page(request, (owner, frame) =>
        takeForm(
          request,
          async (form) => {
            await webhooks.update(owner, params.id, {
              url: form.text("url"),
              description: form.text("description"),
              events: form.all("events"),
              enabled: form.isChecked("enabled"),
            })
            return done(pathOf(params.id), "saved")
          },
          (refused, status, form) => {
            const chosen = Object.fromEntries(form.all("events").map((name) => [`event:${name}`, "on"]))
            const typed = { ...refused, values: { ...refused.values, ...chosen } }
            return webhookPage(frame, webhooks.get(params.id), { form: typed }, status)
          },
        ),
      ),
    )
    .post("/webhooks/:id/test", ({ request, params }) =>
      page(request, async (_, frame) => {
        const trial = await webhooks.test(params.id)
        return webhookPage(frame, webhooks.get(params.id), { trial })
      }),
    )
    .post("/webhooks/:id/secret", ({ request, params }) =>
      page(request, async (owner) => {
        await webhooks.rotate(owner, params.id)
        return done(pathOf(params.id), "saved")
      }),
    )
    .post("/webhooks/:id/deliveries/:delivery/redeliver", ({ request, params }) =>
      page(request, async () => {
        await webhooks.redeliver(params.id, params.delivery)
        return done(pathOf(params.id), "sent")
      }),
    )
    .get("/webhooks/:id/delete", ({ request, params }) =>
      page(request, (_, frame) => {
        const { url } = webhooks.get(params.id)
        return htmlPage(
          <ConfirmPage
            frame={frame}
            section="alerts"
            title="Tell this program no more?"
            action={`${pathOf(params.id)}/delete`}
            back={{ href: pathOf(params.id), label: "The program" }}
            word="Remove"
          >
            <p>{url} hears nothing more, and the log of what was sent is deleted.</p>
          </ConfirmPage>,
        )
      }),
    )
    .post("/webhooks/:id/delete", ({ request, params }) =>
      page(request, async (owner) => {
        await webhooks.remove(owner, params.id)
        return done(base, "deleted")
      }),
    )
}

const rowOf = ({ id, channel, kind, target, state, attempts, answer, createdAt, nextAt }: Delivery): DeliveryRow => ({
  id,
  channel,
  kind,
  target,
  state,
  attempts,
  answer,
  createdAt: iso(createdAt),
  nextAt: iso(nextAt),
})
