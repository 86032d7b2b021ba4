import { Button } from "../components/button"
import { Icon } from "../components/icon"
import { languageName } from "../components/language-name"
import { Quoted } from "../components/quoted"
import { Clock, Relative, stopwatch } from "../components/time"
import { Tags } from "../contacts/list"
import { EvidenceList, FlagScore } from "./flag"
import { MoodChart } from "./mood-chart"
import type { Contact, Context, ConversationDetail, PageView, Signal, Tried } from "./props"
import { Closure } from "./timeline"
import { AttributeFacts, Earlier, Fact, IdentityFacts, Part, Score } from "./visitor-facts"
import { conversationPath, flags, flagWord, origin, path, percent, safeHref, visitCount } from "./words"

type PanelProps = { detail: ConversationDetail; now: number }

/** Everything known about the visitor, from what is most pressing to what is background. */
export function ContextPanel({ detail, now }: PanelProps) {
  const { conversation, context, contact, signals, mood, tried } = detail
  return (
    <aside
      class="context"
      id="context"
      aria-label="About the visitor"
      data-conversation={conversation.id}
      data-visitor={conversation.visitor.id}
    >
      <div class="context-head">
        <h2>About the visitor</h2>
        <a class="button button-quiet button-icon" href="#main" aria-label="Close details">
          <Icon name="x" />
        </a>
      </div>
      <PageNow context={context} now={now} />
      <Flags signals={signals} now={now} />
      {mood.length > 1 ? (
        <Part title="Frustration, message by message">
          <MoodChart mood={mood} />
        </Part>
      ) : null}
      {context.intent && context.intent.score > 0 ? (
        <Part title={context.intent.isHigh ? "Ready to buy" : "Interest"}>
          <Score intent={context.intent} />
        </Part>
      ) : null}
      <TriedList tried={tried} />
      <ContactCard contact={contact} detail={detail} now={now} />
      <HowItEnded closure={detail.closure} />
      {Object.keys(context.attributes).length > 0 ? (
        <Part title="What your website says">
          <dl class="facts">
            <AttributeFacts attributes={context.attributes} />
          </dl>
        </Part>
      ) : null}
      <Visit context={context} />
      <Earlier title="Earlier" earlier={context.earlier} now={now} />
    </aside>
  )
}

function PageNow({ context, now }: { context: Context; now: number }) {
  const { page, trail, site } = context
  if (!page) return null
  return (
    <Part title={site?.isHere === false ? "Last page" : "Page now"}>
      {site ? (
        <p class="on-site soft">
          {site.isCutOff ? (
            <>
              <span class="dot" data-holder="waiting" /> Connection interrupted ·{" "}
              <Relative at={site.lastSeenAt} now={now} />
            </>
          ) : site.isHere ? (
            <>
              <span class="dot" data-holder="human" /> On the website for <Clock since={site.arrivedAt} now={now} />
            </>
          ) : (
            <>
              Left the website · <Relative at={site.lastSeenAt} now={now} />
            </>
          )}
        </p>
      ) : null}
      <p class="page-now">
        <PageLink page={page} />
        <Relative at={page.at} now={now} class="soft" />
      </p>
      {page.title ? <p class="soft">{page.title}</p> : null}
      {trail.length > 1 ? (
        <ol class="trail" aria-label="Trail of pages">
          {trail.map((step) => (
            <li>
              <PageLink page={step} />
            </li>
          ))}
        </ol>
      ) : null}
    </Part>
  )
}

function PageLink({ page }: { page: PageView }) {
  return (
    <a href={safeHref(page.url)} target="_blank" rel="noopener noreferrer" title={page.title || page.url}>
      {path(page.url)}
    </a>
  )
}

function Flags({ signals, now }: { signals: Signal[]; now: number }) {
  if (signals.length === 0) return null
  return (
    <Part title="Why a person" count={signals.length}>
      <ul class="flags">
        {signals.map(({ kind, rule, score, evidence, at }) => (
          <li>
            <p class="flag-head">
              <Icon name={flags[kind]?.icon ?? "flag"} />
              <strong>{flagWord(kind, rule)}</strong>
              <FlagScore kind={kind} score={score} />
              <Relative at={at} now={now} class="soft" />
            </p>
            <EvidenceList evidence={evidence} />
          </li>
        ))}
      </ul>
    </Part>
  )
}

function TriedList({ tried }: { tried: Tried[] }) {
  if (tried.length === 0) return null
  return (
    <Part title="What the AI tried" count={tried.length}>
      <ul class="tried">
        {tried.map(({ query, sources, confidence, outcome, failure, missing }) => (
          <li>
            <p class="tried-head">
              {query ? (
                <q class="tried-query">
                  <bdi>{query}</bdi>
                </q>
              ) : (
                <span class="soft">Nothing was looked up</span>
              )}
              <span class={outcome === "escalated" ? "tried-sure is-low number" : "tried-sure number"}>
                {failure ? "failed" : `${percent(confidence)} sure`}
              </span>
            </p>
            <ul class="tried-sources">
              {distinct(sources).map(({ title, url }) => (
                <li>
                  <a href={safeHref(url)} target="_blank" rel="noopener noreferrer">
                    {title}
                  </a>
                </li>
              ))}
            </ul>
            {failure ? <p class="soft">{failure}</p> : null}
            {missing ? (
              <p class="soft">
                Lacked: “<bdi>{missing}</bdi>”
              </p>
            ) : null}
          </li>
        ))}
      </ul>
    </Part>
  )
}

