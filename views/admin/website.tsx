import { Button, LinkButton } from "../components/button"
import { Callout } from "../components/callout"
import { Icon, type IconName } from "../components/icon"
import { Progress } from "../components/progress"
import { Tabs } from "../components/tabs"
import { Ago } from "../components/time"
import { count } from "./chatbot-list"
import { type ContentHead, contentPath } from "./content"
import { type AdminFrame, AdminPage } from "./frame"
import { type AfterReading, AfterReadingCard } from "./website-effects"

type WebsiteView = {
  id: string
  title: string
  startUrl: string
  error: string | null
  passages: number
  state: "reading" | "paused" | "cancelled" | "done"
  found: number
  queued: number
  read: number
  skipped: number
  gone: number
  secondsLeft: number | null
  waitUntil: string | null
  nextAt: string | null
  finishedAt: string | null
}

type WebsitePageRow = {
  url: string
  title: string | null
  state: "queued" | "read" | "skipped" | "gone"
  reason: string | null
}

type WebsiteList = {
  show: "" | "read" | "skipped" | "queued" | "gone"
  rows: WebsitePageRow[]
  next: string | null
}

type WebsitePageProps = {
  frame: AdminFrame
  chatbot: ContentHead
  website: WebsiteView
  list: WebsiteList
  after?: AfterReading | undefined
  now: number
}

export function WebsitePage({ frame, chatbot, website, list, after, now }: WebsitePageProps) {
  const path = contentPath(chatbot.id)
  const own = `${path}/${encodeURIComponent(website.id)}`
  const { state } = website
  const isOpen = state === "reading" || state === "paused"
  return (
    <AdminPage
      frame={frame}
      section="content"
      title={website.title}
      width="list"
      back={{ href: path, label: `Content of ${chatbot.name}` }}
      intro={<a href={website.startUrl}>{website.startUrl}</a>}
      actions={
        <>
          {state === "reading" ? (
            <Act action={`${own}/pause`} icon="hourglass">
              Pause
            </Act>
          ) : (
            <Act action={`${own}/reading`} icon="repeat-2" variant="primary">
              {state === "paused" ? "Go on" : "Read again"}
            </Act>
          )}
          {isOpen ? (
            <Act action={`${own}/cancel`} icon="x">
              Cancel
            </Act>
          ) : (
            <LinkButton href={`${own}/settings`} icon="settings">
              Limits
            </LinkButton>
          )}
        </>
      }
    >
      <WebsiteState path={path} website={website} list={list} after={after} now={now} />
      <section class="danger-zone">
        <div>
          <h2>Delete this website</h2>
          <p class="soft">It stops answering from its pages at once.</p>
        </div>
        <LinkButton href={`${own}/delete`} icon="trash-2">
          Delete…
        </LinkButton>
      </section>
    </AdminPage>
  )
}

type ActProps = { action: string; icon: IconName; variant?: "primary"; children: string }

const Act = ({ action, icon, variant, children }: ActProps) => (
  <form method="post" action={action}>
    <Button icon={icon} variant={variant}>
      {children}
    </Button>
  </form>
)

/** Where the reading stands, and each page. While it is read, it asks for itself anew; without a script, by reloading. */
export function WebsiteState({
  path,
  website,
  list,
  after,
  now,
}: Omit<WebsitePageProps, "frame" | "chatbot"> & { path: string }) {
  const own = `${path}/${encodeURIComponent(website.id)}`
  const { state, error } = website
  const isReading = state === "reading"
  const query = new URLSearchParams({
    ...(list.show ? { show: list.show } : {}),
    ...(isReading ? { reading: "" } : {}),
  })
  const every = isReading ? "1s" : after?.state === "asking" ? "3s" : undefined
  const address = `${own}/progress?${query}`
  const polling = every ? { "hx-get": address, "hx-trigger": `every ${every}`, "hx-swap": "outerHTML" } : {}
  return (
    <div id="website" class="form" data-state={state} {...polling}>
      {error ? (
        <Callout icon="triangle-alert" tone="danger">
          <p>{error}</p>
        </Callout>
      ) : null}
      <ReadingCard website={website} path={path} now={now} />
      {after ? <AfterReadingCard path={path} own={own} {...after} /> : null}
      <PagesCard website={website} list={list} own={own} />
    </div>
  )
}

