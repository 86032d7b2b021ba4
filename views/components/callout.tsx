import type { ComponentChildren } from "preact"
import type { Holder } from "./holder"
import { Icon, type IconName } from "./icon"

type CalloutProps = { icon?: IconName; tone?: Holder | "danger"; children: ComponentChildren }

export function Callout({ icon = "info", tone, children }: CalloutProps) {
  return (
    <div class="callout" data-holder={tone}>
      <Icon name={icon} />
      <div>{children}</div>
    </div>
  )
}
