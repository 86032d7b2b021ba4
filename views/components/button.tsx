import type { ButtonHTMLAttributes, ComponentChildren, PartialAnchorHTMLAttributes } from "preact"
import { Icon, type IconName } from "./icon"
import { KeyName } from "./key-name"

export type ButtonLook = {
  /** `holder` takes the colour of whom the act hands the baton to: set `data-holder` too. */
  variant?: "primary" | "holder" | "danger" | "quiet"
  icon?: IconName
  small?: boolean
  /** The key that does the same; shown beside the word and told to assistive technology. */
  shortcut?: string
  children?: ComponentChildren
}

type ButtonProps = ButtonLook & Omit<ButtonHTMLAttributes, "icon">

export function Button({ variant, icon, small, shortcut, children, type = "submit", ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      class={buttonClass({ variant, small }, rest.class)}
      aria-keyshortcuts={ariaKey(shortcut)}
    >
      <ButtonFace icon={icon} shortcut={shortcut}>
        {children}
      </ButtonFace>
    </button>
  )
}

type LinkButtonProps = ButtonLook &
  Omit<PartialAnchorHTMLAttributes<HTMLAnchorElement>, "icon" | "role"> & { href: string }

export function LinkButton({ variant, icon, small, shortcut, children, ...rest }: LinkButtonProps) {
  return (
    <a {...rest} class={buttonClass({ variant, small }, rest.class)} aria-keyshortcuts={ariaKey(shortcut)}>
      <ButtonFace icon={icon} shortcut={shortcut}>
        {children}
      </ButtonFace>
    </a>
  )
}

type IconButtonProps = { icon: IconName; label: string } & Omit<ButtonHTMLAttributes, "icon" | "label">

/** A button of one icon. The label is its name for everybody: read out, and shown on hover. */
export function IconButton({ icon, label, type = "button", ...rest }: IconButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      class={`button button-quiet button-icon ${rest.class ?? ""}`}
      title={label}
      aria-label={label}
    >
      <Icon name={icon} />
    </button>
  )
}

function ButtonFace({ icon, shortcut, children }: Pick<ButtonLook, "icon" | "shortcut" | "children">) {
  return (
    <>
      {icon ? <Icon name={icon} /> : null}
      {children}
      {shortcut ? (
        <span class="key" aria-hidden="true">
          <KeyName keys={shortcut} />
        </span>
      ) : null}
    </>
  )
}

const buttonClass = ({ variant, small }: ButtonLook, extra: unknown) =>
  ["button", variant && `button-${variant}`, small && "button-small", extra].filter(Boolean).join(" ")

/** Written on the button as people know it, told to assistive technology in its own notation. */
const ariaKey = (shortcut: string | undefined) =>
  shortcut &&
  (shortcut.startsWith("⌘") ? ["Meta+", "Control+"] : [""])
    .map((held) => shortcut.replace("⌘", held).replace("↵", "Enter"))
    .join(" ")
