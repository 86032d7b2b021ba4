import type { ComponentChildren } from "preact"
import { Icon, type IconName } from "./icon"

type EmptyProps = { icon: IconName; title: string; heading?: "h1" | "h2"; children?: ComponentChildren }

/** What stands where nothing is yet: what this place is for, and the next thing to do. */
export function Empty({ icon, title, heading: Heading = "h2", children }: EmptyProps) {
  return (
    <div class="empty">
      <Icon name={icon} />
      <Heading>{title}</Heading>
      {children}
    </div>
  )
}
