import { embedMinified, embedText } from "./embed" with { type: "macro" }

type Asset = {
  type: string
  body: Uint8Array<ArrayBuffer>
  gzipped: Uint8Array<ArrayBuffer> | undefined
  etag: string
  maxAge: number
}

const javascript = "text/javascript; charset=utf-8"

const sources: Record<string, { type: string; text: string; maxAge: number }> = {
  // On other people's pages: five minutes old at most, so that an upgrade reaches them.
  "/widget.js": { type: javascript, text: embedMinified("public/widget.js", "iife"), maxAge: 300 },
  "/widget-booking.js": { type: javascript, text: embedMinified("public/widget-booking.js"), maxAge: 300 },
  "/widget-after.js": { type: javascript, text: embedMinified("public/widget-after.js"), maxAge: 300 },
  "/widget-contact.js": { type: javascript, text: embedMinified("public/widget-contact.js"), maxAge: 300 },
  "/widget-files.js": { type: javascript, text: embedMinified("public/widget-files.js"), maxAge: 300 },
  "/widget-message.js": { type: javascript, text: embedMinified("public/widget-message.js"), maxAge: 300 },
  "/widget-nudge.js": { type: javascript, text: embedMinified("public/widget-nudge.js"), maxAge: 300 },
  "/app.css": { type: "text/css; charset=utf-8", text: embedMinified("public/app.css"), maxAge: 0 },
  "/desk.js": { type: javascript, text: embedMinified("public/desk.js"), maxAge: 0 },
  "/fresh.js": { type: javascript, text: embedMinified("public/fresh.js"), maxAge: 0 },
  "/beside.js": { type: javascript, text: embedMinified("public/beside.js"), maxAge: 0 },
  "/visitors.js": { type: javascript, text: embedMinified("public/visitors.js"), maxAge: 0 },
  "/alerts-setup.js": { type: javascript, text: embedMinified("public/alerts-setup.js"), maxAge: 0 },
  "/service-worker.js": { type: javascript, text: embedMinified("public/service-worker.js"), maxAge: 0 },
  "/continue.js": { type: javascript, text: embedMinified("public/continue.js"), maxAge: 0 },
  "/admin.js": { type: javascript, text: embedMinified("public/admin.js"), maxAge: 0 },
  "/admin-preview.js": { type: javascript, text: embedMinified("public/admin-preview.js"), maxAge: 0 },
  "/preview-beside.js": { type: javascript, text: embedMinified("public/preview-beside.js"), maxAge: 0 },
  "/guide.js": { type: javascript, text: embedMinified("public/guide.js"), maxAge: 0 },
  "/every-page.js": { type: javascript, text: embedMinified("public/every-page.js"), maxAge: 0 },
  "/own-page.js": { type: javascript, text: embedMinified("public/own-page.js"), maxAge: 0 },
  "/htmx.min.js": { type: javascript, text: embedText("node_modules/htmx.org/dist/htmx.min.js"), maxAge: 3600 },
  "/icon.svg": { type: "image/svg+xml", text: embedText("public/icon.svg"), maxAge: 3600 },
}

export type StaticFiles = ReturnType<typeof createStaticFiles>

/** What browsers load, embedded, compressed once, revalidated by hash. */
export function createStaticFiles() {
  const assets = new Map<string, Asset>()
  for (const [path, { type, text, maxAge }] of Object.entries(sources)) {
    const body = new TextEncoder().encode(text)
    const gzipped = body.length > 1024 ? Bun.gzipSync(body, { library: "libdeflate", level: 12 }) : undefined
    assets.set(path, { type, body, gzipped, etag: `"${Bun.hash(body).toString(36)}"`, maxAge })
  }

  return {
    paths: [...assets.keys()],
    respond(path: string, request: Request): Response | undefined {
      const asset = assets.get(path)
      if (!asset) return undefined
      const { type, body, gzipped, etag, maxAge } = asset
      const headers: Record<string, string> = {
        "content-type": type,
        "cache-control": maxAge > 0 ? `public, max-age=${maxAge}` : "no-cache",
        etag,
        vary: "accept-encoding",
        "x-content-type-options": "nosniff",
        // The widget is loaded by other people's pages, some of which isolate themselves.
        "cross-origin-resource-policy": "cross-origin",
        "access-control-allow-origin": "*",
      }
      if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers })
      const mayGzip = gzipped && /\bgzip\b/.test(request.headers.get("accept-encoding") ?? "")
      if (mayGzip) headers["content-encoding"] = "gzip"
      return new Response(request.method === "HEAD" ? null : mayGzip ? gzipped : body, { headers })
    },
    /** For the bench: what a visitor's browser downloads. */
    gzippedBytes: (path: string): number => assets.get(path)?.gzipped?.length ?? assets.get(path)?.body.length ?? 0,
  }
}
