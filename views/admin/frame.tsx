import type { ComponentChildren } from "preact"
import { AccountPanel, initialOf, MenuLink } from "../components/account-menu"
import { Icon, type IconName } from "../components/icon"
import { Saved } from "../components/saved"
import { AdminShell } from "../layout/admin-shell"
import type { Theme } from "../layout/page"

export type AdminFrame = {
  theme: Theme
  owner: { name: string; email: string }
  /** What was just done, said once after the redirect. */
  saved?: string | undefined
}

type AdminPageProps = {
  frame: AdminFrame
  section: keyof typeof sections
  title: string
  /** What tells the tab from others with the same heading. */
  tab?: string
  /** The page above, where there is one. */
  back?: { href: string; label: string }
  intro?: ComponentChildren
  actions?: ComponentChildren
  aside?: ComponentChildren
  /** For a list, or for a table or figures, which use the room there is; what is filled in is no wider than elsewhere. */
  width?: "list" | "table" | undefined
  /** Beside the admin's own. */
  scripts?: string[]
  children: ComponentChildren
}

/** The admin's sections, in the order of the work: make, teach, staff, meet. */
const sections = {
  overview: { href: "/admin", label: "Overview", icon: "house" },
  chatbots: { href: "/admin/chatbots", label: "Chatbots", icon: "bot" },
  content: { href: "/admin/content", label: "Content", icon: "book-open" },
  rules: { href: "/admin/rules", label: "Rules", icon: "flag" },
  visitors: { href: "/admin/visitors", label: "Visitors", icon: "globe" },
  team: { href: "/admin/team", label: "Team", icon: "users" },
  queues: { href: "/admin/queues", label: "Queues", icon: "inbox" },
  replies: { href: "/admin/replies", label: "Replies", icon: "message-square" },
  bookings: { href: "/admin/bookings", label: "Hours, bookings", icon: "calendar" },
  contacts: { href: "/admin/contacts", label: "Contacts", icon: "contact" },
  reports: { href: "/admin/reports", label: "Reports", icon: "chart-column" },
  alerts: { href: "/admin/alerts", label: "Alerts", icon: "bell" },
  settings: { href: "/admin/settings", label: "Settings", icon: "settings" },
} as const satisfies Record<string, { href: string; label: string; icon: IconName }>

export function AdminPage({
  frame,
  section,
  title,
  tab,
  back,
  intro,
  actions,
  aside,
  width,
  scripts = [],
  children,
}: AdminPageProps) {
  const { theme, owner, saved } = frame
  return (
    <AdminShell
      title={tab ? `${tab} · ${title}` : title}
      theme={theme}
      scripts={["/admin.js", ...scripts]}
      section={sections[section].href}
      sections={Object.values(sections)}
      account={<Account owner={owner} theme={theme} />}
      heading={title}
      actions={actions}
      aside={aside}
      width={width}
      above={
        back ? (
          <a class="admin-back" href={back.href}>
            <Icon name="arrow-left" />
            {back.label}
          </a>
        ) : null
      }
    >
      {intro ? <p class="admin-intro">{intro}</p> : null}
      <Saved>{saved}</Saved>
      {children}
    </AdminShell>
  )
}

function Account({ owner, theme }: Pick<AdminFrame, "owner" | "theme">) {
  return (
    <details class="menu admin-menu">
      <summary class="admin-person">
        <span class="avatar" aria-hidden="true">
          {initialOf(owner.name)}
        </span>
        <span class="admin-person-name">{owner.name}</span>
        <span class="hidden-visually">: account</span>
        <Icon name="chevron-down" />
      </summary>
      <AccountPanel person={owner} theme={theme} area="/admin">
        <MenuLink href="/operator" icon="inbox">
          Operator desk
        </MenuLink>
        <MenuLink href="/admin/account" icon="user-round">
          Your account
        </MenuLink>
        <MenuLink href="/openapi" icon="file-text">
          API
        </MenuLink>
      </AccountPanel>
    </details>
  )
}
