import { Button, LinkButton } from "../components/button"
import { Empty } from "../components/empty"
import { FormError, TextArea } from "../components/field"
import { Avatar, HolderBadge } from "../components/holder"
import { Icon } from "../components/icon"
import { languageName } from "../components/language-name"
import { Clock, Relative } from "../components/time"
import type { Theme } from "../layout/page"
import { ListPage, Paging } from "./list-page"
import type { PageView, Viewer } from "./props"
import { AttributeFacts, Earlier, Fact, IdentityFacts, Part, Score } from "./visitor-facts"
import type { VisitorDetail, VisitorItem } from "./visitor-props"
import { conversationPath, origin, path, safeHref, visitCount } from "./words"

type Listed = { items: VisitorItem[]; total: number; next: string | null; cursor?: string | undefined }
type ListProps = Listed & { now: number; openId?: string | undefined }
type OpenProps = { detail: VisitorDetail; clientId: string; text?: string; message?: string }
type PageProps = {
  theme: Theme
  viewer: Viewer
  /** The event that this page was read at; the stream goes on from there. */
  asOf: number
  list: Listed
  open?: OpenProps | undefined
  now: number
}

const root = "/operator/visitors"
const visitorPath = (id: string, rest = "") => `/operator/visitors/${encodeURIComponent(id)}${rest}`
const shownName = (name: string | null) => name || "Visitor"

/** Left who is on the website now, live; right one of them, with the first word to them. */
export function VisitorsPage({ theme, viewer, asOf, list, open, now }: PageProps) {
  return (
    <ListPage
      title={open ? shownName(open.detail.name) : "Visitors"}
      heading="Visitors"
      theme={theme}
      viewer={viewer}
      at="visitors"
      scripts={["/visitors.js"]}
      asOf={asOf}
    >
      <div class={open ? "visitors has-open" : "visitors"} data-open={open?.detail.id}>
        <VisitorList {...list} now={now} openId={open?.detail.id} />
        {open ? (
          <section class="visitor-open" aria-label={shownName(open.detail.name)}>
            <a class="visitor-back" href="/operator/visitors">
              <Icon name="arrow-left" />
              All visitors
            </a>
            <VisitorCard detail={open.detail} now={now} />
            <FirstWord {...open} />
          </section>
        ) : null}
      </div>
    </ListPage>
  )
}

/** Drawn by the page and again whenever somebody comes, moves or goes. */
export function VisitorList({ items, total, next, cursor, now, openId }: ListProps) {
  const promising = items.filter(({ intent }) => intent.isHigh).length
  return (
    <section class="visitor-list" id="visitor-list" aria-label="On the website now" data-cursor={cursor}>
      {items.length === 0 && !cursor ? (
        <Empty icon="globe" title="Nobody is on the website">
          <p>
            Anyone who opens a page with the chat appears here at once: where they are, where they came from, and for
            how long.
          </p>
        </Empty>
      ) : (
        <>
          <p class="visitor-sum">
            <span class="dot" data-holder="human" />
            <strong class="number">{total}</strong> on the website
            {promising > 0 ? <span class="visitor-hot"> · {promising} ready to buy</span> : null}
            {total > items.length ? (
              <span class="soft">
                {" "}
                · {items.length} {cursor ? "further" : ""} are shown
              </span>
            ) : null}
          </p>
          <ol>
            {items.map((item) => (
              <Row item={item} now={now} isOpen={item.id === openId} />
            ))}
          </ol>
          <Paging first={cursor && root} next={next && `${root}?cursor=${encodeURIComponent(next)}`} word="Show more" />
        </>
      )}
    </section>
  )
}

function Row({ item, now, isOpen }: { item: VisitorItem; now: number; isOpen: boolean }) {
  const { id, name, identity, page, arrivedAt, trail, intent, conversation, chatbot } = item
  return (
    <li class="visitor" id={`visitor-${id}`} data-high={intent.isHigh ? "" : undefined}>
      <a class="visitor-link" href={visitorPath(id)} aria-current={isOpen ? "true" : undefined}>
        <Avatar name={name} />
        <span class="visitor-main">
          <span class="visitor-head">
            <strong class="visitor-name">{shownName(name)}</strong>
            {identity?.verified ? <Icon name="circle-check" label="Identity verified by the website" /> : null}
            {intent.isHigh ? <ScoreChip score={intent.score} /> : null}
            {conversation ? (
              <HolderBadge holder={conversation.state} word={conversation.operator ?? undefined} />
            ) : null}
            <Clock since={arrivedAt} now={now} class="visitor-time" />
          </span>
          {page ? (
            <span class="visitor-page">
              <strong>{path(page.url)}</strong>
              {page.title ? <span class="soft"> {page.title}</span> : null}
            </span>
          ) : null}
          {trail.length > 1 ? (
            <span class="soft">
              {item.pages > trail.length ? "… → " : ""}
              {trail.map(({ url }) => path(url)).join(" → ")}
            </span>
          ) : null}
          <span class="soft">{factsOf(item).join(" · ")}</span>
          {intent.isHigh ? (
            <span class="visitor-why">
              <Icon name="target" /> {intent.reasons.map(({ rule }) => rule).join(" · ")}
            </span>
          ) : null}
          <span class="hidden-visually">on {chatbot.name}</span>
        </span>
      </a>
    </li>
  )
}

const ScoreChip = ({ score }: { score: number }) => (
  <span class="score-chip">
    <Icon name="target" />
    <span class="hidden-visually">Score </span>
    {score}
  </span>
)