/** Several passages of one page are one source to a reader; the best few say enough. */
const distinct = (sources: Tried["sources"]) =>
  sources.filter(({ title }, index) => sources.findIndex((other) => other.title === title) === index).slice(0, 3)

const fieldWords = { name: "Name", email: "Email", phone: "Phone", company: "Company" }

/** Recognised in the visitor's words: nothing of it is kept before somebody has said that it is theirs. */
function Proposals({ detail }: { detail: ConversationDetail }) {
  const { proposals, conversation } = detail
  if (proposals.length === 0) return null
  const path = conversationPath(conversation.id, "/details")
  return (
    <ul class="details-found" aria-label="Recognised in what they wrote">
      {proposals.map(({ field, value, eventId }) => (
        <li>
          <span>
            <a class="soft" href={`#event-${eventId}`}>
              {fieldWords[field]}
            </a>{" "}
            {value}
          </span>
          <form method="post" action={path} hx-post={path} hx-target="#context" hx-swap="outerMorph">
            <input type="hidden" name="field" value={field} />
            <input type="hidden" name="value" value={value} />
            <Button small name="act" value="keep" aria-label={`Note ${value} as their ${fieldWords[field]}`}>
              Note
            </Button>
            <Button small variant="quiet" name="act" value="dismiss" aria-label={`${value} is not theirs`}>
              Not theirs
            </Button>
          </form>
        </li>
      ))}
    </ul>
  )
}

function HowItEnded({ closure }: Pick<ConversationDetail, "closure">) {
  if (!closure) return null
  const { outcome, tags, rating } = closure
  return (
    <Part title="How it ended">
      <Closure outcome={outcome ?? undefined} tags={tags} />
      {rating ? (
        <p>
          <Quoted text={`Rated ${rating.score} of 5${rating.comment ? `: “${rating.comment}”` : ""}`} />
        </p>
      ) : null}
    </Part>
  )
}

type ContactCardProps = { contact: Contact | null; detail: ConversationDetail; now: number }

function ContactCard({ contact, detail, now }: ContactCardProps) {
  if (!contact) {
    return (
      <Part title="Contact">
        {detail.proposals.length === 0 ? <p class="soft">Nothing left yet.</p> : null}
        <Proposals detail={detail} />
      </Part>
    )
  }
  const { name, email, phone, company, fields, verified, identity, notes = [] } = contact
  return (
    <Part title="Contact">
      <dl class="facts">
        {name ? <Fact name="Name">{name}</Fact> : null}
        {email ? (
          <Fact name="Email">
            <a href={`mailto:${email}`}>{email}</a>
          </Fact>
        ) : null}
        {phone ? (
          <Fact name="Phone">
            <a href={`tel:${phone.replace(/[^+\d]/g, "")}`}>{phone}</a>
          </Fact>
        ) : null}
        {company ? <Fact name="Company">{company}</Fact> : null}
        {Object.entries(fields).map(([field, value]) => (
          <Fact name={field}>{value}</Fact>
        ))}
        {identity ? (
          <IdentityFacts identity={identity} />
        ) : (
          <Fact name="Identity">{verified ? "verified by the site" : "not verified"}</Fact>
        )}
        {contact.stage ? <Fact name="Stage">{contact.stage}</Fact> : null}
      </dl>
      <Tags tags={contact.tags ?? []} />
      <Proposals detail={detail} />
      {contact.id ? (
        <p class="contact-all">
          <a href={`/operator/contacts/${encodeURIComponent(contact.id)}`}>Everything about them</a>
        </p>
      ) : null}
      {notes.length > 0 ? (
        <ul class="crm-notes" aria-label="Notes about the customer">
          {notes.map((note) => (
            <li class="crm-note">
              <p>{note.text}</p>
              <p class="soft">
                {note.by} · <Relative at={note.at} now={now} />
              </p>
            </li>
          ))}
        </ul>
      ) : null}
    </Part>
  )
}

const duration = ({ arrivedAt, lastSeenAt }: NonNullable<Context["site"]>) =>
  stopwatch(Date.parse(lastSeenAt) - Date.parse(arrivedAt))

/** “Dutch; browser: English (United Kingdom)”: what they write, and what they read where that is another. */
function spoken({ language, locale }: Context): string {
  const name = languageName(language!)
  const isSame = !locale || locale.split("-")[0] === language!.split("-")[0]
  return isSame ? languageName(locale ?? language!) : `${name}; browser: ${languageName(locale)}`
}

function Visit({ context }: { context: Context }) {
  const { visits, device, language, timezone, campaign, site } = context
  const from = origin(context.referrer, campaign)
  return (
    <Part title="Visit">
      <dl class="facts">
        <Fact name="Visits">{visitCount(visits)}</Fact>
        {/* Whoever went without a word from a single page: nobody knows when. */}
        {site && !site.isHere && site.lastSeenAt !== site.arrivedAt ? (
          <Fact name="Time on site">{duration(site)}</Fact>
        ) : null}
        {from ? <Fact name="Came from">{from}</Fact> : null}
        {site ? <Fact name="Began on">{path(site.landing)}</Fact> : null}
        {campaign && Object.keys(campaign).length > 0 ? (
          <Fact name="Campaign">{Object.values(campaign).join(" · ")}</Fact>
        ) : null}
        {device ? <Fact name="Device">{device}</Fact> : null}
        {language ? <Fact name="Language">{spoken(context)}</Fact> : null}
        {timezone ? <Fact name="Time zone">{timezone.replaceAll("_", " ")}</Fact> : null}
      </dl>
    </Part>
  )
}
