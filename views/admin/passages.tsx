import { Button, LinkButton } from "../components/button"
import { Callout } from "../components/callout"
import { Empty } from "../components/empty"
import { TextArea, TextField } from "../components/field"
import { Icon, type IconName } from "../components/icon"
import { Ago } from "../components/time"
import { count } from "./chatbot-list"
import { ContentFrame, type ContentHead, contentPath } from "./content"
import { Effects, type EffectsView, TryEffects } from "./effects"
import { AdminForm, type FormState } from "./form"
import { type AdminFrame, AdminPage } from "./frame"

export type PassageView = {
  id: number
  source: { id: string; title: string; kind: string }
  title: string
  /** The title in turn as it is and as it was found. */
  titlePieces: string[]
  text: string
  /** Sanitised. */
  html: string
  url: string | null
  isOff: boolean
  isPinned: boolean
  isEdited: boolean
  /** What the page says now, where that is something else; empty where it has nothing of the kind. */
  pageSays: string | null
  changedAt: string
  readAt: string | null
}
type Filter = "" | "edited" | "changed" | "pinned" | "off" | "warnings"
export type WarningView = {
  kind: "contradiction" | "stale" | "thin" | "orders"
  why: string
  passages: { id: number; title: string; quote: string; value: string }[]
}

type PassagesPageProps = {
  frame: AdminFrame
  chatbot: ContentHead
  now: number
  words: string
  filter: Filter
  source?: { id: string; title: string } | undefined
  counts: Record<Exclude<Filter, "">, number>
  passages: PassageView[]
  warnings: WarningView[]
  next: string | null
}

const filters: { value: Filter; word: string }[] = [
  { value: "", word: "All" },
  { value: "warnings", word: "To look at" },
  { value: "changed", word: "Page has changed" },
  { value: "edited", word: "Edited" },
  { value: "pinned", word: "Always considered" },
  { value: "off", word: "Switched off" },
]

export const passagePath = (chatbotId: string, id: number) => `${contentPath(chatbotId)}/passages/${id}`

/** All that it may quote, one thought each, in the owner's hand. */
export function PassagesPage(props: PassagesPageProps) {
  const { frame, chatbot, now, words, filter, source, counts, passages, warnings, next } = props
  const path = `${contentPath(chatbot.id)}/passages`
  const address = (wish: Record<string, string>) => {
    const query = new URLSearchParams(Object.entries(wish).filter(([, value]) => value)).toString()
    return query ? `${path}?${query}` : path
  }
  const here = { q: words, source: source?.id ?? "" }
  return (
    <ContentFrame frame={frame} chatbot={chatbot} tab="passages">
      <form class="search-row" method="get" action={path}>
        <TextField label="Search the pieces of your content" name="q" type="search" value={words} maxLength={200} />
        {source ? <input type="hidden" name="source" value={source.id} /> : null}
        <button class="button" type="submit">
          <Icon name="search" />
          Search
        </button>
      </form>
      <nav class="pills" aria-label="Which pieces">
        {filters.map(({ value, word }) => (
          <a
            class="pill"
            href={address({ ...here, filter: value })}
            aria-current={value === filter ? "page" : undefined}
          >
            {word}
            {value !== "" && counts[value] > 0 ? <span class="number"> {counts[value]}</span> : null}
          </a>
        ))}
      </nav>
      {source ? (
        <p class="soft">
          Of “{source.title}” only. <a href={address({ q: words, filter })}>Of all content</a>
        </p>
      ) : null}
      {filter === "warnings" ? (
        <WarningList chatbotId={chatbot.id} warnings={warnings} />
      ) : passages.length === 0 ? (
        <Empty icon="search" title={emptyTitles[words ? "search" : filter]}>
          <p>
            {words
              ? "Other words may find it."
              : "What it knows is kept in pieces: a thought each, small enough to quote."}
          </p>
          {words || filter ? <LinkButton href={path}>All pieces</LinkButton> : null}
        </Empty>
      ) : (
        <ol class="card-stack">
          {passages.map((passage) => (
            <PassageCard chatbotId={chatbot.id} passage={passage} now={now} />
          ))}
        </ol>
      )}
      {next && filter !== "warnings" ? (
        <p class="button-row">
          <LinkButton href={address({ ...here, filter, after: next })}>More pieces</LinkButton>
        </p>
      ) : null}
    </ContentFrame>
  )
}

const emptyTitles: Record<Filter | "search", string> = {
  "": "No pieces yet",
  search: "Nothing found",
  warnings: "Nothing to look at",
  edited: "None is edited",
  changed: "No edited page has changed",
  pinned: "None is always considered",
  off: "None is switched off",
}

function PassageCard({ chatbotId, passage, now }: { chatbotId: string; passage: PassageView; now: number }) {
  const { id, source, title, titlePieces, html, url, isOff, isPinned, readAt, changedAt } = passage
  const path = passagePath(chatbotId, id)
  return (
    <li class={isOff ? "card passage-card is-off" : "card passage-card"} id={`passage-${id}`}>
      <div class="passage-head">
        <h2>{titlePieces.map((piece, at) => (at % 2 === 1 ? <mark>{piece}</mark> : piece))}</h2>
        <PassageChips {...passage} />
      </div>
      <div class="passage" dangerouslySetInnerHTML={{ __html: html }} />
      <div class="passage-foot">
        <small class="soft">
          <a href={`${contentPath(chatbotId)}/${encodeURIComponent(source.id)}`}>{source.title}</a>
          {url ? (
            <>
              {" · "}
              <a href={url}>page</a>
            </>
          ) : null}
          {" · "}
          {readAt ? "read " : "changed "}
          <Ago at={readAt ?? changedAt} now={now} />
        </small>
        <div class="button-row">
          <LinkButton href={path} icon="pencil" small aria-label={`Edit “${title}”`}>
            Edit
          </LinkButton>
          <Flag path={path} name="pinned" on={!isPinned} icon="target">
            {isPinned ? "Let go" : "Always consider"}
          </Flag>
          <Flag path={path} name="off" on={!isOff} icon={isOff ? "undo-2" : "circle-x"}>
            {isOff ? "Switch on" : "Switch off"}
          </Flag>
        </div>
      </div>
    </li>
  )
}

