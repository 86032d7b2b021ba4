import type { ComponentChildren } from "preact"
import type { Theme } from "../layout/page"
import { Icon, type IconName } from "./icon"
import { ThemeChoice } from "./theme-choice"

type AccountPanelProps = {
  /** With an id, the name is kept true while the page is open. */
  person: { id?: string; name: string; email: string }
  theme: Theme
  /** Where the forms go: each area has its own session and its own colours. */
  area: "/admin" | "/operator"
  children: ComponentChildren
}

/** The open menu of whoever is signed in: who they are, the colours, what the area offers, the way out. */
export function AccountPanel({ person, theme, area, children }: AccountPanelProps) {
  return (
    <div class="menu-panel">
      <p class="menu-person">
        <strong data-person={person.id}>{person.name}</strong>
        <small class="soft">{person.email}</small>
      </p>
      <hr />
      <ThemeChoice theme={theme} action={`${area}/theme`} />
      <hr />
      {children}
      <form method="post" action={`${area}/sign-out`}>
        <button type="submit" class="menu-item">
          <Icon name="log-out" />
          Sign out
        </button>
      </form>
    </div>
  )
}

export function MenuLink({ href, icon, children }: { href: string; icon: IconName; children: ComponentChildren }) {
  return (
    <a class="menu-item" href={href}>
      <Icon name={icon} />
      {children}
    </a>
  )
}

/** Stands for a person where there is no picture of them. */
export const initialOf = (name: string) => [...name][0]?.toUpperCase()
