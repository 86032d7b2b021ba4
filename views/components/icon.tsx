import { drawings, type IconName } from "./icon-drawings"

export type { IconName }

type IconProps = {
  name: IconName
  /** Said by screen readers. Leave it out where a word stands beside the icon. */
  label?: string
  class?: string
}

export function Icon({ name, label, class: extra }: IconProps) {
  return (
    <svg
      class={["icon", extra].filter(Boolean).join(" ")}
      viewBox="0 0 24 24"
      width={16}
      height={16}
      fill="none"
      stroke="currentColor"
      stroke-width="1.75"
      stroke-linecap="round"
      stroke-linejoin="round"
      role={label ? "img" : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : "true"}
      dangerouslySetInnerHTML={{ __html: drawings[name] }}
    />
  )
}
