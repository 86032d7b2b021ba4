import type { ComponentChildren } from "preact"
import { LinkButton } from "../components/button"
import { Icon, type IconName } from "../components/icon"
import { Page, type Theme } from "../layout/page"
import type { Viewer } from "./props"
import { AvailabilityMenu, DeskHeader } from "./top-bar"

type ListPageProps = {
  title: string
  /** Where the page is called otherwise than its tab. */
  heading?: string
  theme: Theme
  viewer: Viewer
  at?: DeskPlace
  /** The page above, where there is one. */
  back?: { href: string; label: string } | undefined
  /** The page's own acts, beside its heading. */
  actions?: ComponentChildren
  /** Where the page has a script of its own, which begins as /beside.js does. */
  scripts?: string[]
  /** The event that the page was read at, where something of it is kept up to date. */
  asOf?: number
  children: ComponentChildren
}

/** A page beside the desk: a list, with the way back. */
export function ListPage(props: ListPageProps) {
  const { title, heading = title, theme, viewer, at, back, actions, scripts, asOf, children } = props
  return (
    <Page
      title={title}
      theme={theme}
      bodyClass="act-page"
      scripts={scripts ?? ["/beside.js"]}
      data={{ ...besideData(viewer), "data-as-of": asOf }}
    >
      <DeskBar {...(at ? { at } : {})} viewer={viewer} theme={theme} />
      <main class="card act-card is-wide list-page" id="main" tabIndex={-1}>
        {back ? (
          <a class="admin-back" href={back.href}>
            <Icon name="arrow-left" />
            {back.label}
          </a>
        ) : null}
        <div class="list-head">
          <h1>{heading}</h1>
          {actions ? <div class="button-row">{actions}</div> : null}
        </div>
        {children}
      </main>
      <Beside />
    </Page>
  )
}

/** Who is looking, for the page's script. */
export const besideData = ({ id, name }: Pick<Viewer, "id" | "name">) => ({
  "data-operator": id,
  "data-operator-name": name,
})

/** What the header's script needs on a page beside the desk: where it asks, and where it speaks. */
export function Beside() {
  return (
    <>
      <p class="link-bar" id="link-bar" hidden>
        <Icon name="wifi-off" />
        <span role="status" />
      </p>
      <dialog class="dialog" id="act" aria-labelledby="act-title" />
      <div class="hidden-visually" id="announce" role="status" aria-live="polite" />
    </>
  )
}

type PagingProps = {
  /** Where the list begins, if this is not its beginning. */
  first?: string | undefined
  next: string | null
  word: string
}

/** Under a list: on through it, and back to where it begins. */
export function Paging({ first, next, word }: PagingProps) {
  if (!first && !next) return null
  return (
    <nav class="button-row paging" aria-label="Pages">
      {first ? <LinkButton href={first}>From the start</LinkButton> : null}
      {next ? <LinkButton href={next}>{word}</LinkButton> : null}
    </nav>
  )
}

type DeskPlace = "follow-ups" | "bookings" | "contacts" | "visitors" | "team"

const ways: { at?: DeskPlace; icon: IconName; label: string }[] = [
  { icon: "inbox", label: "Conversations" },
  { at: "team", icon: "users", label: "Team" },
  { at: "visitors", icon: "globe", label: "Visitors" },
  { at: "follow-ups", icon: "check-check", label: "Follow-ups" },
  { at: "bookings", icon: "calendar", label: "Bookings" },
  { at: "contacts", icon: "contact", label: "Contacts" },
]

type DeskBarProps = { at?: DeskPlace; viewer: Viewer; theme: Theme; isPlain?: boolean }

/** Over each page beside the desk: the way back, and to the others. */
export function DeskBar({ at, viewer, theme, isPlain = false }: DeskBarProps) {
  return (
    <DeskHeader viewer={viewer} theme={theme} isPlain={isPlain}>
      <nav class="button-row" aria-label="Desk">
        {ways.map((way) => (
          <a
            class="button button-quiet button-small"
            href={way.at ? `/operator/${way.at}` : "/operator"}
            title={way.label}
            aria-current={way.at !== undefined && way.at === at ? "page" : undefined}
          >
            <Icon name={way.icon} />
            <span class="way-label">{way.label}</span>
            {way.at ? null : <WaitingNow waiting={0} />}
            {way.at === "follow-ups" ? <DueNow due={0} /> : null}
          </a>
        ))}
      </nav>
    </DeskHeader>
  )
}

/** How many wait for a person, beside the way to them. Known as soon as the page has asked. */
function WaitingNow({ waiting, asOf }: { waiting: number; asOf?: number }) {
  return (
    <span class="count-now" id="waiting-now" data-holder="waiting" data-as-of={asOf} hidden={waiting === 0}>
      {waiting}
      <span class="hidden-visually"> waiting</span>
    </span>
  )
}

/** Likewise of what was promised: what is due by now. */
function DueNow({ due }: { due: number }) {
  return (
    <span class="count-now" id="due-now" hidden={due === 0}>
      {due}
      <span class="hidden-visually"> due</span>
    </span>
  )
}

type DeskNowProps = { viewer: Viewer; waiting: number; due: number; asOf: number }

/** What stays true at the top of a page beside the desk, and the event that it was read at. */
export function DeskNow({ viewer, waiting, due, asOf }: DeskNowProps) {
  return (
    <>
      <WaitingNow waiting={waiting} asOf={asOf} />
      <DueNow due={due} />
      <AvailabilityMenu viewer={viewer} />
    </>
  )
}
