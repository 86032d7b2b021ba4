import { Elysia } from "elysia"
import { ConfirmPage } from "../../views/admin/confirm"
import type { FormState } from "../../views/admin/form"
import type { AdminFrame } from "../../views/admin/frame"
import { RepliesPage, ReplyPage } from "../../views/admin/replies"
import { Toast } from "../../views/components/toast"
import { ActPage } from "../../views/operator/act-page"
import { ReplyPicker, SaveReplyForm } from "../../views/operator/reply-picker"
import type { Person } from "../accounts/person-store"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import { AppError } from "../errors"
import { isMessage } from "../events/event"
import type { EventStore } from "../events/event-store"
import { createAdminPage, done } from "../http/admin-page"
import { type Form, readForm, refusalOf, takeForm } from "../http/form"
import { htmlFragment, htmlPage, redirectTo } from "../http/html"
import { asPage, wantsFragment } from "../http/page-request"
import { themeOf } from "../http/theme"
import { openReply } from "./reply-placeholders"
import { repliesFor, type StoredReplyDeps } from "./stored-reply-api-routes"
import type { StoredReply } from "./stored-reply-store"

type Deps = StoredReplyDeps & { chatbots: ChatbotStore; events: Pick<EventStore, "list"> }

const base = "/admin/replies"

/** Stored replies: kept by owners in the admin, found and added by operators in the desk. */
export const storedReplyRoutes = (deps: Deps) => {
  const { auth, chatbots, events, storedReplies, replyCommands } = deps
  const admin = createAdminPage(auth)
  const pathOf = (id: string) => `${base}/${encodeURIComponent(id)}`

  const replyPage = (frame: AdminFrame, form: FormState, reply?: StoredReply, status?: number): Response =>
    htmlPage(<ReplyPage frame={frame} form={form} chatbots={chatbots.list()} {...(reply ? { reply } : {})} />, status)
  const changeOf = (form: Form) => ({
    title: form.text("title"),
    text: form.text("text"),
    chatbotId: form.text("chatbotId") || null,
  })

  const desk = (request: Request, act: (person: Person) => Response | Promise<Response>) =>
    asPage(request, "/operator", () => act(auth.operator(request)))

  type Saving = Pick<Parameters<typeof SaveReplyForm>[0], "values" | "errors" | "error">

  function saveForm(request: Request, id: string, chatbot: string, saving: Saving, status = 200): Response {
    const form = <SaveReplyForm conversationId={id} chatbot={chatbot} {...saving} />
    if (wantsFragment(request)) return htmlFragment(form, status)
    return htmlPage(
      <ActPage title="Save as a reply" theme={themeOf(request)} viewer={auth.operator(request)}>
        {form}
      </ActPage>,
      status,
    )
  }

  return new Elysia({ name: "stored-replies", detail: { hide: true } })
    .get("/operator/conversations/:id/replies", ({ request, params }) =>
      desk(request, (person) => {
        const { items } = repliesFor(deps, params.id, person)
        return htmlFragment(<ReplyPicker replies={items} isOwner={person.isOwner} />)
      }),
    )
    .get("/operator/conversations/:id/replies/from/:event", ({ request, params }) =>
      desk(request, (person) => {
        const { item } = repliesFor(deps, params.id, person)
        const message = events.list(params.id).find(({ id }) => String(id) === params.event)
        if (!message || !isMessage(message) || message.actor.kind !== "operator")
          throw new AppError("not_found", "There is no such message of an operator.")
        const text = openReply(message.payload.text, item.visitor.name)
        return saveForm(request, params.id, item.chatbot.name, { values: { title: "", text } })
      }),
    )
    .post("/operator/conversations/:id/replies", ({ request, params }) =>
      desk(request, async (person) => {
        const { item } = repliesFor(deps, params.id, person)
        const form = await readForm(request)
        const values = { title: form.text("title"), text: form.text("text") }
        try {
          await replyCommands.add(person, { ...values, chatbotId: item.chatbot.id })
        } catch (error) {
          const { status, ...refused } = refusalOf(error)
          return saveForm(request, params.id, item.chatbot.name, { values, ...refused }, status)
        }
        if (wantsFragment(request)) return htmlFragment(<Toast>Saved. Find it with / in the composer.</Toast>)
        return redirectTo(`/operator/conversations/${encodeURIComponent(params.id)}`)
      }),
    )
    .get(base, ({ request }) =>
      admin(request, (_, frame) =>
        htmlPage(
          <RepliesPage
            frame={frame}
            replies={storedReplies.list().map(({ id, title, text, chatbotId }) => ({
              ...{ id, title, text },
              chatbot: chatbotId && (chatbots.find(chatbotId)?.name ?? null),
            }))}
          />,
        ),
      ),
    )
    .get(`${base}/new`, ({ request }) => admin(request, (_, frame) => replyPage(frame, { values: {} })))
    .post(base, ({ request }) =>
      admin(request, (owner, frame) =>
        takeForm(
          request,
          async (form) => {
            await replyCommands.add(owner, changeOf(form))
            return done(base, "added")
          },
          (refused, status) => replyPage(frame, refused, undefined, status),
        ),
      ),
    )
    .get(`${base}/:id`, ({ request, params }) =>
      admin(request, (_, frame) => {
        const reply = storedReplies.get(params.id)
        const { title, text, chatbotId } = reply
        return replyPage(frame, { values: { title, text, chatbotId: chatbotId ?? "" } }, reply)
      }),
    )
    .post(`${base}/:id`, ({ request, params }) =>
      admin(request, (owner, frame) =>
        takeForm(
          request,
          async (form) => {
            await replyCommands.update(owner, params.id, changeOf(form))
            return done(base, "saved")
          },
          (refused, status) => replyPage(frame, refused, storedReplies.get(params.id), status),
        ),
      ),
    )
    .get(`${base}/:id/delete`, ({ request, params }) =>
      admin(request, (_, frame) => {
        const { id, title } = storedReplies.get(params.id)
        return htmlPage(
          <ConfirmPage
            frame={frame}
            section="replies"
            title={`Delete “${title}”?`}
            action={`${pathOf(id)}/delete`}
            back={{ href: pathOf(id), label: title }}
            word="Delete"
          >
            <p>Operators no longer find it. What was sent with it stays.</p>
          </ConfirmPage>,
        )
      }),
    )
    .post(`${base}/:id/delete`, ({ request, params }) =>
      admin(request, async (owner) => {
        await replyCommands.remove(owner, params.id)
        return done(base, "deleted")
      }),
    )
}
