import { Elysia } from "elysia"
import { AppError } from "../errors"
import type { PictureStore } from "./picture-store"

type Deps = { pictures: Pick<PictureStore, "find"> }

/** The pictures of chatbots, for everybody: they stand on other people's pages. */
export const pictureRoutes = ({ pictures }: Deps) =>
  new Elysia({ name: "pictures" }).get(
    "/pictures/:id",
    ({ request, params }) => {
      const etag = `"${params.id}"`
      // Another picture has another address, so one is kept for as long as a browser likes.
      const caching = { etag, "cache-control": "public, max-age=31536000, immutable" }
      const picture = pictures.find(params.id)
      if (!picture) throw new AppError("not_found", "There is no such picture. It may have been replaced.")
      if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers: caching })
      return new Response(picture.bytes, {
        headers: {
          ...caching,
          "content-type": picture.type,
          // Opened by itself it is a picture and nothing else.
          "content-security-policy": "default-src 'none'; sandbox",
          "x-content-type-options": "nosniff",
          // Some of the pages that show it isolate themselves.
          "cross-origin-resource-policy": "cross-origin",
          "access-control-allow-origin": "*",
        },
      })
    },
    {
      detail: { tags: ["Visitor"], summary: "A chatbot's uploaded picture, as its appearance names it", security: [] },
    },
  )
