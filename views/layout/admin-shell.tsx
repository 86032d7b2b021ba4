import type { ComponentChildren } from "preact"
import { Icon, type IconName } from "../components/icon"
import { Logo } from "./logo"
import { Page, type PageProps } from "./page"

type AdminShellProps = PageProps & {
  /** The address of the section that is open. */
  section: string
  sections: { href: string; label: string; icon: IconName }[]
  account: ComponentChildren
  heading: ComponentChildren
  /** The way back to the page above, over the heading. */
  above?: ComponentChildren
  /** The page's own acts, beside its heading. */
  actions?: ComponentChildren
  /** The live preview, right of the one column. */
  aside?: ComponentChildren
  /** Otherwise as wide as a form or a text reads well. */
  width?: "list" | "table" | undefined
}

/** Left the sections, one column of at most 720 px unless a list or a table needs more, and room on the right for a preview. */
export function AdminShell(props: AdminShellProps) {
  const { section, sections, account, heading, above, actions, aside, width, children, ...page } = props
  return (
    <Page {...page} bodyClass="admin">
      <header class="admin-side">
        <Logo href="/admin" />
        <nav aria-label="Admin">
          {sections.map(({ href, label, icon }) => (
            <a class="admin-link" href={href} aria-current={href === section ? "page" : undefined}>
              <Icon name={icon} />
              {label}
            </a>
          ))}
        </nav>
        <div class="admin-account">{account}</div>
      </header>
      <main class={aside ? "admin-main has-aside" : "admin-main"} id="main" tabIndex={-1}>
        <div class={width ? `admin-column is-${width}` : "admin-column"}>
          {above}
          <div class="admin-heading">
            <h1>{heading}</h1>
            {actions ? <div class="button-row">{actions}</div> : null}
          </div>
          {children}
        </div>
        {aside ? <aside class="admin-aside">{aside}</aside> : null}
      </main>
    </Page>
  )
}
