import { Elysia, t } from "elysia"
import { AppError } from "../errors"
import type { Host } from "../http/host"
import type { Origins } from "../http/origin"
import type { RateLimits } from "../http/rate-limit"
import { type AttachmentStore, maxFileBytes } from "../messages/attachment-store"
import { unknownVisitor } from "../messages/post-message"
import type { VisitorOf } from "../visitors/visitor-of"
import type { VisitorStore } from "../visitors/visitor-store"

type Deps = {
  host: Host
  visitors: VisitorStore
  attachments: AttachmentStore
  visitorOf: VisitorOf
  origins: Origins
  limits: RateLimits
}

/** Files that a visitor uploads and downloads. */
export const visitorAttachmentRoutes = ({ host, visitors, attachments, visitorOf, origins, limits }: Deps) => {
  return new Elysia({ name: "widget-attachments", prefix: "/api/widget" })
    .post(
      "/attachments",
      async ({ request, body, set }) => {
        const visitor = visitorOf(request)
        await limits.use("upload", visitor.id)
        await limits.use("uploadAddress", () => origins.address(request, host.server))
        if (!visitors.find(visitor.id)) throw unknownVisitor()
        const owner = { chatbotId: visitor.chatbotId, visitorId: visitor.id, uploadedBy: visitor.id }
        const { id, name, type, size } = await attachments.add(body.file, owner)
        set.status = 201
        return { id, name, type, size, url: `/api/widget/attachments/${id}` }
      },
      {
        body: t.Object({ file: t.File() }),
        detail: { tags: ["Visitor"], summary: `Upload a file of at most ${maxFileBytes / 1024 / 1024} MB` },
      },
    )

    .get(
      "/attachments/:id",
      ({ request, params }) => {
        const visitor = visitorOf(request)
        const found = attachments.find(params.id)
        if (!found || found.visitorId !== visitor.id) throw new AppError("not_found", "There is no such file.")
        return attachments.respond(found)
      },
      { detail: { tags: ["Visitor"] } },
    )
}
