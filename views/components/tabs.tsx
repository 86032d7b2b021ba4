import { Icon, type IconName } from "./icon"

type Tab = { href: string; label: string; icon?: IconName; current?: boolean }

/** Links, not a tab widget: each is a page with an address, so the keyboard and the back button work as everywhere. */
export function Tabs({ label, tabs }: { label: string; tabs: Tab[] }) {
  return (
    <nav class="tabs" aria-label={label}>
      {tabs.map((tab) => (
        <a href={tab.href} aria-current={tab.current ? "page" : undefined}>
          {tab.icon ? <Icon name={tab.icon} /> : null}
          {tab.label}
        </a>
      ))}
    </nav>
  )
}