type ReadingProps = { website: WebsiteView; path: string; now: number }

function ReadingCard({ website, path, now }: ReadingProps) {
  const { id, state, found, queued, read, skipped, gone, passages, secondsLeft, waitUntil, nextAt, finishedAt } =
    website
  const isWaiting = waitUntil !== null && Date.parse(waitUntil) > now
  return (
    <section class="card" aria-labelledby="reading">
      <h2 id="reading">{readingTitle(website, isWaiting)}</h2>
      {state === "reading" || state === "paused" ? (
        <Progress
          label="Pages looked at"
          done={found - queued}
          total={Math.max(1, found)}
          left={state === "reading" && !isWaiting && secondsLeft !== null ? leftOf(secondsLeft) : undefined}
        />
      ) : null}
      <p>
        {count(read, "page", "pages")} read, {skipped} skipped
        {gone > 0 ? `, ${gone} gone` : ""};{" "}
        <a href={`${path}/passages?source=${encodeURIComponent(id)}`}>
          {count(passages, "piece", "pieces")} to answer from
        </a>
        .
      </p>
      {isWaiting ? (
        <p class="soft">
          The website asked for a pause. It goes on in {count(minutesTo(waitUntil, now), "minute", "minutes")}.
        </p>
      ) : finishedAt ? (
        <p class="soft">
          Last read <Ago at={finishedAt} now={now} />.{" "}
          {nextAt ? "It is read again once a day." : "It is not read again by itself."}
        </p>
      ) : null}
      {state === "reading" ? (
        <noscript>
          <p class="soft">Reload this page to see how far it is. You may leave it: the reading goes on.</p>
        </noscript>
      ) : null}
    </section>
  )
}

function readingTitle({ state, read }: WebsiteView, isWaiting: boolean): string {
  if (state === "reading") return isWaiting ? "Waiting, as the website asked" : "Reading"
  if (state === "paused") return "Paused"
  if (state === "cancelled") return "Cancelled"
  return read > 0 ? "Read" : "Not read"
}

type PagesProps = { website: WebsiteView; list: WebsiteList; own: string }

function PagesCard({ website: { state, found, read, skipped, gone }, list, own }: PagesProps) {
  return (
    <section class="card" aria-labelledby="pages">
      <div class="card-head">
        <h2 id="pages">Pages</h2>
      </div>
      <Tabs
        label="Pages"
        tabs={[
          { href: own, label: `All (${found})`, current: list.show === "" },
          { href: `${own}?show=read`, label: `Read (${read})`, current: list.show === "read" },
          { href: `${own}?show=skipped`, label: `Skipped (${skipped})`, current: list.show === "skipped" },
          ...(gone > 0 || list.show === "gone"
            ? [{ href: `${own}?show=gone`, label: `Gone (${gone})`, current: list.show === "gone" }]
            : []),
        ]}
      />
      {list.rows.length === 0 ? (
        <p class="soft">{state === "reading" ? "The first are on their way." : "There are none."}</p>
      ) : (
        <ul class="items">
          {list.rows.map(({ url, title, state: became, reason }) => (
            <li class="item">
              <Icon name={icons[became]} />
              <span class="item-main">
                <a href={url}>{title ?? pathOf(url)}</a>
                <small class="soft">
                  {title ? `${pathOf(url)} · ` : ""}
                  {words[became]}
                  {reason ? `: ${reason}` : ""}
                </small>
              </span>
            </li>
          ))}
        </ul>
      )}
      {list.next ? (
        <p>
          <a href={`${own}?${list.show ? `show=${list.show}&` : ""}after=${list.next}`}>More pages</a>
        </p>
      ) : null}
    </section>
  )
}

const icons = { queued: "clock", read: "circle-check", skipped: "circle", gone: "circle-x" } as const

const words = { queued: "Waiting", read: "Read", skipped: "Skipped", gone: "Gone" } as const

function pathOf(url: string): string {
  const path = url.replace(/^https?:\/\/[^/]+/, "") || "/"
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}

const minutesTo = (at: string, now: number) => Math.max(1, Math.ceil((Date.parse(at) - now) / 60_000))

const leftOf = (seconds: number) =>
  seconds < 60 ? "less than a minute left" : `about ${count(Math.round(seconds / 60), "minute", "minutes")} left`
