import { Button, LinkButton } from "../components/button"
import { TextArea, TextField } from "../components/field"
import { count } from "./chatbot-list"
import { type ContentHead, contentPath, type FoundPassage, Passages } from "./content"
import { Effects, type EffectsView } from "./effects"
import { AdminForm, type FormState, fieldsOf } from "./form"
import { type AdminFrame, AdminPage } from "./frame"

type SourceKind = "text" | "file" | "qa"
type SourcePageProps = {
  frame: AdminFrame
  chatbot: ContentHead
  kind: SourceKind
  form: FormState
  /** What is edited; none: something new. */
  source?: { id: string; title: string; passages: FoundPassage[] }
  /** Not written here, only looked at. */
  isFixed?: boolean
  /** Of an upload: what became of the files that were not refused. */
  files?: Partial<UploadState>
  /** What it would do, where it was looked at. */
  effects?: EffectsView | undefined
  /** Of a file: a new version may take its place. */
  newVersion?: NewVersionState | undefined
}

/** Read, and kept until their owner has seen what they would do. */
type Waiting = { token: string; titles: string[]; effects: EffectsView }
export type UploadState = { added: string[]; waiting: Waiting }
export type NewVersionState = { error?: string; waiting?: Waiting }

const heads: Record<SourceKind, { title: string; intro: string }> = {
  text: {
    title: "Add a text",
    intro: "Anything that you would tell a customer: opening hours, how returns work, prices.",
  },
  file: {
    title: "Upload files",
    intro: "PDF, Word, HTML, Markdown, text and CSV, several at once. Each becomes a piece of content of its own.",
  },
  qa: {
    title: "Add a question and answer",
    intro: "The surest way: when somebody asks this, exactly this is answered.",
  },
}

export function SourcePage({ frame, chatbot, kind, form, source, isFixed, files = {}, ...rest }: SourcePageProps) {
  const { effects, newVersion } = rest
  const { added = [], waiting } = files
  const { values, errors = {}, error } = form
  const fieldOf = fieldsOf(form)
  const path = contentPath(chatbot.id)
  const action = source ? `${path}/${encodeURIComponent(source.id)}` : `${path}/new/${kind}`
  const isUpload = kind === "file" && !source
  return (
    <AdminPage
      frame={frame}
      section="content"
      title={source?.title ?? heads[kind].title}
      back={{ href: path, label: `Content of ${chatbot.name}` }}
      intro={source ? undefined : heads[kind].intro}
    >
      {added.length > 0 ? (
        <p class="admin-saved" role="status">
          Added: {added.join(", ")}.
        </p>
      ) : null}
      {isFixed ? (
        <p class="soft">A list of questions and answers. To change it, upload the new file below.</p>
      ) : (
        <AdminForm
          action={action}
          errors={errors}
          error={error}
          upload
          save={
            waiting || effects?.isSerious
              ? `${source ? "Save" : "Add"} anyway`
              : source
                ? "Save"
                : isUpload
                  ? "Upload"
                  : "Add"
          }
          icon={isUpload && !waiting ? "upload" : undefined}
          more={
            isUpload ? null : (
              <button class="button" type="submit" name="act" value="try">
                Try it first
              </button>
            )
          }
        >
          {effects ? <Effects {...effects} /> : null}
          {effects?.isSerious ? (
            <input
              type="hidden"
              name="confirmed"
              value={`${values.questions ?? ""}\n${values.answer ?? ""}${values.text ?? ""}`}
            />
          ) : null}
          {waiting ? <WaitingFiles {...waiting} /> : null}
          {isUpload ? (
            <TextField
              label={waiting ? "Other files instead" : "Files"}
              name="file"
              type="file"
              accept={fileKinds}
              {...fileLimits}
              multiple
              error={errors.file}
              help="At most 20 MB each. A CSV with the columns question and answer becomes questions and answers."
            />
          ) : kind === "qa" ? (
            <QuestionFields values={values} errors={errors} />
          ) : (
            <TextFields values={values} errors={errors} />
          )}
          {isUpload ? null : (
            <TextField
              label="Page where visitors read more"
              {...fieldOf("url")}
              help="Linked under the answer. You may leave it empty."
              placeholder="https://"
              inputMode="url"
            />
          )}
        </AdminForm>
      )}
      {source ? (
        <>
          <section class="card" aria-labelledby="passages">
            <div class="card-head">
              <h2 id="passages">{count(source.passages.length, "piece", "pieces")}, as the AI finds them</h2>
              <a href={`${path}/passages?source=${encodeURIComponent(source.id)}`}>Edit one by one</a>
            </div>
            <Passages passages={source.passages} />
          </section>
          {newVersion ? <NewVersion action={`${action}/file`} {...newVersion} /> : null}
          <section class="danger-zone">
            <div>
              <h2>Delete this</h2>
              <p class="soft">It stops answering from it at once.</p>
            </div>
            <LinkButton href={`${action}/delete`} icon="trash-2">
              Delete…
            </LinkButton>
          </section>
        </>
      ) : null}
    </AdminPage>
  )
}

const fileKinds = ".pdf,.docx,.html,.htm,.md,.markdown,.txt,.text,.csv"

/** Megabytes of one file and of all: looked at before they are sent, since a server hangs up on what is far too much. */
const fileLimits = { "data-most": 20, "data-most-all": 60 }

function WaitingFiles({ token, titles, effects }: Waiting) {
  return (
    <>
      <p>
        <strong>Not added yet:</strong> {titles.join(", ")}.
      </p>
      <Effects {...effects} />
      <input type="hidden" name="held" value={token} />
    </>
  )
}

function NewVersion({ action, error, waiting }: { action: string } & NewVersionState) {
  return (
    <section class="card" aria-labelledby="new-version">
      <div class="card-head">
        <h2 id="new-version">A new version of the file</h2>
      </div>
      <form class="form" method="post" action={action} enctype="multipart/form-data">
        {waiting ? <WaitingFiles {...waiting} /> : null}
        <TextField
          label={waiting ? "Another file instead" : "File"}
          name="file"
          type="file"
          id="new-file"
          accept={fileKinds}
          {...fileLimits}
          error={error}
          help="It takes the place of this one. What you edited, switched off or pinned stays where it says the same."
          required={!waiting}
        />
        <div class="button-row">
          <Button icon={waiting ? undefined : "upload"}>{waiting ? "Replace it anyway" : "Replace"}</Button>
        </div>
      </form>
    </section>
  )
}

type Fields = { values: FormState["values"]; errors: NonNullable<FormState["errors"]> }

function TextFields({ values, errors }: Fields) {
  const fieldOf = fieldsOf({ values, errors })
  return (
    <>
      <TextField
        label="Title"
        {...fieldOf("title")}
        help="What it is about, such as “Returns”. Visitors see it as the source."
        maxLength={200}
      />
      <TextArea
        label="Text"
        {...fieldOf("text")}
        help="Headings begin with #. Short paragraphs with one thought each are found best."
        rows={14}
      />
    </>
  )
}

function QuestionFields({ values, errors }: Fields) {
  const fieldOf = fieldsOf({ values, errors })
  return (
    <>
      <TextArea
        label="Question"
        {...fieldOf("questions")}
        help="As your customers say it. Other ways to ask the same: one per line."
        placeholder={"Can I bring my dog?\nAre pets allowed?"}
        rows={3}
      />
      <TextArea label="Answer" {...fieldOf("answer")} help="Word for word as visitors read it." rows={4} />
    </>
  )
}