function PassageChips({
  isOff,
  isPinned,
  isEdited,
  pageSays,
}: Pick<PassageView, "isOff" | "isPinned" | "isEdited" | "pageSays">) {
  return (
    <>
      {isOff ? <span class="chip">switched off</span> : null}
      {isPinned ? <span class="chip">always considered</span> : null}
      {isEdited ? <span class="chip">edited</span> : null}
      {pageSays === null ? null : (
        <span class="chip chip-warn">{pageSays ? "page has changed since" : "gone from its page"}</span>
      )}
    </>
  )
}

type FlagProps = { path: string; name: "off" | "pinned"; on: boolean; icon: IconName; children: string }

function Flag({ path, name, on, icon, children }: FlagProps) {
  return (
    <form method="post" action={`${path}/flags`}>
      <input type="hidden" name={name} value={on ? "1" : "0"} />
      <Button small icon={icon}>
        {children}
      </Button>
    </form>
  )
}

const kinds = {
  contradiction: { icon: "arrow-right-left", word: "Two answers to one question" },
  stale: { icon: "history", word: "Perhaps out of date" },
  thin: { icon: "info", word: "Says next to nothing" },
  orders: { icon: "triangle-alert", word: "Gives orders to the AI" },
} as const

function WarningList({ chatbotId, warnings }: { chatbotId: string; warnings: WarningView[] }) {
  if (warnings.length === 0)
    return (
      <Empty icon="circle-check" title="Nothing to look at">
        <p>
          No two pieces contradict each other, none is out of date, each says something, and none gives the AI orders.
        </p>
      </Empty>
    )
  return (
    <ul class="card-stack">
      {warnings.map(({ kind, why, passages }) => (
        <li class="card">
          <h2 class="warning-head">
            <Icon name={kinds[kind].icon} />
            {kinds[kind].word}
          </h2>
          <p class="soft">{why}</p>
          <ul class="sides">
            {passages.map(({ id, title, quote, value }) => (
              <li>
                <h3>
                  {title} {value ? <span class="chip chip-warn">{value}</span> : null}
                </h3>
                <blockquote>{quote}</blockquote>
                <LinkButton href={passagePath(chatbotId, id)} icon="pencil" small aria-label={`Edit “${title}”`}>
                  Edit
                </LinkButton>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  )
}

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
          name="text"
          value={values.text ?? ""}
          error={errors.text}
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

type SynonymsPageProps = {
  frame: AdminFrame
  chatbot: ContentHead
  groups: { id: string; words: string[] }[]
  form: FormState
  effects?: EffectsView | undefined
}

/** “Wellies” are its “rain boots”: what visitors say, and what the content says. */
export function SynonymsPage({ frame, chatbot, groups, form, effects }: SynonymsPageProps) {
  const path = `${contentPath(chatbot.id)}/synonyms`
  const { values, errors = {} } = form
  return (
    <ContentFrame frame={frame} chatbot={chatbot} tab="synonyms">
      <form class="search-row" method="post" action={path} id="synonyms">
        <TextField
          label="Words that mean the same here"
          name="words"
          value={values.words ?? ""}
          error={errors.words}
          help="With commas between them: wellies, rain boots, gumboots"
          maxLength={600}
          autocomplete="off"
          required
        />
        {effects?.isSerious ? <input type="hidden" name="confirmed" value={values.words ?? ""} /> : null}
        <Button variant="primary" icon="plus">
          {effects?.isSerious ? "Add anyway" : "Add"}
        </Button>
      </form>
      <div class="button-row">
        <TryEffects modelAnswers={undefined} form="synonyms" />
      </div>
      {effects ? <Effects {...effects} /> : null}
      {groups.length === 0 ? (
        <Empty icon="languages" title="No words of your own yet">
          <p>
            Common ones, such as “refund” and “money back”, it knows by itself. Add what only your customers call
            something.
          </p>
        </Empty>
      ) : (
        <section>
          <h2 class="section-title">{count(groups.length, "group", "groups")}</h2>
          <ul class="items">
            {groups.map(({ id, words }) => (
              <li class="item">
                <Icon name="languages" />
                <span class="item-main">
                  <span>
                    {words.map((word, at) => (
                      <>
                        {at > 0 ? <span class="soft"> = </span> : null}
                        {word}
                      </>
                    ))}
                  </span>
                </span>
                <LinkButton
                  small
                  icon="trash-2"
                  href={`${path}/${encodeURIComponent(id)}/delete`}
                  aria-label={`Delete ${words.join(", ")}`}
                >
                  Delete
                </LinkButton>
              </li>
            ))}
          </ul>
        </section>
      )}
    </ContentFrame>
  )
}
