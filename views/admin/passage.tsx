import { Button, LinkButton } from "../components/button"
import { Callout } from "../components/callout"
import { TextArea } from "../components/field"
import { type ContentHead, contentPath } from "./content"
import { Effects, type EffectsView } from "./effects"
import { AdminForm, type FormState, fieldsOf } from "./form"
import { type AdminFrame, AdminPage } from "./frame"
import { PassageChips, type PassageView, passagePath } from "./passages"

type PassagePageProps = {
  frame: AdminFrame
  chatbot: ContentHead
  passage: PassageView
  form: FormState
  /** What the change would do, where it was looked at. */
  effects?: EffectsView | undefined
}

export function PassagePage({ frame, chatbot, passage, form, effects }: PassagePageProps) {
  const { values, errors = {}, error } = form
  const fieldOf = fieldsOf(form)
  const list = `${contentPath(chatbot.id)}/passages`
  const path = passagePath(chatbot.id, passage.id)
  const lines = (values.text ?? "").split("\n").length
  return (
    <AdminPage
      frame={frame}
      section="content"
      title={passage.title || "A piece of your content"}
      back={{ href: list, label: "Pieces" }}
      intro={
        <>
          From{" "}
          <a href={`${contentPath(chatbot.id)}/${encodeURIComponent(passage.source.id)}`}>{passage.source.title}</a>.
          Your words stay when the page is read again. <PassageChips {...passage} />
        </>
      }
    >
      {passage.pageSays === null ? null : (
        <Callout icon="triangle-alert" tone="waiting">
          {passage.pageSays ? (
            <>
              <p>The page has changed since you edited this. It says now:</p>
              <blockquote class="page-says">{passage.pageSays}</blockquote>
            </>
          ) : (
            <p>The page no longer says this. Your words are still answered from.</p>
          )}
          <div class="button-row">
            <form method="post" action={`${path}/restore`}>
              <Button small>{passage.pageSays ? "Take the page’s words" : "Let it go"}</Button>
            </form>
            <form method="post" action={`${path}/keep`}>
              <Button small>Keep mine</Button>
            </form>
          </div>
        </Callout>
      )}
      <AdminForm
        action={path}
        errors={errors}
        error={error}
        upload
        save={effects?.isSerious ? "Save anyway" : "Save"}
        more={
          <button class="button" type="submit" name="act" value="try">
            Try it first
          </button>
        }
      >
        {effects ? <Effects {...effects} /> : null}
        {effects?.isSerious ? <input type="hidden" name="confirmed" value={values.text ?? ""} /> : null}
        <TextArea
          label="Words"
          {...fieldOf("text")}
          help="**Words** are bold, lines that begin with - a list, and | cells | a table (Markdown)."
          rows={Math.min(20, Math.max(6, lines + 2))}
        />
      </AdminForm>
      {passage.isEdited && passage.pageSays === null ? (
        <section class="danger-zone">
          <div>
            <h2>The page’s own words</h2>
            <p class="soft">Takes your edit back.</p>
          </div>
          <form method="post" action={`${path}/restore`}>
            <Button icon="undo-2">Restore</Button>
          </form>
        </section>
      ) : null}
    </AdminPage>
  )
}

type SwitchOffPageProps = { frame: AdminFrame; chatbot: ContentHead; id: number; title: string; effects: EffectsView }

/** Asks, where switching it off breaks something. */
export function SwitchOffPage({ frame, chatbot, id, title, effects }: SwitchOffPageProps) {
  const list = `${contentPath(chatbot.id)}/passages`
  return (
    <AdminPage frame={frame} section="content" title={`Switch off “${title}”?`} back={{ href: list, label: "Pieces" }}>
      <Effects {...effects} />
      <form method="post" action={`${passagePath(chatbot.id, id)}/flags`} class="button-row">
        <input type="hidden" name="off" value="1" />
        <input type="hidden" name="confirmed" value="1" />
        <Button variant="danger" icon="circle-x">
          Switch off anyway
        </Button>
        <LinkButton href={list}>Keep</LinkButton>
      </form>
    </AdminPage>
  )
}
