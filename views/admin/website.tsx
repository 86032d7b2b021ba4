import { Button, LinkButton } from "../components/button"
import { Callout } from "../components/callout"
import { TextArea, TextField } from "../components/field"
import { Icon, type IconName } from "../components/icon"
import { Progress } from "../components/progress"
import { Tabs } from "../components/tabs"
import { Ago } from "../components/time"
import { count } from "./chatbot-list"
import { type ContentHead, contentPath } from "./content"
import { BeforeAfter } from "./effects"
import { AdminForm, type FormState } from "./form"
import { type AdminFrame, AdminPage } from "./frame"

export type WebsiteView = {
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
export type WebsitePageRow = {
  url: string
  title: string | null
  state: "queued" | "read" | "skipped" | "gone"
  reason: string | null
}
export type WebsiteList = {
  show: "" | "read" | "skipped" | "queued" | "gone"
  rows: WebsitePageRow[]
  next: string | null
}

/** What the reading did to the golden questions. `piece`: what it is answered from now, if that is of this website. */
export type AfterReading =
  | { state: "asking" }
  | {
      state: "asked"
      isNew: boolean
      total: number
      better: number
      worse: { question: string; before: string; after: string; source: string; piece?: number | null }[]
    }

type FormPageProps = {
  frame: AdminFrame
  chatbot: ContentHead
  form: FormState
  source?: { id: string; title: string }
}

/** A website to learn from: its address is enough. */
export function WebsiteFormPage({ frame, chatbot, form, source }: FormPageProps) {
  const { values, errors = {}, error } = form
  const path = contentPath(chatbot.id)
  const own = source && `${path}/${encodeURIComponent(source.id)}`
  const usual: Record<string, string> = { include: "", exclude: "", maxPages: "200", maxDepth: "4" }
  const isOpen = Object.entries(usual).some(([name, value]) => errors[name] || (values[name] ?? value) !== value)
  return (
    <AdminPage
      frame={frame}
      section="content"
      title={source ? `What is read of ${source.title}` : "Add your website"}
      back={own ? { href: own, label: source.title } : { href: path, label: `Content of ${chatbot.name}` }}
      intro="Every page that the start leads to is read, without menus and banners, and read again each day. Your robots.txt is obeyed."
    >
      <AdminForm
        action={own ? `${own}/settings` : `${path}/new/website`}
        errors={errors}
        error={error}
        save={source ? "Save and read again" : "Read it"}
        icon={source ? undefined : "globe"}
      >
        <TextField
          label="Address"
          name="url"
          value={values.url ?? ""}
          error={errors.url}
          help="The front page, or a sitemap. Only pages of this website are read."
          placeholder="https://your-shop.example"
          inputMode="url"
          autocomplete="url"
          maxLength={1000}
        />
        <details class="rule" open={isOpen || source !== undefined}>
          <summary>
            <span class="rule-new">
              <Icon name="settings" /> Limits, and what to leave out
            </span>
          </summary>
          <div class="group-fields">
            <TextArea
              label="Only these"
              name="include"
              value={values.include ?? ""}
              error={errors.include}
              help="One a line, such as /help/*. Empty: all pages."
              rows={2}
            />
            <TextArea
              label="Not these"
              name="exclude"
              value={values.exclude ?? ""}
              error={errors.exclude}
              help="One a line, such as /blog or *.pdf."
              rows={2}
            />
            <TextField
              label="Pages at most"
              name="maxPages"
              value={values.maxPages ?? "200"}
              error={errors.maxPages}
              help="Up to 5,000."
              inputMode="numeric"
            />
            <TextField
              label="Links away from the start at most"
              name="maxDepth"
              value={values.maxDepth ?? "4"}
              error={errors.maxDepth}
              inputMode="numeric"
            />
          </div>
        </details>
      </AdminForm>
    </AdminPage>
  )
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
          <p class="soft">Nothing is answered from its pages any more, at once.</p>
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
  const { state, found, queued, read, skipped, gone, passages, error, secondsLeft, waitUntil, nextAt, finishedAt } =
    website
  const isReading = state === "reading"
  const query = new URLSearchParams({
    ...(list.show ? { show: list.show } : {}),
    ...(isReading ? { reading: "" } : {}),
  })
  const every = isReading ? "1s" : after?.state === "asking" ? "3s" : undefined
  const address = `${own}/progress?${query}`
  const polling = every ? { "hx-get": address, "hx-trigger": `every ${every}`, "hx-swap": "outerHTML" } : {}
  const isWaiting = waitUntil !== null && Date.parse(waitUntil) > now
  return (
    <div id="website" class="form" data-state={state} {...polling}>
      {error ? (
        <Callout icon="triangle-alert" tone="danger">
          <p>{error}</p>
        </Callout>
      ) : null}
      <section class="card" aria-labelledby="reading">
        <h2 id="reading">
          {state === "reading"
            ? isWaiting
              ? "Waiting, as the website asked"
              : "Reading"
            : state === "paused"
              ? "Paused"
              : state === "cancelled"
                ? "Cancelled"
                : read > 0
                  ? "Read"
                  : "Not read"}
        </h2>
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
          <a href={`${path}/passages?source=${encodeURIComponent(website.id)}`}>
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
      {after ? <AfterReadingCard path={path} own={own} {...after} /> : null}
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
    </div>
  )
}

function AfterReadingCard({ path, own, ...after }: AfterReading & { path: string; own: string }) {
  if (after.state === "asking")
    return (
      <Callout icon="hourglass">
        <p role="status">Your golden questions are asked again now, to see whether any is answered worse.</p>
      </Callout>
    )
  const { worse, better, total, isNew } = after
  if (worse.length === 0)
    return (
      <Callout icon="circle-check" tone="human">
        <p role="status">
          {total === 1 ? "Your golden question is" : `All ${total} golden questions are`} answered as well as before
          {better > 0 ? `, and ${better} better` : ""}.
        </p>
      </Callout>
    )
  return (
    <Callout icon="triangle-alert" tone="waiting">
      <div class="effects" role="status">
        <p>
          <strong>
            Since this was read, {count(worse.length, "golden question is", "golden questions are")} answered worse.
          </strong>
        </p>
        <ul>
          {worse.map(({ question, before, after: now, source, piece }) => (
            <li>
              “{question}”
              <BeforeAfter {...{ before, after: now, source }} words={["before", "now"]} />
              <div class="button-row">
                {piece ? (
                  <>
                    <LinkButton small icon="pencil" href={`${path}/passages/${piece}`}>
                      Edit that piece
                    </LinkButton>
                    <form method="post" action={`${path}/passages/${piece}/flags`}>
                      <input type="hidden" name="off" value="1" />
                      <Button small icon="circle-x">
                        Switch it off
                      </Button>
                    </form>
                  </>
                ) : null}
                <LinkButton
                  small
                  icon="message-square"
                  href={`${path}/new/qa?question=${encodeURIComponent(question)}`}
                >
                  Write the answer
                </LinkButton>
              </div>
            </li>
          ))}
        </ul>
        <p>
          {isNew ? (
            <>
              <a href={`${own}/delete`}>Delete the website</a> and all is as it was, or{" "}
            </>
          ) : (
            "To have less of it read, "
          )}
          <a href={`${own}/settings`}>leave pages out</a>.
        </p>
      </div>
    </Callout>
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
