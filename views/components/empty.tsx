import type { ComponentChildren } from "preact"
import { Icon, type IconName } from "./icon"

type EmptyProps = { icon: IconName; title: string; children?: ComponentChildren }

/** What stands where nothing is yet: what this place is for, and the next thing to do. */
export function Empty({ icon, title, children }: EmptyProps) {
  return (
    <div class="empty">
      <Icon name={icon} />
      <h2>{title}</h2>
      {children}
    </div>
  )
}
