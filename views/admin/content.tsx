import type { ComponentChildren } from "preact"
import { LinkButton } from "../components/button"
import { Callout } from "../components/callout"
import { Empty } from "../components/empty"
import { TextField } from "../components/field"
import { Icon, type IconName } from "../components/icon"
import { Progress } from "../components/progress"
import { Tabs } from "../components/tabs"
import { Relative } from "../components/time"
import { chatbotPath } from "./chatbot-frame"
import { count } from "./chatbot-list"
import { type AdminFrame, AdminPage } from "./frame"

export type ContentHead = { id: string; name: string; others: { id: string; name: string }[] }
export type SourceRow = {
  id: string
  kind: "website" | "file" | "text" | "qa"
  title: string
  status: string
  error: string | null
  pages: number
  passages: number
  /** Golden questions that are answered worse since it was read. */
  worse: number
  updatedAt: string
}
/** `html`: sanitised. */
export type FoundPassage = { title: string; html: string; score?: number }

export const contentPath = (id: string) => `${chatbotPath(id)}/content`
export const sourcePath = (id: string, sourceId: string) => `${contentPath(id)}/${encodeURIComponent(sourceId)}`

const kinds: Record<SourceRow["kind"], { word: string; icon: IconName }> = {
  website: { word: "Website", icon: "globe" },
  file: { word: "File", icon: "file-text" },
  text: { word: "Text", icon: "sticky-note" },
  qa: { word: "Question and answer", icon: "message-square" },
}

const statusWords: Record<string, string> = { pending: "waiting", reading: "reading", failed: "not read" }

const tabs = {
  sources: { label: "What it knows", icon: "book-open" },
  passages: { label: "Pieces", icon: "quote" },
  ask: { label: "Ask it", icon: "sparkles" },
  gaps: { label: "Gaps", icon: "circle-question-mark" },
  golden: { label: "Golden questions", icon: "circle-check" },
  synonyms: { label: "Synonyms", icon: "languages" },
} as const satisfies Record<string, { label: string; icon: IconName }>

type ContentFrameProps = {
  frame: AdminFrame
  chatbot: ContentHead
  tab: keyof typeof tabs
  children: ComponentChildren
}

/** What a chatbot knows: two pages, the pieces and the proof. */
export function ContentFrame({ frame, chatbot, tab, children }: ContentFrameProps) {
  const path = contentPath(chatbot.id)
  return (
    <AdminPage
      frame={frame}
      section="content"
      title="Content"
      width="list"
      tab={`${tabs[tab].label} · ${chatbot.name}`}
      intro={
        <>
          What <a href={chatbotPath(chatbot.id)}>{chatbot.name}</a> answers from. It quotes these words and says nothing
          else about your business.
          {chatbot.others.length > 0 ? (
            <span class="switcher">
              Content of{" "}
              {chatbot.others.map((each, at) => (
                <>
                  {at > 0 ? ", " : ""}
                  <a href={contentPath(each.id)}>{each.name}</a>
                </>
              ))}
            </span>
          ) : null}
        </>
      }
      actions={
        <>
          <LinkButton href={`${path}/new/qa`} icon="message-square">
            Question and answer
          </LinkButton>
          <LinkButton href={`${path}/new/text`} icon="sticky-note">
            Text
          </LinkButton>
          <LinkButton href={`${path}/new/file`} icon="upload">
            Files
          </LinkButton>
          <LinkButton href={`${path}/new/website`} icon="globe" variant="primary">
            Website
          </LinkButton>
        </>
      }
    >
      <Tabs
        label="Content"
        tabs={Object.entries(tabs).map(([each, { label, icon }]) => ({
          ...{ label, icon, current: each === tab },
          href: each === "sources" ? path : `${path}/${each}`,
        }))}
      />
      {children}
    </AdminPage>
  )
}

/** While embeddings are made it asks for itself anew; without a script, by reloading. Done, it is one calm line. */
export function Meaning({ path, meaning, now }: { path: string; meaning: MeaningView; now: number }) {
  const { made, of, refused, trouble, retryAt } = meaning
  const left = Math.max(0, of - made - refused)
  if (left === 0)
    return (
      <p class="soft" id="meaning">
        Found by meaning too: {count(made, "piece is", "pieces are")} prepared for it.
        {refused > 0 ? ` The server does not take ${count(refused, "piece", "pieces")}; words find them.` : ""}
      </p>
    )
  return (
    <section
      class="card"
      id="meaning"
      aria-label="Search by meaning"
      hx-get={`${path}/meaning`}
      hx-trigger="every 2s"
      hx-swap="outerHTML"
    >
      <Progress label="Prepared to be found by meaning, in the background" done={made} total={Math.max(1, of)} />
      {trouble ? (
        <Callout icon="triangle-alert" tone="waiting">
          <p>
            {trouble} {retryAt !== null && retryAt > now ? `Tried again in ${waitOf(retryAt - now)}.` : ""}{" "}
            <a href="/admin/settings#embeddings">Settings</a>
          </p>
        </Callout>
      ) : (
        <p class="soft">Pieces that have none yet are found by their words, as before.</p>
      )}
    </section>
  )
}

