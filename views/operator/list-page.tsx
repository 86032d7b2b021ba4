import type { ComponentChildren } from "preact"
import { LinkButton } from "../components/button"
import { Icon, type IconName } from "../components/icon"
import { Logo } from "../layout/logo"
import { Page, type PageProps, type Theme } from "../layout/page"

type ListPageProps = {
  title: string
  /** Where the page is called otherwise than its tab. */
  heading?: string
  theme: Theme
  at?: DeskPlace
  scripts?: string[]
  data?: PageProps["data"]
  children: ComponentChildren
}

/** A page beside the desk: a list, with the way back. */
export function ListPage({ title, heading = title, theme, at, scripts = [], data = {}, children }: ListPageProps) {
  return (
    <Page title={title} theme={theme} bodyClass="act-page" scripts={scripts} data={data}>
      <DeskBar {...(at ? { at } : {})} />
      <main class="card act-card is-wide list-page" id="main" tabIndex={-1}>
        <h1>{heading}</h1>
        {children}
      </main>
    </Page>
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

/** Over each page beside the desk: the way back, and to the others. */
export function DeskBar({ at }: { at?: DeskPlace }) {
  return (
    <header class="top-bar">
      <Logo href="/operator" />
      <nav class="button-row" aria-label="Desk">
        {ways.map((way) => (
          <Way
            href={way.at ? `/operator/${way.at}` : "/operator"}
            icon={way.icon}
            label={way.label}
            isHere={way.at !== undefined && way.at === at}
          />
        ))}
      </nav>
    </header>
  )
}

type WayProps = { href: string; icon: IconName; label: string; isHere: boolean }

function Way({ href, icon, label, isHere }: WayProps) {
  return (
    <a class="button button-quiet button-small" href={href} title={label} aria-current={isHere ? "page" : undefined}>
      <Icon name={icon} />
      <span class="way-label">{label}</span>
    </a>
  )
}
