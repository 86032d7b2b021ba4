import { timingSafeEqual } from "node:crypto"
import { Elysia } from "elysia"
import type { Config } from "../config"
import type { Database } from "../db/database"
import { AppError } from "../errors"
import { bearerOf } from "./bearer"
import type { Host } from "./host"
import type { Metrics } from "./metrics"
import type { Origins } from "./origin"

type Deps = { db: Database; metrics: Metrics; config: Config; origins: Origins; host: Host }

const loopback = /^(127\.|::1$|::ffff:127\.)/

export function healthRoutes({ db, metrics, config, origins, host }: Deps) {
  return new Elysia({ name: "health" })
    .get("/healthz", () => ({ status: "ok" }), {
      detail: { tags: ["Health"], security: [], summary: "200 while the process serves" },
    })
    .get(
      "/readyz",
      () => {
        if (!db.isWritable())
          throw new AppError("unavailable", "The store cannot be written. Look at the disk of the data folder.")
        return { status: "ready" }
      },
      { detail: { tags: ["Health"], security: [], summary: "200 when the store is writable, else 503" } },
    )
    .get(
      "/metrics",
      async ({ request, set }) => {
        if (!mayRead(request))
          throw new AppError(
            "forbidden",
            "Metrics are read from this machine, or with BATON_METRICS_TOKEN as a bearer token.",
          )
        set.headers["content-type"] = metrics.contentType
        return metrics.text()
      },
      { detail: { tags: ["Health"], summary: "Prometheus text; from loopback or with a token" } },
    )

  function mayRead(request: Request): boolean {
    if (config.metricsToken) {
      const given = Buffer.from(bearerOf(request) ?? "")
      const wanted = Buffer.from(config.metricsToken)
      if (given.length === wanted.length && timingSafeEqual(given, wanted)) return true
    }
    // Behind a proxy every peer is loopback: there the forwarded address decides.
    const forwarded = request.headers.has("x-forwarded-for") && config.trustProxy === 0
    return !forwarded && loopback.test(origins.address(request, host.server))
  }
}
