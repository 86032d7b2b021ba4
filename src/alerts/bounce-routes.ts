import { Elysia } from "elysia"
import { AppError } from "../errors"
import type { Host } from "../http/host"
import type { Origins } from "../http/origin"
import type { RateLimits } from "../http/rate-limit"
import type { AlertParts } from "./alert-parts"

type Deps = { host: Host; origins: Origins; limits: RateLimits; alerts: AlertParts }

/** Where a mail server, or a service that receives mail, brings returned letters. They carry their own proof. */
export const bounceRoutes = ({ host, origins, limits, alerts }: Deps) =>
  new Elysia({ name: "bounces" }).post(
    "/mail/returned",
    async ({ request }) => {
      const came = await alerts.bounces.take(await request.text())
      if (came === "unknown") {
        await limits.use("small", `returned|${origins.address(request, host.server)}`)
        throw new AppError("not_found", "This is not an email that was sent from here.")
      }
      return { result: came }
    },
    {
      parse: "none",
      detail: {
        tags: ["Owner"],
        summary: "A returned letter, as it came (message/rfc822) or within JSON; its signed address is the proof",
      },
    },
  )
