import type { ComponentChildren } from "preact"
import { AccountPanel, initialOf, MenuLink } from "../components/account-menu"
import { Icon } from "../components/icon"
import { KeyName } from "../components/key-name"
import { Logo } from "../layout/logo"
import type { Theme } from "../layout/page"
import type { Availability, Viewer } from "./props"

type TopBarProps = { viewer: Viewer; counts: Counts; theme: Theme }

type Counts = { waiting: number; mine: number; ai: number; visitors: number }

export function TopBar({ viewer, counts, theme }: TopBarProps) {
  return (
    <DeskHeader viewer={viewer} theme={theme} isDesk>
      <ul class="counts" aria-label="Now">
        <Count name="waiting" holder="waiting" label="Waiting" value={counts.waiting} href={section("waiting")} />
        <Count name="mine" holder="human" label="Mine" value={counts.mine} href={section("mine")} />
        <Count name="ai" holder="ai" label="With AI" value={counts.ai} href={section("ai")} />
        <Count name="visitors" label="Visitors" value={counts.visitors} href="/operator/visitors" />
      </ul>
    </DeskHeader>
  )
}

/** The list of the desk where they stand. */
const section = (name: string) => `/operator#section-${name}`

type CountProps = { name: string; holder?: string; label: string; value: number; href?: string }

function Count({ name, holder, label, value, href }: CountProps) {
  const words = (
    <>
      {holder ? <span class="dot" /> : <Icon name="globe" />}
      <span class="count-label">{label}</span> <output data-count={name}>{value}</output>
    </>
  )
  return (
    <li class="count-item" data-holder={holder}>
      {href ? (
        <a href={href} data-jump={holder ? name : undefined}>
          {words}
        </a>
      ) : (
        words
      )}
    </li>
  )
}

export const availabilities: Record<Availability, { word: string; help: string; holder: string }> = {
  online: { word: "Online", help: "New conversations come to you", holder: "human" },
  away: { word: "Away", help: "You keep yours, no new ones", holder: "waiting" },
  offline: { word: "Offline", help: "Nothing comes to you", holder: "closed" },
}

type HeaderProps = {
  viewer: Viewer
  theme: Theme
  /** On the desk itself there is more that keys do. */
  isDesk?: boolean
  /** Where no script looks after what comes back. */
  isPlain?: boolean
  children: ComponentChildren
}

/** Over the desk and over each page beside it: to the right always what concerns whoever is signed in. */
export function DeskHeader({ viewer, theme, isDesk = false, isPlain = false, children }: HeaderProps) {
  return (
    <header class="top-bar">
      <Logo href="/operator" />
      {children}
      <a
        class="search-button"
        href="/operator/search"
        data-dialog-link={isPlain ? undefined : "wide"}
        aria-keyshortcuts="Meta+K Control+K"
      >
        <Icon name="search" />
        <span>Search</span>
        <span class="key" aria-hidden="true">
          <KeyName keys="⌘K" />
        </span>
      </a>
      <AvailabilityMenu viewer={viewer} isPlain={isPlain} />
      <AccountMenu viewer={viewer} theme={theme} isDesk={isDesk} />
    </header>
  )
}

/** Each choice is a button of a plain form, so that it works before, and without, any script. */
export function AvailabilityMenu({ viewer, isPlain = false }: { viewer: Viewer; isPlain?: boolean }) {
  const current = availabilities[viewer.availability]
  const inPlace = { "hx-post": "/operator/availability", "hx-target": "#availability", "hx-swap": "outerHTML" }
  return (
    <details class="menu" id="availability" name="menus">
      <summary class="button button-quiet" aria-label={`You are ${current.word.toLowerCase()}. Change availability`}>
        <span class="dot" data-holder={current.holder} />
        <span class="wide-only">{current.word}</span>
        <Icon name="chevron-down" />
      </summary>
      <form class="menu-panel" method="post" action="/operator/availability" {...(isPlain ? {} : inPlace)}>
        {Object.entries(availabilities).map(([value, { word, help, holder }]) => (
          <button
            type="submit"
            class="menu-item"
            name="availability"
            value={value}
            aria-pressed={value === viewer.availability ? "true" : "false"}
          >
            <span class="dot" data-holder={holder} />
            <span>
              {word}
              <small class="menu-help">{help}</small>
            </span>
            <Icon name="check" class="menu-check" />
          </button>
        ))}
      </form>
    </details>
  )
}

function AccountMenu({ viewer, theme, isDesk }: Pick<HeaderProps, "viewer" | "theme"> & { isDesk: boolean }) {
  return (
    <details class="menu" name="menus">
      <summary class="button button-quiet" aria-label={`${viewer.name}: account`}>
        <span class="avatar" data-holder="human" aria-hidden="true">
          {initialOf(viewer.name)}
        </span>
        <Icon name="chevron-down" />
      </summary>
      <AccountPanel person={viewer} theme={theme} area="/operator">
        <MenuLink href="/operator/visitors" icon="globe">
          Visitors
        </MenuLink>
        <MenuLink href="/operator/team" icon="users">
          Team: who waits, who is there
        </MenuLink>
        <MenuLink href="/operator/follow-ups" icon="check-check">
          Follow-ups
        </MenuLink>
        <MenuLink href="/operator/bookings" icon="calendar">
          Bookings
        </MenuLink>
        <MenuLink href="/operator/contacts" icon="contact">
          Contacts
        </MenuLink>
        <hr />
        {isDesk ? (
          <button class="menu-item needs-script" type="button" data-open-dialog="shortcuts">
            <Icon name="keyboard" />
            Keyboard
            <span class="key" aria-hidden="true">
              ?
            </span>
          </button>
        ) : null}
        <button class="menu-item needs-script" type="button" data-try-alerts>
          <Icon name="bell" />
          Try sound and alerts
        </button>
        <MenuLink href="/operator/alerts" icon="bell">
          Alerts on this device
        </MenuLink>
        <MenuLink href="/operator/account" icon="user-round">
          Your account
        </MenuLink>
      </AccountPanel>
    </details>
  )
}
