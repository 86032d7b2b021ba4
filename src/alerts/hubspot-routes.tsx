import { Elysia, t } from "elysia"
import type { AdminFrame } from "../../views/admin/frame"
import { HubSpotPage, type HubSpotProps } from "../../views/admin/hubspot"
import type { Auth } from "../accounts/auth"
import { createAdminPage, done } from "../http/admin-page"
import { ownerDetail as detail } from "../http/call-schema"
import { takeForm } from "../http/form"
import { htmlPage } from "../http/html"
import type { AlertParts } from "./alert-parts"

const base = "/admin/contacts/hubspot"
const shown = 30

/** The token for HubSpot, a test of it, and what went there. */
export const hubspotRoutes = ({ auth, alerts }: { auth: Auth; alerts: AlertParts }) => {
  const { hubspot, outbox } = alerts
  const page = createAdminPage(auth)

  function hubspotPage(frame: AdminFrame, more: Partial<HubSpotProps> = {}, status?: number): Response {
    const rows = outbox.store.listOfChannel("hubspot", shown).map(({ id, kind, state, answer, createdAt }) => ({
      id,
      kind,
      state,
      answer,
      createdAt: new Date(createdAt).toISOString(),
    }))
    return htmlPage(<HubSpotPage frame={frame} isSetUp={hubspot.shown().isSetUp} rows={rows} {...more} />, status)
  }

  return new Elysia({ name: "hubspot" })
    .get(
      "/api/v1/hubspot",
      ({ request }) => {
        auth.owner(request)
        return hubspot.shown()
      },
      detail("Whether HubSpot is set up"),
    )
    .put(
      "/api/v1/hubspot",
      async ({ request, body }) => {
        await hubspot.save(auth.owner(request), body.token)
        return hubspot.shown()
      },
      {
        body: t.Object({ token: t.Nullable(t.String({ maxLength: 400 })) }),
        ...detail("Set HubSpot's access token, or null to take it away; it is never given out again"),
      },
    )
    .post(
      "/api/v1/hubspot/test",
      ({ request }) => hubspot.test(auth.owner(request)),
      detail("One contact with a note at once, and what HubSpot said"),
    )

    .get(base, ({ request }) => page(request, (_, frame) => hubspotPage(frame)), { detail: { hide: true } })
    .post(
      base,
      ({ request }) =>
        page(request, (owner, frame) =>
          takeForm(
            request,
            async (form) => {
              const isRemoved = form.text("act") === "remove"
              // An empty field means: the one that is kept, as it is never shown.
              const typed = form.text("token")
              if (!isRemoved && typed.trim()) await hubspot.check(typed)
              if (isRemoved || typed.trim()) await hubspot.save(owner, isRemoved ? null : typed)
              return done(base, "saved")
            },
            (refused, status) => hubspotPage(frame, { form: { ...refused, values: {} } }, status),
          ),
        ),
      { detail: { hide: true } },
    )
    .post(
      `${base}/test`,
      ({ request }) => page(request, async (owner, frame) => hubspotPage(frame, { trial: await hubspot.test(owner) })),
      { detail: { hide: true } },
    )
}
