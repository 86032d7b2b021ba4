import type { ComponentChildren } from "preact"
import { Button, LinkButton } from "../components/button"
import { Callout } from "../components/callout"
import { Select, TextArea, TextField } from "../components/field"
import { Icon } from "../components/icon"
import { Progress } from "../components/progress"
import { Preview, SeePreview } from "./chatbot-frame"
import { count } from "./chatbot-list"
import { ColorField } from "./color-field"
import { FirstWords, PositionField } from "./first-words"
import { AdminForm, CopyBox, type FormState } from "./form"
import { type AdminFrame, AdminPage } from "./frame"
import { locales } from "./locales"

export type GuideStepName = "content" | "try" | "looks" | "website"
export type GuideHead = { id: string; name: string; step: GuideStepName | "start"; reached: GuideStepName | "start" }

const steps = [
  { step: "start", label: "Your business" },
  { step: "content", label: "What it knows" },
  { step: "try", label: "Try it" },
  { step: "looks", label: "Look" },
  { step: "website", label: "Your website" },
] as const
const placeOf = (step: GuideHead["step"]) => steps.findIndex((each) => each.step === step)

export const guidePath = (id: string, step: GuideStepName) => `/admin/guide/${encodeURIComponent(id)}/${step}`

function Steps({ chatbot }: { chatbot: GuideHead | undefined }) {
  const now = placeOf(chatbot?.step ?? "start")
  const reached = Math.max(now, placeOf(chatbot?.reached ?? "start"))
  return (
    <nav aria-label="Steps of the guide">
      <ol class="guide-steps">
        {steps.map(({ step, label }, at) => {
          const mark = (
            <>
              <span class="guide-number" aria-hidden="true">
                {at < reached && at !== now ? <Icon name="check" /> : at + 1}
              </span>
              {label}
            </>
          )
          return (
            <li aria-current={at === now ? "step" : undefined} data-done={at < reached ? "" : undefined}>
              {chatbot && step !== "start" && at <= reached && at !== now ? (
                <a href={guidePath(chatbot.id, step)}>{mark}</a>
              ) : (
                <span>{mark}</span>
              )}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}

type GuideFrameProps = {
  frame: AdminFrame
  chatbot?: GuideHead
  title: string
  intro: ComponentChildren
  preview?: boolean
  live?: boolean
  children: ComponentChildren
}

function GuideFrame({ frame, chatbot, title, intro, preview = false, live = false, children }: GuideFrameProps) {
  return (
    <AdminPage
      frame={frame}
      section="overview"
      title={title}
      intro={intro}
      scripts={[...(live ? ["/guide.js"] : []), ...(preview ? ["/preview-beside.js"] : [])]}
      back={{ href: "/admin", label: "Leave it for later" }}
      aside={preview && chatbot ? <Preview chatbot={chatbot} /> : undefined}
    >
      <Steps chatbot={chatbot} />
      {live && chatbot ? (
        <div hidden data-guide-stream={`/admin/guide/${encodeURIComponent(chatbot.id)}/stream`} />
      ) : null}
      {children}
    </AdminPage>
  )
}

type StartProps = { frame: AdminFrame; form: FormState; open: { id: string; name: string; step: GuideStepName }[] }

export function GuideStartPage({ frame, form, open }: StartProps) {
  const { values, errors = {}, error } = form
  return (
    <GuideFrame
      frame={frame}
      title="Your chatbot in five minutes"
      intro="Two answers, and Baton begins to read your website. You may leave at any step and go on later."
    >
      {open.length > 0 ? (
        <section class="card" aria-labelledby="go-on">
          <h2 id="go-on">Go on where you were</h2>
          <ul class="items">
            {open.map(({ id, name, step }) => (
              <li class="item">
                <Icon name="bot" />
                <span class="item-main">
                  <a class="item-link" href={guidePath(id, step)}>
                    {name}
                  </a>
                  <small class="soft">Next: {steps[placeOf(step)]!.label.toLowerCase()}</small>
                </span>
                <Icon name="chevron-right" class="item-arrow" />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <AdminForm action="/admin/guide" errors={errors} error={error} save="Go on" icon="arrow-right" guard={false}>
        <TextField
          label="Name of your business"
          name="name"
          value={values.name ?? ""}
          error={errors.name}
          help="Visitors read it at the top of the chat."
          maxLength={60}
          required
          autofocus
        />
        <TextField
          label="Address of your website"
          name="website"
          value={values.website ?? ""}
          error={errors.website}
          help="Baton reads it and answers from it. No website? Leave this empty: you can write or upload what it should know."
          placeholder="https://www.example.com"
          inputMode="url"
          autocomplete="url"
        />
        <Select label="Language" name="locale" options={locales} value={values.locale ?? "en"} error={errors.locale} />
      </AdminForm>
    </GuideFrame>
  )
}

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
  others: string[]
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
      <h2 id="guide-reading-title">
        {state === "reading"
          ? "Baton reads your website"
          : state === "none"
            ? others.length > 0
              ? "What it knows"
              : "It knows nothing yet"
            : read > 0
              ? "Your website is read"
              : "Your website could not be read"}
      </h2>
      {error ? (
        <Callout icon="triangle-alert" tone="danger">
          <p>{error}</p>
        </Callout>
      ) : null}
      {isVain ? (
        <form class="guide-again" method="post" action={`/admin/guide/${encodeURIComponent(chatbot.id)}/read`}>
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
        <Progress
          label="Pages looked at"
          done={found - queued}
          total={Math.max(1, found)}
          left={
            secondsLeft === null
              ? undefined
              : secondsLeft < 60
                ? "less than a minute left"
                : `about ${count(Math.round(secondsLeft / 60), "minute", "minutes")} left`
          }
        />
      ) : null}
      {state === "none" || isVain ? null : (
        <p role="status">
          {count(found, "page", "pages")} found, {read} read, {skipped} skipped; {count(passages, "piece", "pieces")} to
          answer from.
        </p>
      )}
      {state === "reading" ? <p class="soft">You need not wait: go on, the reading goes on by itself.</p> : null}
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
  const { values, errors = {} } = form
  const own = `/admin/guide/${encodeURIComponent(chatbot.id)}`
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
        <AdminForm action={`${own}/read`} errors={errors} save="Read it" icon="globe" guard={false}>
          <TextField
            label="Address of your website"
            name="website"
            value={values.website ?? ""}
            error={errors.website}
            placeholder="https://www.example.com"
            inputMode="url"
          />
        </AdminForm>
      ) : null}
      <details class="card" open={isEmpty || errors.text !== undefined}>
        <summary>Write or paste what it should know</summary>
        <AdminForm action={`${own}/text`} errors={errors} save="Add this text" icon="plus" guard={false}>
          <TextArea
            label="Text"
            name="text"
            value={values.text ?? ""}
            error={errors.text}
            help="Opening hours, prices, delivery, returns: whatever customers ask. A line with # in front is a heading."
            rows={6}
          />
        </AdminForm>
      </details>
      <details class="card" open={errors.file !== undefined}>
        <summary>Upload files</summary>
        <AdminForm action={`${own}/files`} errors={errors} save="Upload" icon="upload" upload guard={false}>
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
          Go on: try it
        </LinkButton>
      </p>
    </GuideFrame>
  )
}

export type GuideAnswer = {
  question: string
  outcome: "answers" | "unsure" | "calls_person"
  html: string | null
  sources: { title: string; url: string }[]
  reason: string | null
}
type TryProps = {
  frame: AdminFrame
  chatbot: GuideHead
  reading: ReadingView
  ideas: string[]
  answer?: GuideAnswer | undefined
  error?: string | undefined
}

export function GuideTryPage({ frame, chatbot, reading, ideas, answer, error }: TryProps) {
  const own = guidePath(chatbot.id, "try")
  return (
    <GuideFrame
      frame={frame}
      chatbot={chatbot}
      title="Try it"
      intro="Ask what your customers ask. What you ask here is not kept; the widget is the real one, and what you write in it arrives at the desk as from a visitor."
      preview
      live
    >
      <AdminForm action={own} save="Ask" icon="bot" guard={false} error={error}>
        <TextField
          label="A customer's question"
          name="question"
          value={answer?.question ?? ""}
          maxLength={2000}
          autofocus
        />
      </AdminForm>
      {ideas.length > 0 ? (
        <form method="post" action={own} class="guide-ideas" aria-label="Ask about what it read">
          <span class="soft">It read about:</span>
          {ideas.map((idea) => (
            <Button name="question" value={idea} small>
              {idea}
            </Button>
          ))}
        </form>
      ) : null}
      {answer ? (
        <section class="card" aria-labelledby="guide-answer">
          <h2 id="guide-answer">
            {answer.outcome === "answers"
              ? "It answers"
              : answer.outcome === "unsure"
                ? "It is not sure, says so, and offers a person"
                : "It calls a person"}
          </h2>
          {answer.html ? <div class="prose" dangerouslySetInnerHTML={{ __html: answer.html }} /> : null}
          {answer.sources.length > 0 ? (
            <p class="soft">From: {answer.sources.map(({ title }) => title).join("; ")}</p>
          ) : null}
          {answer.reason ? <p class="soft">{answer.reason}</p> : null}
        </section>
      ) : null}
      {reading.state === "reading" ? <GuideReading chatbot={chatbot} reading={reading} /> : null}
      <p>
        <LinkButton href={guidePath(chatbot.id, "looks")} {...(answer ? { variant: "primary" as const } : {})}>
          Go on: its look
        </LinkButton>
      </p>
    </GuideFrame>
  )
}

export function GuideLooksPage({ frame, chatbot, form }: { frame: AdminFrame; chatbot: GuideHead; form: FormState }) {
  const { values, errors = {}, error } = form
  return (
    <GuideFrame
      frame={frame}
      chatbot={chatbot}
      title="Its look"
      intro="The widget beside it is the real one and shows at once what you change."
      preview
    >
      <AdminForm
        action={guidePath(chatbot.id, "looks")}
        errors={errors}
        error={error}
        save="Save and go on"
        more={<SeePreview />}
      >
        <ColorField value={values["appearance.color"] ?? ""} error={errors["appearance.color"]} />
        <FirstWords values={values} errors={errors} />
        <PositionField value={values["appearance.position"]} />
      </AdminForm>
    </GuideFrame>
  )
}

export type SightingView = { origin: string; url: string; isAllowed: boolean }

/** Whether the widget was seen; sent again by the stream as soon as it is. */
export function GuideSighting({ chatbot, sightings }: { chatbot: { id: string }; sightings: SightingView[] }) {
  const allowed = sightings.filter(({ isAllowed }) => isAllowed)
  const refused = sightings.filter(({ isAllowed }) => !isAllowed)
  return (
    <section class="card" id="guide-sighting" aria-labelledby="guide-sighting-title" data-seen={allowed.length}>
      <h2 id="guide-sighting-title">
        {allowed.length > 0 ? "Baton sees it on your website" : "Waiting to see it on your website"}
      </h2>
      {allowed.length > 0 ? (
        <Callout icon="circle-check" tone="human">
          {allowed.map(({ url }) => (
            <p role="status">It works: the widget is on {url}.</p>
          ))}
        </Callout>
      ) : (
        <p class="soft" role="status">
          Paste the line, then open your website once. This page notices by itself.
        </p>
      )}
      {refused.map(({ origin, url }) => (
        <Callout icon="triangle-alert" tone="waiting">
          <p>
            The widget stands on {url}, but {origin} is not on your list, so the chat does not open there.
          </p>
          <form method="post" action={`/admin/guide/${encodeURIComponent(chatbot.id)}/allow`}>
            <Button name="origin" value={origin} small>
              Allow {origin}
            </Button>
          </form>
        </Callout>
      ))}
    </section>
  )
}

/** Who is called when a person is needed. `free`: operators without a seat here. */
export type GuideTeam = { seated: string[]; free: { id: string; name: string }[] }

function GuideAnswering({ chatbot, team, error }: { chatbot: GuideHead; team: GuideTeam; error: string | undefined }) {
  const { seated, free } = team
  return (
    <section class="card" id="guide-team" aria-labelledby="guide-team-title">
      <h2 id="guide-team-title">Who answers when a person is needed</h2>
      {seated.length > 0 ? (
        <p>
          {seated.join(", ")}, at the <a href="/operator">desk</a>. <a href="/admin/team">Change it</a>
        </p>
      ) : (
        <Callout icon="triangle-alert" tone="waiting">
          <p>Nobody yet: a visitor who asks for a person would wait in vain.</p>
          {free.length > 0 ? (
            <form method="post" action={`/admin/guide/${encodeURIComponent(chatbot.id)}/seat`} class="guide-ideas">
              {free.map(({ id, name }) => (
                <Button name="person" value={id} small>
                  {name} answers
                </Button>
              ))}
            </form>
          ) : (
            <p>
              <a href="/admin/team/new">Add somebody to the team</a>
            </p>
          )}
        </Callout>
      )}
      {error ? <p class="field-error">{error}</p> : null}
    </section>
  )
}

type WebsiteProps = {
  frame: AdminFrame
  chatbot: GuideHead
  team: GuideTeam
  snippet: string
  /** The snippet's address leads every visitor to their own computer. */
  isLocal: boolean
  ownPage: string | null
  origins: string[]
  sightings: SightingView[]
  form: FormState
}

export function GuideWebsitePage(props: WebsiteProps) {
  const { frame, chatbot, team, snippet, isLocal, ownPage, origins, sightings, form } = props
  const { values, errors = {} } = form
  const own = `/admin/guide/${encodeURIComponent(chatbot.id)}`
  return (
    <GuideFrame
      frame={frame}
      chatbot={chatbot}
      title="Put it on your website"
      intro="One line, pasted once before the end of your pages."
      live
    >
      <section class="card" aria-labelledby="guide-snippet">
        <h2 id="guide-snippet">The line to paste</h2>
        <p class="soft">
          Just before <code>&lt;/body&gt;</code>. In most shop systems: Settings, then “custom code” or “footer
          scripts”.
        </p>
        <CopyBox id="snippet" label="The snippet" text={snippet} />
        {origins.length > 0 ? <p class="field-help">It opens on {origins.join(", ")}.</p> : null}
        {isLocal ? (
          <Callout icon="triangle-alert" tone="waiting">
            <p>
              This address works on this computer only: good for trying. For your visitors, run Baton where the internet
              reaches it, open the admin at that address, and copy the line there.
            </p>
          </Callout>
        ) : null}
      </section>
      {origins.length === 0 ? (
        <AdminForm action={`${own}/allow`} errors={errors} save="Allow it" guard={false}>
          <TextField
            label="Where will it stand?"
            name="origin"
            value={values.origin ?? ""}
            error={errors.origin}
            help="Only there the chat opens."
            placeholder="https://www.example.com"
            inputMode="url"
          />
        </AdminForm>
      ) : null}
      <GuideSighting chatbot={chatbot} sightings={sightings} />
      <GuideAnswering chatbot={chatbot} team={team} error={errors.seats ?? form.error} />
      {ownPage ? (
        <section class="card" aria-labelledby="guide-own-page">
          <h2 id="guide-own-page">Without a website</h2>
          <p>
            It has a page of its own, to share anywhere: <a href={ownPage}>{ownPage}</a>
          </p>
        </section>
      ) : null}
      <form method="post" action={`${own}/finish`}>
        <Button variant="primary" icon="check">
          Finish
        </Button>
      </form>
    </GuideFrame>
  )
}
