import type { ComponentChildren } from "preact"
import { Icon } from "../components/icon"
import { Logo } from "../layout/logo"
import { Page, type PageProps, type Theme } from "../layout/page"

type ListPageProps = {
  title: string
  /** Where the page is called otherwise than its tab. */
  heading?: string
  theme: Theme
  at: "follow-ups" | "bookings" | "contacts" | "visitors" | "team"
  scripts?: string[]
  data?: PageProps["data"]
  children: ComponentChildren
}

/** A page beside the desk: a list, with the way back. */
export function ListPage({ title, heading = title, theme, at, scripts = [], data = {}, children }: ListPageProps) {
  return (
    <Page title={title} theme={theme} bodyClass="act-page" scripts={scripts} data={data}>
      <header class="top-bar">
        <Logo href="/operator" />
        <nav class="button-row" aria-label="Desk">
          <Way href="/operator" icon="inbox" label="Conversations" />
          <Way href="/operator/team" icon="users" label="Team" isHere={at === "team"} />
          <Way href="/operator/visitors" icon="globe" label="Visitors" isHere={at === "visitors"} />
          <Way href="/operator/follow-ups" icon="check-check" label="Follow-ups" isHere={at === "follow-ups"} />
          <Way href="/operator/bookings" icon="calendar" label="Bookings" isHere={at === "bookings"} />
          <Way href="/operator/contacts" icon="contact" label="Contacts" isHere={at === "contacts"} />
        </nav>
      </header>
      <main class="card act-card is-wide" id="main" tabIndex={-1}>
        <h1>{heading}</h1>
        {children}
      </main>
    </Page>
  )
}

type WayProps = {
  href: string
  icon: "inbox" | "users" | "globe" | "check-check" | "calendar" | "contact"
  label: string
  isHere?: boolean
}

function Way({ href, icon, label, isHere }: WayProps) {
  return (
    <a class="button button-quiet button-small" href={href} aria-current={isHere ? "page" : undefined}>
      <Icon name={icon} />
      {label}
    </a>
  )
}
