import { Elysia, t } from "elysia"
import type { VNode } from "preact"
import { relative } from "../../views/components/time"
import { Toast } from "../../views/components/toast"
import { ActPage } from "../../views/operator/act-page"
import { dueChoices, FollowUpForm, type FollowUpValues, picked } from "../../views/operator/follow-up-form"
import { FollowUpsPage } from "../../views/operator/follow-ups"
import type { Auth } from "../accounts/auth"
import type { Person, PersonStore } from "../accounts/person-store"
import type { ChatbotStore } from "../chatbots/chatbot-store"
import type { Conversation, ConversationStore } from "../conversations/conversation-store"
import { AppError } from "../errors"
import { operatorDetail as detail } from "../http/call-schema"
import { htmlFragment, htmlPage, redirectTo } from "../http/html"
import { asPage, wantsFragment } from "../http/page-request"
import { pageQuery } from "../http/paging"
import { problemOf } from "../http/problem"
import { themeOf } from "../http/theme"
import type { VisitorStore } from "../visitors/visitor-store"
import type { ContactStore } from "./contact-store"
import { dueAtOf } from "./due"
import type { FollowUp, FollowUpStore } from "./follow-up-store"
import type { FollowUpCommands } from "./follow-ups"

type Deps = {
  auth: Auth
  people: PersonStore
  chatbots: ChatbotStore
  contacts: ContactStore
  visitors: Pick<VisitorStore, "find">
  conversations: ConversationStore
  followUps: FollowUpStore
  commands: FollowUpCommands
  now: () => number
}

const path = "/operator/follow-ups"
const shownOpen = 100
const shownDone = 20
const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())
const word = t.Optional(t.String({ maxLength: 100 }))
const plan = t.Object({
  text: t.String(),
  ownerId: t.String(),
  due: t.String(),
  date: word,
  time: word,
  timezone: word,
})
/** What is picked first, since it is a working day somewhere. */
const usualTime = "09:00"

