import { Elysia, t } from "elysia"
import { CloseForm } from "../../views/operator/act-forms"
import type { Person } from "../accounts/person-store"
import type { DraftClosing } from "../assistant/draft-closing"
import { AppError } from "../errors"
import { problemOf } from "../http/problem"
import type { OperatorDeps } from "./api-routes"
import { type DeskAnswers, deskPath } from "./desk-answer"
import { writeRecap } from "./recap"

type Deps = Pick<OperatorDeps, "events" | "contacts" | "closing"> & {
  answers: DeskAnswers
  draftClosing: DraftClosing
}

const word = t.Optional(t.String({ maxLength: 20_000 }))
const closingFields = t.Optional(t.Nullable(t.Object({ recap: word, crmNote: word, outcome: word, tags: word })))
/** Forms send lines with another ending than they got. */
const plain = (text: string) => text.replace(/\s+/g, " ").trim()

/** Closing a conversation: with a recap, a note on the contact, and how it ended. */
export const closingPages = ({ answers, events, contacts, closing, draftClosing }: Deps) => {
  const { page, perform, dialog, formAgain, conversationOf } = answers

  /** Those in use, most used first. */
  const knownTags = () => contacts.listTags().slice(0, 8)

  type Closing = { recap?: string; crmNote?: string; outcome?: string; tags?: string; error?: string }

  function closeForm(id: string, person: Person, { recap = "", crmNote = "", error, ...said }: Closing) {
    const rating = events.list(id).findLast((event) => event.type === "rating")
    return (
      <CloseForm
        conversation={conversationOf(id, person)}
        recap={recap}
        crmNote={crmNote}
        outcome={said.outcome ?? ""}
        tags={said.tags ?? ""}
        knownTags={knownTags()}
        canDraft={draftClosing.isOffered()}
        rating={rating?.type === "rating" ? rating.payload : undefined}
        {...(error ? { error } : {})}
      />
    )
  }

  return new Elysia({ name: "closing-pages", prefix: deskPath, detail: { hide: true } })
    .get("/conversations/:id/closure", ({ request, params: { id } }) =>
      page(request, (person) => {
        const stored = events.list(id)
        return dialog(request, "Close", closeForm(id, person, { recap: writeRecap(stored) }))
      }),
    )
    .post(
      "/conversations/:id/closure",
      ({ request, params: { id }, body }) =>
        page(request, (person) =>
          perform(
            request,
            id,
            person,
            () => closing(id, person, { ...body, tags: body?.tags ? [body.tags] : [] }),
            formAgain(request, "Close", (error) => closeForm(id, person, { ...body, error })),
          ),
        ),
      { body: closingFields },
    )

    .post(
      "/conversations/:id/closing-draft",
      ({ request, params: { id }, body }) =>
        page(request, async (person) => {
          const { recap = "", crmNote, outcome, tags } = body ?? {}
          try {
            const drafted = await draftClosing.draft(id, person, knownTags(), request.signal)
            // What the operator wrote stays; what stood there by itself makes room.
            const isTheirs = recap.trim() !== "" && plain(recap) !== plain(writeRecap(events.list(id)))
            const form = closeForm(id, person, {
              recap: isTheirs ? `${recap.trim()}\n\n${drafted.recap}` : drafted.recap,
              crmNote: crmNote || drafted.crmNote,
              outcome: outcome || drafted.outcome,
              tags: tags || drafted.tags.join(", "),
            })
            return dialog(request, "Close", form)
          } catch (error) {
            if (!(error instanceof AppError) || error.code !== "unavailable") throw error
            const { status } = problemOf(error)
            return dialog(request, "Close", closeForm(id, person, { ...body, error: error.message }), status)
          }
        }),
      { body: closingFields },
    )
}
