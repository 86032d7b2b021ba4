import { createHmac, timingSafeEqual } from "node:crypto"
import { Elysia } from "elysia"
import { SlackLinkPage } from "../../views/operator/slack-link"
import type { Auth } from "../accounts/auth"
import { AppError } from "../errors"
import { readForm } from "../http/form"
import type { Host } from "../http/host"
import { htmlPage, redirectTo } from "../http/html"
import type { Origins } from "../http/origin"
import { asPage } from "../http/page-request"
import type { RateLimits } from "../http/rate-limit"
import { themeOf } from "../http/theme"
import type { AlertParts } from "./alert-parts"
import type { SlackPayload } from "./slack-inbox"

type Deps = { auth: Auth; host: Host; origins: Origins; limits: RateLimits; alerts: AlertParts; now: () => number }

/** Slack's own advice: what is older was recorded by somebody and sent again. */
const oldestMs = 5 * 60_000
const maxBytes = 200_000

/** What Slack posts to us, where the app does not use Socket Mode; and the page that links an operator to a Slack user. */
export const slackRoutes = ({ auth, host, origins, limits, alerts, now }: Deps) => {
  const { slackApp, slackInbox, slackLinks } = alerts

  /** The body, if Slack signed it. @throws AppError `not_found`, `unauthorized`, `rate_limited` */
  async function signedBody(request: Request): Promise<string> {
    const secret = slackApp.active()?.signingSecret
    if (!secret) throw new AppError("not_found", "Slack posts nothing here.")
    const body = await request.text()
    const at = request.headers.get("x-slack-request-timestamp") ?? ""
    const given = Buffer.from(request.headers.get("x-slack-signature") ?? "")
    const expected = Buffer.from(`v0=${createHmac("sha256", secret).update(`v0:${at}:${body}`).digest("hex")}`)
    const isRecent = /^\d{1,12}$/.test(at) && Math.abs(now() - Number(at) * 1000) <= oldestMs
    const isSigned = given.length === expected.length && timingSafeEqual(given, expected)
    if (isRecent && isSigned && body.length <= maxBytes) return body
    // Only what is not Slack's is limited: a busy channel is not.
    await limits.use("small", `slack|${origins.address(request, host.server)}`)
    throw new AppError("unauthorized", "This is not signed by Slack, or it is too old.")
  }

  return new Elysia({ name: "slack", detail: { hide: true } })
    .post("/slack/events", async ({ request }) => {
      const payload = parsed(await signedBody(request))
      if (payload.type === "url_verification") return Response.json({ challenge: String(payload.challenge) })
      await slackInbox.event(payload)
      return new Response(null, { status: 200 })
    })
    .post("/slack/interactions", async ({ request }) => {
      const form = new URLSearchParams(await signedBody(request))
      const answer = await slackInbox.interaction(parsed(form.get("payload") ?? ""))
      return answer ? Response.json(answer) : new Response(null, { status: 200 })
    })

    .get("/operator/slack", ({ request }) =>
      asPage(request, "/operator", async () => {
        const person = auth.operator(request)
        const claim = new URL(request.url).searchParams.get("claim") ?? ""
        const own = slackLinks.ofPerson(person.id)
        const asked = claim ? await slackLinks.whoIs(claim) : undefined
        return htmlPage(
          <SlackLinkPage
            theme={themeOf(request)}
            person={person}
            team={slackApp.shown()?.team ?? ""}
            linked={own?.name}
            asked={asked && { claim, name: asked.name }}
          />,
        )
      }),
    )
    .post("/operator/slack", ({ request }) =>
      asPage(request, "/operator", async () => {
        const person = auth.operator(request)
        const form = await readForm(request)
        if (form.text("act") === "unlink") await slackLinks.unlink(person, person.id)
        else await slackLinks.claim(person, form.text("claim"))
        return redirectTo("/operator/slack")
      }),
    )
}

/** @throws AppError `validation` */
function parsed(text: string): SlackPayload {
  try {
    const value = JSON.parse(text)
    if (typeof value === "object" && value !== null) return value
  } catch {
    // Said below.
  }
  throw new AppError("validation", "The body is no JSON.", { field: "body" })
}