const waitOf = (ms: number) =>
  ms < 90_000
    ? count(Math.max(1, Math.round(ms / 1000)), "second", "seconds")
    : count(Math.round(ms / 60_000), "minute", "minutes")

type ContentPageProps = {
  frame: AdminFrame
  chatbot: ContentHead
  sources: SourceRow[]
  now: number
  meaning?: MeaningView | undefined
  search?: { words: string; found: FoundPassage[] } | undefined
}
/** How far the embeddings are. */
type MeaningView = { made: number; of: number; refused: number; trouble: string | null; retryAt: number | null }

export function ContentPage({ frame, chatbot, sources, now, meaning, search }: ContentPageProps) {
  const path = contentPath(chatbot.id)
  if (sources.length === 0)
    return (
      <ContentFrame frame={frame} chatbot={chatbot} tab="sources">
        <Empty icon="book-open" title="It knows nothing yet">
          <p>Give it your website to read, then the five questions that you answer every day.</p>
          <LinkButton href={`${path}/new/website`} icon="globe" variant="primary">
            Add your website
          </LinkButton>
          <LinkButton href={`${path}/new/qa`}>Add a question and answer</LinkButton>
        </Empty>
      </ContentFrame>
    )
  const passages = sources.reduce((sum, each) => sum + each.passages, 0)
  return (
    <ContentFrame frame={frame} chatbot={chatbot} tab="sources">
      <form class="search-row" method="get" action={path}>
        <TextField label="Search your content" name="q" type="search" value={search?.words ?? ""} />
        <button class="button" type="submit">
          <Icon name="search" />
          Search
        </button>
      </form>
      {search ? <SearchResult path={path} {...search} /> : null}
      {meaning ? <Meaning path={path} meaning={meaning} now={now} /> : null}
      <section>
        <h2 class="section-title">
          {count(sources.length, "source", "sources")}, {count(passages, "piece", "pieces")} to answer from
        </h2>
        <ul class="items">
          {sources.map((each) => (
            <li class="item">
              <Icon name={kinds[each.kind].icon} />
              <span class="item-main">
                <a class="item-link" href={`${path}/${encodeURIComponent(each.id)}`}>
                  {each.title}
                </a>
                <small class="soft">
                  {kinds[each.kind].word} · {each.kind === "website" ? `${count(each.pages, "page", "pages")} · ` : ""}
                  {count(each.passages, "piece", "pieces")}
                  {each.error ? ` · ${each.error}` : ""}
                </small>
              </span>
              {each.worse > 0 ? (
                <span class="chip chip-warn">{count(each.worse, "golden question", "golden questions")} worse</span>
              ) : null}
              {each.status === "ready" ? null : <span class="chip">{statusWords[each.status] ?? each.status}</span>}
              <Relative at={each.updatedAt} now={now} class="soft" />
              <Icon name="chevron-right" class="item-arrow" />
            </li>
          ))}
        </ul>
      </section>
    </ContentFrame>
  )
}

function SearchResult({ path, words, found }: { path: string; words: string; found: FoundPassage[] }) {
  return (
    <section class="card" aria-label="Found in your content">
      <div class="card-head">
        <h2>{found.length === 0 ? `Nothing about “${words}”` : `About “${words}”`}</h2>
        <a href={path}>Clear</a>
      </div>
      {found.length === 0 ? (
        <p class="soft">Add a text or an answer about it, so that visitors get one.</p>
      ) : (
        <Passages passages={found} />
      )}
    </section>
  )
}

export function Passages({ passages }: { passages: FoundPassage[] }) {
  return (
    <ol class="passages">
      {passages.map(({ title, html, score }) => (
        <li>
          {title || score !== undefined ? (
            <h3>
              {title} {score === undefined ? null : <span class="chip number">{score.toFixed(2)}</span>}
            </h3>
          ) : null}
          <div class="passage" dangerouslySetInnerHTML={{ __html: html }} />
        </li>
      ))}
    </ol>
  )
}
