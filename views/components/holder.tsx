import type { ComponentChildren } from "preact"
import { Icon, type IconName } from "./icon"

/** Who has the baton. The words and icons are here once, for rows, headers, composer and the admin's lists. */
export type Holder = "ai" | "waiting" | "human" | "closed"

const holders: Record<Holder, { icon: IconName; word: string }> = {
  ai: { icon: "bot", word: "AI" },
  waiting: { icon: "hourglass", word: "Waiting" },
  human: { icon: "user-round", word: "Person" },
  closed: { icon: "circle-check", word: "Closed" },
}

export const holderIcon = (holder: Holder) => holders[holder].icon

type HolderBadgeProps = {
  holder: Holder
  /** The person's name, or what else should stand there instead of the plain word. */
  word?: ComponentChildren
}

export function HolderBadge({ holder, word }: HolderBadgeProps) {
  return (
    <span class="badge" data-holder={holder}>
      <Icon name={holders[holder].icon} />
      {word ?? holders[holder].word}
    </span>
  )
}

type AvatarProps = { name: string | null; holder?: Holder; large?: boolean }

/** Initials of a person, or the AI's icon. Decoration: the name always stands beside it. */
export function Avatar({ name, holder, large = false }: AvatarProps) {
  return (
    <span class={large ? "avatar avatar-large" : "avatar"} data-holder={holder} aria-hidden="true">
      {holder === "ai" ? <Icon name="bot" /> : name ? initials(name) : <Icon name="user-round" />}
    </span>
  )
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/u)
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? "")][0] ?? "")
  return letters.join("").toLocaleUpperCase()
}
