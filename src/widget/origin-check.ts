import { type Chatbot, isAllowedOrigin } from "../chatbots/chatbot"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import { AppError } from "../errors"
import type { Origins } from "../http/origin"

/** On the answer to a page: `unread`, or `greeting=` and its text, encoded. An answer without content has room for no more. */
export const newsHeader = "baton-news"

export type OriginCheck = ReturnType<typeof createOriginCheck>

type Deps = {
  chatbots: ChatbotStore
  origins: Origins
  /** Told of a website that carries the chatbot and may not: its browser asks first, and never sends the call itself. */
  onRefused?: (chatbotId: string, origin: string) => void
}

/** Which pages may talk to the widget's API: those of the chatbot's own websites, and this server's. */
export function createOriginCheck({ chatbots, origins, onRefused }: Deps) {
  const isAllowed = (chatbot: Chatbot, request: Request, origin: string) =>
    isAllowedOrigin(chatbot, origin, [new URL(origins.own(request)).origin])

  return {
    /** @throws AppError `forbidden` for a page of a website that the chatbot's owner has not named. */
    check(chatbot: Chatbot, request: Request): void {
      const origin = request.headers.get("origin")
      if (origin === null || isAllowed(chatbot, request, origin)) return
      throw new AppError(
        "forbidden",
        `${origin} is not among the allowed websites of this chatbot. Its owner can add it in the admin, under “Your website”.`,
      )
    },

    /**
     * What the browser may show its page. A preflight names no chatbot but on a session call, so there it is enough that
     * some chatbot allows the page; the call itself is checked against its own.
     */
    headers(request: Request): Record<string, string> {
      const origin = request.headers.get("origin")
      if (origin === null) return {}
      const id = /^\/api\/widget\/([^/]+)\/session$/.exec(new URL(request.url).pathname)?.[1]
      const chatbot = id === undefined ? undefined : chatbots.find(id)
      const known =
        id === undefined
          ? chatbots.list().some((each) => isAllowed(each, request, origin))
          : chatbot && isAllowed(chatbot, request, origin)
      if (chatbot && !known) onRefused?.(chatbot.id, origin)
      if (!known) return { vary: "Origin" }
      // Libraries of the host add headers to whatever its pages send: a trace, a token of their own. They say nothing here.
      const added = request.headers.get("access-control-request-headers") ?? ""
      return {
        vary: "Origin",
        "access-control-allow-origin": origin,
        "access-control-allow-methods": "GET, POST, OPTIONS",
        "access-control-allow-headers": `authorization, content-type, last-event-id${/^[\w\-, ]{1,1000}$/.test(added) ? `, ${added}` : ""}`,
        "access-control-expose-headers": `retry-after, ${newsHeader}`,
        "access-control-max-age": "86400",
      }
    },
  }
}