const factsOf = ({ country, timezone, locale, visits, referrer, campaign, device }: VisitorItem): string[] =>
  [
    country ?? (cityOf(timezone) || languageName(locale)),
    visitCount(visits),
    comingFrom(referrer, campaign),
    device,
  ].filter((fact): fact is string => Boolean(fact))

/** “New York” of `America/New_York`: where a language alone names no country. */
const cityOf = (timezone: string) => timezone.split("/").at(-1)?.replaceAll("_", " ") ?? ""

function comingFrom(referrer: string | null, campaign: Record<string, string> | null): string | null {
  const from = origin(referrer, campaign)
  return from && `from ${from}`
}

/** All that is known; drawn anew while it is looked at. */
export function VisitorCard({ detail, now }: { detail: VisitorDetail; now: number }) {
  const { id, name, isHere, arrivedAt, lastSeenAt, intent, identity, contact, attributes, conversation, earlier } =
    detail
  return (
    <div class="visitor-card" id="visitor-card" data-visitor={id}>
      <header class="visitor-card-head">
        <Avatar name={name} large />
        <div>
          <h2>{shownName(name)}</h2>
          <p class="on-site soft">
            {isHere ? (
              <>
                <span class="dot" data-holder="human" /> On the website for <Clock since={arrivedAt} now={now} />
              </>
            ) : (
              <>
                Left the website · <Relative at={lastSeenAt} now={now} />
              </>
            )}
          </p>
        </div>
        {conversation ? (
          <LinkButton href={conversationPath(conversation.id)} variant="primary" icon="message-square">
            Open the conversation
          </LinkButton>
        ) : null}
      </header>
      {intent.score > 0 || intent.reasons.length > 0 ? (
        <Part title={intent.isHigh ? "Ready to buy" : "Interest"}>
          <Score intent={intent} />
        </Part>
      ) : null}
      <Trail trail={detail.trail} now={now} />
      {Object.keys(attributes).length > 0 ? (
        <Part title="What your website says">
          <dl class="facts">
            <AttributeFacts attributes={attributes} />
          </dl>
        </Part>
      ) : null}
      {identity || contact ? (
        <Part title="Who it is">
          <dl class="facts">
            {contact?.email ? <Fact name="Email">{contact.email}</Fact> : null}
            {contact?.phone ? <Fact name="Phone">{contact.phone}</Fact> : null}
            {contact?.company ? <Fact name="Company">{contact.company}</Fact> : null}
            {identity ? <IdentityFacts identity={identity} /> : null}
          </dl>
        </Part>
      ) : null}
      <VisitFacts detail={detail} />
      <Earlier title="Earlier conversations" earlier={earlier} now={now} />
    </div>
  )
}

function Trail({ trail, now }: { trail: PageView[]; now: number }) {
  if (trail.length === 0) return null
  return (
    <Part title="Pages of this visit" count={trail.length}>
      <ol class="visitor-pages" aria-label="Pages, the newest first">
        {trail.toReversed().map(({ url, title, at }, index) => (
          <li data-now={index === 0 ? "" : undefined}>
            <a href={safeHref(url)} target="_blank" rel="noopener noreferrer" title={title || url}>
              {path(url)}
            </a>
            <Relative at={at} now={now} class="soft" />
          </li>
        ))}
      </ol>
    </Part>
  )
}

function VisitFacts({ detail }: { detail: VisitorDetail }) {
  const { visits, referrer, campaign, landing, country, locale, timezone, device, address, chatbot } = detail
  const from = origin(referrer, campaign)
  return (
    <Part title="Visit">
      <dl class="facts">
        <Fact name="Visits">{visitCount(visits)}</Fact>
        {from ? <Fact name="Came from">{from}</Fact> : null}
        {campaign ? <Fact name="Campaign">{Object.values(campaign).join(" · ")}</Fact> : null}
        {landing ? <Fact name="Began on">{path(landing)}</Fact> : null}
        {country ? <Fact name="Country">{country}</Fact> : null}
        {locale ? <Fact name="Language">{languageName(locale)}</Fact> : null}
        {timezone ? <Fact name="Time zone">{timezone.replaceAll("_", " ")}</Fact> : null}
        {device ? <Fact name="Device">{device}</Fact> : null}
        {address ? <Fact name="Address">{address}</Fact> : null}
        <Fact name="Chatbot">{chatbot.name}</Fact>
      </dl>
    </Part>
  )
}

/** Stands apart from what is drawn anew, so that nothing that is being written is lost. */
function FirstWord({ detail, clientId, text = "", message }: OpenProps) {
  const { id, name, conversation, isHere, isReachable, isLive } = detail
  if (conversation) return null
  const when = isReachable
    ? "It appears on their screen at once."
    : isHere
      ? `They will see it on the next page they open.${isLive ? "" : " With “live visitors” on, it would appear at once."}`
      : "They have left: they will see it when they come back."
  return (
    <form class="visitor-write" id="write" method="post" action={visitorPath(id, "/messages")}>
      <FormError>{message}</FormError>
      <input type="hidden" name="clientId" value={clientId} />
      <TextArea
        label={`Write to ${name ?? "this visitor"}`}
        name="text"
        value={text}
        rows={2}
        required
        maxLength={8000}
        placeholder="Hello! Can I help you find something?"
        help={when}
      />
      <Button variant="holder" data-holder="human" icon="send-horizontal">
        Start the conversation
      </Button>
    </form>
  )
}
