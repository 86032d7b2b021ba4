import { Button, LinkButton } from "../components/button"
import { Callout } from "../components/callout"
import { TextArea, TextField } from "../components/field"
import { Icon } from "../components/icon"
import { Progress } from "../components/progress"
import { count } from "./chatbot-list"
import { AdminForm, type FormState, fieldsOf } from "./form"
import type { AdminFrame } from "./frame"
import { GuideFrame, type GuideHead, guidePath } from "./guide-frame"

export type ReadingView = {
  state: "none" | "reading" | "paused" | "cancelled" | "done"
  url: string
  found: number
  queued: number
  read: number
  skipped: number
  secondsLeft: number | null
  passages: number
  error: string | null
  skippedPages: { url: string; reason: string }[]
  /** Titles of what it knows besides the website. */
  others: string[]
}

function titleOf({ state, read, others }: ReadingView): string {
  if (state === "reading") return "Baton reads your website"
  if (state === "none") return others.length > 0 ? "What it knows" : "It knows nothing yet"
  return read > 0 ? "Your website is read" : "Your website could not be read"
}

function leftOf(seconds: number | null): string | undefined {
  if (seconds === null) return undefined
  return seconds < 60 ? "less than a minute left" : `about ${count(Math.round(seconds / 60), "minute", "minutes")} left`
}

/** Why there is nothing to read, and what may help: said where it can be mended. */
const adviceOn = ({ error, skippedPages }: ReadingView) =>
  /robots\.txt asks/.test(`${error}${skippedPages.map(({ reason }) => reason)}`)
    ? "Its file robots.txt tells programs to stay away. Whoever looks after your website can let “BatonBot” in there; or write or upload below what it should know."
    : "Does it open in your browser? Correct the address or try again; or write or upload below what it should know."

type ReadingProps = { chatbot: { id: string }; reading: ReadingView; again?: FormState }

/** What it knows so far; sent again by the stream while it is read. */
export function GuideReading({ chatbot, reading, again }: ReadingProps) {
  const { state, url, found, queued, read, skipped, secondsLeft, passages, error, skippedPages, others } = reading
  const isVain = state !== "none" && state !== "reading" && read === 0
  return (
    <section class="card" id="guide-reading" aria-labelledby="guide-reading-title" data-state={state}>
      <h2 id="guide-reading-title">{titleOf(reading)}</h2>
      {error ? (
        <Callout icon="triangle-alert" tone="danger">
          <p>{error}</p>
        </Callout>
      ) : null}
      {isVain ? (
        <form class="guide-again" method="post" action={guidePath(chatbot.id, "read")}>
          <p>{adviceOn(reading)}</p>
          <TextField
            label="Address of your website"
            name="website"
            value={again?.values.website ?? url}
            error={again?.errors?.website}
            inputMode="url"
          />
          <Button icon="globe">Try again</Button>
        </form>
      ) : null}
      {state === "reading" ? (
        <Progress label="Pages looked at" done={found - queued} total={Math.max(1, found)} left={leftOf(secondsLeft)} />
      ) : null}
      {state === "none" || isVain ? null : (
        <p role="status">
          {count(found, "page", "pages")} found, {read} read, {skipped} skipped; {count(passages, "piece", "pieces")} to
          answer from.
        </p>
      )}
      {state === "reading" ? <p class="soft">No need to wait: reading continues in the background.</p> : null}
      {skippedPages.length > 0 && !isVain ? (
        <details>
          <summary>Why pages were skipped</summary>
          <ul class="guide-skipped">
            {skippedPages.map((page) => (
              <li>
                <span>{page.url}</span> <span class="soft">{page.reason}</span>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      {others.length > 0 ? (
        <ul class="items">
          {others.map((title) => (
            <li class="item">
              <Icon name="file-text" />
              <span class="item-main">{title}</span>
            </li>
          ))}
        </ul>
      ) : null}
      {state === "none" || isVain ? null : <p class="soft">{url}</p>}
    </section>
  )
}

type ContentProps = { frame: AdminFrame; chatbot: GuideHead; reading: ReadingView; form: FormState }

export function GuideContentPage({ frame, chatbot, reading, form }: ContentProps) {
  const { errors = {} } = form
  const fieldOf = fieldsOf(form)
  const isEmpty = reading.state === "none" && reading.others.length === 0
  return (
    <GuideFrame
      frame={frame}
      chatbot={chatbot}
      title="What it knows"
      intro="It answers from this and from nothing else, and calls a person for the rest."
      live
    >
      <GuideReading chatbot={chatbot} reading={reading} again={form} />
      {reading.state === "none" ? (
        <AdminForm action={guidePath(chatbot.id, "read")} errors={errors} save="Read it" icon="globe" guard={false}>
          <TextField
            label="Address of your website"
            {...fieldOf("website")}
            placeholder="https://www.example.com"
            inputMode="url"
          />
        </AdminForm>
      ) : null}
      <details class="card" open={isEmpty || errors.text !== undefined}>
        <summary>Write or paste what it should know</summary>
        <AdminForm
          action={guidePath(chatbot.id, "text")}
          errors={errors}
          save="Add this text"
          icon="plus"
          guard={false}
        >
          <TextArea
            label="Text"
            {...fieldOf("text")}
            help="Opening hours, prices, delivery, returns: whatever customers ask. A line that starts with # is a heading."
            rows={6}
          />
        </AdminForm>
      </details>
      <details class="card" open={errors.file !== undefined}>
        <summary>Upload files</summary>
        <AdminForm
          action={guidePath(chatbot.id, "files")}
          errors={errors}
          save="Upload"
          icon="upload"
          upload
          guard={false}
        >
          <div class="field">
            <label for="file">Files</label>
            <input id="file" name="file" type="file" multiple accept=".pdf,.docx,.md,.html,.htm,.txt,.csv" />
            <p class="field-help">PDF, Word, Markdown, HTML, text, or CSV with questions and answers.</p>
            {errors.file ? <p class="field-error">{errors.file}</p> : null}
          </div>
        </AdminForm>
      </details>
      <p>
        <LinkButton href={guidePath(chatbot.id, "try")} variant="primary">
          Next: try it
        </LinkButton>
      </p>
    </GuideFrame>
  )
}
