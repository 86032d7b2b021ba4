import { Button, LinkButton } from "../components/button"
import { Empty } from "../components/empty"
import { TextField } from "../components/field"
import { Icon, type IconName } from "../components/icon"
import { Ago } from "../components/time"
import { ContentFrame, type ContentHead, contentPath } from "./content"
import type { AdminFrame } from "./frame"

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
          <Flag path={path} name="pinned" on={!isPinned} icon="target" of={title}>
            {isPinned ? "Let go" : "Always consider"}
          </Flag>
          <Flag path={path} name="off" on={!isOff} icon={isOff ? "undo-2" : "circle-x"} of={title}>
            {isOff ? "Switch on" : "Switch off"}
          </Flag>
        </div>
      </div>
    </li>
  )
}

export function PassageChips({
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

type FlagProps = {
  path: string
  name: "off" | "pinned"
  on: boolean
  icon: IconName
  /** Of thirty of them on a page: which. */
  of: string
  children: string
}

function Flag({ path, name, on, icon, of, children }: FlagProps) {
  return (
    <form method="post" action={`${path}/flags`}>
      <input type="hidden" name={name} value={on ? "1" : "0"} />
      <Button small icon={icon} aria-label={`${children}: “${of}”`}>
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
