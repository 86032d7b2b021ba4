import { Elysia, t } from "elysia"
import { ContinuePage } from "../../views/visitor/continue-page"
import type { Auth } from "../accounts/auth"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { Conversation, ConversationStore } from "../conversations/conversation-store"
import type { Database } from "../db/database"
import { AppError } from "../errors"
import type { Host } from "../http/host"
import { htmlPage } from "../http/html"
import type { Origins } from "../http/origin"
import { asPage } from "../http/page-request"
import type { RateLimits } from "../http/rate-limit"
import { directionOf, languageOf, localeAsked, sentencesIn } from "../languages/sentences"
import type { VisitorOf } from "../visitors/visitor-of"
import type { VisitorStore } from "../visitors/visitor-store"
import type { VisitorTokens } from "../visitors/visitor-token"
import type { AlertParts } from "./alert-parts"
import { isAddress } from "./alert-settings"
import type { EmailPayload } from "./letters"

type Deps = {
  db: Database
  auth: Auth
  alerts: AlertParts
  chatbots: ChatbotStore
  visitors: VisitorStore
  conversations: ConversationStore
  tokens: VisitorTokens
  visitorOf: VisitorOf
  host: Host
  origins: Origins
  limits: RateLimits
  now: () => number
}

/** Letters of one conversation to anybody, however often somebody asks: it must not become a way to write to strangers. */
const mostTranscripts = 3
const againAfterMs = 5 * 60_000

/** What a visitor does with email: comes back by a link in a letter, asks for the transcript. */
export const alertVisitorRoutes = (deps: Deps) => {
  const { db, auth, alerts, chatbots, visitors, conversations, tokens, visitorOf, host, origins, limits, now } = deps

  /** @throws AppError `validation`, `unavailable`, `rate_limited` */
  async function sendTranscript(conversation: Conversation, given: string | undefined): Promise<string> {
    const to = given?.trim() || alerts.facts.emailOf(conversation.visitorId) || ""
    if (!isAddress(to))
      throw new AppError("validation", "Write an email address, such as ana@example.com.", { field: "email" })
    if (!alerts.alertSettings.smtp())
      throw new AppError("unavailable", "No mail server is set up here, so no email can be sent.")
    await db.write((tx) => {
      const { outbox } = alerts
      const sent = outbox.store.listOfConversation(tx, conversation.id, "transcript")
      const recent = sent.find(({ target, createdAt }) => target === to && createdAt > now() - againAfterMs)
      if (recent) return
      if (sent.length >= mostTranscripts)
        throw new AppError("rate_limited", "This conversation was sent often enough.", { retryAfter: 24 * 3600 })
      outbox.enqueue(tx, {
        channel: "email",
        kind: "transcript",
        target: to,
        key: `transcript:${conversation.id}:${to}`,
        conversationId: conversation.id,
        payload: { is: "transcript" } satisfies EmailPayload,
      })
    })
    return to
  }

  const body = t.Optional(t.Nullable(t.Object({ email: t.Optional(t.Nullable(t.String({ maxLength: 254 }))) })))

  return new Elysia({ name: "alert-visitor" })
    .get(
      "/continue/:link",
      ({ params, request }) =>
        asPage(request, "/", () => {
          // Looked at by mail programs and their guards: opening it changes nothing and gives nothing away.
          const { chatbotId } = alerts.links.read(params.link)
          const chatbot = chatbots.get(chatbotId)
          const locale = localeAsked(request)
          return htmlPage(
            <ContinuePage
              chatbot={{ id: chatbot.id, name: chatbot.name }}
              link={params.link}
              lang={languageOf(locale)}
              dir={directionOf(locale)}
              words={sentencesIn(locale).pages}
            />,
            200,
            { vary: "accept-language" },
          )
        }),
      { detail: { hide: true } },
    )
    .post(
      "/continue",
      async ({ body, request }) => {
        if (request.headers.get("sec-fetch-site") !== "same-origin")
          throw new AppError("forbidden", "Open the link of the email itself.")
        const claim = alerts.links.read(body.link)
        if (!visitors.find(claim.visitorId)) throw new AppError("not_found", "This conversation is no longer kept.")
        return { token: tokens.issue(claim), chatbotId: claim.chatbotId }
      },
      { body: t.Object({ link: t.String({ maxLength: 500 }) }), detail: { hide: true } },
    )

    .post(
      "/api/widget/transcript",
      async ({ request, body, set }) => {
        const visitor = visitorOf(request)
        await limits.use("small", visitor.id)
        await limits.use("letters", origins.address(request, host.server))
        const conversation = conversations.findLatestOfVisitor(visitor.id)
        if (!conversation) throw new AppError("not_found", "Nothing was said yet.")
        const email = await sendTranscript(conversation, body?.email ?? undefined)
        set.status = 202
        return { email }
      },
      { body, detail: { tags: ["Visitor"], summary: "The conversation by email, to the given or the known address" } },
    )
    .post(
      "/api/v1/conversations/:id/transcript",
      async ({ request, params, body, set }) => {
        const person = auth.operator(request)
        const conversation = conversations.getForOperator(params.id, person.id)
        const email = await sendTranscript(conversation, body?.email ?? undefined)
        set.status = 202
        return { email }
      },
      {
        body,
        detail: { tags: ["Operator"], summary: "The conversation by email to its visitor, or to a given address" },
      },
    )
}