/** Follow-ups: a list for operators in the desk, and the same as an API. */
export const followUpRoutes = (deps: Deps) => {
  const { auth, people, chatbots, contacts, visitors, conversations, followUps, commands, now } = deps

  const shown = (followUp: FollowUp) => {
    const contact = followUp.contactId ? contacts.find(followUp.contactId) : undefined
    return {
      id: followUp.id,
      chatbot: { id: followUp.chatbotId, name: chatbots.find(followUp.chatbotId)?.name ?? "" },
      conversationId: followUp.conversationId,
      contact: contact ? { name: contact.name, email: contact.email, phone: contact.phone } : null,
      owner: followUp.ownerId ? { id: followUp.ownerId, name: people.find(followUp.ownerId)?.name ?? "" } : null,
      text: followUp.text,
      dueAt: iso(followUp.dueAt)!,
      createdAt: iso(followUp.createdAt)!,
      doneAt: iso(followUp.doneAt),
      doneBy: followUp.doneBy ? (people.find(followUp.doneBy)?.name ?? null) : null,
    }
  }

  const page = (request: Request, act: (person: Person) => Response | Promise<Response>) =>
    asPage(request, "/operator", () => act(auth.operator(request)))

  type Sent = Pick<FollowUpValues, "text" | "ownerId" | "due"> & Partial<FollowUpValues>
  const valuesOf = (sent: Sent): FollowUpValues => ({ date: "", time: usualTime, timezone: "", ...sent })
  /** Undefined where it is to stay as it is. @throws AppError `validation` */
  function dueOf({ due, date = "", time = "", timezone = "" }: Sent): number | undefined {
    if (due === picked) return dueAtOf({ date, time, timezone }, now())
    const choice = dueChoices[due]
    return choice && now() + choice.ms
  }
  /** Beside its field, or above the form. */
  const refusal = (error: AppError | undefined) => {
    if (!error) return {}
    const { field } = error.extra
    return typeof field === "string" ? { errors: { [field]: error.message } } : { error: error.message }
  }
  const owners = (chatbotId: string) => people.listSeated(chatbotId).map(({ id, name }) => ({ id, name }))

  function form(request: Request, title: string, content: VNode, error?: AppError): Response {
    const status = error ? problemOf(error).status : 200
    if (wantsFragment(request)) return htmlFragment(content, status)
    return htmlPage(
      <ActPage title={title} theme={themeOf(request)} viewer={auth.operator(request)}>
        {content}
      </ActPage>,
      status,
    )
  }

  function newForm(request: Request, { id, chatbotId }: Conversation, values: Sent, error?: AppError): Response {
    const back = `/operator/conversations/${encodeURIComponent(id)}`
    const content = (
      <FollowUpForm
        title="Note a follow-up"
        action={`${back}/follow-up`}
        back={back}
        word="Note it"
        owners={owners(chatbotId)}
        values={valuesOf(values)}
        isInPlace
        {...refusal(error)}
      />
    )
    return form(request, "Follow-up", content, error)
  }

  function changeForm(request: Request, found: FollowUp, values: Sent, error?: AppError): Response {
    const late = found.dueAt - now()
    const content = (
      <FollowUpForm
        title="Change the follow-up"
        action={`${path}/${encodeURIComponent(found.id)}`}
        back={path}
        word="Save"
        owners={owners(found.chatbotId)}
        values={valuesOf(values)}
        dueNow={late < 0 ? `${relative(-late)} late` : `in ${relative(late)}`}
        {...refusal(error)}
      />
    )
    return form(request, "Follow-up", content, error)
  }

  return new Elysia({ name: "follow-ups" })
    .get(
      "/api/v1/follow-ups",
      ({ request, query }) => {
        const person = auth.operator(request)
        const { state, cursor, limit = 50 } = query
        const { items, next } = (state === "done" ? followUps.listDone : followUps.listOpen)(person.id, limit, cursor)
        return { items: items.map(shown), next }
      },
      {
        query: t.Object({ ...pageQuery, state: t.Optional(t.Union([t.Literal("open"), t.Literal("done")])) }),
        ...detail("Follow-ups: those due first come first"),
      },
    )
    .post(
      "/api/v1/follow-ups",
      async ({ request, body, set }) => {
        const person = auth.operator(request)
        const conversation = conversations.getForOperator(body.conversationId, person.id)
        const dueAt = body.dueAt === undefined ? now() + 24 * 3600_000 : Date.parse(body.dueAt)
        if (!Number.isFinite(dueAt)) throw new AppError("validation", "Write a time in ISO 8601.", { field: "dueAt" })
        set.status = 201
        return {
          followUp: shown(
            await commands.addByOperator(person, {
              chatbotId: conversation.chatbotId,
              conversationId: conversation.id,
              contactId: visitors.find(conversation.visitorId)?.contactId ?? null,
              text: body.text,
              dueAt,
              ownerId: body.ownerId,
            }),
          ),
        }
      },
      {
        body: t.Object({
          conversationId: t.String(),
          text: t.String(),
          dueAt: t.Optional(t.String()),
          ownerId: t.Optional(t.String()),
        }),
        ...detail("Note something to be done"),
      },
    )
    .put(
      "/api/v1/follow-ups/:id",
      async ({ request, params, body }) => {
        const { dueAt, ...change } = body
        const due = dueAt === undefined ? {} : { dueAt: Date.parse(dueAt) }
        return { followUp: shown(await commands.update(params.id, auth.operator(request), { ...change, ...due })) }
      },
      {
        body: t.Object({
          text: t.Optional(t.String()),
          dueAt: t.Optional(t.String()),
          ownerId: t.Optional(t.String()),
        }),
        ...detail("Change what is to be done, by whom and until when; what is not named stays"),
      },
    )
    .post(
      "/api/v1/follow-ups/:id/done",
      async ({ request, params, body }) => ({
        followUp: shown(await commands.mark(params.id, auth.operator(request), body?.done ?? true)),
      }),
      {
        body: t.Optional(t.Nullable(t.Object({ done: t.Optional(t.Boolean()) }))),
        ...detail("Mark it done; {done: false} opens it again"),
      },
    )

    .get(
      path,
      ({ request, query }) =>
        page(request, (person) => {
          const open = followUps.listOpen(person.id, shownOpen, query.cursor)
          const done = followUps.listDone(person.id, shownDone, query.done)
          return htmlPage(
            <FollowUpsPage
              theme={themeOf(request)}
              open={{ ...open, items: open.items.map(shown), cursor: query.cursor }}
              done={{ ...done, items: done.items.map(shown), cursor: query.done }}
              marked={query.marked}
              viewer={person}
              now={now()}
            />,
          )
        }),
      {
        query: t.Object({ marked: t.Optional(t.String()), cursor: pageQuery.cursor, done: pageQuery.cursor }),
        detail: { hide: true },
      },
    )
    .get(
      "/operator/conversations/:id/follow-up",
      ({ request, params }) =>
        page(request, (person) => {
          const conversation = conversations.getForOperator(params.id, person.id)
          return newForm(request, conversation, { text: "", ownerId: person.id, due: "tomorrow" })
        }),
      { detail: { hide: true } },
    )
    .post(
      "/operator/conversations/:id/follow-up",
      ({ request, params, body }) =>
        page(request, async (person) => {
          const conversation = conversations.getForOperator(params.id, person.id)
          try {
            await commands.addByOperator(person, {
              chatbotId: conversation.chatbotId,
              conversationId: conversation.id,
              contactId: visitors.find(conversation.visitorId)?.contactId ?? null,
              text: body.text,
              ownerId: body.ownerId,
              dueAt: dueOf(body) ?? now() + dueChoices.tomorrow!.ms,
            })
          } catch (error) {
            if (!(error instanceof AppError)) throw error
            return newForm(request, conversation, body, error)
          }
          if (wantsFragment(request)) return htmlFragment(<Toast>Noted: {body.text.trim()}</Toast>)
          return redirectTo(`/operator/conversations/${encodeURIComponent(conversation.id)}`)
        }),
      { body: plan, detail: { hide: true } },
    )
    .get(
      `${path}/:id`,
      ({ request, params }) =>
        page(request, (person) => {
          const found = followUps.getForOperator(params.id, person.id)
          return changeForm(request, found, { text: found.text, ownerId: found.ownerId ?? "", due: "" })
        }),
      { detail: { hide: true } },
    )
    .post(
      `${path}/:id`,
      ({ request, params, body }) =>
        page(request, async (person) => {
          try {
            const dueAt = dueOf(body)
            await commands.update(params.id, person, {
              text: body.text,
              ownerId: body.ownerId,
              ...(dueAt === undefined ? {} : { dueAt }),
            })
          } catch (error) {
            if (!(error instanceof AppError) || error.code === "not_found") throw error
            return changeForm(request, followUps.getForOperator(params.id, person.id), body, error)
          }
          return redirectTo(path)
        }),
      { body: plan, detail: { hide: true } },
    )
    .post(
      `${path}/:id/done`,
      ({ request, params, body }) =>
        page(request, async (person) => {
          const isDone = body?.done !== "false"
          await commands.mark(params.id, person, isDone)
          return redirectTo(isDone ? `${path}?marked=${encodeURIComponent(params.id)}` : path)
        }),
      { body: t.Optional(t.Nullable(t.Object({ done: t.Optional(t.String()) }))), detail: { hide: true } },
    )
}
